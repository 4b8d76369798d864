import type { Control } from "../control";
import { AWS_S3_BUCKET_CONTROLS } from "./aws-s3-buckets";
import { AWS_S3_POLICY_CONTROLS } from "./aws-s3-policies";
import { HOLDS_MODELS } from "./model-buckets";

const BLOCK_SETTINGS = '["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]';

/** Kinds whose `acl` may be a canned one. */
const ACL_KINDS: readonly string[] = [
  "aws_s3_bucket",
  "aws_s3_bucket_acl",
  "aws_s3_object",
  "aws_s3_bucket_object",
  "aws_s3_object_copy",
];

/** Groups that anybody belongs to. An e-mail address or an account is somebody. */
function isPublicGroup(uri: string): string {
  return `(text(${uri}).endsWith("/AllUsers") || text(${uri}).endsWith("/AuthenticatedUsers"))`;
}

/** Ways in which buckets become public. */
const AWS_S3_PUBLIC_ACCESS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT",
    severity: "critical",
    category: "exposure",
    title: "Every bucket has a public access block",
    appliesTo: ["aws_s3_bucket"],
    require: 'satellites(self, "aws_s3_bucket_public_access_block").size() > 0',
    attribute: "bucket",
    message: "No aws_s3_bucket_public_access_block points at this bucket",
    rationale:
      "Without the block one wrong ACL or policy publishes the weights; with it, the wrong one is refused or ignored.",
    remediation:
      "Add an aws_s3_bucket_public_access_block with all four settings true; SecureModelBucket makes one for every bucket.",
    answers: [
      "S3-17",
      "DENY-S3-001",
      "CKV2_AWS_6",
      "AVD-AWS-0094",
      "AUD-10",
      "STB-03",
      "AVD-AWS-0161",
      "CIS AWS-1.4 3.3",
      "AML.M0005",
      "AML.T0025",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE",
    severity: "critical",
    category: "exposure",
    title: "The public access block is on in all four ways",
    appliesTo: ["aws_s3_bucket_public_access_block"],
    require: `${BLOCK_SETTINGS}.all(name, isTrue(self[name]))`,
    found: `${BLOCK_SETTINGS}.filter(name, !isTrue(self[name])).map(name, {"attribute": name, "message": "is not true"})`,
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
      "DENY-S3-001",
      "CKV_AWS_53",
      "CKV_AWS_54",
      "CKV_AWS_55",
      "CKV_AWS_56",
      "AVD-AWS-0086",
      "AVD-AWS-0087",
      "AVD-AWS-0091",
      "AVD-AWS-0093",
      "KICS d0cc8694",
      "KICS 4fa66806",
      "KICS 1ec253ab",
      "AML.M0005",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_S3_ACCOUNT_PUBLIC_ACCESS_BLOCK",
    severity: "high",
    category: "exposure",
    title: "The account blocks public buckets in all four ways",
    appliesTo: ["aws_s3_account_public_access_block"],
    require: `${BLOCK_SETTINGS}.all(name, isTrue(self[name]))`,
    found: `${BLOCK_SETTINGS}.filter(name, !isTrue(self[name])).map(name, {"attribute": name, "message": "is not true"})`,
    attribute: "block_public_acls",
    message: "Buckets of the account can be made public",
    rationale:
      "The block of the account is what protects the buckets that nobody looked at: with a gap in it, it protects none for sure.",
    remediation: "Set all four settings to true; each defaults to false.",
    answers: ["S3-18", "AML.M0005"],
  },
  {
    id: "AWS_S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCK",
    severity: "critical",
    category: "exposure",
    title: "Access points block public access",
    appliesTo: ["aws_s3_access_point"],
    require: `${BLOCK_SETTINGS}.all(name, self.public_access_block_configuration.all(b, b[name] == null || isTrue(b[name])))`,
    attribute: "public_access_block_configuration",
    message: "The access point can be made public",
    rationale: "An access point has a block of its own: one that is open is a second door to the weights.",
    remediation:
      "Leave public_access_block_configuration out or set all four settings to true, their default here; it cannot be changed later.",
    answers: ["S3-36", "CKV_AWS_392", "AML.M0005"],
  },
  {
    id: "AWS_S3_ACL_NOT_PUBLIC",
    severity: "critical",
    category: "exposure",
    title: "No ACL gives objects to everybody",
    appliesTo: ACL_KINDS,
    // A canned ACL and grants exclude each other, and plans of the first do not know the second.
    require: `self.acl != null ? ${[
      '!(self.acl in ["public-read", "public-read-write", "authenticated-read"])',
      `resource.kind in ["aws_s3_bucket", "aws_s3_object_copy"] ? !self.grant.exists(g, ${isPublicGroup("g.uri")})`,
      'resource.kind != "aws_s3_bucket_acl" || ' +
        `!self.access_control_policy.exists(p, p.grant.exists(g, g.grantee.exists(e, ${isPublicGroup("e.uri")})))`,
    ].join(" : ")}`,
    attribute: "acl",
    message: "The ACL gives access to everybody",
    rationale:
      "A public ACL gives the weights to everybody, and no Allow of a bucket policy is needed for it. Any AWS account in the world " +
      "is an authenticated user.",
    remediation:
      "Leave ACLs out, and let the bucket's owner own every object; unset is private. SecureModelBucket turns ACLs off.",
    answers: [
      "S3-05",
      "CKV_AWS_20",
      "CKV_AWS_57",
      "AVD-AWS-0092",
      "KICS 38c5ee0d",
      "AML.M0005",
      "AML.T0025",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_S3_MODEL_ACL_UNSET",
    severity: "medium",
    category: "identity",
    title: "Buckets of models have no ACL",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    // That of the owner alone is what the provider of old wrote for none.
    require: `!(${HOLDS_MODELS}) || (text(self.acl) in ["", "private"] && satellites(self, "aws_s3_bucket_acl").size() == 0)`,
    attribute: "acl",
    message: "An ACL says who may use the bucket, beside its policy",
    rationale:
      "An ACL can be set only where ACLs are on, and there whoever uploads may also say who reads: the policy of the bucket no longer " +
      "tells who has the weights.",
    remediation:
      "Remove acl and the aws_s3_bucket_acl, and let the bucket's owner own every object; SecureModelBucket turns ACLs off.",
    answers: ["S3-05", "AML.M0005"],
  },
  {
    id: "AWS_S3_NO_WEBSITE",
    severity: "high",
    category: "exposure",
    title: "No bucket is a website",
    appliesTo: ["aws_s3_bucket", "aws_s3_bucket_website_configuration"],
    require: 'resource.kind == "aws_s3_bucket" ? self.website.size() == 0 : self.redirect_all_requests_to.size() > 0',
    attribute: "website",
    message: "The bucket is served as a website",
    rationale:
      "A website gives artifacts out over plain HTTP, and needs a public bucket for it. Estates that also host a web page do " +
      "better to put it behind a CDN, with the bucket private.",
    remediation:
      "Remove the website configuration; only one that redirects everything elsewhere is harmless. SecureModelBucket has none.",
    answers: ["S3-06", "KICS 42bb6b7f", "AML.T0025"],
  },
  {
    id: "AWS_S3_BUCKET_OWNER_ENFORCED",
    severity: "medium",
    category: "identity",
    title: "The owner of the bucket owns every object",
    appliesTo: ["aws_s3_bucket_ownership_controls"],
    require: 'self.rule.exists(r, true) && self.rule.all(r, r.object_ownership == "BucketOwnerEnforced")',
    attribute: "rule.object_ownership",
    rationale:
      "Where ACLs still work, an uploader keeps ownership of the weights and may give them to others. Buckets without ownership " +
      "controls are made with this value since 2023.",
    remediation: 'Set object_ownership to "BucketOwnerEnforced"; SecureModelBucket and LogBucket do.',
    answers: ["S3-19", "DENY-S3-006", "CKV2_AWS_65", "AML.M0005"],
  },
  {
    id: "AWS_S3_MODEL_OWNERSHIP_PRESENT",
    severity: "medium",
    category: "identity",
    title: "Buckets of models say who owns their objects",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require: `!(${HOLDS_MODELS}) || satellites(self, "aws_s3_bucket_ownership_controls").size() > 0`,
    attribute: "bucket",
    message: "No aws_s3_bucket_ownership_controls points at this bucket of models",
    rationale:
      "S3 turns ACLs off in new buckets, but not in those made before April 2023, and anybody may turn them on again: what is " +
      "not written is not put back.",
    remediation:
      'Add an aws_s3_bucket_ownership_controls with object_ownership "BucketOwnerEnforced"; SecureModelBucket makes one.',
    answers: ["S3-19", "DENY-S3-006", "CKV2_AWS_65", "AML.M0005"],
  },
];

/**
 * Buckets that hold models, logs of who read them, and state: every bucket of a serving estate is private.
 *
 * What a satellite says is judged on the satellite, that it is there on the bucket: each fault has one finding.
 */
export const AWS_S3_CONTROLS: readonly Control[] = [
  ...AWS_S3_PUBLIC_ACCESS_CONTROLS,
  ...AWS_S3_BUCKET_CONTROLS,
  ...AWS_S3_POLICY_CONTROLS,
];
