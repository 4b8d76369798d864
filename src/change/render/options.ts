import type { Control } from "../../policy/control";

/** What a report of a change can be written as. */
export type ChangeFormat = "text" | "json" | "sarif" | "markdown" | "html";

/** Formats, in the order in which help lists them. */
export const CHANGE_FORMATS: readonly ChangeFormat[] = ["text", "json", "sarif", "markdown", "html"];

/** How a report of a change is rendered. */
export interface TextOptions {
  /** Colour the text; the other formats have no colours of the terminal. */
  readonly colour: boolean;

  /**
   * Columns of the terminal.
   *
   * @default 100
   */
  readonly width?: number;
}

/** How SARIF of a change is rendered. */
export interface SarifOptions {
  /**
   * Controls that become rules although they did not fire.
   *
   * @default none
   */
  readonly controls?: readonly Control[];
}
