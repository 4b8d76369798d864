import type { Attributes, BreakableStack, Mutation } from "../mutation";

const CLOUD = "vision-cloud-gke";
const EVERYTHING = "everything-google";
const BUCKET = "google_storage_bucket";

/** One identity of a tenant's namespace. */
const SERVING =
  "principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/subject/ns/vision/sa/bert";

function holds(content: string): (attributes: Attributes) => boolean {
  return ({ labels }) => (labels as Attributes | undefined)?.["ai-artifact"] === content;
}

/** Breaks the bucket of models of the example. */
function models(control: string, name: string, change: (bucket: Attributes) => void): Mutation {
  return { control, name, stack: CLOUD, breaks: (stack) => stack.change(BUCKET, change, holds("model")) };
}

/** Adds something that the hardened stacks never have. */
function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: CLOUD, breaks: (stack) => stack.add(kind, "added", attributes) };
}

function withoutRules(bucket: Attributes, type: string): void {
  bucket.lifecycle_rule = (bucket.lifecycle_rule as { action: Attributes }[]).filter(
    ({ action }) => action.type !== type,
  );
}

/** A bucket of nobody's in particular, made as the others are. */
function plainBucket(stack: BreakableStack, attributes: Attributes): string {
  const [, hardened] = stack.first(BUCKET, holds("log"));
  const { "ai-artifact": _, ...labels } = hardened.labels as Attributes;
  const { logging, depends_on, force_destroy, ...rest } = hardened;
  return stack.add(BUCKET, "added", {
    ...rest,
    name: "acme-scratch",
    labels,
    logging: { log_bucket: "acme-logs", log_object_prefix: "scratch" },
    ...attributes,
  });
}

export const GOOGLE_STORAGE_MUTATIONS: readonly Mutation[] = [
  models(
    "GOOGLE_STORAGE_PUBLIC_ACCESS_PREVENTED",
    "the bucket of weights only inherits the ban on the public",
    (it) => {
      it.public_access_prevention = "inherited";
    },
  ),
  models("GOOGLE_STORAGE_UNIFORM_ACCESS", "ACLs work in the bucket of weights", (it) => {
    it.uniform_bucket_level_access = false;
  }),
  added("GOOGLE_STORAGE_ACL_NOT_PUBLIC", "an ACL publishes the weights", "google_storage_bucket_acl", {
    bucket: "acme-vision-models",
    predefined_acl: "publicRead",
  }),
  added("GOOGLE_STORAGE_NO_ACLS", "an ACL gives one object away", "google_storage_object_access_control", {
    bucket: "acme-vision-models",
    object: "resnet/v3/saved_model.pb",
    entity: "user-partner@partner.example",
    role: "READER",
  }),
  models("GOOGLE_STORAGE_NO_WEBSITE", "the bucket of weights is a website", (it) => {
    it.website = { main_page_suffix: "index.html" };
  }),
  added("GOOGLE_STORAGE_NO_HMAC_KEY", "a pipeline has a password for buckets", "google_storage_hmac_key", {
    service_account_email: "release-models@acme-vision.iam.gserviceaccount.com",
  }),
  models("GOOGLE_STORAGE_VERSIONING_ENABLED", "the bucket of weights loses its versions", (it) => {
    it.versioning = { enabled: false };
  }),
  {
    control: "GOOGLE_STORAGE_VERSIONS_KEPT",
    name: "logs may be written over",
    stack: CLOUD,
    breaks: (stack) =>
      stack.change(
        BUCKET,
        (it) => {
          delete it.retention_policy;
          it.versioning = { enabled: false };
        },
        holds("log"),
      ),
  },
  models("GOOGLE_STORAGE_MODEL_CUSTOMER_KEY", "Google's own key encrypts the weights", (it) => {
    delete it.encryption;
  }),
  models("GOOGLE_STORAGE_MODELS_LABELLED", "nobody can tell that weights lie in the bucket", (it) => {
    delete (it.labels as Attributes)["ai-artifact"];
  }),
  {
    control: "GOOGLE_STORAGE_ACCESS_LOGGED",
    name: "nobody knows who reads the weights",
    stack: CLOUD,
    breaks: (stack) =>
      stack.change(
        BUCKET,
        (it) => {
          delete it.logging;
        },
        holds("model"),
      ),
  },
  models("GOOGLE_STORAGE_LOGS_ELSEWHERE", "the bucket of weights logs to itself", (it) => {
    it.logging = { log_bucket: it.name, log_object_prefix: "access" };
  }),
  models("GOOGLE_STORAGE_SOFT_DELETE", "what is deleted is gone", (it) => {
    it.soft_delete_policy = { retention_duration_seconds: 0 };
  }),
  models("GOOGLE_STORAGE_UPLOADS_ABORTED", "broken uploads stay", (it) => {
    withoutRules(it, "AbortIncompleteMultipartUpload");
  }),
  models("GOOGLE_STORAGE_OLD_VERSIONS_REMOVED", "replaced weights stay for ever", (it) => {
    withoutRules(it, "Delete");
  }),
  models("GOOGLE_STORAGE_MODELS_KEPT", "a destroy takes the weights along", (it) => {
    it.force_destroy = true;
  }),
  {
    control: "GOOGLE_STORAGE_CONTENTS_KEPT",
    name: "a destroy takes along what lies in a scratch bucket",
    stack: EVERYTHING,
    breaks: (stack) => plainBucket(stack, { force_destroy: true }),
  },
  models("GOOGLE_STORAGE_MODELS_NEAR", "the weights and their key lie on another continent", (it) => {
    it.location = "US-CENTRAL1";
    it.encryption = {
      default_kms_key_name: "projects/acme-vision/locations/us-central1/keyRings/models/cryptoKeys/weights",
    };
  }),
  models("GOOGLE_STORAGE_MODEL_NO_CORS", "scripts of any page may read the weights", (it) => {
    it.cors = [{ origin: ["*"], method: ["GET"] }];
  }),
  added("GOOGLE_STORAGE_NO_PUBLIC_MEMBER", "the world reads the weights", "google_storage_bucket_iam_member", {
    bucket: "acme-vision-models",
    role: "roles/storage.objectViewer",
    member: "allUsers",
  }),
  added(
    "GOOGLE_STORAGE_SERVING_READS_ONLY",
    "a model server may replace its model",
    "google_storage_bucket_iam_member",
    {
      bucket: "acme-vision-models",
      role: "roles/storage.objectUser",
      member: SERVING,
    },
  ),
  added(
    "GOOGLE_STORAGE_MODELS_NOT_ADMINISTERED",
    "the pipeline owns the bucket of weights",
    "google_storage_bucket_iam_member",
    {
      bucket: "acme-vision-models",
      role: "roles/storage.admin",
      member: "serviceAccount:release-models@acme-vision.iam.gserviceaccount.com",
    },
  ),
  {
    control: "GOOGLE_STORAGE_SERVING_PREFIX",
    name: "a model server reads every model",
    stack: CLOUD,
    breaks: (stack) =>
      stack.change(
        "google_storage_bucket_iam_member",
        (it) => {
          delete it.condition;
        },
        ({ role }) => role === "roles/storage.objectViewer",
      ),
  },
];
