import { isAttributes, isList } from "../estate/joins/values";
import type { Attributes, Value } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { count } from "../policy/reports/wording";

const DAY = 86_400_000;

/** By what a rule knows that something is to be deleted. Two are compared when they go by the same. */
interface Deadline {
  readonly measure: "age" | "date" | "origin" | "number" | "field";

  /** The smaller, the sooner something is deleted. */
  readonly limit: number;

  /** `after 7 days`. */
  readonly said: string;
}

/** What a rule deletes that nobody deletes by hand, and when. */
export interface Expiry extends Deadline {
  /** What it deletes: `objects`, `superseded versions`. */
  readonly what: string;

  /** The part of them that the rule is about; null for all. */
  readonly part: Value;

  /** The part in words, with a space before: ` under tmp/`; empty for all. */
  readonly partSaid: string;

  /** Told by what guards versions, where it only becomes shorter. */
  readonly isToldWhenNew?: boolean;
}

/** Days after it was made; less than one is told in hours. */
export function age(days: number): Deadline {
  const hours = Math.round(days * 24);
  const after = days < 1 ? count(hours, "hour") : count(Math.round(days), "day");
  return { measure: "age", limit: days, said: hours === 0 ? "at once" : `after ${after}` };
}

/** A day from which on all is deleted; undefined for what is no date. */
export function date(milliseconds: number): Deadline | undefined {
  const day = dayOf(milliseconds);
  return day === undefined ? undefined : { measure: "date", limit: milliseconds, said: `from ${day} on` };
}

/** A day before which things were made that are deleted; undefined for what is no date. */
export function origin(milliseconds: number): Deadline | undefined {
  const day = dayOf(milliseconds);
  return day === undefined ? undefined : { measure: "origin", limit: -milliseconds, said: `when made before ${day}` };
}

/** So many that are kept, the newest. */
export function number(kept: number): Deadline {
  return { measure: "number", limit: kept, said: `beyond the newest ${kept}` };
}

/** A time that stands in each. */
export function field(name: Value): Deadline {
  const where = typeof name === "string" && isPlain(name) ? name : "them";
  return { measure: "field", limit: 0, said: `once the time in ${where} has passed` };
}

export function daysOfMilliseconds(milliseconds: number): number {
  return milliseconds / DAY;
}

/** An amount that says something; undefined for every other value, and for 0, which providers write for what is not set. */
export function amountOf(value: Value): number | undefined {
  const amount = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof amount === "number" && amount > 0 && Number.isFinite(amount) ? amount : undefined;
}

/** An expiry of the part that the filter names: what is empty in it is not set. */
export function expiry(what: string, deadline: Deadline, filter: Attributes = {}): Expiry {
  const set = Object.entries(filter).filter(([, value]) => isSet(value));
  const part = set.length === 0 ? null : Object.fromEntries(set);
  return { what, ...deadline, part, partSaid: set.length === 0 ? "" : partSaid(set) };
}

function partSaid(set: readonly (readonly [string, Value])[]): string {
  const [name, value] = set[0] ?? ["", null];
  const prefix = isList(value) && value.length === 1 ? value[0] : value;
  return set.length === 1 && name.endsWith("prefix") && typeof prefix === "string" && isPlain(prefix)
    ? ` under ${prefix}`
    : " that a filter names";
}

/** Providers write empty texts, lists and 0 for what is not set. */
function isSet(value: Value): boolean {
  if (isUnknown(value)) {
    return true;
  }
  if (isList(value)) {
    return value.some(isSet);
  }
  return isAttributes(value)
    ? Object.values(value).some(isSet)
    : value !== null && value !== "" && value !== 0 && value !== false;
}

/** Names are spelled out, never what could be more than a name. */
function isPlain(text: string): boolean {
  return /^[\w./-]{1,60}$/.test(text);
}

/** Years that a date can be told of: beyond them a calendar says nothing to anybody. */
function dayOf(milliseconds: number): string | undefined {
  return Math.abs(milliseconds) < 100_000 * 366 * DAY ? new Date(milliseconds).toISOString().slice(0, 10) : undefined;
}
