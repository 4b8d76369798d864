import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import type { RenderOptions } from "./options";
import { compareText, groupBy, inOrder } from "./order";
import { place, printable, unicodeEscape, waiverSentence } from "./wording";

/** A line of the report: one judged resource, or one control that held everywhere. */
interface TestCase {
  readonly category: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly xml: string;
}

/**
 * JUnit XML: one suite a category, one case a finding, and a passing case for each control without any.
 *
 * Cases of findings carry the resource in their name: CI servers merge cases that share name and class.
 */
export function renderJunit(result: CheckResult, options: RenderOptions): string {
  const cases = [
    ...inOrder(result.findings).map((finding) => failed(finding, finding.message)),
    ...inOrder(result.undecided).map((finding) =>
      options.strict && finding.severity === "critical"
        ? failed(finding, `undecided: ${finding.message}`)
        : skipped(finding, `undecided: ${finding.message}`),
    ),
    ...inOrder(result.waived).map((finding: WaivedFinding) => skipped(finding, waiverSentence(finding))),
    ...held(result, options),
  ];
  const suites = [...groupBy(cases, ({ category }) => category)].sort(([a], [b]) => compareText(a, b));
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="modelkeep check" ${tallies(cases)}>`,
    ...suites.flatMap(([category, members]) => [
      `  <testsuite name=${quoted(category)} ${tallies(members)}>`,
      ...members.map(({ xml }) => xml),
      "  </testsuite>",
    ]),
    "</testsuites>",
  ].join("\n")}\n`;
}

function tallies(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ outcome }) => outcome === "failed").length;
  const skips = cases.filter(({ outcome }) => outcome === "skipped").length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skips}" time="0"`;
}

function held({ findings, waived, undecided }: CheckResult, { controls }: RenderOptions): readonly TestCase[] {
  const spoken = new Set([...findings, ...waived, ...undecided].map(({ control }) => control));
  return controls
    .filter(({ id }) => !spoken.has(id))
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, category }) => ({
      category,
      outcome: "passed",
      xml: `    <testcase name=${quoted(id)} classname=${quoted(category)} time="0"/>`,
    }));
}

function failed(finding: Finding, message: string): TestCase {
  const details = [
    message,
    `Resource: ${finding.resource}`,
    ...(finding.constructPath === undefined ? [] : [`Construct: ${finding.constructPath}`]),
    ...(finding.file === "" ? [] : [`Where: ${place(finding)}`]),
    ...(finding.attribute === "" ? [] : [`Attribute: ${finding.attribute}`]),
    `Remedy: ${finding.remediation}`,
  ];
  const body = details.map(escaped).join("\n");
  const failure = `<failure message=${quoted(message)} type=${quoted(finding.severity)}>${body}</failure>`;
  return testCase(finding, "failed", failure);
}

function skipped(finding: Finding, message: string): TestCase {
  return testCase(finding, "skipped", `<skipped message=${quoted(message)}/>`);
}

function testCase(finding: Finding, outcome: TestCase["outcome"], inner: string): TestCase {
  const namespace = finding.namespace === undefined ? "" : ` (${finding.namespace})`;
  const name = quoted(`${finding.control}: ${finding.resource}${namespace}`);
  const file = finding.file === "" ? "" : ` file=${quoted(finding.file)}`;
  const line = finding.file === "" || finding.line === undefined ? "" : ` line="${finding.line}"`;
  const { category } = finding;
  const open = `    <testcase name=${name} classname=${quoted(category)}${file}${line} time="0">`;
  return { category, outcome, xml: `${open}\n      ${inner}\n    </testcase>` };
}

/** Text on one line; what XML 1.0 has no way at all to write (most control characters) is spelled out. */
function escaped(text: string): string {
  return printable(text)
    .replaceAll(/[\ufffe\uffff]/g, unicodeEscape)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', "&quot;")}"`;
}
