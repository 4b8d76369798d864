import { add, choose, decide, type Fixes, type Step, set, unset } from "./fix";
import { example } from "./google-example";

const PROJECT = choose("project that keeps the models", "acme-vision");
const TYPES = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];

/** One block for the type, which may exempt somebody: it stays where it is. */
const recorded = (type: string): Step => set(`audit_log_config[log_type=${type}].log_type`, type);

const every = TYPES.map((log_type) => ({ log_type }));

export const GOOGLE_LOGGING_FIXES: Fixes = {
  GOOGLE_AUDIT_MODEL_READS: [
    add("google_project_iam_audit_config", "storage", {
      project: PROJECT,
      service: "storage.googleapis.com",
      audit_log_config: every,
    }),
  ],
  // One for each service would take the place of one that is written elsewhere.
  GOOGLE_AUDIT_SERVICES_COVERED: [
    add("google_project_iam_audit_config", "all_services", {
      project: PROJECT,
      service: "allServices",
      audit_log_config: every,
    }),
  ],
  GOOGLE_AUDIT_READS_RECORDED: [recorded("DATA_READ")],
  GOOGLE_AUDIT_ALL_TYPES_RECORDED: TYPES.map(recorded),
  GOOGLE_AUDIT_NOBODY_EXEMPTED: [unset("audit_log_config.exempted_members")],
  GOOGLE_LOG_BUCKET_ENCRYPTED: [
    set(
      "cmek_settings.kms_key_name",
      choose(
        "key of the logs, in the location of the log bucket, that Cloud Logging may use",
        "projects/acme-platform/locations/europe-west4/keyRings/audit/cryptoKeys/logs",
      ),
    ),
  ],
  GOOGLE_LOG_BUCKET_AUDIT_RETAINED: [set("retention_days", 365)],
  // Cloud Storage takes one of the two.
  GOOGLE_LOG_STORAGE_AUDIT_RETAINED: [unset("versioning"), set("retention_policy.retention_period", 31536000)],
  GOOGLE_LOG_SINK_ENABLED: [unset("disabled")],
  GOOGLE_LOG_SINK_OWN_WRITER: [unset("unique_writer_identity")],
  GOOGLE_LOG_SINK_KEEPS_AUDIT_LOGS: [
    decide(
      "Which logs are too much: they are left out by their own names, and audit logs stay in.",
      example([
        "google_logging_project_sink",
        "audit",
        {
          name: "audit",
          destination: "logging.googleapis.com/projects/acme-platform/locations/europe-west4/buckets/audit",
          filter: 'log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access")',
          exclusions: [{ name: "health-checks", filter: 'httpRequest.requestUrl:"/healthz"' }],
        },
      ]),
    ),
  ],
  GOOGLE_LOG_METRIC_ENABLED: [unset("disabled")],
};
