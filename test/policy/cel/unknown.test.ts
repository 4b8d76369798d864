import type { Value } from "../../../src/estate/resource";
import { isUnknown, Unknown } from "../../../src/estate/unknown";
import { compile } from "../../../src/policy/cel/program";

const UNDECIDED = "undecided";

const u = new Unknown([{ root: "r", address: "aws_kms_key.a", attribute: "arn" }]);
const self: Value = {
  u,
  v: new Unknown(),
  image: new Unknown([], "${aws_ecr_repository.r.repository_url}@sha256:abc"),
  call: new Unknown([], '${join("@", ["a", "sha256:abc"])}'),
  one: 1,
  nothing: null,
  list: [1, u],
  map: { a: 1, u },
  maps: [{ a: u }, { a: 1 }],
};

test.each<[string, unknown]>([
  // access
  ["self.u.x", UNDECIDED],
  ["self.u[0]", UNDECIDED],
  ["self.u.x.y[1].z", UNDECIDED],
  ["[1][self.u]", UNDECIDED],
  ["{'a': 1}[self.u]", UNDECIDED],
  // a known end decides a pattern that asks for the end alone
  ["self.image.matches('@sha256:[a-c]+$')", true],
  ["self.image.matches('@sha256:[d-f]+$')", UNDECIDED],
  ["self.image.matches('^.*@sha256:[a-c]+$')", UNDECIDED],
  ["self.image.matches('@sha256:[a-c]+')", UNDECIDED],
  ["self.image.matches('x$|@sha256:abc$')", UNDECIDED],
  ["self.image.matches('abc\\\\$')", UNDECIDED],
  ["self.call.matches('sha256:abc$')", UNDECIDED],
  ["self.v.matches('abc$')", UNDECIDED],
  // equality
  ["self.u == 1", UNDECIDED],
  ["1 != self.u", UNDECIDED],
  ["self.u == self.u", UNDECIDED],
  ["self.u == self.v", UNDECIDED],
  ["self.u == null", false],
  ["null == self.u", false],
  ["self.u == self.nothing", false],
  ["self.u != null", true],
  ["self.u != self.nothing", true],
  ["self.list == [1, 2]", UNDECIDED],
  ["self.list == [2, 2]", false],
  ["self.list == [1]", false],
  ["self.list == [1, null]", false],
  ["self.map == {'a': 1, 'u': 1}", UNDECIDED],
  ["self.map == {'a': 2, 'u': 1}", false],
  ["self.map == {'a': 1}", false],
  ["self.list != [2, 2]", true],
  // what is within an unknown value may be null
  ["self.u.x == null", UNDECIDED],
  ["self.u[0].x != null", UNDECIDED],
  ["null in [self.u.x]", UNDECIDED],
  ["has({'a': self.u.x}.a)", UNDECIDED],
  ["(self.u ? null : 1) == null", UNDECIDED],
  // order and arithmetic
  ["self.u < 1", UNDECIDED],
  ["'a' >= self.u", UNDECIDED],
  ["(self.u + 1) == 2", UNDECIDED],
  ["-self.u == 1", UNDECIDED],
  // has
  ["has(self.u)", true],
  ["has(self.u.x)", UNDECIDED],
  ["has(self.map.u)", true],
  ["has(self.map.absent)", false],
  // in
  ["1 in self.list", true],
  ["2 in self.list", UNDECIDED],
  ["self.u in [1, 2]", UNDECIDED],
  ["1 in self.u", UNDECIDED],
  ["self.u in self.map", UNDECIDED],
  ["'u' in self.map", true],
  ["null in self.list", false],
  // size and strings
  ["size(self.u) == 1", UNDECIDED],
  ["size(self.list) == 2", true],
  ["self.list.size() == 2", true],
  ["self.u.size() == 2", UNDECIDED],
  ["self.u.startsWith('a')", UNDECIDED],
  ["'a'.startsWith(self.u)", UNDECIDED],
  ["self.u.matches('a')", UNDECIDED],
  ["'a'.matches(self.u)", UNDECIDED],
  ["string(self.u) == 'a'", UNDECIDED],
  ["int(self.u) == 1", UNDECIDED],
  ["self.u.split(',') == ['a']", UNDECIDED],
  // logic
  ["!self.u", UNDECIDED],
  ["self.u && true", UNDECIDED],
  ["true && self.u", UNDECIDED],
  ["self.u && false", false],
  ["false && self.u", false],
  ["self.u || true", true],
  ["true || self.u", true],
  ["self.u || false", UNDECIDED],
  ["false || self.u", UNDECIDED],
  ["self.u && self.v", UNDECIDED],
  ["self.u && self.absent", UNDECIDED],
  ["self.absent && self.u", UNDECIDED],
  ["self.u || self.absent", UNDECIDED],
  ["self.absent || self.u", UNDECIDED],
  ["self.one && self.u", UNDECIDED],
  ["self.u && self.one", UNDECIDED],
  // conditions
  ["self.u ? true : true", true],
  ["(self.u ? [1] : [1]) == [1]", true],
  ["self.u ? true : false", UNDECIDED],
  ["(self.u ? self.list : self.list) == 1", UNDECIDED],
  ["self.u ? self.absent : true", UNDECIDED],
  ["true ? self.u : false", UNDECIDED],
  // macros
  ["self.u.all(x, true)", UNDECIDED],
  ["self.u.exists(x, false)", UNDECIDED],
  ["self.u.filter(x, true) == []", UNDECIDED],
  ["self.u.map(x, 1) == []", UNDECIDED],
  ["self.u.exists_one(x, true)", UNDECIDED],
  ["self.list.all(x, x == 1)", UNDECIDED],
  ["self.list.all(x, x == 2)", false],
  ["self.list.exists(x, x == 1)", true],
  ["self.list.exists(x, x == 2)", UNDECIDED],
  ["self.list.all(x, x != null)", true],
  ["[self.u, 'a'].all(x, x < 1)", UNDECIDED],
  ["self.list.filter(x, x == 1).size() == 1", UNDECIDED],
  ["self.list.filter(x, x != null).size() == 2", true],
  ["self.list.map(x, x)[0] == 1", true],
  ["self.list.map(x, x)[1] == 1", UNDECIDED],
  ["self.list.map(x, x == 1, x) == [1]", UNDECIDED],
  ["self.list.exists_one(x, x == 1)", UNDECIDED],
  ["self.list.exists_one(x, x == 2)", UNDECIDED],
  ["(self.list + [1]).exists_one(x, x == 1)", false],
  ["self.maps.exists(m, m.a == 1)", true],
  ["self.maps.all(m, m.a == 1)", UNDECIDED],
  ["self.maps.all(m, has(m.a))", true],
  // literals
  ["[self.u][0] == null", false],
  ["{self.u: 1} == {'a': 1}", UNDECIDED],
  ["{'a': self.u}.a == 1", UNDECIDED],
])("%s", (expression, expected) => {
  const found = compile(expression, { functions: {}, variables: ["self"] }).value({ self }, undefined);
  expect(isUnknown(found) ? UNDECIDED : found).toBe(expected);
});

test.each(["self.list[self.one.x]", "null[self.u]", "self.u + self.absent", "true && self.absent", "self.list[2]"])(
  "%s is an error, whatever the unknown value will be",
  (expression) => {
    const failing = compile(expression, { functions: {}, variables: ["self"] });
    expect(() => failing.value({ self }, undefined)).toThrow();
  },
);
