import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { Fault } from "./evaluation-error";
import type { Evaluate } from "./frame";
import { equal, isKnown, typeName, UNDECIDED } from "./values";

function notBoolean(operator: string, value: Value): Fault {
  return new Fault(`"${operator}" takes booleans, not ${typeName(value)}`);
}

export function not(operand: Evaluate): Evaluate {
  return (frame) => {
    const value = operand(frame);
    if (typeof value === "boolean") {
      return !value;
    }
    if (isUnknown(value)) {
      return UNDECIDED;
    }
    throw notBoolean("!", value);
  };
}

/**
 * `&&` (decisive: false) and `||` (decisive: true). One decisive operand decides, whatever the other one is; without
 * that, not known beats an error, and an error beats the rest.
 */
export function logical(operator: "&&" | "||", left: Evaluate, right: Evaluate): Evaluate {
  const decisive = operator === "||";
  return (frame) => {
    let first: Value = null;
    let fault: unknown;
    let failed = false;
    try {
      first = left(frame);
    } catch (thrown) {
      fault = thrown;
      failed = true;
    }
    if (first === decisive) {
      return decisive;
    }
    if (first === !decisive) {
      const second = right(frame);
      if (typeof second === "boolean") {
        return second;
      }
      if (isUnknown(second)) {
        return UNDECIDED;
      }
      throw notBoolean(operator, second);
    }
    if (isUnknown(first)) {
      return decidedBy(right, frame, decisive) ? decisive : UNDECIDED;
    }
    const second = right(frame);
    if (second === decisive) {
      return decisive;
    }
    if (isUnknown(second)) {
      return UNDECIDED;
    }
    throw failed ? fault : notBoolean(operator, first);
  };
}

function decidedBy(operand: Evaluate, frame: Parameters<Evaluate>[0], decisive: boolean): boolean {
  try {
    return operand(frame) === decisive;
  } catch {
    return false;
  }
}

/** A condition that is not known does not matter when both branches have the same known value. */
export function conditional(condition: Evaluate, whenTrue: Evaluate, whenFalse: Evaluate): Evaluate {
  return (frame) => {
    const chosen = condition(frame);
    if (chosen === true) {
      return whenTrue(frame);
    }
    if (chosen === false) {
      return whenFalse(frame);
    }
    if (!isUnknown(chosen)) {
      throw notBoolean("?:", chosen);
    }
    try {
      const one = whenTrue(frame);
      return equal(one, whenFalse(frame)) === true && isKnown(one) ? one : UNDECIDED;
    } catch {
      return UNDECIDED;
    }
  };
}
