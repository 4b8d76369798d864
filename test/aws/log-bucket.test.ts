import { Fn } from "cdktf";
import { aws } from "modelkeep";
import {
  type Attributes,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
  testStack,
} from "../support/stack";

let lone: Synthesized;
let receiving: Synthesized;

beforeAll(() => {
  const stack = testStack();
  new aws.LogBucket(stack, "logs");
  lone = synthesize(stack);
  const sources = testStack();
  const logBucket = new aws.LogBucket(sources, "logs", { bucketName: "acme-logs", retentionDays: 3650 });
  new aws.SecureModelBucket(sources, "models", { bucketName: "acme-models", logBucket });
  new aws.SecureModelBucket(sources, "others", { bucketName: "acme-others", logBucket });
  receiving = synthesize(sources);
});

function statementsOf({ policy }: Attributes): Attributes[] {
  return JSON.parse(String(policy)).Statement;
}

/** The policy of the log bucket among those of its sources. */
function receivingPolicy(): Attributes[] {
  const [policy] = Object.entries(receiving.resource.aws_s3_bucket_policy ?? {}).filter(([name]) =>
    /^logs_/.test(name),
  );
  return statementsOf(policy?.[1] ?? {});
}

describe("rows of the catalogue", () => {
  test("S3-01: the default name is derived from the path and fit for DNS", () => {
    expect(onlyResourceOf(lone, "aws_s3_bucket").bucket).toMatch(/^test-logs-[0-9a-f]{8}$/);
  });

  test("S3-02: logs are not erased with the stack", () => {
    expect(lone).toHaveEvery("aws_s3_bucket", { force_destroy: false });
  });

  test("S3-04: a log bucket is tagged as such", () => {
    expect(lone).toHaveEvery("aws_s3_bucket", {
      tags: expect.objectContaining({ "ai-artifact": "log", tier: "production" }),
    });
  });

  test("S3-05, S3-19: there are no ACLs, not even for log delivery", () => {
    expect(lone).toHaveNone("aws_s3_bucket", "acl");
    expect(lone.resource).not.toHaveProperty("aws_s3_bucket_acl");
    expect(lone).toHaveEvery("aws_s3_bucket_ownership_controls", {
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("S3-06: it is no web site", () => {
    expect(lone).toHaveNone("aws_s3_bucket", "website");
    expect(lone.resource).not.toHaveProperty("aws_s3_bucket_website_configuration");
  });

  test("S3-07: it keeps versions", () => {
    expect(lone).toHaveEvery("aws_s3_bucket_versioning", { versioning_configuration: { status: "Enabled" } });
  });

  test("S3-40: it is encrypted with keys of S3, for log delivery cannot write to a bucket with a KMS key", () => {
    expect(lone).toHaveEvery("aws_s3_bucket_server_side_encryption_configuration", {
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
    expect(lone.resource).not.toHaveProperty("aws_kms_key");
  });

  test("S3-03: it carries no object lock, which would break log delivery", () => {
    expect(lone).toHaveNone("aws_s3_bucket", "object_lock_enabled");
    expect(lone.resource).not.toHaveProperty("aws_s3_bucket_object_lock_configuration");
  });

  test("S3-13, S3-14, S3-15, S3-16, S3-17: it blocks public access in all four ways", () => {
    expect(lone).toHaveEvery("aws_s3_bucket_public_access_block", {
      bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.logs_\w+\.id}$/),
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("S3-20, S3-21: plain HTTP and TLS below 1.2 are refused", () => {
    expect(statementsOf(onlyResourceOf(lone, "aws_s3_bucket_policy"))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        expect.objectContaining({ Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
      ]),
    );
  });

  test("S3-25: nobody but log delivery is allowed anything", () => {
    const allowed = receivingPolicy().filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toEqual([expect.objectContaining({ Principal: { Service: "logging.s3.amazonaws.com" } })]);
  });

  test("S3-26: every refusal is conditional, so that the bucket can always be repaired", () => {
    const refused = receivingPolicy().filter(({ Effect }) => Effect === "Deny");
    expect(refused).not.toHaveLength(0);
    expect(refused.filter(({ Condition }) => Object.keys(Object(Condition)).length === 0)).toEqual([]);
  });

  test("S3-29: broken uploads are dropped within a week", () => {
    expect(onlyResourceOf(lone, "aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
    );
  });

  test("S3-30: deleted logs can be had back for 90 days", () => {
    expect(onlyResourceOf(lone, "aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }),
    );
  });
});

describe("delivery", () => {
  test("is for the buckets that log here, in this account, and can only add", () => {
    expect(receivingPolicy()).toContainEqual({
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: expect.stringMatching(/^\$\{aws_s3_bucket\.logs_\w+\.arn}\/\*$/),
      Condition: {
        ArnEquals: {
          "aws:SourceArn": [expect.stringMatching(/:s3:::acme-models$/), expect.stringMatching(/:s3:::acme-others$/)],
        },
        StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") },
      },
    });
  });

  test("of each bucket has a folder of its own and waits for the policy", () => {
    expect(receiving).toHaveEvery("aws_s3_bucket_logging", {
      target_bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.logs_\w+\.id}$/),
      depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.logs_Policy_/)],
    });
    expect(resourcesOf(receiving, "aws_s3_bucket_logging").map((logging) => logging.target_prefix)).toEqual([
      "acme-models/",
      "acme-others/",
    ]);
  });
});

describe("retention", () => {
  test("is 400 days by default", () => {
    expect(onlyResourceOf(lone, "aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({ expiration: [{ days: 400 }] }),
    );
  });

  test("is what was asked for", () => {
    const [lifecycle] = Object.entries(receiving.resource.aws_s3_bucket_lifecycle_configuration ?? {}).filter(
      ([name]) => name.startsWith("logs_"),
    );
    expect(lifecycle?.[1].rule).toContainEqual(expect.objectContaining({ expiration: [{ days: 3650 }] }));
  });
});

describe("errors", () => {
  test.each<[string, aws.LogBucketProps, string, string]>([
    ["capitals", { bucketName: "Acme" }, "MK_NAME_FORMAT", 'bucketName is "Acme",'],
    [
      "an ARN for a name",
      { bucketName: "arn:aws:s3:::a" },
      "MK_NAME_NOT_ARN",
      'bucketName is "arn:aws:s3:::a", an ARN',
    ],
    ["retention under a year", { retentionDays: 364 }, "MK_NUMBER_RANGE", "retentionDays is 364,"],
    ["retention over ten years", { retentionDays: 3651 }, "MK_NUMBER_RANGE", "retentionDays is 3651,"],
    [
      "a name from Terraform",
      { bucketName: Fn.join("-", ["a", "b"]) },
      "MK_LITERAL_REQUIRED",
      "bucketName is a token,",
    ],
    ["retention from Terraform", { retentionDays: Fn.max([400]) }, "MK_LITERAL_REQUIRED", "retentionDays is a token,"],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.LogBucket(testStack(), "logs", props);
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("all problems are reported at once, each with its remedy", () => {
    expect(() => new aws.LogBucket(testStack(), "logs", { bucketName: "A", retentionDays: 30 })).toThrow(
      /^\[MK_NAME_FORMAT, MK_NUMBER_RANGE] at test\/logs \(aws\.LogBucket\):\n {2}bucketName is "A",.*\n {2}Set bucketName to .*\n {2}retentionDays is 30, .*\n {2}Set retentionDays to a whole number from 365 to 3650\.$/,
    );
  });
});

test("the defaults are as reviewed", () => {
  expect(lone).toMatchSnapshot();
});
