import type { Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/**
 * A text, a number or a switch as it is written. An object or a list in its place says nothing that anybody can read, and cannot
 * always be made a text: what it means is not known.
 */
export function wordOf(value: Value): string | Unknown {
  if (isUnknown(value)) {
    return value;
  }
  return typeof value === "object" && value !== null ? new Unknown() : String(value);
}

/** A number, also as a text; not known where an object or a list stands in its place. */
export function numberIn(value: Value): number | Unknown {
  const word = wordOf(value);
  return isUnknown(word) ? word : Number(value);
}
