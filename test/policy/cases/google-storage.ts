import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, binding, documented, encoded, iam, policy, RESNET, SERVING, servingAccount } from "./google-iam";

const MODELS = { "ai-artifact": "model" };
const BUCKET = "google_storage_bucket";
const KEY = "projects/acme/locations/europe-west4/keyRings/ring/cryptoKeys/models";

function bucket(attributes: object): EstateSource {
  return { resource: { google_storage_bucket: { it: { name: "acme-weights", location: "EU", ...attributes } } } };
}

function models(attributes: object): EstateSource {
  return bucket({ labels: MODELS, ...attributes });
}

function one(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { it: attributes } } };
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

const ACCESS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_PUBLIC_ACCESS_PREVENTED",
    holds: { enforced: bucket({ public_access_prevention: "enforced" }) },
    fails: {
      unset: bucket({}),
      null: bucket({ public_access_prevention: null }),
      inherited: bucket({ public_access_prevention: "inherited" }),
    },
    undecided: { "not known": bucket({ public_access_prevention: "${var.p}" }) },
  },
  {
    control: "GOOGLE_STORAGE_UNIFORM_ACCESS",
    holds: {
      on: bucket({ uniform_bucket_level_access: true }),
      "on as text": bucket({ uniform_bucket_level_access: "true" }),
    },
    fails: { unset: bucket({}), off: bucket({ uniform_bucket_level_access: false }) },
    undecided: { "not known": bucket({ uniform_bucket_level_access: "${var.u}" }) },
  },
  {
    control: "GOOGLE_STORAGE_ACL_NOT_PUBLIC",
    holds: {
      "a private canned ACL": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "projectPrivate" }),
      "an ACL for a person": one("google_storage_object_acl", {
        bucket: "b",
        role_entity: ["READER:user-a@acme.example"],
      }),
      "an object without an ACL": one("google_storage_bucket_object", { bucket: "b", name: "o", source: "f" }),
      "a control for a group": one("google_storage_bucket_access_control", {
        bucket: "b",
        entity: "group-a@acme.example",
      }),
    },
    fails: {
      "a public canned ACL": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "publicRead" }),
      "a public default": one("google_storage_bucket_acl", { bucket: "b", default_acl: "publicreadwrite" }),
      "an entity of a list": one("google_storage_default_object_acl", {
        bucket: "b",
        role_entity: ["OWNER:a", "READER:allUsers"],
      }),
      "an entity of its own": one("google_storage_bucket_access_control", {
        bucket: "b",
        entity: "allAuthenticatedUsers",
      }),
      "a public object": one("google_storage_bucket_object", { bucket: "b", name: "o", predefined_acl: "publicRead" }),
      "a control on an object": one("google_storage_object_access_control", {
        bucket: "b",
        object: "o",
        entity: "allUsers",
      }),
    },
    undecided: { "not known": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "${var.acl}" }) },
  },
  {
    control: "GOOGLE_STORAGE_NO_ACLS",
    holds: {
      "a public one, which has a control of its own": one("google_storage_bucket_acl", {
        bucket: "b",
        predefined_acl: "publicRead",
      }),
    },
    fails: {
      "on a bucket": one("google_storage_bucket_acl", { bucket: "b", predefined_acl: "projectPrivate" }),
      "on an object": one("google_storage_object_access_control", {
        bucket: "b",
        object: "o",
        entity: "user-a@acme.example",
      }),
      "for new objects": one("google_storage_default_object_acl", {
        bucket: "b",
        role_entity: ["OWNER:user-a@acme.example"],
      }),
    },
  },
  {
    control: "GOOGLE_STORAGE_NO_WEBSITE",
    holds: { none: bucket({}) },
    fails: { one: bucket({ website: { main_page_suffix: "index.html" } }) },
  },
  {
    control: "GOOGLE_STORAGE_NO_HMAC_KEY",
    holds: { "one that is off": one("google_storage_hmac_key", { service_account_email: "a@b", state: "INACTIVE" }) },
    fails: {
      one: one("google_storage_hmac_key", { service_account_email: "a@b" }),
      "an active one": one("google_storage_hmac_key", { service_account_email: "a@b", state: "ACTIVE" }),
    },
  },
];

const BUCKET_CASES: readonly ControlCases[] = [
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
  },
  {
    control: "GOOGLE_STORAGE_LOGS_ELSEWHERE",
    holds: { elsewhere: bucket({ logging: { log_bucket: "logs" } }), nowhere: bucket({}) },
    fails: {
      "to itself": bucket({ logging: { log_bucket: "acme-weights" } }),
      "to itself by reference": bucket({ logging: { log_bucket: "${google_storage_bucket.it.name}" } }),
    },
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
      "no versions": bucket({}),
    },
    fails: {
      never: bucket({ versioning: { enabled: true } }),
      "another action": bucket({
        versioning: { enabled: true },
        lifecycle_rule: [{ action: { type: "SetStorageClass" }, condition: { num_newer_versions: 3 } }],
      }),
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
      "a cluster that is not known": near("EUROPE-WEST4", "${var.region}"),
      "nobody's cluster": served({ location: "US" }),
    },
    fails: {
      "another region": near("EUROPE-WEST1", "europe-west4"),
      "another continent": near("US", "europe-west4"),
    },
  },
  {
    control: "GOOGLE_STORAGE_MODEL_NO_CORS",
    holds: { none: models({}), "another bucket": bucket({ cors: [{ origin: ["*"] }] }) },
    fails: { "a bucket of models": models({ cors: [{ origin: ["https://acme.example"] }] }) },
  },
];

const GRANT_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_NO_PUBLIC_MEMBER",
    holds: {
      "a service account": iam(BUCKET, "roles/storage.objectViewer", "serviceAccount:ci@acme.iam.gserviceaccount.com"),
      "a group": binding(BUCKET, "roles/storage.objectViewer", ["group:ml@acme.example"]),
      "a serving identity": documented(BUCKET, "roles/storage.objectViewer", [SERVING]),
      "the writer of a sink": beside(
        iam(BUCKET, "roles/storage.objectCreator", "${google_logging_project_sink.it.writer_identity}"),
        { google_logging_project_sink: { it: { name: "s", destination: "storage.googleapis.com/acme-weights" } } },
      ),
      "an account by reference": beside(iam(BUCKET, "roles/storage.objectViewer", RESNET), servingAccount()),
    },
    fails: {
      "a member": iam(BUCKET, "roles/storage.objectViewer", "allUsers"),
      "in another case": iam(BUCKET, "roles/storage.objectViewer", "AllUsers"),
      "one of a binding": binding(BUCKET, "roles/storage.objectViewer", [
        "group:ml@acme.example",
        "allAuthenticatedUsers",
      ]),
      "one of a policy": policy(BUCKET, "roles/storage.objectViewer", ["allUsers"]),
      "one of an encoded policy": encoded(BUCKET, "roles/storage.objectViewer", "allUsers"),
      "one of a policy by a data source": documented(BUCKET, "roles/storage.objectViewer", ["allUsers"]),
      "with a condition": iam(BUCKET, "roles/storage.objectViewer", "allUsers", {
        condition: { title: "t", expression: 'resource.name.startsWith("projects/_/buckets/b/objects/public/")' },
      }),
      "on a managed folder": {
        resource: {
          google_storage_managed_folder_iam_member: {
            it: { bucket: "b", managed_folder: "m/", role: "roles/storage.objectViewer", member: "allUsers" },
          },
        },
      },
      "for each of a list": iam(BUCKET, "roles/storage.objectViewer", "${each.value}", {
        for_each: '${toset(["group:ml@acme.example", "allUsers"])}',
      }),
    },
    undecided: {
      "a member that is not known": iam(BUCKET, "roles/storage.objectViewer", "${var.member}"),
      "members that are not known": binding(BUCKET, "roles/storage.objectViewer", "${var.members}"),
      "a policy that is not known": {
        resource: { google_storage_bucket_iam_policy: { it: { bucket: "b", policy_data: "${var.policy}" } } },
      },
    },
  },
  {
    control: "GOOGLE_STORAGE_SERVING_READS_ONLY",
    holds: {
      "a reader": iam(BUCKET, "roles/storage.objectViewer", SERVING),
      "a pipeline that writes": iam(
        BUCKET,
        "roles/storage.objectAdmin",
        "serviceAccount:ci@acme.iam.gserviceaccount.com",
      ),
      "the platform's backup": iam(
        BUCKET,
        "roles/storage.objectAdmin",
        SERVING.replace("vision", "velero").replace("ns/vision", "ns/velero"),
      ),
      "a custom role that reads": beside(iam(BUCKET, "${google_project_iam_custom_role.r.id}", SERVING), {
        google_project_iam_custom_role: {
          r: { role_id: "reader", permissions: ["storage.objects.get", "storage.objects.list"] },
        },
      }),
    },
    fails: {
      "an administrator of objects": iam(BUCKET, "roles/storage.objectAdmin", SERVING),
      "an administrator": binding(BUCKET, "roles/storage.admin", [SERVING]),
      "one who creates": documented(BUCKET, "roles/storage.objectCreator", [SERVING]),
      "an account that pods act as, by reference": beside(
        iam(BUCKET, "roles/storage.objectUser", RESNET),
        servingAccount(),
      ),
      "an account that pods act as, by its address": beside(
        iam(BUCKET, "roles/storage.legacyBucketWriter", "serviceAccount:resnet@acme-vision.iam.gserviceaccount.com"),
        servingAccount(),
      ),
      "in a policy that Terraform encodes": beside(
        encoded(BUCKET, "roles/storage.objectAdmin", RESNET),
        servingAccount(),
      ),
      "a custom role that writes": beside(iam(BUCKET, "projects/acme/roles/writer", SERVING), {
        google_project_iam_custom_role: {
          r: { role_id: "writer", permissions: ["storage.objects.get", "storage.objects.delete"] },
        },
      }),
    },
    undecided: { "a role that is not known": iam(BUCKET, "${var.role}", SERVING) },
  },
  {
    control: "GOOGLE_STORAGE_SERVING_PREFIX",
    holds: {
      "one model": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: [
          { title: "resnet", expression: 'resource.name.startsWith("projects/_/buckets/b/objects/resnet/")' },
        ],
      }),
      "one model of a bucket that is not known yet": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: {
          title: "resnet",
          expression: 'resource.name.startsWith("projects/_/buckets/${google_storage_bucket.b.name}/objects/resnet/")',
        },
      }),
      "a pipeline": iam(BUCKET, "roles/storage.objectViewer", "serviceAccount:ci@acme.iam.gserviceaccount.com"),
      "what tells of the bucket alone": iam(BUCKET, "roles/storage.bucketViewer", SERVING),
    },
    fails: {
      "no condition": iam(BUCKET, "roles/storage.objectViewer", SERVING),
      "a condition on time": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: { title: "t", expression: 'request.time < timestamp("2030-01-01T00:00:00Z")' },
      }),
      "no condition in a policy": policy(BUCKET, "roles/storage.objectViewer", [SERVING]),
    },
    undecided: {
      "a condition that is not known": iam(BUCKET, "roles/storage.objectViewer", SERVING, {
        condition: "${var.condition}",
      }),
    },
  },
];

export const GOOGLE_STORAGE_CASES: readonly ControlCases[] = [...ACCESS_CASES, ...BUCKET_CASES, ...GRANT_CASES];
