import type { Value } from "./resource";
import { isUnknown } from "./unknown";

/** Longest list or text that a function makes. */
const LONGEST_RESULT = 100_000;

type TerraformFunction = (...members: readonly Value[]) => Value | undefined;

/** The functions of Terraform that hand their arguments on, or put literals together. */
const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["tostring", (value) => (value === null || isUnknown(value) || typeof value === "object" ? undefined : `${value}`)],
  [
    "tobool",
    (value) => (typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined),
  ],
  ["tonumber", (value) => number(value)],
  ["tolist", (value) => (Array.isArray(value) ? value : undefined)],
  ["toset", (value) => (Array.isArray(value) && value.every(isScalar) ? [...new Set<Value>(value)] : undefined)],
  ["tomap", (value) => (typeof value === "object" && !Array.isArray(value) ? value : undefined)],
  ["sensitive", (value) => value],
  ["nonsensitive", (value) => value],
  ["lower", (value) => (typeof value === "string" ? value.toLowerCase() : undefined)],
  ["upper", (value) => (typeof value === "string" ? value.toUpperCase() : undefined)],
  ["trimspace", (value) => (typeof value === "string" ? value.trim() : undefined)],
  ["concat", (...lists) => (lists.every((list) => Array.isArray(list)) ? (lists as Value[][]).flat() : undefined)],
  ["join", (separator, ...lists) => join(separator, lists)],
  ["jsonencode", (value) => json(value)],
  ["length", (value) => length(value)],
]);

/** Result of the call; undefined for functions that are not evaluated here and for arguments that are not literal. */
export function callFunction(name: string, members: readonly Value[]): Value | undefined {
  const [first] = members;
  if (first === undefined || isUnknown(first)) {
    return undefined;
  }
  const result = FUNCTIONS.get(name)?.(...members);
  const isTooLong = (typeof result === "string" || Array.isArray(result)) && result.length > LONGEST_RESULT;
  return isTooLong ? undefined : result;
}

/** Result of the operator; undefined unless both sides are literals that it takes. */
export function decide(operator: string, left: Value, right: Value): boolean | undefined {
  if (operator === "==" || operator === "!=") {
    return isScalar(left) && isScalar(right) ? (left === right) === (operator === "==") : undefined;
  }
  if (operator.startsWith("<") || operator.startsWith(">")) {
    return compare(operator, left, right);
  }
  if (typeof left !== "boolean" || typeof right !== "boolean") {
    return undefined;
  }
  return operator === "&&" ? left && right : left || right;
}

function compare(operator: string, left: Value, right: Value): boolean | undefined {
  if (typeof left !== "number" || typeof right !== "number") {
    return undefined;
  }
  const isIn = operator.startsWith("<") ? left < right : left > right;
  return isIn || (operator.endsWith("=") && left === right);
}

/** How many members there are, which is known where the members themselves are not. */
function length(value: Value | undefined): number | undefined {
  if (typeof value === "string") {
    return [...value].length;
  }
  return typeof value === "object" && value !== null && !isUnknown(value) ? Object.keys(value).length : undefined;
}

function isScalar(value: Value | undefined): value is null | boolean | number | string {
  return value !== undefined && (value === null || typeof value !== "object");
}

function number(value: Value | undefined): number | undefined {
  const converted = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : NaN;
  return Number.isFinite(converted) ? converted : undefined;
}

function join(separator: Value | undefined, lists: readonly Value[]): string | undefined {
  const members: Value[] = [];
  for (const list of lists) {
    if (!Array.isArray(list)) {
      return undefined;
    }
    members.push(...list.slice(0, LONGEST_RESULT));
  }
  return typeof separator === "string" && members.every((member) => member !== null && isScalar(member))
    ? members.join(separator)
    : undefined;
}

/** As Terraform encodes: keys in order, and `<`, `>` and `&` escaped. Undefined when something in it is not known. */
function json(value: Value | undefined): string | undefined {
  const ordered = value === undefined ? undefined : order(value, { left: LONGEST_RESULT });
  const text = ordered === undefined ? undefined : JSON.stringify(ordered);
  return text?.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
}

function order(value: Value, budget: { left: number }): Value | undefined {
  if (--budget.left < 0 || isUnknown(value)) {
    return undefined;
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    const members = (value as readonly Value[]).map((member) => order(member, budget));
    return members.includes(undefined) ? undefined : (members as Value[]);
  }
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, order(member, budget)] as const);
  return entries.some(([, member]) => member === undefined)
    ? undefined
    : (Object.fromEntries(entries) as Record<string, Value>);
}
