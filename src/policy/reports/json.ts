import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import { rootCauseOf } from "../root-causes";
import type { RenderOptions } from "./options";
import { countBySeverity, groupByCategory, inOrder } from "./order";
import { verdictOf } from "./verdict";
import { visibleJson } from "./wording";

/**
 * The whole result, nothing left out, in the shape of docs/schemas/check.schema.json: every key is always there, and
 * null stands for what is not known.
 */
export function renderJson(result: CheckResult, options: RenderOptions): string {
  const report = {
    version: result.version,
    inputs: result.inputs.map(({ path, kind, resources }) => ({ path, kind, resources })),
    summary: summaryOf(result, options),
    findings: inOrder(result.findings).map(plain),
    waived: inOrder(result.waived).map(waived),
    undecided: inOrder(result.undecided).map(plain),
    skipped: result.skipped.map(({ path, reason }) => ({ path, reason })),
  };
  return `${visibleJson(JSON.stringify(report, undefined, 2))}\n`;
}

function summaryOf(result: CheckResult, options: RenderOptions): object {
  const verdict = verdictOf(result, options);
  return {
    verdict: verdict.word,
    profile: result.profile,
    failOn: options.failOn,
    strict: options.strict,
    date: result.date,
    failing: verdict.failing,
    findings: result.findings.length,
    waived: result.waived.length,
    undecided: result.undecided.length,
    bySeverity: countBySeverity(result.findings),
    byCategory: Object.fromEntries(
      [...groupByCategory(result.findings)].map(([category, findings]) => [category, findings.length]),
    ),
    resources: result.counts.resources,
    controls: result.counts.controls,
    evaluations: result.counts.evaluations,
  };
}

/** A finding as every JSON report has it. */
export function plain(finding: Finding): object {
  return {
    control: finding.control,
    severity: finding.severity,
    category: finding.category,
    rootCause: rootCauseOf(finding.control)?.id ?? null,
    title: finding.title,
    resource: finding.resource,
    kind: finding.kind,
    root: finding.root,
    namespace: finding.namespace ?? null,
    constructPath: finding.constructPath ?? null,
    madeAt: finding.madeAt ?? null,
    file: finding.file === "" ? null : finding.file,
    line: finding.line ?? null,
    attribute: finding.attribute,
    message: finding.message,
    remediation: finding.remediation,
    rationale: finding.rationale,
    answers: finding.answers,
  };
}

/** A waived finding as every JSON report has it. */
export function waived(finding: WaivedFinding): object {
  const { reason, owner, expires, source } = finding.waiver;
  return { ...plain(finding), waiver: { reason, owner, expires, source } };
}
