import type { Control } from "../control";
import { HOLDS_GOOGLE_MODELS } from "./model-buckets";

/** Losing what lies there stops the service, or the pipeline that could repair it. */
const MUST_KEEP = `(${HOLDS_GOOGLE_MODELS} || holdsState(self))`;
const IN_PRODUCTION = `(${MUST_KEEP} || tier(self) == "prod")`;

const KEEPS_VERSIONS = "self.versioning.exists(v, isTrue(v.enabled))";

/** Cloud Storage takes either: what is retained can be neither replaced nor deleted, and has no versions. */
const KEEPS_OBJECTS = `(${KEEPS_VERSIONS} || self.retention_policy.size() > 0)`;

const IS_REPLACED = 'resource.actions.exists(a, a == "delete") && resource.actions.exists(a, a == "create")';
const LOSES_MODELS = `${IS_REPLACED} && ${MUST_KEEP} && tier(self) == "prod"`;

// An age without a state counts for versions that were replaced, too.
const REMOVES_OLD =
  'self.lifecycle_rule.exists(r, r.action.exists(a, a.type == "Delete") && r.condition.exists(c, ' +
  "number(c.num_newer_versions, 0) > 0 || number(c.days_since_noncurrent_time, 0) > 0 || " +
  'c.noncurrent_time_before != null || c.with_state == "ARCHIVED" || (number(c.age, 0) > 0 && c.with_state != "LIVE")))';

/** What lies in a bucket: its versions, its key, the record of who read it, and what outlives the stack. */
export const GOOGLE_STORAGE_BUCKET_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_STORAGE_VERSIONING_ENABLED",
    severity: "high",
    category: "resilience",
    title: "Buckets of models and of states keep what is replaced",
    appliesTo: ["google_storage_bucket"],
    when: MUST_KEEP,
    require: `!${MUST_KEEP} || ${KEEPS_OBJECTS}`,
    attribute: "versioning.enabled",
    message: "The bucket keeps no versions of its objects",
    rationale:
      "Without versions a model that was replaced by a poisoned one cannot be rolled back, nor a state that was written over. A " +
      "retention policy is accepted in their place: Cloud Storage takes one of the two.",
    remediation:
      "Add versioning { enabled = true }; the default is no versions. SecureModelBucket and SecureStateBackend do.",
    answers: ["GCS-03", "STB-12", "DENY-GCS-002", "CKV_GCP_78", "AVD-GCP-0078", "KICS e7e961ac", "LLM04"],
  },
  {
    id: "GOOGLE_STORAGE_VERSIONS_KEPT",
    severity: "medium",
    category: "resilience",
    title: "Every other bucket keeps versions, or what is written for a time",
    appliesTo: ["google_storage_bucket"],
    when: `!${MUST_KEEP}`,
    require: `${MUST_KEEP} || ${KEEPS_OBJECTS}`,
    attribute: "versioning.enabled",
    message: "What is written over in this bucket is gone",
    rationale:
      "A log that can be written over proves nothing. Buckets of models and of states have a control of their own.",
    remediation: "Add versioning { enabled = true }, or a retention_policy as LogBucket does; the default is neither.",
    answers: ["GCS-03", "GCS-06", "CKV_GCP_78", "AVD-GCP-0078"],
  },
  {
    id: "GOOGLE_STORAGE_MODEL_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Models are encrypted with a key of the customer",
    appliesTo: ["google_storage_bucket"],
    when: HOLDS_GOOGLE_MODELS,
    require: `!${HOLDS_GOOGLE_MODELS} || self.encryption.exists(e, customerKey(e.default_kms_key_name))`,
    attribute: "encryption.default_kms_key_name",
    message: "The models in this bucket are not encrypted with a customer key",
    rationale:
      "A customer key is a second gate before the weights, and taking it away shreds the models of one tenant. Buckets that are " +
      "not labelled ai-artifact = model, and that nothing serves from, are not judged.",
    remediation:
      "Add encryption { default_kms_key_name } with a google_kms_crypto_key of the bucket's location; without it Google's own " +
      "key encrypts. SecureModelBucket makes one.",
    answers: ["GCS-04", "DENY-GCS-002", "AVD-GCP-0066", "AML.M0012", "ML05:2023"],
  },
  {
    id: "GOOGLE_STORAGE_MODELS_LABELLED",
    severity: "medium",
    category: "governance",
    title: "Buckets that models are served from say so",
    appliesTo: ["google_storage_bucket"],
    when: "isServed(self)",
    require: '!isServed(self) || label(self, "ai-artifact") == "model"',
    attribute: "labels.ai-artifact",
    rationale:
      "The label is how controls, invoices and people know that weights lie there: with another one, stricter demands are not " +
      "made of this bucket.",
    remediation: 'Add the label "ai-artifact" = "model"; SecureModelBucket does.',
    answers: ["GCS-12"],
  },
  {
    id: "GOOGLE_STORAGE_ACCESS_LOGGED",
    severity: "medium",
    category: "logging",
    title: "Who reads a bucket is logged",
    appliesTo: ["google_storage_bucket"],
    require: "self.logging.size() > 0 || readsAudited(self) || takesLogs(self)",
    attribute: "logging.log_bucket",
    message: "Neither usage logs nor data access logs tell who reads this bucket",
    rationale:
      "Google logs no reads unless it is told to: nobody can say who fetched which checkpoint. Buckets that take the logs of " +
      "others are not judged.",
    remediation:
      "Turn on DATA_READ for storage.googleapis.com by google_project_iam_audit_config, as AuditTrail does, or add logging with " +
      "another bucket as SecureModelBucket does for a logBucket.",
    answers: ["GCS-05", "CKV_GCP_62", "AVD-GCP-0077", "KICS d6cabc3a", "AML.M0024"],
  },
  {
    id: "GOOGLE_STORAGE_LOGS_ELSEWHERE",
    severity: "medium",
    category: "logging",
    title: "Usage logs go to another bucket",
    appliesTo: ["google_storage_bucket"],
    require:
      'self.logging.all(l, l.log_bucket == null || !satellites(self, "google_storage_bucket", "logging.log_bucket")' +
      ".exists(b, b.name == self.name))",
    attribute: "logging.log_bucket",
    message: "The bucket logs to itself",
    rationale:
      "A bucket that logs to itself logs its own logs without end, and whoever may write models may write over the record.",
    remediation: "Set log_bucket to a bucket for logs alone: LogBucket.",
    answers: ["GCS-05", "CKV_GCP_63"],
  },
  {
    id: "GOOGLE_STORAGE_SOFT_DELETE",
    severity: "medium",
    category: "resilience",
    title: "What is deleted can be brought back for a week",
    appliesTo: ["google_storage_bucket"],
    require: "self.soft_delete_policy.all(p, number(p.retention_duration_seconds, 604800) >= 604800)",
    attribute: "soft_delete_policy.retention_duration_seconds",
    rationale:
      "A deleted checkpoint costs weeks of training; soft delete is what is left when a pipeline, or a thief, has removed every " +
      "version.",
    remediation: "Set retention_duration_seconds to 604800 or more, or leave the block out: a week is the default.",
    answers: ["GCS-08"],
  },
  {
    id: "GOOGLE_STORAGE_UPLOADS_ABORTED",
    severity: "medium",
    category: "resilience",
    title: "Uploads that were given up are removed within a week",
    appliesTo: ["google_storage_bucket"],
    require:
      'self.lifecycle_rule.exists(r, r.action.exists(a, a.type == "AbortIncompleteMultipartUpload") && ' +
      "r.condition.exists(c, number(c.age, 0) <= 7 && (c.age != null || isTrue(c.send_age_if_zero))))",
    attribute: "lifecycle_rule",
    message: "No lifecycle rule aborts incomplete uploads within 7 days",
    rationale:
      "Failed uploads of a hundred gigabytes stay for ever otherwise: paid for, in no listing, scanned by nobody.",
    remediation:
      "Add a lifecycle_rule with the action AbortIncompleteMultipartUpload and age 7; the default is never. SecureModelBucket " +
      "and LogBucket do.",
    answers: ["GCS-09"],
  },
  {
    id: "GOOGLE_STORAGE_OLD_VERSIONS_REMOVED",
    severity: "low",
    category: "resilience",
    title: "Versions that were replaced are removed in the end",
    appliesTo: ["google_storage_bucket"],
    when: KEEPS_VERSIONS,
    require: `!(${KEEPS_VERSIONS}) || ${REMOVES_OLD}`,
    attribute: "lifecycle_rule",
    message: "No lifecycle rule removes old versions",
    rationale:
      "Each release of a large model leaves the one before it in the bucket for ever: paid for, and still readable by whoever " +
      "may read the bucket.",
    remediation:
      "Add a lifecycle_rule with the action Delete and days_since_noncurrent_time; SecureModelBucket keeps replaced models for 90 days.",
    answers: ["GCS-09"],
  },
  {
    id: "GOOGLE_STORAGE_MODELS_KEPT",
    severity: "high",
    category: "resilience",
    title: "Buckets of models, of states and of production outlive their stack",
    appliesTo: ["google_storage_bucket"],
    require: `!(isTrue(self.force_destroy) && ${IN_PRODUCTION}) && !(${LOSES_MODELS})`,
    found:
      '(isTrue(self.force_destroy) ? ["force_destroy is true"] : []) + ' +
      `(${IS_REPLACED} ? ["the plan deletes the bucket to make it anew"] : [])`,
    attribute: "force_destroy",
    message: "What lies in this bucket would be lost",
    rationale:
      "With force_destroy one destroy of the stack, or one rename, erases every released model and its versions. A plan that " +
      "replaces a bucket of models in production stops here, whatever else it says.",
    remediation:
      "Set force_destroy to false, its default, and leave name and location of the bucket as they are; SecureModelBucket does.",
    answers: ["GCS-10", "DENY-GOV-001"],
  },
  {
    id: "GOOGLE_STORAGE_CONTENTS_KEPT",
    severity: "medium",
    category: "resilience",
    title: "Buckets are not emptied when they are destroyed",
    appliesTo: ["google_storage_bucket"],
    require: `!isTrue(self.force_destroy) || ${IN_PRODUCTION}`,
    attribute: "force_destroy",
    rationale:
      "With force_destroy a destroy of the stack erases everything in the bucket. Buckets of models, of states and of production " +
      "have a control of their own.",
    remediation: "Set force_destroy to false, its default, everywhere but in tests.",
    answers: ["GCS-10"],
  },
  {
    id: "GOOGLE_STORAGE_MODELS_NEAR",
    severity: "medium",
    category: "governance",
    title: "Models lie in the region that they are served in",
    appliesTo: ["google_storage_bucket"],
    when: "isServed(self)",
    require: "farClusters(self).size() == 0",
    found: "farClusters(self)",
    attribute: "location",
    message: "The clusters that serve from this bucket are in other regions",
    rationale:
      "A GPU node that pulls a hundred gigabytes from another continent is paid for while it waits, and weights that may not leave " +
      "their country leave it at each start.",
    remediation:
      "Set location to the region of the cluster, or to the multi-region that holds it; SecureModelBucket takes the region of " +
      "the stack's provider.",
    answers: ["GCS-11"],
  },
  {
    id: "GOOGLE_STORAGE_MODEL_NO_CORS",
    severity: "medium",
    category: "exposure",
    title: "Browsers may not read models from other origins",
    appliesTo: ["google_storage_bucket"],
    when: HOLDS_GOOGLE_MODELS,
    require: `!${HOLDS_GOOGLE_MODELS} || self.cors.size() == 0`,
    attribute: "cors",
    message: "The bucket of models answers scripts of other origins",
    rationale:
      "No model server is a browser: with CORS any page that an engineer has open can fetch weights with the engineer's rights.",
    remediation: "Remove the cors block from the bucket of models; SecureModelBucket has none.",
    answers: ["GCS-13"],
  },
];
