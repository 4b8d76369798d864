import { code, prose } from "../../policy/reports/markdown-escape";
import { digits } from "../../policy/reports/wording";
import type { ChangeReport, ChangeVerdict } from "../report";
import { readable } from "./expression";
import { attributeBlocks } from "./markdown-attributes";
import { bytesOf, fitted, LONGEST_COMMENT, leftOut } from "./markdown-room";
import type { Entry, Section, SectionId } from "./section";
import { sectionsOf } from "./sections";

/** Room of each part; what the parts do not need, the changes get. */
const ROOM: Readonly<Record<Exclude<SectionId, "changes"> | "warnings" | "reasons", number>> = {
  warnings: 2500,
  reasons: 6000,
  guards: 2500,
  "data-loss": 5000,
  exposure: 7000,
  permissions: 7000,
  "blast-radius": 6000,
  findings: 7000,
  cost: 5000,
  drift: 3000,
};

/** Sections that a reader opens when they need them; the others are open from the start. */
const FOLDED: readonly SectionId[] = ["changes", "drift", "cost"];

/** A longer list is folded too. */
const OPEN_ROWS = 15;

const SIGNS: Readonly<Record<ChangeVerdict, string>> = {
  safe: ":white_check_mark:",
  review: ":warning:",
  dangerous: ":no_entry:",
};

/** What the rows of a section are headed with. */
const COLUMNS: Readonly<Record<SectionId, readonly [string, string, string]>> = {
  "data-loss": ["data", "resource", "what, and what protects it"],
  exposure: ["", "resource", "from where"],
  permissions: ["", "principal", "gained (+) and lost (-)"],
  "blast-radius": ["", "service", "how, and the shortest path"],
  findings: ["", "resource", "finding"],
  cost: ["USD a month", "resource", "how"],
  changes: ["action", "resource", "why"],
  drift: ["action", "resource", "what"],
  guards: ["", "guard", "found"],
};

/**
 * A comment on a pull request, below 65,000 characters however much changes. What cannot be taken back comes first, and
 * what is cut is the end of a list and said.
 */
export function renderMarkdown(report: ChangeReport): string {
  const sections = sectionsOf(report);
  const textOf = (...ids: readonly SectionId[]): string =>
    sections
      .filter(({ id }) => ids.includes(id))
      .map((section) => (section.id === "changes" ? "" : sectionText(section, ROOM[section.id])))
      .join("");
  const above = [
    head(report),
    // What fails the run is what the reader came for.
    textOf("guards"),
    textOf("data-loss", "exposure", "permissions", "blast-radius", "findings", "cost"),
  ].join("");
  const below = textOf("drift");
  return `${above}${changesText(report, sections, LONGEST_COMMENT - bytesOf(above) - bytesOf(below))}${below}`;
}

/** The table tells what changes at all: values come second, and what they do not need, the table gets. */
function changesText(report: ChangeReport, sections: readonly Section[], room: number): string {
  const changes = sections.find(({ id }) => id === "changes");
  if (changes === undefined) {
    return "";
  }
  const least = Math.floor(room * 0.6);
  const values = attributeBlocks(report, room - bytesOf(sectionText(changes, least)));
  return `${sectionText(changes, Math.max(least, room - bytesOf(values)))}${values}`;
}

function head({ verdict, summary }: ChangeReport): string {
  const warnings = summary.warnings.map((warning) => `> ${prose(warning)}\n>\n`);
  const reasons = summary.reasons.map(({ level, text }) =>
    level === "dangerous" ? `- **${level}**: ${prose(readable(text))}\n` : `- ${level}: ${prose(readable(text))}\n`,
  );
  const warned = fitted(warnings, warnings.length, ROOM.warnings);
  const listed = fitted(reasons, reasons.length, ROOM.reasons);
  return [
    // Lets a workflow find its own comment and replace it.
    "<!-- modelkeep diff -->\n## modelkeep diff\n",
    // Part by part: a long line must not lose what it ends with, the cost.
    `${SIGNS[verdict]} **${verdict}**: ${summary.line.split("; ").map(prose).join("; ")}\n`,
    ...(warnings.length === 0 ? [] : [`> [!WARNING]\n${warned.text}${leftOut(warned, "warnings").trimStart()}`]),
    ...(reasons.length === 0 ? [] : [`${listed.text}${leftOut(listed, "reasons")}`]),
  ].join("\n");
}

function sectionText({ id, title, total, entries, amount, notes }: Section, room: number): string {
  const columns = COLUMNS[id];
  const isFolded = FOLDED.includes(id) || amount > OPEN_ROWS;
  const heading = `${title}: ${prose(total)}`;
  const open = isFolded ? `\n<details>\n<summary><b>${heading}</b></summary>\n\n` : `\n### ${heading}\n\n`;
  const table = `| ${columns.join(" | ")} |\n| --- | --- | --- |\n`;
  const said = fitted(
    notes.map((note) => `\n${prose(note)}\n`),
    notes.length,
    room / 4,
  );
  const close = `${said.text}${leftOut(said, "notes")}${isFolded ? "\n</details>\n" : ""}`;
  const rows = fitted(rowsOf(id, entries), amount, room - bytesOf(open + table + close));
  return `${open}${table}${rows.text}${leftOut(rows, "rows")}${close}`;
}

/** Rows as they are asked for: of 20,000 changes a few hundred have room. */
function* rowsOf(id: SectionId, entries: readonly Entry[]): Generator<string> {
  for (const { tone, label, name, where, text, details, more } of entries) {
    // Values of a change stand in tables of their own.
    const below = id === "changes" ? [] : [...details, ...(more > 0 ? [`and ${digits(more)} more`] : [])];
    const cells = [text, ...below].filter((line) => line !== "").map(prose);
    const who = where === "" ? code(name) : `${code(name)}<br>in ${code(where)}`;
    yield `| ${tone === "bad" ? `**${label}**` : label} | ${who} | ${cells.join("<br>") || "-"} |\n`;
  }
}
