import type { CheckResult } from "../judgement";
import type { RenderOptions } from "./options";
import { isAtOrAbove } from "./order";
import { count } from "./wording";

/** What the run comes to. The command's exit code and every report say the same. */
export interface Verdict {
  readonly word: "clean" | "findings";

  /** Findings at or above the threshold. */
  readonly failing: number;

  /** Undecided controls of severity critical, which fail a strict run; 0 when the run is not strict. */
  readonly undecidedFailing: number;

  /** One sentence without a full stop, as in "3 findings at or above high". */
  readonly sentence: string;
}

/** The verdict on the result. */
export function verdictOf(result: CheckResult, options: Pick<RenderOptions, "failOn" | "strict">): Verdict {
  const failing = result.findings.filter(({ severity }) => isAtOrAbove(severity, options.failOn)).length;
  const undecidedFailing = options.strict
    ? result.undecided.filter(({ severity }) => severity === "critical").length
    : 0;
  const { resources, controls } = result.counts;
  const found = `${count(failing, "finding")} at or above ${options.failOn}`;
  const undecided = `${count(undecidedFailing, "critical control")} undecided in a strict run`;
  const word = failing + undecidedFailing === 0 ? "clean" : "findings";
  const sentence =
    word === "clean"
      ? `clean: ${found} in ${count(resources, "resource")} (${count(controls, "control")})`
      : [found, ...(undecidedFailing === 0 ? [] : [undecided])].join(", ");
  return { word, failing, undecidedFailing, sentence };
}
