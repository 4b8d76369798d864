import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

/** One resource that is many buckets, of which one logs to another. */
function manyBuckets(bucket: string, target: string): EstateSource {
  return {
    resource: {
      aws_s3_bucket: { them: { for_each: { weights: "acme-weights", logs: "acme-logs" }, bucket: "${each.value}" } },
      aws_s3_bucket_logging: {
        it: { bucket: `\${aws_s3_bucket.them[${bucket}].id}`, target_bucket: `\${aws_s3_bucket.them[${target}].id}` },
      },
    },
  };
}

/** Versions, logs, and what outlives the stack. */
export const AWS_S3_KEPT_CASES: readonly ControlCases[] = [
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
    undecided: {
      "versioning of a bucket that is not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_versioning: { it: { bucket: "${var.bucket}" } },
        },
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
    undecided: {
      "logging of a bucket that is not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_logging: { it: { bucket: "${var.bucket}", target_bucket: "logs" } },
        },
      },
    },
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
      "another one of many": manyBuckets('"weights"', '"logs"'),
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
      "itself of many": manyBuckets('"logs"', '"logs"'),
    },
    undecided: { "one of many, which is not said": manyBuckets("each.key", '"logs"') },
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
    undecided: {
      "after days that are not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_lifecycle_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [
                {
                  id: "a",
                  status: "Enabled",
                  abort_incomplete_multipart_upload: { days_after_initiation: "${var.days}" },
                },
              ],
            },
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
    undecided: {
      "not known": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", force_destroy: "${var.force}" } } },
      },
    },
  },
];
