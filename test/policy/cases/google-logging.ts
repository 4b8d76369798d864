import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { GOOGLE_AUDIT_CASES } from "./google-audit";
import { AUDIT_FILTER, sink } from "./google-logging-estates";

type Kinds = NonNullable<TerraformSource["resource"]>;

function logBucket(attributes: object): Kinds {
  return { google_logging_project_bucket_config: { it: { project: "p", location: "europe-west4", ...attributes } } };
}

const LOG_CASES: readonly ControlCases[] = [
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
    undecided: {
      "a key that may be none": {
        resource: logBucket({ bucket_id: "audit", cmek_settings: { kms_key_name: "${var.key}" } }),
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
    undecided: {
      "a variable": {
        resource: {
          ...sink({ filter: AUDIT_FILTER, destination: "storage.googleapis.com/${google_storage_bucket.audit.name}" }),
          google_storage_bucket: { audit: { name: "audit", retention_policy: { retention_period: "${var.period}" } } },
        },
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
    undecided: { "a variable": { resource: sink({ unique_writer_identity: "${var.own}" }) } },
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
    undecided: {
      "a variable": {
        resource: { google_logging_metric: { it: { name: "iam", filter: AUDIT_FILTER, disabled: "${var.off}" } } },
      },
    },
  },
];

export const GOOGLE_LOGGING_CASES: readonly ControlCases[] = [...GOOGLE_AUDIT_CASES, ...LOG_CASES];
