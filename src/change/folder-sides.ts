import { Estate } from "../estate/estate";
import { type ReadOptions, readEstate } from "../estate/read";
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
  const is = await readEstate([after], options);
  const without = unchangedStacks(before, after);
  const was = await readEstate([before], { ...options, without });
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

/** What was not read before is what it is after. */
function withUnchanged(before: Estate, after: Estate, unchanged: ReadonlySet<string>): Estate {
  return unchanged.size === 0
    ? before
    : new Estate([...before.resources, ...after.resources.filter(({ root }) => unchanged.has(root))], before.roots);
}
