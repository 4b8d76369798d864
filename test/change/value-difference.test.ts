import fc from "fast-check";
import { differences, isSame } from "../../src/change/value-difference";
import type { Value } from "../../src/estate/resource";
import { Unknown } from "../../src/estate/unknown";

const REFERENCE = { root: "r", address: "aws_kms_key.k", attribute: "arn" };

test.each<[string, Value, Value, boolean]>([
  ["an attribute that is null is not set", { a: 1, b: null }, { a: 1 }, true],
  ["a list in another order is another list", [1, 2], [2, 1], false],
  ["expressions that are written alike are one", new Unknown([], "${a}"), new Unknown([], "${a}"), true],
  ["expressions that are written otherwise are not", new Unknown([], "${a}"), new Unknown([], "${b}"), false],
  ["what a plan does not know is told by its references", new Unknown([REFERENCE]), new Unknown([REFERENCE]), true],
  [
    "another target is another value",
    new Unknown([REFERENCE]),
    new Unknown([{ ...REFERENCE, attribute: "id" }]),
    false,
  ],
  ["unknown is not null", new Unknown(), null, false],
  ["unknown is not a text", new Unknown([], "a"), "a", false],
  ["what every object inherits is not set", { constructor: 1 }, {}, false],
  ["an empty list is not null", [], null, false],
  ["an object is no list", {}, [], false],
])("%s", (_, one, other, expected) => {
  expect(isSame(one, other)).toBe(expected);
  expect(isSame(other, one)).toBe(expected);
});

test.each<[string, Value, Value, readonly string[]]>([
  ["a leaf", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ["a.c"]],
  ["an element that came first shifts no others", { a: ["x", "y"] }, { a: ["w", "x", "y"] }, ["a.0"]],
  ["an element that went", { a: ["w", "x", "y"] }, { a: ["x", "y"] }, ["a.0"]],
  [
    "a block that changes, among others",
    { r: [{ p: 1 }, { p: 2, q: 1 }] },
    { r: [{ p: 1 }, { p: 2, q: 9 }] },
    ["r.1.q"],
  ],
  ["a list in another order, as a whole", { a: [1, 2] }, { a: [2, 1] }, ["a"]],
  [
    "what differs in two policies",
    { policy: JSON.stringify({ Statement: [{ Action: "s3:GetObject", Effect: "Allow" }] }) },
    { policy: JSON.stringify({ Statement: [{ Action: "s3:*", Effect: "Allow" }] }) },
    ["policy.Statement.0.Action"],
  ],
  ["documents that are written otherwise, as a whole", { policy: '{"a":1}' }, { policy: '{ "a": 1 }' }, ["policy"]],
  ["an attribute that is set", {}, { a: false }, ["a"]],
  ["an attribute named as those of every object", {}, { constructor: 1 }, ["constructor"]],
])("differences: %s", (_, before, after, paths) => {
  expect(differences(before as never, after as never).map(({ path }) => path)).toEqual(paths);
});

const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Value>(null, true, 0, "a", ""),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), tie("value")),
  ),
})).value;

test("differences are none exactly when the values are the same", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.dictionary(fc.string(), value), (one, other) => {
      expect(differences(one, structuredClone(one))).toEqual([]);
      expect(differences(one, other).length === 0).toBe(isSame(one, other));
      expect(differences(one, other)).toHaveLength(differences(other, one).length);
    }),
  );
});
