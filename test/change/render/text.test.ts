import { renderText } from "../../../src/change/render/text";
import { change, hostile, huge, NO_COST, named, pullRequest, report } from "./reports";

/** Built, for a control character in a regular expression is taken for a mistake. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`, "g");

function linesOf(of = pullRequest(), width = 100): readonly string[] {
  return renderText(of, { colour: false, width }).trimEnd().split("\n");
}

test("nothing changed is one line", () => {
  expect(renderText(report(), { colour: false })).toBe("SAFE  no changes\n");
});

test("the verdict comes first, then why, then the sections that have something", () => {
  const lines = linesOf();
  expect(lines[0]).toMatch(
    /^DANGEROUS {2}4 changes: 1 to create, 1 to replace, 1 to update, 1 to destroy; 1 service hit/,
  );
  expect(lines[3]).toBe("  dangerous  data of 1 S3 bucket is lost, and nothing protects it: aws_s3_bucket.old");
  expect(lines.filter((line) => /^[A-Z][A-Z ]+\b/.test(line)).map((line) => line.split("  ")[0])).toEqual([
    "DANGEROUS",
    "DATA LOSS",
    "EXPOSURE",
    "PERMISSIONS",
    "BLAST RADIUS",
    "FINDINGS",
    "COST",
    "CHANGES",
    "DRIFT",
    "GUARDS",
  ]);
});

test.each([
  ["data loss", "  lost  aws_s3_bucket.old (platform): destroy loses the objects in it; force_destroy deletes what is"],
  ["exposure gained", "  opened  aws_security_group.gateway (platform): tcp 8501 from the internet (0.0.0.0/0)"],
  ["exposure lost", "  closed  Service/resnet (vision): tcp 8501 from the whole cluster (every pod); through"],
  ["a principal", "  trust  role speech-bert (speech): aws_iam_role.bert"],
  ["trust", "           + may be assumed by system:serviceaccount:speech:bert if StringEquals aud"],
  ["a service hit", "  hit    endpoint resnet: depends on what is replaced; tenant vision; prod"],
  ["its path", "           aws_eks_node_group.l4 -> Deployment/resnet (pods land in the pool)"],
  ["a service added", "  added  endpoint bert: tenant speech"],
  ["a finding", '  critical   aws_security_group.gateway (prod): AWS_S3_NO_PUBLIC_ACL: acl is "public-read"'],
  ["GPU hours", "  +1,460 to +5,840 h    NVIDIA L4: GPU hours a month"],
  ["a price", "  -294.75 to -1,179.01  aws_eks_node_group.l4 (platform): 2 to 8 x g6.xlarge at 0.8048 USD an hour"],
  ["no price", "  unpriced              kubernetes_deployment_v1.bert (speech): the pool that it lands in"],
  ["the date of prices", "  Prices: AWS price list us-east-1 of 2026-11-02; 730 hours a month."],
  ["a value", '             instance_types.0: "g5.xlarge" -> "g6.xlarge" (replaces it)'],
  ["hidden values", "             ingress.0.description: (sensitive) -> (known after apply)"],
  ["the estimate", "  Without a plan, what is replaced and what is updated in place is an estimate."],
  ["drift", "  update  aws_s3_bucket_versioning.models (platform): updated outside of Terraform"],
  ["a broken guard", "  broken  cost>500: -1,179.01 USD a month at most, and 1 unpriced"],
  ["a guard that holds", "  holds   changes>100: 4 changes"],
])("%s has its line", (_, line) => {
  expect(linesOf()).toContain(line);
});

test("a plan is no estimate, and one root needs no name", () => {
  const text = renderText(report({ changes: [change("destroy", "aws_s3_bucket.old")] }), { colour: false });
  expect(text).toContain("\n  destroy  aws_s3_bucket.old\n");
  expect(text).not.toContain("estimate");
});

test("what a change says besides its values", () => {
  const text = renderText(
    report({
      changes: [
        change("replace", "aws_eip.b", { previousAddress: "aws_eip.a", reason: "tainted", createsFirst: true }),
        change("import", "aws_eip.c", { importId: "eipalloc-1" }),
        change("create", "aws_eip.d", { deferred: "resource_config_unknown" }),
      ],
    }),
    { colour: false },
  );
  expect(text).toContain("  replace  aws_eip.b: tainted; the new one is made first; was aws_eip.a\n");
  expect(text).toContain("  import   aws_eip.c: id eipalloc-1\n");
  expect(text).toContain("  create   aws_eip.d: left to a later plan: resource_config_unknown\n");
});

test("warnings stand between the verdict and the reasons", () => {
  const lines = linesOf(report({ warnings: ["planning failed: what follows is a part"] }));
  expect(lines).toEqual([
    "REVIEW  no changes",
    "  warning    planning failed: what follows is a part",
    "  review     the report comes with 1 warning",
  ]);
});

test("long lists are cut, and what is left is counted", () => {
  const lines = linesOf(huge(2000));
  expect(lines.length).toBeLessThan(260);
  expect(lines.filter((line) => line.includes("and 1,990 more (see --format json)")).length).toBeGreaterThanOrEqual(5);
  expect(lines.filter((line) => /^ {2}destroy {2}/.test(line))).toHaveLength(10);
});

test("a list of fifteen is whole", () => {
  const changes = Array.from({ length: 15 }, (_, index) => change("destroy", `aws_eip.e${index}`));
  const lines = linesOf(report({ changes }));
  expect(lines.filter((line) => line.startsWith("  destroy  "))).toHaveLength(15);
});

test("values of a resource are cut at four, unless one more is all", () => {
  const attributes = (amount: number) =>
    Array.from({ length: amount }, (_, index) => ({ path: `a${index}`, after: { text: "1" }, replaces: false }));
  const text = (amount: number) =>
    renderText(report({ changes: [change("update", "aws_eip.a", { attributes: attributes(amount) })] }), {
      colour: false,
    });
  expect(text(5)).toContain("a4: (not set) -> 1");
  expect(text(30)).toContain("a3: (not set) -> 1");
  expect(text(30)).not.toContain("a4:");
  expect(text(30)).toContain("and 26 more (see --format json)");
});

test.each([40, 60, 80, 100, 140])("%d columns are held", (width) => {
  for (const each of [report(), pullRequest(), hostile(), huge(50)]) {
    const wide = linesOf(each, width).filter((line) => [...line].length > width);
    expect(wide).toEqual([]);
  }
});

test("a label that is longer than its column stands alone", () => {
  const delta = { low: -1_234_567.89, high: 1_234_567.89 };
  const items = [{ ...named("aws_instance.a"), before: null, after: null, delta, basis: "how" }];
  const lines = linesOf(report({ cost: { ...NO_COST, monthlyDelta: delta, items } }), 60);
  const at = lines.indexOf("  -1,234,567.89 to +1,234,567.89");
  expect(at).toBeGreaterThan(0);
  expect(lines[at + 1]?.trim()).toBe("aws_instance.a: how");
});

test("colours change nothing but colours", () => {
  const coloured = renderText(pullRequest(), { colour: true });
  const plain = renderText(pullRequest(), { colour: false });
  expect(coloured).not.toBe(plain);
  expect(coloured.replaceAll(COLOUR, "")).toBe(plain);
  expect(coloured.replaceAll(COLOUR, "")).not.toContain(String.fromCharCode(27));
});

test("hostile names drive no terminal and forge no line", () => {
  const text = renderText(hostile(), { colour: false });
  const lines = text.split("\n");
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
  expect(lines.filter((line) => line.startsWith("::error"))).toEqual([]);
  expect(text).toContain("\\u001b[2J");
});

test("the order of what was given does not matter for changes and drift", () => {
  const { changes } = pullRequest();
  const one = renderText(report({ changes }), { colour: false });
  expect(renderText(report({ changes: [...changes].reverse() }), { colour: false })).toContain(
    one.slice(one.indexOf("CHANGES")),
  );
});
