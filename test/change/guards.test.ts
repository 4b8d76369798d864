import { DEFAULT_GUARDS, GUARD_WORDS, GuardError, judgeGuards, parseGuards } from "../../src/change/guards";
import type { ChangeParts } from "../../src/change/reasons";
import type { GuardResult } from "../../src/change/report";
import { verdictOf } from "../../src/change/verdict";
import { change, NO_COST, named, parts, pullRequest } from "./render/reports";

function request(): ChangeParts {
  const { summary, ...all } = pullRequest();
  return { ...all, warnings: summary.warnings };
}

function judgedGuards(asked: string, of: ChangeParts): readonly GuardResult[] {
  return judgeGuards(parseGuards(asked), of, verdictOf(of).verdict);
}

function judged(asked: string, of = request()): GuardResult {
  const [result, ...others] = judgedGuards(asked, of);
  expect(others).toEqual([]);
  return result ?? { guard: "", broken: false, found: "" };
}

test("every word is one, and the default is one of them", () => {
  expect(parseGuards(GUARD_WORDS.filter((word) => word !== "none").join(",")).map(({ word }) => word)).toEqual(
    GUARD_WORDS.filter((word) => word !== "none"),
  );
  expect(parseGuards(DEFAULT_GUARDS)).toMatchObject([{ word: "dangerous" }]);
});

test.each([
  ["destroy", { word: "destroy", above: 0 }],
  ["blast-radius>2", { word: "blast-radius", above: 2 }],
  [" cost > 500 ", { word: "cost", above: 500, asked: "cost>500" }],
  ["cost>0.50", { word: "cost", above: 0.5 }],
  ["cost:priced>500", { word: "cost", above: 500, pricedOnly: true }],
  ["findings", { word: "findings", severity: "high", above: 0 }],
  ["findings:medium>3", { word: "findings", severity: "medium", above: 3 }],
])("%j is understood", (text, guard) => {
  expect(parseGuards(text)).toMatchObject([guard]);
});

test.each([
  ["", /^"" is no guard; there are destroy, replace, .*, none$/],
  ["destroy,", /^"" is no guard/],
  ["destory", /^"destory" is no guard/],
  ["Destroy", /^"Destroy" is no guard/],
  ["__proto__", /^"__proto__" is no guard/],
  ["cost>", /^"cost>": behind > stands USD a month/],
  ["cost>-1", /behind > stands USD a month/],
  ["cost>1e3", /behind > stands USD a month/],
  ["cost>NaN", /behind > stands USD a month/],
  ["changes>2.5", /behind > stands a whole number, as in changes>2$/],
  ["changes>1>2", /behind > stands a whole number/],
  ["dangerous>1", /dangerous is a verdict and takes no threshold/],
  ["none>1", /none is a verdict and takes no threshold/],
  ["findings:urgent", /behind : stands one of critical, high, medium, low$/],
  ["cost:all", /behind : stands priced, or nothing$/],
  ["destroy:prod", /destroy takes nothing behind :$/],
  ["none,destroy", /^none lets every change pass and stands alone$/],
  ["x".repeat(1000), /^"x{57}\.\.\." is no guard/],
  ["a\nb", /^"a\\nb" is no guard/],
])("%j is refused in one line", (text, message) => {
  expect(() => parseGuards(text)).toThrow(GuardError);
  expect(() => parseGuards(text)).toThrow(message);
  expect(() => parseGuards(text)).not.toThrow(/\n/);
});

test.each([
  ["destroy", true, "1 to destroy"],
  ["destroy>1", false, "1 to destroy"],
  ["replace", true, "1 to replace, as an estimate"],
  ["changes>3", true, "4 changes"],
  ["changes>4", false, "4 changes"],
  ["blast-radius", true, "1 service hit"],
  ["blast-radius>1", false, "1 service hit"],
  ["exposure", true, "1 way in gained"],
  ["permissions", true, "1 principal with more permissions or trust"],
  ["permissions>1", false, "1 principal with more permissions or trust"],
  ["data-loss", true, "data of 1 S3 bucket lost"],
  ["findings", true, "1 new finding at or above high, and 1 undecided"],
  ["findings:critical", true, "1 new finding at or above critical"],
  ["findings:low>1", false, "1 new finding at or above low, and 1 undecided"],
  ["dangerous", true, "the verdict is dangerous"],
  ["review", true, "the verdict is dangerous"],
  ["none", false, "every change passes"],
])("a pull request, held to %s", (asked, broken, found) => {
  expect(judged(asked)).toEqual({ guard: asked, broken, found });
});

describe("cost", () => {
  const of = (low: number, high: number, unpriced = 0): ChangeParts =>
    parts({
      cost: {
        ...NO_COST,
        monthlyDelta: { low, high },
        unpriced: Array.from({ length: unpriced }, (_, index) => ({ ...named(`aws_instance.i${index}`), reason: "" })),
      },
    });
  test.each<[string, ChangeParts, boolean, string]>([
    ["cost", of(0, 0), false, "0.00 USD a month at most"],
    ["cost", of(-5, -5), false, "-5.00 USD a month at most"],
    ["cost", of(0, 0.01), true, "+0.01 USD a month at most"],
    ["cost>500", of(100, 500), false, "+500.00 USD a month at most"],
    ["cost>500", of(100, 812), true, "+812.00 USD a month at most"],
    ["cost>500", of(812, 100), true, "+812.00 USD a month at most"],
    ["cost>500", of(0, 0, 2), true, "0.00 USD a month and what 2 unpriced cost"],
    ["cost:priced>500", of(0, 0, 2), false, "0.00 USD a month and what 2 unpriced cost"],
    ["cost:priced>500", of(0, 501, 2), true, "+501.00 USD a month and what 2 unpriced cost"],
  ])("%s #%#", (asked, costs, broken, found) => {
    expect(judged(asked, costs)).toEqual({ guard: asked, broken, found });
  });
});

test("what is undecided counts as gained, and what is protected does not count as lost", () => {
  const { exposure, dataLoss } = request();
  const open = exposure.gained.map((reach) => ({ ...reach, undecided: true }));
  const kept = dataLoss.map((loss) => ({ ...loss, isProtected: true }));
  expect(judged("exposure", parts({ exposure: { gained: open, lost: [] } }))).toMatchObject({
    broken: true,
    found: "1 way in gained, 1 of them undecided",
  });
  expect(judged("data-loss", parts({ dataLoss: kept }))).toMatchObject({
    broken: false,
    found: "data of 0 resources lost, of 1 more protected",
  });
  const weaker = dataLoss.map((loss) => ({ ...loss, action: "update" as const }));
  expect(judged("data-loss", parts({ dataLoss: weaker }))).toMatchObject({
    broken: false,
    found: "data of 0 resources lost, 1 protected less than before",
  });
});

test("ways out count, and are told as what they are", () => {
  const { exposure } = request();
  const gained = exposure.gained.flatMap((reach) => [reach, { ...reach, what: `egress ${reach.what}` }]);
  expect(judged("exposure>1", parts({ exposure: { gained, lost: [] } }))).toMatchObject({
    broken: true,
    found: "1 way in and 1 out gained",
  });
});

test.each([
  ["review", true],
  ["dangerous", false],
])("a change to look at, held to %s", (asked, broken) => {
  const result = judged(asked, parts({ changes: [change("destroy", "aws_eip.a")] }));
  expect(result).toEqual({ guard: asked, broken, found: "the verdict is review" });
});

test("nothing breaks when nothing changes, whatever is asked", () => {
  const all = GUARD_WORDS.filter((word) => word !== "none").join(",");
  const results = judgedGuards(all, parts());
  expect(results).toHaveLength(GUARD_WORDS.length - 1);
  expect(results.filter(({ broken }) => broken)).toEqual([]);
});

test("guards are judged in the order asked", () => {
  const results = judgedGuards("cost>500,destroy,changes>100", request());
  expect(results.map(({ guard }) => guard)).toEqual(["cost>500", "destroy", "changes>100"]);
});
