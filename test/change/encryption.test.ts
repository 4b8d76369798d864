import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataLossOf } from "../../src/change/data-loss";
import { ENCRYPTING } from "../../src/change/encryption";
import { sidesOfPlans } from "../../src/change/plan-sides";
import { hasPath } from "../support/schema-paths";
import { sidesOf } from "../support/sides";

type Resource = Readonly<Record<string, unknown>>;

test.each(Object.entries(ENCRYPTING))("%s has what is asked of it", (kind, all) => {
  expect(all.map(([attribute]) => attribute).filter((attribute) => !hasPath(kind, attribute))).toEqual([]);
});

test.each<[string, string, Resource, Resource, string]>([
  [
    "of a database",
    "aws_db_instance",
    { storage_encrypted: true },
    { storage_encrypted: false },
    "storage_encrypted: true -> false",
  ],
  ["of a cluster", "aws_rds_cluster", { storage_encrypted: true }, {}, "storage_encrypted: true -> not set"],
  ["of a volume", "aws_ebs_volume", { encrypted: true }, { encrypted: false }, "encrypted: true -> false"],
  ["of a file system", "aws_efs_file_system", { encrypted: true }, { encrypted: false }, "encrypted: true -> false"],
  [
    "of a table",
    "aws_dynamodb_table",
    { server_side_encryption: [{ enabled: true }] },
    { server_side_encryption: [{ enabled: false }] },
    "server_side_encryption.enabled: true -> false",
  ],
  [
    "of a search domain",
    "aws_opensearch_domain",
    { encrypt_at_rest: { enabled: true } },
    { encrypt_at_rest: { enabled: false } },
    "encrypt_at_rest.enabled: true -> false",
  ],
  [
    "of a stream",
    "aws_kinesis_stream",
    { encryption_type: "KMS" },
    { encryption_type: "NONE" },
    "encryption_type: KMS -> NONE",
  ],
])("encryption %s that is switched off protects less, however the provider does it", (_, kind, before, after, text) => {
  const [was, is] = [before, after].map((it) => ({ resource: { [kind]: { it } } }));
  const losses = dataLossOf(sidesOf(was as never, is as never));
  expect(losses.filter(({ action }) => action === "update")).toMatchObject([{ isProtected: false, protection: text }]);
  expect(dataLossOf(sidesOf(is as never, was as never)).filter(({ action }) => action === "update")).toEqual([]);
});

test("what is replaced is told twice: the old one goes, and the new one protects less", () => {
  const database = (it: object): never => ({ resource: { aws_db_instance: { it } } }) as never;
  const guarded = {
    storage_encrypted: true,
    deletion_protection: true,
    backup_retention_period: 7,
    skip_final_snapshot: false,
    publicly_accessible: false,
  };
  const weak = {
    storage_encrypted: false,
    deletion_protection: false,
    backup_retention_period: 0,
    skip_final_snapshot: true,
    publicly_accessible: true,
  };
  const texts = [
    "storage_encrypted: true -> false",
    "deletion_protection: true -> false",
    "backup_retention_period: 7 -> 0",
    "skip_final_snapshot: false -> true",
  ];
  expect(dataLossOf(sidesOf(database(guarded), database(weak)))).toEqual([
    expect.objectContaining({ action: "update", lost: "the databases in it", protection: texts.join("; ") }),
    expect.objectContaining({
      action: "replace",
      isProtected: true,
      protection: "deletion_protection stops the apply",
    }),
  ]);
  expect(dataLossOf(sidesOf(database(weak), database(guarded)))).toMatchObject([
    { action: "replace", isProtected: false },
  ]);
});

describe("what is known of the new one after apply alone", () => {
  const planned = (expressions: object) => {
    const named = { address: "aws_db_instance.it", type: "aws_db_instance", name: "it", mode: "managed" };
    const [before, after] = [{ storage_encrypted: true, backup_retention_period: 7 }, { storage_encrypted: false }];
    const change = {
      actions: ["delete", "create"],
      before,
      after,
      after_unknown: { backup_retention_period: true },
      replace_paths: [["storage_encrypted"]],
    };
    const json = {
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: { root_module: { resources: [{ ...named, provider_name: "aws", values: after }] } },
      resource_changes: [{ ...named, provider_name: "aws", change }],
      configuration: { root_module: { resources: [{ ...named, expressions }] } },
    };
    return dataLossOf(sidesOfPlans([{ file: "plan.json", json: structuredClone(json) }]))[0]?.protection;
  };

  test.each<[string, object, string]>([
    ["is no news where the provider fills it in", {}, "storage_encrypted: true -> false"],
    [
      "may protect less where the code sets it to something",
      { backup_retention_period: { references: ["terraform_data.days.output", "terraform_data.days"] } },
      "storage_encrypted: true -> false; backup_retention_period cannot be seen, and may protect less",
    ],
  ])("%s", (_, expressions, protection) => {
    expect(planned(expressions)).toBe(protection);
  });
});

test("versions that are a resource of their own are no news of a bucket that is replaced", () => {
  const file = join(__dirname, "../fixtures/changes/aws-serving/plan.json");
  const losses = dataLossOf(sidesOfPlans([{ file, json: JSON.parse(readFileSync(file, "utf8")) }]));
  expect(losses.filter(({ kind }) => kind === "aws_s3_bucket").map(({ action }) => action)).toEqual(["replace"]);
});

test("of more guards than a line holds, the rest are counted", () => {
  const on = {
    deletion_protection: true,
    backup_retention_period: 7,
    skip_final_snapshot: false,
    publicly_accessible: false,
    iam_database_authentication_enabled: true,
    copy_tags_to_snapshot: true,
    auto_minor_version_upgrade: true,
    performance_insights_retention_period: 31,
  };
  const off = Object.fromEntries(
    Object.entries(on).map(([name, value]) => [name, typeof value === "boolean" ? !value : 0]),
  );
  const side = (it: object): never => ({ resource: { aws_db_instance: { it } } }) as never;
  expect(dataLossOf(sidesOf(side(on), side(off)))[0]?.protection).toMatch(/; and 1 more$/);
});
