import type { ControlCases } from "../case";
import { AWS_S3_MODELS_CASES } from "./aws-s3-models";
import { AWS_S3_POLICY_CASES } from "./aws-s3-policies";

export const AWS_S3_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT",
    holds: {
      "a block by reference": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_public_access_block: { it: { bucket: "${aws_s3_bucket.weights.id}" } },
        },
      },
      "a block by name": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_public_access_block: { it: { bucket: "acme-weights" } },
        },
      },
    },
    fails: {
      "no block": { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } },
      "a block of another bucket": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_public_access_block: { it: { bucket: "others" } },
        },
      },
    },
    undecided: {
      "a block whose bucket is not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_public_access_block: { it: { bucket: "${var.bucket}" } },
        },
      },
    },
  },
  {
    control: "AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE",
    holds: {
      "all four": {
        resource: {
          aws_s3_bucket_public_access_block: {
            it: {
              block_public_acls: true,
              block_public_policy: true,
              ignore_public_acls: true,
              restrict_public_buckets: true,
            },
          },
        },
      },
      "all four as texts": {
        resource: {
          aws_s3_bucket_public_access_block: {
            it: {
              block_public_acls: "true",
              block_public_policy: "true",
              ignore_public_acls: "true",
              restrict_public_buckets: "true",
            },
          },
        },
      },
    },
    fails: {
      "three of four": {
        resource: {
          aws_s3_bucket_public_access_block: {
            it: {
              block_public_acls: true,
              block_public_policy: true,
              ignore_public_acls: false,
              restrict_public_buckets: true,
            },
          },
        },
      },
      "none set": { resource: { aws_s3_bucket_public_access_block: { it: { bucket: "b" } } } },
    },
    undecided: {
      "one is not known": {
        resource: {
          aws_s3_bucket_public_access_block: {
            it: {
              block_public_acls: true,
              block_public_policy: true,
              ignore_public_acls: "${var.a}",
              restrict_public_buckets: true,
            },
          },
        },
      },
    },
  },
  {
    control: "AWS_S3_VERSIONING_ENABLED",
    holds: {
      enabled: { resource: { aws_s3_bucket_versioning: { it: { versioning_configuration: { status: "Enabled" } } } } },
    },
    fails: {
      suspended: {
        resource: { aws_s3_bucket_versioning: { it: { versioning_configuration: [{ status: "Suspended" }] } } },
      },
      "an explicit null": { resource: { aws_s3_bucket_versioning: { it: { versioning_configuration: null } } } },
    },
    undecided: {
      "not known": {
        resource: { aws_s3_bucket_versioning: { it: { versioning_configuration: { status: "${var.s}" } } } },
      },
    },
  },
  {
    control: "AWS_S3_VERSIONING_PRESENT",
    holds: {
      "a satellite": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_versioning: { it: { bucket: "${aws_s3_bucket.weights.id}" } },
        },
      },
      "the old block": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", versioning: { enabled: true } } } },
      },
    },
    fails: {
      none: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } },
      "the old block, off": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", versioning: [{ enabled: false }] } } },
      },
    },
  },
  {
    control: "AWS_S3_MODEL_CUSTOMER_KEY",
    holds: {
      "a key by reference": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "two layers, a key by ARN": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms:dsse",
                    kms_master_key_id: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "logs with a key of S3": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "log" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
    },
    fails: {
      "a key of S3": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "no key": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "the alias of AWS": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "alias/aws/s3",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
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
      "a key that may be none": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${var.key}",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "tags that are not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: "${var.tags}" } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
    },
  },
  {
    control: "AWS_S3_MODEL_BUCKET_KEY",
    holds: {
      on: {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                  bucket_key_enabled: true,
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "two layers have none": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms:dsse",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      "no model": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
    },
    fails: {
      unset: {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
      off: {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  apply_server_side_encryption_by_default: {
                    sse_algorithm: "aws:kms",
                    kms_master_key_id: "${aws_kms_key.k.arn}",
                  },
                  bucket_key_enabled: "false",
                },
              ],
            },
          },
          aws_kms_key: { k: {} },
        },
      },
    },
  },
  {
    control: "AWS_S3_NO_WEBSITE",
    holds: {
      none: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } },
      "a redirect": {
        resource: {
          aws_s3_bucket_website_configuration: { it: { redirect_all_requests_to: { host_name: "acme.example" } } },
        },
      },
    },
    fails: {
      "a website": {
        resource: { aws_s3_bucket_website_configuration: { it: { index_document: { suffix: "index.html" } } } },
      },
      "the old block": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", website: { index_document: "index.html" } } } },
      },
    },
  },
  {
    control: "AWS_S3_BUCKET_OWNER_ENFORCED",
    holds: {
      enforced: {
        resource: { aws_s3_bucket_ownership_controls: { it: { rule: { object_ownership: "BucketOwnerEnforced" } } } },
      },
    },
    fails: {
      "the writer": {
        resource: { aws_s3_bucket_ownership_controls: { it: { rule: [{ object_ownership: "ObjectWriter" }] } } },
      },
      preferred: {
        resource: { aws_s3_bucket_ownership_controls: { it: { rule: { object_ownership: "BucketOwnerPreferred" } } } },
      },
    },
  },
  {
    control: "AWS_S3_ACCESS_LOGGED",
    holds: {
      "logged to another, which is not": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" }, logs: { bucket: "acme-logs" } },
          aws_s3_bucket_logging: {
            it: { bucket: "${aws_s3_bucket.weights.id}", target_bucket: "${aws_s3_bucket.logs.id}" },
          },
        },
      },
      "the old block": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", logging: { target_bucket: "x" } } } },
      },
      "tagged as a log": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "log" } } } },
      },
      "logs of a load balancer": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_lb: { it: { access_logs: { bucket: "${aws_s3_bucket.weights.id}", enabled: true } } },
        },
      },
    },
    fails: { none: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } } },
  },
  {
    control: "AWS_S3_LOGS_ELSEWHERE",
    holds: {
      "another bucket": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" }, logs: { bucket: "acme-logs" } },
          aws_s3_bucket_logging: {
            it: { bucket: "${aws_s3_bucket.weights.id}", target_bucket: "${aws_s3_bucket.logs.id}" },
          },
        },
      },
      "another name": { resource: { aws_s3_bucket_logging: { it: { bucket: "a", target_bucket: "b" } } } },
    },
    fails: {
      "itself by reference": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_logging: {
            it: { bucket: "${aws_s3_bucket.weights.id}", target_bucket: "${aws_s3_bucket.weights.bucket}" },
          },
        },
      },
      "itself by name": { resource: { aws_s3_bucket_logging: { it: { bucket: "a", target_bucket: "a" } } } },
    },
  },
  {
    control: "AWS_S3_UPLOADS_ABORTED",
    holds: {
      "after a week": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ id: "a", status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: 7 } }],
            },
          },
        },
      },
      "a number as text": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ id: "a", status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: "7" } }],
            },
          },
        },
      },
      "the old rule": {
        resource: {
          aws_s3_bucket: {
            weights: {
              bucket: "acme-weights",
              lifecycle_rule: { enabled: true, abort_incomplete_multipart_upload_days: 7 },
            },
          },
        },
      },
    },
    fails: {
      "no lifecycle": { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } },
      "a rule that is off": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ id: "a", status: "Disabled", abort_incomplete_multipart_upload: { days_after_initiation: 7 } }],
            },
          },
        },
      },
      "after a month": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ id: "a", status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: 30 } }],
            },
          },
        },
      },
      "another rule": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: { bucket: "${aws_s3_bucket.weights.id}", rule: [{ id: "a", status: "Enabled" }] },
          },
        },
      },
    },
  },
  {
    control: "AWS_S3_MODELS_KEPT",
    holds: {
      unset: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } } } },
      "a scratch bucket": { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", force_destroy: true } } } },
    },
    fails: {
      "a model": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" }, force_destroy: true } },
        },
      },
      production: {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", force_destroy: "true", tags: { tier: "production" } } },
        },
      },
    },
    undecided: {
      "tags not known": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", force_destroy: true, tags: "${var.tags}" } } },
      },
    },
  },
  {
    control: "AWS_S3_CONTENTS_KEPT",
    holds: {
      unset: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights" } } } },
      "a model, which has its own control": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" }, force_destroy: true } },
        },
      },
    },
    fails: { emptied: { resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", force_destroy: true } } } } },
  },
  {
    control: "AWS_S3_ACCOUNT_PUBLIC_ACCESS_BLOCK",
    holds: {
      "all four": {
        resource: {
          aws_s3_account_public_access_block: {
            it: {
              block_public_acls: true,
              block_public_policy: true,
              ignore_public_acls: true,
              restrict_public_buckets: true,
            },
          },
        },
      },
    },
    fails: {
      three: {
        resource: {
          aws_s3_account_public_access_block: {
            it: {
              block_public_acls: false,
              block_public_policy: true,
              ignore_public_acls: true,
              restrict_public_buckets: true,
            },
          },
        },
      },
      empty: { resource: { aws_s3_account_public_access_block: { it: { account_id: "111122223333" } } } },
    },
  },
  {
    control: "AWS_S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCK",
    holds: {
      unset: { resource: { aws_s3_access_point: { it: { name: "a" } } } },
      "all four": {
        resource: {
          aws_s3_access_point: {
            it: {
              public_access_block_configuration: {
                block_public_acls: true,
                block_public_policy: true,
                ignore_public_acls: true,
                restrict_public_buckets: true,
              },
            },
          },
        },
      },
    },
    fails: {
      "one off": {
        resource: {
          aws_s3_access_point: {
            it: {
              public_access_block_configuration: {
                block_public_acls: true,
                block_public_policy: false,
                ignore_public_acls: true,
                restrict_public_buckets: true,
              },
            },
          },
        },
      },
    },
  },
  ...AWS_S3_MODELS_CASES,
  ...AWS_S3_POLICY_CASES,
];
