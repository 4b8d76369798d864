import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = NonNullable<TerraformSource["resource"]>;

const MODELS = { name: "acme-models", location: "EUROPE-WEST4", labels: { "ai-artifact": "model" } };
const ALL_TYPES = [{ log_type: "ADMIN_READ" }, { log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }];
const AUDIT_FILTER = 'logName:"cloudaudit.googleapis.com"';

function audited(service: string, audit_log_config: readonly object[] = ALL_TYPES): Kinds {
  return { google_project_iam_audit_config: { it: { service, audit_log_config } } };
}

function logBucket(attributes: object): Kinds {
  return { google_logging_project_bucket_config: { it: { project: "p", location: "europe-west4", ...attributes } } };
}

function sink(attributes: object): Kinds {
  return {
    google_logging_project_sink: { it: { name: "audit", destination: "storage.googleapis.com/b", ...attributes } },
  };
}

export const GOOGLE_LOGGING_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_AUDIT_MODEL_READS",
    holds: {
      "storage is audited": {
        resource: { google_storage_bucket: { models: MODELS }, ...audited("storage.googleapis.com") },
      },
      "every service is audited": {
        resource: { google_storage_bucket: { models: MODELS }, ...audited("allServices") },
      },
      "the folder above audits storage, in another root": {
        resource: { google_storage_bucket: { models: MODELS }, ...sink({ filter: AUDIT_FILTER }) },
        also: [
          {
            name: "organization",
            resource: {
              google_folder_iam_audit_config: {
                all: { folder: "folders/1", service: "allServices", audit_log_config: ALL_TYPES },
              },
            },
          },
        ],
      },
    },
    fails: {
      "another service alone is audited": {
        resource: { google_storage_bucket: { models: MODELS }, ...audited("compute.googleapis.com") },
      },
      "a sink of audit logs, and none are written": {
        resource: { google_storage_bucket: { models: MODELS }, ...sink({ filter: AUDIT_FILTER }) },
      },
    },
    undecided: {
      "the service is a variable": {
        resource: { google_storage_bucket: { models: MODELS }, ...audited("${var.service}") },
      },
    },
  },
  {
    control: "GOOGLE_AUDIT_READS_RECORDED",
    holds: {
      "all types": { resource: audited("storage.googleapis.com") },
      "reads alone": { resource: audited("allServices", [{ log_type: "DATA_READ" }]) },
    },
    fails: {
      "writes alone": { resource: audited("storage.googleapis.com", [{ log_type: "DATA_WRITE" }]) },
      "of predictions": { resource: audited("aiplatform.googleapis.com", [{ log_type: "ADMIN_READ" }]) },
      "in a folder": {
        resource: {
          google_folder_iam_audit_config: {
            it: { folder: "folders/1", service: "allServices", audit_log_config: { log_type: "ADMIN_READ" } },
          },
        },
      },
    },
    undecided: {
      "the types are made by a dynamic block": {
        resource: {
          google_project_iam_audit_config: {
            it: { service: "allServices", audit_log_config: "${var.audit_log_config}" },
          },
        },
      },
    },
  },
  {
    control: "GOOGLE_AUDIT_ALL_TYPES_RECORDED",
    holds: {
      "all types": { resource: audited("allServices") },
      "all types of secrets": { resource: audited("secretmanager.googleapis.com") },
    },
    fails: {
      "no writes": {
        resource: audited("storage.googleapis.com", [{ log_type: "DATA_READ" }, { log_type: "ADMIN_READ" }]),
      },
      "no reads of metadata": {
        resource: audited("storage.googleapis.com", [{ log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }]),
      },
      "no reads of secrets": {
        resource: audited("secretmanager.googleapis.com", [{ log_type: "ADMIN_READ" }, { log_type: "DATA_WRITE" }]),
      },
    },
  },
  {
    control: "GOOGLE_AUDIT_NOBODY_EXEMPTED",
    holds: {
      "not said": { resource: audited("allServices") },
      nobody: { resource: audited("compute.googleapis.com", [{ log_type: "DATA_READ", exempted_members: [] }]) },
    },
    fails: {
      "somebody, of one type": {
        resource: audited("allServices", [
          { log_type: "DATA_WRITE" },
          { log_type: "DATA_READ", exempted_members: ["user:jane@acme.example"] },
        ]),
      },
      "an account of the estate": {
        resource: audited("allServices", [
          { log_type: "DATA_READ", exempted_members: ["serviceAccount:${google_service_account.batch.email}"] },
        ]),
      },
    },
    undecided: {
      "whoever a variable says": {
        resource: audited("allServices", [{ log_type: "DATA_READ", exempted_members: "${var.exempted}" }]),
      },
    },
  },
  {
    control: "GOOGLE_LOG_BUCKET_ENCRYPTED",
    holds: {
      "a key": {
        resource: logBucket({
          bucket_id: "audit",
          cmek_settings: { kms_key_name: "${google_kms_crypto_key.logs.id}" },
        }),
      },
    },
    fails: {
      unset: { resource: logBucket({ bucket_id: "audit" }) },
      "no key in it": { resource: logBucket({ bucket_id: "serving", cmek_settings: [{ kms_key_name: null }] }) },
      "of a folder": {
        resource: {
          google_logging_folder_bucket_config: { it: { folder: "folders/1", location: "global", bucket_id: "all" } },
        },
      },
    },
  },
  {
    control: "GOOGLE_LOG_BUCKET_AUDIT_RETAINED",
    holds: {
      "a year": { resource: logBucket({ bucket_id: "audit", retention_days: 365 }) },
      "ten years, as a text": { resource: logBucket({ bucket_id: "org-audit", retention_days: "3650" }) },
    },
    fails: {
      unset: { resource: logBucket({ bucket_id: "audit" }) },
      "a quarter": { resource: logBucket({ bucket_id: "vision-audit-logs", retention_days: 90 }) },
      "fed by a sink of audit logs": {
        resource: {
          ...logBucket({ bucket_id: "central", retention_days: 30 }),
          google_logging_project_sink: {
            audit: {
              name: "audit",
              destination: "logging.googleapis.com/${google_logging_project_bucket_config.it.id}",
              filter: AUDIT_FILTER,
            },
          },
        },
      },
    },
    undecided: {
      "a variable": { resource: logBucket({ bucket_id: "audit", retention_days: "${var.days}" }) },
    },
  },
  {
    control: "GOOGLE_LOG_STORAGE_AUDIT_RETAINED",
    holds: {
      "a year": {
        resource: {
          ...sink({ filter: AUDIT_FILTER, destination: "storage.googleapis.com/${google_storage_bucket.audit.name}" }),
          google_storage_bucket: { audit: { name: "audit", retention_policy: { retention_period: "31536000" } } },
        },
      },
    },
    fails: {
      "no retention": {
        resource: {
          ...sink({ filter: AUDIT_FILTER, destination: "storage.googleapis.com/${google_storage_bucket.audit.name}" }),
          google_storage_bucket: { audit: { name: "audit" } },
        },
      },
      "a month, in another root": {
        resource: sink({ filter: AUDIT_FILTER, destination: "storage.googleapis.com/acme-audit" }),
        also: [
          {
            name: "logs",
            resource: {
              google_storage_bucket: { a: { name: "acme-audit", retention_policy: [{ retention_period: 2592000 }] } },
            },
          },
        ],
      },
    },
  },
  {
    control: "GOOGLE_LOG_SINK_ENABLED",
    holds: {
      unset: { resource: sink({ filter: AUDIT_FILTER }) },
      "of all logs": { resource: sink({ disabled: false }) },
    },
    fails: {
      "switched off": { resource: sink({ filter: AUDIT_FILTER, disabled: true }) },
      "of all logs, switched off": { resource: sink({ disabled: "true" }) },
      "of the organization, by the type of the entry": {
        resource: {
          google_logging_organization_sink: {
            it: {
              name: "audit",
              org_id: "1",
              destination: "storage.googleapis.com/b",
              filter: 'protoPayload.@type="type.googleapis.com/google.cloud.audit.AuditLog" AND NOT severity="DEBUG"',
              disabled: true,
            },
          },
        },
      },
    },
    undecided: {
      "a variable": { resource: sink({ filter: AUDIT_FILTER, disabled: "${var.off}" }) },
    },
  },
  {
    control: "GOOGLE_LOG_SINK_OWN_WRITER",
    holds: {
      unset: { resource: sink({}) },
      own: { resource: sink({ unique_writer_identity: true }) },
      "one that is named": {
        resource: sink({
          unique_writer_identity: false,
          custom_writer_identity: "serviceAccount:logs@acme.iam.gserviceaccount.com",
        }),
      },
    },
    fails: { shared: { resource: sink({ unique_writer_identity: false }) } },
  },
  {
    control: "GOOGLE_LOG_SINK_KEEPS_AUDIT_LOGS",
    holds: {
      "no exclusion": { resource: sink({ filter: AUDIT_FILTER }) },
      "health checks are left out": {
        resource: sink({ exclusions: [{ name: "health", filter: 'httpRequest.requestUrl:"/healthz"' }] }),
      },
      "everything but audit logs is left out": {
        resource: sink({
          exclusions: [
            {
              name: "rest",
              filter:
                'NOT log_id("cloudaudit.googleapis.com/activity") AND NOT (log_id("cloudaudit.googleapis.com/data_access"))',
            },
          ],
        }),
      },
      "an exclusion that is switched off": {
        resource: sink({ exclusions: [{ name: "audit", filter: AUDIT_FILTER, disabled: true }] }),
      },
      "an exclusion of the project, of what is no audit log": {
        resource: {
          google_logging_project_exclusion: {
            it: { name: "debug", filter: 'severity<INFO AND -logName:"cloudaudit.googleapis.com"' },
          },
        },
      },
    },
    fails: {
      "data access is left out": {
        resource: sink({
          exclusions: [
            { name: "noise", filter: 'log_id("cloudaudit.googleapis.com/data_access") AND resource.type="gcs_bucket"' },
          ],
        }),
      },
      "by the type of the entry": {
        resource: sink({
          exclusions: [
            { name: "debug", filter: "severity=DEBUG" },
            { name: "noise", filter: 'protoPayload.@type="type.googleapis.com/google.cloud.audit.AuditLog"' },
          ],
        }),
      },
      "an exclusion of the project, in a list of logs": {
        resource: {
          google_logging_project_exclusion: {
            it: {
              name: "noise",
              filter:
                'NOT severity=ERROR logName=("projects/${var.project}/logs/cloudaudit.googleapis.com%2Factivity" OR "x")',
            },
          },
        },
      },
    },
    undecided: {
      "the filter is a variable": {
        resource: { google_logging_project_exclusion: { it: { name: "noise", filter: "${var.filter}" } } },
      },
    },
  },
  {
    control: "GOOGLE_LOG_METRIC_ENABLED",
    holds: { counts: { resource: { google_logging_metric: { it: { name: "iam", filter: AUDIT_FILTER } } } } },
    fails: {
      "switched off": {
        resource: { google_logging_metric: { it: { name: "iam", filter: AUDIT_FILTER, disabled: true } } },
      },
    },
  },
];
