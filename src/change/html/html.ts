import { capitalised, escaped, integrity } from "../../policy/reports/markup";
import type { Picture } from "../graph/picture";
import type { ChangeReport } from "../report";
import { pageDataOf } from "./compact";
import { pageAsset } from "./page-asset";
import type { PageData } from "./page-data";

/**
 * The report as one page that needs nothing else: it opens from a disk, an artifact store, a mail. Its policy allows this
 * one script and this one style sheet, by hash; what is shown comes from a block of data that nothing runs.
 */
export function renderHtml(report: ChangeReport, picture: Picture): string {
  const { script, style } = pageAsset();
  const data = pageDataOf(report, picture);
  const policy = [
    "default-src 'none'",
    `style-src '${integrity(style)}'`,
    `script-src '${integrity(script)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(`${capitalised(data.verdict)}: ${data.line}`)}</title>
<style id="__________cytoscape_stylesheet">${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>
${withoutScript(data)}
</noscript>
<script type="application/json" id="report">${jsonBlock(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The least that a reader must know, where scripts do not run. */
function withoutScript({ verdict, line, reasons, warnings, version }: PageData): string {
  const items = [...warnings, ...reasons.map(({ text }) => text)].map((text) => `<li>${escaped(text)}</li>`);
  return [
    `<h1>${escaped(capitalised(verdict))}: ${escaped(line)}</h1>`,
    ...(items.length === 0 ? [] : [`<ul>${items.join("")}</ul>`]),
    `<p>modelkeep diff ${escaped(version)}. The rest of this report is drawn by its script, which your browser does not run.</p>`,
  ].join("\n");
}

/** JSON that cannot end the block it stands in, whatever it says. */
export function jsonBlock(data: unknown): string {
  return JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
