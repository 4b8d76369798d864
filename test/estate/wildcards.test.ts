import fc from "fast-check";
import { wildcardMatches } from "../../src/estate/wildcards";

test.each<[string, string, boolean]>([
  ["", "", true],
  ["", "a", false],
  ["*", "", true],
  ["*", "s3:GetObject", true],
  ["s3:*", "s3:GetObject", true],
  ["s3:Get*", "s3:PutObject", false],
  ["s3:Get?bject", "s3:GetObject", true],
  ["s3:Get?", "s3:Get", false],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-b-b-d", false],
  ["a**", "a", true],
])("%p stands for %p: %p", (pattern, text, expected) => {
  expect(wildcardMatches(pattern, text)).toBe(expected);
});

test("a question mark stands for the letters that it is said to stand for", () => {
  const isVowel = (letter: string | undefined): boolean => "aeiou".includes(letter ?? "-");
  expect(wildcardMatches("b?d", "bad", isVowel)).toBe(true);
  expect(wildcardMatches("b?d", "bbd", isVowel)).toBe(false);
});

test("it is what a regular expression of the same meaning says", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      expect(wildcardMatches(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 500 },
  );
});

test("a text that would take a regular expression years takes no time", () => {
  expect(wildcardMatches("a*".repeat(40), `${"a".repeat(5000)}b`)).toBe(true);
  expect(wildcardMatches(`${"a*".repeat(40)}c`, "a".repeat(5000))).toBe(false);
});
