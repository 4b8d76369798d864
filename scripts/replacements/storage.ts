import type { KindCases } from "./cases";
import { KEY, OTHER_KEY, OTHER_POLICY, POLICY, ROLE } from "./values";

/** Buckets, volumes, file systems and image repositories. */
export const STORAGE: Readonly<Record<string, KindCases>> = {
  aws_s3_bucket: {
    base: { bucket: "acme-models" },
    replaces: {
      bucket_prefix: ["b-", "a-", { bucket: null }],
      object_lock_enabled: [false, true],
      "object_lock_configuration.0.object_lock_enabled": [null, "Enabled"],
      bucket: ["other", "acme-models"],
    },
    updates: {
      acceleration_status: ["Suspended", "Enabled"],
      "cors_rule.0.allowed_methods": [["PUT"], ["GET"], { cors_rule: [{ allowed_origins: ["*"] }] }],
      force_destroy: [true, null],
      "lifecycle_rule.0.enabled": [false, true, { lifecycle_rule: [{ id: "old", expiration: [{ days: 30 }] }] }],
      "logging.0.target_bucket": ["acme-old-logs", "acme-logs"],
      policy: [OTHER_POLICY, POLICY],
      request_payer: ["BucketOwner", "Requester"],
      tags: [{ other: "value" }, null],
      "versioning.0.enabled": [false, true],
      "website.0.index_document": ["old.html", "index.html"],
    },
  },
  aws_s3_bucket_acl: {
    base: { bucket: "acme-models", acl: "private" },
    replaces: { bucket: ["other", "acme-models"], expected_bucket_owner: ["other", null] },
    updates: {
      access_control_policy: [
        [{ owner: [{ id: "b" }], grant: [{ permission: "READ", grantee: [{ type: "CanonicalUser", id: "b" }] }] }],
        [{ owner: [{ id: "a" }], grant: [{ permission: "READ", grantee: [{ type: "CanonicalUser", id: "a" }] }] }],
        { acl: null },
      ],
      acl: ["other", "private"],
    },
  },
  aws_s3_bucket_lifecycle_configuration: {
    base: {
      bucket: "acme-models",
      rule: [{ id: "old", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 30 }] }],
    },
    filled: { expected_bucket_owner: "", transition_default_minimum_object_size: "all_storage_classes_128K" },
    replaces: { expected_bucket_owner: ["210987654321", "123456789012"], bucket: ["other", "acme-models"] },
    updates: {
      transition_default_minimum_object_size: ["varies_by_storage_class", "all_storage_classes_128K"],
      "rule.0.status": ["Disabled", "Enabled"],
      "rule.0.prefix": ["old", "new"],
    },
  },
  aws_s3_bucket_logging: {
    base: { bucket: "acme-models", target_bucket: "acme-logs", target_prefix: "models/" },
    replaces: { bucket: ["other", "acme-models"], expected_bucket_owner: ["other", null] },
    updates: {
      target_bucket: ["other", "acme-logs"],
      target_prefix: ["other", "models/"],
      target_grant: [
        [{ permission: "other", grantee: [{ email_address: "other", id: "other", type: "other", uri: "other" }] }],
        null,
      ],
    },
  },
  aws_s3_bucket_object_lock_configuration: {
    base: { bucket: "acme-models", rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 30 }] }] },
    filled: { object_lock_enabled: "Enabled" },
    replaces: {
      bucket: ["other", "acme-models"],
      expected_bucket_owner: ["other", null],
      object_lock_enabled: ["other", null],
    },
    updates: {
      "rule.0.default_retention.0.days": [7, 30],
      "rule.0.default_retention.0.mode": ["other", "GOVERNANCE"],
      "rule.0.default_retention.0.years": [7, null],
    },
  },
  aws_s3_bucket_ownership_controls: {
    base: { bucket: "acme-models", rule: [{ object_ownership: "BucketOwnerEnforced" }] },
    replaces: { bucket: ["other", "acme-models"] },
    updates: { "rule.0.object_ownership": ["other", "BucketOwnerEnforced"] },
  },
  aws_s3_bucket_policy: {
    base: { bucket: "acme-models", policy: POLICY },
    replaces: { bucket: ["other", "acme-models"] },
    updates: { policy: [OTHER_POLICY, POLICY] },
  },
  aws_s3_bucket_public_access_block: {
    base: { bucket: "acme-models", block_public_acls: true },
    replaces: { bucket: ["other", "acme-models"] },
    updates: { block_public_acls: [false, true], block_public_policy: [true, null], ignore_public_acls: [true, null] },
  },
  aws_s3_bucket_replication_configuration: {
    base: {
      bucket: "acme-models",
      role: ROLE,
      rule: [{ id: "all", status: "Enabled", destination: [{ bucket: "arn:aws:s3:::acme-copies" }] }],
    },
    replaces: { bucket: ["other", "acme-models"] },
    updates: { "rule.0.prefix": ["other", null], "rule.0.priority": [7, null], "rule.0.status": ["other", "Enabled"] },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    base: {
      bucket: "acme-models",
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }],
    },
    replaces: { bucket: ["other", "acme-models"], expected_bucket_owner: ["other", null] },
    updates: {
      "rule.0.bucket_key_enabled": [true, null],
      "rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id": ["other", null],
      "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm": ["other", "aws:kms"],
    },
  },
  aws_s3_bucket_versioning: {
    base: { bucket: "acme-models", versioning_configuration: [{ status: "Enabled" }] },
    replaces: { bucket: ["other", "acme-models"], expected_bucket_owner: ["other", null] },
    updates: { "versioning_configuration.0.status": ["other", "Enabled"], mfa: ["other", null] },
  },
  aws_ebs_volume: {
    base: { availability_zone: "eu-west-1a", size: 100 },
    replaces: {
      kms_key_id: [OTHER_KEY, KEY],
      availability_zone: ["other", "eu-west-1a"],
      encrypted: [false, true],
      multi_attach_enabled: [true, null],
      outpost_arn: ["other", null],
      snapshot_id: ["old", "new"],
    },
    updates: {
      type: ["gp2", "gp3"],
      size: [50, 100],
      throughput: [130, 125, { type: "gp3" }],
      iops: [3000, 4000, { type: "gp3" }],
    },
  },
  aws_efs_file_system: {
    base: { creation_token: "models" },
    replaces: {
      kms_key_id: [OTHER_KEY, KEY, { encrypted: true }],
      performance_mode: ["maxIO", "generalPurpose"],
      availability_zone_name: ["old", "new"],
      creation_token: ["other", "models"],
      encrypted: [false, true],
    },
    updates: {
      throughput_mode: ["bursting", "elastic"],
      tags: [{ other: "value" }, null],
      lifecycle_policy: [
        [{ transition_to_archive: "other", transition_to_ia: "other", transition_to_primary_storage_class: "other" }],
        null,
      ],
    },
  },
  aws_ecr_repository: {
    base: { name: "models" },
    replaces: {
      "encryption_configuration.0.kms_key": [
        OTHER_KEY,
        KEY,
        { encryption_configuration: [{ encryption_type: "KMS" }] },
      ],
      "encryption_configuration.0.encryption_type": ["AES256", "KMS"],
      encryption_configuration: [null, [{ encryption_type: "KMS" }]],
      name: ["other", "models"],
    },
    updates: { tags: [{ other: "value" }, null], force_delete: [true, null], image_tag_mutability: ["other", null] },
  },
  aws_ecr_repository_policy: {
    base: { repository: "models", policy: POLICY },
    replaces: { repository: ["other", "models"] },
    updates: { policy: [OTHER_POLICY, POLICY] },
  },
};
