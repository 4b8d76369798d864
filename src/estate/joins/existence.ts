import type { Resource } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { numberIn } from "../written-word";
import type { Ternary } from "./ternary";
import { isAttributes, isList, own } from "./values";

/** Whether the resource will be no more after the plan: it is deleted or forgotten, and not made anew. */
export function isGone({ actions }: Resource): boolean {
  return actions.length === 1 && (actions[0] === "delete" || actions[0] === "forget");
}

/** Whether there is (at least one of) the resource: undecided when its `count` or `for_each` is not known. */
export function exists(resource: Resource): Ternary {
  if (isGone(resource)) {
    return false;
  }
  // A plan lists instances: what is in it is there, whatever its declaration counts.
  if (resource.actions.length > 0) {
    return true;
  }
  const count = own(resource.meta, "count");
  if (count !== null) {
    const number = numberIn(count);
    return isUnknown(number) ? number : number > 0;
  }
  const forEach = own(resource.meta, "for_each");
  if (isUnknown(forEach)) {
    return forEach;
  }
  if (isList(forEach)) {
    return forEach.length > 0;
  }
  return isAttributes(forEach)
    ? Object.keys(forEach).length > 0
    : typeof forEach !== "string" || new Unknown([], forEach);
}

/** What decides how many there are, as text, to tell that two resources come and go together; undefined for one alone. */
export function multiplicity({ meta }: Resource): string | undefined {
  const many = own(meta, "count") ?? own(meta, "for_each");
  if (isUnknown(many)) {
    return many.text;
  }
  return many === null ? undefined : JSON.stringify(many);
}
