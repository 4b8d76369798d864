import type { TerraformSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AUDIT_FILTER, sink } from "./google-logging-estates";

type Kinds = NonNullable<TerraformSource["resource"]>;

const MODELS = { name: "acme-models", location: "EUROPE-WEST4", labels: { "ai-artifact": "model" } };
const KEYS = { google_kms_crypto_key: { models: { name: "models", key_ring: "ring" } } };
const ALL_TYPES = [{ log_type: "ADMIN_READ" }, { log_type: "DATA_READ" }, { log_type: "DATA_WRITE" }];

function audited(service: string, audit_log_config: readonly object[] = ALL_TYPES): Kinds {
  return { google_project_iam_audit_config: { it: { service, audit_log_config } } };
}

export const GOOGLE_AUDIT_CASES: readonly ControlCases[] = [
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
    control: "GOOGLE_AUDIT_SERVICES_COVERED",
    holds: {
      "every service is audited": {
        resource: { google_storage_bucket: { models: MODELS }, ...KEYS, ...audited("allServices") },
      },
      "keys are audited": {
        resource: {
          google_storage_bucket: { models: MODELS },
          ...KEYS,
          google_project_iam_audit_config: {
            storage: { service: "storage.googleapis.com", audit_log_config: ALL_TYPES },
            keys: { service: "cloudkms.googleapis.com", audit_log_config: ALL_TYPES },
          },
        },
      },
      "storage alone is used": {
        resource: { google_storage_bucket: { models: MODELS }, ...audited("storage.googleapis.com") },
      },
      "nothing of the trail is declared": { resource: { google_storage_bucket: { models: MODELS }, ...KEYS } },
    },
    fails: {
      "keys are not audited": {
        resource: { google_storage_bucket: { models: MODELS }, ...KEYS, ...audited("storage.googleapis.com") },
      },
      "predictions of an endpoint are not audited": {
        resource: {
          google_storage_bucket: { models: MODELS },
          google_vertex_ai_endpoint: { it: { name: "resnet", display_name: "resnet", location: "europe-west4" } },
          ...audited("storage.googleapis.com"),
        },
      },
    },
    undecided: {
      "the service is a variable": {
        resource: { google_storage_bucket: { models: MODELS }, ...KEYS, ...audited("${var.service}") },
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
    undecided: {
      "a type of which one is a variable": {
        resource: audited("allServices", [
          { log_type: "ADMIN_READ" },
          { log_type: "DATA_READ" },
          { log_type: "${var.type}" },
        ]),
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
];
