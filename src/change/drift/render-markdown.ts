import { code, prose } from "../../policy/reports/markdown-escape";
import { groupBy } from "../../policy/reports/order";
import { count, digits, printable } from "../../policy/reports/wording";
import { DRIFT_GROUPS, type DriftEntry, type DriftGroup, type DriftReport } from "./drift-report";
import { attributeText } from "./render-text";
import { driftWord, GROUP_WORDS, ONLY_KNOWN } from "./wording";

/** GitHub takes 65,536 characters of a comment; what it counts as one may be four bytes. */
const LONGEST_BYTES = 62_000;
const MOST_REASONS = 10;
const MOST_ATTRIBUTES = 10;

/** For an issue or a comment on a pull request. */
export function renderMarkdown(report: DriftReport): string {
  const { summary, drift, leftOut, verdict } = report;
  const head = [
    "## Drift",
    "",
    `**${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}**: ${prose(summary.line)}`,
    "",
    ...summary.warnings.flatMap((warning) => [`> **Warning**: ${prose(warning)}`, ""]),
  ];
  const tail = [
    ...(leftOut > 0 ? [`${count(leftOut, "harmless change")} left out by \`--only relevant\`.`, ""] : []),
    ...(drift.length > 0 ? [`<sub>${prose(ONLY_KNOWN)}</sub>`, ""] : []),
  ];
  const groups = groupBy(drift, ({ group }) => group);
  const budget = new Budget(LONGEST_BYTES - Buffer.byteLength([...head, ...tail].join("\n")));
  const body = DRIFT_GROUPS.flatMap((group) => sectionOf(report, group, groups.get(group) ?? [], budget));
  return [...head, ...body, ...tail].join("\n").replace(/\n*$/, "\n");
}

/** Bytes that are left. */
class Budget {
  private isSpent = false;

  constructor(private left: number) {}

  /** Whether there is room for the lines, which is taken. Once there is none, nothing less important is let in. */
  public take(lines: readonly string[]): boolean {
    const size = Buffer.byteLength(lines.join("\n")) + 1;
    this.isSpent ||= size > this.left;
    if (!this.isSpent) {
      this.left -= size;
    }
    return !this.isSpent;
  }
}

function sectionOf(
  report: DriftReport,
  group: DriftGroup,
  entries: readonly DriftEntry[],
  budget: Budget,
): readonly string[] {
  if (entries.length === 0) {
    return [];
  }
  const { adjective, about } = GROUP_WORDS[group];
  const title = `${adjective.charAt(0).toUpperCase()}${adjective.slice(1)} (${digits(entries.length)})`;
  const lines = [`### ${title}`, "", prose(about), ""];
  for (const [index, entry] of entries.entries()) {
    const told = group === "harmless" ? harmless(report, entry) : relevant(report, entry);
    if (!budget.take(told)) {
      return [...lines, "", `... and ${digits(entries.length - index)} more, cut here: see \`--format json\``, ""];
    }
    lines.push(...told);
  }
  return [...lines, ""];
}

function harmless(report: DriftReport, entry: DriftEntry): readonly string[] {
  return [`- ${nameOf(report, entry)}: ${prose(entry.reasons.map(({ text }) => text).join("; "))}`];
}

function relevant(report: DriftReport, entry: DriftEntry): readonly string[] {
  const { reasons, attributes, action, remedy } = entry;
  const shown = action === "destroy" ? [] : attributes.slice(0, MOST_ATTRIBUTES);
  const { undo, adopt } = remedy;
  return [
    `<details open><summary>${nameOf(report, entry, "html")}: ${driftWord(entry)}</summary>`,
    "",
    ...cutList(
      reasons.map(({ text }) => prose(text)),
      MOST_REASONS,
    ),
    ...shown.map((change) => `- ${code(attributeText(change))}`),
    ...(action !== "destroy" && attributes.length > shown.length
      ? [`- and ${digits(attributes.length - shown.length)} attributes more`]
      : []),
    "",
    `**Undo**: ${prose(undo.text)}`,
    ...(undo.command === undefined ? [] : fenced("sh", [undo.command])),
    "",
    `**Or adopt**: ${prose(adopt.text)}`,
    ...(adopt.code.length === 0 ? [] : fenced("hcl", adopt.code)),
    "",
    "</details>",
    "",
  ];
}

function cutList(texts: readonly string[], most: number): readonly string[] {
  const left = texts.length - most;
  return [...texts.slice(0, most).map((text) => `- ${text}`), ...(left > 0 ? [`- and ${digits(left)} more`] : [])];
}

function nameOf({ inputs }: DriftReport, { resource, root }: DriftEntry, within?: "html"): string {
  const where = inputs.length > 1 ? ` in ${prose(root)}` : "";
  // Inside of HTML, GitHub reads no backticks.
  return within === "html" ? `<code>${prose(resource)}</code>${where}` : `${code(resource)}${where}`;
}

/** A fence that nothing inside of it can end. */
function fenced(language: string, lines: readonly string[]): readonly string[] {
  const text = lines.map((line) => printable(line));
  const longest = Math.max(2, ...text.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const fence = "`".repeat(longest + 1);
  return ["", `${fence}${language}`, ...text, fence];
}
