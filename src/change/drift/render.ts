import type { DriftReport } from "./drift-report";
import type { DriftFormat } from "./formats";
import type { DriftTextOptions } from "./render-text";

type Renderer = (report: DriftReport, options: DriftTextOptions) => string;

/** A run asks for one format: the others are never loaded. */
const RENDERERS: Readonly<Record<DriftFormat, () => Renderer>> = {
  text: () => (require("./render-text") as typeof import("./render-text")).renderText,
  json: () => (require("./render-json") as typeof import("./render-json")).renderJson,
  markdown: () => (require("./render-markdown") as typeof import("./render-markdown")).renderMarkdown,
  sarif: () => (require("./render-sarif") as typeof import("./render-sarif")).renderSarif,
};

/** The report: deterministic, and with a line feed at its end. */
export function renderDrift(report: DriftReport, format: DriftFormat, options: DriftTextOptions): string {
  return RENDERERS[format]()(report, options);
}
