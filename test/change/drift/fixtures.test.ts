import { readFileSync } from "node:fs";
import { join } from "node:path";
import { entriesOf, readingOf } from "./drift-plans";

const plan = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, "../../fixtures/drift", `${name}.json`), "utf8"));

/** What real Terraform said after what scripts/test-drift.ts did by hand. */
const BY_HAND: readonly (readonly [RegExp, string, RegExp, boolean])[] = [
  [/^aws_s3_bucket_public_access_block\.models_/, "security", /^AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT/, true],
  [/^aws_s3_bucket_versioning\.models_/, "security", /^AWS_S3_VERSIONING_ENABLED/, true],
  [/^aws_iam_role_policy\.resnet_/, "security", /gains s3:\* \(\d+ actions: [^)]+\) on \*/, true],
  [/^aws_iam_role\.resnet_/, "security", /gains policy AdministratorAccess \(every action\) \(admin\)/, false],
  [/^aws_cloudwatch_log_group\.log_/, "outage", /^it is gone, and with it the logs in it/, true],
  [/^aws_iam_role\.audit_DeliveryRole/, "harmless", /^only words and counters differ/, true],
];

describe.each(["by-hand", "by-hand-planned"])("%s", (name) => {
  const entries = entriesOf(plan(name));

  test.each(BY_HAND)("%s is %s", (address, group, reason, byApply) => {
    const entry = entries.find(({ resource }) => address.test(resource));
    expect(entry?.group).toBe(group);
    expect(entry?.reasons.map(({ text }) => text)).toContainEqual(expect.stringMatching(reason));
    expect(entry?.remedy.undo.byApply).toBe(byApply);
  });

  test("nothing that nobody touched is relevant", () => {
    const relevant = entries.filter(({ group }) => group !== "harmless");
    expect(relevant).toHaveLength(5);
    expect(relevant.every(({ resource }) => BY_HAND.some(([address]) => address.test(resource)))).toBe(true);
  });
});

test.each(["after-apply", "applied-again"])("%s: what the provider only repeats is harmless", (name) => {
  const entries = entriesOf(plan(name));
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.map(({ group, attributes }) => [group, attributes.length])).toEqual(
    entries.map(() => ["harmless", 0]),
  );
  expect(readingOf(plan(name)).sides.changes).toEqual([]);
});
