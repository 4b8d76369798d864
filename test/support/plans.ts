import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePlan } from "../../bench/generate-plan";

type Json = Record<string, unknown>;

/** A plan as `terraform show -json` writes it, and how many of each action are in it. */
export interface ChangingPlan {
  readonly plan: Json;
  readonly counts: Readonly<Record<"create" | "update" | "replace" | "destroy", number>>;
}

/** One standing resource of so many is updated, replaced, destroyed. */
const UPDATED_EVERY = 20;
const REPLACED_EVERY = 53;
const DESTROYED_EVERY = 59;

/** What is called by a name is replaced when it is called otherwise. */
const NAMES: readonly string[] = ["bucket", "name", "family", "function_name", "alarm_name"];

/** The large plan of the benchmarks, in which a share of what is there already is changed. The same each time. */
export function changingPlan(resources: number): ChangingPlan {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-plans-"));
  try {
    const { file } = generatePlan(join(folder, "plan.json"), resources);
    const plan = JSON.parse(readFileSync(file, "utf8")) as Json;
    return { plan, counts: changeShare(plan) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface PlannedChange {
  readonly address: string;
  readonly mode: string;
  readonly change: Json & { actions: readonly string[]; after: Json | null; before: Json | null };
  action_reason?: string;
}

function changeShare(plan: Json): ChangingPlan["counts"] {
  const counts = { create: 0, update: 0, replace: 0, destroy: 0 };
  const changed = new Map<string, Json | null>();
  let standing = 0;
  for (const entry of plan.resource_changes as PlannedChange[]) {
    if (entry.mode !== "managed") {
      continue;
    }
    if (entry.change.actions[0] === "create") {
      counts.create += 1;
      continue;
    }
    standing += 1;
    const action = changeOne(entry, standing);
    if (action !== undefined) {
      counts[action] += 1;
      changed.set(entry.address, entry.change.after);
    }
  }
  setPlanned(plan, changed);
  return counts;
}

function changeOne(entry: PlannedChange, number: number): "update" | "replace" | "destroy" | undefined {
  const { change } = entry;
  if (change.after === null) {
    return undefined;
  }
  if (number % DESTROYED_EVERY === 0) {
    Object.assign(change, { actions: ["delete"], after: null, after_unknown: {}, after_sensitive: false });
    entry.action_reason = "delete_because_no_resource_config";
    return "destroy";
  }
  if (number % REPLACED_EVERY === 0) {
    return replace(entry);
  }
  if (number % UPDATED_EVERY === 0) {
    const after = touched(change.after);
    Object.assign(change, { actions: ["update"], after });
    return "update";
  }
  return undefined;
}

function replace(entry: PlannedChange): "replace" | undefined {
  const { change } = entry;
  const after = { ...change.after };
  const name = NAMES.find((each) => typeof after[each] === "string");
  if (name === undefined) {
    return undefined;
  }
  after[name] = `${after[name]}-2`;
  const unknown = Object.fromEntries(["id", "arn"].filter((each) => each in after).map((each) => [each, true]));
  for (const each of Object.keys(unknown)) {
    delete after[each];
  }
  Object.assign(change, {
    actions: ["delete", "create"],
    after,
    after_unknown: unknown,
    replace_paths: [[name]],
  });
  entry.action_reason = "replace_because_cannot_update";
  return "replace";
}

/** A tag more, or a timeout that no resource minds: what most changes of a large plan are. */
function touched(after: Json): Json {
  const isTagged = typeof after.tags === "object" && after.tags !== null;
  return isTagged
    ? { ...after, tags: { ...(after.tags as Json), revision: "2" } }
    : { ...after, timeouts: { create: "20m" } };
}

/** Sets the values that are planned for addresses; null takes a resource away. */
function setPlanned(plan: Json, changed: ReadonlyMap<string, Json | null>): void {
  const { root_module } = plan.planned_values as { root_module: { child_modules: { resources: Json[] }[] } };
  for (const child of root_module.child_modules) {
    child.resources = child.resources.flatMap((resource) => {
      const values = changed.get(String(resource.address));
      return values === undefined ? [resource] : values === null ? [] : [{ ...resource, values }];
    });
  }
}
