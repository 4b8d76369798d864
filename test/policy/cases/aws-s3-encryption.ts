import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const BY_REFERENCE = { sse_algorithm: "aws:kms", kms_master_key_id: "${aws_kms_key.k.arn}" };
const BY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/** A bucket, what encrypts it, and a key beside it. */
function encrypted(byDefault: object, rule: object = {}, content = "model"): EstateSource {
  return bucket({ tags: { "ai-artifact": content } }, byDefault, rule);
}

function bucket(attributes: object, byDefault: object, rule: object = {}): EstateSource {
  return {
    resource: {
      aws_s3_bucket: { weights: { bucket: "acme-weights", ...attributes } },
      aws_s3_bucket_server_side_encryption_configuration: {
        it: {
          bucket: "${aws_s3_bucket.weights.id}",
          rule: [{ apply_server_side_encryption_by_default: byDefault, ...rule }],
        },
      },
      aws_kms_key: { k: {} },
    },
  };
}

/** How buckets of models are encrypted. */
export const AWS_S3_ENCRYPTION_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_MODEL_CUSTOMER_KEY",
    holds: {
      "a key by reference": encrypted(BY_REFERENCE),
      "two layers, a key by ARN": encrypted({ sse_algorithm: "aws:kms:dsse", kms_master_key_id: BY_ARN }),
      "logs with a key of S3": encrypted({ sse_algorithm: "AES256" }, {}, "log"),
    },
    fails: {
      "a key of S3": encrypted({ sse_algorithm: "AES256" }),
      "no key": encrypted({ sse_algorithm: "aws:kms" }),
      "the alias of AWS": encrypted({ sse_algorithm: "aws:kms", kms_master_key_id: "alias/aws/s3" }),
      "the old block": {
        resource: {
          aws_s3_bucket: {
            weights: {
              bucket: "acme-weights",
              tags: { "ai-artifact": "model" },
              server_side_encryption_configuration: {
                rule: { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
              },
            },
          },
        },
      },
    },
    undecided: {
      "a key that may be none": encrypted({ sse_algorithm: "aws:kms", kms_master_key_id: "${var.key}" }),
      "tags that are not known": bucket({ tags: "${var.tags}" }, { sse_algorithm: "AES256" }),
    },
  },
  {
    control: "AWS_S3_MODEL_BUCKET_KEY",
    holds: {
      on: encrypted(BY_REFERENCE, { bucket_key_enabled: true }),
      "two layers have none": encrypted({ ...BY_REFERENCE, sse_algorithm: "aws:kms:dsse" }),
      "no model": bucket({}, BY_REFERENCE),
    },
    fails: {
      unset: encrypted(BY_REFERENCE),
      off: encrypted(BY_REFERENCE, { bucket_key_enabled: "false" }),
    },
    undecided: { "not known": encrypted(BY_REFERENCE, { bucket_key_enabled: "${var.bucket_key}" }) },
  },
];
