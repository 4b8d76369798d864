import type { CheckResult } from "../judgement";
import type { RenderOptions, ReportFormat } from "./options";

export type { RenderOptions, ReportFormat } from "./options";

type Renderer = (result: CheckResult, options: RenderOptions) => string;

/** A run asks for one format, and the command starts fast: the others are never loaded. */
const RENDERERS: Readonly<Record<ReportFormat, () => Renderer>> = {
  text: () => (require("./text") as typeof import("./text")).renderText,
  json: () => (require("./json") as typeof import("./json")).renderJson,
  sarif: () => (require("./sarif") as typeof import("./sarif")).renderSarif,
  junit: () => (require("./junit") as typeof import("./junit")).renderJunit,
  markdown: () => (require("./markdown") as typeof import("./markdown")).renderMarkdown,
  github: () => (require("./github") as typeof import("./github")).renderGithub,
  html: () => (require("./html") as typeof import("./html")).renderHtml,
};

/** The result as a report: deterministic, and with a line feed at its end. */
export function render(result: CheckResult, format: ReportFormat, options: RenderOptions): string {
  return RENDERERS[format]()(result, options);
}
