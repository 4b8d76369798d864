import picocolors = require("picocolors");

import { groupBy } from "../../policy/reports/order";
import { labelled, wrap } from "../../policy/reports/text-layout";
import { andMore, count, cut, digits, printable } from "../../policy/reports/wording";
import type { AttributeChange } from "../sides";
import { DRIFT_GROUPS, type DriftEntry, type DriftGroup, type DriftReport } from "./drift-report";
import { driftWord, GROUP_WORDS, ONLY_KNOWN } from "./wording";

type Colours = ReturnType<typeof picocolors.createColors>;

/** How the text is rendered. */
export interface DriftTextOptions {
  readonly colour: boolean;

  /**
   * Columns of the terminal.
   *
   * @default 100
   */
  readonly width?: number;
}

const MOST_ENTRIES = 50;
const MOST_REASONS = 8;
const MOST_ATTRIBUTES = 6;
const MOST_PATHS = 3;
const LONGEST_VALUE = 120;
const LABEL = 10;

/** For people at a terminal. */
export function renderText(report: DriftReport, options: DriftTextOptions): string {
  return `${new DriftText(report, options).lines().join("\n")}\n`;
}

class DriftText {
  private readonly colours: Colours;
  private readonly columns: number;

  constructor(
    private readonly report: DriftReport,
    options: DriftTextOptions,
  ) {
    this.colours = picocolors.createColors(options.colour);
    this.columns = Math.max(40, options.width ?? 100);
  }

  public lines(): readonly string[] {
    const { summary, drift, leftOut } = this.report;
    const groups = groupBy(drift, ({ group }) => group);
    return [
      ...summary.warnings.flatMap((warning) => this.paragraph(`Warning: ${warning}`, this.colours.yellow)),
      ...(summary.warnings.length > 0 ? [""] : []),
      ...DRIFT_GROUPS.flatMap((group) => this.group(group, groups.get(group) ?? [])),
      ...(leftOut > 0 ? [`${count(leftOut, "harmless change")} left out by --only relevant`, ""] : []),
      ...(drift.length > 0 ? [...this.paragraph(ONLY_KNOWN, this.colours.dim), ""] : []),
      ...this.paragraph(summary.line, this.verdictColour()),
    ];
  }

  private group(group: DriftGroup, entries: readonly DriftEntry[]): readonly string[] {
    if (entries.length === 0) {
      return [];
    }
    const { adjective, about } = GROUP_WORDS[group];
    const heading = `${adjective.toUpperCase()} (${digits(entries.length)})`;
    const left = entries.length - MOST_ENTRIES;
    return [
      this.colours.bold(this.paint(group, heading)),
      ...this.paragraph(about, this.colours.dim),
      "",
      ...entries.slice(0, MOST_ENTRIES).flatMap((entry) => [...this.entry(entry), ""]),
      ...(left > 0 ? [`  ${andMore(left)}`, ""] : []),
    ];
  }

  private entry(entry: DriftEntry): readonly string[] {
    const { resource, root, group, reasons, services } = entry;
    const where = this.report.inputs.length > 1 ? ` in ${root}` : "";
    const names = wrap(printable(`${resource}${where}: ${driftWord(entry)}`), this.columns - 2);
    const relevant = reasons.filter((reason) => group === "harmless" || reason.group !== "harmless");
    const accepted = reasons.filter((reason) => !relevant.includes(reason));
    const told = [...relevant, ...accepted].map(({ text }) => text);
    // A path of one step says no more than the reason does.
    const followed = services.filter(({ path }) => path.length > 1);
    const paths = followed.slice(0, MOST_PATHS).map(({ service, path }) => {
      const steps = path.map((step) => step.resource).join(" -> ");
      return `${service.type} ${service.name}: ${steps}`;
    });
    return [
      ...names.map((line) => `  ${this.colours.bold(line)}`),
      ...this.list(told, MOST_REASONS),
      ...this.attributes(entry),
      ...paths.flatMap((path, index) => this.detail(index === 0 ? "Reaches" : "", path)),
      ...(group === "harmless" ? [] : this.remedy(entry)),
    ];
  }

  private attributes({ action, attributes }: DriftEntry): readonly string[] {
    // Of what is gone, its name says enough.
    const shown = action === "destroy" ? [] : attributes.slice(0, MOST_ATTRIBUTES);
    const left = action === "destroy" ? 0 : attributes.length - shown.length;
    return [
      ...shown.flatMap((change, index) => this.detail(index === 0 ? "Was, is" : "", attributeText(change))),
      ...(left > 0 ? this.detail("", andMore(left)) : []),
    ];
  }

  private remedy({ remedy: { undo, adopt } }: DriftEntry): readonly string[] {
    return [
      ...(undo.command === undefined ? this.detail("Undo", undo.text) : this.verbatim("Undo", undo.command)),
      ...(undo.command === undefined ? [] : this.detail("", undo.text)),
      ...this.detail("Or adopt", adopt.text),
      ...adopt.code.map((line) => this.colours.dim(`${" ".repeat(LABEL + 6)}${printable(line)}`)),
    ];
  }

  private list(texts: readonly string[], most: number): readonly string[] {
    const left = texts.length - most;
    return [...texts.slice(0, most), ...(left > 0 ? [andMore(left)] : [])].flatMap((text) =>
      labelled("-", printable(text), 4, this.columns, 2),
    );
  }

  private detail(label: string, text: string): readonly string[] {
    return labelled(label, printable(text), 4, this.columns, LABEL);
  }

  /** Commands are copied: they are never broken. */
  private verbatim(label: string, command: string): readonly string[] {
    return [`    ${label.padEnd(LABEL)}${this.colours.cyan(printable(command))}`];
  }

  private paragraph(text: string, paint: (line: string) => string): readonly string[] {
    return wrap(printable(text), this.columns).map((line) => paint(line));
  }

  private paint(group: DriftGroup, text: string): string {
    return { security: this.colours.red, outage: this.colours.yellow, harmless: this.colours.green }[group](text);
  }

  private verdictColour(): (text: string) => string {
    return this.report.verdict === "clean" ? this.colours.green : this.colours.red;
  }
}

/** `scaling_config.0.max_size: 6 -> 60`. */
export function attributeText({ path, before, after }: AttributeChange): string {
  const [was, is] = [before, after].map((value) =>
    cut(value === undefined ? "not set" : plain(value.text), LONGEST_VALUE),
  );
  return `${path}: ${was} -> ${is}`;
}

/** JSON in a string, as policies are written, is read more easily without what quotes the quotes. */
function plain(text: string): string {
  return /^"\s*[[{]/.test(text) ? text.replace(/^"|"$/g, "").replaceAll(/\\(["\\])/g, "$1") : text;
}
