import type { Control } from "../control";
import { HOLDS_GOOGLE_MODELS } from "./model-buckets";

const RELEASES_MODELS = `${HOLDS_GOOGLE_MODELS} && tier(self) == "prod"`;

/** CEL: the machines of a pool's config, `n`, have local disks. */
const HAS_LOCAL_DISKS =
  "(number(n.local_ssd_count, 0) > 0 || n.local_nvme_ssd_block_config.exists(c, number(c.local_ssd_count, 0) > 0) || " +
  "n.ephemeral_storage_local_ssd_config.exists(c, number(c.local_ssd_count, 0) > 0))";

/** What a regulator asks of models, keys, and the record of what was done with them. */
export const REGULATED_GOOGLE_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_STORAGE_MODELS_RETAINED",
    severity: "high",
    category: "resilience",
    title: "Nobody can replace or delete models in production",
    appliesTo: ["google_storage_bucket"],
    when: RELEASES_MODELS,
    require:
      "self.retention_policy.exists(p, number(p.retention_period, 0) > 0) || isTrue(self.enable_object_retention)",
    attribute: "retention_policy.retention_period",
    message: "The bucket of models has no retention policy",
    rationale:
      "Which model answered a patient or refused a loan must be shown years later, byte for byte. Versions can be deleted by whoever " +
      "stole the publisher's account; what is retained cannot.",
    remediation:
      "Set retention_policy.retention_period, in seconds, to as long as decisions of the model may be questioned, or " +
      "enable_object_retention where the pipeline retains each release. A retention policy takes the place of versions. " +
      "SecureModelBucket({ retention }) has one.",
    answers: ["GCS-06", "AML.M0014", "AML.T0018", "LLM04"],
  },
  {
    id: "GOOGLE_STORAGE_AUDIT_LOGS_LOCKED",
    severity: "medium",
    category: "logging",
    title: "The retention of audit logs in a bucket cannot be taken back",
    appliesTo: ["google_storage_bucket"],
    when: "receivesAuditLogs(self)",
    require: "self.retention_policy.exists(p, isTrue(p.is_locked))",
    attribute: "retention_policy.is_locked",
    rationale:
      "A policy that the owner of the project can shorten holds against mistakes, not against him, nor against whoever has his token.",
    remediation:
      "Set retention_policy.is_locked to true once retention_period is what it should be: a lock cannot be undone. " +
      "LogBucket({ locked: true }) does.",
    answers: ["GCS-07", "CKV2_GCP_4", "AML.M0024"],
  },
  {
    id: "GOOGLE_STORAGE_MODELS_IP_FILTER",
    severity: "medium",
    category: "exposure",
    title: "Models in production are read from networks of one's own alone",
    appliesTo: ["google_storage_bucket"],
    when: RELEASES_MODELS,
    require:
      'self.ip_filter.exists(f, f.mode == "Enabled" && f.vpc_network_sources.size() > 0 && ' +
      "!f.public_network_source.exists(s, list(s.allowed_ip_cidr_ranges).exists(c, isOpenCidr(c))))",
    attribute: "ip_filter.mode",
    message: "No enabled ip_filter names the networks that may read the models",
    rationale: "A token of the serving account that was taken out of a pod opens the weights from anywhere otherwise.",
    remediation:
      'Set ip_filter with mode "Enabled" and vpc_network_sources of the serving network, and with the ranges of whoever publishes.',
    answers: ["GCS-14", "AML.M0019", "AML.T0025"],
  },
  {
    id: "GOOGLE_KMS_HARDWARE_KEYS",
    severity: "medium",
    category: "encryption",
    title: "Keys are held in hardware, or outside of Google Cloud",
    appliesTo: ["google_kms_crypto_key"],
    when: '!(tier(self) in ["dev", "staging"])',
    require:
      "self.version_template.exists(t, " +
      't.protection_level in ["HSM", "HSM_SINGLE_TENANT", "EXTERNAL", "EXTERNAL_VPC"])',
    attribute: "version_template.protection_level",
    message: "The key is held in software",
    rationale:
      "Rules of banks and health services ask for keys in validated hardware (FIPS 140, level 3). Keys whose label says dev or staging " +
      "are not judged.",
    remediation:
      'Make keys with version_template.protection_level "HSM"; the default is SOFTWARE. A key cannot change it: what it encrypts is ' +
      "written anew under another one.",
    answers: ["KEY-20", "AML.M0012"],
  },
  {
    id: "GOOGLE_LOG_BUCKET_LOCKED",
    severity: "medium",
    category: "logging",
    title: "Log buckets of audit logs are locked",
    appliesTo: ["google_logging_project_bucket_config"],
    when: "receivesAuditLogs(self)",
    require: "isTrue(self.locked)",
    attribute: "locked",
    rationale:
      "The first thing that whoever took the weights does is to shorten the retention of what tells of it; a locked bucket refuses.",
    remediation:
      "Set locked to true once retention_days is what it should be: a lock cannot be undone. AuditTrail({ locked: true }) does.",
    answers: ["AUD-26", "CKV2_GCP_4", "AML.M0024"],
  },
  {
    id: "GOOGLE_GKE_LOCAL_SSD_KEYS",
    severity: "medium",
    category: "encryption",
    title: "Local disks of nodes are encrypted with keys that die with the node",
    appliesTo: ["google_container_node_pool", "google_container_cluster"],
    require: `nodePools(self).all(p, p.node_config.all(n, !${HAS_LOCAL_DISKS} || n.local_ssd_encryption_mode == "EPHEMERAL_KEY_ENCRYPTION"))`,
    attribute: "node_config.local_ssd_encryption_mode",
    message: "Machines with local disks keep the standard encryption",
    rationale:
      "Local disks cache weights and prompts; under a key of the machine alone nobody reads them once it is gone.",
    remediation:
      'Set node_config.local_ssd_encryption_mode to "EPHEMERAL_KEY_ENCRYPTION" where nodes have local SSDs; the default is ' +
      "STANDARD_ENCRYPTION.",
    answers: ["GPG-10", "AML.M0012"],
  },
  {
    id: "GOOGLE_MODEL_ARMOR_ENFORCED",
    severity: "high",
    category: "exposure",
    title: "Model Armor refuses prompts that would break a model out of its role",
    appliesTo: ["google_model_armor_template"],
    require:
      "self.filter_config.exists(f, f.pi_and_jailbreak_filter_settings.exists(s, " +
      's.filter_enforcement == "ENABLED")) && self.template_metadata.all(m, text(m.enforcement_type) != "INSPECT_ONLY")',
    attribute: "filter_config.pi_and_jailbreak_filter_settings.filter_enforcement",
    message: "The filter for prompt injection and jailbreaks is not enforced",
    rationale:
      "A template that only looks on, or that leaves this filter out, lets through the prompt that makes a model tell what it was told " +
      "in confidence.",
    remediation:
      'Set filter_config.pi_and_jailbreak_filter_settings.filter_enforcement to "ENABLED", and template_metadata.enforcement_type, if it ' +
      'is set, to "INSPECT_AND_BLOCK".',
    answers: ["MEP-35", "AML.M0020", "LLM01"],
  },
];
