import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

/** A bucket that the tag says holds models, and what points at it. */
function models(attributes: object = {}, satellites: Record<string, object> = {}): EstateSource {
  return bucket({ tags: { "ai-artifact": "model" }, ...attributes }, satellites);
}

function bucket(attributes: object, satellites: Record<string, object> = {}): EstateSource {
  const pointing = Object.entries(satellites).map(([kind, satellite]) => [
    kind,
    { it: { bucket: "${aws_s3_bucket.weights.id}", ...satellite } },
  ]);
  return {
    resource: { aws_s3_bucket: { weights: { bucket: "acme", ...attributes } }, ...Object.fromEntries(pointing) },
  };
}

const AES = { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] };
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

/** What is asked of buckets of models alone, and ways round an ACL. */
export const AWS_S3_MODELS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_MODEL_ENCRYPTION_PRESENT",
    holds: {
      "a satellite": models({}, { aws_s3_bucket_server_side_encryption_configuration: AES }),
      "the old block": models({ server_side_encryption_configuration: AES }),
      "no models: S3 encrypts by itself": bucket({ tags: { "ai-artifact": "log" } }),
      "no tags": bucket({}),
    },
    fails: {
      none: models(),
      "an encryption of another bucket": models(
        {},
        { aws_s3_bucket_server_side_encryption_configuration: { ...AES, bucket: "others" } },
      ),
      "tagged by the provider": bucket({ tags_all: { "ai-artifact": "model" } }),
    },
    undecided: { "tags that are not known": bucket({ tags: "${var.tags}" }) },
  },
  {
    control: "AWS_S3_MODEL_OWNERSHIP_PRESENT",
    holds: {
      "ownership controls": models({}, { aws_s3_bucket_ownership_controls: {} }),
      "no models: S3 enforces the owner by itself": bucket({}),
    },
    fails: { none: models() },
    undecided: { "tags that are not known": bucket({ tags: "${var.tags}" }) },
  },
  {
    control: "AWS_S3_MODEL_POLICY_PRESENT",
    holds: {
      "a satellite": models({}, { aws_s3_bucket_policy: { policy: "{}" } }),
      "the old attribute": models({ policy: "{}" }),
      "no models, which another control judges": bucket({}),
    },
    fails: { none: models(), "an explicit null": models({ policy: null }) },
    undecided: { "tags that are not known": bucket({ tags: "${var.tags}" }) },
  },
  {
    control: "AWS_S3_POLICY_PRESENT",
    holds: {
      "a satellite": bucket({}, { aws_s3_bucket_policy: { policy: "{}" } }),
      "models, which another control judges": models(),
    },
    fails: { none: bucket({}) },
    undecided: { "no tags are known, and no policy": bucket({ tags: "${var.tags}" }) },
  },
  {
    control: "AWS_S3_LOGS_PREFIXED",
    holds: { "a prefix": models({}, { aws_s3_bucket_logging: { target_bucket: "logs", target_prefix: "acme/" } }) },
    fails: {
      "an empty one": models({}, { aws_s3_bucket_logging: { target_bucket: "logs", target_prefix: "" } }),
      unset: models({}, { aws_s3_bucket_logging: { target_bucket: "logs" } }),
    },
    undecided: { "a variable": models({}, { aws_s3_bucket_logging: { target_prefix: "${var.prefix}" } }) },
  },
  {
    control: "AWS_S3_ACL_NOT_PUBLIC",
    holds: {
      private: bucket({}, { aws_s3_bucket_acl: { acl: "private" } }),
      "log delivery": bucket({}, { aws_s3_bucket_acl: { acl: "log-delivery-write" } }),
      "a canned ACL whose grants are not known yet": bucket(
        {},
        { aws_s3_bucket_acl: { acl: "private", access_control_policy: "${var.grants}" } },
      ),
      none: bucket({}),
      "a grant to an account": bucket(
        {},
        {
          aws_s3_bucket_acl: {
            access_control_policy: { grant: [{ permission: "READ", grantee: { type: "CanonicalUser", id: "x" } }] },
          },
        },
      ),
      "the group that delivers logs": bucket({
        grant: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery", permissions: ["WRITE"] }],
      }),
    },
    fails: {
      public: bucket({}, { aws_s3_bucket_acl: { acl: "public-read" } }),
      "every account": bucket({}, { aws_s3_bucket_acl: { acl: "authenticated-read" } }),
      "public, and grants that are not known yet": bucket(
        {},
        { aws_s3_bucket_acl: { acl: "public-read", access_control_policy: "${var.grants}" } },
      ),
      "the old attribute": bucket({ acl: "public-read-write" }),
      "a grant to all": bucket(
        {},
        {
          aws_s3_bucket_acl: {
            access_control_policy: { grant: [{ permission: "READ", grantee: { type: "Group", uri: ALL_USERS } }] },
          },
        },
      ),
      "the old grant": bucket({ grant: { type: "Group", uri: ALL_USERS, permissions: ["READ"] } }),
      "an object": { resource: { aws_s3_object: { it: { key: "k", acl: "public-read" } } } },
      "a copied object": {
        resource: { aws_s3_object_copy: { it: { grant: [{ type: "Group", uri: ALL_USERS, permissions: ["READ"] }] } } },
      },
    },
    undecided: { "not known": bucket({}, { aws_s3_bucket_acl: { acl: "${var.acl}" } }) },
  },
  {
    control: "AWS_S3_MODEL_ACL_UNSET",
    holds: {
      none: models({}),
      "what the provider of old wrote for none": models({ acl: "private" }),
      "another bucket": bucket({}, { aws_s3_bucket_acl: { acl: "log-delivery-write" } }),
    },
    fails: {
      "of its own resource": models({}, { aws_s3_bucket_acl: { acl: "private" } }),
      "the old attribute": models({ acl: "bucket-owner-full-control" }),
    },
    undecided: { "not known": models({ acl: "${var.acl}" }) },
  },
];
