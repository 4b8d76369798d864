import { readdirSync } from "node:fs";
import { Estate } from "../estate/estate";
import { fileOrFolder } from "../estate/input-file";
import { type ReadEstate, type ReadOptions, readEstate } from "../estate/read";
import type { InputSummary, SkippedInput } from "../estate/read-summary";
import { alignRoots } from "./align-roots";
import { compareEstates } from "./compare";
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
 * @throws InputError for anything that cannot be read in full
 */
export async function sidesOfPaths(before: string, after: string, options: ReadOptions = {}): Promise<ReadSides> {
  const is = await readSide(after, options);
  const without = unchangedStacks(before, after);
  const was = await readSide(before, { ...options, without });
  const aligned = alignRoots(
    { estate: withUnchanged(was.estate, is.estate, without), path: before },
    { estate: is.estate, path: after },
  );
  return {
    sides: compareEstates(aligned, is.estate),
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

/** What was not read before is what it is after. */
function withUnchanged(before: Estate, after: Estate, unchanged: ReadonlySet<string>): Estate {
  return unchanged.size === 0
    ? before
    : new Estate([...before.resources, ...after.resources.filter(({ root }) => unchanged.has(root))], before.roots);
}
