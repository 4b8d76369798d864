import fc from "fast-check";
import { HiddenTexts } from "../../src/change/hidden-texts";

function hidden(...texts: readonly string[]): HiddenTexts {
  const all = new HiddenTexts();
  for (const text of texts) {
    all.add(text);
  }
  return all;
}

const SECRET = "Zq7vTokenReferer99";

test.each<[string, string, string]>([
  ["the text itself", SECRET, "(sensitive)"],
  ["in the middle", `x${SECRET}y`, "x(sensitive)y"],
  ["twice", `${SECRET}${SECRET}-${SECRET}`, "(sensitive)(sensitive)-(sensitive)"],
  ["at the end", `postgres://app:${SECRET}`, "postgres://app:(sensitive)"],
  ["a part of it is another text", SECRET.slice(0, -1), SECRET.slice(0, -1)],
  ["nothing of it", "aws_s3_bucket.models", "aws_s3_bucket.models"],
  ["no text", "", ""],
])("what is hidden is in no text: %s", (_, text, expected) => {
  expect(hidden(SECRET).redacted(text)).toBe(expected);
});

test("of two that begin alike the longer one is hidden whole", () => {
  expect(hidden("password", "password-of-the-vault").redacted("is password-of-the-vault")).toBe("is (sensitive)");
  expect(hidden("password", "password-of-the-vault").redacted("is password-of-mine")).toBe("is (sensitive)-of-mine");
});

test("a short text is hidden where it stands alone, and not inside of words", () => {
  const all = hidden("secret", "ab");
  expect(all.redacted("secret")).toBe("(sensitive)");
  expect(all.redacted("aws_secretsmanager_secret.s")).toBe("aws_secretsmanager_secret.s");
  expect(all.redacted("ab")).toBe("ab");
});

test("whether there is anything to hide", () => {
  expect([hidden().isEmpty, hidden("ab").isEmpty, hidden("abcdef").isEmpty]).toEqual([true, true, false]);
  expect([hidden("abcdef").has("abcdef"), hidden("abcdef").has("abcde"), hidden("abcdef").has(7)]).toEqual([
    true,
    false,
    false,
  ]);
});

test("whatever is hidden, and wherever it stands, it is not in what is shown", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "=", "(", '"'), minLength: 8, maxLength: 14 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.string(), fc.string(), (texts, start, end) => {
      const shown = hidden(...texts).redacted(`${start}${texts.join("|")}${end}`);
      expect(texts.filter((each) => shown.includes(each))).toEqual([]);
    }),
  );
});
