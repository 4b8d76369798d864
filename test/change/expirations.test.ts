import { dataLossOf } from "../../src/change/data-loss";
import { shortenedLives } from "../../src/change/expirations";
import { sidesOf } from "../support/sides";

type Kinds = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Case = readonly [name: string, before: Kinds, after: Kinds, told: string | undefined];

function told(before: Kinds, after: Kinds): string | undefined {
  const [loss, ...others] = dataLossOf(sidesOf({ resource: before }, { resource: after }));
  expect(others).toEqual([]);
  expect(loss?.action ?? "update").toBe("update");
  return loss?.protection;
}

const bucket: Kinds = { aws_s3_bucket: { b: { bucket: "b" } } };
const rules = (...each: readonly object[]): Kinds => ({
  ...bucket,
  aws_s3_bucket_lifecycle_configuration: {
    l: {
      bucket: "${aws_s3_bucket.b.id}",
      rule: each.map((rule, index) => ({ id: `r${index}`, status: "Enabled", ...rule })),
    },
  },
});
const days = (number: number) => ({ expiration: [{ days: number }] });
const date = (text: string) => ({ expiration: [{ date: text }] });
const superseded = (number: number) => ({ noncurrent_version_expiration: [{ noncurrent_days: number }] });

const S3: readonly Case[] = [
  ["a date", bucket, rules(date("2026-11-22T00:00:00Z")), "objects are deleted from 2026-11-22 on, and were kept"],
  [
    "an earlier date",
    rules(date("2027-01-01T00:00:00Z")),
    rules(date("2026-11-22T00:00:00Z")),
    "objects are deleted from 2026-11-22 on, and were from 2027-01-01 on",
  ],
  ["a later date", rules(date("2026-11-22T00:00:00Z")), rules(date("2027-01-01T00:00:00Z")), undefined],
  [
    "a date beside days",
    rules(days(90)),
    rules(days(90), date("2026-11-22T00:00:00Z")),
    "objects are deleted from 2026-11-22 on",
  ],
  ["what is no date", bucket, rules(date("tomorrow")), undefined],
  ["superseded versions", bucket, rules(superseded(1)), "superseded versions are deleted after 1 day, and were kept"],
  [
    "superseded versions beside objects",
    rules(days(90)),
    rules({ ...days(90), ...superseded(7) }),
    "superseded versions are deleted after 7 days, and were kept",
  ],
  [
    "a folder",
    bucket,
    rules({ filter: [{ prefix: "tmp/" }], ...days(1) }),
    "objects under tmp/ are deleted after 1 day, and were kept",
  ],
  [
    "a filter that is more than a folder",
    bucket,
    rules({ filter: [{ and: [{ prefix: "tmp/", tags: { a: "b" } }] }], ...days(1) }),
    "objects that a filter names are deleted after 1 day, and were kept",
  ],
  [
    "all, beside a folder",
    rules({ filter: [{ prefix: "tmp/" }], ...days(1) }),
    rules({ filter: [{ prefix: "tmp/" }], ...days(1) }, days(7)),
    "objects are deleted after 7 days, and were kept",
  ],
  [
    "a folder of what is deleted anyway",
    rules(days(7)),
    rules(days(7), { filter: [{ prefix: "tmp/" }], ...days(30) }),
    undefined,
  ],
  ["a filter that names nothing", rules(days(7)), rules({ filter: [{ prefix: "", tag: [] }], ...days(7) }), undefined],
  ["rules that are off", bucket, rules({ ...superseded(1), status: "Disabled" }), undefined],
  [
    "markers of what is deleted already",
    bucket,
    rules({ expiration: [{ expired_object_delete_marker: true }] }),
    undefined,
  ],
  [
    "rules in the bucket itself",
    bucket,
    { aws_s3_bucket: { b: { bucket: "b", lifecycle_rule: [{ enabled: true, ...days(3) }] } } },
    "objects are deleted after 3 days, and were kept",
  ],
];

const repository: Kinds = { aws_ecr_repository: { m: { name: "models" } } };
const images = (selection: object, action = "expire", name = "models"): Kinds => ({
  ...repository,
  aws_ecr_lifecycle_policy: {
    p: {
      repository: name,
      policy: JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: action } }] }),
    },
  },
});
const newest = (countNumber: number) => ({ tagStatus: "any", countType: "imageCountMoreThan", countNumber });
const old = { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 };

const ECR: readonly Case[] = [
  ["so many", repository, images(newest(1)), "images are deleted beyond the newest 1, and were kept"],
  [
    "fewer",
    images(newest(30)),
    images(newest(5)),
    "images are deleted beyond the newest 5, and were beyond the newest 30",
  ],
  ["more", images(newest(5)), images(newest(30)), undefined],
  ["untagged ones", repository, images(old), "untagged images are deleted after 14 days, and were kept"],
  [
    "tagged ones",
    repository,
    images({ ...newest(3), tagStatus: "tagged", tagPrefixList: ["dev-"] }),
    "images tagged dev-* are deleted beyond the newest 3, and were kept",
  ],
  [
    "tags that are no names",
    repository,
    images({ ...newest(3), tagStatus: "tagged", tagPatternList: ["a b"] }),
    "tagged images are deleted beyond the newest 3, and were kept",
  ],
  ["what is moved", repository, images(newest(1), "transition"), undefined],
  [
    "a policy that comes with its repository",
    {},
    images(newest(1), "expire", "${aws_ecr_repository.m.name}"),
    undefined,
  ],
  [
    "a repository that nobody declares",
    {},
    { aws_ecr_lifecycle_policy: images(newest(1)).aws_ecr_lifecycle_policy ?? {} },
    "images are deleted beyond the newest 1, and were kept",
  ],
  [
    "what is no policy",
    repository,
    { ...repository, aws_ecr_lifecycle_policy: { p: { repository: "models", policy: "{" } } },
    undefined,
  ],
];

const one = (kind: string, attributes: object): Kinds => ({ [kind]: { it: { name: "n", ...attributes } } });
const google = (condition: object, type = "Delete"): Kinds =>
  one("google_storage_bucket", { lifecycle_rule: [{ action: [{ type }], condition: [condition] }] });
const kept: Kinds = one("google_storage_bucket", {});

const CLOUD_STORAGE: readonly Case[] = [
  ["an age", kept, google({ age: 1 }), "objects are deleted after 1 day, and were kept"],
  ["a shorter age", google({ age: 90 }), google({ age: 7 }), "objects are deleted after 7 days, and were after 90"],
  [
    "an age of nothing, as it is sent",
    kept,
    google({ age: 0, send_age_if_zero: true }),
    "objects are deleted at once, and were kept",
  ],
  [
    "newer versions",
    kept,
    google({ age: 0, num_newer_versions: 3, with_state: "ARCHIVED" }),
    "superseded versions are deleted beyond the newest 3, and were kept",
  ],
  [
    "versions by age",
    kept,
    google({ age: 7, with_state: "ARCHIVED" }),
    "superseded versions are deleted after 7 days, and were kept",
  ],
  [
    "days since superseded",
    kept,
    google({ days_since_noncurrent_time: 5 }),
    "superseded versions are deleted after 5 days, and were kept",
  ],
  [
    "a day of making",
    kept,
    google({ created_before: "2026-06-13" }),
    "objects are deleted when made before 2026-06-13, and were kept",
  ],
  [
    "a later day of making",
    google({ created_before: "2026-01-01" }),
    google({ created_before: "2026-06-13" }),
    "objects are deleted when made before 2026-06-13, and were when made before 2026-01-01",
  ],
  [
    "an earlier day of making",
    google({ created_before: "2026-06-13" }),
    google({ created_before: "2026-01-01" }),
    undefined,
  ],
  [
    "a folder",
    kept,
    google({ age: 1, matches_prefix: ["tmp/"] }),
    "objects under tmp/ are deleted after 1 day, and were kept",
  ],
  ["another class", kept, google({ age: 1 }, "SetStorageClass"), undefined],
  ["a bucket with its rules", {}, google({ age: 1 }), undefined],
];

const registry = (dry: boolean, ...policies: readonly object[]): Kinds =>
  one("google_artifact_registry_repository", {
    repository_id: "r",
    cleanup_policy_dry_run: dry,
    cleanup_policies: policies.map((policy, index) => ({ id: `p${index}`, ...policy })),
  });
const remove = (older?: string) => ({ action: "DELETE", condition: [{ tag_state: "ANY", older_than: older }] });

const OTHERS: readonly Case[] = [
  [
    "versions of a registry",
    registry(false),
    registry(false, remove("2592000s")),
    "versions are deleted after 30 days, and were kept",
  ],
  [
    "versions, sooner",
    registry(false, remove("30d")),
    registry(false, remove("12h")),
    "versions are deleted after 12 hours, and were after 30 days",
  ],
  [
    "versions beside what is kept",
    registry(false),
    registry(false, remove(), { action: "KEEP", most_recent_versions: [{ keep_count: 5 }] }),
    "versions that no policy keeps are deleted at once, and were kept",
  ],
  ["a dry run", registry(false), registry(true, remove("1d")), undefined],
  [
    "a dry run that ends",
    registry(true, remove("1d")),
    registry(false, remove("1d")),
    "versions are deleted after 1 day, and were kept",
  ],
  [
    "tables of a dataset",
    one("google_bigquery_dataset", { dataset_id: "d" }),
    one("google_bigquery_dataset", { dataset_id: "d", default_table_expiration_ms: 3_600_000 }),
    "new tables are deleted after 1 hour, and were kept",
  ],
  [
    "rows of a table",
    one("google_bigquery_table", {}),
    one("google_bigquery_table", { expiration_time: Date.UTC(2026, 10, 22) }),
    "rows are deleted from 2026-11-22 on, and were kept",
  ],
  [
    "partitions of a table",
    one("google_bigquery_table", { time_partitioning: [{ type: "DAY" }] }),
    one("google_bigquery_table", { time_partitioning: [{ type: "DAY", expiration_ms: 604_800_000 }] }),
    "partitions are deleted after 7 days, and were kept",
  ],
  [
    "items of a table",
    one("aws_dynamodb_table", {}),
    one("aws_dynamodb_table", { ttl: [{ enabled: true, attribute_name: "created_at" }] }),
    "items are deleted once the time in created_at has passed, and were kept",
  ],
  [
    "items that no longer expire",
    one("aws_dynamodb_table", { ttl: [{ enabled: true, attribute_name: "t" }] }),
    one("aws_dynamodb_table", { ttl: [{ enabled: false, attribute_name: "t" }] }),
    undefined,
  ],
];

describe.each([
  ["rules of S3", S3],
  ["policies of ECR", ECR],
  ["rules of Cloud Storage", CLOUD_STORAGE],
  ["others", OTHERS],
])("%s", (_, cases) => {
  test.each(cases)("%s", (__, before, after, text) => {
    expect(told(before, after)).toBe(text);
  });
});

test.each([
  ["objects", bucket, rules(days(1)), "the objects in its bucket"],
  ["images", repository, images(newest(1)), "the images in its repository"],
  ["items", one("aws_dynamodb_table", {}), one("aws_dynamodb_table", { ttl: [{ enabled: true }] }), "the items in it"],
])("the report says whose %s are deleted", (_, before, after, lost) => {
  expect(dataLossOf(sidesOf({ resource: before }, { resource: after }))).toMatchObject([{ lost, isProtected: false }]);
});

test.each([
  [
    "the same store",
    "models",
    images(newest(30)),
    "images are deleted beyond the newest 5, and were beyond the newest 30",
  ],
  ["the same store, and no sooner", "models", images(newest(5)), undefined],
  ["another store", "others", images(newest(5)), "images are deleted beyond the newest 5, and were kept"],
])("rules that are replaced for %s", (_, name, before, text) => {
  const { changes, ...sides } = sidesOf({ resource: before }, { resource: images(newest(5), "expire", name) });
  const replaced = changes.map((change) => ({ ...change, action: "replace" as const }));
  expect(replaced.flatMap((change) => shortenedLives(change, sides))).toEqual(text === undefined ? [] : [text]);
});
