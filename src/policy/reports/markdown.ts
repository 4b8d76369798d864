import { SEVERITIES, type Severity } from "../control";
import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import { code, prose } from "./markdown-escape";
import type { RenderOptions } from "./options";
import { countBySeverity, groupBy, inOrder, rank } from "./order";
import { type ResourceStories, type Story, storiesOf } from "./stories";
import { verdictOf } from "./verdict";
import { count, digits, place } from "./wording";

/** GitHub refuses comments above 65,536 characters. */
const LONGEST = 65_000;

/** Room of the sections that follow the table; what they do not need, the table gets. */
const ROOM = { remedies: 18_000, waived: 8000, undecided: 8000, skipped: 2000 };

/** Room for the sentence that tells what was cut. */
const NOTE = 200;

/** Lines of a section, as many as have room, and how many have not. */
interface Fitted {
  readonly lines: readonly string[];
  readonly left: number;
}

/** A comment on a pull request, at most 65,000 characters long; the least severe findings are cut first. */
export function renderMarkdown(result: CheckResult, options: RenderOptions): string {
  const head = [
    // Lets a workflow find its own comment and replace it.
    "<!-- modelkeep check -->",
    "## modelkeep check",
    "",
    `**${verdictOf(result, options).sentence}**`,
    "",
    ...severityTable(result),
  ].join("\n");
  const tail = [remedies(result), waived(result), undecided(result), skipped(result)].join("");
  const table = findingsTable(result, LONGEST - head.length - tail.length - 1);
  return `${head}\n${table}${tail}`;
}

function severityTable({ findings, waived: accepted, undecided: open, counts }: CheckResult): readonly string[] {
  const bySeverity = countBySeverity(findings);
  const cells = [...SEVERITIES.map((severity) => bySeverity[severity]), accepted.length, open.length].map(digits);
  return [
    `| ${[...SEVERITIES, "waived", "undecided"].join(" | ")} |`,
    `|${" ---: |".repeat(cells.length)}`,
    `| ${cells.join(" | ")} |`,
    "",
    `${count(counts.resources, "resource")}, ${count(counts.controls, "control")}, ${count(counts.evaluations, "evaluation")}.`,
  ];
}

function findingsTable({ findings }: CheckResult, room: number): string {
  if (findings.length === 0) {
    return "";
  }
  const head = [
    "### Findings",
    "",
    "| severity | control | resource | message |",
    "| --- | --- | --- | --- |",
    "",
  ].join("\n");
  const stories = storiesOf(findings)
    .flatMap((resource) => resource.stories.map((story) => ({ story, resource })))
    .sort((a, b) => rank(worst(a.story)) - rank(worst(b.story)));
  const rows = stories.map(({ story, resource }) => row(story, resource));
  const { lines, left } = fitted(rows, room - head.length - NOTE);
  const more = left === 0 ? "" : `\n${count(left, "row")} of the least severe not shown (see --format json).\n`;
  return `${head}${lines.join("")}${more}`;
}

function worst({ findings }: Story): Severity {
  return findings[0]?.severity ?? "low";
}

function row(story: Story, { place: first, instances }: ResourceStories): string {
  const { cause, findings } = story;
  const at = place(first);
  const where = [
    code(first.resource) + (instances === 1 ? "" : ` and ${count(instances - 1, "instance")} more`),
    ...(first.constructPath === undefined ? [] : [code(first.constructPath)]),
    ...[first.madeAt ?? "", at].filter((text) => text !== "").map(code),
  ].join("<br>");
  const controls = findings.map(({ control }) => code(control)).join("<br>");
  const messages = findings.map(({ message }) => prose(message)).join("<br>");
  const said = cause === undefined ? messages : `${prose(cause.title)}:<br>${messages}`;
  return `| ${worst(story)} | ${controls} | ${where} | ${said} |\n`;
}

/** One block a control, worst first: a remedy is read once, however many resources need it. */
function remedies({ findings }: CheckResult): string {
  const blocks = [...groupBy(inOrder(findings), ({ control }) => control).values()].map((group) => {
    const [first] = group;
    return first === undefined ? "" : remedy(first, group.length);
  });
  return section("Remedies", "remedy", fitted(blocks, ROOM.remedies));
}

function remedy(finding: Finding, findings: number): string {
  const { control, title, rationale, remediation, attribute, answers } = finding;
  return [
    "<details>",
    `<summary>${finding.severity}: ${prose(control)}: ${prose(title)} (${digits(findings)})</summary>`,
    "",
    `- Remedy: ${prose(remediation)}`,
    ...(attribute === "" ? [] : [`- Attribute: ${code(attribute)}`]),
    ...(rationale === "" ? [] : [`- Why: ${prose(rationale)}`]),
    ...(answers.length === 0 ? [] : [`- Answers: ${prose(answers.join(", "))}`]),
    "",
    "</details>",
    "",
  ].join("\n");
}

function waived({ waived: accepted }: CheckResult): string {
  const lines = inOrder(accepted).map(
    ({ control, resource, waiver }: WaivedFinding) =>
      `- ${code(control)} ${code(resource)}: ${prose(waiver.reason)} (owner ${prose(waiver.owner)}, expires ${prose(waiver.expires)})\n`,
  );
  return collapsed(`Waived (${digits(accepted.length)})`, fitted(lines, ROOM.waived));
}

function undecided({ undecided: open }: CheckResult): string {
  const lines = inOrder(open).map(
    ({ severity, control, resource, message }) =>
      `- ${severity}: ${code(control)} ${code(resource)}: ${prose(message)}\n`,
  );
  return collapsed(`Undecided (${digits(open.length)})`, fitted(lines, ROOM.undecided));
}

function skipped({ skipped: inputs }: CheckResult): string {
  const lines = inputs.map(({ path, reason }) => `- ${code(path)}: ${prose(reason)}\n`);
  return collapsed(`Skipped (${digits(inputs.length)})`, fitted(lines, ROOM.skipped));
}

/** The first lines that have room; once one has not, none after it has: what is shown is the worst, without gaps. */
function fitted(lines: readonly string[], room: number): Fitted {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += line.length;
    return used > room;
  });
  return end === -1 ? { lines, left: 0 } : { lines: lines.slice(0, end), left: lines.length - end };
}

function section(title: string, noun: string, { lines, left }: Fitted): string {
  if (lines.length === 0) {
    return "";
  }
  const plural = noun.replace(/y$/, left === 1 ? "y" : "ies");
  const more = left === 0 ? "" : `\n${digits(left)} more ${plural} not shown (see --format json).\n`;
  return `\n### ${title}\n\n${lines.join("")}${more}`;
}

function collapsed(title: string, { lines, left }: Fitted): string {
  if (lines.length + left === 0) {
    return "";
  }
  const more = left === 0 ? "" : `\n${digits(left)} more not shown (see --format json).\n`;
  return `\n<details>\n<summary>${title}</summary>\n\n${lines.join("")}${more}\n</details>\n`;
}
