import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, bucket, RESNET, SERVING, servingAccount } from "./google-iam";

const MODELS = { "ai-artifact": "model" };
const KEY = "projects/acme/locations/europe-west4/keyRings/ring/cryptoKeys/models";

function models(attributes: object): EstateSource {
  return bucket({ labels: MODELS, ...attributes });
}

/** A bucket without a label that something in the namespace of a tenant reads. */
function served(attributes: object, member = SERVING): EstateSource {
  return beside(bucket(attributes), {
    google_storage_bucket_iam_member: {
      read: { bucket: "${google_storage_bucket.it.name}", role: "roles/storage.objectViewer", member },
    },
  });
}

/** A bucket that pods of a cluster read, each somewhere. */
function near(location: string, cluster: string, placement?: object): EstateSource {
  return beside(served({ location, ...(placement && { custom_placement_config: placement }) }), {
    google_container_cluster: {
      it: {
        name: "c",
        location: cluster,
        workload_identity_config: { workload_pool: "acme-vision.svc.id.goog" },
      },
    },
  });
}

const abort = (age: unknown) => ({
  lifecycle_rule: [{ action: [{ type: "AbortIncompleteMultipartUpload" }], condition: [{ age }] }],
});
const READ_AUDIT = {
  google_project_iam_audit_config: {
    storage: { service: "storage.googleapis.com", audit_log_config: [{ log_type: "DATA_READ" }] },
  },
};

export const GOOGLE_STORAGE_BUCKET_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_VERSIONING_ENABLED",
    holds: {
      on: models({ versioning: { enabled: true } }),
      "on as text": models({ versioning: [{ enabled: "true" }] }),
      "retention in their place": models({ retention_policy: { retention_period: 2592000 } }),
    },
    fails: {
      "a bucket of models without": models({}),
      "a bucket of models with versions off": models({ versioning: { enabled: false } }),
      "a bucket that serving identities read": served({}),
      "a bucket of a state": { ...bucket({}), terraform: { backend: { gcs: { bucket: "acme-weights" } } } },
    },
    undecided: {
      "not known whether": models({ versioning: { enabled: "${var.v}" } }),
      "no label that is known": bucket({ labels: "${var.l}" }),
    },
  },
  {
    control: "GOOGLE_STORAGE_VERSIONS_KEPT",
    holds: {
      versions: bucket({ versioning: { enabled: true } }),
      retention: bucket({ retention_policy: { retention_period: 86400 } }),
    },
    fails: {
      neither: bucket({ labels: { "ai-artifact": "log" } }),
      "versions off": bucket({ versioning: { enabled: false } }),
    },
    undecided: { "not known": bucket({ versioning: { enabled: "${var.v}" } }) },
  },
  {
    control: "GOOGLE_STORAGE_MODEL_CUSTOMER_KEY",
    holds: {
      "by name": models({ encryption: { default_kms_key_name: KEY } }),
      "by reference": beside(models({ encryption: { default_kms_key_name: "${google_kms_crypto_key.k.id}" } }), {
        google_kms_crypto_key: { k: { name: "k", key_ring: "r" } },
      }),
    },
    fails: {
      none: models({}),
      "an empty block": models({ encryption: { default_kms_key_name: null } }),
      "none on a bucket that serving identities read": served({}),
      "none on one that an account of theirs reads": beside(served({}, RESNET), servingAccount()),
    },
    undecided: { "a key that may be none": models({ encryption: { default_kms_key_name: "${var.key}" } }) },
  },
  {
    control: "GOOGLE_STORAGE_MODELS_LABELLED",
    holds: { "the label": served({ labels: MODELS }), "the provider's label": served({ effective_labels: MODELS }) },
    fails: { none: served({}), another: served({ labels: { "ai-artifact": "log" } }) },
    undecided: { "not known": served({ labels: "${var.l}" }) },
  },
  {
    control: "GOOGLE_STORAGE_ACCESS_LOGGED",
    holds: {
      "a log bucket": bucket({ logging: { log_bucket: "logs" } }),
      "data access logs": beside(bucket({}), READ_AUDIT),
      "data access logs of its project": beside(bucket({ project: "acme" }), {
        google_project_iam_audit_config: {
          all: { project: "acme", service: "allServices", audit_log_config: [{ log_type: "DATA_READ" }] },
        },
      }),
      "data access logs of its organization": beside(bucket({ project: "acme" }), {
        google_organization_iam_audit_config: {
          all: { org_id: "123456789", service: "allServices", audit_log_config: [{ log_type: "DATA_READ" }] },
        },
      }),
      "a bucket that takes logs": bucket({ labels: { "ai-artifact": "log" } }),
      "a bucket that a sink leads to": beside(bucket({}), {
        google_logging_project_sink: {
          it: { name: "s", destination: "storage.googleapis.com/${google_storage_bucket.it.name}" },
        },
      }),
      "a bucket that a sink leads to by name": beside(bucket({}), {
        google_logging_folder_sink: {
          it: { name: "s", folder: "f", destination: "storage.googleapis.com/acme-weights" },
        },
      }),
      "a bucket that others log to": {
        resource: {
          google_storage_bucket: {
            a: { name: "a", logging: { log_bucket: "${google_storage_bucket.b.name}" } },
            b: { name: "b" },
          },
        },
      },
    },
    fails: {
      none: bucket({}),
      "data access logs of another project": beside(bucket({ project: "acme" }), {
        google_project_iam_audit_config: {
          all: { project: "other", service: "allServices", audit_log_config: [{ log_type: "DATA_READ" }] },
        },
      }),
      "data access logs of writes alone": beside(bucket({}), {
        google_project_iam_audit_config: {
          storage: { service: "storage.googleapis.com", audit_log_config: [{ log_type: "DATA_WRITE" }] },
        },
      }),
    },
    undecided: { "not known": bucket({ logging: "${var.logging}" }) },
  },
  {
    control: "GOOGLE_STORAGE_LOGS_ELSEWHERE",
    holds: { elsewhere: bucket({ logging: { log_bucket: "logs" } }), nowhere: bucket({}) },
    fails: {
      "to itself": bucket({ logging: { log_bucket: "acme-weights" } }),
      "to itself by reference": bucket({ logging: { log_bucket: "${google_storage_bucket.it.name}" } }),
    },
    undecided: { "not known": bucket({ logging: { log_bucket: "${var.logs}" } }) },
  },
  {
    control: "GOOGLE_STORAGE_SOFT_DELETE",
    holds: {
      unset: bucket({}),
      "two weeks": bucket({ soft_delete_policy: { retention_duration_seconds: "1209600" } }),
    },
    fails: {
      off: bucket({ soft_delete_policy: { retention_duration_seconds: 0 } }),
      "a day": bucket({ soft_delete_policy: { retention_duration_seconds: 86400 } }),
    },
    undecided: { "not known": bucket({ soft_delete_policy: { retention_duration_seconds: "${var.s}" } }) },
  },
  {
    control: "GOOGLE_STORAGE_UPLOADS_ABORTED",
    holds: { "after a week": bucket(abort(7)), "as text": bucket(abort("3")) },
    fails: { never: bucket({}), "after a month": bucket(abort(30)), "without an age": bucket(abort(null)) },
    undecided: { "not known": bucket(abort("${var.days}")) },
  },
  {
    control: "GOOGLE_STORAGE_OLD_VERSIONS_REMOVED",
    holds: {
      "by days": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "Delete" }, condition: { days_since_noncurrent_time: 90 } }],
      }),
      "by number": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "Delete" }, condition: { num_newer_versions: "3" } }],
      }),
      "by age, whatever the state": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "Delete" }, condition: { age: 730 } }],
      }),
      "no versions": bucket({}),
    },
    fails: {
      never: bucket({ versioning: { enabled: true } }),
      "by age, of what is current": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "Delete" }, condition: { age: 730, with_state: "LIVE" } }],
      }),
      "another action": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "SetStorageClass" }, condition: { num_newer_versions: 3 } }],
      }),
    },
    undecided: {
      "rules that are not known": bucket({ versioning: { enabled: true }, lifecycle_rule: "${var.rules}" }),
    },
  },
  {
    control: "GOOGLE_STORAGE_MODELS_KEPT",
    holds: {
      unset: models({}),
      off: models({ force_destroy: false }),
      "another bucket": bucket({ force_destroy: true }),
    },
    fails: {
      "a bucket of models": models({ force_destroy: true }),
      "as text": models({ force_destroy: "true" }),
      "a bucket of production": bucket({ labels: { tier: "production" }, force_destroy: true }),
      "a bucket of a state": bucket({ labels: { "ai-artifact": "state" }, force_destroy: true }),
    },
    undecided: { "not known": models({ force_destroy: "${var.f}" }) },
  },
  {
    control: "GOOGLE_STORAGE_CONTENTS_KEPT",
    holds: { unset: bucket({}), "a bucket of models, which has a control of its own": models({ force_destroy: true }) },
    fails: { "another bucket": bucket({ force_destroy: true }) },
    undecided: { "not known": bucket({ force_destroy: "${var.f}" }) },
  },
  {
    control: "GOOGLE_STORAGE_MODELS_NEAR",
    holds: {
      "one region": near("EUROPE-WEST4", "europe-west4"),
      "a zone of the region": near("europe-west4", "europe-west4-a"),
      "a multi-region that holds it": near("EU", "europe-west4"),
      "a pair of regions": near("NAM4", "us-central1"),
      "regions that the bucket names itself": near("EU", "us-central1", {
        data_locations: ["EUROPE-WEST1", "US-CENTRAL1"],
      }),
      "one region, whichever it is": near("${var.region}", "${var.region}"),
      "nobody's cluster": served({ location: "US" }),
    },
    fails: {
      "another region": near("EUROPE-WEST1", "europe-west4"),
      "another continent": near("US", "europe-west4"),
    },
    undecided: {
      "a cluster that is not known": near("EUROPE-WEST4", "${var.region}"),
      "a location that is not known": near("${var.location}", "europe-west4"),
    },
  },
  {
    control: "GOOGLE_STORAGE_MODEL_NO_CORS",
    holds: { none: models({}), "another bucket": bucket({ cors: [{ origin: ["*"] }] }) },
    fails: { "a bucket of models": models({ cors: [{ origin: ["https://acme.example"] }] }) },
    undecided: { "not known": models({ cors: "${var.cors}" }) },
  },
];
