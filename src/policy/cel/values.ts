import type { Attributes, Value } from "../../estate/resource";
import { isUnknown, Unknown } from "../../estate/unknown";
import { Fault } from "./evaluation-error";

/**
 * Result of an operation on a value that is not known. It says nothing about where that value came from, for the result
 * is another value: a text taken from one of the operands would be the wrong text.
 *
 * An Unknown of the estate is a value that is set, so it is not null. This one may be null: `self.block[0].key` of a block
 * that is not known may be set or not.
 */
export const UNDECIDED = new Unknown();

/** A map: not null, not a list, not an Unknown. */
export function isMap(value: Value): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Type of a value as messages name it. */
export function typeName(value: Value): string {
  if (value === null) {
    return "null";
  }
  if (isUnknown(value)) {
    return "a value that is not known";
  }
  switch (typeof value) {
    case "boolean":
      return "a boolean";
    case "number":
      return "a number";
    case "string":
      return "a string";
    default:
      return isList(value) ? "a list" : "a map";
  }
}

/** Own keys only: `__proto__` and `constructor` are keys like any other, and never reach a prototype. */
function own(map: Attributes, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** `operand.field` */
export function select(operand: Value, field: string): Value {
  if (isMap(operand)) {
    const value = own(operand, field);
    if (value === undefined) {
      throw new Fault(`no such key: ${field}`);
    }
    return value;
  }
  if (isUnknown(operand)) {
    return UNDECIDED;
  }
  throw new Fault(`cannot read key ${field} of ${typeName(operand)}`);
}

/** `operand[key]` */
export function index(operand: Value, key: Value): Value {
  if (isUnknown(operand)) {
    return UNDECIDED;
  }
  if (isList(operand)) {
    if (isUnknown(key)) {
      return UNDECIDED;
    }
    if (typeof key !== "number" || !Number.isInteger(key)) {
      throw new Fault(`a list is indexed by an integer, not by ${typeName(key)}`);
    }
    const element = operand[key];
    if (element === undefined) {
      throw new Fault(`index ${key} is out of range: the list has ${operand.length} elements`);
    }
    return element;
  }
  if (!isMap(operand)) {
    throw new Fault(`cannot read an element of ${typeName(operand)}`);
  }
  if (isUnknown(key)) {
    return UNDECIDED;
  }
  if (typeof key !== "string") {
    throw new Fault(`a map is indexed by a string, not by ${typeName(key)}`);
  }
  return select(operand, key);
}

/**
 * `has(operand.field)`: true when the key is there and its value is not null. This departs from CEL, where a key with a
 * null value is there: in the estate an explicit null is an absent value, and manifests have no nulls. A field of null is
 * absent too; what is not known may have the field or not.
 */
export function has(operand: Value, field: string): Value {
  if (isMap(operand)) {
    const value = own(operand, field);
    return value === UNDECIDED ? UNDECIDED : value !== undefined && value !== null;
  }
  if (operand === null) {
    return false;
  }
  if (isUnknown(operand)) {
    return UNDECIDED;
  }
  throw new Fault(`has() asks for key ${field} of ${typeName(operand)}`);
}

/**
 * `one == other`. Values of different types are unequal. A value that is set but not known is not null, and may or may not
 * be equal to all else, also to itself.
 */
export function equal(one: Value, other: Value): boolean | Unknown {
  if (typeof one !== "object" || typeof other !== "object") {
    return isUnknown(one) || isUnknown(other) ? UNDECIDED : one === other;
  }
  if (one === null || other === null) {
    return one === UNDECIDED || other === UNDECIDED ? UNDECIDED : one === other;
  }
  if (isUnknown(one) || isUnknown(other)) {
    return UNDECIDED;
  }
  if (isList(one)) {
    return isList(other) && equalLists(one, other);
  }
  return isMap(other) && equalMaps(one as Attributes, other);
}

function equalLists(one: readonly Value[], other: readonly Value[]): boolean | Unknown {
  if (one.length !== other.length) {
    return false;
  }
  let verdict: boolean | Unknown = true;
  for (let at = 0; at < one.length; at += 1) {
    const same = equal(one[at] ?? null, other[at] ?? null);
    if (same === false) {
      return false;
    }
    if (same !== true) {
      verdict = UNDECIDED;
    }
  }
  return verdict;
}

function equalMaps(one: Attributes, other: Attributes): boolean | Unknown {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) {
    return false;
  }
  let verdict: boolean | Unknown = true;
  for (const key of keys) {
    const counterpart = own(other, key);
    const same = counterpart !== undefined && equal(own(one, key) ?? null, counterpart);
    if (same === false) {
      return false;
    }
    if (same !== true) {
      verdict = UNDECIDED;
    }
  }
  return verdict;
}

/** `needle in range`: an element of a list, or a key of a map (also one whose value is null). */
export function contains(range: Value, needle: Value): boolean | Unknown {
  if (isUnknown(range)) {
    return UNDECIDED;
  }
  if (isList(range)) {
    let verdict: boolean | Unknown = isUnknown(needle) ? UNDECIDED : false;
    for (const element of range) {
      const same = equal(needle, element);
      if (same === true) {
        return true;
      }
      if (same !== false) {
        verdict = UNDECIDED;
      }
    }
    return verdict;
  }
  if (!isMap(range)) {
    throw new Fault(`"in" asks for an element of ${typeName(range)}`);
  }
  if (isUnknown(needle)) {
    return UNDECIDED;
  }
  return typeof needle === "string" && Object.hasOwn(range, needle);
}

/** What a macro goes over: the elements of a list, the keys of a map; undefined when it is not known. */
export function elements(range: Value): readonly Value[] | undefined {
  if (isList(range)) {
    return range;
  }
  if (isUnknown(range)) {
    return undefined;
  }
  if (isMap(range)) {
    return Object.keys(range);
  }
  throw new Fault(`a macro goes over a list or a map, not over ${typeName(range)}`);
}

/** Whether nothing in the value is unknown. */
export function isKnown(value: Value): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  if (isUnknown(value)) {
    return false;
  }
  return (isList(value) ? value : Object.values(value)).every(isKnown);
}
