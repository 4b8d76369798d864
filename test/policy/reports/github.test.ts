import { renderGithub } from "../../../src/policy/reports/github";
import { finding, hostile, oneOfEach, options, result, thousands } from "./results";

function linesOf(report: string): readonly string[] {
  return report.trimEnd().split("\n");
}

test("an empty result is the total alone", () => {
  expect(linesOf(renderGithub(result(), options()))).toEqual([
    "::notice title=modelkeep check::clean: 0 findings at or above high in 114 resources (97 controls); 0 findings in all; 0 waived; 0 undecided",
  ]);
});

test("severities become error, error, warning and notice, on their lines, worst first", () => {
  const lines = linesOf(renderGithub(oneOfEach(), options()));
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["::error", "::error", "::warning", "::notice", "::notice"]);
  expect(lines[0]).toBe(
    '::error file=cdktf.out/stacks/prod/cdk.tf.json,line=12,title=AWS_S3_NO_PUBLIC_ACL%3A AWS_S3_NO_PUBLIC_ACL holds::aws_s3_bucket.critical (prod/critical/Resource): acl is "public-read". Remedy: Remove `acl`; SecureModelBucket has none.',
  );
});

test("a finding without a file has neither file nor line", () => {
  const [line] = linesOf(renderGithub(result({ findings: [finding("high", { file: "" })] }), options()));
  expect(line).toMatch(/^::error title=/);
});

test("of 6,000 findings the worst show: ten errors, ten warnings, nine notices and the total as the tenth", () => {
  const lines = linesOf(renderGithub(thousands(), options()));
  const count = (command: string): number => lines.filter((line) => line.startsWith(`::${command} `)).length;
  expect([count("error"), count("warning"), count("notice")]).toEqual([10, 10, 10]);
  expect(lines.slice(0, 10).every((line) => line.includes("aws_s3_bucket.critical["))).toBe(true);
  expect(lines.at(-1)).toContain(
    "6,000 findings in all; 0 waived; 0 undecided; 5,971 not annotated (see --format json)",
  );
});

test("hostile names forge no command and end no property", () => {
  const lines = linesOf(renderGithub(hostile(), options({ strict: true })));
  expect(lines).toHaveLength(11);
  for (const line of lines) {
    expect(line).toMatch(/^::(?:error|notice) (?:file=[^:,]*,line=12,)?title=[^:,]*::/);
    expect([...line].filter((character) => /\p{Cc}/u.test(character))).toEqual([]);
  }
});

test.each([
  ["100%", "100%25"],
  ["a:b,c", "a%3Ab%2Cc"],
  ["a\r\nb", "a\\r\\nb"],
])("the file %j is written as %s", (file, written) => {
  const [line] = linesOf(renderGithub(result({ findings: [finding("high", { file })] }), options()));
  // Backslashes become slashes only where the path has them.
  expect(line).toContain(`::error file=${written},line=12,`);
});

test("undecided critical controls are errors of a strict run only", () => {
  const of = result({ undecided: [finding("critical"), finding("high")] });
  expect(linesOf(renderGithub(of, options()))).toHaveLength(1);
  expect(linesOf(renderGithub(of, options({ strict: true })))).toHaveLength(2);
});
