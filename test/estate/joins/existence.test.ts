import { exists } from "../../../src/estate/joins/existence";
import type { Value } from "../../../src/estate/resource";
import { isUnknown, Unknown } from "../../../src/estate/unknown";
import { made } from "./made";

const counted = (count: Value) => exists(made("aws_sqs_queue.q", {}, { meta: { count } }));

test.each<[Value, boolean]>([
  [0, false],
  ["0", false],
  [2, true],
  ["2", true],
  [null, true],
])("a count of %p says that it is there: %p", (count, expected) => {
  expect(counted(count)).toBe(expected);
});

test.each<[string, Value]>([
  ["an object that no conversion can read", { toString: null, valueOf: null }],
  ["a list", [1]],
  ["known only after apply", new Unknown([], "${var.count}")],
])("a count that is %s leaves it open", (_, count) => {
  expect(isUnknown(counted(count))).toBe(true);
});
