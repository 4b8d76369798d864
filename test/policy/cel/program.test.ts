import type { Value } from "../../../src/estate/resource";
import { isUnknown, Unknown } from "../../../src/estate/unknown";
import { CelEvaluationError } from "../../../src/policy/cel/evaluation-error";
import { compile, program } from "../../../src/policy/cel/program";

const self = JSON.parse(
  `{
    "text": "models", "one": 1, "two": 2, "half": 0.5, "yes": true, "no": false, "nothing": null,
    "list": [1, 2, 3], "empty": [], "mixed": [1, "a", null, true, [1], {"a": 1}],
    "tags": {"owner": "ml", "__proto__": "p", "constructor": "c", "blank": null},
    "rules": [{"port": 22, "cidrs": ["0.0.0.0/0"]}, {"port": 443, "cidrs": []}]
  }`,
) as Value;

function value(expression: string, of: Value = self): Value {
  return compile(expression, { functions: {}, variables: ["self"] }).value({ self: of }, undefined);
}

function plain(found: Value): unknown {
  return JSON.parse(JSON.stringify(found));
}

describe("values of expressions", () => {
  test.each<[string, unknown]>([
    // literals
    ["null", null],
    ["true", true],
    ["0x10", 16],
    ["2.5", 2.5],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
    ["'a' + \"b\" + r'\\d'", "ab\\d"],
    ["[1, 'a', [null]]", [1, "a", [null]]],
    ["{'a': 1, 'b': {'c': []}}", { a: 1, b: { c: [] } }],
    // access
    ["self.text", "models"],
    ["self['text']", "models"],
    ["self.list[2]", 3],
    ["self.list[1.0]", 2],
    ["self.rules[0].cidrs[0]", "0.0.0.0/0"],
    ["self.nothing", null],
    // equality
    ["self.one == 1.0", true],
    ["self.one == '1'", false],
    ["1 == '1'", false],
    ["self.one != null", true],
    ["self.nothing == null", true],
    ["self.list == [1, 2, 3]", true],
    ["self.list == [1, 2]", false],
    ["self.list == self.tags", false],
    ["{'a': [1]} == {'a': [1.0]}", true],
    ["{'a': null} == {'b': null}", false],
    ["self.rules[0] != self.rules[1]", true],
    ["double('nan') == double('nan')", false],
    // order
    ["self.one < self.two", true],
    ["2 <= 1.5", false],
    ["'a' < 'b'", true],
    ["false < true", true],
    ["3 > 2 && 2 >= 2", true],
    // arithmetic
    ["1 + 2 * 3 - 4", 3],
    ["7 / 2", 3],
    ["-7 / 2", -3],
    ["-7 % 2", -1],
    ["7.0 / 2.0", 3.5],
    ["double(7) / 2.0", 3.5],
    ["self.half * 2.0", 1],
    ["-self.two", -2],
    ["1.0 / 0.0 > 1.0", true],
    ["[1] + ['a']", [1, "a"]],
    // logic
    ["!self.yes", false],
    ["self.yes && self.no", false],
    ["self.yes || self.no", true],
    ["self.yes ? 'a' : 'b'", "a"],
    ["self.no ? self.absent : 'b'", "b"],
    // membership
    ["2 in self.list", true],
    ["'2' in self.list", false],
    ["[1] in self.mixed", true],
    ["'owner' in self.tags", true],
    ["'blank' in self.tags", true],
    ["1 in self.tags", false],
    // has
    ["has(self.text)", true],
    ["has(self.absent)", false],
    ["has(self.nothing)", false],
    ["has(self.nothing.deeper)", false],
    ["has(self.tags.owner)", true],
    ["has(self.rules[0].port)", true],
    // macros
    ["self.list.all(x, x > 0)", true],
    ["self.list.all(x, x > 1)", false],
    ["self.empty.all(x, x > 0)", true],
    ["self.list.exists(x, x == 3)", true],
    ["self.empty.exists(x, true)", false],
    ["self.list.exists_one(x, x > 2)", true],
    ["self.list.exists_one(x, x > 1)", false],
    ["self.list.filter(x, x != 2)", [1, 3]],
    ["self.list.map(x, x * 10)", [10, 20, 30]],
    ["self.list.map(x, x > 1, x * 10)", [20, 30]],
    ["self.tags.all(key, key.size() > 0)", true],
    ["self.rules.exists(rule, rule.port == 22 && rule.cidrs.exists(cidr, cidr == '0.0.0.0/0'))", true],
    ["self.list.map(x, self.list.filter(y, y > x).map(x, x))", [[2, 3], [3], []]],
    ["self.list.map(x, self.list.map(x, x)[0] + x)", [2, 3, 4]],
    ["self.list.map(self, self + 1)", [2, 3, 4]],
    // functions
    ["size(self.list)", 3],
    ["size({'a': 1})", 1],
    ["size('a\\U0001F600')", 2],
    ["string(1) + string(true) + string('x') + string(0.5)", "1truex0.5"],
    ["int('42') + int(2.9) + int(-2.9) + int('-1')", 41],
    ["double('1e3') + double(1)", 1001],
    ["self.text.startsWith('mod') && self.text.endsWith('els') && self.text.contains('ode')", true],
    ["self.text.size()", 6],
    ["self.list.size()", 3],
    ["'AbC\u00c4'.lowerAscii()", "abc\u00c4"],
    ["' a '.trim()", "a"],
    ["'a,b,c'.split(',')", ["a", "b", "c"]],
    ["'a,b,c'.split(',', 2)", ["a", "b,c"]],
    ["'ab'.split('')", ["a", "b"]],
    ["self.text.matches('^m.*s$')", true],
    ["self.text.matches('ode')", true],
    ["self.text.matches(self.text)", true],
    ["self.text.matches('^' + self.text + '$')", true],
    // comments and lines
    ["self.one == 1 // one\n && self.two == 2", true],
  ])("%s", (expression, expected) => {
    expect(plain(value(expression))).toEqual(expected);
  });
});

describe("errors of evaluation", () => {
  test.each([
    ["self.absent", "no such key: absent"],
    ["self['absent']", "no such key: absent"],
    ["self.nothing.x", "cannot read key x of null"],
    ["self.one.x", "cannot read key x of a number"],
    ["self.list[3]", "index 3 is out of range"],
    ["self.list[-1]", "index -1 is out of range"],
    ["self.list['0']", "a list is indexed by an integer, not by a string"],
    ["self.tags[0]", "a map is indexed by a string, not by a number"],
    ["self.text[0]", "cannot read an element of a string"],
    ["has(self.one.x)", "has() asks for key x of a number"],
    ["has(self.absent.x)", "no such key: absent"],
    ["self.one < 'a'", '"<" does not take a number and a string'],
    ["self.nothing < 1", '"<" does not take null and a number'],
    ["self.list < self.list", '"<" does not take a list and a list'],
    ["1 + 'a'", '"+" does not take a number and a string'],
    ["'a' - 'b'", '"-" does not take a string and a string'],
    ["1 / 0", "division by zero"],
    ["1 % 0", "modulo by zero"],
    ["1.5 % 2.0", '"%" takes integers only'],
    ["9007199254740991 + 1", "integer overflow"],
    ["-self.text", '"-" does not take a string'],
    ["!self.one", '"!" takes booleans, not a number'],
    ["self.one && true", '"&&" takes booleans, not a number'],
    ["self.one ? 1 : 2", '"?:" takes booleans, not a number'],
    ["1 in self.text", '"in" asks for an element of a string'],
    ["self.one.all(x, true)", "a macro goes over a list or a map, not over a number"],
    ["self.list.all(x, x)", "the condition of all() must be a boolean"],
    ["self.list.filter(x, x)", "the condition of filter() must be a boolean"],
    ["self.list.exists_one(x, x.y)", "cannot read key y of a number"],
    ["size(1)", "size() does not take a number"],
    ["int('1.5')", "int() cannot read"],
    ["int('9007199254740993')", "integer overflow"],
    ["double('x')", "double() cannot read"],
    ["string(null)", "string() does not take null"],
    ["self.one.startsWith('a')", "expected a string, got a number"],
    ["self.text.matches('(' + self.text)", "is not a regular expression"],
    ["{self.text: 1, 'models': 2}", 'key "models" is in the map twice'],
    ["{self.one: 1}", "keys of maps must be strings, not a number"],
  ])("%s", (expression, message) => {
    expect(() => value(expression)).toThrow(CelEvaluationError);
    expect(() => value(expression)).toThrow(message);
  });

  test("a scope without a declared variable is an error", () => {
    const missing = compile("self == null", { functions: {}, variables: ["self"] });
    expect(() => missing.value({}, undefined)).toThrow("variable self has no value");
  });

  test("a value that is nested too deeply is an error, not a crash", () => {
    let deep: Value = [];
    let twin: Value = [];
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = [deep];
      twin = [twin];
    }
    const comparison = compile("self.a == self.b", { functions: {}, variables: ["self"] });
    expect(() => comparison.run({ self: { a: deep, b: twin } }, undefined)).toThrow("nested too deeply");
  });
});

describe("absorbed errors", () => {
  test.each<[string, unknown]>([
    ["false && self.absent", false],
    ["self.absent && false", false],
    ["true || self.absent", true],
    ["self.absent || true", true],
    ["self.one && false", false],
    ["self.mixed.exists(x, x < 2)", true],
    ["self.mixed.all(x, x < 1)", false],
    ["[1, 'a', 3].exists(x, x == 3 || x.y)", true],
  ])("%s is decided", (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  test.each(["true && self.absent", "self.absent && true", "false || self.absent", "self.absent || false"])(
    "%s is an error",
    (expression) => {
      expect(() => value(expression)).toThrow("no such key: absent");
    },
  );

  test.each(["self.mixed.all(x, x < 5)", "self.mixed.exists(x, x > 5)", "self.mixed.filter(x, x > 5)"])(
    "%s is an error",
    (expression) => {
      expect(() => value(expression)).toThrow("does not take a string and a number");
    },
  );
});

describe("keys of the prototype", () => {
  test.each<[string, unknown]>([
    ["has(self.constructor)", false],
    ["has(self.toString)", false],
    ["'constructor' in self", false],
    ["'__proto__' in self", false],
    ["self.tags.constructor", "c"],
    ["self.tags['__proto__']", "p"],
    ["{'__proto__': 1}['__proto__']", 1],
    ["'a' in {'__proto__': {'a': 1}}", false],
    ["{'__proto__': 1} == {}", false],
  ])("%s", (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  test.each([
    "self.constructor",
    "self['__proto__']",
    "self.hasOwnProperty",
    "self.list['length']",
    "self.text['length']",
  ])("%s is an error", (expression) => {
    expect(() => value(expression)).toThrow(CelEvaluationError);
  });
});

describe("verdicts", () => {
  const run = (expression: string, of: Value): string =>
    compile(expression, { functions: {}, variables: ["self"] }).run({ self: of }, undefined);

  test("true holds, false fails, not known is undecided", () => {
    expect(run("self == 1", 1)).toBe("holds");
    expect(run("self == 1", 2)).toBe("fails");
    expect(run("self == 1", new Unknown())).toBe("undecided");
  });

  test.each([
    ["a string", "'true'"],
    ["a number", "1"],
    ["null", "null"],
    ["a list", "[true]"],
    ["a map", "{'a': true}"],
  ])("%s is not a verdict", (type, expression) => {
    expect(() => run(expression, null)).toThrow(`the expression gives ${type}, not a boolean`);
  });
});

describe("custom functions", () => {
  const context = { answer: 42 };
  const functions = {
    answer: { arity: 0, call: (_: readonly Value[], { answer }: typeof context) => answer },
    join: { arity: [1, 2], call: (args: readonly Value[]) => args.map(String).join("-") },
    texts: {
      arity: 1,
      takesUnknown: true,
      call: ([of]: readonly Value[]) => (isUnknown(of) ? (of.text ?? null) : "known"),
    },
    broken: {
      arity: 0,
      call: (): Value => {
        throw new Error("no policy\nat all");
      },
    },
  };
  const ask = (expression: string, of: Value = null): Value =>
    compile<typeof context>(expression, { functions, variables: ["self"] }).value({ self: of }, context);

  test("a function gets the context and its arguments", () => {
    expect(ask("answer()")).toBe(42);
    expect(ask("join(1)")).toBe("1");
    expect(ask("join('a', self)", "b")).toBe("a-b");
  });

  test("a function is not called with an Unknown, unless it takes them", () => {
    const unknown = new Unknown([], "${aws_iam_role.a.arn}");
    expect(isUnknown(ask("join('a', self)", unknown))).toBe(true);
    expect(ask("texts(self)", unknown)).toBe("${aws_iam_role.a.arn}");
  });

  test("a derived value never has the text of what it was derived from", () => {
    const unknown = new Unknown([], "${aws_iam_role.a.arn}");
    for (const expression of ["texts(self + 'x')", "texts(self.x)", "texts(self[0])", "texts(string(self))"]) {
      expect([expression, ask(expression, unknown)]).toEqual([expression, null]);
    }
  });

  test("a function that throws is an error of the expression, in one line", () => {
    expect(() => ask("broken()")).toThrow(new CelEvaluationError("no policy at all"));
    expect(ask("true || broken()")).toBe(true);
  });

  test("a function of CEL cannot be replaced", () => {
    const size = { arity: 1, call: (): Value => 1000 };
    expect(compile("size([])", { functions: { size }, variables: [] }).value({}, undefined)).toBe(0);
  });
});

describe("what an expression reads", () => {
  test.each([
    ["true", []],
    ["self.a == 1 && has(self.b) || self['c'].d.e", ["a", "b", "c"]],
    ["self.a.exists(x, x.b == self.c) && self.a", ["a", "c"]],
    ["[self.z, self.y].map(self, self.hidden)", ["z", "y"]],
    ["{'k': self.a}[self.b] ? f(self.c) : self.d.trim()", ["a", "b", "c", "d"]],
  ])("%s", (expression, reads) => {
    const functions = { f: { arity: 1, call: (): Value => null } };
    expect(compile(expression, { functions, variables: ["self"] }).reads).toEqual(reads);
  });
});

test("a program is compiled once for the same functions and variables", () => {
  const options = { functions: {}, variables: ["self"] };
  expect(program("self == 1", options)).toBe(program("self == 1", options));
  expect(program("self == 1", options)).not.toBe(program("self == 2", options));
  expect(() => program("self == 1", { ...options, variables: ["object"] })).toThrow('unknown variable "self"');
});
