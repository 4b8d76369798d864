/** One line of a clean estate that is made wrong. */
export interface Breakage {
  /** What is wrong then. */
  readonly what: string;

  /** File in the folder of the estate. */
  readonly file: string;

  /** Text of the file that stands there once; with the lines around it where the line alone stands there more often. */
  readonly line: string;

  /** What stands there instead. */
  readonly becomes: string;

  /** All findings of high or critical severity, as `CONTROL address`, sorted. */
  readonly found: readonly string[];
}
