import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import type { Resource } from "../../estate/resource";
import type { Named } from "../report";
import { keyOf } from "../sides";
import { living, namedOf } from "./way";

/**
 * What one side says that the other must be read with: that nothing blocks public access to a bucket tells something only where
 * something did. Each mark with what sets it: whoever takes that away opens the way.
 */
export type Focus = ReadonlyMap<string, Named | undefined>;

export type Mark = readonly [key: string, by?: Named];

/** What is remembered of a thing: `policy` that its policy is a resource of its own, and so on. */
export type FocusMark = "policy" | "block" | "prevention" | "ingress" | "egress" | "mesh";

export function isMarked(focus: Focus, mark: FocusMark, resource: Resource): boolean {
  return focus.has(keyOfMark(mark, resource));
}

/** What sets the mark, on this side or on the other. */
export function markedBy(focus: Focus, mark: FocusMark, resource: Resource): Named | undefined {
  return focus.get(keyOfMark(mark, resource));
}

/** A mark on the resource, by the first of these by name: that does not depend on the order of the input. */
export function markOf(estate: Estate, mark: FocusMark, resource: Resource, by: readonly Resource[]): Mark {
  const [first] = by
    .map((one) => namedOf(estate, one))
    .map((named) => ({ named, key: `${named.resource}\u0000${named.namespace ?? ""}` }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return [keyOfMark(mark, resource), first?.named];
}

function keyOfMark(mark: FocusMark, resource: Resource): string {
  return `${mark}\u0000${keyOf(resource)}`;
}

/** Marks for those resources of the kind that one of the satellites points at. */
export function marksOf(
  estate: Estate,
  mark: FocusMark,
  kind: string,
  pointing: readonly (readonly [satellite: string, link?: string])[],
): readonly Mark[] {
  const present = pointing.filter(([satellite]) => living(estate, satellite).length > 0);
  if (present.length === 0) {
    return [];
  }
  return living(estate, kind).flatMap((resource) => {
    const found = present.flatMap(([satellite, link]) => satellites(estate, resource, satellite, link).found);
    return found.length === 0 ? [] : [markOf(estate, mark, resource, found)];
  });
}
