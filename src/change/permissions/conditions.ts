import { isAttributes, listOf, own } from "../../estate/joins/values";
import type { Attributes, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

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
  const isSame = narrow.operator.toLowerCase() === operator;
  if (
    narrow.key.toLowerCase() !== wide.key.toLowerCase() ||
    !(isSame || `${narrow.operator.toLowerCase()}ifexists` === operator)
  ) {
    return false;
  }
  const [many, few] = NO_VALUE.test(operator) ? [narrow.values, wide.values] : [wide.values, narrow.values];
  const all = new Set(many);
  const within = few.every((value) => all.has(value));
  return ANY_VALUE.test(operator) || NO_VALUE.test(operator) ? within : within && few.length === many.length;
}
