import { replacingAttributes } from "../../src/change/replacements";
import { REPLACING_AWS } from "../../src/change/replacements-aws";
import type { Case } from "./cases";
import { NOT_PROVEN, NOTHING_IN_PLACE } from "./not-proven";
import type { Planned } from "./plan";

/** What is wrong with a case: the provider does other than expected, or the table says other than the provider does. */
export function disagreements(each: Case, planned: Planned): string[] {
  const { path, expected, depends } = each;
  const shown = `${path} ${JSON.stringify(valueAt(each.state, path))} -> ${JSON.stringify(valueAt(each.configuration, path))}`;
  const does = whatIsDone(path, planned);
  const wrong = does === expected ? [] : [`${shown}: the provider does ${does}, not ${expected}`];
  const says = replacingAttributes(each.kind)(path) ? "replace" : "update";
  // What depends on more than the path, a table of paths cannot be right about.
  return depends === undefined && says !== does ? [...wrong, `${shown}: the table says ${says}`] : wrong;
}

function whatIsDone(path: string, { actions, replacing, before, after, unknown }: Planned): string {
  if (actions.includes("delete") && actions.includes("create")) {
    const isBecauseOfIt = replacing.some((each) => touches(each, path));
    return isBecauseOfIt ? "replace" : `replace, because of ${replacing.join(", ")}`;
  }
  const [argument = ""] = path.split(".");
  const isUnknown = JSON.stringify(unknown[argument] ?? false).includes("true");
  const differs = isUnknown || JSON.stringify(before[argument]) !== JSON.stringify(after[argument]);
  // Arguments that the hand-written state does not know are updated along with anything.
  return actions.join() === "update" && !differs ? "ignore" : actions.join();
}

/** Entries of the table that nothing proves, and kinds of which nothing is shown to be updated in place. */
export function gaps(cases: readonly Case[]): string[] {
  return Object.entries(REPLACING_AWS).flatMap(([kind, entries]) => {
    const own = cases.filter((each) => each.kind === kind);
    const replaced = own.filter(({ expected }) => expected === "replace");
    const unproven = entries
      .filter((entry) => !isKnownUnproven(kind, entry))
      .filter((entry) => !replaced.some(({ path }) => `${path}.#` === entry || `${path}.`.startsWith(`${entry}.`)))
      .map((entry) => `${kind} ${entry}: no case proves it`);
    const isUpdated = own.some(({ expected }) => expected === "update") || NOTHING_IN_PLACE.includes(kind);
    return isUpdated ? unproven : [...unproven, `${kind}: nothing of it is updated in place`];
  });
}

/** How many entries of the table are not proven, all kinds together. */
export function unprovenEntries(): number {
  return Object.entries(REPLACING_AWS).flatMap(([kind, entries]) =>
    entries.filter((entry) => isKnownUnproven(kind, entry)),
  ).length;
}

function isKnownUnproven(kind: string, entry: string): boolean {
  return `${kind} ${entry}` in NOT_PROVEN || entry in NOT_PROVEN;
}

/** One is the other, or a block around it. */
function touches(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((place: unknown, step) => (place as Record<string, unknown> | null | undefined)?.[step], value);
}
