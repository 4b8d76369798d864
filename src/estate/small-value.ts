import type { Value } from "./resource";
import { isUnknown } from "./unknown";

/** Values that refer to one another can double with every step: beyond this many members none is handed on. */
const MOST_MEMBERS = 10_000;

/** Whether the value has no more members than may be handed on; those that it shares count each time. */
export function isSmall(value: Value): boolean {
  let members = 0;
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "object" && next !== null && !isUnknown(next)) {
      for (const nested of Object.values(next)) {
        open.push(nested);
        if (++members > MOST_MEMBERS) {
          return false;
        }
      }
    }
  }
  return true;
}
