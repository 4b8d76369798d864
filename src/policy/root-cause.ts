/** Findings of one resource that are one story: mended together, by one decision. */
export interface RootCause {
  /** Stable id: `bare-bucket`. */
  readonly id: string;

  /** What is the matter, as one sentence without a full stop. */
  readonly title: string;

  /** What to do about all of it. */
  readonly remedy: string;

  /** Ids of the controls that fail for it. A control has one cause at most. */
  readonly controls: readonly string[];
}
