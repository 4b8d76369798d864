import type { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import type { Attributes, Resource, Value } from "../estate/resource";
import { replacingAttributes } from "./replacements";
import { ValueMask } from "./shown-value";
import { type AttributeChange, type ChangeAction, keyOf, type ResourceChange, type Sides } from "./sides";
import { differences, isSame } from "./value-difference";

/** The sides of a change that no plan describes: what differs between two estates. Roots must be called the same. */
export function compareEstates(before: Estate, after: Estate): Sides {
  const were = new Map(changeable(before).map((resource) => [keyOf(resource), resource]));
  const changes: ResourceChange[] = [];
  for (const resource of changeable(after)) {
    const key = keyOf(resource);
    const was = were.get(key);
    were.delete(key);
    if (was === undefined) {
      changes.push(change(resource, "create", { after: resource, attributes: settled(resource, "after") }));
    } else if (isChanged(was, resource)) {
      changes.push(changed(was, resource));
    }
  }
  for (const resource of were.values()) {
    changes.push(change(resource, "destroy", { before: resource, attributes: settled(resource, "before") }));
  }
  return { basis: "estimate", before, after, changes, drift: [], warnings: [] };
}

/** What a change can be about: no data sources, nothing that is on its way out, and lifted manifests stand for others. */
export function changeable(estate: Estate): readonly Resource[] {
  return estate.resources.filter(
    (resource) =>
      resource.mode !== "data" &&
      !isGone(resource) &&
      !(resource.mode === "manifest" && estate.at(resource.root, resource.address) !== undefined),
  );
}

/** All that is set of a resource that comes or goes. */
export function settled(resource: Resource, side: "before" | "after"): readonly AttributeChange[] {
  const mask = new ValueMask(resource);
  return Object.entries(resource.attributes).flatMap(([path, value]) => {
    const shown = isEmpty(value) ? undefined : mask.shown(path, value);
    return shown === undefined ? [] : [{ path, [side]: shown, replaces: false }];
  });
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0 && !("references" in value));
}

function isChanged(was: Resource, is: Resource): boolean {
  return !isSame(was.attributes, is.attributes) || !isSame(instances(was), instances(is));
}

/** How many there are belongs to what is compared: the two are one resource of the estate. */
function instances({ meta }: Resource): Attributes {
  return { count: meta.count ?? null, for_each: meta.for_each ?? null };
}

function changed(was: Resource, is: Resource): ResourceChange {
  const [before, after] = [new ValueMask(was), new ValueMask(is)];
  const found = [...differences(was.attributes, is.attributes), ...differences(instances(was), instances(is))];
  const replacing = replacingAttributes(is.kind);
  const attributes = found.map((each): AttributeChange => {
    const [shownBefore, shownAfter] = [before.shown(each.path, each.before), after.shown(each.path, each.after)];
    return {
      path: each.path,
      ...(shownBefore === undefined ? {} : { before: shownBefore }),
      ...(shownAfter === undefined ? {} : { after: shownAfter }),
      replaces: replacing(each.path),
    };
  });
  const replaced = attributes.filter(({ replaces }) => replaces).map(({ path }) => path);
  return change(is, replaced.length > 0 ? "replace" : "update", {
    before: was,
    after: is,
    attributes,
    ...(replaced.length > 0 ? { reason: `${list(replaced)} cannot be changed in place` } : {}),
  });
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function change(
  { root, address, kind, mode }: Resource,
  action: ChangeAction,
  rest: Pick<ResourceChange, "before" | "after" | "attributes" | "reason">,
): ResourceChange {
  // That something comes or goes needs no guess; what an update does to what is there, only the provider knows.
  const isEstimate = mode !== "manifest" && (action === "update" || action === "replace");
  return { root, address, kind, action, isEstimate, ...rest };
}
