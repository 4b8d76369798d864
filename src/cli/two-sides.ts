import { realpathSync } from "node:fs";
import { isPlanned, type ReadSides } from "../change/folder-sides";
import { fileOrFolder } from "../estate/input-file";
import type { InputSummary } from "../estate/read-summary";
import { UsageError } from "./usage-error";

/** @throws UsageError when it is not clear what to compare with what */
export function requireTwoSides(paths: readonly string[], plans: readonly string[], command: string): void {
  const [only] = paths;
  if (plans.length > 0 && only !== undefined) {
    throw new UsageError(`--plan has both sides in it: ${only} does not go with it`, command);
  }
  if (plans.length === 0 && paths.length !== 2) {
    throw new UsageError(
      only === undefined
        ? "what changes? Name --plan plan.json, or a folder before and one after"
        : `${only} is one side: name what is after too, or --plan for a plan`,
      command,
    );
  }
}

/**
 * A plan that is read twice would be counted twice.
 *
 * @throws UsageError when two of the plans are one file, however it is written
 */
export function requireEachPlanOnce(plans: readonly string[], command: string): void {
  const seen = new Map<string, string>();
  for (const plan of plans) {
    const real = realPathOf(plan);
    const first = seen.get(real);
    if (first !== undefined) {
      const how = first === plan ? "" : `, as ${first} too`;
      throw new UsageError(`--plan: ${plan} is named twice${how}`, command);
    }
    seen.set(real, plan);
  }
}

/**
 * What is compared with itself has no changes, whatever it does: a plan without --plan is the usual mistake.
 *
 * @throws UsageError when both sides were read from the same files
 */
export function requireDifferentSides(
  [before = "", after = ""]: readonly string[],
  read: ReadSides,
  command: string,
): void {
  const isOnePath = realPathOf(before) === realPathOf(after);
  if (!isOnePath && filesOf(read.before) !== filesOf(read.after)) {
    return;
  }
  const what = isOnePath ? `the same ${fileOrFolder(after)}, ${after}` : `read from the same, ${before} and ${after}`;
  const plan = isPlanned(read.sides.after) ? read.after.find(({ kind }) => kind === "plan") : undefined;
  const hint = plan === undefined ? "name what was before the change" : `for a plan use --plan ${plan.path}`;
  throw new UsageError(`before and after are ${what}: ${hint}`, command);
}

function filesOf(inputs: readonly InputSummary[]): string {
  return JSON.stringify(inputs.map(({ path }) => realPathOf(path)).sort());
}

/** What is wrong with a path that leads nowhere, its reader says. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
