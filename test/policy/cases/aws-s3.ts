import type { ControlCases } from "../case";
import { AWS_S3_ENCRYPTION_CASES } from "./aws-s3-encryption";
import { AWS_S3_KEPT_CASES } from "./aws-s3-kept";
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
    undecided: {
      "whether it redirects is not known": {
        resource: { aws_s3_bucket_website_configuration: { it: { redirect_all_requests_to: "${var.redirect}" } } },
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
    undecided: {
      "not known": {
        resource: { aws_s3_bucket_ownership_controls: { it: { rule: { object_ownership: "${var.owner}" } } } },
      },
    },
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
    undecided: {
      "not known": {
        resource: {
          aws_s3_account_public_access_block: {
            it: {
              block_public_acls: "${var.block}",
              block_public_policy: true,
              ignore_public_acls: true,
              restrict_public_buckets: true,
            },
          },
        },
      },
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
    undecided: {
      "not known": {
        resource: {
          aws_s3_access_point: { it: { public_access_block_configuration: { block_public_policy: "${var.block}" } } },
        },
      },
    },
  },
  ...AWS_S3_ENCRYPTION_CASES,
  ...AWS_S3_KEPT_CASES,
  ...AWS_S3_MODELS_CASES,
  ...AWS_S3_POLICY_CASES,
];
