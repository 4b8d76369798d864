import { isObject, type Json, type JsonObject, listOf } from "./json";

/** Longer values say nothing more in a line. */
const SHOWN_LENGTH = 100;

/**
 * What a plan (`terraform show -json`) would change, one line for each attribute:
 * `aws_vpc.main: update: tags: {"a":"1"} -> {}`.
 */
export function plannedChanges(plan: JsonObject): string[] {
  return listOf(plan.resource_changes)
    .filter(isObject)
    .flatMap((resource) => changesOf(resource));
}

function changesOf(resource: JsonObject): string[] {
  const change = isObject(resource.change) ? resource.change : {};
  const actions = listOf(change.actions).filter((action) => action !== "no-op" && action !== "read");
  if (actions.length === 0) return [];
  const subject = `${resource.address}: ${actions.join(" and ")}`;
  const before = isObject(change.before) ? change.before : {};
  const after = isObject(change.after) ? change.after : {};
  const unknown = isObject(change.after_unknown) ? change.after_unknown : {};
  // Only an update or a replacement changes attributes; what is made or destroyed does as a whole.
  if (change.before === null || change.after === null) return [subject];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => unknown[name] !== true && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (changed.length === 0) return [subject];
  return changed.map((name) => `${subject}: ${name}: ${shown(before[name])} -> ${shown(after[name])}`);
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text;
}
