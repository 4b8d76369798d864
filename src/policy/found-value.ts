import { isAttributes } from "../estate/joins/values";
import type { Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";

const LONGEST_SHOWN = 120;

/**
 * Value at an attribute path such as `versioning_configuration.status`. Lists on the way are looked into: one value is
 * given as it is, several as a list; null when nothing is there.
 */
export function valueAt(value: Value, path: string): Value {
  let values: Value[] = [value];
  for (const step of path.split(".")) {
    values = values.flatMap((each) => inside(each, step));
  }
  const set = values.filter((each) => each !== null);
  return set.length === 0 ? null : set.length === 1 ? (set[0] ?? null) : set;
}

function inside(value: Value, step: string): Value[] {
  if (isUnknown(value)) {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each: Value) => inside(each, step));
  }
  return isAttributes(value) && Object.hasOwn(value, step) ? [value[step] ?? null] : [];
}

/** `is not set`, `is known only after apply`, `is "Suspended"`: continues a sentence that begins with the attribute. */
export function describeValue(value: Value): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    return "is not set";
  }
  if (isUnknown(value)) {
    return "is known only after apply";
  }
  const text = JSON.stringify(value, (_, each: unknown) => (isUnknown(each) ? "(known after apply)" : each));
  return `is ${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text}`;
}
