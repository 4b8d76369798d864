import { Fn } from "cdktf";
import { google } from "modelkeep";
import { googleTestStack, onlyResourceOf, type Synthesized, synthesize } from "../support/stack";

let lone: Synthesized;
let receiving: Synthesized;

beforeAll(() => {
  const stack = googleTestStack();
  new google.LogBucket(stack, "logs");
  lone = synthesize(stack);
  const sources = googleTestStack();
  const logBucket = new google.LogBucket(sources, "logs", { bucketName: "acme-logs", retentionDays: 3650 });
  new google.SecureModelBucket(sources, "models", { bucketName: "acme-models", logBucket });
  new google.SecureModelBucket(sources, "others", { bucketName: "acme-others", logBucket });
  receiving = synthesize(sources);
});

describe("rows of the catalogue", () => {
  test("GCS-01, GCS-02: nothing opens the logs", () => {
    expect(lone).toHaveEvery("google_storage_bucket", {
      uniform_bucket_level_access: true,
      public_access_prevention: "enforced",
    });
  });

  test("GCS-03, GCS-06: a log can be neither replaced nor deleted for as long as it is kept", () => {
    expect(lone).toHaveEvery("google_storage_bucket", {
      retention_policy: { retention_period: 34_560_000, is_locked: false },
      versioning: { enabled: false },
    });
  });

  test("GCS-04: logs are encrypted with a customer key", () => {
    expect(lone).toHaveEvery("google_storage_bucket", {
      encryption: { default_kms_key_name: expect.stringMatching(/^\$\{google_kms_crypto_key\.logs_Key_\w+\.id}$/) },
    });
  });

  test("GCS-05: logs are not logged themselves: they would fill for ever", () => {
    expect(lone).toHaveNone("google_storage_bucket", "logging");
  });

  test("GCS-07: the retention is locked where that is asked for", () => {
    const stack = googleTestStack();
    new google.LogBucket(stack, "logs", { retentionDays: 365, locked: true });
    expect(synthesize(stack)).toHaveEvery("google_storage_bucket", {
      retention_policy: { retention_period: 31_536_000, is_locked: true },
    });
  });

  test("GCS-08, GCS-10: logs outlive mistakes", () => {
    expect(lone).toHaveEvery("google_storage_bucket", {
      soft_delete_policy: { retention_duration_seconds: 604_800 },
      force_destroy: false,
    });
  });

  test("GCS-09: logs go when their retention ends, broken uploads after a week", () => {
    expect(onlyResourceOf(lone, "google_storage_bucket").lifecycle_rule).toEqual([
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      { action: { type: "Delete" }, condition: { age: 400 } },
    ]);
  });

  test("GCS-12: a log bucket is labelled as such, and named after its tier and tenant", () => {
    expect(onlyResourceOf(lone, "google_storage_bucket")).toMatchObject({
      name: expect.stringMatching(/^production-vision-test-logs-[0-9a-f]{8}$/),
      labels: { "ai-artifact": "log", tier: "production", tenant: "vision" },
    });
  });

  test("GCS-15: Google's own members of new buckets are taken out", () => {
    expect(Object.keys(lone.resource.google_storage_bucket_iam_binding ?? {})).toHaveLength(4);
    expect(lone).toHaveEvery("google_storage_bucket_iam_binding", { members: [] });
  });

  test("GCS-16: Google's group that writes usage logs may add objects, once for however many buckets", () => {
    for (const stack of [lone, receiving]) {
      expect(onlyResourceOf(stack, "google_storage_bucket_iam_member")).toMatchObject({
        bucket: expect.stringMatching(/^\$\{google_storage_bucket\.logs_[0-9A-F]{8}\.name}$/),
        role: "roles/storage.objectCreator",
        member: "group:cloud-storage-analytics@google.com",
      });
    }
  });
});

test("buckets that log wait until their logs can be written", () => {
  const [delivery] = Object.keys(receiving.resource.google_storage_bucket_iam_member ?? {});
  const sources = Object.values(receiving.resource.google_storage_bucket ?? {}).filter(({ logging }) => logging);
  expect(sources.map(({ logging }) => logging)).toEqual([
    { log_bucket: "acme-logs", log_object_prefix: "acme-models" },
    { log_bucket: "acme-logs", log_object_prefix: "acme-others" },
  ]);
  for (const { depends_on } of sources) {
    expect(depends_on).toContain(`google_storage_bucket_iam_member.${delivery}`);
  }
});

test("a location asked for is that of the key too", () => {
  const stack = googleTestStack();
  new google.LogBucket(stack, "logs", { location: "eu" });
  const synthesized = synthesize(stack);
  expect(synthesized).toHaveEvery("google_storage_bucket", { location: "EU" });
  expect(synthesized).toHaveEvery("google_kms_key_ring", { location: "europe" });
});

describe("errors", () => {
  test.each<[string, google.LogBucketProps, string, string]>([
    ["capitals", { bucketName: "Logs" }, "MK_NAME_FORMAT", 'bucketName is "Logs", which is not a bucket name'],
    ["a name of Google's", { bucketName: "google-logs" }, "MK_NAME_RESERVED", "which Google keeps for itself"],
    ["a name from Terraform", { bucketName: Fn.join("-", ["a", "b"]) }, "MK_LITERAL_REQUIRED", "bucketName is a token"],
    [
      "less than a year",
      { retentionDays: 364 },
      "MK_NUMBER_RANGE",
      "retentionDays is 364, not a whole number from 365",
    ],
    ["more than ten years", { retentionDays: 3651 }, "MK_NUMBER_RANGE", "retentionDays is 3651,"],
    ["no location", { location: "nowhere" }, "MK_NAME_FORMAT", 'location is "nowhere", which is not a region'],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new google.LogBucket(googleTestStack(), "logs", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("a key in another location is refused", () => {
    const stack = googleTestStack();
    const keyRing = new google.ModelKeyRing(stack, "ring", { location: "us" });
    const key = new google.ModelKey(stack, "key", { keyRing });
    expect(() => new google.LogBucket(stack, "logs", { key })).toThrow(
      "key test/key lies in us, but the bucket in europe-west4: Cloud Storage uses keys of its own location alone.",
    );
  });
});

test("the bucket is as reviewed", () => {
  expect(lone.resource).toMatchSnapshot();
});
