import picocolors = require("picocolors");

import { SEVERITIES, type Severity } from "../control";
import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import type { RenderOptions } from "./options";
import { compareResources, compareText, countBySeverity, groupBy, groupByCategory, inOrder } from "./order";
import { labelled, table, wrap } from "./text-layout";
import { verdictOf } from "./verdict";
import { andMore, count, digits, place, printable, waiverSentence } from "./wording";

type Colours = ReturnType<typeof picocolors.createColors>;
type Line = string | readonly string[];

/** More findings than this of one control are told once, with the first of their resources. */
const TOLD_ONE_BY_ONE = 25;
const LISTED = 10;
const LABEL = 10;

/** For people at a terminal. */
export function renderText(result: CheckResult, options: RenderOptions): string {
  return new TextReport(result, options).lines().join("\n").concat("\n");
}

class TextReport {
  private readonly colours: Colours;
  private readonly columns: number;

  constructor(
    private readonly result: CheckResult,
    private readonly options: RenderOptions,
  ) {
    this.colours = picocolors.createColors(options.colour);
    this.columns = Math.max(40, options.width ?? 100);
  }

  public lines(): readonly string[] {
    return [
      ...SEVERITIES.flatMap((severity) => this.severity(severity)),
      ...this.waived(),
      ...this.undecided(),
      ...this.skipped(),
      ...this.summary(),
      this.verdict(),
    ];
  }

  private severity(severity: Severity): readonly string[] {
    const findings = inOrder(this.result.findings.filter((finding) => finding.severity === severity));
    if (findings.length === 0) {
      return [];
    }
    const heading = `${severity.toUpperCase()} (${count(findings.length, "finding")})`;
    return [this.paint(severity, heading), "", ...this.findings(findings)];
  }

  /** Controls with very many findings first, told once; then what is left, resource by resource. */
  private findings(findings: readonly Finding[]): readonly string[] {
    const lines: Line[] = [];
    const single: Finding[] = [];
    for (const group of groupBy(findings, ({ control }) => control).values()) {
      if (group.length > TOLD_ONE_BY_ONE) {
        lines.push(this.crowd(group));
      } else {
        single.push(...group);
      }
    }
    single.sort(compareResources);
    for (const group of groupBy(single, ({ root, namespace, resource }) =>
      JSON.stringify([root, namespace, resource]),
    ).values()) {
      lines.push(this.resource(group));
    }
    return lines.flat();
  }

  private resource(findings: readonly Finding[]): readonly string[] {
    const [first] = findings;
    return first === undefined
      ? []
      : [...this.whereabouts(first), ...findings.flatMap((finding) => this.finding(finding)), ""];
  }

  private finding(finding: Finding): readonly string[] {
    const { control, severity, title, message, attribute, remediation } = finding;
    return [
      ...this.control(control, severity, title, ""),
      ...this.detail("Found", message),
      ...(attribute === "" ? [] : this.detail("Attribute", attribute)),
      ...this.detail("Remedy", remediation),
    ];
  }

  private crowd(findings: readonly Finding[]): readonly string[] {
    const [first] = findings;
    if (first === undefined) {
      return [];
    }
    const { control, severity, title, attribute, remediation } = first;
    return [
      ...this.control(control, severity, title, ` (${count(findings.length, "finding")})`),
      ...(attribute === "" ? [] : this.detail("Attribute", attribute)),
      ...this.detail("Remedy", remediation),
      ...this.listed(findings, ({ resource, message }) => `${resource}: ${message}`),
      "",
    ];
  }

  private waived(): readonly string[] {
    const { waived } = this.result;
    if (waived.length === 0) {
      return [];
    }
    return [
      this.colours.bold(`WAIVED (${digits(waived.length)})`),
      "",
      ...this.byControl(waived, (finding: WaivedFinding) => `${finding.resource}: ${waiverSentence(finding)}`),
    ];
  }

  private undecided(): readonly string[] {
    const { undecided } = this.result;
    if (undecided.length === 0) {
      return [];
    }
    return [
      this.colours.bold(`UNDECIDED (${digits(undecided.length)})`),
      ...this.prose("A value that the control needs is known only after apply."),
      "",
      ...this.byControl(undecided, ({ resource, message }) => `${resource}: ${message}`),
    ];
  }

  private byControl<T extends Finding>(findings: readonly T[], sentence: (finding: T) => string): readonly string[] {
    const lines: Line[] = [];
    for (const group of groupBy(inOrder(findings), ({ control }) => control).values()) {
      const [first] = group;
      if (first !== undefined) {
        lines.push(this.control(first.control, first.severity, first.title, ` (${first.severity})`));
        lines.push(this.listed(group, sentence), "");
      }
    }
    return lines.flat();
  }

  private listed<T extends Finding>(findings: readonly T[], sentence: (finding: T) => string): readonly string[] {
    const shown = findings.length > TOLD_ONE_BY_ONE ? LISTED : findings.length;
    const lines = findings.slice(0, shown).map((finding) => this.bullet(sentence(finding)));
    return [...lines.flat(), ...(shown < findings.length ? [`    ${andMore(findings.length - shown)}`] : [])];
  }

  private skipped(): readonly string[] {
    const { skipped } = this.result;
    if (skipped.length === 0) {
      return [];
    }
    const sorted = [...skipped].sort((a, b) => compareText(a.path, b.path) || compareText(a.reason, b.reason));
    const shown = skipped.length > TOLD_ONE_BY_ONE ? LISTED : skipped.length;
    return [
      this.colours.bold(`SKIPPED (${digits(skipped.length)})`),
      "",
      ...sorted.slice(0, shown).flatMap(({ path, reason }) => this.bullet(`${path}: ${reason}`)),
      ...(shown < skipped.length ? [`    ${andMore(skipped.length - shown)}`] : []),
      "",
    ];
  }

  private summary(): readonly string[] {
    const { findings, waived, undecided, counts } = this.result;
    const row = (name: string, of: readonly Finding[]): readonly string[] => {
      const bySeverity = countBySeverity(of);
      return [name, ...SEVERITIES.map((severity) => digits(bySeverity[severity])), digits(of.length)];
    };
    const [head, ...body] = table([
      ["category", ...SEVERITIES, "total"],
      ...[...groupByCategory(findings)].map(([category, members]) => row(category, members)),
      row("total", findings),
    ]);
    const totals = [
      `${digits(waived.length)} waived, ${digits(undecided.length)} undecided`,
      `${count(counts.resources, "resource")}, ${count(counts.controls, "control")}, ${count(counts.evaluations, "evaluation")}`,
    ];
    return [
      this.colours.bold("SUMMARY"),
      "",
      ...(findings.length === 0 ? [] : [`  ${this.colours.dim(head ?? "")}`, ...body.map((line) => `  ${line}`), ""]),
      ...this.prose(`${totals.join("; ")}.`),
      "",
    ];
  }

  private verdict(): string {
    const verdict = verdictOf(this.result, this.options);
    const { bold, green, red } = this.colours;
    return bold(verdict.word === "clean" ? green(verdict.sentence) : red(verdict.sentence));
  }

  private whereabouts(finding: Finding): readonly string[] {
    const { resource, namespace, constructPath } = finding;
    const at = place(finding);
    return [
      `  ${this.colours.bold(printable(resource))}${namespace === undefined ? "" : ` in namespace ${printable(namespace)}`}`,
      ...(constructPath === undefined ? [] : [`  ${this.colours.dim(`construct ${printable(constructPath)}`)}`]),
      ...(at === "" ? [] : [`  ${this.colours.dim(printable(at))}`]),
    ];
  }

  private control(id: string, severity: Severity, title: string, suffix: string): readonly string[] {
    const [first = "", ...rest] = wrap(printable(`${id}  ${title}${suffix}`), this.columns - 4);
    const painted = first.startsWith(id) ? this.paint(severity, id) + first.slice(id.length) : first;
    return [`    ${painted}`, ...rest.map((line) => `      ${line}`)];
  }

  private detail(label: string, text: string): readonly string[] {
    const [first = "", ...rest] = labelled(label, printable(text), 6, this.columns, LABEL + 1);
    return [first.replace(label, () => this.colours.dim(label)), ...rest];
  }

  private bullet(text: string): readonly string[] {
    return labelled("-", printable(text), 4, this.columns, 2);
  }

  private prose(text: string): readonly string[] {
    return wrap(text, this.columns - 2).map((line) => `  ${line}`);
  }

  private paint(severity: Severity, text: string): string {
    const { bold, red, yellow, cyan, magenta } = this.colours;
    return bold({ critical: magenta, high: red, medium: yellow, low: cyan }[severity](text));
  }
}
