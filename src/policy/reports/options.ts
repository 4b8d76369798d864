import type { Control, Severity } from "../control";

/** What a report can be written as. */
export type ReportFormat = "text" | "json" | "sarif" | "junit" | "markdown" | "github" | "html";

/** Formats, in the order in which help lists them. */
export const REPORT_FORMATS: readonly ReportFormat[] = ["text", "json", "sarif", "junit", "markdown", "github", "html"];

/** How a report is rendered. */
export interface RenderOptions {
  /** Colour the text; the other formats have no colours of the terminal. */
  readonly colour: boolean;

  /** Findings of this severity and worse make the verdict. */
  readonly failOn: Severity;

  /** Undecided controls of severity critical count as findings. */
  readonly strict: boolean;

  /**
   * Columns of the terminal.
   *
   * @default 100
   */
  readonly width?: number;

  /** The catalogue that was asked, held controls included. */
  readonly controls: readonly Control[];
}
