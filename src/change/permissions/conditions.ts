import { isAttributes, listOf, own } from "../../estate/joins/values";
import type { Attributes, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { patternCovers } from "./wildcard";

/** One condition of a statement, with its values in order. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly undecided: boolean;
}

/** Operators that a further value widens: any of the values will do. */
const ANY_VALUE =
  /^(?:foranyvalue:|forallvalues:)?(?:string(?:equals|like|equalsignorecase)|arn(?:equals|like)|ipaddress|bool|binaryequals|numericequals|dateequals)(?:ifexists)?$/;

/** Operators that a further value narrows: none of the values may be. */
const NO_VALUE =
  /^(?:foranyvalue:|forallvalues:)?(?:string(?:notequals|notlike|notequalsignorecase)|arn(?:notequals|notlike)|notipaddress|numericnotequals|datenotequals)(?:ifexists)?$/;

/**
 * Operators with patterns, by the operators that imply them: what equals a value is also like it. Both operators of ARNs do the
 * same.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const PATTERNS_OF: Readonly<Record<string, string>> = {
  arnequals: "arnlike",
  arnlike: "arnequals",
  stringequals: "stringlike",
};

/** So many values are looked at one by one: a policy has room for a few hundred. */
const MOST_VALUES = 200;

/** Conditions of a statement in the estate's one shape. */
export function conditionsOf(statement: Attributes, spell: (value: Value) => string): readonly Condition[] {
  return listOf(own(statement, "conditions")).map((condition): Condition => {
    if (!isAttributes(condition)) {
      return { operator: "", key: spell(condition), values: [], undecided: isUnknown(condition) };
    }
    const [operator, key, values] = [own(condition, "test"), own(condition, "variable"), own(condition, "values")];
    const all = listOf(values);
    return {
      operator: spell(operator),
      key: spell(key),
      values: [...new Set(all.map(spell))].sort(),
      undecided: [operator, key].some(isUnknown) || all.some((value) => isUnknown(value) && value.text === undefined),
    };
  });
}

/** A condition of another system than AWS, which is compared as a whole. */
export function worded(text: string, undecided = false): Condition {
  return { operator: "", key: text, values: [], undecided };
}

/** The condition that somebody is who a provider says. Of the provider itself nobody needs to be told. */
export function vouchedBy(provider: string): string {
  return `vouched for by ${provider}`;
}

/** `StringEquals aws:PrincipalOrgID o-1, o-2` */
export function wordsOf({ operator, key, values }: Condition): string {
  return [operator, key, values.join(", ")].filter((part) => part !== "").join(" ");
}

/** Whether all that meets the narrow conditions meets the wide ones: each wide one is implied by a narrow one. */
export function isWider(wide: readonly Condition[], narrow: readonly Condition[]): boolean {
  return wide.every((condition) => narrow.some((other) => implies(other, condition)));
}

function implies(narrow: Condition, wide: Condition): boolean {
  const operator = wide.operator.toLowerCase();
  if (narrow.key.toLowerCase() !== wide.key.toLowerCase() || !isAsStrict(narrow.operator.toLowerCase(), operator)) {
    return false;
  }
  if (NO_VALUE.test(operator)) {
    return holdsAll(wide.values, narrow.values, "");
  }
  const within = holdsAll(narrow.values, wide.values, operator);
  return ANY_VALUE.test(operator) ? within : within && narrow.values.length === wide.values.length;
}

/** Whether what meets the one operator with a value also meets the other with it. */
function isAsStrict(narrow: string, wide: string): boolean {
  const [from, to] = wide.endsWith("ifexists")
    ? [narrow.replace(/ifexists$/, ""), wide.replace(/ifexists$/, "")]
    : [narrow, wide];
  return from === to || (Object.hasOwn(PATTERNS_OF, from) && PATTERNS_OF[from] === to);
}

/** Whether each value is one of those that are wanted, or is like one of them where they are patterns. */
function holdsAll(values: readonly string[], wanted: readonly string[], operator: string): boolean {
  const { all, patterns } = sought(wanted);
  const others = values.filter((value) => !all.has(value));
  const isLike = /arn(?:like|equals)(?:ifexists)?$/.test(operator)
    ? arnCovers
    : /stringlike(?:ifexists)?$/.test(operator)
      ? patternCovers
      : undefined;
  return (
    others.length === 0 ||
    (isLike !== undefined &&
      others.length * patterns.length <= MOST_VALUES ** 2 &&
      others.every((value) => patterns.some((pattern) => isLike(pattern, value))))
  );
}

interface Sought {
  readonly all: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

const known = new WeakMap<readonly string[], Sought>();

/** The values of one condition are asked for again and again, by each value of others. */
function sought(wanted: readonly string[]): Sought {
  let found = known.get(wanted);
  if (found === undefined) {
    found = { all: new Set(wanted), patterns: wanted.filter((value) => /[*?]/.test(value)) };
    known.set(wanted, found);
  }
  return found;
}

/** Parts of an ARN: a wildcard does not reach from one to the next, save in the last. */
const ARN_PARTS = 6;

function arnCovers(wide: string, narrow: string): boolean {
  const [parts, others] = [partsOfArn(wide), partsOfArn(narrow)];
  return parts.length === others.length && parts.every((part, index) => patternCovers(part, others[index] ?? ""));
}

function partsOfArn(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(":")];
}

/** Whether it holds for each of its values by itself: then it can be asked of one value after the other. */
export function isDivisible({ operator, values }: Condition): boolean {
  const name = operator.toLowerCase();
  return values.length > 1 && values.length <= MOST_VALUES && ANY_VALUE.test(name) && !name.startsWith("forallvalues:");
}
