import type { ControlCases } from "../case";
import { cluster } from "./google-gke-estates";

const ALL_LOGS = ["SCHEDULER", "SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "WORKLOADS"];
const AUTOPILOT = { enable_autopilot: true };
const REFUSED = {
  enable_insecure_binding_system_unauthenticated: false,
  enable_insecure_binding_system_authenticated: false,
};
const GPU_POOL = {
  google_container_node_pool: {
    gpu: { cluster: "${google_container_cluster.main.name}", node_config: { machine_type: "g2-standard-8" } },
  },
};

export const GOOGLE_GKE_CONTROL_PLANE_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_WORKLOAD_IDENTITY",
    holds: {
      "a pool": cluster({ workload_identity_config: { workload_pool: "acme.svc.id.goog" } }),
      "a pool by a variable": cluster({ workload_identity_config: { workload_pool: "${var.project}.svc.id.goog" } }),
      "Autopilot, which has it always": cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({}),
      null: cluster({ workload_identity_config: { workload_pool: null } }),
      "an empty text, as modules pass it for none": cluster({ workload_identity_config: { workload_pool: "" } }),
    },
    undecided: { "Autopilot by a variable": cluster({ enable_autopilot: "${var.autopilot}" }) },
  },
  {
    control: "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED",
    holds: {
      "Dataplane V2": cluster({ datapath_provider: "ADVANCED_DATAPATH" }),
      "Dataplane V2 with Calico off, which fails CKV_GCP_12": cluster({
        datapath_provider: "ADVANCED_DATAPATH",
        network_policy: { enabled: false },
      }),
      Calico: cluster({ network_policy: { enabled: true, provider: "CALICO" } }),
      Autopilot: cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({}),
      "the legacy datapath": cluster({ datapath_provider: "LEGACY_DATAPATH", network_policy: { enabled: false } }),
    },
    undecided: { "by a variable": cluster({ datapath_provider: "${var.datapath}" }) },
  },
  {
    control: "GOOGLE_GKE_DATAPLANE_V2_ALONE",
    holds: {
      "not said": cluster({ datapath_provider: "ADVANCED_DATAPATH" }),
      "written out": cluster({ datapath_provider: "ADVANCED_DATAPATH", network_policy: { enabled: false } }),
    },
    fails: { Calico: cluster({ network_policy: { enabled: true } }) },
    undecided: { "by a variable": cluster({ network_policy: { enabled: "${var.calico}" } }) },
  },
  {
    control: "GOOGLE_GKE_BINARY_AUTHORIZATION",
    holds: {
      enforced: cluster({ binary_authorization: { evaluation_mode: "PROJECT_SINGLETON_POLICY_ENFORCE" } }),
      "enforced, as before": cluster({ binary_authorization: { enabled: true } }),
    },
    fails: {
      "not said": cluster({}),
      disabled: cluster({ binary_authorization: { evaluation_mode: "DISABLED" } }),
      "Autopilot, which enforces nothing by itself": cluster(AUTOPILOT),
    },
    undecided: { "by a variable": cluster({ binary_authorization: { evaluation_mode: "${var.mode}" } }) },
  },
  {
    control: "GOOGLE_GKE_SECRETS_ENCRYPTED",
    holds: {
      "a key that is made beside it": cluster(
        { database_encryption: { state: "ENCRYPTED", key_name: "${google_kms_crypto_key.k.id}" } },
        { google_kms_crypto_key: { k: {} } },
      ),
    },
    fails: {
      "not said": cluster({}),
      "no key": cluster({ database_encryption: { state: "ENCRYPTED" } }),
      "an empty text for a key": cluster({ database_encryption: { state: "ENCRYPTED", key_name: "" } }),
      decrypted: cluster({ database_encryption: { state: "DECRYPTED", key_name: "k" } }),
    },
    undecided: {
      "the state by a variable": cluster({
        database_encryption: { state: "${var.state}", key_name: "projects/p/locations/l/keyRings/r/cryptoKeys/k" },
      }),
      "the key by a variable": cluster({ database_encryption: { state: "ENCRYPTED", key_name: "${var.key}" } }),
    },
  },
  {
    control: "GOOGLE_GKE_NO_LEGACY_ABAC",
    holds: { "not said": cluster({}), off: cluster({ enable_legacy_abac: false }) },
    fails: { on: cluster({ enable_legacy_abac: true }), "on, as text": cluster({ enable_legacy_abac: "true" }) },
    undecided: { "by a variable": cluster({ enable_legacy_abac: "${var.abac}" }) },
  },
  {
    control: "GOOGLE_GKE_NO_CLIENT_CERTIFICATE",
    holds: {
      "not said": cluster({}),
      refused: cluster({ master_auth: { client_certificate_config: { issue_client_certificate: false } } }),
    },
    fails: { issued: cluster({ master_auth: { client_certificate_config: { issue_client_certificate: true } } }) },
    undecided: {
      "by a variable": cluster({
        master_auth: { client_certificate_config: { issue_client_certificate: "${var.issued}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NO_RIGHTS_FOR_EVERYONE",
    holds: { "both refused": cluster({ rbac_binding_config: REFUSED }) },
    fails: {
      "not said: the default is true": cluster({}),
      "one refused": cluster({
        rbac_binding_config: { ...REFUSED, enable_insecure_binding_system_authenticated: null },
      }),
    },
    undecided: {
      "by a variable": cluster({
        rbac_binding_config: { ...REFUSED, enable_insecure_binding_system_authenticated: "${var.everyone}" },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_ANONYMOUS_LIMITED",
    holds: { limited: cluster({ anonymous_authentication_config: { mode: "LIMITED" } }) },
    fails: { "not said": cluster({}), enabled: cluster({ anonymous_authentication_config: { mode: "ENABLED" } }) },
    undecided: { "by a variable": cluster({ anonymous_authentication_config: { mode: "${var.mode}" } }) },
  },
  {
    control: "GOOGLE_GKE_LOGGING_ON",
    holds: {
      "not said: the system and the workloads": cluster({}),
      some: cluster({ logging_config: { enable_components: ["SYSTEM_COMPONENTS"] } }),
    },
    fails: {
      none: cluster({ logging_service: "none" }),
      "no component": cluster({ logging_config: { enable_components: [] } }),
    },
    undecided: { "by a variable": cluster({ logging_service: "${var.logging}" }) },
  },
  {
    control: "GOOGLE_GKE_LOGS_COMPLETE",
    holds: {
      "all five in any order": cluster({ logging_config: { enable_components: ALL_LOGS } }),
      "none at all, which is another finding": cluster({ logging_service: "none" }),
    },
    fails: {
      "not said": cluster({}),
      "the workloads alone": cluster({ logging_config: { enable_components: ["SYSTEM_COMPONENTS", "WORKLOADS"] } }),
    },
    undecided: { "by a variable": cluster({ logging_config: { enable_components: "${var.components}" } }) },
  },
  {
    control: "GOOGLE_GKE_MONITORING_ON",
    holds: {
      "not said: the system": cluster({}),
      "the system": cluster({ monitoring_config: { enable_components: ["SYSTEM_COMPONENTS"] } }),
      "Prometheus alone is written": cluster({ monitoring_config: { managed_prometheus: { enabled: true } } }),
    },
    fails: {
      none: cluster({ monitoring_service: "none" }),
      "no component": cluster({ monitoring_config: { enable_components: [] } }),
    },
    undecided: { "by a variable": cluster({ monitoring_config: { enable_components: "${var.components}" } }) },
  },
  {
    control: "GOOGLE_GKE_GPUS_MONITORED",
    holds: {
      "GPUs are named": cluster({ monitoring_config: { enable_components: ["SYSTEM_COMPONENTS", "DCGM"] } }, GPU_POOL),
      "not said": cluster({}, GPU_POOL),
      "no GPUs": cluster({ monitoring_config: { enable_components: ["SYSTEM_COMPONENTS"] } }),
    },
    fails: {
      "GPUs are left out": cluster({ monitoring_config: { enable_components: ["SYSTEM_COMPONENTS"] } }, GPU_POOL),
    },
    undecided: {
      "by a variable": cluster({ monitoring_config: { enable_components: "${var.components}" } }, GPU_POOL),
    },
  },
];
