import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { Estate, type RootModule } from "../estate/estate";
import { isAttributes, isList } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { isUnknown, type Reference } from "../estate/unknown";

/** An estate, and the path that it was read from. */
export interface ReadSide {
  readonly estate: Estate;
  readonly path: string;
}

/**
 * The estate before, with its root modules called as their counterparts after are: stacks have their own names; manifests,
 * plans and folders of Terraform are called by their paths, which differ from side to side. The resources are changed in place.
 */
export function alignRoots(before: ReadSide, after: ReadSide): Estate {
  const names = renamed(before, after);
  if (names.size === 0) {
    return before.estate;
  }
  const renaming = new Renaming(names);
  for (const resource of before.estate.resources) {
    renaming.resource(resource);
  }
  const roots = before.estate.roots.map((root) => ({ ...root, name: names.get(root.name) ?? root.name }));
  return new Estate(before.estate.resources, roots);
}

/** New names by old ones, of those that are not called the same already. */
function renamed(before: ReadSide, after: ReadSide): ReadonlyMap<string, string> {
  const [ours, theirs] = [namesOf(before.estate), namesOf(after.estate)];
  const free = theirs.filter((name) => !ours.includes(name));
  const counterparts = new Map(free.map((name) => [within(after.path, name), name]));
  const open = ours.filter((name) => !theirs.includes(name));
  const [only, ...others] = open;
  const [counterpart, ...further] = free;
  // Two files, or two folders: the user said that they are one thing before and after.
  if (
    only !== undefined &&
    counterpart !== undefined &&
    others.length === 0 &&
    further.length === 0 &&
    isPath(before)
  ) {
    return new Map([[only, counterpart]]);
  }
  return new Map(
    open.flatMap((name) => {
      const found = counterparts.get(within(before.path, name));
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}

/** A stack that is called otherwise is another stack; what is called by its path is not. */
function isPath({ estate, path }: ReadSide): boolean {
  return estate.roots.every(({ source, name, file }: RootModule) => {
    // A file without the name of a stack in it is called as its folder.
    return source !== "synthesized" || (file === path && name === basename(dirname(file)));
  });
}

function namesOf({ resources, roots }: Estate): readonly string[] {
  return [...new Set([...roots.map(({ name }) => name), ...resources.map(({ root }) => root)])];
}

/** Where a root lies within what the user named; one that does not is called by its own name. */
function within(path: string, name: string): string {
  const inside = relative(path, name);
  return inside.startsWith("..") || isAbsolute(inside) ? name : inside.split(sep).join("/");
}

class Renaming {
  private readonly seen = new WeakSet<Reference>();

  constructor(private readonly names: ReadonlyMap<string, string>) {}

  public resource(resource: Resource): void {
    const root = this.names.get(resource.root);
    if (root === undefined) {
      return;
    }
    for (const references of resource.references.values()) {
      this.references(references);
    }
    this.value(resource.attributes);
    Object.assign(resource, { root });
  }

  private value(value: Value): void {
    if (isUnknown(value)) {
      this.references(value.references);
    } else if (isList(value)) {
      for (const element of value) {
        this.value(element);
      }
    } else if (isAttributes(value)) {
      for (const member of Object.values(value)) {
        this.value(member);
      }
    }
  }

  private references(references: readonly Reference[]): void {
    for (const reference of references) {
      const root = this.seen.has(reference) ? undefined : this.names.get(reference.root);
      if (root !== undefined) {
        Object.assign(reference, { root });
        this.seen.add(reference);
      }
    }
  }
}
