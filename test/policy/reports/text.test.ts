import { renderText } from "../../../src/policy/reports/text";
import { finding, hostile, oneOfEach, options, result, thousands } from "./results";

/** Built, for a control character in a regular expression is taken for a mistake. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, "g");

function linesOf(report: string): readonly string[] {
  return report.trimEnd().split("\n");
}

test("an empty result is a summary and the verdict in the last line", () => {
  const lines = linesOf(renderText(result(), options()));
  expect(lines.at(-1)).toBe("clean: 0 findings at or above high in 114 resources (97 controls)");
  expect(lines[0]).toBe("SUMMARY");
});

test("the worst resource comes first, then what is waived, undecided and skipped, then the summary", () => {
  const lines = linesOf(renderText(oneOfEach(), options()));
  const headings = lines.filter((line) => /^(?: {2}(?:CRITICAL|HIGH|MEDIUM|LOW) |[A-Z]+\b)/.test(line));
  expect(headings).toEqual([
    "  CRITICAL  aws_s3_bucket.critical",
    "  HIGH  aws_s3_bucket.high",
    "  MEDIUM  aws_s3_bucket.medium",
    "  LOW  aws_s3_bucket.low",
    "WAIVED (1)",
    "UNDECIDED (1)",
    "SKIPPED (1)",
    "SUMMARY",
  ]);
});

test("a finding tells control, resource, construct, place, message, attribute and remedy", () => {
  const report = renderText(result({ findings: [finding("critical", { madeAt: "main.ts:14" })] }), options());
  expect(report).toContain(
    [
      "  CRITICAL  aws_s3_bucket.critical",
      "    construct prod/critical/Resource, made at main.ts:14",
      "    cdktf.out/stacks/prod/cdk.tf.json:12",
      "    critical  AWS_S3_NO_PUBLIC_ACL  AWS_S3_NO_PUBLIC_ACL holds",
      '      Found      acl is "public-read".',
      "      Attribute  acl",
      "      Remedy     Remove `acl`; SecureModelBucket has none.",
    ].join("\n"),
  );
});

test("findings of one cause are one story, with one remedy", () => {
  const bare = ["AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT", "AWS_S3_VERSIONING_PRESENT"].map((control, index) =>
    finding(index === 0 ? "critical" : "high", { control, resource: "aws_s3_bucket.bare", message: `No ${index}.` }),
  );
  const report = renderText(result({ findings: bare }), options());
  expect(report).toContain(
    [
      "    critical  The bucket lacks what protects it (2 findings)",
      "      - critical AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT: No 0.",
      "      - high AWS_S3_VERSIONING_PRESENT: No 1.",
      "      Remedy     A bucket of S3 is protected by resources beside it: add each of",
    ].join("\n"),
  );
  expect(report).not.toContain("Remove `acl`");
  expect(report).toContain("1 cause in 1 resource; 0 waived");
});

test("an address that is longer than a line is broken after a separator", () => {
  const resource = `module.${"platform.module.".repeat(12)}aws_s3_bucket.models`;
  const lines = linesOf(renderText(result({ findings: [finding("high", { resource })] }), options({ width: 100 })));
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines.map((line) => line.trim()).join("")).toContain(resource);
});

test("findings of one resource stand below it, once", () => {
  const both = [finding("high", { control: "A" }), finding("high", { control: "B" })];
  const lines = linesOf(renderText(result({ findings: both }), options()));
  expect(lines.filter((line) => line.includes("aws_s3_bucket.high"))).toHaveLength(1);
});

test("resources of one name in two roots, or in two namespaces, are two", () => {
  const same = [
    finding("high", { root: "a" }),
    finding("high", { root: "b" }),
    finding("high", { root: "b", namespace: "team" }),
  ];
  const lines = linesOf(renderText(result({ findings: same }), options()));
  expect(lines.filter((line) => line.includes("  aws_s3_bucket.high"))).toHaveLength(3);
});

test("the table counts by category and severity", () => {
  const report = renderText(oneOfEach(), options());
  expect(report).toContain("  category    critical  high  medium  low  total\n");
  expect(report).toContain("  network            1     0       0    1      2\n");
  expect(report).toContain("  total              1     1       1    1      4\n");
  expect(report).toContain("4 causes in 4 resources; 1 waived, 1 undecided; 114 resources, 97");
});

test("a waiver shows its reason, owner and expiry", () => {
  expect(renderText(oneOfEach(), options({ width: 200 }))).toContain(
    "aws_eks_cluster.waived: waived until 2027-01-31 by platform: Moves behind the VPN",
  );
});

test("thousands of findings of one control are told once, with the first ten resources", () => {
  const lines = linesOf(renderText(thousands(), options()));
  expect(lines.filter((line) => line.includes("aws_s3_bucket.critical["))).toHaveLength(10);
  expect(lines.filter((line) => line.includes("and 1,490 more (see --format json)"))).toHaveLength(4);
  expect(lines.length).toBeLessThan(150);
});

test.each([60, 80, 120])("lines of words stay within %i columns", (width) => {
  const message = "The policy lets everyone read the weights, and nobody knows since when. ".repeat(5).trim();
  const lines = linesOf(renderText(result({ findings: [finding("high", { message })] }), options({ width })));
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test("without colour no escape sequence comes out, whatever names hold", () => {
  const report = renderText(hostile(), options());
  expect([...report].filter((character) => character !== "\n" && /\p{Cc}/u.test(character))).toEqual([]);
  expect(report).toContain("\\u001b[2J");
});

test("with colour the words are the same", () => {
  const coloured = renderText(oneOfEach(), options({ colour: true }));
  expect(coloured).toContain("\u001b[");
  expect(coloured.replaceAll(COLOUR, "")).toBe(renderText(oneOfEach(), options()));
});

test("names cannot forge lines: a name with line feeds stays on one", () => {
  const report = renderText(result({ findings: [finding("high", { resource: "a\nclean: 0 findings" })] }), options());
  expect(linesOf(report).filter((line) => line.startsWith("clean"))).toEqual([]);
});
