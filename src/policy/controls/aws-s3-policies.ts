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

/** Actions that make or change an object, and those that make one disappear. */
const WRITES = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"];

/** A write is given to what serves: pods take the role. */
const GIVES_WRITES_TO_SERVERS =
  `s.effect == "Allow" && (${WRITES.map((action) => `allows(s, "${action}")`).join(" || ")}) && ` +
  "servingPrincipals(s).size() > 0";

/** Conditions that tell callers apart. With any other, the statement denies only some requests of them. */
const TELLS_CALLERS =
  's.conditions.all(c, c.variable.lowerAscii() in ["aws:principalarn", "aws:principalisawsservice", "aws:principalaccount", ' +
  '"aws:principalorgid", "aws:principalorgpaths", "aws:userid", "aws:viaawsservice"] || ' +
  'c.variable.lowerAscii().startsWith("aws:principaltag/"))';

/** The policy denies the action on objects to everyone, or to everyone but some callers. */
function guards(action: string): string {
  return (
    `statements(p.policy).exists(s, s.effect == "Deny" && (isAnyone(s) || s.not_principals.size() > 0) && ` +
    `speaksOf(s, "${action}") && speaksOfObjects(s) && ${TELLS_CALLERS})`
  );
}

/** Policies of buckets and of access points, whichever way they are written. */
export const AWS_S3_POLICY_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_MODEL_POLICY_PRESENT",
    severity: "high",
    category: "encryption",
    title: "Every bucket of models has a policy",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require: `!(${HOLDS_MODELS}) || ${HAS_POLICY}`,
    attribute: "policy",
    message: "No aws_s3_bucket_policy points at this bucket of models",
    rationale: "S3 answers over plain HTTP unless a policy denies it, and whoever listens reads the weights.",
    remediation:
      "Add an aws_s3_bucket_policy that denies requests without TLS; the default is none. SecureModelBucket makes one.",
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c", "AML.M0012"],
  },
  {
    id: "AWS_S3_POLICY_PRESENT",
    severity: "medium",
    category: "encryption",
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
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c", "AML.M0012"],
  },
  {
    id: "AWS_S3_TLS_ONLY",
    severity: "high",
    category: "encryption",
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
    answers: ["S3-20", "DENY-S3-004", "KICS 4bc4dd4c", "AML.M0012"],
  },
  {
    id: "AWS_S3_TLS_1_2",
    severity: "medium",
    category: "encryption",
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
    answers: ["S3-21", "AML.M0012"],
  },
  {
    id: "AWS_S3_POLICY_NO_ANYONE",
    severity: "critical",
    category: "exposure",
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
    answers: ["S3-25", "DENY-S3-005", "CKV_AWS_70", "KICS a4966c4f", "AML.M0005", "AML.T0025", "ML05:2023"],
  },
  {
    id: "AWS_S3_POLICY_NO_LOCKOUT",
    severity: "medium",
    category: "resilience",
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
  {
    id: "AWS_S3_SERVING_READS_ONLY",
    severity: "high",
    category: "identity",
    title: "No policy of a bucket lets those who serve write",
    appliesTo: ["aws_s3_bucket_policy", "aws_s3_access_point", "aws_s3control_access_point_policy"],
    require: `!statements(self.policy).exists(s, ${GIVES_WRITES_TO_SERVERS})`,
    found: `statements(self.policy).filter(s, ${GIVES_WRITES_TO_SERVERS}).map(s, servingPrincipals(s)[0])`,
    attribute: "policy",
    message: "The policy lets a role that pods serve with write or delete objects",
    rationale:
      "A compromised model server that may write replaces the weights that it was given: the next rollout serves what the " +
      "intruder trained, to everybody.",
    remediation:
      "Give s3:GetObject to the serving role, and s3:PutObject to the role of the pipeline that publishes; " +
      "SecureModelBucket.grantRead and grantPublish keep them apart.",
    answers: ["S3-24", "AML.M0005", "AML.T0018", "LLM04"],
  },
  {
    id: "AWS_S3_MODEL_WRITES_GUARDED",
    severity: "medium",
    category: "identity",
    title: "Buckets of models deny writes and deletions to all but named roles",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    // That there is a policy at all is another control.
    require:
      `!(${HOLDS_MODELS}) || satellites(self, "aws_s3_bucket_policy").size() == 0 || ` +
      `satellites(self, "aws_s3_bucket_policy").exists(p, ${guards("s3:PutObject")} && ${guards("s3:DeleteObject")})`,
    attribute: "policy",
    message: "The policy of the bucket does not deny s3:PutObject and s3:DeleteObject to all but those who publish",
    rationale:
      "What the bucket does not deny, any IAM policy of the account may allow, by mistake or on purpose: one wide role is enough " +
      "to swap the weights.",
    remediation:
      "Deny s3:PutObject and s3:DeleteObject to everyone, with ArnNotEquals on aws:PrincipalArn for the roles that publish; " +
      "SecureModelBucket does.",
    answers: ["S3-24", "AML.M0005", "AML.T0018", "LLM04"],
  },
];
