import type { Estate } from "../estate/estate";
import { leadsTo } from "../estate/joins/references";
import type { Resource } from "../estate/resource";
import { replacingAttributes } from "./replacements";
import { type AttributeChange, addressKey, keyOf, type ResourceChange } from "./sides";

/** Attributes that a new resource has anew. Names are as they are configured. */
const GIVEN: ReadonlySet<string> = new Set(["id", "arn", "key_id", "self_link", "unique_id", ""]);

/** A resource that refers to another one. */
interface Dependent {
  readonly resource: Resource;

  /** Path of the attribute that refers. */
  readonly path: string;
}

/**
 * What else changes because something is replaced: the new one has another id, and whoever refers to it is changed too, or is
 * replaced in its turn. A plan knows it; between two folders it is followed here.
 *
 * @param changes what differs between the sides
 * @returns the changes with those that follow from them, in the order of the estate
 */
export function cascaded(changes: readonly ResourceChange[], after: Estate): readonly ResourceChange[] {
  const replaced = changes.flatMap(({ action, after: is }) => (action === "replace" && is !== undefined ? [is] : []));
  if (replaced.length === 0) {
    return changes;
  }
  const dependents = dependentsIn(after);
  const known = new Map(changes.map((change) => [keyAt(change), change]));
  for (let target = replaced.pop(); target !== undefined; target = replaced.pop()) {
    for (const { resource, path } of dependents.get(keyOf(target)) ?? []) {
      const key = keyOf(resource);
      const change = following(known.get(key), resource, path, target);
      if (change !== undefined) {
        if (change.action === "replace" && known.get(key)?.action !== "replace") {
          replaced.push(resource);
        }
        known.set(key, change);
      }
    }
  }
  return inOrder(known, after);
}

function keyAt({ root, address, before, after }: ResourceChange): string {
  const resource = after ?? before;
  return resource === undefined ? addressKey(root, address) : keyOf(resource);
}

/** Who refers to what of a resource that is given anew with it. Data sources and manifests are nobody's to replace. */
function dependentsIn(estate: Estate): ReadonlyMap<string, readonly Dependent[]> {
  const dependents = new Map<string, Dependent[]>();
  for (const resource of estate.resources) {
    for (const [path, references] of resource.mode === "managed" ? resource.references : []) {
      for (const reference of references) {
        for (const target of GIVEN.has(reference.attribute) ? leadsTo(estate, reference, resource) : []) {
          const key = keyOf(target);
          const others = dependents.get(key);
          others === undefined ? dependents.set(key, [{ resource, path }]) : others.push({ resource, path });
        }
      }
    }
  }
  return dependents;
}

/** Undefined when the change is known already, or the resource is made anew anyway. */
function following(
  known: ResourceChange | undefined,
  resource: Resource,
  path: string,
  target: Resource,
): ResourceChange | undefined {
  if (known !== undefined && known.action !== "update" && known.action !== "replace" && known.action !== "move") {
    return undefined;
  }
  if (known?.attributes.some((attribute) => attribute.path === path)) {
    return undefined;
  }
  const replaces = replacingAttributes(resource.kind)(path);
  const attribute: AttributeChange = {
    path,
    before: { text: "(as it is)", hidden: "unknown" },
    after: { text: `(of the new ${target.address})`, hidden: "unknown" },
    replaces,
  };
  const { root, address, kind } = resource;
  const isReplaced = replaces || known?.action === "replace";
  const reason = known?.reason ?? (replaces ? `${path} refers to ${target.address}, which is replaced` : undefined);
  return {
    ...(known ?? { root, address, kind, before: resource, after: resource }),
    action: isReplaced ? "replace" : "update",
    isEstimate: true,
    ...(reason === undefined ? {} : { reason }),
    attributes: [...(known?.attributes ?? []), attribute],
  };
}

function inOrder(known: ReadonlyMap<string, ResourceChange>, after: Estate): readonly ResourceChange[] {
  const open = new Map(known);
  const there = after.resources.flatMap((resource) => {
    const key = keyOf(resource);
    const change = open.get(key);
    open.delete(key);
    return change === undefined ? [] : [change];
  });
  return [...there, ...open.values()];
}
