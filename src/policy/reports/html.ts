import { SEVERITIES, type Severity } from "../control";
import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import { rootCauseOf } from "../root-causes";
import { page } from "./html-page";
import { capitalised, escaped } from "./markup";
import type { RenderOptions } from "./options";
import { countBySeverity, groupByCategory, inOrder } from "./order";
import { verdictOf } from "./verdict";
import { count, digits, place } from "./wording";

/** More rows than this make a page that nobody reads and that browsers find slow. */
const MOST_ROWS = 2000;
const MOST_ASIDE = 500;

/** One page that needs nothing else: it opens from a disk, an artifact store, a mail. */
export function renderHtml(result: CheckResult, options: RenderOptions): string {
  const verdict = verdictOf(result, options);
  const { counts, date, version } = result;
  const body = [
    "<header>",
    `<h1 class="${verdict.word}">${escaped(verdict.sentence)}</h1>`,
    `<p class="soft">modelkeep check ${escaped(version)}, judged on <time datetime="${escaped(date)}">${escaped(date)}</time>: ${count(counts.resources, "resource")}, ${count(counts.controls, "control")}, ${count(counts.evaluations, "evaluation")}.</p>`,
    "</header>",
    "<main>",
    summary(result),
    findings(result),
    aside("Waived", "Findings that someone accepted, until the waiver expires.", inOrder(result.waived).map(waivedRow)),
    aside(
      "Undecided",
      "A value that the control needs is known only after apply.",
      inOrder(result.undecided).map((finding) => row(finding, "undecided", details(finding))),
    ),
    inputs(result),
    skipped(result),
    "</main>",
    `<footer>Made by modelkeep ${escaped(version)}.</footer>`,
  ].join("\n");
  return page(`${escaped(verdict.sentence)} - modelkeep check`, body);
}

function summary({ findings: found, waived, undecided }: CheckResult): string {
  const bySeverity = countBySeverity(found);
  const card = (name: string, amount: number, tone = ""): string =>
    `<li${tone === "" ? "" : ` class="${tone}"`}><strong>${digits(amount)}</strong>${name}</li>`;
  const numbers = (of: readonly Finding[]): string => {
    const amounts = countBySeverity(of);
    return [...SEVERITIES.map((severity) => amounts[severity]), of.length]
      .map((amount) => `<td class="number">${digits(amount)}</td>`)
      .join("");
  };
  const rows = [...groupByCategory(found)].map(
    ([category, members]) => `<tr><th scope="row">${escaped(category)}</th>${numbers(members)}</tr>`,
  );
  const heads = ["Category", ...SEVERITIES, "total"];
  return [
    "<section>",
    "<h2>Summary</h2>",
    '<ul class="cards">',
    ...SEVERITIES.map((severity) => card(severity, bySeverity[severity], severity)),
    card("waived", waived.length),
    card("undecided", undecided.length),
    "</ul>",
    ...(found.length === 0
      ? []
      : [
          '<div class="scroll" role="region" aria-label="Findings by category and severity" tabindex="0"><table>',
          `<thead><tr>${heads.map((head, index) => `<th scope="col"${index === 0 ? "" : ' class="number"'}>${head}</th>`).join("")}</tr></thead>`,
          `<tbody>${rows.join("\n")}</tbody>`,
          "</table></div>",
        ]),
    "</section>",
  ].join("\n");
}

function findings({ findings: found }: CheckResult): string {
  if (found.length === 0) {
    return "<section>\n<h2>Findings</h2>\n<p>None.</p>\n</section>";
  }
  const shown = inOrder(found).slice(0, MOST_ROWS);
  const totals = countBySeverity(found);
  return [
    "<section>",
    `<h2>Findings (${digits(found.length)})</h2>`,
    filter(shown),
    '<p id="shown" class="soft" role="status"></p>',
    ...(shown.length < found.length
      ? [
          `<p>The worst ${digits(shown.length)} of ${digits(found.length)} findings are on this page; --format json has all of them.</p>`,
        ]
      : []),
    ...SEVERITIES.map((severity) =>
      severitySection(
        severity,
        totals[severity],
        shown.filter((finding) => finding.severity === severity),
      ),
    ),
    "</section>",
  ].join("\n");
}

function severitySection(severity: Severity, total: number, members: readonly Finding[]): string {
  if (members.length === 0) {
    return "";
  }
  return [
    '<section class="severity">',
    `<h3>${capitalised(severity)} (${digits(total)})</h3>`,
    ...members.map((finding) => row(finding, "finding", details(finding))),
    "</section>",
  ].join("\n");
}

/** Hidden until the script shows it: without the script it could do nothing. */
function filter(shown: readonly Finding[]): string {
  const bySeverity = countBySeverity(shown);
  const severities = SEVERITIES.filter((severity) => bySeverity[severity] > 0);
  const option = (value: string): string => `<option>${escaped(value)}</option>`;
  return [
    '<form id="filter" aria-label="Filter of findings" hidden>',
    `<label>Severity<select name="severity"><option value="">all</option>${severities.map(option).join("")}</select></label>`,
    `<label>Category<select name="category"><option value="">all</option>${[...groupByCategory(shown).keys()].map(option).join("")}</select></label>`,
    '<label class="wide">Words<input name="words" type="search" autocomplete="off" placeholder="resource, control, message"></label>',
    '<button type="reset">Clear</button>',
    '<button type="button" id="toggle">Open all</button>',
    "</form>",
  ].join("\n");
}

function aside(title: string, meaning: string, rows: readonly string[]): string {
  const left = rows.length - MOST_ASIDE;
  return [
    "<section>",
    `<h2>${title} (${digits(rows.length)})</h2>`,
    rows.length === 0 ? "<p>None.</p>" : `<p class="soft">${meaning}</p>`,
    ...rows.slice(0, MOST_ASIDE),
    ...(left > 0 ? [`<p>${digits(left)} more are not on this page; --format json has all of them.</p>`] : []),
    "</section>",
  ].join("\n");
}

function waivedRow(finding: WaivedFinding): string {
  const { reason, owner, expires, source } = finding.waiver;
  const waiver = [
    entry("Reason", reason),
    entry("Owner", owner),
    entry("Expires", expires),
    codeEntry("Waiver", source),
  ];
  return row(finding, "waived", [...waiver, ...details(finding)]);
}

function row(finding: Finding, className: string, entries: readonly string[]): string {
  const { severity, category, title, resource } = finding;
  const at = place(finding);
  const where = `<code>${escaped(resource)}</code>${at === "" ? "" : ` at ${escaped(at)}`}`;
  return [
    `<details class="${className} ${severity}" data-severity="${severity}" data-category="${escaped(category)}">`,
    `<summary><span class="title">${escaped(title)}</span> <span class="badge">${severity}</span> <span class="where">${where}</span></summary>`,
    `<dl>${entries.filter((line) => line !== "").join("")}</dl>`,
    "</details>",
  ].join("\n");
}

function details(finding: Finding): readonly string[] {
  return [
    entry("Found", finding.message),
    entry("Part of", rootCauseOf(finding.control)?.title),
    codeEntry("Attribute", finding.attribute),
    entry("Remedy", finding.remediation),
    entry("Why", finding.rationale),
    codeEntry("Control", finding.control),
    entry("Category", finding.category),
    entry("Answers", finding.answers.join(", ")),
    codeEntry("Resource", finding.resource),
    codeEntry("Construct", finding.constructPath),
    codeEntry("Made at", finding.madeAt),
    codeEntry("Where", place(finding)),
    codeEntry("Kind", finding.kind),
    codeEntry("Namespace", finding.namespace),
    codeEntry("Root", finding.root),
  ];
}

function entry(term: string, text: string | undefined): string {
  return text === undefined || text === "" ? "" : `<dt>${term}</dt><dd>${escaped(text)}</dd>`;
}

function codeEntry(term: string, text: string | undefined): string {
  return text === undefined || text === "" ? "" : `<dt>${term}</dt><dd><code>${escaped(text)}</code></dd>`;
}

function inputs({ inputs: read }: CheckResult): string {
  const rows = read.map(
    ({ path, kind, resources }) =>
      `<tr><th scope="row"><code>${escaped(path)}</code></th><td>${kind}</td><td class="number">${digits(resources)}</td></tr>`,
  );
  const heads =
    '<tr><th scope="col">Path</th><th scope="col">Read as</th><th scope="col" class="number">Resources</th></tr>';
  return tableSection(`Inputs (${digits(read.length)})`, heads, rows);
}

function skipped({ skipped: left }: CheckResult): string {
  const rows = left.map(
    ({ path, reason }) => `<tr><th scope="row"><code>${escaped(path)}</code></th><td>${escaped(reason)}</td></tr>`,
  );
  const heads = '<tr><th scope="col">Path</th><th scope="col">Reason</th></tr>';
  return tableSection(`Skipped (${digits(left.length)})`, heads, rows);
}

function tableSection(title: string, heads: string, rows: readonly string[]): string {
  const left = rows.length - MOST_ASIDE;
  const table = [
    `<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table><thead>${heads}</thead>`,
    `<tbody>${rows.slice(0, MOST_ASIDE).join("\n")}</tbody></table></div>`,
    ...(left > 0 ? [`<p>${digits(left)} more are not on this page; --format json has all of them.</p>`] : []),
  ];
  return ["<section>", `<h2>${title}</h2>`, ...(rows.length === 0 ? ["<p>None.</p>"] : table), "</section>"].join("\n");
}
