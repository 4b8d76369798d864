/** What the command ends with; it never ends with anything else. */
export enum ExitCode {
  /** Nothing at or above the threshold. */
  CLEAN = 0,
  /** Findings at or above the threshold. */
  FINDINGS = 1,
  /** The input or the usage is wrong, or the command itself failed: nothing is proven. */
  WRONG = 2,
}

/** For the end of help texts. */
export const EXIT_CODES = `
Exit codes:
  0  clean: no findings at or above --fail-on
  1  findings at or above --fail-on
  2  the input or the usage is wrong: nothing is proven`;
