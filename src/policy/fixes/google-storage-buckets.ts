import { choose, decide, type Fixes, include, set, unset } from "./fix";
import { example } from "./google-example";

const LOG_BUCKET = choose("bucket that holds usage logs and nothing else", "acme-access-logs");

export const GOOGLE_STORAGE_BUCKETS_FIXES: Fixes = {
  GOOGLE_STORAGE_VERSIONING_ENABLED: [set("versioning.enabled", true)],
  GOOGLE_STORAGE_VERSIONS_KEPT: [set("versioning.enabled", true)],
  GOOGLE_STORAGE_MODEL_CUSTOMER_KEY: [
    set(
      "encryption.default_kms_key_name",
      choose(
        "key of the models, in the location of the bucket",
        "projects/acme-vision/locations/europe-west4/keyRings/models/cryptoKeys/weights",
      ),
    ),
  ],
  GOOGLE_STORAGE_MODELS_LABELLED: [set('labels["ai-artifact"]', "model")],
  GOOGLE_STORAGE_ACCESS_LOGGED: [set("logging.log_bucket", LOG_BUCKET)],
  GOOGLE_STORAGE_LOGS_ELSEWHERE: [set("logging.log_bucket", LOG_BUCKET)],
  GOOGLE_STORAGE_SOFT_DELETE: [set("soft_delete_policy.retention_duration_seconds", 604800)],
  GOOGLE_STORAGE_UPLOADS_ABORTED: [
    include("lifecycle_rule", { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } }),
  ],
  GOOGLE_STORAGE_OLD_VERSIONS_REMOVED: [
    include("lifecycle_rule", { action: { type: "Delete" }, condition: { days_since_noncurrent_time: 90 } }),
  ],
  GOOGLE_STORAGE_MODELS_KEPT: [set("force_destroy", false)],
  GOOGLE_STORAGE_CONTENTS_KEPT: [set("force_destroy", false)],
  GOOGLE_STORAGE_MODELS_NEAR: [
    decide(
      "When models are copied: a bucket cannot move. A new one in the region of the cluster takes the releases, model servers " +
        "are led to it, and the old one goes last.",
      example([
        "google_storage_bucket",
        "models_europe_west4",
        {
          name: "acme-vision-models-europe-west4",
          location: "EUROPE-WEST4",
          uniform_bucket_level_access: true,
          public_access_prevention: "enforced",
          versioning: { enabled: true },
          encryption: {
            default_kms_key_name: "projects/acme-vision/locations/europe-west4/keyRings/models/cryptoKeys/weights",
          },
        },
      ]),
    ),
  ],
  GOOGLE_STORAGE_MODEL_NO_CORS: [unset("cors")],
};
