import { readable } from "./expression";

/** How a reader should feel about an entry. */
export type Tone = "bad" | "doubt" | "good" | "plain";

/** One thing that a report for people tells: what it is, of whom, and what there is to say. */
export interface Entry {
  readonly tone: Tone;

  /** One or two words: `destroy`, `critical`, `opened`. */
  readonly label: string;

  /** Whom it is about. */
  readonly name: string;

  /** Root that it is in, where there are several; else empty. */
  readonly where: string;

  /** Everything else, in one sentence without a full stop; may be empty. */
  readonly text: string;

  /** Lines below it, the first of them. */
  readonly details: readonly string[];

  /** How many more of them there are. */
  readonly more: number;
}

export type SectionId =
  | "data-loss"
  | "exposure"
  | "permissions"
  | "blast-radius"
  | "findings"
  | "cost"
  | "changes"
  | "drift"
  | "guards";

/** A part of the report for people, whatever the format. */
export interface Section {
  readonly id: SectionId;
  readonly title: string;

  /** What it comes to: `2 opened, 1 closed`. */
  readonly total: string;

  /** The most important ones, as many as any format shows. */
  readonly entries: readonly Entry[];

  /** How many entries there are. */
  readonly amount: number;

  /** Sentences below the entries. */
  readonly notes: readonly string[];
}

/** The root as entries say it: empty where there is one alone. */
export type RootName = (root: string) => string;

/** Where an entry lies, as far as it is not plain: `serving`, `serving, namespace vision`. */
export function placed(rootName: RootName, root: string, namespace: string | undefined): string {
  return [rootName(root), namespace === undefined ? "" : `namespace ${namespace}`]
    .filter((word) => word !== "")
    .join(", ");
}

/** Entries that any format shows: a comment of 65,000 characters holds fewer. */
export const MOST_ENTRIES = 2000;

/** Lines that any format shows below an entry: what is beyond is counted, and not written. */
export const MOST_DETAILS = 8;

/** What is said, with what there is nothing to say of left out. */
export function said(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ");
}

/** Things that become entries when they are asked for: of 50,000 changes most are never written. */
export interface EntryGroup {
  readonly amount: number;
  readonly first: (most: number) => readonly Entry[];
}

/** Each of them as an entry. */
export function group<T>(all: readonly T[], entry: (one: T) => Entry): EntryGroup {
  return { amount: all.length, first: (most) => all.slice(0, most).map((one) => inWords(entry(one))) };
}

function inWords(entry: Entry): Entry {
  return { ...entry, name: readable(entry.name), text: readable(entry.text), details: entry.details.map(readable) };
}

/** The first entries of the groups, one group after the other, and how many there are in all. */
export function entriesOf(...groups: readonly EntryGroup[]): Pick<Section, "entries" | "amount"> {
  const entries: Entry[] = [];
  let amount = 0;
  for (const each of groups) {
    entries.push(...each.first(MOST_ENTRIES - entries.length));
    amount += each.amount;
  }
  return { entries, amount };
}
