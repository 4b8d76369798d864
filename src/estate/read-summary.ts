/** An input as the run saw it. */
export interface InputSummary {
  /** Path as the user named it, or found below it. */
  readonly path: string;
  /** What it was read as. */
  readonly kind: "synthesized" | "plan" | "hcl" | "manifests" | "chart";
  readonly resources: number;
}

/** Something that was found and not read, and why. */
export interface SkippedInput {
  readonly path: string;
  readonly reason: string;
}
