import { choose, decide, type Fixes, set, unset } from "./fix";
import { example } from "./google-example";
import { inMachines } from "./google-gke-pools";

export const REGULATED_GOOGLE_FIXES: Fixes = {
  // Cloud Storage takes either: what is retained can be neither replaced nor deleted, and has no versions.
  GOOGLE_STORAGE_MODELS_RETAINED: [
    set(
      "retention_policy.retention_period",
      choose("seconds for which decisions of the model may be questioned", 31536000),
    ),
    unset("versioning"),
  ],
  GOOGLE_STORAGE_AUDIT_LOGS_LOCKED: [set("retention_policy.is_locked", true)],
  GOOGLE_STORAGE_MODELS_IP_FILTER: [
    decide(
      "From which networks models are served, and from which ranges they are published: whoever comes from elsewhere is refused, " +
        "people and pipelines too.",
      example([
        "google_storage_bucket",
        "models",
        {
          name: "acme-vision-models",
          location: "EUROPE-WEST4",
          uniform_bucket_level_access: true,
          public_access_prevention: "enforced",
          ip_filter: {
            mode: "Enabled",
            vpc_network_sources: {
              network: "projects/acme-vision/global/networks/serving",
              allowed_ip_cidr_ranges: ["10.0.0.0/16"],
            },
          },
        },
      ]),
    ),
  ],
  GOOGLE_KMS_HARDWARE_KEYS: [
    decide(
      "When the key is replaced: its protection level cannot be changed, and Terraform would destroy its versions. A second key " +
        "encrypts anew, then the first one goes. A key that is not made yet only needs the block.",
      example([
        "google_kms_crypto_key",
        "weights",
        {
          name: "weights-hardware",
          key_ring: "projects/acme-vision/locations/europe-west4/keyRings/models",
          purpose: "ENCRYPT_DECRYPT",
          rotation_period: "7776000s",
          destroy_scheduled_duration: "2592000s",
          version_template: { algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION", protection_level: "HSM" },
          lifecycle: { prevent_destroy: true },
        },
      ]),
    ),
  ],
  GOOGLE_LOG_BUCKET_LOCKED: [set("locked", true)],
  GOOGLE_GKE_LOCAL_SSD_KEYS: [
    inMachines(
      "when nodes are made anew, for the mode of a pool that is there cannot be changed",
      'local_ssd_encryption_mode = "EPHEMERAL_KEY_ENCRYPTION"',
      'localSsdEncryptionMode: "EPHEMERAL_KEY_ENCRYPTION",',
    ),
  ],
  GOOGLE_MODEL_ARMOR_ENFORCED: [
    set("filter_config.pi_and_jailbreak_filter_settings.filter_enforcement", "ENABLED"),
    set("template_metadata.enforcement_type", "INSPECT_AND_BLOCK"),
  ],
};
