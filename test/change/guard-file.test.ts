import { parseGuardFile } from "../../src/change/guard-file";
import { InputError } from "../../src/estate/input-error";

test.each([
  ["failOn: [destroy, cost>500, findings:medium>3]", ["destroy", "cost>500", "findings:medium>3"]],
  ["# ours\nfailOn:\n  - data-loss\n  - 'blast-radius > 2'\n", ["data-loss", "blast-radius>2"]],
  ["failOn:\n  - destroy,replace\n", ["destroy", "replace"]],
  ["failOn: [none]", ["none"]],
  ['{"failOn": ["exposure"]}', ["exposure"]],
])("%j holds guards", (text, asked) => {
  expect(parseGuardFile("guards.yaml", text).map((guard) => guard.asked)).toEqual(asked);
});

test.each([
  ["", "guards.yaml:1:1: expected a map with the key failOn"],
  ["- destroy", "guards.yaml:1:1: expected a map with the key failOn"],
  ["destroy", "guards.yaml:1:1: expected a map with the key failOn"],
  ["failOn: [destroy]\nfail_on: []", "guards.yaml:2:1: unknown key fail_on; known are failOn"],
  ["__proto__: [destroy]", "guards.yaml:1:1: unknown key __proto__; known are failOn"],
  ["failOn: destroy", "guards.yaml:1:9: failOn must be a list of texts"],
  ["failOn:\n  - destroy\n  - 3", "guards.yaml:3:5: failOn must be a list of texts"],
  ["failOn:\n  - cost: 500", "guards.yaml:2:5: failOn must be a list of texts"],
  ["failOn: []", "guards.yaml:1:9: failOn names no guard; none lets every change pass"],
  ["{}", "guards.yaml:1:1: failOn names no guard; none lets every change pass"],
  ["failOn:\n  - destroy\n  - cost>lots", 'guards.yaml:3:5: "cost>lots": behind > stands USD a month'],
  ["failOn: [none, destroy]", "guards.yaml:1:9: none lets every change pass and stands alone"],
  ["failOn: [destroy", "guards.yaml:1:17: "],
  ["failOn: [destroy]\nfailOn: []", "guards.yaml:2:1: Map keys must be unique"],
  ["a: &a [x]\nb: [*a, *a]\nfailOn: [*c]", "guards.yaml"],
])("%j is refused with its place", (text, message) => {
  expect(() => parseGuardFile("guards.yaml", text)).toThrow(InputError);
  expect(() => parseGuardFile("guards.yaml", text)).toThrow(message);
});
