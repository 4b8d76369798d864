import { type ReadOptions, readEstate } from "../estate/read";
import type { InputSummary, SkippedInput } from "../estate/read-summary";
import { alignRoots } from "./align-roots";
import { compareEstates } from "./compare";
import type { Sides } from "./sides";

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
  const was = await readEstate([before], options);
  const is = await readEstate([after], options);
  const aligned = alignRoots({ estate: was.estate, path: before }, { estate: is.estate, path: after });
  return {
    sides: compareEstates(aligned, is.estate),
    before: was.inputs,
    after: is.inputs,
    skipped: [...was.skipped, ...is.skipped],
  };
}
