import type { Attributes, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";

export function isAttributes(value: Value | undefined): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The attribute itself, never what an object inherits; null when it is not set. */
export function own(attributes: Attributes, name: string): Value {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

/** One or many, as many: nothing for null, a list as it is, anything else alone. */
export function listOf(value: Value): readonly Value[] {
  if (value === null) {
    return [];
  }
  return isList(value) ? value : [value];
}

/** The objects under the name: nested blocks, or the one object that a source writes in place of them. */
export function blocksOf(attributes: Attributes, name: string): readonly Attributes[] {
  return listOf(own(attributes, name)).filter(isAttributes);
}

/** The value at a path such as `rule.0.kms_master_key_id`; an Unknown on the way is the answer. */
export function valueAt(attributes: Attributes, path: string): Value {
  let value: Value = attributes;
  for (const step of path.split(".")) {
    if (isUnknown(value)) {
      return value;
    }
    if (isList(value)) {
      value = value[Number(step)] ?? null;
    } else if (isAttributes(value)) {
      value = own(value, step);
    } else {
      return null;
    }
  }
  return value;
}

/** A text that says something: undefined for every other value, and for the empty text. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What of the list is known for sure; Unknown when nothing is, and something may be there. */
export function surelyOf(list: readonly Value[]): Value {
  const known = list.filter((value) => !isUnknown(value));
  return known.length === 0 && list.length > 0 ? new Unknown() : known;
}
