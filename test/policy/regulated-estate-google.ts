import type { StackJson } from "./hardened-stacks";
import { CLUSTER, LABELS, LOCATION, NETWORK, POOL, PROJECT } from "./regulated-estate-google-cluster";

function key(name: string): object {
  return {
    name,
    key_ring: "${google_kms_key_ring.models.id}",
    purpose: "ENCRYPT_DECRYPT",
    rotation_period: "7776000s",
    destroy_scheduled_duration: "2592000s",
    version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" },
    lifecycle: { prevent_destroy: true },
    labels: LABELS,
  };
}

/** A bucket whose objects nobody can take back for ten years. */
function bucket(name: string, content: string, others: object): object {
  return {
    name: `acme-radiology-${name}`,
    project: PROJECT,
    location: "EUROPE-WEST4",
    force_destroy: false,
    uniform_bucket_level_access: true,
    public_access_prevention: "enforced",
    encryption: { default_kms_key_name: "${google_kms_crypto_key.models.id}" },
    soft_delete_policy: { retention_duration_seconds: 604800 },
    lifecycle_rule: [{ action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } }],
    labels: { ...LABELS, "ai-artifact": content },
    ...others,
  };
}

const TEN_YEARS = 315360000;

const EVERYBODY = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };

/** People come through Identity-Aware Proxy and Cloud Armor, programs through an internal load balancer with certificates. */
const INGRESS = {
  google_compute_security_policy: {
    edge: {
      name: "edge",
      project: PROJECT,
      adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true } },
      rule: [
        {
          action: "deny(403)",
          priority: 900,
          match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } },
        },
        {
          action: "throttle",
          priority: 1000,
          match: EVERYBODY,
          rate_limit_options: {
            conform_action: "allow",
            exceed_action: "deny(429)",
            rate_limit_threshold: { count: 60, interval_sec: 60 },
          },
        },
        { action: "deny(403)", priority: 2147483647, match: EVERYBODY },
      ],
    },
  },
  google_compute_backend_service: {
    triton: {
      name: "triton",
      project: PROJECT,
      load_balancing_scheme: "EXTERNAL_MANAGED",
      protocol: "HTTPS",
      iap: { enabled: true },
      log_config: { enable: true, sample_rate: 1 },
      security_policy: "${google_compute_security_policy.edge.id}",
    },
  },
  google_compute_region_target_https_proxy: {
    triton: {
      name: "triton",
      project: PROJECT,
      region: LOCATION,
      url_map: "${google_compute_region_url_map.triton.id}",
      ssl_policy: `projects/${PROJECT}/regions/${LOCATION}/sslPolicies/modern`,
      ssl_certificates: [`projects/${PROJECT}/regions/${LOCATION}/sslCertificates/models`],
      server_tls_policy: `projects/${PROJECT}/locations/${LOCATION}/serverTlsPolicies/callers`,
    },
  },
  google_compute_region_url_map: {
    triton: {
      name: "triton",
      project: PROJECT,
      region: LOCATION,
      default_service: "${google_compute_region_backend_service.triton.id}",
    },
  },
  google_compute_region_backend_service: {
    triton: {
      name: "triton",
      project: PROJECT,
      region: LOCATION,
      protocol: "HTTPS",
      load_balancing_scheme: "INTERNAL_MANAGED",
      log_config: { enable: true, sample_rate: 1 },
    },
  },
};

const ALL_LOGS = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"].map((log_type) => ({ log_type }));

export const REGULATED_GOOGLE: StackJson = {
  terraform: {
    required_providers: { google: { source: "registry.terraform.io/hashicorp/google", version: "6.50.0" } },
    backend: {
      gcs: {
        bucket: "acme-terraform-states",
        prefix: "production/radiology/regulated-google",
        kms_encryption_key: `projects/acme-platform/locations/${LOCATION}/keyRings/terraform/cryptoKeys/state`,
      },
    },
  },
  provider: { google: [{ project: PROJECT, region: LOCATION }] },
  resource: {
    google_kms_key_ring: { models: { name: "models", location: LOCATION, project: PROJECT } },
    google_kms_crypto_key: { models: { ...key("models") }, cluster: { ...key("cluster") } },
    google_storage_bucket: {
      models: {
        ...bucket("models", "model", {
          retention_policy: { retention_period: TEN_YEARS },
          logging: { log_bucket: "acme-radiology-access-logs", log_object_prefix: "acme-radiology-models" },
          ip_filter: {
            mode: "Enabled",
            vpc_network_sources: [{ network: NETWORK, allowed_ip_cidr_ranges: ["10.20.0.0/16"] }],
          },
        }),
      },
      audit: { ...bucket("audit", "log", { retention_policy: { retention_period: TEN_YEARS, is_locked: true } }) },
    },
    google_logging_project_sink: {
      archive: {
        name: "archive",
        project: PROJECT,
        destination: "storage.googleapis.com/${google_storage_bucket.audit.name}",
        filter: 'log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access")',
        unique_writer_identity: true,
      },
      audit: {
        name: "audit",
        project: PROJECT,
        destination: "logging.googleapis.com/${google_logging_project_bucket_config.audit.id}",
        filter: 'log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access")',
        unique_writer_identity: true,
      },
    },
    google_logging_project_bucket_config: {
      audit: {
        bucket_id: "radiology-audit",
        project: PROJECT,
        location: LOCATION,
        retention_days: 3650,
        locked: true,
        cmek_settings: { kms_key_name: "${google_kms_crypto_key.models.id}" },
      },
    },
    google_project_iam_audit_config: {
      all: {
        project: PROJECT,
        service: "allServices",
        audit_log_config: ALL_LOGS,
        lifecycle: { prevent_destroy: true },
      },
    },
    google_container_cluster: { serving: CLUSTER },
    google_container_node_pool: { scratch: POOL },
    google_model_armor_template: {
      edge: {
        template_id: "edge",
        project: PROJECT,
        location: LOCATION,
        filter_config: { pi_and_jailbreak_filter_settings: { filter_enforcement: "ENABLED" } },
        labels: LABELS,
      },
    },
    google_dns_managed_zone: {
      models: {
        name: "models",
        project: PROJECT,
        dns_name: "models.acme.example.",
        visibility: "public",
        dnssec_config: { state: "on" },
        labels: LABELS,
      },
    },
    ...INGRESS,
  },
};
