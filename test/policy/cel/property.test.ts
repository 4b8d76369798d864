import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import type { Value } from "../../../src/estate/resource";
import { isUnknown, Unknown } from "../../../src/estate/unknown";
import { compile } from "../../../src/policy/cel/program";

/** Few names and few values, so that expressions meet what is there and comparisons are sometimes true. */
const FIELDS = ["a", "b", "list", "map"];
const FAILED = "failed";

const leaf = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom<Value>("", "a", "ab", "b"),
  fc.boolean(),
  fc.constant(null),
);
const { json } = fc.letrec<{ json: Value }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie("json"), { maxKeys: 3 }),
  ),
}));
const scope = fc.record({
  a: json,
  b: leaf,
  list: fc.array(json, { maxLength: 3 }),
  map: fc.dictionary(fc.constantFrom(...FIELDS), json),
});

/**
 * Source text of expressions. Every operand is within dyn(), for cel-js refuses from the source alone what CEL refuses when
 * it runs; for our evaluator the brackets stay.
 */
const { expression } = fc.letrec<{ expression: string; value: string; boolean: string }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4, depthSize: "small" }, tie("value"), tie("boolean")),
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom("self.a", "self.b", "self.list", "self.map", "self.map.a", "self.list[0]", "self.absent"),
    fc.constantFrom(
      "null",
      "true",
      "false",
      "0",
      "1",
      "2",
      "'a'",
      "'ab'",
      "[]",
      "[1]",
      "['a']",
      "{'a': 1}",
      "x",
      "x.a",
    ),
    fc.tuple(tie("value"), fc.constantFrom(...FIELDS)).map(([operand, field]) => `dyn(${operand}).${field}`),
    fc.tuple(tie("value"), tie("value")).map(([operand, at]) => `dyn(${operand})[dyn(${at})]`),
    fc
      .tuple(tie("value"), fc.constantFrom("+", "-", "*", "/", "%"), tie("value"))
      .map(([left, operator, right]) => `dyn(${left}) ${operator} dyn(${right})`),
    tie("value").map((operand) => `-dyn(${operand})`),
    fc
      .tuple(tie("boolean"), tie("value"), tie("value"))
      .map(([on, one, other]) => `dyn(${on}) ? dyn(${one}) : dyn(${other})`),
    fc.tuple(tie("value"), tie("boolean")).map(([range, body]) => `dyn(${range}).filter(x, dyn(${body}))`),
    fc.tuple(tie("value"), tie("value")).map(([range, body]) => `dyn(${range}).map(x, dyn(${body}))`),
    fc
      .tuple(tie("value"), tie("boolean"), tie("value"))
      .map(([range, on, body]) => `dyn(${range}).map(x, dyn(${on}), dyn(${body}))`),
    tie("value").map((operand) => `size(dyn(${operand}))`),
    tie("value").map((operand) => `string(dyn(${operand}))`),
    fc.tuple(tie("value"), tie("value")).map(([one, other]) => `[dyn(${one}), dyn(${other})]`),
    tie("value").map((operand) => `{'a': dyn(${operand})}`),
  ),
  boolean: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom("true", "false", "self.a", "x", "has(self.a)", "has(self.map.a)", "has(self.absent)"),
    fc
      .tuple(tie("value"), fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "in"), tie("value"))
      .map(([left, operator, right]) => `dyn(${left}) ${operator} dyn(${right})`),
    fc
      .tuple(tie("boolean"), fc.constantFrom("&&", "||"), tie("boolean"))
      .map(([left, operator, right]) => `dyn(${left}) ${operator} dyn(${right})`),
    tie("boolean").map((operand) => `!dyn(${operand})`),
    fc
      .tuple(tie("value"), fc.constantFrom("all", "exists", "exists_one"), tie("boolean"))
      .map(([range, macro, body]) => `dyn(${range}).${macro}(x, dyn(${body}))`),
    fc
      .tuple(tie("value"), fc.constantFrom("startsWith", "endsWith", "contains"), tie("value"))
      .map(([operand, method, part]) => `dyn(${operand}).${method}(dyn(${part}))`),
  ),
}));

/** `x` is a variable too, so that a body outside of a macro is an expression like any other. */
const variables = ["self", "x"];

function ours(source: string, of: Value, x: Value): Value {
  try {
    return compile(source.replaceAll("dyn(", "("), { functions: {}, variables }).value({ self: of, x }, undefined);
  } catch {
    return FAILED;
  }
}

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

/** What cel-js says; its ints are bigints. */
function theirs(source: string, of: Value, x: Value): unknown {
  try {
    return fromBigInts(environment.evaluate(source, { self: toBigInts(of), x: toBigInts(x) }));
  } catch {
    return FAILED;
  }
}

function toBigInts(value: unknown): unknown {
  return mapNumbers(value, (number) => (typeof number === "number" ? BigInt(number) : number));
}

function fromBigInts(value: unknown): unknown {
  return mapNumbers(value, (number) => (typeof number === "bigint" ? Number(number) : number));
}

function mapNumbers(value: unknown, convert: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => mapNumbers(element, convert));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, mapNumbers(element, convert)]));
  }
  return convert(value);
}

/** cel-js: a key with a null value is there. Ours: it is absent, as the docstring of has() says. */
function asksForNull(source: string, { a, map }: { readonly a: Value; readonly map: Record<string, Value> }): boolean {
  return (source.includes("has(self.a)") && a === null) || (source.includes("has(self.map.a)") && map.a === null);
}

/** cel-js takes a list of one text for that text when it is the key of a map; ours says that it is no key. */
function asksByList(source: string): boolean {
  return /\[(?:dyn\()*\[/.test(source);
}

test("without unknown values, expressions give what cel-js gives", () => {
  let values = 0;
  fc.assert(
    fc.property(expression, scope, json, (source, of, x) => {
      fc.pre(!asksForNull(source, of) && !asksByList(source));
      const expected = theirs(source, of, x);
      expect(fromBigInts(ours(source, of, x))).toEqual(expected);
      values += expected === FAILED ? 0 : 1;
    }),
    { numRuns: 3000 },
  );
  expect(values).toBeGreaterThan(200);
});

/** Paths to everything in a value that is not null. */
function pathsOf(value: Value, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || isUnknown(value)) {
    return [];
  }
  const inner = typeof value === "object" ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, each]) => pathsOf(each as Value, [...path, key]))];
}

function replaced(value: Value, [key, ...rest]: readonly string[], by: Value): Value {
  if (key === undefined) {
    return by;
  }
  const entries = Object.entries(value as object).map(([each, inner]): [string, Value] => [
    each,
    each === key ? replaced(inner, rest, by) : inner,
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function isWhollyKnown(value: Value): boolean {
  return (
    !isUnknown(value) && (typeof value !== "object" || value === null || Object.values(value).every(isWhollyKnown))
  );
}

/**
 * A value of a type that the expression does not take is an error still: `[self.u + 1].all(x, true)` is decided, although
 * adding to a list would fail. In a typed schema there is no such value.
 */
test("what is decided without a value is so for every value that the expression takes", () => {
  let decided = 0;
  let compared = 0;
  const concrete = fc.array(
    json.filter((value) => value !== null),
    { minLength: 4, maxLength: 4 },
  );
  fc.assert(
    fc.property(expression, scope, json, fc.nat(), concrete, (source, of, x, at, values) => {
      const paths = pathsOf(of).slice(1);
      fc.pre(paths.length > 0);
      const path = paths[at % paths.length] ?? [];
      const verdict = ours(source, replaced(of, path, new Unknown()), x);
      fc.pre(isWhollyKnown(verdict));
      decided += verdict === FAILED ? 0 : 1;
      for (const value of values) {
        const found = ours(source, replaced(of, path, value), x);
        if (found !== FAILED || verdict === FAILED) {
          expect(found).toEqual(verdict);
          compared += 1;
        }
      }
    }),
    { numRuns: 3000, maxSkipsPerRun: 1000 },
  );
  expect(decided).toBeGreaterThan(200);
  expect(compared).toBeGreaterThan(decided);
});
