import { dataLossOf } from "../../src/change/data-loss";
import { sidesOf } from "../support/sides";

type Resource = Readonly<Record<string, unknown>>;

function lossOf(kind: string, resource: Resource) {
  return dataLossOf(sidesOf({ resource: { [kind]: { it: resource } } }, { resource: {} }))[0];
}

test.each<[string, string, Resource, string]>([
  ["a bucket that is emptied", "aws_s3_bucket", { force_destroy: true }, "force_destroy deletes what is in it"],
  [
    "a secret without a window",
    "aws_secretsmanager_secret",
    { recovery_window_in_days: 0 },
    "recovery_window_in_days is 0: it cannot be restored",
  ],
  [
    "a database without a snapshot",
    "aws_db_instance",
    { skip_final_snapshot: true },
    "skip_final_snapshot leaves no copy",
  ],
  ["a table", "aws_dynamodb_table", { name: "t" }, "nothing keeps it"],
  ["a volume", "aws_ebs_volume", { size: 1 }, "nothing keeps it"],
  ["a log group", "aws_cloudwatch_log_group", { name: "/l" }, "nothing keeps it"],
  [
    "a database that may be deleted",
    "google_sql_database_instance",
    { deletion_protection: false },
    "nothing keeps it",
  ],
  ["a namespace", "kubernetes_namespace_v1", { metadata: [{ name: "n" }] }, "nothing keeps it"],
  [
    "a guard that is not known",
    "aws_s3_bucket",
    { force_destroy: "${var.force}" },
    "force_destroy is known only after apply",
  ],
])("%s is lost", (_, kind, resource, protection) => {
  expect(lossOf(kind, resource)).toMatchObject({ kind, action: "destroy", isProtected: false, protection });
});

test.each<[string, string, Resource, string]>([
  ["a bucket", "aws_s3_bucket", {}, "S3 refuses to delete a bucket that is not empty"],
  ["a bucket of Google", "google_storage_bucket", {}, "Cloud Storage refuses to delete a bucket that is not empty"],
  ["a key", "aws_kms_key", {}, "the deletion can be cancelled for 30 days"],
  [
    "a key with a short window",
    "aws_kms_key",
    { deletion_window_in_days: 7 },
    "the deletion can be cancelled for 7 days",
  ],
  [
    "a key of Google",
    "google_kms_crypto_key",
    { destroy_scheduled_duration: "86400s" },
    "its versions can be restored for 1 day",
  ],
  ["a secret", "aws_secretsmanager_secret", {}, "can be restored for 30 days"],
  ["a guarded database", "aws_rds_cluster", { deletion_protection: true }, "deletion_protection stops the apply"],
  ["a database with a snapshot", "aws_rds_cluster", {}, "a final snapshot is taken"],
  ["a database that is guarded by default", "google_sql_database_instance", {}, "deletion_protection stops the apply"],
])("%s is protected", (_, kind, resource, protection) => {
  expect(lossOf(kind, resource)).toMatchObject({ isProtected: true, protection });
});

test("prevent_destroy goes with its block, and stops what is replaced", () => {
  const volume = (zone: string) => ({
    aws_ebs_volume: { it: { availability_zone: zone, lifecycle: { prevent_destroy: true } } },
  });
  expect(dataLossOf(sidesOf({ resource: volume("a") }, { resource: {} }))).toMatchObject([{ isProtected: false }]);
  expect(dataLossOf(sidesOf({ resource: volume("a") }, { resource: volume("b") }))).toMatchObject([
    { action: "replace", isProtected: true, protection: "prevent_destroy stops the apply" },
  ]);
});

test("what lies in a bucket, and its tier, are told by its tags", () => {
  expect(lossOf("aws_s3_bucket", { tags: { "ai-artifact": "model", tier: "production" } })).toMatchObject({
    lost: "the models in it",
    tier: "prod",
  });
});

test.each([
  ["tier", "production", "prod"],
  ["Environment", "prod", "prod"],
  ["env", "live", "prod"],
  ["stage", "qa", "staging"],
])("the tag %s: %s tells the tier, as it does of services", (key, word, tier) => {
  expect(lossOf("aws_ebs_volume", { tags: { [key]: word } })).toMatchObject({ tier });
});

test("what is replaced begins empty, and what is updated or holds no data is no loss", () => {
  const before = {
    aws_ebs_volume: { it: { availability_zone: "eu-west-1a", size: 10 } },
    aws_s3_bucket: { it: { bucket: "a", tags: { a: "1" } } },
    aws_vpc: { it: { cidr_block: "10.0.0.0/16" } },
  };
  const after = {
    aws_ebs_volume: { it: { availability_zone: "eu-west-1b", size: 10 } },
    aws_s3_bucket: { it: { bucket: "a", tags: { a: "2" } } },
  };
  expect(dataLossOf(sidesOf({ resource: before }, { resource: after }))).toMatchObject([
    { resource: "aws_ebs_volume.it", action: "replace", isProtected: false, protection: "the new one begins empty" },
  ]);
});

test("what nothing protects stands first", () => {
  const losses = dataLossOf(
    sidesOf({ resource: { aws_s3_bucket: { a: {}, b: { force_destroy: true } } } }, { resource: {} }),
  );
  expect(losses.map(({ resource }) => resource)).toEqual(["aws_s3_bucket.b", "aws_s3_bucket.a"]);
});

test.each<[string, string, Resource, Resource, string]>([
  [
    "a guard",
    "aws_db_instance",
    { deletion_protection: true },
    { deletion_protection: false },
    "deletion_protection: true -> false",
  ],
  [
    "a retention",
    "aws_sqs_queue",
    { message_retention_seconds: 1_209_600 },
    { message_retention_seconds: 60 },
    "message_retention_seconds",
  ],
  [
    "a versioning",
    "aws_s3_bucket_versioning",
    { versioning_configuration: { status: "Enabled" } },
    { versioning_configuration: { status: "Suspended" } },
    "versioning_configuration.status",
  ],
  [
    "point-in-time recovery",
    "aws_dynamodb_table",
    { point_in_time_recovery: { enabled: true } },
    { point_in_time_recovery: { enabled: false } },
    "point_in_time_recovery.enabled",
  ],
  [
    "a log that is kept for ever",
    "aws_cloudwatch_log_group",
    { retention_in_days: 0 },
    { retention_in_days: 1 },
    "retention_in_days",
  ],
])("an update that takes away %s protects less", (_, kind, before, after, protection) => {
  const [loss, ...others] = dataLossOf(
    sidesOf({ resource: { [kind]: { it: before } } }, { resource: { [kind]: { it: after } } }),
  );
  expect(others).toEqual([]);
  expect(loss).toMatchObject({ action: "update", isProtected: false });
  expect(loss?.protection).toContain(protection);
  expect(
    dataLossOf(sidesOf({ resource: { [kind]: { it: after } } }, { resource: { [kind]: { it: before } } })),
  ).toEqual([]);
});

test.each<[string, Resource, Resource]>([
  ["aws_db_instance", { publicly_accessible: false }, { publicly_accessible: true }],
  [
    "aws_eks_cluster",
    { vpc_config: [{ endpoint_public_access: false }] },
    { vpc_config: [{ endpoint_public_access: true }] },
  ],
  ["aws_instance", { associate_public_ip_address: false }, { associate_public_ip_address: true }],
  ["aws_subnet", { map_public_ip_on_launch: false }, { map_public_ip_on_launch: true }],
])("what opens %s is for exposure to tell, and keeps no data", (kind, before, after) => {
  const side = (it: Resource): never => ({ resource: { [kind]: { it } } }) as never;
  expect(dataLossOf(sidesOf(side(before), side(after)))).toEqual([]);
});

test.each<[string, string, Resource, Resource, string]>([
  ["a role", "aws_iam_role", { permissions_boundary: "arn:aws:iam::111122223333:policy/b" }, {}, "what it guards"],
  ["a cluster", "aws_eks_cluster", { deletion_protection: true }, { deletion_protection: false }, "what it guards"],
  ["a table", "aws_dynamodb_table", { deletion_protection_enabled: true }, {}, "the items in it"],
  [
    "a bucket of models",
    "aws_s3_bucket",
    { tags: { "ai-artifact": "model" } },
    { tags: { "ai-artifact": "model" }, force_destroy: true },
    "the models in it",
  ],
])("%s that protects less says what it is about", (_, kind, before, after, lost) => {
  const side = (it: Resource): never => ({ resource: { [kind]: { it } } }) as never;
  expect(dataLossOf(sidesOf(side(before), side(after)))).toMatchObject([{ kind, action: "update", lost }]);
});

test("what is lost stands before what is protected less, and that before what is kept", () => {
  const losses = dataLossOf(
    sidesOf(
      {
        resource: {
          aws_s3_bucket: { a: {}, b: { force_destroy: true } },
          aws_db_instance: { d: { deletion_protection: true } },
        },
      },
      { resource: { aws_db_instance: { d: { deletion_protection: false } } } },
    ),
  );
  expect(losses.map(({ resource }) => resource)).toEqual(["aws_s3_bucket.b", "aws_db_instance.d", "aws_s3_bucket.a"]);
});

describe("rules that delete objects sooner", () => {
  const bucket = { aws_s3_bucket: { b: { bucket: "b" } } };
  const rules = (days: number, status = "Enabled") => ({
    aws_s3_bucket_lifecycle_configuration: {
      l: { bucket: "${aws_s3_bucket.b.id}", rule: [{ id: "r", status, expiration: [{ days }] }] },
    },
  });

  test.each<[string, object, object, string | undefined]>([
    ["come", bucket, { ...bucket, ...rules(1) }, "objects are deleted after 1 day, and were kept"],
    [
      "are shorter",
      { ...bucket, ...rules(90) },
      { ...bucket, ...rules(7) },
      "objects are deleted after 7 days, and were after 90",
    ],
    ["are longer", { ...bucket, ...rules(7) }, { ...bucket, ...rules(90) }, undefined],
    ["are off", bucket, { ...bucket, ...rules(1, "Disabled") }, undefined],
    ["come with their bucket", {}, { ...bucket, ...rules(1) }, undefined],
  ])("%s", (_, before, after, protection) => {
    const [loss] = dataLossOf(sidesOf({ resource: before as never }, { resource: after as never }));
    expect(loss?.protection).toBe(protection);
  });
});
