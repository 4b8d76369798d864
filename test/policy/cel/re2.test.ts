import { PatternError, re2 } from "../../../src/policy/cel/re2";

test.each<[string, readonly string[], readonly string[]]>([
  // pattern, what it finds, what it does not find
  ["a", ["a", "bab"], ["b", "A"]],
  ["^a$", ["a"], ["ab", "a\n", "b\na"]],
  ["(?i)^a$", ["A", "a"], ["b"]],
  ["(?m)^a$", ["a", "b\na\nc"], ["ab", "a\r"]],
  ["a.c", ["abc", "a\rc"], ["a\nc"]],
  ["(?s)a.c", ["a\nc"], ["ac"]],
  ["\\Aa\\z", ["a"], ["ab", "a\n"]],
  ["^\\s$", [" ", "\t"], ["\u00a0", "\v"]],
  ["^\\S$", ["a", "\u00a0"], [" "]],
  ["^[\\s-x]$", [" ", "-", "x"], ["a", "!"]],
  ["^[\\S]$", ["a", "\u00a0"], [" "]],
  ["^[\\w.-]+$", ["a.b-c_1"], ["a b"]],
  ["^[\\w-.]+$", ["a.b-c"], ["a b"]],
  ["^[[:alpha:]]+$", ["abc"], ["a1"]],
  ["^[[:punct:]]$", ["]", "\\", "-", "~"], ["a"]],
  ["^[]a]$", ["]", "a"], ["b"]],
  ["^[^]a]$", ["b"], ["]", "a"]],
  ["^[a[]$", ["a", "["], ["b"]],
  ["a{2}", ["aa"], ["a"]],
  ["^a{,2}$", ["a{,2}"], ["aa"]],
  ["^{x}$", ["{x}"], ["x"]],
  ["\\Qa.b\\E$", ["a.b"], ["axb"]],
  ["^(?P<name>a)(?:b)$", ["ab"], ["a"]],
  ["^\\p{Greek}\\pL$", ["\u03b1a"], ["aa"]],
  ["^\\P{L}$", ["1"], ["a"]],
  ["^\\x41\\x{1F600}$", ["A\u{1F600}"], ["A"]],
  ["^.$", ["\u{1F600}"], ["ab"]],
  ["^arn:aws:iam::\\d{12}:role/.+$", ["arn:aws:iam::123456789012:role/a"], ["arn:aws:iam::1:role/a"]],
  ['\\-\\/\\_\\"\\@', ['-/_"@'], ["-"]],
  ["^[\\-\\]\\^]+$", ["-]^"], ["a"]],
  ["a*?b", ["aab"], ["aa"]],
])("%s finds what RE2 finds", (pattern, found, missed) => {
  const expression = re2(pattern);
  expect(found.filter((text) => !expression.test(text))).toEqual([]);
  expect(missed.filter((text) => expression.test(text))).toEqual([]);
});

test.each([
  ["(?=a)", "lookaround"],
  ["(?!a)", "lookaround"],
  ["(?<=a)b", "lookaround"],
  ["(?<!a)b", "lookaround"],
  ["(a)\\1", "backreference"],
  ["(?P<n>a)\\k<n>", "backreference"],
  ["a(?i)b", "inside of the pattern"],
  ["(?i:a)", "inside of the pattern"],
  ["(?U)a", "flag U"],
  ["a**", "not a regular expression"],
  ["a++", "not a regular expression"],
  ["(", "not a regular expression"],
  [")", "not a regular expression"],
  ["[a", "set without an end"],
  ["[z-a]", "not a regular expression"],
  ["a\\", "ends too early"],
  ["\\Z", "escape \\Z"],
  ["\\C", "escape \\C"],
  ["[\\b]", "escape \\b"],
  ["a{1001}", "more than 1000"],
  ["\\x4", "incomplete escape"],
  ["\\p{Nope}", "not a regular expression"],
  ["[[:nope:]]", "uses the set"],
])("%s is refused", (pattern, reason) => {
  expect(() => re2(pattern)).toThrow(PatternError);
  expect(() => re2(pattern)).toThrow(reason);
});
