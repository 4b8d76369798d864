import type { Mutation } from "../mutation";

const STORAGE = "storage.googleapis.com";

export const GOOGLE_LOGGING_MUTATIONS: readonly Mutation[] = [
  {
    control: "GOOGLE_AUDIT_MODEL_READS",
    name: "the trail leaves out storage",
    stack: "everything-google",
    breaks: (stack) => {
      stack.remove("google_project_iam_audit_config", (it) => it.service === STORAGE);
      return "everything-google";
    },
  },
  {
    control: "GOOGLE_AUDIT_SERVICES_COVERED",
    name: "the trail leaves out Cloud KMS",
    stack: "everything-google",
    breaks: (stack) => {
      stack.remove("google_project_iam_audit_config", (it) => it.service === "cloudkms.googleapis.com");
      return "everything-google";
    },
  },
  {
    control: "GOOGLE_AUDIT_READS_RECORDED",
    name: "reads of storage are not recorded",
    breaks: (stack) =>
      stack.change(
        "google_project_iam_audit_config",
        (it) => (it.audit_log_config = [{ log_type: "ADMIN_READ" }, { log_type: "DATA_WRITE" }]),
        (it) => it.service === STORAGE,
      ),
  },
  {
    control: "GOOGLE_AUDIT_ALL_TYPES_RECORDED",
    name: "writes of storage are not recorded",
    breaks: (stack) =>
      stack.change(
        "google_project_iam_audit_config",
        (it) => (it.audit_log_config = [{ log_type: "ADMIN_READ" }, { log_type: "DATA_READ" }]),
        (it) => it.service === STORAGE,
      ),
  },
  {
    control: "GOOGLE_AUDIT_ALL_TYPES_RECORDED",
    name: "reads of secrets are not recorded",
    breaks: (stack) =>
      stack.change(
        "google_project_iam_audit_config",
        (it) => (it.audit_log_config = [{ log_type: "ADMIN_READ" }, { log_type: "DATA_WRITE" }]),
        (it) => it.service === "secretmanager.googleapis.com",
      ),
  },
  {
    control: "GOOGLE_AUDIT_NOBODY_EXEMPTED",
    name: "one account leaves no trace",
    breaks: (stack) =>
      stack.change("google_project_iam_audit_config", (it) => {
        const [first, ...others] = it.audit_log_config as object[];
        it.audit_log_config = [{ ...first, exempted_members: ["user:jane@acme.example"] }, ...others];
      }),
  },
  {
    control: "GOOGLE_LOG_BUCKET_ENCRYPTED",
    name: "the log bucket has no key",
    breaks: (stack) => stack.change("google_logging_project_bucket_config", (it) => delete it.cmek_settings),
  },
  {
    control: "GOOGLE_LOG_BUCKET_AUDIT_RETAINED",
    name: "audit logs are kept for a quarter",
    breaks: (stack) => stack.change("google_logging_project_bucket_config", (it) => (it.retention_days = 90)),
  },
  {
    control: "GOOGLE_LOG_STORAGE_AUDIT_RETAINED",
    name: "audit logs go to a bucket that keeps them for a month",
    stack: "everything-google",
    breaks: (stack) => {
      const [logs] = stack.first("google_storage_bucket", (it) => it.name === "acme-access-logs");
      stack.change(
        "google_storage_bucket",
        (it) => (it.retention_policy = { retention_period: "2592000" }),
        (it) => it.name === "acme-access-logs",
      );
      stack.change("google_logging_project_sink", (it) => (it.destination = "storage.googleapis.com/acme-access-logs"));
      return `google_storage_bucket.${logs}`;
    },
  },
  {
    control: "GOOGLE_LOG_SINK_ENABLED",
    name: "the sink is switched off",
    breaks: (stack) => stack.change("google_logging_project_sink", (it) => (it.disabled = true)),
  },
  {
    control: "GOOGLE_LOG_SINK_OWN_WRITER",
    name: "the sink writes as everybody's writer",
    breaks: (stack) => stack.change("google_logging_project_sink", (it) => (it.unique_writer_identity = false)),
  },
  {
    control: "GOOGLE_LOG_SINK_KEEPS_AUDIT_LOGS",
    name: "the sink leaves out reads",
    breaks: (stack) =>
      stack.change(
        "google_logging_project_sink",
        (it) => (it.exclusions = [{ name: "noise", filter: 'log_id("cloudaudit.googleapis.com/data_access")' }]),
      ),
  },
  {
    control: "GOOGLE_LOG_SINK_KEEPS_AUDIT_LOGS",
    name: "the project leaves out what Cloud KMS did",
    stack: "everything-google",
    breaks: (stack) =>
      stack.add("google_logging_project_exclusion", "noise", {
        name: "noise",
        filter: 'logName:"cloudaudit.googleapis.com" AND protoPayload.serviceName="cloudkms.googleapis.com"',
      }),
  },
  {
    control: "GOOGLE_LOG_METRIC_ENABLED",
    name: "a metric counts no more",
    breaks: (stack) => stack.change("google_logging_metric", (it) => (it.disabled = true)),
  },
];
