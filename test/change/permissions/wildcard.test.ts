import fc from "fast-check";
import { patternCovers, patternsMeet } from "../../../src/change/permissions/wildcard";

test.each<[wide: string, narrow: string, covers: boolean]>([
  ["a", "a", true],
  ["*", "a*b", true],
  ["a*", "a", true],
  ["a*", "ab*", true],
  ["ab*", "a*", false],
  ["a?", "a*", false],
  ["a*", "a?", true],
  ["a?c", "abc", true],
  ["*c", "a*c", true],
  ["a*c", "a*", false],
  ["a*b*c", "axxbyyc", true],
  ["", "", true],
  ["", "a", false],
])("%j covers %j: %s", (wide, narrow, covers) => {
  expect(patternCovers(wide, narrow)).toBe(covers);
});

test.each<[one: string, other: string, meet: boolean]>([
  ["a*", "*b", true],
  ["a*", "b*", false],
  ["a?", "?b", true],
  ["a?c", "ab", false],
  ["a*c", "ab*", true],
  ["*a*", "*b*", true],
  ["a", "b", false],
  ["a*x", "*y", false],
])("%j and %j have something in common: %s", (one, other, meet) => {
  expect(patternsMeet(one, other)).toBe(meet);
  expect(patternsMeet(other, one)).toBe(meet);
});

test("patterns say of one another what their texts say", () => {
  const letters = fc.constantFrom("a", "b");
  const text = fc.string({ unit: letters, maxLength: 5 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });
  fc.assert(
    fc.property(pattern, pattern, fc.array(text, { minLength: 1, maxLength: 20 }), (one, other, texts) => {
      const of = (each: string): string[] => texts.filter((value) => patternCovers(each, value));
      if (patternCovers(one, other)) {
        expect(of(one)).toEqual(expect.arrayContaining(of(other)));
      }
      if (of(one).some((value) => of(other).includes(value))) {
        expect(patternsMeet(one, other)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test("no pattern takes exponential time", () => {
  const many = `${"*a".repeat(200)}*`;
  expect(patternCovers(many, "a".repeat(199))).toBe(false);
  expect(patternsMeet(`${many}b`, `${"a*".repeat(200)}c`)).toBe(false);
});
