import { createHash } from "node:crypto";
import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import type { RenderOptions } from "./options";
import { inOrder } from "./order";
import { LEVELS, type SarifRules, sarifRules } from "./sarif-rules";
import { sourceUri } from "./source-path";
import { verdictOf } from "./verdict";
import { count, cut, digits, printable, visibleJson } from "./wording";

export const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** GitHub refuses a run of more than 25,000 results, and shows 5,000: those had better be the worst. */
export const MOST_RESULTS = 5000;
const MOST_SKIPPED = 100;
const LONGEST_MESSAGE = 1000;

type Result = Readonly<Record<string, unknown>>;

/** SARIF 2.1.0, within the limits of GitHub code scanning. */
export function renderSarif(result: CheckResult, options: RenderOptions): string {
  const rules = sarifRules(result, options.controls);
  const fingerprint = fingerprints();
  const toResult = (finding: Finding, text: string): Result => sarifResult(finding, text, rules, fingerprint);
  const strict = options.strict ? result.undecided.filter(({ severity }) => severity === "critical") : [];
  const open = [
    ...result.findings.map((finding) => ({ finding, text: finding.message })),
    ...strict.map((finding) => ({ finding, text: `undecided: ${finding.message}` })),
  ];
  const texts = new Map(open.map(({ finding, text }) => [finding, text]));
  const judged = inOrder(open.map(({ finding }) => finding)).map((finding) =>
    toResult(finding, texts.get(finding) ?? finding.message),
  );
  const waived = inOrder(result.waived).map((finding: WaivedFinding) => ({
    ...toResult(finding, finding.message),
    suppressions: [suppression(finding)],
  }));
  const results = [...judged, ...waived];
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "modelkeep", version: result.version, semanticVersion: result.version, rules: rules.rules },
        },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(result, options, Math.max(0, results.length - MOST_RESULTS))],
        results: results.slice(0, MOST_RESULTS),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 1))}\n`;
}

/** A finding as a result of SARIF. */
export function sarifResult(
  finding: Finding,
  text: string,
  rules: SarifRules,
  fingerprint: (finding: Finding) => string,
): Result {
  const { control, severity, attribute, resource } = finding;
  const print = fingerprint(finding);
  return {
    ruleId: control,
    ruleIndex: rules.indexOf(control),
    level: LEVELS[severity],
    message: { text: inMessage(`${resource}: ${text}`) },
    locations: [location(finding)],
    // The first is the one that GitHub compares runs by.
    partialFingerprints: { primaryLocationLineHash: print, "modelkeepFinding/v1": print },
    properties: { severity, attribute },
  };
}

function location(finding: Finding): object {
  const { file, line, constructPath, resource, kind } = finding;
  const logical = { name: resource, fullyQualifiedName: constructPath ?? resource, kind };
  if (file === "") {
    return { logicalLocations: [logical] };
  }
  return {
    physicalLocation: {
      artifactLocation: { uri: sourceUri(file) },
      region: { startLine: Math.max(1, Math.trunc(line ?? 1)) },
    },
    logicalLocations: [logical],
  };
}

/** Says that somebody accepted the finding. */
export function suppression({ waiver }: WaivedFinding): object {
  const justification = `${waiver.reason} (owner: ${waiver.owner}, expires: ${waiver.expires})`;
  return { kind: "external", status: "accepted", justification: cut(printable(justification), LONGEST_MESSAGE) };
}

/** Lines move and files are renamed; the control, the root and the address stay. */
export function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ control, root, namespace, resource }) => {
    const identity = JSON.stringify([control, root, namespace ?? "", resource]);
    const hash = createHash("sha256").update(identity).digest("hex").slice(0, 32);
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    return `${hash}:${ordinal}`;
  };
}

function invocation(result: CheckResult, options: RenderOptions, left: number): object {
  const verdict = verdictOf(result, options);
  const note = (text: string): object => ({ level: "note", message: { text: inMessage(text) } });
  const more = result.skipped.length - MOST_SKIPPED;
  return {
    executionSuccessful: true,
    exitCode: verdict.word === "clean" ? 0 : 1,
    exitCodeDescription: verdict.sentence,
    toolExecutionNotifications: [
      ...(left === 0
        ? []
        : [
            {
              level: "warning",
              message: {
                text: `${count(left, "result")} of the least severe left out: at most ${digits(MOST_RESULTS)} are shown (see --format json)`,
              },
            },
          ]),
      ...(result.undecided.length === 0
        ? []
        : [
            note(`${digits(result.undecided.length)} undecided: a value is known only after apply (see --format json)`),
          ]),
      ...result.skipped.slice(0, MOST_SKIPPED).map(({ path, reason }) => note(`skipped ${path}: ${reason}`)),
      ...(more > 0 ? [note(`${count(more, "input")} more skipped`)] : []),
    ],
  };
}

/** Brackets before a parenthesis are a link, also in plain messages: names of others make none. */
export function inMessage(text: string): string {
  return cut(printable(text).replaceAll("](", "] ("), LONGEST_MESSAGE);
}
