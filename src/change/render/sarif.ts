import type { CheckResult, Finding, WaivedFinding } from "../../policy/judgement";
import { inOrder } from "../../policy/reports/order";
import { fingerprints, inMessage, MOST_RESULTS, SCHEMA, sarifResult, suppression } from "../../policy/reports/sarif";
import { sarifRules } from "../../policy/reports/sarif-rules";
import { count, digits, visibleJson } from "../../policy/reports/wording";
import type { ChangeReport } from "../report";
import type { SarifOptions } from "./options";
import { changeFindings } from "./sarif-changes";

/**
 * SARIF 2.1.0, within the limits of GitHub code scanning: what the change adds, and nothing that was there before. What is
 * opened, granted and lost stands beside the findings, as results of rules of its own.
 */
export function renderSarif(report: ChangeReport, { controls = [] }: SarifOptions = {}): string {
  const open = inOrder([...report.findings.added, ...changeFindings(report)]);
  const accepted = inOrder(report.findings.waived);
  const rules = sarifRules(judgedAs(report, open, accepted), controls);
  const fingerprint = fingerprints();
  const added = (finding: Finding): Readonly<Record<string, unknown>> => ({
    ...sarifResult(finding, finding.message, rules, fingerprint),
    baselineState: "new",
  });
  const left = Math.max(0, open.length + accepted.length - MOST_RESULTS);
  const results = [
    ...open.slice(0, MOST_RESULTS).map(added),
    ...accepted
      .slice(0, Math.max(0, MOST_RESULTS - open.length))
      .map((finding) => ({ ...added(finding), suppressions: [suppression(finding)] })),
  ];
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "modelkeep", version: report.version, semanticVersion: report.version, rules: rules.rules },
        },
        // Beside the run of check, which GitHub would take for the same analysis of the same commit.
        automationDetails: { id: "modelkeep-diff/" },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(report, left)],
        results,
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 1))}\n`;
}

/** What the rules are collected from. */
function judgedAs(
  { version, findings }: ChangeReport,
  open: readonly Finding[],
  waived: readonly WaivedFinding[],
): CheckResult {
  return {
    findings: open,
    waived,
    undecided: findings.undecided,
    counts: { resources: 0, evaluations: 0, controls: 0 },
    profile: "",
    inputs: [],
    skipped: [],
    date: "",
    version,
  };
}

function invocation({ verdict, summary, findings, guards }: ChangeReport, left: number): object {
  const notification = (level: "warning" | "note", text: string): object => ({
    level,
    message: { text: inMessage(text) },
  });
  const broken = guards.filter((guard) => guard.broken);
  const undecided = findings.undecided.length;
  return {
    executionSuccessful: true,
    exitCode: broken.length === 0 ? 0 : 1,
    exitCodeDescription: inMessage(`${verdict}: ${summary.line}`),
    toolExecutionNotifications: [
      ...summary.warnings.map((warning) => notification("warning", warning)),
      ...broken.map(({ guard, found }) => notification("warning", `${guard} is broken: ${found}`)),
      ...(left === 0
        ? []
        : [
            notification(
              "warning",
              `${count(left, "result")} of the least severe left out: at most ${digits(MOST_RESULTS)} are shown (see --format json)`,
            ),
          ]),
      ...(undecided === 0
        ? []
        : [
            notification(
              "note",
              `${digits(undecided)} undecided: a value is known only after apply (see --format json)`,
            ),
          ]),
    ],
  };
}
