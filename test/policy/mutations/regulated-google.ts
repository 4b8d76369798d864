import type { Mutation } from "../mutation";
import type { Loose } from "./kubernetes-objects";

/** Changes the first resource of the kind, or the one of the name. */
function changed(
  control: string,
  name: string,
  kind: string,
  change: (attributes: Loose) => void,
  of?: string,
): Mutation {
  const which = of === undefined ? undefined : (attributes: Loose) => attributes.name === of;
  return { control, name, stack: "regulated-google", breaks: (stack) => stack.change(kind, change, which) };
}

const BUCKET = "google_storage_bucket";
const CLUSTER = "google_container_cluster";

export const REGULATED_GOOGLE_MUTATIONS: readonly Mutation[] = [
  changed("GOOGLE_STORAGE_MODELS_RETAINED", "models have versions alone", BUCKET, (bucket) => {
    delete bucket.retention_policy;
    bucket.versioning = { enabled: true };
    bucket.lifecycle_rule.push({ action: { type: "Delete" }, condition: { days_since_noncurrent_time: 90 } });
  }),
  changed(
    "GOOGLE_STORAGE_AUDIT_LOGS_LOCKED",
    "the retention of audit logs can be shortened",
    BUCKET,
    ({ retention_policy }) => {
      retention_policy.is_locked = false;
    },
    "acme-radiology-audit",
  ),
  changed("GOOGLE_STORAGE_MODELS_IP_FILTER", "models are read from anywhere", BUCKET, (bucket) => {
    delete bucket.ip_filter;
  }),
  changed("GOOGLE_KMS_HARDWARE_KEYS", "a key is held in software", "google_kms_crypto_key", (key) => {
    delete key.version_template;
  }),
  changed("GOOGLE_LOG_BUCKET_LOCKED", "the log bucket is open", "google_logging_project_bucket_config", (bucket) => {
    bucket.locked = false;
  }),
  changed("GOOGLE_GKE_LOCAL_SSD_KEYS", "local disks keep the standard key", "google_container_node_pool", (pool) => {
    delete pool.node_config.local_ssd_encryption_mode;
  }),
  changed("GOOGLE_MODEL_ARMOR_ENFORCED", "Model Armor only looks on", "google_model_armor_template", (template) => {
    template.template_metadata = { enforcement_type: "INSPECT_ONLY" };
  }),
  changed("GOOGLE_GKE_INTER_NODE_ENCRYPTION", "nodes talk in plain text", CLUSTER, (cluster) => {
    delete cluster.in_transit_encryption_config;
  }),
  changed("GOOGLE_GKE_FQDN_POLICIES", "policies know no names", CLUSTER, (cluster) => {
    delete cluster.enable_fqdn_network_policy;
  }),
  changed(
    "GOOGLE_ARMOR_ADAPTIVE_PROTECTION",
    "Cloud Armor does not learn",
    "google_compute_security_policy",
    (policy) => {
      delete policy.adaptive_protection_config;
    },
  ),
  changed(
    "GOOGLE_LB_MUTUAL_TLS",
    "programs need no certificate",
    "google_compute_region_target_https_proxy",
    (proxy) => {
      delete proxy.server_tls_policy;
    },
  ),
  changed("GOOGLE_DNS_SIGNED", "the zone is no longer signed", "google_dns_managed_zone", (zone) => {
    zone.dnssec_config.state = "off";
  }),
];
