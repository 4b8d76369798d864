import type { Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import { Fault } from "./evaluation-error";
import type { ArithmeticOperator, CelNode, OrderOperator } from "./node";
import { isList, typeName, UNDECIDED } from "./values";

/** Numbers of the estate are JavaScript numbers, and do not say whether they are ints: whole ones are. */
export type Arithmetic = (left: Value, right: Value) => Value;

/** Operator between two values. `asDouble`: the source says that it is about doubles, so that `3.0 / 2.0` is 1.5. */
export function arithmetic(operator: ArithmeticOperator, asDouble: boolean): Arithmetic {
  const compute = asDouble ? DOUBLE[operator] : INT[operator];
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number") {
      return compute(left, right);
    }
    if (isUnknown(left) || isUnknown(right)) {
      return UNDECIDED;
    }
    if (operator === "+") {
      if (typeof left === "string" && typeof right === "string") {
        return left + right;
      }
      if (isList(left) && isList(right)) {
        return [...left, ...right];
      }
    }
    throw new Fault(`"${operator}" does not take ${typeName(left)} and ${typeName(right)}`);
  };
}

type Compute = (left: number, right: number) => number;

const DOUBLE: Readonly<Record<ArithmeticOperator, Compute>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": () => {
    throw new Fault('"%" takes integers only');
  },
};

const INT: Readonly<Record<ArithmeticOperator, Compute>> = {
  "+": (left, right) => exact(left, right, left + right),
  "-": (left, right) => exact(left, right, left - right),
  "*": (left, right) => exact(left, right, left * right),
  "/": (left, right) => {
    if (!areIntegers(left, right)) {
      return left / right;
    }
    if (right === 0) {
      throw new Fault("division by zero");
    }
    return whole(left / right);
  },
  "%": (left, right) => {
    if (!areIntegers(left, right)) {
      throw new Fault('"%" takes integers only');
    }
    if (right === 0) {
      throw new Fault("modulo by zero");
    }
    return whole(left % right);
  },
};

function areIntegers(left: number, right: number): boolean {
  return Number.isSafeInteger(left) && Number.isSafeInteger(right);
}

/** An integer that lost digits would give a wrong verdict; an error does not. Never -0, for there is no such integer. */
function exact(left: number, right: number, result: number): number {
  if (!Number.isSafeInteger(result) && areIntegers(left, right)) {
    throw new Fault("integer overflow: the result is beyond 2^53");
  }
  return result + 0;
}

/** Toward zero, and never -0. */
function whole(value: number): number {
  return Math.trunc(value) + 0;
}

export function negate(operand: Value): Value {
  if (typeof operand === "number") {
    return 0 - operand; // and never -0
  }
  if (isUnknown(operand)) {
    return UNDECIDED;
  }
  throw new Fault(`"-" does not take ${typeName(operand)}`);
}

export type Order = (left: Value, right: Value) => boolean | Unknown;

/** Order of two numbers, two strings or two booleans. Strings are compared by UTF-16 code units. */
export function order(operator: OrderOperator): Order {
  const compare = COMPARE[operator];
  return (left, right) => {
    if (isUnknown(left) || isUnknown(right)) {
      return UNDECIDED;
    }
    if (
      left === null ||
      right === null ||
      typeof left !== typeof right ||
      typeof left === "object" ||
      typeof right === "object"
    ) {
      throw new Fault(`"${operator}" does not take ${typeName(left)} and ${typeName(right)}`);
    }
    return compare(left, right);
  };
}

type Comparable = boolean | number | string;

const COMPARE: Readonly<Record<OrderOperator, (left: Comparable, right: Comparable) => boolean>> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** Whether the source alone says that the value is a double: a literal such as `2.0`, a call of double(). */
export function isDouble(node: CelNode): boolean {
  switch (node.kind) {
    case "literal":
      return node.type === "double";
    case "negate":
      return isDouble(node.operand);
    case "arithmetic":
      return isDouble(node.left) || isDouble(node.right);
    case "conditional":
      return isDouble(node.whenTrue) && isDouble(node.whenFalse);
    case "call":
      return node.receiver === undefined && node.name === "double";
    default:
      return false;
  }
}
