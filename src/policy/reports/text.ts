import picocolors = require("picocolors");

import { SEVERITIES, type Severity } from "../control";
import type { CheckResult, Finding, WaivedFinding } from "../judgement";
import type { RenderOptions } from "./options";
import { compareText, countBySeverity, groupBy, groupByCategory, inOrder, rank } from "./order";
import { countStories, type ResourceStories, type Story, storiesOf } from "./stories";
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
      ...this.findings(),
      ...this.waived(),
      ...this.undecided(),
      ...this.skipped(),
      ...this.summary(),
      this.verdict(),
    ];
  }

  /** The worst resource first, with all that is said of it; controls with very many findings are told once. */
  private findings(): readonly string[] {
    const crowds: (readonly Finding[])[] = [];
    const single: Finding[] = [];
    for (const group of groupBy(inOrder(this.result.findings), ({ control }) => control).values()) {
      if (group.length > TOLD_ONE_BY_ONE) {
        crowds.push(group);
      } else {
        single.push(...group);
      }
    }
    const told = [
      ...crowds.map((group) => ({ worst: group[0]?.severity ?? "low", lines: () => this.crowd(group) })),
      ...storiesOf(single).map((of) => ({ worst: of.place.severity, lines: () => this.resource(of) })),
    ];
    return told.sort((a, b) => rank(a.worst) - rank(b.worst)).flatMap(({ lines }) => lines());
  }

  private resource({ place, instances, stories }: ResourceStories): readonly string[] {
    return [...this.whereabouts(place, instances), ...stories.flatMap((story) => this.story(story)), ""];
  }

  private story({ cause, findings }: Story): readonly string[] {
    if (cause === undefined) {
      return findings.flatMap((finding) => this.finding(finding));
    }
    const worst = findings[0]?.severity ?? "low";
    return [
      ...this.heading(worst, `${cause.title} (${count(findings.length, "finding")})`),
      ...findings.flatMap((finding) => this.member(finding)),
      ...this.detail("Remedy", cause.remedy),
    ];
  }

  /** A finding of a story: what is at fault; why it matters and what to do is the story's. */
  private member({ control, severity, message }: Finding): readonly string[] {
    const [first = "", ...rest] = labelled("-", printable(`${severity} ${control}: ${message}`), 6, this.columns, 2);
    return [first.replace(control, () => this.paint(severity, control)), ...rest];
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
      ...wrap(
        printable(`${severity.toUpperCase()}  ${count(findings.length, "resource")} of one control`),
        this.columns - 2,
      ).map((line) => `  ${this.paint(severity, line)}`),
      ...this.control(control, severity, title, ""),
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
        lines.push(this.control(first.control, first.severity, first.title, ""));
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
    const { findings, waived, undecided, counts, profile } = this.result;
    const row = (name: string, of: readonly Finding[]): readonly string[] => {
      const bySeverity = countBySeverity(of);
      return [name, ...SEVERITIES.map((severity) => digits(bySeverity[severity])), digits(of.length)];
    };
    const [head, ...body] = table([
      ["category", ...SEVERITIES, "total"],
      ...[...groupByCategory(findings)].map(([category, members]) => row(category, members)),
      row("total", findings),
    ]);
    const stories = storiesOf(findings);
    const told =
      findings.length === 0 ? [] : [`${count(countStories(stories), "cause")} in ${count(stories.length, "resource")}`];
    const totals = [
      ...told,
      `${digits(waived.length)} waived, ${digits(undecided.length)} undecided`,
      `${count(counts.resources, "resource")}, ${count(counts.controls, "control")} of profile ${profile}, ${count(counts.evaluations, "evaluation")}`,
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

  private whereabouts(finding: Finding, instances: number): readonly string[] {
    const { severity, resource, namespace, constructPath, madeAt } = finding;
    const at = place(finding);
    const label = severity.toUpperCase();
    const name = `${printable(resource)}${namespace === undefined ? "" : ` in namespace ${printable(namespace)}`}`;
    const alike = instances === 1 ? "" : ` and ${count(instances - 1, "instance")} more`;
    const [first = "", ...rest] = labelled(label, `${name}${alike}`, 2, this.columns, label.length + 2);
    const made = madeAt === undefined ? "" : `, made at ${madeAt}`;
    const below = [
      ...(constructPath === undefined ? [] : [`construct ${constructPath}${made}`]),
      ...(at === "" ? [] : [at]),
    ];
    return [
      `  ${this.paint(severity, label)}${this.colours.bold(first.slice(label.length + 2))}`,
      ...rest.map((line) => this.colours.bold(line)),
      ...below
        .flatMap((text) => wrap(printable(text), this.columns - 4))
        .map((line) => `    ${this.colours.dim(line)}`),
    ];
  }

  private control(id: string, severity: Severity, title: string, suffix: string): readonly string[] {
    return this.heading(severity, `${id}  ${title}${suffix}`, id);
  }

  /** What is the matter, in the colour of its severity: of the id alone where there is one. */
  private heading(severity: Severity, text: string, id = text): readonly string[] {
    const [first = "", ...rest] = wrap(printable(`${severity}  ${text}`), this.columns - 4);
    const start = severity.length + 2;
    const end = start + id.length;
    const painted = `${severity}  ${this.paint(severity, first.slice(start, end))}${first.slice(end)}`;
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
