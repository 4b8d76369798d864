import { Estate } from "../estate/estate";
import { isAttributes, isList } from "../estate/joins/values";
import { addressParts } from "../estate/plan-address";
import type { Attributes, Resource, Value } from "../estate/resource";
import type { StateMove } from "../estate/state-edits";
import { isUnknown, type Reference, Unknown } from "../estate/unknown";
import type { Moved } from "./moves";
import { addressKey } from "./sides";

/**
 * The estate with what is moved at its new address, and all that refers to it referring to it there. What has nothing to do with
 * it is the very same object; nothing is changed in place, for readers share what is written alike.
 */
export function withMoved(estate: Estate, moved: readonly Moved[]): Estate {
  if (moved.length === 0) {
    return estate;
  }
  const move = new Moving(moved, estate);
  return new Estate(
    estate.resources.map((resource) => move.resource(resource)),
    estate.roots,
  );
}

class Moving {
  private readonly resources: ReadonlyMap<string, Moved>;

  /** What references may name: instances, and the resource that they are instances of. */
  private readonly named = new Map<string, Pick<Moved, "to" | "written">>();

  constructor(moved: readonly Moved[], estate: Estate) {
    this.resources = new Map(moved.map((each) => [addressKey(each.root, each.from), each]));
    for (const { root, from, to, written } of moved) {
      this.named.set(addressKey(root, from), { to, written });
      const [was, is] = [addressParts(from), addressParts(to)];
      const base = baseOf(was);
      // All instances go by one block; where only one goes, the name of all stays that of the others.
      if (was.key !== "" && was.key === is.key && estate.at(root, base) === undefined) {
        this.named.set(addressKey(root, base), { to: baseOf(is), written: { from: base, to: baseOf(is) } });
      }
    }
  }

  public resource(resource: Resource): Resource {
    const moved = this.resources.get(addressKey(resource.root, resource.address));
    const attributes = this.object(resource.attributes);
    const meta = this.object(moved === undefined ? resource.meta : { ...resource.meta, count: moved.count });
    let isChanged = moved !== undefined || attributes !== resource.attributes || meta !== resource.meta;
    const references = new Map<string, readonly Reference[]>();
    for (const [path, each] of resource.references) {
      const others = this.list(each, (reference) => this.reference(reference));
      isChanged ||= others !== each;
      references.set(path, others);
    }
    return isChanged ? { ...resource, address: moved?.to ?? resource.address, attributes, meta, references } : resource;
  }

  private value(value: Value): Value {
    if (isUnknown(value)) {
      return this.unknown(value);
    }
    if (isList(value)) {
      return this.list(value, (element) => this.value(element));
    }
    return isAttributes(value) ? this.object(value) : value;
  }

  private object(attributes: Attributes): Attributes {
    let changed: Record<string, Value> | undefined;
    for (const [name, value] of Object.entries(attributes)) {
      const other = this.value(value);
      if (other !== value) {
        changed ??= Object.assign(Object.create(null), attributes) as Record<string, Value>;
        changed[name] = other;
      }
    }
    return changed ?? attributes;
  }

  private list<T>(list: readonly T[], other: (element: T) => T): readonly T[] {
    const others = list.map(other);
    return others.some((element, index) => element !== list[index]) ? others : list;
  }

  private unknown(value: Unknown): Unknown {
    const references = this.list(value.references, (reference) => this.reference(reference));
    if (references === value.references) {
      return value;
    }
    const written = value.references.flatMap((reference) => this.found(reference)?.written ?? []);
    return new Unknown(references, value.text === undefined ? undefined : rewritten(value.text, written));
  }

  private reference(reference: Reference): Reference {
    const found = this.found(reference);
    return found === undefined ? reference : { ...reference, address: found.to };
  }

  /** A reference to an instance leads to the resource, where that stands for all of its instances. */
  private found({ root, address }: Reference): Pick<Moved, "to" | "written"> | undefined {
    const exact = this.named.get(addressKey(root, address));
    const parts = exact === undefined ? addressParts(address) : undefined;
    const whole = parts?.key ? this.named.get(addressKey(root, baseOf(parts))) : undefined;
    return exact ?? (whole && { to: `${whole.to}${parts?.key ?? ""}`, written: whole.written });
  }
}

function baseOf({ prefix, relative }: ReturnType<typeof addressParts>): string {
  return `${prefix}${relative}`;
}

/** The text with other names in it. Within a module its name is not written. */
function rewritten(text: string, moved: readonly StateMove[]): string {
  const names = new Map(moved.map(({ from, to }) => [asWritten(from), asWritten(to)]));
  const spelt = [...names.keys()].sort((one, other) => other.length - one.length).map(escaped);
  return text.replace(
    new RegExp(`(?<![\\w.-])(?:${spelt.join("|")})(?![\\w-])`, "g"),
    (name) => names.get(name) ?? name,
  );
}

/** The address within its module; a module that nobody looked into is called by its own name. */
function asWritten(address: string): string {
  const { modules, relative, key } = addressParts(address);
  const [name = ""] = modules[modules.length - 1] ?? [];
  return relative === "" ? `module.${name}` : `${relative}${key}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
