import { SEVERITIES } from "../../../src/policy/control";
import { countBySeverity, groupBy, groupByCategory, inOrder, isAtOrAbove } from "../../../src/policy/reports/order";
import { finding, oneOfEach } from "./results";

test("worst first, then by control, root and resource, whatever the locale", () => {
  const sorted = [
    finding("critical", { control: "Z" }),
    finding("high", { control: "A", root: "a", resource: "z" }),
    finding("high", { control: "A", root: "b", resource: "B" }),
    finding("high", { control: "A", root: "b", resource: "a" }),
    finding("high", { control: "A", root: "b", resource: "\u00e4" }),
    finding("high", { control: "B", root: "a", resource: "a" }),
    finding("low", { control: "A" }),
  ];
  expect(inOrder([...sorted].reverse())).toEqual(sorted);
});

test.each(SEVERITIES)("%s is at or above itself and what is milder", (severity) => {
  const at = SEVERITIES.indexOf(severity);
  expect(SEVERITIES.filter((threshold) => isAtOrAbove(severity, threshold))).toEqual(SEVERITIES.slice(at));
});

test("counts name every severity, categories only those with findings, by name", () => {
  const { findings } = oneOfEach();
  expect(countBySeverity([])).toEqual({ critical: 0, high: 0, medium: 0, low: 0 });
  expect([...groupByCategory(findings)].map(([category, members]) => [category, members.length])).toEqual([
    ["encryption", 1],
    ["network", 2],
    ["workload", 1],
  ]);
});

test("groups keep the order of their items", () => {
  expect([...groupBy(["b1", "a1", "b2"], (item) => item[0])]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
