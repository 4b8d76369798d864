import { add, choose, decide, type Fixes, ofSubject, on, set, unset } from "./fix";

const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";

const KEY = choose(
  "ARN of the key of the models",
  "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
);
const LOG_BUCKET = choose("bucket that takes access logs", "acme-access-logs");
const LOG_PREFIX = choose("name of the bucket and a slash", "acme-weights/");

export const AWS_S3_BUCKETS_FIXES: Fixes = {
  AWS_S3_VERSIONING_PRESENT: [
    unset("versioning"),
    add("aws_s3_bucket_versioning", "versioning", {
      bucket: ofSubject(),
      versioning_configuration: { status: "Enabled" },
    }),
  ],
  AWS_S3_VERSIONING_ENABLED: [set("versioning_configuration.status", "Enabled")],
  AWS_S3_MODEL_ENCRYPTION_PRESENT: [
    add(ENCRYPTION, "encryption", {
      bucket: ofSubject(),
      rule: {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    }),
  ],
  // Without the block of old the control on encryption that is not there asks for the resource that took its place.
  AWS_S3_MODEL_CUSTOMER_KEY: [
    unset("server_side_encryption_configuration"),
    on(ENCRYPTION, set("rule.apply_server_side_encryption_by_default.sse_algorithm", "aws:kms")),
    on(ENCRYPTION, set("rule.apply_server_side_encryption_by_default.kms_master_key_id", KEY)),
    on(ENCRYPTION, set("rule.bucket_key_enabled", true)),
  ],
  AWS_S3_MODEL_BUCKET_KEY: [on(ENCRYPTION, set("rule.bucket_key_enabled", true))],
  AWS_S3_ACCESS_LOGGED: [
    add("aws_s3_bucket_logging", "access_logs", {
      bucket: ofSubject(),
      target_bucket: LOG_BUCKET,
      target_prefix: LOG_PREFIX,
    }),
  ],
  AWS_S3_LOGS_ELSEWHERE: [set("target_bucket", LOG_BUCKET)],
  AWS_S3_LOGS_PREFIXED: [set("target_prefix", LOG_PREFIX)],
  AWS_S3_UPLOADS_ABORTED: [
    decide(
      "Where the rule goes: a bucket has one aws_s3_bucket_lifecycle_configuration, so it is added to the one that there is, beside " +
        "its other rules.",
      {
        hcl: `resource "aws_s3_bucket_lifecycle_configuration" "weights" {
  bucket = aws_s3_bucket.weights.id

  rule {
    id     = "abort-uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}`,
        cdktf: `import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

new S3BucketLifecycleConfiguration(this, "Lifecycle", {
  bucket: weights.id,
  rule: [
    {
      id: "abort-uploads",
      status: "Enabled",
      filter: [{ prefix: "" }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ],
});`,
      },
    ),
  ],
  AWS_S3_MODELS_KEPT: [set("force_destroy", false)],
  AWS_S3_CONTENTS_KEPT: [set("force_destroy", false)],
};
