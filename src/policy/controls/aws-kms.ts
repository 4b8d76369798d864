import type { Control } from "../control";
import { NOBODY_UNNAMED, OPEN_STATEMENTS } from "./open-policies";

/** Not the policy of a key that has a satellite for it: plans show there what was before the satellite changes it. */
const GOVERNS = 'resource.kind == "aws_kms_key_policy" || satellites(self, "aws_kms_key_policy", "key_id").size() == 0';

/** Buckets and secrets: what nobody who launches instances should read. */
const ENCRYPTS_MORE_THAN_DISKS = [
  'satellites(self, "aws_s3_bucket_server_side_encryption_configuration", ' +
    '"rule.apply_server_side_encryption_by_default.kms_master_key_id")',
  'satellites(self, "aws_secretsmanager_secret", "kms_key_id")',
]
  .map((satellites) => `${satellites}.size() > 0`)
  .join(" || ");

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
    category: "encryption",
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
    answers: ["KEY-01", "DENY-KEY-001", "CKV_AWS_7", "AVD-AWS-0065", "KICS 22fbfeac", "AML.M0012"],
  },
  {
    id: "AWS_KMS_ROTATION_YEARLY",
    severity: "medium",
    category: "encryption",
    title: "Keys are rotated once a year at least",
    appliesTo: ["aws_kms_key"],
    require: "number(self.rotation_period_in_days, 365) <= 365",
    attribute: "rotation_period_in_days",
    rationale: "A longer period leaves more models under one key than need be.",
    remediation: "Set rotation_period_in_days to 365 or less; unset it is 365.",
    answers: ["KEY-02", "DENY-KEY-001", "AML.M0012"],
  },
  {
    id: "AWS_KMS_DELETION_WINDOW",
    severity: "medium",
    category: "resilience",
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
    id: "AWS_KMS_PREVENT_DESTROY",
    severity: "high",
    category: "resilience",
    title: "Keys of production are protected from terraform destroy",
    appliesTo: ["aws_kms_key"],
    // Plans do not carry lifecycle blocks. A key that says no tier is nobody's production.
    when: 'resource.actions.size() == 0 && tier(self) == "prod"',
    require:
      'resource.actions.size() > 0 || tier(self) != "prod" || ' +
      '("lifecycle" in resource.meta && resource.meta.lifecycle != null && ' +
      '"prevent_destroy" in resource.meta.lifecycle && isTrue(resource.meta.lifecycle.prevent_destroy))',
    attribute: "lifecycle.prevent_destroy",
    message: "Nothing keeps terraform from scheduling the deletion of this key",
    rationale:
      "A key whose deletion is scheduled works no longer, that very minute: no pod that starts can read its model, and when the " +
      "window is over nobody ever can. It can only be seen in code, for plans do not say it.",
    remediation:
      "Add lifecycle { prevent_destroy = true }; ModelKey does outside development. The key must say its tier in a tag.",
    answers: ["DENY-KEY-001"],
  },
  {
    id: "AWS_KMS_KEY_ENABLED",
    severity: "medium",
    category: "resilience",
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
    category: "identity",
    title: "Keys have a policy of their own",
    appliesTo: ["aws_kms_key"],
    require: 'self.policy != null || satellites(self, "aws_kms_key_policy").size() > 0',
    attribute: "policy",
    message: "The key has the default policy",
    rationale:
      "The default policy hands the key over to IAM: every role with kms:Decrypt on everything reads the models.",
    remediation:
      "Set policy, or add an aws_kms_key_policy; ModelKey writes one for those who publish and those who serve.",
    answers: ["KEY-05", "CKV2_AWS_64", "AML.M0005"],
  },
  {
    id: "AWS_KMS_POLICY_NO_ANYONE",
    severity: "critical",
    category: "exposure",
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
    answers: ["KEY-06", "DENY-KEY-001", "CKV_AWS_33", "KICS 7ebc9038", "AML.M0005", "ML05:2023"],
  },
  {
    id: "AWS_KMS_ADMINISTRATORS_CANNOT_READ",
    severity: "low",
    category: "identity",
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
    answers: ["KEY-07", "AML.M0005"],
  },
  {
    id: "AWS_KMS_LOG_GROUPS_NAMED",
    severity: "medium",
    category: "identity",
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
    answers: ["KEY-09", "CKV_AWS_158", "LLM02"],
  },
  {
    id: "AWS_KMS_SINGLE_REGION",
    severity: "low",
    category: "encryption",
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
    answers: ["KEY-12", "AML.M0012"],
  },
  {
    id: "AWS_KMS_LOCKOUT_CHECK",
    severity: "high",
    category: "resilience",
    title: "A policy that locks everybody out is refused",
    appliesTo: POLICY_KINDS,
    require: "!isTrue(self.bypass_policy_lockout_safety_check)",
    attribute: "bypass_policy_lockout_safety_check",
    rationale:
      "Without the check a policy can leave the key to nobody: the models stay encrypted, and only AWS can help.",
    remediation: "Set bypass_policy_lockout_safety_check to false, its default; ModelKey does.",
    answers: ["KEY-11"],
  },
  {
    id: "AWS_KMS_NODE_DISKS_USABLE",
    severity: "medium",
    category: "resilience",
    title: "Auto scaling may use the key of the nodes' disks",
    appliesTo: ["aws_kms_key"],
    when: "encryptsNodeDisks(self)",
    require: "admitsAutoScaling(self)",
    attribute: "policy",
    message:
      "The key's policy does not let AWSServiceRoleForAutoScaling make grants, and volumes of nodes are encrypted with it",
    rationale:
      "The service-linked role that launches nodes has no rights on keys but those of the key's policy: a pool that scales out " +
      "for a burst of requests gets machines that stop before they start.",
    remediation:
      "Allow the role AWSServiceRoleForAutoScaling to use the key, and kms:CreateGrant when kms:GrantIsForAWSResource is true; " +
      "GpuNodePool and SystemNodePool do.",
    answers: ["KEY-10"],
  },
  {
    id: "AWS_KMS_AUTOSCALING_DISKS_ONLY",
    severity: "medium",
    category: "identity",
    title: "Auto scaling may use the key of the nodes' disks alone",
    appliesTo: ["aws_kms_key"],
    require: `!(admitsAutoScaling(self) && (${ENCRYPTS_MORE_THAN_DISKS}))`,
    attribute: "policy",
    message: "The key's policy lets AWSServiceRoleForAutoScaling use the key of models or secrets",
    rationale:
      "A grant that EC2 makes for a volume is good for whatever the key encrypts: whoever starts instances gets at the key of the weights.",
    remediation:
      "Give the disks of nodes a key of their own, and take the service-linked role out of this one's policy; the pools of " +
      "Modelkeep share one key for volumes that encrypts nothing else.",
    answers: ["KEY-10", "AML.M0005"],
  },
  {
    id: "AWS_KMS_SAME_REGION",
    severity: "medium",
    category: "encryption",
    title: "What is encrypted and its key lie in one region",
    appliesTo: ["*"],
    require: "keysFarAway().size() == 0",
    found: "keysFarAway()",
    attribute: "kms_key_id",
    message: "The key lies in another region",
    rationale:
      "Most services refuse such a key only when it is applied; those that take it send each read of weights across the ocean, and " +
      "stop when the other region does.",
    remediation:
      "Name a key of the resource's own region; ModelKey lies where its stack does. Copies in another region take a key of there.",
    answers: ["DENY-KEY-002", "S3-10"],
  },
];
