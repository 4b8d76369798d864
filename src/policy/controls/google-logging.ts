import type { Control } from "../control";

const AUDIT_CONFIGS: readonly string[] = [
  "google_project_iam_audit_config",
  "google_folder_iam_audit_config",
  "google_organization_iam_audit_config",
];

const LOG_BUCKETS: readonly string[] = [
  "google_logging_project_bucket_config",
  "google_logging_folder_bucket_config",
  "google_logging_organization_bucket_config",
  "google_logging_billing_account_bucket_config",
];

const SINKS: readonly string[] = [
  "google_logging_project_sink",
  "google_logging_folder_sink",
  "google_logging_organization_sink",
  "google_logging_billing_account_sink",
];

const EXCLUSIONS: readonly string[] = [
  "google_logging_project_exclusion",
  "google_logging_folder_exclusion",
  "google_logging_organization_exclusion",
  "google_logging_billing_account_exclusion",
];

/** Services whose reads are reads of weights or predictions. */
const MODEL_SERVICES = '["allServices", "storage.googleapis.com", "aiplatform.googleapis.com"]';

/** Services that models, their keys, their secrets and their identities pass through. */
const SERVING_SERVICES =
  '["allServices", "storage.googleapis.com", "aiplatform.googleapis.com", "secretmanager.googleapis.com", ' +
  '"cloudkms.googleapis.com", "iam.googleapis.com"]';

/** The root keeps models here, and says itself what is audited here: elsewhere it may be the organization that does. */
const KEEPS_AUDITED_MODELS = [
  '(resourcesHere("google_project_iam_audit_config").size() > 0 || resourcesHere("google_logging_project_sink").size() > 0)',
  'resourcesHere("google_storage_bucket").exists(b, holdsModels(b))',
].join(" && ");

/** CEL: one of a folder or of the organization covers the project too. */
const audits = (service: string): string =>
  `(${AUDIT_CONFIGS.map((kind) => `resources("${kind}").exists(c, c.service in ["allServices", ${service}])`).join(" || ")})`;

/** Kinds by which one sees that a root uses a service that models pass through. */
const SERVED_BY = [
  ["aiplatform.googleapis.com", "google_vertex_ai_endpoint"],
  ["aiplatform.googleapis.com", "google_vertex_ai_endpoint_with_model_garden_deployment"],
  ["cloudkms.googleapis.com", "google_kms_crypto_key"],
  ["secretmanager.googleapis.com", "google_secret_manager_secret"],
  ["iam.googleapis.com", "google_service_account"],
] as const;

/** CEL: services of the root that no audit configuration covers. */
const UNAUDITED = `[${SERVED_BY.map(
  ([service, kind]) => `resourcesHere("${kind}").size() == 0 || ${audits(`"${service}"`)} ? "" : "${service}"`,
).join(", ")}]`;

/** Buckets of logs that tell who did what: called so, or fed by a sink of audit logs. Logs of content should be kept for less. */
const IS_AUDIT_BUCKET = 'spelling(self.bucket_id).lowerAscii().contains("audit") || ' + "receivesAuditLogs(self)";

/** Who read the weights, who called the API, who changed the estate: recorded, kept, and out of reach of who did it. */
export const GOOGLE_LOGGING_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_AUDIT_MODEL_READS",
    severity: "high",
    category: "logging",
    title: "Projects that keep models record who reads them",
    appliesTo: ["root"],
    when: KEEPS_AUDITED_MODELS,
    require: audits('"storage.googleapis.com"'),
    attribute: "google_project_iam_audit_config.service",
    message: "The root module keeps models and an audit trail, and no audit configuration covers Cloud Storage",
    rationale:
      "Data access logs are off by default for everything save BigQuery: a copy of the weights leaves no line anywhere. Where nothing of the trail is declared, it is taken to be the organization's.",
    remediation:
      "Add google_project_iam_audit_config for storage.googleapis.com, or for allServices, with DATA_READ and DATA_WRITE; AuditTrail does.",
    answers: ["AUD-21", "DENY-AUD-001", "CKV2_GCP_5", "AVD-GCP-0079", "KICS 89fe890f", "AML.M0024"],
  },
  {
    id: "GOOGLE_AUDIT_SERVICES_COVERED",
    severity: "medium",
    category: "logging",
    title: "Projects that keep models record who uses keys, secrets, identities and endpoints",
    appliesTo: ["root"],
    when: KEEPS_AUDITED_MODELS,
    require: `${UNAUDITED}.all(s, s == "")`,
    found: `${UNAUDITED}.filter(s, s != "")`,
    attribute: "google_project_iam_audit_config.service",
    message: "The root module keeps models and an audit trail, and no audit configuration covers these",
    rationale:
      "Weights are decrypted by Cloud KMS, tokens are read from Secret Manager, identities are borrowed by IAM, and predictions " +
      "are asked of Vertex AI: none of it leaves a line unless it is told to. Services that the root has nothing of are not judged.",
    remediation:
      "Add google_project_iam_audit_config for each of them, or one for allServices, with ADMIN_READ, DATA_READ and DATA_WRITE; " +
      "AuditTrail does.",
    answers: ["AUD-21", "DENY-AUD-001", "CKV2_GCP_5", "AML.M0024"],
  },
  {
    id: "GOOGLE_AUDIT_READS_RECORDED",
    severity: "high",
    category: "logging",
    title: "The audit configuration of model services records reads",
    appliesTo: AUDIT_CONFIGS,
    when: `self.service in ${MODEL_SERVICES}`,
    require: 'self.audit_log_config.exists(c, c.log_type == "DATA_READ")',
    attribute: "audit_log_config.log_type",
    message: "DATA_READ is not recorded",
    rationale: "Whoever steals weights or asks a model a million questions only ever reads.",
    remediation: 'Add audit_log_config { log_type = "DATA_READ" }; nothing is recorded by default. AuditTrail does.',
    answers: ["AUD-22", "DENY-AUD-001", "CKV2_GCP_5", "AVD-GCP-0079", "AML.M0024"],
  },
  {
    id: "GOOGLE_AUDIT_ALL_TYPES_RECORDED",
    severity: "medium",
    category: "logging",
    title: "The audit configuration records every type of access",
    appliesTo: AUDIT_CONFIGS,
    when: `self.service in ${SERVING_SERVICES}`,
    // Reads of models are a control of their own.
    require: [
      'self.audit_log_config.exists(c, c.log_type == "ADMIN_READ")',
      'self.audit_log_config.exists(c, c.log_type == "DATA_WRITE")',
      `(self.service in ${MODEL_SERVICES} || self.audit_log_config.exists(c, c.log_type == "DATA_READ"))`,
    ].join(" && "),
    attribute: "audit_log_config.log_type",
    message: "Not all of ADMIN_READ, DATA_READ and DATA_WRITE are recorded",
    rationale:
      "Reading policies comes before the theft, and a write is how a model is poisoned: with one type missing the story has a hole.",
    remediation: "Add an audit_log_config for each of ADMIN_READ, DATA_READ and DATA_WRITE; AuditTrail does.",
    answers: ["AUD-22", "CKV2_GCP_5", "AVD-GCP-0079", "AML.M0024"],
  },
  {
    id: "GOOGLE_AUDIT_NOBODY_EXEMPTED",
    severity: "medium",
    category: "logging",
    title: "The audit configuration exempts nobody",
    appliesTo: AUDIT_CONFIGS,
    require: "self.audit_log_config.all(c, list(c.exempted_members).size() == 0)",
    attribute: "audit_log_config.exempted_members",
    message: "Some members leave no trace",
    rationale: "An identity that is exempt is the one to steal: what it reads, nobody will ever know.",
    remediation:
      "Leave exempted_members out; what makes too much noise is better left out by the filter of a sink. AuditTrail exempts nobody.",
    answers: ["AUD-23", "CKV2_GCP_5", "AML.M0024"],
  },
  {
    id: "GOOGLE_LOG_BUCKET_ENCRYPTED",
    severity: "medium",
    category: "encryption",
    title: "Log buckets are encrypted with a key of the customer",
    appliesTo: LOG_BUCKETS,
    // _Default and _Required are made by Google before Terraform sees them, and cannot be given a key afterwards.
    when: '!spelling(self.bucket_id).startsWith("_")',
    require: "self.cmek_settings.exists(c, customerKey(c.kms_key_name))",
    attribute: "cmek_settings.kms_key_name",
    message: "No key of the customer encrypts the log bucket",
    rationale:
      "Logs of model servers hold prompts, audit logs the paths of the weights and who may read them; a key can be revoked, Google's cannot.",
    remediation:
      "Set cmek_settings.kms_key_name to a key that the service account of Cloud Logging may use; it can only be chosen when the bucket is made. AuditTrail does.",
    answers: ["AUD-25", "DENY-AUD-002", "AML.M0012", "LLM02"],
  },
  {
    id: "GOOGLE_LOG_BUCKET_AUDIT_RETAINED",
    severity: "medium",
    category: "logging",
    title: "Audit logs are kept for a year or longer",
    appliesTo: LOG_BUCKETS,
    when: IS_AUDIT_BUCKET,
    require: "number(self.retention_days, 30) >= 365",
    attribute: "retention_days",
    rationale: "Theft of weights is found months later; what the logs no longer say, nobody can prove.",
    remediation:
      "Set retention_days to 365 or more on buckets of audit logs; unset it is 30. AuditTrail keeps them so long.",
    answers: ["AUD-24", "DENY-AUD-002", "CKV2_GCP_4"],
  },
  {
    id: "GOOGLE_LOG_STORAGE_AUDIT_RETAINED",
    severity: "medium",
    category: "logging",
    title: "Audit logs in a storage bucket cannot be deleted for a year",
    appliesTo: ["google_storage_bucket"],
    when: "receivesAuditLogs(self)",
    require: "self.retention_policy.exists(p, number(p.retention_period, 0) >= 31536000)",
    attribute: "retention_policy.retention_period",
    message: "The bucket receives audit logs, and whoever may write to it may delete them before a year is over",
    rationale:
      "Without a retention policy the first thing that an intruder deletes is the proof; what nobody can delete, everybody can trust.",
    remediation:
      "Set retention_policy.retention_period to 31536000 seconds or more; there is none by default. AuditTrail keeps audit logs in a log bucket.",
    answers: ["AUD-24", "CKV2_GCP_4"],
  },
  {
    id: "GOOGLE_LOG_SINK_ENABLED",
    severity: "high",
    category: "logging",
    title: "Sinks of audit logs are switched on",
    appliesTo: SINKS,
    when: 'self.filter == null || self.filter == "" || namesAuditLogs(self.filter)',
    require: "!isTrue(self.disabled)",
    attribute: "disabled",
    rationale: "A sink that is declared and switched off is what an intruder leaves behind.",
    remediation: "Remove disabled, which defaults to false; AuditTrail does not set it.",
    answers: ["AUD-27", "AML.M0024"],
  },
  {
    id: "GOOGLE_LOG_SINK_OWN_WRITER",
    severity: "low",
    category: "logging",
    title: "Sinks write as an identity of their own",
    appliesTo: ["google_logging_project_sink"],
    require: 'text(self.unique_writer_identity) != "false" || self.custom_writer_identity != null',
    attribute: "unique_writer_identity",
    rationale:
      "The shared writer of the old days serves every sink of every customer: a bucket that admits it admits logs of strangers, and none of another project.",
    remediation: "Remove unique_writer_identity, which defaults to true, or set it to true; AuditTrail does.",
    answers: ["AUD-27"],
  },
  {
    id: "GOOGLE_LOG_SINK_KEEPS_AUDIT_LOGS",
    severity: "medium",
    category: "logging",
    title: "No exclusion leaves out audit logs",
    appliesTo: [...SINKS, ...EXCLUSIONS],
    require:
      'resource.kind.endsWith("_sink") ? self.exclusions.all(e, isTrue(e.disabled) || !namesAuditLogs(e.filter)) ' +
      ": (isTrue(self.disabled) || !namesAuditLogs(self.filter))",
    attribute: "exclusions.filter",
    message: "An exclusion leaves out audit logs",
    rationale:
      "An exclusion is the quiet way to blind the trail: logging is on everywhere, and the lines that matter are dropped.",
    remediation:
      "Name the logs that are too much by their own names, and leave audit logs in; AuditTrail excludes nothing.",
    answers: ["AUD-28", "AML.M0024"],
  },
  {
    id: "GOOGLE_LOG_METRIC_ENABLED",
    severity: "low",
    category: "logging",
    title: "Metrics that watch audit logs are switched on",
    appliesTo: ["google_logging_metric"],
    when: "namesAuditLogs(self.filter)",
    require: "!isTrue(self.disabled)",
    attribute: "disabled",
    rationale:
      "An alert on a metric that counts nothing stays quiet while firewalls open and keys are destroyed, and looks well.",
    remediation: "Remove disabled, which defaults to false; the metrics of AuditTrail count.",
    answers: ["AUD-29", "AVD-GCP-0079"],
  },
];
