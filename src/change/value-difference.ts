import { isAttributes, isList, own } from "../estate/joins/values";
import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { documentIn } from "./json-document";

/** A place where two values differ; undefined is not set. */
export interface Difference {
  /** Where it stands after; before, where it is gone. */
  readonly path: string;

  /** Where it stood before, when that is elsewhere: an element that came first shifts the others. */
  readonly beforePath?: string;
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
  compareObjects(before, after, { was: "", is: "" }, found);
  return found;
}

/** Where the two values stand. */
interface Places {
  readonly was: string;
  readonly is: string;
}

function compare(before: Value, after: Value, at: Places, found: Difference[]): void {
  if (isSame(before, after)) {
    return;
  }
  if (isAttributes(before) && isAttributes(after)) {
    compareObjects(before, after, at, found);
  } else if (isList(before) && isList(after)) {
    compareLists(before, after, at, found);
  } else if (!compareDocuments(before, after, at, found)) {
    found.push(differing(at, before, after));
  }
}

function differing({ was, is }: Places, before: Value | undefined, after: Value | undefined): Difference {
  const elsewhere = was === is ? {} : { beforePath: was };
  return { path: is, ...elsewhere, before: before ?? undefined, after: after ?? undefined };
}

function below({ was, is }: Places, one: string | number, other: string | number): Places {
  return { was: was === "" ? `${one}` : `${was}.${one}`, is: is === "" ? `${other}` : `${is}.${other}` };
}

/** What differs in two texts that are JSON: a policy of a thousand characters differs in one action. */
function compareDocuments(before: Value, after: Value, at: Places, found: Difference[]): boolean {
  const [one, other] = [documentIn(before), documentIn(after)];
  const known = found.length;
  if (one !== undefined && other !== undefined) {
    compare(one, other, at, found);
  }
  // Texts that differ in spaces alone differ all the same.
  return found.length > known;
}

function compareObjects(before: Attributes, after: Attributes, at: Places, found: Difference[]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compare(own(before, name), own(after, name), below(at, name, name), found);
  }
}

/** Elements on both sides are left aside, wherever they stand: many lists are sets, and one more first shifts all others. */
function compareLists(before: readonly Value[], after: readonly Value[], at: Places, found: Difference[]): void {
  const places = new Map<string, number[]>();
  for (const [index, element] of before.entries()) {
    const key = canonical(element);
    const others = places.get(key);
    others === undefined ? places.set(key, [index]) : others.push(index);
  }
  const gone = new Map(before.entries());
  const come: [number, Value][] = [];
  for (const [index, element] of after.entries()) {
    const same = places.get(canonical(element))?.shift();
    same === undefined ? come.push([index, element]) : gone.delete(same);
  }
  if (come.length === 0 && gone.size === 0) {
    found.push({ path: at.is, ...(at.was === at.is ? {} : { beforePath: at.was }), before, after });
    return;
  }
  const named = new Map([...gone].flatMap(([index, element]) => asName(element).map((name) => [name, index] as const)));
  const left = new Set(gone.keys());
  const partner = (element: Value): number | undefined => {
    const namesake = asName(element)
      .map((name) => named.get(name))
      .find((index) => index !== undefined && left.has(index));
    return namesake ?? left.values().next().value;
  };
  for (const [index, element] of come) {
    const old = partner(element);
    if (old === undefined) {
      found.push(differing(below({ was: at.is, is: at.is }, index, index), undefined, element));
    } else {
      left.delete(old);
      compare(gone.get(old) ?? null, element, below(at, old, index), found);
    }
  }
  for (const index of left) {
    found.push(differing(below({ was: at.was, is: at.was }, index, index), gone.get(index), undefined));
  }
}

/** What an element of a list is called, where it says. */
function asName(element: Value): readonly string[] {
  const name = isAttributes(element) ? (own(element, "name") ?? own(element, "key") ?? own(element, "sid")) : null;
  return typeof name === "string" ? [name] : [];
}

/** Values that are the same have one text, whatever the order of their attributes. */
function canonical(value: Value): string {
  if (isUnknown(value)) {
    return `?${value.text ?? ""}${JSON.stringify(value.references.map(({ address, attribute }) => [address, attribute]))}`;
  }
  if (isList(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (isAttributes(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== null);
    return `{${names
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(own(value, name))}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}
