import { createHash } from "node:crypto";
import { sourceUri } from "../../policy/reports/source-path";
import { cut, printable, visibleJson } from "../../policy/reports/wording";
import { DRIFT_GROUPS, type DriftEntry, type DriftGroup, type DriftReport } from "./drift-report";
import { driftWord, GROUP_WORDS } from "./wording";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** GitHub takes 25,000 results of a run, and shows 5,000. */
const MOST_RESULTS = 5000;
const LONGEST_MESSAGE = 1000;

const LEVELS: Readonly<Record<DriftGroup, { readonly level: string; readonly score: string }>> = {
  security: { level: "error", score: "8.0" },
  outage: { level: "warning", score: "5.0" },
  harmless: { level: "note", score: "1.0" },
};

/** For code scanning: each resource that drifted is a result of its group's rule. */
export function renderSarif(report: DriftReport): string {
  const { version, summary, drift, verdict } = report;
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "modelkeep drift", version, semanticVersion: version, rules: DRIFT_GROUPS.map(rule) } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: verdict !== "unproven",
            exitCode: { clean: 0, drift: 1, unproven: 2 }[verdict],
            exitCodeDescription: summary.line,
            toolExecutionNotifications: [
              ...summary.warnings,
              ...(drift.length > MOST_RESULTS ? [`${drift.length - MOST_RESULTS} left out: see --format json`] : []),
            ].map((text) => ({ level: "warning", message: { text: inMessage(text) } })),
          },
        ],
        results: drift.slice(0, MOST_RESULTS).map(result),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 1))}\n`;
}

function ruleId(group: DriftGroup): string {
  return `MODELKEEP_DRIFT_${group.toUpperCase()}`;
}

function rule(group: DriftGroup): object {
  const { adjective, about } = GROUP_WORDS[group];
  const { level, score } = LEVELS[group];
  return {
    id: ruleId(group),
    name: `Drift${group.charAt(0).toUpperCase()}${group.slice(1)}`,
    shortDescription: { text: `Changed outside of Terraform, ${adjective}` },
    fullDescription: { text: about },
    defaultConfiguration: { level },
    properties: { "security-severity": score, tags: ["drift", ...(group === "security" ? ["security"] : [])] },
  };
}

function result(entry: DriftEntry): object {
  const { resource, root, kind, group, reasons, remedy, findings } = entry;
  const print = createHash("sha256")
    .update(JSON.stringify([group, root, resource]))
    .digest("hex")
    .slice(0, 32);
  const why = reasons.map(({ text }) => text).join("; ");
  // What is harmless needs no undoing, and an autoscaler would only move it again.
  const undo = group === "harmless" ? "" : `. Undo: ${remedy.undo.command ?? remedy.undo.text}`;
  return {
    ruleId: ruleId(group),
    ruleIndex: DRIFT_GROUPS.indexOf(group),
    level: LEVELS[group].level,
    message: { text: inMessage(`${resource} ${driftWord(entry)}: ${why}${undo}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: sourceUri(root) }, region: { startLine: 1 } },
        logicalLocations: [{ name: resource, fullyQualifiedName: resource, kind }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${print}:1` },
    properties: { group, controls: [...new Set(findings.map(({ control }) => control))] },
  };
}

/** Brackets before a parenthesis are a link, also in plain messages: names of others make none. */
function inMessage(text: string): string {
  return cut(printable(text).replaceAll("](", "] ("), LONGEST_MESSAGE);
}
