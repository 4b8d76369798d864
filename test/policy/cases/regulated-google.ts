import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AUDIT_FILTER } from "./google-logging-estates";

const PRODUCTION = { "ai-artifact": "model", tier: "production" };
const NETWORK = "projects/acme-vision/global/networks/serving";

function bucket(attributes: object, labels: object = PRODUCTION): EstateSource {
  return { resource: { google_storage_bucket: { models: { name: "acme-models", labels, ...attributes } } } };
}

function filtered(mode: string, others: object = {}): EstateSource {
  const vpc_network_sources = [{ network: NETWORK, allowed_ip_cidr_ranges: ["10.0.0.0/16"] }];
  return bucket({ ip_filter: { mode, vpc_network_sources, ...others } });
}

/** What a sink of audit logs leads to. */
function audited(kind: string, attributes: object, destination: string): EstateSource {
  return {
    resource: {
      google_logging_project_sink: { audit: { name: "audit", filter: AUDIT_FILTER, destination } },
      [kind]: { logs: attributes },
    },
  };
}

function stored(attributes: object): EstateSource {
  const destination = "storage.googleapis.com/${google_storage_bucket.logs.name}";
  return audited("google_storage_bucket", { name: "acme-audit", ...attributes }, destination);
}

function kept(attributes: object): EstateSource {
  const destination = "logging.googleapis.com/${google_logging_project_bucket_config.logs.id}";
  return audited("google_logging_project_bucket_config", { bucket_id: "kept", ...attributes }, destination);
}

function key(attributes: object): EstateSource {
  return { resource: { google_kms_crypto_key: { it: { name: "models", key_ring: "models", ...attributes } } } };
}

function pool(node_config: object): EstateSource {
  return { resource: { google_container_node_pool: { it: { name: "gpu", cluster: "serving", node_config } } } };
}

const CACHE = { ephemeral_storage_local_ssd_config: { local_ssd_count: 4 } };
const OWN_KEYS = { local_ssd_encryption_mode: "EPHEMERAL_KEY_ENCRYPTION" };

function template(filter_enforcement?: string, others: object = {}): EstateSource {
  const filters = filter_enforcement && { pi_and_jailbreak_filter_settings: { filter_enforcement } };
  return {
    resource: {
      google_model_armor_template: { it: { template_id: "edge", filter_config: { ...filters }, ...others } },
    },
  };
}

export const REGULATED_GOOGLE_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_STORAGE_MODELS_RETAINED",
    holds: {
      "a year": bucket({ retention_policy: { retention_period: "31536000" } }),
      "retained by the pipeline": bucket({ enable_object_retention: true, versioning: { enabled: true } }),
      "models of a lower tier": bucket({}, { ...PRODUCTION, tier: "staging" }),
      "something else": bucket({}, { "ai-artifact": "log", tier: "production" }),
    },
    fails: {
      none: bucket({}),
      "versions alone": bucket({ versioning: { enabled: true } }),
    },
    undecided: {
      "a period that is not known": bucket({ retention_policy: { retention_period: "${var.period}" } }),
      "a tier that is not known": bucket({}, { ...PRODUCTION, tier: "${var.tier}" }),
    },
  },
  {
    control: "GOOGLE_STORAGE_AUDIT_LOGS_LOCKED",
    holds: {
      locked: stored({ retention_policy: { retention_period: 31536000, is_locked: true } }),
      "a bucket of something else": bucket({ retention_policy: { retention_period: 31536000 } }),
    },
    fails: {
      "not locked": stored({ retention_policy: { retention_period: 31536000 } }),
      "no policy": stored({}),
    },
    undecided: { "not known": stored({ retention_policy: { retention_period: 31536000, is_locked: "${var.lock}" } }) },
  },
  {
    control: "GOOGLE_STORAGE_MODELS_IP_FILTER",
    holds: {
      "the serving network": filtered("Enabled"),
      "the serving network, and where releases come from": filtered("Enabled", {
        public_network_source: { allowed_ip_cidr_ranges: ["198.51.100.0/24"] },
      }),
      "models of a lower tier": bucket({}, { ...PRODUCTION, tier: "development" }),
    },
    fails: {
      none: bucket({}),
      "switched off": filtered("Disabled"),
      "everybody beside it": filtered("Enabled", { public_network_source: { allowed_ip_cidr_ranges: ["0.0.0.0/0"] } }),
    },
    undecided: { "not known": filtered("${var.mode}") },
  },
  {
    control: "GOOGLE_KMS_HARDWARE_KEYS",
    holds: {
      "in hardware": key({ version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" } }),
      "held elsewhere": key({
        version_template: { algorithm: "EXTERNAL_SYMMETRIC_ENCRYPTION", protection_level: "EXTERNAL" },
      }),
      "a key for development": key({ labels: { tier: "development" } }),
    },
    fails: {
      unset: key({}),
      "in software": key({
        version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "SOFTWARE" },
      }),
    },
    undecided: {
      "a level that is not known": key({
        version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "${var.level}" },
      }),
    },
  },
  {
    control: "GOOGLE_LOG_BUCKET_LOCKED",
    holds: {
      locked: kept({ retention_days: 365, locked: true }),
      "a bucket of other logs": {
        resource: { google_logging_project_bucket_config: { it: { bucket_id: "requests", retention_days: 30 } } },
      },
    },
    fails: { unset: kept({ retention_days: 365 }), off: kept({ retention_days: 365, locked: false }) },
    undecided: { "not known": kept({ retention_days: 365, locked: "${var.lock}" }) },
  },
  {
    control: "GOOGLE_GKE_LOCAL_SSD_KEYS",
    holds: {
      "keys of their own": pool({ ...CACHE, ...OWN_KEYS }),
      "no local disks": pool({ machine_type: "g2-standard-12" }),
      "none of them": pool({ ephemeral_storage_local_ssd_config: { local_ssd_count: 0 } }),
    },
    fails: {
      "scratch space": pool(CACHE),
      "raw disks": pool({ local_nvme_ssd_block_config: { local_ssd_count: 2 } }),
      "disks of old, by the cluster": {
        resource: {
          google_container_cluster: {
            it: { name: "serving", node_pool: [{ name: "cpu", node_config: { local_ssd_count: 1 } }] },
          },
        },
      },
    },
    undecided: {
      "a mode that is not known": pool({ ...CACHE, local_ssd_encryption_mode: "${var.mode}" }),
      "a count that is not known": pool({ ephemeral_storage_local_ssd_config: { local_ssd_count: "${var.disks}" } }),
    },
  },
  {
    control: "GOOGLE_MODEL_ARMOR_ENFORCED",
    holds: {
      enforced: template("ENABLED"),
      "enforced, and said so": template("ENABLED", { template_metadata: { enforcement_type: "INSPECT_AND_BLOCK" } }),
    },
    fails: {
      "left out": template(),
      off: template("DISABLED"),
      "looking on": template("ENABLED", { template_metadata: { enforcement_type: "INSPECT_ONLY" } }),
    },
    undecided: { "not known": template("${var.enforcement}") },
  },
];
