import type { Control } from "../control";
import { HOLDS_MODELS } from "./model-buckets";

const ENCRYPTION = '"aws_s3_bucket_server_side_encryption_configuration"';

const HAS_CUSTOMER_KEY =
  'r.apply_server_side_encryption_by_default.exists(d, text(d.sse_algorithm) in ["aws:kms", "aws:kms:dsse"] && ' +
  "customerKey(d.kms_master_key_id))";

/** S3 has no bucket keys for two layers of encryption. */
const HAS_BUCKET_KEY =
  '!r.apply_server_side_encryption_by_default.exists(d, d.sse_algorithm == "aws:kms") || isTrue(r.bucket_key_enabled)';

/** Both ways to write it: a satellite, and the block of old. That there is one of them is another control. */
function everyEncryptionRule(holds: string): string {
  return ["self.server_side_encryption_configuration", `satellites(self, ${ENCRYPTION})`]
    .map((configurations) => `${configurations}.all(c, c.rule.all(r, ${holds}))`)
    .join(" && ");
}

const PROTECTED = `${HOLDS_MODELS} || tier(self) == "prod"`;
const IS_REPLACED = 'resource.actions.exists(a, a == "delete") && resource.actions.exists(a, a == "create")';
const LOSES_MODELS = `${IS_REPLACED} && ${HOLDS_MODELS} && tier(self) == "prod"`;

/** What lies in a bucket: its versions, its key, the record of who read it, and what outlives the stack. */
export const AWS_S3_BUCKET_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_VERSIONING_PRESENT",
    severity: "high",
    category: "resilience",
    title: "Every bucket says that it keeps versions",
    appliesTo: ["aws_s3_bucket"],
    require: 'self.versioning.exists(v, isTrue(v.enabled)) || satellites(self, "aws_s3_bucket_versioning").size() > 0',
    attribute: "bucket",
    message: "No aws_s3_bucket_versioning points at this bucket",
    rationale:
      "S3 keeps no versions unless it is told to: a model that was replaced by a poisoned one cannot be rolled back, nor a log " +
      "that was written over.",
    remediation:
      'Add an aws_s3_bucket_versioning with status "Enabled"; the default is no versioning. SecureModelBucket and LogBucket make one.',
    answers: ["S3-07", "DENY-S3-003", "CKV_AWS_21", "AVD-AWS-0090", "STB-03", "AML.T0018", "LLM04"],
  },
  {
    id: "AWS_S3_VERSIONING_ENABLED",
    severity: "high",
    category: "resilience",
    title: "Versioning is enabled",
    appliesTo: ["aws_s3_bucket_versioning"],
    require: 'self.versioning_configuration.exists(v, v.status == "Enabled")',
    attribute: "versioning_configuration.status",
    rationale: "A replaced or deleted model can only be rolled back when the version before it was kept.",
    remediation: 'Set versioning_configuration.status to "Enabled"; SecureModelBucket and LogBucket do.',
    answers: ["S3-07", "DENY-S3-003", "CKV_AWS_21", "AVD-AWS-0090", "KICS 568a4d22", "STB-03", "AML.T0018", "LLM04"],
  },
  {
    id: "AWS_S3_MODEL_ENCRYPTION_PRESENT",
    severity: "high",
    category: "encryption",
    title: "Buckets of models say how they encrypt",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require:
      `!(${HOLDS_MODELS}) || self.server_side_encryption_configuration.size() > 0 || ` +
      `satellites(self, ${ENCRYPTION}).size() > 0`,
    attribute: "server_side_encryption_configuration",
    message: "No aws_s3_bucket_server_side_encryption_configuration points at this bucket of models",
    rationale:
      "Without a configuration S3 encrypts with its own key, which no key policy guards: whoever may read the bucket reads the " +
      "weights. That is good enough for buckets without the tag ai-artifact = model, which are not judged.",
    remediation:
      "Add an aws_s3_bucket_server_side_encryption_configuration with a customer key; the default is AES256. SecureModelBucket makes one.",
    answers: ["S3-09", "DENY-S3-002", "CKV_AWS_19", "KICS 6726dcc0", "AML.M0012"],
  },
  {
    id: "AWS_S3_MODEL_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Models are encrypted with a key of the customer",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require: `!(${HOLDS_MODELS}) || (${everyEncryptionRule(HAS_CUSTOMER_KEY)})`,
    attribute: "server_side_encryption_configuration",
    message: "The models in this bucket are not encrypted with a customer key",
    rationale:
      "A customer key is a second gate on every read of weights, and can be taken away from one tenant. Buckets without the tag " +
      "ai-artifact = model are not judged: log buckets of load balancers can have no such key.",
    remediation:
      'Set sse_algorithm to "aws:kms" and kms_master_key_id to the ARN of a customer key; without it S3 uses alias/aws/s3. ' +
      "SecureModelBucket does both.",
    answers: [
      "S3-09",
      "S3-10",
      "S3-40",
      "DENY-S3-002",
      "CKV_AWS_145",
      "AVD-AWS-0132",
      "KICS ad03cb46",
      "AML.M0012",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_S3_MODEL_BUCKET_KEY",
    severity: "high",
    category: "resilience",
    title: "Buckets of models use a bucket key",
    appliesTo: ["aws_s3_bucket"],
    when: HOLDS_MODELS,
    require: `!(${HOLDS_MODELS}) || (${everyEncryptionRule(HAS_BUCKET_KEY)})`,
    attribute: "server_side_encryption_configuration.rule.bucket_key_enabled",
    message: "bucket_key_enabled is not true",
    rationale:
      "Sharded weights that many pods pull at once ask KMS for every object, and are throttled just when the service scales out.",
    remediation: "Set bucket_key_enabled to true; it defaults to false. SecureModelBucket does.",
    answers: ["S3-11", "DENY-S3-002"],
  },
  {
    id: "AWS_S3_ACCESS_LOGGED",
    severity: "medium",
    category: "logging",
    title: "Who reads a bucket is logged",
    appliesTo: ["aws_s3_bucket"],
    require: [
      'tag(self, "ai-artifact") == "log"',
      "self.logging.size() > 0",
      'text(self.acl) == "log-delivery-write"',
      'satellites(self, "aws_s3_bucket_logging").size() > 0',
      'satellites(self, "aws_s3_bucket_logging", "target_bucket").size() > 0',
      'satellites(self, "aws_s3_bucket", "logging.target_bucket").size() > 0',
      'satellites(self, "aws_lb", "access_logs.bucket").size() > 0',
    ].join(" || "),
    attribute: "bucket",
    message: "No aws_s3_bucket_logging points at this bucket",
    rationale:
      "Without access logs nobody can say who fetched which checkpoint. Buckets that take the logs of others are not judged.",
    remediation:
      "Add an aws_s3_bucket_logging with another bucket as its target; the default is no log. SecureModelBucket logs to a LogBucket.",
    answers: [
      "S3-27",
      "DENY-S3-006",
      "CKV_AWS_18",
      "AVD-AWS-0089",
      "KICS f861041c",
      "STB-03",
      "AUD-10",
      "AVD-AWS-0163",
      "CIS AWS-1.4 3.6",
      "AML.M0024",
    ],
  },
  {
    id: "AWS_S3_LOGS_ELSEWHERE",
    severity: "medium",
    category: "logging",
    title: "Access logs go to another bucket",
    appliesTo: ["aws_s3_bucket_logging"],
    require: 'self.target_bucket != null && !sameTarget(self, "bucket", "target_bucket")',
    attribute: "target_bucket",
    message: "The bucket logs to itself",
    rationale:
      "A bucket that logs to itself logs its own logs without end, and whoever may write models may write over the record.",
    remediation: "Set target_bucket to a bucket for logs alone: LogBucket.",
    answers: ["S3-27", "AML.M0024"],
  },
  {
    id: "AWS_S3_LOGS_PREFIXED",
    severity: "low",
    category: "logging",
    title: "Access logs of a bucket have a prefix",
    appliesTo: ["aws_s3_bucket_logging"],
    require: 'self.target_prefix != null && self.target_prefix != ""',
    attribute: "target_prefix",
    rationale:
      "In a bucket that takes the logs of many, those of one bucket of models can only be found, and be given to read, by prefix.",
    remediation: "Set target_prefix to the name of the bucket and a slash; SecureModelBucket does.",
    answers: ["S3-28", "AML.M0024"],
  },
  {
    id: "AWS_S3_UPLOADS_ABORTED",
    severity: "medium",
    category: "resilience",
    title: "Uploads that were given up are removed within a week",
    appliesTo: ["aws_s3_bucket"],
    require:
      "self.lifecycle_rule.exists(r, isTrue(r.enabled) && number(r.abort_incomplete_multipart_upload_days, 0) > 0 && " +
      "number(r.abort_incomplete_multipart_upload_days, 0) <= 7) || " +
      'satellites(self, "aws_s3_bucket_lifecycle_configuration").exists(c, c.rule.exists(r, r.status == "Enabled" && ' +
      "r.abort_incomplete_multipart_upload.exists(a, number(a.days_after_initiation, 0) > 0 && " +
      "number(a.days_after_initiation, 0) <= 7)))",
    attribute: "lifecycle_rule",
    message: "No enabled lifecycle rule aborts incomplete uploads within 7 days",
    rationale:
      "Failed uploads of a hundred gigabytes stay for ever otherwise: paid for, in no listing, scanned by nobody.",
    remediation:
      "Add an aws_s3_bucket_lifecycle_configuration with an enabled rule that has abort_incomplete_multipart_upload (7 days); " +
      "the default is never. SecureModelBucket and LogBucket make one.",
    answers: ["S3-29", "DENY-S3-006", "CKV_AWS_300", "CKV2_AWS_61"],
  },
  {
    id: "AWS_S3_MODELS_KEPT",
    severity: "high",
    category: "resilience",
    title: "Buckets of models and of production outlive their stack",
    appliesTo: ["aws_s3_bucket"],
    require: `!(isTrue(self.force_destroy) && (${PROTECTED})) && !(${LOSES_MODELS})`,
    found:
      '(isTrue(self.force_destroy) ? ["force_destroy is true"] : []) + ' +
      `(${IS_REPLACED} ? ["the plan deletes the bucket to make it anew"] : [])`,
    attribute: "force_destroy",
    message: "What lies in this bucket would be lost",
    rationale:
      "With force_destroy one destroy of the stack, or one rename, erases every released model and its versions. A plan that " +
      "replaces a bucket of models in production stops here, whatever else it says.",
    remediation:
      "Set force_destroy to false, its default, and leave name and object_lock_enabled of the bucket as they are; SecureModelBucket does.",
    answers: ["S3-02", "DENY-S3-007", "DENY-GOV-001"],
  },
  {
    id: "AWS_S3_CONTENTS_KEPT",
    severity: "medium",
    category: "resilience",
    title: "Buckets are not emptied when they are destroyed",
    appliesTo: ["aws_s3_bucket"],
    require: `!isTrue(self.force_destroy) || ${PROTECTED}`,
    attribute: "force_destroy",
    rationale:
      "With force_destroy a destroy of the stack erases everything in the bucket. Buckets of models and of production have a " +
      "control of their own.",
    remediation: "Set force_destroy to false, its default, everywhere but in tests.",
    answers: ["S3-02", "DENY-S3-007"],
  },
];
