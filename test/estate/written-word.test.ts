import type { Value } from "../../src/estate/resource";
import { isUnknown, Unknown } from "../../src/estate/unknown";
import { numberIn, wordOf } from "../../src/estate/written-word";

test.each<readonly [value: Value, word: string, number: number]>([
  ["443", "443", 443],
  [443, "443", 443],
  ["tcp", "tcp", Number.NaN],
  [true, "true", 1],
  [null, "null", 0],
])("%p is read as %p, and as the number %p", (value, word, number) => {
  expect([wordOf(value), numberIn(value)]).toEqual([word, number]);
});

test.each<readonly [what: string, value: Value]>([
  ["an object", {}],
  ["an object that no conversion can read", { toString: null, valueOf: null }],
  ["a list", ["tcp"]],
  ["a list of such an object", [{ toString: null }]],
  ["what is known only after apply", new Unknown([], "${var.port}")],
])("%s is not known", (_, value) => {
  expect([isUnknown(wordOf(value)), isUnknown(numberIn(value))]).toEqual([true, true]);
});
