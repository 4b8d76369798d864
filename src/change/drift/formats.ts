/** What a report of drift can be written as. */
export type DriftFormat = "text" | "json" | "markdown" | "sarif";

/** Formats, in the order in which help lists them. */
export const DRIFT_FORMATS: readonly DriftFormat[] = ["text", "json", "markdown", "sarif"];
