import { readdirSync } from "node:fs";
import { Estate } from "../estate/estate";
import { InputError } from "../estate/input-error";
import { fileOrFolder } from "../estate/input-file";
import { type ReadEstate, type ReadOptions, readEstate } from "../estate/read";
import type { InputSummary, SkippedInput } from "../estate/read-summary";
import { alignRoots, type ReadSide } from "./align-roots";
import { compareEstates } from "./compare";
import { editedSides } from "./edited-sides";
import type { Sides } from "./sides";
import { unchangedStacks } from "./unchanged-stacks";

/** The sides of a change, and what they were read from. */
export interface ReadSides {
  readonly sides: Sides;
  readonly before: readonly InputSummary[];
  readonly after: readonly InputSummary[];
  readonly skipped: readonly SkippedInput[];
}

/**
 * The sides of what two folders, or two files, say: what CDKTF synthesized before and after, or anything else that
 * `modelkeep check` reads.
 *
 * @throws InputError for anything that cannot be read in full, and where there is nothing on both sides
 */
export async function sidesOfPaths(before: string, after: string, options: ReadOptions = {}): Promise<ReadSides> {
  if (isEmptyFolder(before) && isEmptyFolder(after)) {
    throw new InputError(after, "nothing to read: the folder is empty, and so is the one before");
  }
  const is = await readSide(after, options);
  const without = unchangedStacks(before, after);
  const was = await readSide(before, { ...options, without });
  const ours = { estate: withUnchanged(was.estate, is.estate, without), path: before };
  const theirs = { estate: is.estate, path: after };
  const edited = editedSides(alignRoots(ours, theirs), is.estate);
  // What is forgotten is no sign of a synthesis that failed.
  const warnings = [...warningsOf(ours, { ...theirs, estate: edited.after }), ...edited.warnings];
  const sides = compareEstates(edited.before, edited.after, edited.edits);
  return {
    sides: { ...sides, warnings: [...warnings, ...sides.warnings] },
    before: was.inputs,
    after: is.inputs,
    skipped: [...was.skipped, ...is.skipped],
  };
}

/** A folder with nothing in it is a side too: before the first deployment there is nothing, and after the last. */
async function readSide(path: string, options: ReadOptions): Promise<ReadEstate> {
  return isEmptyFolder(path) ? { estate: new Estate([], []), inputs: [], skipped: [] } : readEstate([path], options);
}

function isEmptyFolder(path: string): boolean {
  return fileOrFolder(path) === "folder" && readdirSync(path).length === 0;
}

/** What looks like a change and may be none. */
function warningsOf(before: ReadSide, after: ReadSide): readonly string[] {
  const [isNew, isOver] = [before, after].map(({ estate }) => estate.resources.length === 0);
  return [
    ...(isNew === true
      ? [`${before.path}, the side before, has no resources: all that is after counts as new. ${FAILED}`]
      : []),
    ...(isOver === true
      ? [`${after.path}, the side after, has no resources: all that was counts as gone. ${FAILED}`]
      : []),
    ...(isPlanned(before.estate) && isPlanned(after.estate)
      ? ["both sides are plans: compared is what they lead to, not what either of them changes, which --plan tells"]
      : []),
  ];
}

const FAILED = "A synthesis that failed looks the same";

/** Whether a plan is in it: nothing else intends anything, and a state has no actions. */
export function isPlanned({ resources }: Estate): boolean {
  return resources.some(({ actions }) => actions.length > 0);
}

/** What was not read before is what it is after. */
function withUnchanged(before: Estate, after: Estate, unchanged: ReadonlySet<string>): Estate {
  return unchanged.size === 0
    ? before
    : new Estate([...before.resources, ...after.resources.filter(({ root }) => unchanged.has(root))], before.roots);
}
