import type { Value } from "../../estate/resource";
import { Fault } from "./evaluation-error";
import { PatternError, re2 } from "./re2";
import { isList, isMap, typeName } from "./values";

/** A function that an expression calls by its name, as in `statements(self.policy)`. `C` is what it may ask about. */
export interface CelFunction<C = unknown> {
  /** How many arguments it takes, or how many it may take. */
  readonly arity: number | readonly number[];

  /** Computes the result. What it throws is an error of the expression, with the message of what was thrown. */
  call(args: readonly Value[], context: C): Value;

  /** Whether it answers for arguments that are not known. When it does not, the result is not known either. @default false */
  readonly takesUnknown?: boolean;
}

/** Functions by name. */
export type FunctionTable<C = unknown> = Readonly<Record<string, CelFunction<C>>>;

/** Functions of CEL. None of them is called with an Unknown. */
export const GLOBAL_FUNCTIONS: FunctionTable = {
  size: { arity: 1, call: ([value = null]) => size(value) },
  string: { arity: 1, call: ([value = null]) => toText(value) },
  int: { arity: 1, call: ([value = null]) => toInt(value) },
  double: { arity: 1, call: ([value = null]) => toDouble(value) },
};

/** A method of strings; `size` is one of lists and maps too. */
export interface CelMethod {
  readonly arity: number | readonly number[];
  call(receiver: Value, args: readonly Value[]): Value;
}

/** Methods of CEL and of its strings extension. None of them is called on or with an Unknown. */
export const METHODS: Readonly<Record<string, CelMethod>> = {
  size: { arity: 0, call: (receiver) => size(receiver) },
  startsWith: { arity: 1, call: (receiver, [start]) => text(receiver).startsWith(text(start)) },
  endsWith: { arity: 1, call: (receiver, [end]) => text(receiver).endsWith(text(end)) },
  contains: { arity: 1, call: (receiver, [part]) => text(receiver).includes(text(part)) },
  matches: { arity: 1, call: (receiver, [pattern]) => patternOf(text(pattern)).test(text(receiver)) },
  lowerAscii: { arity: 0, call: (receiver) => text(receiver).replace(/[A-Z]+/g, (upper) => upper.toLowerCase()) },
  trim: { arity: 0, call: (receiver) => text(receiver).trim() },
  split: { arity: [1, 2], call: (receiver, [separator, limit]) => split(text(receiver), text(separator), limit) },
};

function text(value: Value | undefined): string {
  if (typeof value !== "string") {
    throw new Fault(`expected a string, got ${typeName(value ?? null)}`);
  }
  return value;
}

/** Code points of a string, elements of a list, keys of a map. */
function size(value: Value): number {
  if (typeof value === "string") {
    let points = 0;
    for (const _ of value) {
      points += 1;
    }
    return points;
  }
  if (isList(value)) {
    return value.length;
  }
  if (isMap(value)) {
    return Object.keys(value).length;
  }
  throw new Fault(`size() does not take ${typeName(value)}`);
}

function toText(value: Value): string {
  if (typeof value === "string" || typeof value === "boolean") {
    return String(value);
  }
  if (typeof value === "number") {
    return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
  }
  throw new Fault(`string() does not take ${typeName(value)}`);
}

function toInt(value: Value): number {
  if (typeof value === "string" && !/^[+-]?[0-9]+$/.test(value)) {
    throw new Fault(`int() cannot read ${JSON.stringify(value)}`);
  }
  if (typeof value !== "string" && typeof value !== "number") {
    throw new Fault(`int() does not take ${typeName(value)}`);
  }
  const result = Math.trunc(Number(value)) + 0;
  if (!Number.isSafeInteger(result)) {
    throw new Fault("integer overflow: the result is beyond 2^53");
  }
  return result;
}

const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

function toDouble(value: Value): number {
  if (typeof value === "number") {
    return value;
  }
  if (typeof value !== "string") {
    throw new Fault(`double() does not take ${typeName(value)}`);
  }
  const infinite = INFINITE.exec(value);
  if (infinite !== null) {
    return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (/^nan$/i.test(value)) {
    return Number.NaN;
  }
  if (!DECIMAL.test(value)) {
    throw new Fault(`double() cannot read ${JSON.stringify(value)}`);
  }
  return Number(value);
}

/** As Go splits: an empty separator gives the characters; the last of `limit` pieces is the rest. */
function split(value: string, separator: string, limit: Value | undefined): readonly string[] {
  const pieces = separator === "" ? Array.from(value) : value.split(separator);
  if (limit === undefined) {
    return pieces;
  }
  if (typeof limit !== "number" || !Number.isInteger(limit)) {
    throw new Fault(`split() takes an integer as its limit, not ${typeName(limit)}`);
  }
  if (limit === 0) {
    return [];
  }
  return limit < 0 || pieces.length <= limit
    ? pieces
    : [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(separator)];
}

let latest: { readonly pattern: string; readonly expression: RegExp } | undefined;

/** Patterns that are computed. They rarely change between two elements, so one is kept. */
function patternOf(pattern: string): RegExp {
  if (latest?.pattern !== pattern) {
    try {
      latest = { pattern, expression: re2(pattern) };
    } catch (error) {
      throw error instanceof PatternError
        ? new Fault(`the pattern ${JSON.stringify(pattern)} ${error.message}`)
        : error;
    }
  }
  return latest.expression;
}

/** `2`, `1 or 2`: as messages say it. */
export function describeArity(arity: number | readonly number[]): string {
  const counts = typeof arity === "number" ? [arity] : arity;
  return `${counts.join(" or ")} argument${counts.length === 1 && counts[0] === 1 ? "" : "s"}`;
}

export function takes(arity: number | readonly number[], count: number): boolean {
  return typeof arity === "number" ? arity === count : arity.includes(count);
}
