import type { Picture } from "../graph/picture";
import type { ChangeReport } from "../report";
import type { ChangeFormat, SarifOptions, TextOptions } from "./options";

export { CHANGE_FORMATS, type ChangeFormat } from "./options";

/** How a report is rendered; each format takes what it needs. */
export interface ChangeRenderOptions extends TextOptions, SarifOptions {
  /** What the HTML report draws; made when it is asked for. */
  readonly picture: () => Picture;
}

type Renderer = (report: ChangeReport, options: ChangeRenderOptions) => string;

/** A run asks for one format, and the command starts fast: the others are never loaded. */
const RENDERERS: Readonly<Record<ChangeFormat, () => Renderer>> = {
  text: () => (require("./text") as typeof import("./text")).renderText,
  json: () => (require("./json") as typeof import("./json")).renderJson,
  sarif: () => (require("./sarif") as typeof import("./sarif")).renderSarif,
  markdown: () => (require("./markdown") as typeof import("./markdown")).renderMarkdown,
  html: () => {
    const { renderHtml } = require("../html/html") as typeof import("../html/html");
    return (report, { picture }) => renderHtml(report, picture());
  },
};

/** The report in the format: deterministic, and with a line feed at its end. */
export function renderChange(report: ChangeReport, format: ChangeFormat, options: ChangeRenderOptions): string {
  return RENDERERS[format]()(report, options);
}
