import type { Control } from "../control";
import { NOBODY_UNNAMED, OPEN_STATEMENTS } from "./open-policies";

/** Not the policy of a key that has a satellite for it: plans show there what was before the satellite changes it. */
const GOVERNS = 'resource.kind == "aws_kms_key_policy" || satellites(self, "aws_kms_key_policy", "key_id").size() == 0';

const POLICY_KINDS: readonly string[] = [
  "aws_kms_key",
  "aws_kms_key_policy",
  "aws_kms_replica_key",
  "aws_kms_external_key",
];

/** Keys that encrypt models, logs, secrets and disks. */
export const AWS_KMS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_KMS_ROTATION_ENABLED",
    severity: "high",
    category: "keys",
    title: "Keys are rotated",
    appliesTo: ["aws_kms_key"],
    when: [
      'text(self.customer_master_key_spec) in ["", "SYMMETRIC_DEFAULT"]',
      'text(self.key_usage) in ["", "ENCRYPT_DECRYPT"]',
      "self.custom_key_store_id == null",
      "self.xks_key_id == null",
    ].join(" && "),
    require: "isTrue(self.enable_key_rotation)",
    attribute: "enable_key_rotation",
    rationale:
      "Key material that is never changed is worth stealing for ever. Asymmetric keys, HMAC keys and those of a custom key store cannot be rotated and are not judged.",
    remediation: "Set enable_key_rotation to true; it defaults to false. ModelKey does.",
    answers: ["KEY-01", "DENY-KEY-001", "CKV_AWS_7", "AVD-AWS-0065", "KICS 22fbfeac"],
  },
  {
    id: "AWS_KMS_ROTATION_YEARLY",
    severity: "medium",
    category: "keys",
    title: "Keys are rotated once a year at least",
    appliesTo: ["aws_kms_key"],
    require: "number(self.rotation_period_in_days, 365) <= 365",
    attribute: "rotation_period_in_days",
    rationale: "A longer period leaves more models under one key than need be.",
    remediation: "Set rotation_period_in_days to 365 or less; unset it is 365.",
    answers: ["KEY-02", "DENY-KEY-001"],
  },
  {
    id: "AWS_KMS_DELETION_WINDOW",
    severity: "medium",
    category: "keys",
    title: "A deleted key can be brought back for 30 days",
    appliesTo: ["aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"],
    require: "number(self.deletion_window_in_days, 30) >= 30",
    attribute: "deletion_window_in_days",
    rationale:
      "With the key every model that it encrypts is gone: the window is the only time in which somebody notices.",
    remediation: "Set deletion_window_in_days to 30, or leave it out: 30 is the default. ModelKey does.",
    answers: ["KEY-03", "DENY-KEY-001", "KICS 0b530315"],
  },
  {
    id: "AWS_KMS_KEY_ENABLED",
    severity: "medium",
    category: "keys",
    title: "Keys are enabled",
    appliesTo: ["aws_kms_key"],
    require: 'text(self.is_enabled) != "false"',
    attribute: "is_enabled",
    rationale: "Serving pods cannot read their models with a key that is off.",
    remediation: "Set is_enabled to true, its default.",
    answers: ["KEY-04", "CKV_AWS_227"],
  },
  {
    id: "AWS_KMS_POLICY_DEFINED",
    severity: "medium",
    category: "keys",
    title: "Keys have a policy of their own",
    appliesTo: ["aws_kms_key"],
    require: 'self.policy != null || satellites(self, "aws_kms_key_policy").size() > 0',
    attribute: "policy",
    message: "The key has the default policy",
    rationale:
      "The default policy hands the key over to IAM: every role with kms:Decrypt on everything reads the models.",
    remediation:
      "Set policy, or add an aws_kms_key_policy; ModelKey writes one for those who publish and those who serve.",
    answers: ["KEY-05", "CKV2_AWS_64"],
  },
  {
    id: "AWS_KMS_POLICY_NO_ANYONE",
    severity: "critical",
    category: "keys",
    title: "No policy of a key allows anyone",
    appliesTo: POLICY_KINDS,
    when: GOVERNS,
    require: NOBODY_UNNAMED,
    found: OPEN_STATEMENTS,
    attribute: "policy",
    message: "The policy allows everybody",
    rationale:
      "A key for everybody lets any account decrypt weights that it got hold of. kms:ViaService alone narrows nothing: everybody has an S3.",
    remediation:
      "Name the principals, or add StringEquals on kms:CallerAccount or aws:PrincipalOrgID; ModelKey gives to named roles alone.",
    answers: ["KEY-06", "DENY-KEY-001", "CKV_AWS_33", "KICS 7ebc9038"],
  },
  {
    id: "AWS_KMS_ADMINISTRATORS_CANNOT_READ",
    severity: "low",
    category: "keys",
    title: "Those who administer a key cannot read with it",
    appliesTo: POLICY_KINDS,
    when: GOVERNS,
    require:
      'statements(self.policy).all(s, !(allows(s, "kms:PutKeyPolicy") && allows(s, "kms:Decrypt")) || isAnyone(s) || ' +
      '(principals(s, "AWS").size() > 0 && ' +
      'principals(s, "AWS").all(p, spelling(p).endsWith(":root") || spelling(p).matches("^[0-9]{12}$"))))',
    attribute: "policy",
    message: "A statement gives both administration and decryption",
    rationale:
      "Who may change the key's policy and decrypt with it needs nobody else to take the weights. The account as a whole, which is how AWS delegates to IAM, is not judged.",
    remediation:
      "Split the statement: administration without kms:Decrypt, kms:GenerateDataKey and kms:CreateGrant, and use for others. ModelKey does.",
    answers: ["KEY-07"],
  },
  {
    id: "AWS_KMS_LOG_GROUPS_NAMED",
    severity: "medium",
    category: "keys",
    title: "CloudWatch Logs may use a key for named log groups alone",
    appliesTo: POLICY_KINDS,
    when: GOVERNS,
    require:
      '!statements(self.policy).exists(s, s.effect == "Allow" && s.conditions.size() == 0 && ' +
      'principals(s, "Service").exists(p, spelling(p).startsWith("logs.")))',
    attribute: "policy",
    message: "A statement lets CloudWatch Logs use the key without any condition",
    rationale:
      "Without a condition the service uses the key for the log groups of anybody: prompts in the logs of one tenant are read " +
      "with the key of another.",
    remediation:
      "Add ArnLike or ArnEquals on kms:EncryptionContext:aws:logs:arn with the ARNs of your log groups; ModelKey does.",
    answers: ["KEY-09", "CKV_AWS_158"],
  },
  {
    id: "AWS_KMS_SINGLE_REGION",
    severity: "low",
    category: "keys",
    title: "Keys stay in their region, unless a replica is declared",
    appliesTo: ["aws_kms_key", "aws_kms_external_key"],
    require:
      "!isTrue(self.multi_region) || " +
      '["aws_kms_replica_key", "aws_kms_replica_external_key"]' +
      '.exists(kind, satellites(self, kind, "primary_key_arn").size() > 0)',
    attribute: "multi_region",
    rationale: "The material of a multi-region key can be taken to a region where nobody guards the models.",
    remediation:
      "Set multi_region to false, its default, or declare the aws_kms_replica_key that needs it; ModelKey does.",
    answers: ["KEY-12"],
  },
  {
    id: "AWS_KMS_LOCKOUT_CHECK",
    severity: "high",
    category: "keys",
    title: "A policy that locks everybody out is refused",
    appliesTo: POLICY_KINDS,
    require: "!isTrue(self.bypass_policy_lockout_safety_check)",
    attribute: "bypass_policy_lockout_safety_check",
    rationale:
      "Without the check a policy can leave the key to nobody: the models stay encrypted, and only AWS can help.",
    remediation: "Set bypass_policy_lockout_safety_check to false, its default; ModelKey does.",
    answers: ["KEY-11"],
  },
];
