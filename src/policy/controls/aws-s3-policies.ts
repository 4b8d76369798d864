import type { Control } from "../control";
import { HOLDS_MODELS } from "./model-buckets";
import { NOBODY_UNNAMED, OPEN_STATEMENTS } from "./open-policies";

const HAS_POLICY = 'self.policy != null || satellites(self, "aws_s3_bucket_policy").size() > 0';

/** The policy denies everyone what meets the condition, on the objects and on the bucket, in one statement or in two. */
function deniesAll(condition: string): string {
  const denies = `s.effect == "Deny" && isAnyone(s) && (${condition})`;
  return [
    `statements(self.policy).exists(s, ${denies} && ` +
      'speaksOf(s, "s3:GetObject") && speaksOf(s, "s3:PutObject") && speaksOfObjects(s))',
    `statements(self.policy).exists(s, ${denies} && speaksOf(s, "s3:ListBucket") && speaksOfBucket(s))`,
  ].join(" && ");
}

/** Policies of buckets and of access points, whichever way they are written. */
export const AWS_S3_POLICY_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_MODEL_POLICY_PRESENT",
    severity: "high",
    category: "storage",
    title: "Every bucket of models has a policy",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require: `!(${HOLDS_MODELS}) || ${HAS_POLICY}`,
    attribute: "policy",
    message: "No aws_s3_bucket_policy points at this bucket of models",
    rationale: "S3 answers over plain HTTP unless a policy denies it, and whoever listens reads the weights.",
    remediation:
      "Add an aws_s3_bucket_policy that denies requests without TLS; the default is none. SecureModelBucket makes one.",
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c"],
  },
  {
    id: "AWS_S3_POLICY_PRESENT",
    severity: "medium",
    category: "storage",
    title: "Every other bucket has a policy",
    appliesTo: ["aws_s3_bucket"],
    when: `!(${HOLDS_MODELS})`,
    require: HAS_POLICY,
    attribute: "policy",
    message: "No aws_s3_bucket_policy points at this bucket",
    rationale:
      "S3 answers over plain HTTP unless a policy denies it: logs and state of a serving estate tell almost as much as its " +
      "weights. Buckets of models have a control of their own.",
    remediation:
      "Add an aws_s3_bucket_policy that denies requests without TLS; the default is none. LogBucket makes one.",
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c"],
  },
  {
    id: "AWS_S3_TLS_ONLY",
    severity: "high",
    category: "storage",
    title: "The bucket answers over TLS alone",
    appliesTo: ["aws_s3_bucket_policy"],
    require: deniesAll('hasCondition(s, "Bool", "aws:SecureTransport", "false")'),
    attribute: "policy",
    message: "The policy does not deny requests without TLS to everyone, for the bucket and its objects",
    rationale:
      "S3 answers over plain HTTP unless the policy denies it: weights and credentials would cross the network in the clear.",
    remediation:
      "Deny s3:* to everyone on the bucket and on its objects when aws:SecureTransport is false, with no other condition; " +
      "SecureModelBucket and LogBucket do.",
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c"],
  },
  {
    id: "AWS_S3_TLS_1_2",
    severity: "medium",
    category: "storage",
    title: "The bucket answers over TLS 1.2 or later",
    appliesTo: ["aws_s3_bucket_policy"],
    require: deniesAll(
      ["1.2", "1.3"].map((version) => `hasCondition(s, "NumericLessThan", "s3:TlsVersion", "${version}")`).join(" || "),
    ),
    attribute: "policy",
    message: "The policy does not deny TLS before 1.2",
    rationale:
      "Old versions of TLS can be broken. AWS turned them off at its own endpoints, so this is the second lock on that door.",
    remediation:
      "Deny s3:* to everyone on the bucket and on its objects when s3:TlsVersion is less than 1.2; SecureModelBucket and LogBucket do.",
    answers: ["S3-21"],
  },
  {
    id: "AWS_S3_POLICY_NO_ANYONE",
    severity: "critical",
    category: "storage",
    title: "No policy of a bucket allows anyone",
    appliesTo: ["aws_s3_bucket_policy", "aws_s3_bucket", "aws_s3_access_point", "aws_s3control_access_point_policy"],
    // Plans show on the bucket the policy that it had before its satellite changes it.
    when:
      'resource.kind != "aws_s3_bucket" || ' +
      '(self.policy != null && satellites(self, "aws_s3_bucket_policy").size() == 0)',
    require: NOBODY_UNNAMED,
    found: OPEN_STATEMENTS,
    attribute: "policy",
    message: "The policy allows everybody",
    rationale:
      "A policy that allows everybody publishes the weights. Only conditions on account, organization, network or caller narrow " +
      "it: not NotEquals, not IfExists, not a pattern that all match.",
    remediation:
      "Name the principals, or add StringEquals on aws:PrincipalOrgID, aws:SourceVpce or their like; SecureModelBucket gives to " +
      "named roles alone.",
    answers: ["S3-25", "DENY-S3-005", "CKV_AWS_70", "KICS a4966c4f"],
  },
  {
    id: "AWS_S3_POLICY_NO_LOCKOUT",
    severity: "medium",
    category: "storage",
    title: "No policy locks out those who must repair it",
    appliesTo: ["aws_s3_bucket_policy"],
    require:
      '!statements(self.policy).exists(s, s.effect == "Deny" && isAnyone(s) && s.conditions.size() == 0 && ' +
      '(speaksOf(s, "s3:PutBucketPolicy") || speaksOf(s, "s3:DeleteBucketPolicy")) && speaksOfBucket(s))',
    attribute: "policy",
    message: "A Deny to everyone without a condition covers the actions on the bucket's policy",
    rationale:
      "A Deny to everyone without a condition binds the administrators too: only the account's root can repair the bucket then.",
    remediation:
      "Give every Deny to everyone a condition, or leave the actions on policies out of it; SecureModelBucket does.",
    answers: ["S3-26", "CKV_AWS_93"],
  },
];
