import { renderMarkdown } from "../../../src/policy/reports/markdown";
import { code, prose } from "../../../src/policy/reports/markdown-escape";
import { finding, HOSTILE_NAMES, hostile, oneOfEach, options, result, thousands, waived } from "./results";

function rowsOf(report: string): readonly string[] {
  return report.split("\n").filter((line) => /^\| (?:critical|high|medium|low) \| [`<]/.test(line));
}

test("an empty result is the verdict and the counts", () => {
  const report = renderMarkdown(result(), options());
  expect(report).toContain("**clean: 0 findings at or above high in 114 resources (97 controls)**");
  expect(report).not.toContain("### Findings");
  expect(report).not.toContain("<details>");
});

test("findings come worst first, and remedies, waived and undecided ones are collapsed", () => {
  const report = renderMarkdown(oneOfEach(), options());
  expect(rowsOf(report).map((row) => row.split(" ")[1])).toEqual(["critical", "high", "medium", "low"]);
  expect(report).toContain("| 1 | 1 | 1 | 1 | 1 | 1 |");
  expect(report).toContain("<summary>Waived (1)</summary>");
  expect(report).toContain("`aws_eks_cluster.waived`: Moves behind the VPN (owner platform, expires 2027-01-31)");
  expect(report).toContain("<summary>Undecided (1)</summary>");
  expect(report.match(/<details>/g)).toHaveLength(report.match(/<\/details>/g)?.length ?? -1);
});

test("6,000 findings fit, the least severe are cut, and the comment says how many", () => {
  const findings = thousands().findings.map((each) => ({
    ...each,
    resource: each.resource.replace(/\[(\d+)\]/, "_$1"),
  }));
  const report = renderMarkdown(result({ findings }), options());
  const rows = rowsOf(report);
  expect(report.length).toBeLessThanOrEqual(65_000);
  expect(rows.length).toBeGreaterThan(200);
  expect(rows.every((row) => row.startsWith("| critical |"))).toBe(true);
  const left = (6000 - rows.length).toLocaleString("en-US");
  expect(report).toContain(`${left} rows of the least severe not shown (see --format json).`);
});

test("instances of one block are one row, and findings of one cause too", () => {
  const bare = ["AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT", "AWS_S3_VERSIONING_PRESENT"].map((control) =>
    finding("high", { control, resource: "aws_s3_bucket.bare" }),
  );
  const rows = rowsOf(renderMarkdown(result({ findings: [...thousands().findings, ...bare] }), options()));
  expect(rows).toHaveLength(5);
  expect(rows[0]).toContain("and 1,499 instances more");
  expect(rows.filter((row) => row.includes("The bucket lacks what protects it:<br>"))).toHaveLength(1);
});

test("thousands of long and hostile findings in every section still fit", () => {
  const long = HOSTILE_NAMES.join("").repeat(20);
  const findings = Array.from({ length: 3000 }, (_, index) =>
    finding("high", {
      control: `C${index}`,
      title: long,
      message: long,
      resource: long,
      remediation: long,
      rationale: long,
    }),
  );
  const accepted = findings.map((each) =>
    waived({ ...each, waiver: { reason: long, owner: long, expires: long, source: long } }),
  );
  const skipped = findings.map(() => ({ path: long, reason: long }));
  const report = renderMarkdown(result({ findings, waived: accepted, undecided: findings, skipped }), options());
  expect(report.length).toBeLessThanOrEqual(65_000);
  expect(rowsOf(report).length).toBeGreaterThan(0);
  expect(report.match(/<details>/g)).toHaveLength(report.match(/<\/details>/g)?.length ?? -1);
});

test("hostile names stay within their cells", () => {
  const rows = rowsOf(renderMarkdown(hostile(), options()));
  expect(rows).toHaveLength(HOSTILE_NAMES.length);
  for (const row of rows) {
    expect(row.match(/\|/g)).toHaveLength(5);
  }
});

test.each(HOSTILE_NAMES)("hostile in prose: %j has no markup left", (name) => {
  const escaped = prose(name);
  expect(escaped).not.toMatch(/[<>`|*[\]~\n\r$]|@\w|:\/\/|www\.|(?:^|[^&])#\d/);
});

test.each([
  ["aws_s3_bucket.models", "`aws_s3_bucket.models`"],
  ["@octocat", "`@octocat`"],
  ["<b>", "`<b>`"],
  ["a|b", "<code>a&#124;b</code>"],
  ["a`b", "<code>a&#96;b</code>"],
  ["a\nb", "`a\\nb`"],
  ["", "-"],
  ["  ", "-"],
])("the name %j is the code %s", (name, written) => {
  expect(code(name)).toBe(written);
});
