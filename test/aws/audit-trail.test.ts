import { Fn } from "cdktf";
import { aws, type HardenedStack } from "modelkeep";
import { statementsOf } from "../support/policies";
import { type Attributes, onlyResourceOf, type Synthesized, synthesize, testStack } from "../support/stack";

let trail: Synthesized;

beforeAll(() => {
  const stack = testStack();
  const models = aws.SecureModelBucket.fromBucketName(stack, "models", "acme-models");
  const others = aws.SecureModelBucket.fromBucketName(stack, "others", "acme-others");
  new aws.AuditTrail(stack, "audit", { modelStores: [models, others] });
  trail = synthesize(stack);
});

/** The only resource of the type that belongs to the bucket of the records, not to its log bucket. */
function ofRecords(type: string, stack: Synthesized = trail): Attributes {
  const own = Object.entries(stack.resource[type] ?? {}).filter(([name]) => /^audit_Storage_(?!Logs_)/.test(name));
  expect(own).toHaveLength(1);
  return own[0]?.[1] ?? {};
}

function bucketStatements(): Attributes[] {
  return statementsOf(ofRecords("aws_s3_bucket_policy").policy);
}

function synthesizedTrail(props: (stack: HardenedStack) => Partial<aws.AuditTrailProps>): Synthesized {
  const stack = testStack();
  new aws.AuditTrail(stack, "audit", { modelStores: [], ...props(stack) });
  return synthesize(stack);
}

describe("rows of the catalogue", () => {
  test.each([
    ["AUD-01: the trail records all regions", "is_multi_region_trail"],
    ["AUD-02: digests betray tampering", "enable_log_file_validation"],
    ["AUD-03: the trail is switched on", "enable_logging"],
    ["AUD-07: calls of IAM and STS are recorded", "include_global_service_events"],
  ])("%s", (_, attribute) => {
    expect(trail).toHaveEvery("aws_cloudtrail", { [attribute]: true });
  });

  test("AUD-04: records are encrypted with a customer key that admits this trail alone", () => {
    expect(onlyResourceOf(trail, "aws_cloudtrail").kms_key_id).toMatch(
      /^\$\{aws_kms_key\.audit_Storage_Key_\w+\.arn}$/,
    );
    const services = statementsOf(onlyResourceOf(trail, "aws_kms_key").policy).filter(
      ({ Principal }) => Object(Principal).Service === "cloudtrail.amazonaws.com",
    );
    expect(services).toHaveLength(2);
    for (const { Condition } of services) {
      expect(Condition).toMatchObject({
        StringEquals: { "aws:SourceArn": expect.stringMatching(/:cloudtrail:.*:trail\/test-audit-[0-9a-f]{8}$/) },
      });
    }
  });

  test("AUD-05: records reach a log group as they come, where alarms can listen", () => {
    expect(trail).toHaveEvery("aws_cloudtrail", {
      cloud_watch_logs_group_arn: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.audit_LogGroup_\w+\.arn}:\*$/),
      cloud_watch_logs_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.audit_DeliveryRole_\w+\.arn}$/),
    });
  });

  test("AUD-05: the delivering role is CloudTrail's own and writes the streams of this trail alone", () => {
    expect(statementsOf(onlyResourceOf(trail, "aws_iam_role").assume_role_policy)).toEqual([
      expect.objectContaining({
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") } },
      }),
    ]);
    expect(statementsOf(onlyResourceOf(trail, "aws_iam_role_policy").policy)).toEqual([
      {
        Sid: "DeliverRecords",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.audit_.*:log-stream:.*_CloudTrail_.*\*$/),
      },
    ]);
  });

  test("AUD-08: every read and write of every model store is recorded, as is every call of an endpoint", () => {
    const selectors = [onlyResourceOf(trail, "aws_cloudtrail").advanced_event_selector].flat();
    expect(selectors.map((selector) => Object(selector).field_selector)).toEqual([
      [{ field: "eventCategory", equals: ["Management"] }],
      [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        {
          field: "resources.ARN",
          starts_with: [expect.stringMatching(/:s3:::acme-models\/$/), expect.stringMatching(/:s3:::acme-others\/$/)],
        },
      ],
      [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::SageMaker::Endpoint"] },
      ],
    ]);
  });

  test("AUD-08: reads are not left out", () => {
    expect(JSON.stringify(onlyResourceOf(trail, "aws_cloudtrail"))).not.toMatch(/readOnly|exclude|not_equals/i);
  });

  test("AUD-10: the records lie in the private bucket of the trail, which stands ready before the trail", () => {
    expect(trail).toHaveEvery("aws_cloudtrail", {
      s3_bucket_name: expect.stringMatching(/^\$\{aws_s3_bucket\.audit_Storage_[0-9A-F]+\.id}$/),
      depends_on: expect.arrayContaining([
        expect.stringMatching(/^aws_s3_bucket_policy\.audit_Storage_Policy_/),
        expect.stringMatching(/^aws_iam_role_policy\.audit_DeliveryRole_Policy_/),
      ]),
    });
  });

  test("AUD-10: only this trail may write, below the account's own folder", () => {
    const ofTrail = expect.stringMatching(/:cloudtrail:.*:trail\/test-audit-[0-9a-f]{8}$/);
    expect(bucketStatements().filter(({ Effect }) => Effect === "Allow")).toEqual([
      expect.objectContaining({
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:GetBucketAcl",
        Condition: { StringEquals: { "aws:SourceArn": ofTrail } },
      }),
      expect.objectContaining({
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: expect.stringMatching(/\.arn}\/AWSLogs\/\$\{data\.aws_caller_identity\.\w+\.account_id}\/\*$/),
        Condition: { StringEquals: { "aws:SourceArn": ofTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      }),
    ]);
  });

  test("AUD-10: the records are locked for a year", () => {
    expect(ofRecords("aws_s3_bucket")).toMatchObject({ object_lock_enabled: true, force_destroy: false });
    expect(ofRecords("aws_s3_bucket_object_lock_configuration").rule).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 365 },
    });
  });

  test("AUD-10: who reads the records is logged", () => {
    expect(onlyResourceOf(trail, "aws_s3_bucket_logging")).toMatchObject({
      target_bucket: expect.stringMatching(/^\$\{aws_s3_bucket\.audit_Storage_Logs_\w+\.id}$/),
      target_prefix: `${ofRecords("aws_s3_bucket").bucket}/`,
    });
  });

  test("AUD-11, AUD-12: the log group is kept for a year and encrypted with the trail's key", () => {
    expect(trail).toHaveEvery("aws_cloudwatch_log_group", {
      retention_in_days: 365,
      kms_key_id: onlyResourceOf(trail, "aws_cloudtrail").kms_key_id,
    });
  });

  test("AUD-13, AUD-14: the log group is protected from deletion and outlives the stack", () => {
    expect(trail).toHaveEvery("aws_cloudwatch_log_group", { deletion_protection_enabled: true, skip_destroy: true });
  });

  test("S3-04: the bucket is tagged as an audit store", () => {
    expect(ofRecords("aws_s3_bucket").tags).toMatchObject({ "ai-artifact": "audit", tier: "production" });
  });

  test("S3-05, S3-06, S3-19: there are neither ACLs nor web sites", () => {
    expect(trail).toHaveNone("aws_s3_bucket", "acl");
    expect(trail).toHaveNone("aws_s3_bucket", "website");
    expect(trail).toHaveEvery("aws_s3_bucket_ownership_controls", {
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("S3-07: every bucket keeps versions", () => {
    expect(trail).toHaveEvery("aws_s3_bucket_versioning", { versioning_configuration: { status: "Enabled" } });
  });

  test("S3-09, S3-10, S3-11: the bucket encrypts with the trail's key, through a bucket key", () => {
    expect(ofRecords("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: onlyResourceOf(trail, "aws_cloudtrail").kms_key_id,
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("S3-13, S3-14, S3-15, S3-16: every bucket blocks public access in all four ways", () => {
    expect(trail).toHaveEvery("aws_s3_bucket_public_access_block", {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("S3-20, S3-21: plain HTTP and TLS below 1.2 are refused", () => {
    expect(bucketStatements()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        expect.objectContaining({ Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
      ]),
    );
  });

  test("S3-25, S3-26: nobody is allowed everything, every refusal is conditional", () => {
    for (const { Effect, Principal, Condition } of bucketStatements()) {
      expect(Effect === "Deny" || Principal !== "*").toBe(true);
      expect(Object.keys(Object(Condition))).not.toHaveLength(0);
    }
  });

  test("S3-29: broken uploads are dropped within a week", () => {
    expect(ofRecords("aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
    );
  });

  test("S3-30: records are kept for 400 days, deleted ones can be had back for 90", () => {
    expect(ofRecords("aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
      expect.objectContaining({
        expiration: [{ days: 400 }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      }),
    );
  });
});

describe("options", () => {
  test("no model store is recorded as none, not as every bucket of the account", () => {
    const { advanced_event_selector } = onlyResourceOf(
      synthesizedTrail(() => ({})),
      "aws_cloudtrail",
    );
    expect(JSON.stringify(advanced_event_selector)).not.toContain("AWS::S3::Object");
  });

  test("the name asked for is the one that policies name", () => {
    const named = synthesizedTrail(() => ({ trailName: "acme-trail" }));
    expect(named).toHaveEvery("aws_cloudtrail", { name: "acme-trail" });
    expect(ofRecords("aws_s3_bucket_policy", named).policy).toContain(":trail/acme-trail");
    expect(onlyResourceOf(named, "aws_kms_key").policy).toContain(":trail/acme-trail");
  });

  test("records are locked and kept as asked for", () => {
    const regulated = synthesizedTrail(() => ({
      retentionDays: 3650,
      objectLock: { mode: aws.ObjectLockMode.COMPLIANCE, days: 3650 },
    }));
    expect(ofRecords("aws_s3_bucket_object_lock_configuration", regulated).rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 3650 },
    });
    expect(ofRecords("aws_s3_bucket_lifecycle_configuration", regulated).rule).toContainEqual(
      expect.objectContaining({ expiration: [{ days: 3650 }] }),
    );
  });

  test("access logs go to the bucket that was given", () => {
    const logged = synthesizedTrail((stack) => ({ logBucket: new aws.LogBucket(stack, "access-logs") }));
    expect(logged).toHaveEvery("aws_s3_bucket_logging", { target_bucket: expect.stringContaining("access-logs") });
    expect(Object.keys(logged.resource.aws_s3_bucket ?? {})).toHaveLength(2);
  });

  test("attributes name trail, bucket and log group", () => {
    const audit = new aws.AuditTrail(testStack(), "audit", { modelStores: [] });
    expect(audit.logGroup).toBeInstanceOf(aws.ServingLogGroup);
    expect([audit.arn, audit.bucketArn].every((arn) => arn.length > 0)).toBe(true);
  });
});

describe("errors", () => {
  const lock = (days: number) => ({ objectLock: { mode: aws.ObjectLockMode.GOVERNANCE, days } });

  test.each<[string, Partial<aws.AuditTrailProps>, string, string]>([
    ["a short name", { trailName: "ab" }, "MK_NAME_FORMAT", 'trailName is "ab",'],
    ["a space in the name", { trailName: "my trail" }, "MK_NAME_FORMAT", 'trailName is "my trail",'],
    ["a dot at the beginning", { trailName: ".trail" }, "MK_NAME_FORMAT", 'trailName is ".trail",'],
    [
      "an ARN for a name",
      { trailName: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/x" },
      "MK_NAME_NOT_ARN",
      'trailName is "arn:aws:cloudtrail:eu-west-1:111122223333:trail/x", an ARN where a name belongs.',
    ],
    ["retention under a year", { retentionDays: 364 }, "MK_NUMBER_RANGE", "retentionDays is 364,"],
    ["retention over ten years", { retentionDays: 3651 }, "MK_NUMBER_RANGE", "retentionDays is 3651,"],
    ["a lock of no days", lock(0), "MK_NUMBER_RANGE", "objectLock.days is 0,"],
    ["a lock of centuries", lock(36_501), "MK_NUMBER_RANGE", "objectLock.days is 36501,"],
    ["a name from Terraform", { trailName: Fn.join("-", ["a", "b"]) }, "MK_LITERAL_REQUIRED", "trailName is a token,"],
    ["retention from Terraform", { retentionDays: Fn.max([400]) }, "MK_LITERAL_REQUIRED", "retentionDays is a token,"],
    ["a lock from Terraform", lock(Fn.max([30])), "MK_LITERAL_REQUIRED", "objectLock.days is a token,"],
  ])("%s is refused", (_, props, code, message) => {
    const build = () => new aws.AuditTrail(testStack(), "audit", { modelStores: [], ...props });
    expect(build).toThrow(expect.objectContaining({ name: "ValidationError", codes: [code] }));
    expect(build).toThrow(message);
  });

  test("all problems are reported at once, each with its remedy", () => {
    const props = { modelStores: [], trailName: "a", retentionDays: 1, ...lock(0) };
    expect(() => new aws.AuditTrail(testStack(), "audit", props)).toThrow(
      [
        "[MK_NAME_FORMAT, MK_NUMBER_RANGE] at test/audit (aws.AuditTrail):",
        '  trailName is "a", which is not 3 to 128 letters, digits and any of . _ -, beginning with a letter or digit.',
        "  Set trailName to 3 to 128 letters, digits and any of . _ -, beginning with a letter or digit.",
        "  objectLock.days is 0, not a whole number from 1 to 36500.",
        "  Set objectLock.days to a whole number from 1 to 36500.",
        "  retentionDays is 1, not a whole number from 365 to 3650.",
        "  Set retentionDays to a whole number from 365 to 3650.",
      ].join("\n"),
    );
  });
});

test("the defaults are as reviewed", () => {
  expect(trail).toMatchSnapshot();
});
