import { SEVERITIES } from "../../../src/policy/control";
import { REPORT_FORMATS } from "../../../src/policy/reports/options";
import { render } from "../../../src/policy/reports/render";
import { verdictOf } from "../../../src/policy/reports/verdict";
import { finding, oneOfEach, options, result, waived } from "./results";

test("a clean run says what was looked at", () => {
  expect(verdictOf(result(), options())).toMatchObject({
    word: "clean",
    sentence: "clean: 0 findings at or above high in 114 resources (97 controls)",
  });
});

test.each([
  ["critical", 1, "1 finding at or above critical"],
  ["high", 2, "2 findings at or above high"],
  ["medium", 3, "3 findings at or above medium"],
  ["low", 4, "4 findings at or above low"],
] as const)("failOn %s counts %i of one finding of each severity", (failOn, failing, sentence) => {
  expect(verdictOf(oneOfEach(), options({ failOn }))).toEqual({
    word: "findings",
    failing,
    undecidedFailing: 0,
    sentence,
  });
});

test.each(SEVERITIES)("waived and undecided %s findings leave a run clean", (severity) => {
  const of = result({ waived: [waived({ severity })], undecided: [finding(severity)] });
  expect(verdictOf(of, options({ failOn: "low" })).word).toBe("clean");
});

test.each(SEVERITIES)("strict: an undecided %s control fails the run when it is critical", (severity) => {
  const verdict = verdictOf(result({ undecided: [finding(severity)] }), options({ strict: true }));
  expect(verdict.word).toBe(severity === "critical" ? "findings" : "clean");
  expect(verdict.sentence.includes("1 critical control undecided in a strict run")).toBe(severity === "critical");
});

test.each(REPORT_FORMATS.filter((format) => format !== "json" && format !== "junit"))(
  "%s says the verdict in the same words",
  (format) => {
    expect(render(oneOfEach(), format, options())).toContain("2 findings at or above high");
  },
);
