import { andMore, count, cut, digits, place, printable } from "../../../src/policy/reports/wording";
import { finding } from "./results";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [1_234_567, "1,234,567"],
])("%i is written %s", (amount, written) => {
  expect(digits(amount)).toBe(written);
});

test("one is singular, none and many are plural", () => {
  expect([0, 1, 2].map((amount) => count(amount, "finding"))).toEqual(["0 findings", "1 finding", "2 findings"]);
  expect(andMore(9990)).toBe("and 9,990 more (see --format json)");
});

test("a place is file and line, file alone, or nothing", () => {
  expect(place(finding("high", { file: "a.tf", line: 3 }))).toBe("a.tf:3");
  expect(place(finding("high", { file: "a.tf", line: undefined }))).toBe("a.tf");
  expect(place(finding("high", { file: "" }))).toBe("");
});

test.each([
  ["plain and \u{1f600} stay", "plain and \u{1f600} stay"],
  ["\n\r\t", "\\n\\r\\t"],
  ["\u001b[31m", "\\u001b[31m"],
  ["\u009b\u2028\u202e\u2066", "\\u009b\\u2028\\u202e\\u2066"],
  ["\ud800", "\\ud800"],
])("%j is printed as %s", (text, printed) => {
  expect(printable(text)).toBe(printed);
});

test("a cut text is as long as asked at most, and splits no surrogate pair", () => {
  expect(cut("abcdef", 6)).toBe("abcdef");
  expect(cut("abcdefg", 6)).toBe("abc...");
  expect(cut("ab\u{1f600}defg", 6)).toBe("ab...");
});
