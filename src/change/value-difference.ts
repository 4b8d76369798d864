import { isAttributes, isList, own } from "../estate/joins/values";
import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";

/** A place where two values differ; undefined is not set. */
export interface Difference {
  readonly path: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Whether the values are the same: expressions of both sides are when they are written the same. */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) {
    return true;
  }
  if (isUnknown(one) || isUnknown(other)) {
    return isUnknown(one) && isUnknown(other) && one.isSame(other) && other.isSame(one);
  }
  if (isList(one) || isList(other)) {
    return (
      isList(one) &&
      isList(other) &&
      one.length === other.length &&
      one.every((element, index) => isSame(element, other[index] ?? null))
    );
  }
  return isAttributes(one) && isAttributes(other) && isSameObject(one, other);
}

/** An attribute that is null is not set: it may as well be absent. */
function isSameObject(one: Attributes, other: Attributes): boolean {
  for (const name in one) {
    if (!isSame(own(one, name), own(other, name))) {
      return false;
    }
  }
  for (const name in other) {
    if (own(one, name) === null && own(other, name) !== null) {
      return false;
    }
  }
  return true;
}

/** Where the attributes differ, at the deepest place that does: a leaf, an element of a list, a block that came or went. */
export function differences(before: Attributes, after: Attributes): readonly Difference[] {
  const found: Difference[] = [];
  compareObjects(before, after, "", found);
  return found;
}

function compare(before: Value, after: Value, path: string, found: Difference[]): void {
  if (isSame(before, after)) {
    return;
  }
  if (isAttributes(before) && isAttributes(after)) {
    compareObjects(before, after, path, found);
  } else if (isList(before) && isList(after)) {
    compareLists(before, after, path, found);
  } else {
    found.push({ path, before: before ?? undefined, after: after ?? undefined });
  }
}

function compareObjects(before: Attributes, after: Attributes, path: string, found: Difference[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(own(before, name), own(after, name), path === "" ? name : `${path}.${name}`, found);
  }
}

/** Elements on both sides are left aside, wherever they stand: many lists are sets, and one more first shifts all others. */
function compareLists(before: readonly Value[], after: readonly Value[], path: string, found: Difference[]): void {
  const come = new Map(after.entries());
  const gone = new Map(before.entries());
  for (const [index, element] of before.entries()) {
    for (const [other, candidate] of come) {
      if (isSame(element, candidate)) {
        come.delete(other);
        gone.delete(index);
        break;
      }
    }
  }
  if (come.size === 0 && gone.size === 0) {
    found.push({ path, before, after });
    return;
  }
  const pairs = [...gone];
  for (const [index, element] of come) {
    const [, old] = pairs.shift() ?? [];
    if (old === undefined) {
      found.push({ path: `${path}.${index}`, before: undefined, after: element ?? undefined });
    } else {
      compare(old, element, `${path}.${index}`, found);
    }
  }
  for (const [index, element] of pairs) {
    found.push({ path: `${path}.${index}`, before: element ?? undefined, after: undefined });
  }
}
