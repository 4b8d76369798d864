import { not, some, type Ternary } from "./joins/ternary";
import { isAttributes } from "./joins/values";
import type { Attributes, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";
import { wildcardMatches } from "./wildcards";

/** One kind of principal of a statement, as in `{ type: "AWS", identifiers: ["*"] }`. */
export interface PolicyPrincipals extends Attributes {
  readonly type: string | Unknown;
  readonly identifiers: readonly Value[];
}

/** One condition of a statement, as in `{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-1"] }`. */
export interface PolicyCondition extends Attributes {
  readonly test: string | Unknown;
  readonly variable: string | Unknown;
  readonly values: readonly Value[];
}

/**
 * A statement of an IAM policy, in one shape wherever it was written; what could be one or many is always a list.
 *
 * An element that could be anything is an Unknown; a text with `${...}` in it is what is known of an ARN or a name.
 */
export interface PolicyStatement extends Attributes {
  /** Empty when the statement has none. */
  readonly sid: string | Unknown;
  readonly effect: "Allow" | "Deny" | Unknown;
  readonly actions: readonly Value[];
  readonly not_actions: readonly Value[];
  readonly resources: readonly Value[];
  readonly not_resources: readonly Value[];
  readonly principals: readonly (PolicyPrincipals | Unknown)[];
  readonly not_principals: readonly (PolicyPrincipals | Unknown)[];
  readonly conditions: readonly (PolicyCondition | Unknown)[];
}

/** Whether the statement allows the action, its conditions aside: a Deny never does. */
export function allows(statement: Attributes, action: string): Ternary {
  if (isUnknown(statement.effect)) {
    return statement.effect;
  }
  return statement.effect === "Allow" && speaksOf(statement, action);
}

/** Whether the statement is about the action, be it to allow or to deny it. */
export function speaksOf(statement: Attributes, action: string): Ternary {
  const excluded = elements(statement, "not_actions");
  if (excluded.length > 0) {
    return not(some(excluded, (pattern) => covers(pattern, action)));
  }
  return some(elements(statement, "actions"), (pattern) => covers(pattern, action));
}

/** Whether the action pattern (`s3:Put*`) covers the action; undecided where a placeholder stands in the way. */
export function covers(pattern: Value, action: string): Ternary {
  if (isUnknown(pattern)) {
    return pattern;
  }
  if (typeof pattern !== "string") {
    return false;
  }
  const placeholder = pattern.indexOf("${");
  if (placeholder < 0) {
    return wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
  }
  const prefix = `${pattern.slice(0, placeholder)}*`;
  return wildcardMatches(prefix.toLowerCase(), action.toLowerCase()) ? new Unknown([], pattern) : false;
}

/** One reference to the ARN of a resource, and nothing else. */
const ARN_ALONE = /^\$\{(?:data\.)?[\w-]+\.[\w-]+(?:\[[^{}\][]*\])?\.arn\}$/;

/** `*`, and ARNs with nothing but wildcards in the place of names: `arn:*`, `arn:aws:*:*:*:*`. */
const EVERYTHING = /^(?:\*+|arn:(?:aws[a-z-]*|\*)?(?::?\*)+)$/;

/** Whether the element is `*`, that is everything. What is made from an ARN alone is not, nor what spells more than `*`. */
export function isEverything(element: Value): Ternary {
  if (!isUnknown(element)) {
    return typeof element === "string" && EVERYTHING.test(element);
  }
  const { references, text } = element;
  const spelt = text?.replaceAll(/\$\{[^{}]*\}/g, "") ?? "";
  if (text !== undefined && (ARN_ALONE.test(text) || /^[^{}]*[^{}*][^{}]*$/.test(spelt))) {
    return false;
  }
  const onlyArns =
    references.length > 0 && references.every(({ attribute }) => attribute === "arn" || attribute === "");
  return text === undefined && onlyArns && references.some(({ attribute }) => attribute === "arn") ? false : element;
}

/** Whether everyone is a principal of the statement: `*`, AWS `*`, or an Allow for all but some. */
export function isAnyone(statement: Attributes): Ternary {
  if (statement.effect === "Allow" && elements(statement, "not_principals").length > 0) {
    return true;
  }
  return some(elements(statement, "principals"), (principal) => {
    if (isUnknown(principal)) {
      return principal;
    }
    if (!isAttributes(principal)) {
      return false;
    }
    const everyone = some(elements(principal, "identifiers"), isEverything);
    if (isUnknown(principal.type)) {
      return everyone === false ? false : principal.type;
    }
    return principal.type === "*" || principal.type === "AWS" ? everyone : false;
  });
}

/** Identifiers of the principals of one type: `AWS`, `Service`, `Federated`, `CanonicalUser`, `*`. */
export function principals(statement: Attributes, type: string): readonly Value[] {
  return elements(statement, "principals").flatMap((principal) => {
    if (isUnknown(principal)) {
      return [principal];
    }
    if (!isAttributes(principal)) {
      return [];
    }
    if (isUnknown(principal.type)) {
      return [principal.type];
    }
    return principal.type === type ? elements(principal, "identifiers") : [];
  });
}

function elements(attributes: Attributes, name: string): readonly Value[] {
  const value = attributes[name];
  return Array.isArray(value) ? value : [];
}
