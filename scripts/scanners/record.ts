import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScannerName } from "./finding";

const FILE = join(__dirname, "record.json");

/** What one scanner said of the failing cases. */
export interface ScannerRecord {
  readonly version: string;

  /** Titles of the checks that fired, by id. */
  readonly titles: Readonly<Record<string, string>>;

  /** Severities of those checks, where the scanner tells one. */
  readonly severities: Readonly<Record<string, string>>;
}

/** What the scanners said of the failing cases of each control, when they were last run. */
export interface ComparisonRecord {
  /** The day they were run, `YYYY-MM-DD`. */
  readonly date: string;

  readonly scanners: Readonly<Partial<Record<ScannerName, ScannerRecord>>>;

  /** By control: how many failing cases it has, and in how many of them each check fired. */
  readonly controls: Readonly<Record<string, ControlRecord>>;

  /** Cases that could not be written as HCL, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>;
}

export interface ControlRecord {
  readonly cases: number;

  /** By check: in how many of the cases it fired. */
  readonly fired: Readonly<Record<string, number>>;
}

export function readRecord(): ComparisonRecord {
  return JSON.parse(readFileSync(FILE, "utf8"));
}

export function writeRecord(record: ComparisonRecord): void {
  writeFileSync(FILE, `${JSON.stringify(record, undefined, 1)}\n`);
}
