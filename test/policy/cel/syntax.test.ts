import { parse } from "../../../src/policy/cel/parse";
import { compile } from "../../../src/policy/cel/program";
import { CelSyntaxError } from "../../../src/policy/cel/syntax-error";

function mistake(expression: string): CelSyntaxError {
  const functions = { statements: { arity: [1, 2], call: () => null }, now: { arity: 0, call: () => null } };
  try {
    compile(expression, { functions, variables: ["self", "resource"] });
  } catch (error) {
    if (error instanceof CelSyntaxError) {
      return error;
    }
    throw error;
  }
  throw new Error(`no mistake in ${expression}`);
}

test.each<[string, string, number, number]>([
  // the grammar
  ["", "unexpected token: the end", 1, 1],
  ["self.", "expected a name, got the end", 1, 6],
  ["(self.a", 'expected ")", got the end', 1, 8],
  ["self.a ==", "unexpected token: the end", 1, 10],
  ["self.a\n  && self.b )", "unexpected character", 2, 13],
  ["self.a = 1", "unexpected character: =", 1, 8],
  ["'abc", "unterminated string", 1, 1],
  ["true &&\n\n  'a\\q'", "invalid escape sequence", 3, 5],
  ["[1, 2", 'expected "]", got the end', 1, 6],
  ["for", "reserved identifier: for", 1, 1],
  ["NULL NULL", "unexpected character", 1, 6],
  // names
  ["other.a", 'unknown variable "other"; known: self, resource', 1, 1],
  ["self.a ||\n  true ||\n    nope", 'unknown variable "nope"', 3, 5],
  ["self.a.all(x, y)", 'unknown variable "y"', 1, 15],
  ["self.a.all(x, x) && x", 'unknown variable "x"', 1, 21],
  ["constructor", 'unknown variable "constructor"', 1, 1],
  ["nope(1)", 'unknown function "nope"', 1, 1],
  ["toString(1)", 'unknown function "toString"', 1, 1],
  ["true &&\n  self.a\n   .nope(1)", 'unknown method "nope"', 3, 5],
  ["self.constructor()", 'unknown method "constructor"', 1, 6],
  ["self.a.statements()", 'unknown method "statements"; it is a function, as in statements(x)', 1, 8],
  ["startsWith(self.a, 'x')", 'unknown function "startsWith"; it is a method', 1, 1],
  // numbers of arguments
  ["size()", "size() takes 1 argument, got 0", 1, 1],
  ["statements()", "statements() takes 1 or 2 arguments, got 0", 1, 1],
  ["now(1)", "now() takes 0 arguments, got 1", 1, 1],
  ["self.a.startsWith()", "startsWith() takes 1 argument, got 0", 1, 8],
  ["self.a.all(x)", "all() takes 2 arguments, got 1", 1, 8],
  ["self.a.map(x, x, x, x)", "map() takes 2 or 3 arguments, got 4", 1, 8],
  ["has(self.a, self.b)", "has() takes one field", 1, 1],
  ["has(self)", "has() takes one field", 1, 1],
  ["has(self['a'])", "has() takes one field", 1, 1],
  // macros
  ["self.a.all(1, true)", "invalid predicate iteration variable", 1, 12],
  ["self.a.map(x.y, true)", "invalid predicate iteration variable", 1, 14],
  // what is not of the subset
  ["9007199254740992", "integer 9007199254740992 is beyond 2^53", 1, 1],
  ["self.a == 99999999999999999999", "is beyond 2^53", 1, 11],
  ["b'abc'", "bytes literals are not supported", 1, 1],
  ["1u", "unsigned integer literals are not supported", 1, 1],
  ["timestamp('2020-01-01T00:00:00Z')", 'unknown function "timestamp"', 1, 1],
  ["cel.bind(x, 1, x)", "unknown", 1, 5],
  ["self.?a", "expected a name", 1, 6],
  ["{1: 2}", "keys of maps must be strings", 1, 2],
  // patterns
  ["self.a.matches('(?=a)')", 'the pattern "(?=a)" uses lookaround', 1, 16],
  ["self.a.matches('(?<!a)b')", "uses lookaround", 1, 16],
  ["self.a.matches(r'(a)\\1')", "uses a backreference", 1, 16],
  ["self.a.matches('a(')", "is not a regular expression", 1, 16],
  ["self.a.matches(1)", "matches() takes a string, not a number", 1, 16],
])("%s is refused at its place", (expression, message, line, column) => {
  expect(mistake(expression).message).toContain(message);
  expect({ line: mistake(expression).line, column: mistake(expression).column }).toEqual({ line, column });
  expect(mistake(expression).message).not.toContain("\n");
});

test.each([
  ["an expression in many brackets", `${"(".repeat(100_000)}1${")".repeat(100_000)}`],
  ["an expression with many negations", `${"!".repeat(200_000)}true`],
  ["an expression with many operators", Array.from({ length: 20_000 }, () => "true").join(" || ")],
])("%s is refused, and does not crash", (_, expression) => {
  expect(mistake(expression).message).toMatch(/nested too deeply|maxDepth|maxAstNodes/);
});

test("an expression with some hundred operators is fine", () => {
  expect(parse(Array.from({ length: 500 }, () => "true").join(" || ")).kind).toBe("or");
});

test("the tree tells macros, methods and functions apart, with positions", () => {
  expect(parse("has(a.b) &&\n  a.c.exists(x, f(x) == 2.0)")).toEqual({
    kind: "and",
    position: { line: 1, column: 1 },
    left: {
      kind: "has",
      position: { line: 1, column: 1 },
      operand: { kind: "identifier", position: { line: 1, column: 5 }, name: "a" },
      field: "b",
    },
    right: {
      kind: "comprehension",
      position: { line: 2, column: 7 },
      macro: "exists",
      range: {
        kind: "select",
        position: { line: 2, column: 3 },
        operand: { kind: "identifier", position: { line: 2, column: 3 }, name: "a" },
        field: "c",
      },
      variable: "x",
      body: {
        kind: "equal",
        position: { line: 2, column: 17 },
        left: {
          kind: "call",
          position: { line: 2, column: 17 },
          name: "f",
          arguments: [{ kind: "identifier", position: { line: 2, column: 19 }, name: "x" }],
        },
        right: { kind: "literal", position: { line: 2, column: 25 }, type: "double", value: 2 },
      },
    },
  });
});
