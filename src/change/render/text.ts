import picocolors = require("picocolors");

import { labelled, wrap } from "../../policy/reports/text-layout";
import { andMore, printable } from "../../policy/reports/wording";
import type { ChangeReport, ChangeVerdict } from "../report";
import { readable } from "./expression";
import type { TextOptions } from "./options";
import type { Entry, Section, SectionId, Tone } from "./section";
import { sectionsOf } from "./sections";

type Colours = ReturnType<typeof picocolors.createColors>;
type Paint = (text: string) => string;

/** A list of more entries than the first number is cut to the second. */
const WHOLE = 15;
const LISTED = 10;

/** Lines below an entry: a principal is told with more of them than a changed resource. */
const DETAILS: Readonly<Partial<Record<SectionId, number>>> = { permissions: 8, "blast-radius": 1 };
const USUAL_DETAILS = 4;

/** A longer label stands on a line of its own. */
const LONGEST_LABEL = 32;

/** For people at a terminal: the verdict first, why, and then what there is to know. */
export function renderText(report: ChangeReport, options: TextOptions): string {
  return new ChangeText(report, options).lines().join("\n").concat("\n");
}

class ChangeText {
  private readonly colours: Colours;
  private readonly columns: number;

  constructor(
    private readonly report: ChangeReport,
    options: TextOptions,
  ) {
    this.colours = picocolors.createColors(options.colour);
    this.columns = Math.max(40, options.width ?? 100);
  }

  public lines(): readonly string[] {
    return [
      ...this.verdict(),
      ...this.warnings(),
      ...this.reasons(),
      ...sectionsOf(this.report).flatMap((section) => ["", ...this.section(section)]),
    ];
  }

  private verdict(): readonly string[] {
    const { verdict, summary } = this.report;
    const word = verdict.toUpperCase();
    return this.row(word, summary.line, 0, word.length + 2, this.ofVerdict(verdict));
  }

  private warnings(): readonly string[] {
    const { warnings } = this.report.summary;
    const shown = warnings.length > WHOLE ? LISTED : warnings.length;
    return [
      ...warnings.slice(0, shown).flatMap((warning) => this.row("warning", warning, 2, 11, this.ofTone("doubt"))),
      ...this.left(warnings.length - shown, 2),
    ];
  }

  private reasons(): readonly string[] {
    return this.report.summary.reasons.flatMap(({ level, text }) =>
      this.row(level, readable(text), 2, 11, this.ofVerdict(level)),
    );
  }

  private section({ id, title, total, entries, amount, notes }: Section): readonly string[] {
    const shown = entries.slice(0, amount > WHOLE ? LISTED : amount);
    const longest = Math.min(LONGEST_LABEL, Math.floor(this.columns / 3));
    const fitting = shown.map(({ label }) => label.length).filter((length) => length <= longest);
    const width = Math.max(0, ...fitting) + 2;
    const heading = title.toUpperCase();
    return [
      ...this.row(heading, total, 0, heading.length + 2, (text) => this.colours.bold(text)),
      ...shown.flatMap((entry) => this.entry(entry, width, DETAILS[id] ?? USUAL_DETAILS)),
      ...this.left(amount - shown.length, 2 + width),
      ...notes.flatMap((note) => wrap(printable(note), this.columns - 2)).map((line) => `  ${this.colours.dim(line)}`),
    ];
  }

  private entry(
    { tone, label, name, where, text, details, more }: Entry,
    width: number,
    most: number,
  ): readonly string[] {
    const amount = details.length + more;
    const shown = details.slice(0, amount > most + 1 ? most : amount);
    const who = where === "" ? name : `${name} (${where})`;
    const below = 2 + width;
    return [
      ...this.row(label, text === "" ? who : `${who}: ${text}`, 2, width, this.ofTone(tone)),
      ...shown.flatMap((detail) =>
        labelled("", printable(detail), below, this.columns, 2).map((line) => this.colours.dim(line)),
      ),
      ...this.left(amount - shown.length, below + 2),
    ];
  }

  /** A label in its colour, and words beside it. Labels are words of ours: they need no escape. */
  private row(label: string, text: string, indent: number, width: number, paint: Paint): readonly string[] {
    if (label.length > width - 2) {
      const heads = wrap(label, this.columns - indent).map((line) => `${" ".repeat(indent)}${paint(line)}`);
      return [...heads, ...labelled("", printable(text), indent, this.columns, width)];
    }
    const [first = "", ...rest] = labelled(label, printable(text), indent, this.columns, width);
    return [`${first.slice(0, indent)}${paint(label)}${first.slice(indent + label.length)}`, ...rest];
  }

  private left(amount: number, indent: number): readonly string[] {
    return amount > 0 ? labelled("", andMore(amount), indent, this.columns, 0) : [];
  }

  private ofVerdict(verdict: ChangeVerdict): Paint {
    return this.ofTone(({ safe: "good", review: "doubt", dangerous: "bad" } as const)[verdict]);
  }

  private ofTone(tone: Tone): Paint {
    const { bold, red, yellow, green } = this.colours;
    const paint: Paint = { bad: red, doubt: yellow, good: green, plain: (text: string) => text }[tone];
    return (text) => bold(paint(text));
  }
}
