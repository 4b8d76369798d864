/** Rows of the catalogue, one a line: id, level, what it asks of which attribute, ids of others that it names. */
export const CATALOGUE_STORAGE = `
# Model storage on AWS
S3-01 | should | aws_s3_bucket.bucket: explicit, DNS-compliant, contains tier + tenant | AVD-AWS-0320
S3-02 | must | aws_s3_bucket.force_destroy: false (prod)
S3-03 | opt | aws_s3_bucket.object_lock_enabled: true for "released weights" profile; only settable at creation | CKV_AWS_143
S3-04 | must | aws_s3_bucket.tags["ai-artifact"]: model, plus tier, tenant, owner, data-class
S3-05 | must | aws_s3_bucket.acl: unset (attribute and aws_s3_bucket_acl absent) | CKV_AWS_20, CKV_AWS_57, AVD-AWS-0092, KICS 38c5ee0d
S3-06 | must | aws_s3_bucket.website: unset | KICS 42bb6b7f
S3-07 | must | aws_s3_bucket_versioning.versioning_configuration.status: Enabled | CKV_AWS_21, AVD-AWS-0090, KICS 568a4d22
S3-08 | opt | aws_s3_bucket_versioning.versioning_configuration.mfa_delete: Enabled (root + MFA only, outside Terraform) | AVD-AWS-0170, KICS c5b31ab9, CIS AWS-1.4 2.1.3
S3-09 | must | aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm: aws:kms | CKV_AWS_19, CKV_AWS_145, KICS 6726dcc0, KICS ad03cb46
S3-10 | must | aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id: CMK ARN in the same region (never alias/aws/s3) | AVD-AWS-0132
S3-11 | must | aws_s3_bucket_server_side_encryption_configuration.rule.bucket_key_enabled: true
S3-12 | opt | aws_s3_bucket_server_side_encryption_configuration.rule.blocked_encryption_types: ["SSE-C"] (new in provider 6.2x; check accepted values)
S3-13 | must | aws_s3_bucket_public_access_block.block_public_acls: true | CKV_AWS_53, CKV2_AWS_6, AVD-AWS-0086, KICS d0cc8694
S3-14 | must | aws_s3_bucket_public_access_block.block_public_policy: true | CKV_AWS_54, CKV2_AWS_6, AVD-AWS-0087
S3-15 | must | aws_s3_bucket_public_access_block.ignore_public_acls: true | CKV_AWS_55, AVD-AWS-0091, KICS 4fa66806
S3-16 | must | aws_s3_bucket_public_access_block.restrict_public_buckets: true | CKV_AWS_56, AVD-AWS-0093, KICS 1ec253ab
S3-17 | must | aws_s3_bucket_public_access_block.bucket: a *reference* to the bucket in the same stack | CKV2_AWS_6, AVD-AWS-0094
S3-18 | should | aws_s3_account_public_access_block.block_public_policy: all four flags true (platform stack, once per account)
S3-19 | must | aws_s3_bucket_ownership_controls.rule.object_ownership: BucketOwnerEnforced | CKV2_AWS_65
S3-20 | must | aws_s3_bucket_policy.policy :: Deny * when Bool aws:SecureTransport=false: on bucket ARN and /* | KICS 4bc4dd4c
S3-21 | must | aws_s3_bucket_policy.policy :: Deny * when NumericLessThan s3:TlsVersion 1.2: 1.2
S3-22 | should | aws_s3_bucket_policy.policy :: Deny s3:PutObject unless SSE-KMS with this key id: conditions on s3:x-amz-server-side-encryption and ...-aws-kms-key-id (IfExists form) | CKV_AWS_145
S3-23 | should | aws_s3_bucket_policy.policy :: Deny data-plane actions unless aws:SourceVpce in list: GetObject/PutObject only; exempt break-glass + publisher roles | AML.M0019
S3-24 | must | aws_s3_bucket_policy.policy :: s3:PutObject/DeleteObject only for the publisher role: serving roles get read only | AML.M0005, LLM04
S3-25 | must | aws_s3_bucket_policy.policy :: no Allow with Principal "*": none | CKV_AWS_70, KICS a4966c4f
S3-26 | must | aws_s3_bucket_policy.policy :: no Deny on policy-management actions without a condition: every Deny * carries a Condition | CKV_AWS_93
S3-27 | must | aws_s3_bucket_logging.target_bucket: dedicated log bucket, same region and account | CKV_AWS_18, AVD-AWS-0089, KICS f861041c
S3-28 | must | aws_s3_bucket_logging.target_prefix: <bucket>/
S3-29 | must | aws_s3_bucket_lifecycle_configuration.rule.abort_incomplete_multipart_upload.days_after_initiation: <= 7 | CKV_AWS_300, CKV2_AWS_61
S3-30 | should | aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_expiration.noncurrent_days: >= 90 with newer_noncurrent_versions kept | CKV2_AWS_61
S3-31 | opt | aws_s3_bucket_object_lock_configuration.rule.default_retention.mode: GOVERNANCE (or COMPLIANCE for regulated) + days | CKV_AWS_143
S3-32 | should | aws_s3_bucket_notification.eventbridge: true | CKV2_AWS_62, AML.M0014
S3-33 | opt | aws_s3_bucket_replication_configuration.rule.destination.encryption_configuration.replica_kms_key_id: CMK in the replica region | CKV_AWS_144
S3-34 | opt | aws_s3_bucket_replication_configuration.rule.source_selection_criteria.sse_kms_encrypted_objects.status: Enabled when replication is used | CKV_AWS_144
S3-35 | opt | aws_s3_access_point.vpc_configuration.vpc_id: set (VPC-only access point per tenant) | CKV_AWS_392
S3-36 | must | aws_s3_access_point.public_access_block_configuration.block_public_policy: all four true if an access point exists | CKV_AWS_392
S3-37 | should | aws_s3_object.checksum_algorithm: SHA256 when the library uploads manifests/configs | AML.M0014, AML.M0013
S3-38 | opt | aws_guardduty_malware_protection_plan.protected_resource.s3_bucket.bucket_name: the upload/quarantine bucket | AML.M0016
S3-39 | opt | aws_guardduty_malware_protection_plan.actions.tagging.status: ENABLED + bucket policy denying GetObject on untagged/infected objects | AML.M0014
S3-40 | must | aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm: log-bucket profile only: AES256 when it receives ALB access logs
# Model storage on Google Cloud
GCS-01 | must | google_storage_bucket.uniform_bucket_level_access: true | CKV_GCP_29, AVD-GCP-0002, KICS bb0db090
GCS-02 | must | google_storage_bucket.public_access_prevention: enforced | CKV_GCP_114
GCS-03 | must | google_storage_bucket.versioning.enabled: true | CKV_GCP_78, AVD-GCP-0078, KICS e7e961ac
GCS-04 | must | google_storage_bucket.encryption.default_kms_key_name: CMEK in the bucket's location | AVD-GCP-0066, AML.M0012
GCS-05 | should | google_storage_bucket.logging.log_bucket: a *different* bucket (or rely on Data Access audit logs) | CKV_GCP_62, CKV_GCP_63, AVD-GCP-0077, KICS d6cabc3a
GCS-06 | opt | google_storage_bucket.retention_policy.retention_period: set on released-weights and log buckets | CKV2_GCP_4
GCS-07 | opt | google_storage_bucket.retention_policy.is_locked: true only on log buckets; irreversible | CKV2_GCP_4
GCS-08 | should | google_storage_bucket.soft_delete_policy.retention_duration_seconds: >= 604800
GCS-09 | should | google_storage_bucket.lifecycle_rule.action.type: AbortIncompleteMultipartUpload (age <= 7) and Delete for old noncurrent versions
GCS-10 | must | google_storage_bucket.force_destroy: false
GCS-11 | must | google_storage_bucket.location: same region as the GPU pool and the key
GCS-12 | must | google_storage_bucket.labels["ai-artifact"]: model, tier, tenant (lowercase only)
GCS-13 | must | google_storage_bucket.website: unset (and cors unset)
GCS-14 | opt | google_storage_bucket.ip_filter.mode: Enabled with vpc_network_sources = serving VPC | AML.M0019
GCS-15 | must | google_storage_bucket_iam_member.member: never allUsers / allAuthenticatedUsers | CKV_GCP_28, AVD-GCP-0001, KICS a6cd52a1
GCS-16 | must | google_storage_bucket_iam_member.role: serving: roles/storage.objectViewer; publisher: roles/storage.objectCreator-class role; never storage.admin | AML.M0005, LLM04
GCS-17 | should | google_storage_bucket_iam_member.condition.expression: resource.name.startsWith("projects/_/buckets/B/objects/MODEL/")
GCS-18 | must | google_storage_bucket_acl.bucket: resource must not exist (nor default_object_acl / object_access_control) | CKV_GCP_29
GCS-19 | must | google_storage_hmac_key.service_account_email: resource must not exist | AML.T0055
# Keys
KEY-01 | must | aws_kms_key.enable_key_rotation: true | CKV_AWS_7, AVD-AWS-0065, KICS 22fbfeac
KEY-02 | should | aws_kms_key.rotation_period_in_days: 90-365 | CKV_AWS_7
KEY-03 | must | aws_kms_key.deletion_window_in_days: 30 (7-30 allowed) | KICS 0b530315
KEY-04 | must | aws_kms_key.is_enabled: true / unset | CKV_AWS_227
KEY-05 | must | aws_kms_key.policy :: defined explicitly: inline policy or aws_kms_key_policy | CKV2_AWS_64
KEY-06 | must | aws_kms_key.policy :: no Principal "*" without condition: none | CKV_AWS_33, KICS 7ebc9038
KEY-07 | should | aws_kms_key.policy :: admin statement without kms:Decrypt / kms:CreateGrant: key admins cannot read weights
KEY-08 | should | aws_kms_key.policy :: user statement has kms:ViaService + kms:CallerAccount: s3.<region>.amazonaws.com, secretsmanager...
KEY-09 | must | aws_kms_key.policy :: CloudWatch Logs service principal with kms:EncryptionContext:aws:logs:arn: logs.<region>.amazonaws.com, ArnLike on the log-group ARN | CKV_AWS_158
KEY-10 | must | aws_kms_key.policy :: AutoScaling service-linked role may use + create grants: only on the node-disk key
KEY-11 | must | aws_kms_key.bypass_policy_lockout_safety_check: false / unset
KEY-12 | should | aws_kms_key.multi_region: false unless a replica is declared
KEY-13 | should | aws_kms_alias.target_key_id: alias per purpose, never used in policies
KEY-14 | should | aws_ebs_encryption_by_default.enabled: true (platform stack) | CKV_AWS_106
KEY-15 | should | aws_ebs_default_kms_key.key_arn: node-disk CMK | AVD-AWS-0027
KEY-16 | must | google_kms_key_ring.location: same location as bucket / cluster / registry
KEY-17 | must | google_kms_crypto_key.rotation_period: <= 7776000s (90 days) | CKV_GCP_43, AVD-GCP-0065, KICS d8c57c4e
KEY-18 | must | google_kms_crypto_key.lifecycle.prevent_destroy: true | CKV_GCP_82
KEY-19 | should | google_kms_crypto_key.destroy_scheduled_duration: >= 2592000s (default is 30 days)
KEY-20 | opt | google_kms_crypto_key.version_template.protection_level: HSM for regulated profile
KEY-21 | must | google_kms_crypto_key.purpose: ENCRYPT_DECRYPT (ASYMMETRIC_SIGN only for the image-signing key)
KEY-22 | must | google_kms_crypto_key_iam_member.member: no allUsers/allAuthenticatedUsers | CKV_GCP_112, CKV2_GCP_6
KEY-23 | must | google_kms_key_ring_iam_member.member: no allUsers/allAuthenticatedUsers | CKV2_GCP_8
KEY-24 | must | google_kms_crypto_key_iam_member.role: service agents get roles/cloudkms.cryptoKeyEncrypterDecrypter only, per key | CIS GKE-1.9 5.3.1, CIS GKE-1.9 5.9.2
`;
