import { renderMarkdown } from "../../../src/change/render/markdown";
import { change, HOSTILE_NAMES, hostile, huge, pullRequest, report } from "./reports";

const LONGEST = 65_000;

function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** Folds that are opened and closed in their order. */
function expectBalanced(text: string): void {
  const tags = text.match(/<\/?details>/g) ?? [];
  const open = tags.reduce((depth, tag) => {
    expect(depth).toBeGreaterThanOrEqual(0);
    return depth + (tag === "<details>" ? 1 : -1);
  }, 0);
  expect(open).toBe(0);
}

test("nothing changed is a line", () => {
  expect(renderMarkdown(report())).toBe(
    "<!-- modelkeep diff -->\n## modelkeep diff\n\n:white_check_mark: **safe**: no changes\n",
  );
});

test("the verdict and its reasons come first, then the sections, what cannot be taken back before the rest", () => {
  const text = renderMarkdown(pullRequest());
  expect(text).toContain(":no_entry: **dangerous**: 4 changes: 1 to create");
  expect(text).toContain("- **dangerous**: data of 1 S3 bucket is lost, and nothing protects it: aws_s3_bucket.old\n");
  expect(text).toContain("- review: 1 S3 bucket is destroyed: aws_s3_bucket.old\n");
  const headings = [...text.matchAll(/(?:^### |<summary><b>)([A-Z][A-Za-z ]+)/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Guards",
    "Data loss",
    "Exposure",
    "Permissions",
    "Blast radius",
    "Findings",
    "Cost",
    "Changes",
    "Before and after",
    "Drift",
  ]);
  expectBalanced(text);
});

test.each([
  ["data loss", "| **lost** | `aws_s3_bucket.old`<br>in `platform` | destroy loses the objects in it; force_destroy"],
  [
    "exposure",
    "| **opened** | `aws_security_group.gateway`<br>in `platform` | tcp 8501 from the internet (0.0.0.0/0) |",
  ],
  ["permissions", "+ read: s3:GetObject on arn:aws:s3:::acme-speech/bert/&#42;, through aws_iam_role_policy.bert |"],
  [
    "a hit with its path",
    "| **hit** | `endpoint resnet` | depends on what is replaced; tenant vision; prod<br>aws_eks_node_group.l4 -&#62; Deployment",
  ],
  ["a finding", "| **critical** | `aws_security_group.gateway`<br>in `prod` | AWS_S3_NO_PUBLIC_ACL: acl is"],
  [
    "cost",
    "| -294.75 to -1,179.01 | `aws_eks_node_group.l4`<br>in `platform` | 2 to 8 x g6.xlarge at 0.8048 USD an hour |",
  ],
  ["a change", "| **destroy** | `aws_s3_bucket.old`<br>in `platform` | - |"],
  ["a value", '| `instance_types.0` (replaces it) | `"g5.xlarge"` | `"g6.xlarge"` |'],
  ["a masked value", "| `ingress.0.description` | `(sensitive)` | `(known after apply)` |"],
  ["a guard", "| **broken** | `data-loss` | data of 1 S3 bucket lost |"],
])("%s has its row", (_, row) => {
  expect(renderMarkdown(pullRequest())).toContain(row);
});

test("warnings are a note above the reasons", () => {
  const text = renderMarkdown(report({ warnings: ["planning failed", "the plan is not complete"] }));
  expect(text).toContain("> [!WARNING]\n> planning failed\n>\n> the plan is not complete\n");
});

test("short lists are open, long ones folded", () => {
  const { exposure } = pullRequest();
  const gained = Array.from({ length: 16 }, (_, index) => ({ ...exposure.gained[0], resource: `aws_eip.e${index}` }));
  const long = renderMarkdown(report({ exposure: { gained: gained as typeof exposure.gained, lost: [] } }));
  expect(long).toContain("<summary><b>Exposure: 16 opened, 0 closed</b></summary>");
  expect(renderMarkdown(report({ exposure }))).toContain("### Exposure: 1 opened, 1 closed");
});

describe("20,000 of everything", () => {
  const text = renderMarkdown(huge());

  test("fit, in characters and in bytes", () => {
    expect(bytes(text)).toBeLessThan(LONGEST);
    expect(bytes(text)).toBeGreaterThan(50_000);
    expectBalanced(text);
  });

  test("what was cut is said in each part", () => {
    const said = [...text.matchAll(/^([\d,]+) of ([\d,]+) ([a-z ]+) not shown/gm)].map(
      ([, , of, noun]) => `${of} ${noun}`,
    );
    expect(said).toEqual([
      "20,000 warnings",
      "20,000 rows", // guards
      "20,000 rows", // data loss
      "40,000 rows", // exposure
      "20,000 rows", // permissions
      "20,000 rows", // blast radius
      "80,000 rows", // findings
      "60,000 rows", // cost
      "20,000 rows", // changes
      "10,000 changed resources",
      "20,000 rows", // drift
    ]);
  });

  test("the most important rows are shown, and their number is right", () => {
    const rows = text.match(/^\| \*\*destroy\*\* \| /gm) ?? [];
    const left =
      /([\d,]+) of 20,000 rows not shown[^\n]*\n\nWithout|([\d,]+) of 20,000 rows not shown[^\n]*\n\n<\/details>\n\n<details>\n<summary><b>Before/.exec(
        text,
      );
    const unseen = Number((left?.[1] ?? left?.[2] ?? "").replaceAll(",", ""));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.length + unseen).toBe(20_000);
    expect(text).not.toMatch(/^\| create \| `aws_s3_bucket/m);
  });
});

test.each([1, 40, 400])("very long names in %d times every place still fit", (times) => {
  const long = Array.from({ length: times }, (_, index) => `${index}${"\u{1f600}<|`*@".repeat(100)}`);
  const text = renderMarkdown(hostile(long));
  expect(bytes(text)).toBeLessThan(LONGEST);
  expectBalanced(text);
});

test("hostile names stay within their cells, and have no markup left", () => {
  const text = renderMarkdown(hostile());
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  expect(rows.length).toBeGreaterThan(HOSTILE_NAMES.length * 8);
  for (const row of rows) {
    expect(row.match(/\|/g)).toHaveLength(4);
  }
  const outside = text.replaceAll(/`[^`\n]*`/g, "");
  expect(outside).not.toMatch(/<(?!\/?(?:details|summary|b|br|code)>|!-- modelkeep)/);
  expect(outside).not.toMatch(/@[a-z]|https?:\/\/|\bwww\.|\]\(/);
  expect(text.split("\n").filter((line) => line.startsWith("::error"))).toEqual([]);
  expectBalanced(text);
});

test("values of what comes or goes are left to the JSON", () => {
  const attributes = [{ path: "bucket", after: { text: '"models"' }, replaces: false }];
  const text = renderMarkdown(report({ changes: [change("create", "aws_s3_bucket.a", { attributes })] }));
  expect(text).toContain("`aws_s3_bucket.a`");
  expect(text).not.toContain("Before and after");
});

test("of a resource with many values the first are shown, and the others counted", () => {
  const attributes = Array.from({ length: 40 }, (_, index) => ({
    path: `a${index}`,
    before: { text: "1" },
    replaces: false,
  }));
  const text = renderMarkdown(report({ changes: [change("update", "aws_s3_bucket.a", { attributes })] }));
  expect(text).toContain("| `a11` | `1` |  |");
  expect(text).not.toContain("`a12`");
  expect(text).toContain("28 more attributes of 40 (see --format json).");
});

test("a long line is not cut", () => {
  const of = pullRequest();
  const line = [...Array.from({ length: 40 }, (_, index) => `part ${index}`), "+1.00 USD a month"].join("; ");
  expect(renderMarkdown({ ...of, summary: { ...of.summary, line } })).toContain(`**dangerous**: ${line}\n`);
});
