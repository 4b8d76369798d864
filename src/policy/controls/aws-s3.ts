import type { Control } from "../control";

/**
 * Buckets that hold models, logs of who read them, and state: every bucket of a serving estate is private.
 *
 * What a satellite says is judged on the satellite, that it is there on the bucket: each fault has one finding.
 */
export const AWS_S3_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT",
    severity: "critical",
    category: "storage",
    title: "Every bucket has a public access block",
    appliesTo: ["aws_s3_bucket"],
    require: 'satellites(self, "aws_s3_bucket_public_access_block").size() > 0',
    attribute: "bucket",
    message: "No aws_s3_bucket_public_access_block points at this bucket",
    rationale:
      "Without the block one wrong ACL or policy publishes the weights; with it, the wrong one is refused or ignored.",
    remediation:
      "Add an aws_s3_bucket_public_access_block with all four settings true; SecureModelBucket makes one for every bucket.",
    answers: ["S3-17", "DENY-S3-001", "CKV2_AWS_6", "AVD-AWS-0094"],
  },
  {
    id: "AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE",
    severity: "critical",
    category: "storage",
    title: "The public access block is on in all four ways",
    appliesTo: ["aws_s3_bucket_public_access_block"],
    require: [
      "isTrue(self.block_public_acls)",
      "isTrue(self.block_public_policy)",
      "isTrue(self.ignore_public_acls)",
      "isTrue(self.restrict_public_buckets)",
    ].join(" && "),
    found:
      '["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]' +
      '.filter(name, !isTrue(self[name])).map(name, {"attribute": name, "message": "is not true"})',
    attribute: "block_public_acls",
    message: "The bucket can be made public",
    rationale:
      "Each of the four settings closes a way of its own: three out of four leave the weights one call from public.",
    remediation:
      "Set block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets to true; each defaults to false.",
    answers: [
      "S3-13",
      "S3-14",
      "S3-15",
      "S3-16",
      "CKV_AWS_53",
      "CKV_AWS_54",
      "CKV_AWS_55",
      "CKV_AWS_56",
      "AVD-AWS-0086",
      "AVD-AWS-0087",
      "AVD-AWS-0091",
      "AVD-AWS-0093",
    ],
  },
  {
    id: "AWS_S3_VERSIONING_ENABLED",
    severity: "high",
    category: "storage",
    title: "Versioning is enabled",
    appliesTo: ["aws_s3_bucket_versioning"],
    require: 'self.versioning_configuration.exists(v, v.status == "Enabled")',
    attribute: "versioning_configuration.status",
    rationale: "A replaced or deleted model can only be rolled back when the version before it was kept.",
    remediation: 'Set versioning_configuration.status to "Enabled".',
    answers: ["S3-07", "DENY-S3-003", "CKV_AWS_21", "AVD-AWS-0090", "KICS 568a4d22"],
  },
];
