import { isWideCidr } from "./addresses";
import { and, some, type Ternary } from "./joins/ternary";
import { isAttributes } from "./joins/values";
import type { Attributes, Value } from "./resource";
import { isUnknown } from "./unknown";

/** Condition keys that say who calls, or from where: a principal that is everybody is somebody with one of them. */
const CALLER_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:userid",
  "aws:username",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

const ADDRESS_KEYS: ReadonlySet<string> = new Set(["aws:sourceip", "aws:vpcsourceip"]);

/** Fewer characters than these before a wildcard leave the world to guess from: an account has twelve. */
const TELLING_PREFIX = 8;

/** Whether a condition of the statement narrows who may call. One that everybody can meet does not. */
export function isRestricted(statement: Attributes): Ternary {
  return some(conditionsOf(statement), (condition) => {
    if (isUnknown(condition)) {
      return condition;
    }
    if (!isAttributes(condition)) {
      return false;
    }
    const { test, variable } = condition;
    if (isUnknown(test) || isUnknown(variable)) {
      return isUnknown(test) ? test : (variable as Ternary);
    }
    const values = Array.isArray(condition.values) ? (condition.values as readonly Value[]) : [];
    return values.length > 0 && narrows(String(test), String(variable).toLowerCase(), values);
  });
}

function narrows(test: string, variable: string, values: readonly Value[]): Ternary {
  const operator = test.toLowerCase().replace(/^foranyvalue:/, "");
  if (ADDRESS_KEYS.has(variable)) {
    return operator === "ipaddress" && and(...values.map((value) => isUnknown(value) || !isWideCidr(String(value))));
  }
  if (!CALLER_KEYS.has(variable)) {
    return false;
  }
  switch (operator) {
    // Wildcards are letters to these: whatever the value is, it is one caller.
    case "stringequals":
    case "stringequalsignorecase":
      return !values.some((value) => isOwnName(value, variable));
    case "stringlike":
    case "arnlike":
    case "arnequals":
      return and(...values.map((value) => (isUnknown(value) ? value : isTelling(String(value)))));
    default:
      return false;
  }
}

/** `${aws:username}` as what the caller's own name must be: everybody's is. */
function isOwnName(value: Value, variable: string): boolean {
  return typeof value === "string" && value.toLowerCase() === `\${${variable}}`;
}

/** Whether a pattern names someone: an ARN its account, or a bucket; anything else a beginning that is not for all. */
function isTelling(pattern: string): boolean {
  const arn = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):(.+)$/s.exec(pattern);
  if (arn !== null) {
    const [, account = "", name = ""] = arn;
    return account === "" ? !/^[*?]/.test(name) : !/[*?]/.test(account.replaceAll(/\$\{[^}]*\}/g, ""));
  }
  const wildcard = pattern.search(/[*?]/);
  if (pattern.startsWith("arn:") && wildcard >= 0) {
    // An ARN that is cut off before its account.
    return false;
  }
  return wildcard < 0 || wildcard >= TELLING_PREFIX;
}

/** Whether the one condition of the statement is this one: a second one would narrow what it is about. */
export function hasCondition(statement: Attributes, test: string, variable: string, value: string): Ternary {
  const [condition, ...others] = conditionsOf(statement);
  if (condition === undefined || others.length > 0) {
    return false;
  }
  if (isUnknown(condition)) {
    return condition;
  }
  if (!isAttributes(condition)) {
    return false;
  }
  const [only, ...more] = Array.isArray(condition.values) ? (condition.values as readonly Value[]) : [];
  return and(
    more.length === 0,
    is(condition.test, (text) => text.replace(/ifexists$/, "") === test.toLowerCase()),
    is(condition.variable, (text) => text === variable.toLowerCase()),
    is(only, (text) => text === value.toLowerCase()),
  );
}

function is(value: Value | undefined, ask: (text: string) => boolean): Ternary {
  return isUnknown(value) ? value : typeof value === "string" && ask(value.toLowerCase());
}

function conditionsOf({ conditions }: Attributes): readonly Value[] {
  return Array.isArray(conditions) ? conditions : [];
}
