import type { ControlCases } from "../case";
import { cluster, pool } from "./google-gke-estates";

const REMOVED = cluster({ remove_default_node_pool: true, initial_node_count: 1 });
const AUTOPILOT = { enable_autopilot: true };

/** Machines in all the places that they are written in. */
function machines(node_config: object) {
  return {
    "in a pool": pool({ node_config }),
    "in a pool within the cluster": cluster({ node_pool: [{ name: "one", node_config: [node_config] }] }),
    "in the default pool": cluster({ node_config }),
  };
}

const NO_POOL = {
  "a cluster without a pool of its own": REMOVED,
  "a cluster without a pool of its own, whatever its node_config says": cluster({
    remove_default_node_pool: true,
    node_config: { machine_type: "e2-small" },
  }),
  Autopilot: cluster(AUTOPILOT),
};

function provisioned(auto_provisioning_defaults: object, more: object = {}) {
  return cluster({
    remove_default_node_pool: true,
    cluster_autoscaling: { enabled: true, auto_provisioning_defaults, ...more },
  });
}

const GOOGLE_GKE_POOL_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_NODES_METADATA_HIDDEN",
    holds: { ...machines({ workload_metadata_config: { mode: "GKE_METADATA" } }), ...NO_POOL },
    fails: {
      ...machines({ workload_metadata_config: { mode: "GCE_METADATA" } }),
      "not said": pool({ node_config: {} }),
      "no node_config": pool({}),
      "a default pool of which nothing is said": cluster({ initial_node_count: 3 }),
    },
    undecided: {
      "by a variable": pool({ node_config: { workload_metadata_config: { mode: "${var.mode}" } } }),
      "a default pool that may be removed": cluster({ remove_default_node_pool: "${var.removed}" }),
    },
  },
  {
    control: "GOOGLE_GKE_NODES_SECURE_BOOT",
    holds: { ...machines({ shielded_instance_config: { enable_secure_boot: true } }), ...NO_POOL },
    fails: {
      ...machines({ shielded_instance_config: { enable_integrity_monitoring: true } }),
      off: pool({ node_config: { shielded_instance_config: { enable_secure_boot: "false" } } }),
    },
    undecided: {
      "by a variable": pool({ node_config: { shielded_instance_config: { enable_secure_boot: "${var.boot}" } } }),
    },
  },
  {
    control: "GOOGLE_GKE_NODES_INTEGRITY_MONITORED",
    holds: { ...machines({ shielded_instance_config: { enable_secure_boot: true } }), ...NO_POOL },
    fails: machines({ shielded_instance_config: { enable_integrity_monitoring: false } }),
    undecided: {
      "by a variable": pool({
        node_config: { shielded_instance_config: { enable_integrity_monitoring: "${var.monitored}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NODES_SERVICE_ACCOUNT",
    holds: {
      ...machines({ service_account: "nodes@acme.iam.gserviceaccount.com" }),
      "by reference": pool(
        { node_config: { service_account: "${google_service_account.nodes.email}" } },
        { google_service_account: { nodes: { account_id: "nodes" } } },
      ),
      ...NO_POOL,
    },
    fails: {
      ...machines({ machine_type: "e2-standard-4" }),
      default: pool({ node_config: { service_account: "default" } }),
      "the default one by its name": pool({
        node_config: { service_account: "123456789012-compute@developer.gserviceaccount.com" },
      }),
      "the one of App Engine": pool({ node_config: { service_account: "acme@appspot.gserviceaccount.com" } }),
      "the default one by a data source": {
        ...pool({ node_config: { service_account: "${data.google_compute_default_service_account.d.email}" } }),
        data: { google_compute_default_service_account: { d: {} } },
      },
    },
    undecided: {
      "by a variable": pool({ node_config: { service_account: "${var.sa}" } }),
      "the default one or another": pool(
        { node_config: { service_account: '${var.sa == "" ? "default" : google_service_account.nodes.email}' } },
        { google_service_account: { nodes: { account_id: "nodes" } } },
      ),
      "what a map says": pool({
        node_config: { service_account: '${lookup(each.value, "service_account", local.sa)}' },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NODES_DISK_CUSTOMER_KEY",
    holds: {
      ...machines({ boot_disk_kms_key: "projects/p/locations/l/keyRings/r/cryptoKeys/k" }),
      ...NO_POOL,
    },
    fails: {
      ...machines({ disk_size_gb: 100 }),
      null: pool({ node_config: { boot_disk_kms_key: null } }),
      "an empty text, as modules pass it for none": pool({ node_config: { boot_disk_kms_key: "" } }),
    },
    undecided: { "a key by a variable": pool({ node_config: { boot_disk_kms_key: "${var.key}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODE_POOL_PRIVATE",
    holds: {
      "not said: as the cluster is": pool({ node_config: {} }),
      private: pool({ network_config: { enable_private_nodes: true } }),
      ...NO_POOL,
    },
    fails: {
      public: pool({ network_config: { enable_private_nodes: false } }),
      "public within the cluster": cluster({
        node_pool: [{ name: "one" }, { name: "two", network_config: { enable_private_nodes: "false" } }],
      }),
    },
    undecided: { "by a variable": pool({ network_config: { enable_private_nodes: "${var.private}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODES_AUTO_REPAIR",
    holds: {
      "not said: the default is true": pool({ management: { auto_upgrade: true } }),
      "off for flex-start, which cannot be repaired": pool({
        management: { auto_repair: false },
        node_config: { flex_start: true },
      }),
      ...NO_POOL,
    },
    fails: {
      off: pool({ management: { auto_repair: false } }),
      "off within the cluster": cluster({ node_pool: [{ management: [{ auto_repair: "false" }] }] }),
    },
    undecided: { "by a variable": pool({ management: { auto_repair: "${var.repair}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODES_AUTO_UPGRADE",
    holds: { "not said: the default is true": pool({ management: { auto_repair: true } }), ...NO_POOL },
    fails: { off: pool({ management: { auto_repair: true, auto_upgrade: false } }) },
    undecided: { "by a variable": pool({ management: { auto_upgrade: "${var.upgrade}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODES_IMAGE",
    holds: {
      ...machines({ image_type: "COS_CONTAINERD" }),
      "in small letters": pool({ node_config: { image_type: "cos_containerd" } }),
      "not said: the default": pool({ node_config: {} }),
      ...NO_POOL,
    },
    fails: machines({ image_type: "UBUNTU_CONTAINERD" }),
    undecided: { "by a variable": pool({ node_config: { image_type: "${var.image}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODES_NO_LEGACY_METADATA",
    holds: {
      ...machines({ metadata: { "disable-legacy-endpoints": "true" } }),
      "no metadata: GKE switches it off": pool({ node_config: {} }),
    },
    fails: {
      ...machines({ metadata: { team: "vision" } }),
      on: pool({ node_config: { metadata: { "disable-legacy-endpoints": "false" } } }),
      "a text, which is no metadata": pool({ node_config: { metadata: "disable-legacy-endpoints" } }),
    },
    undecided: { "by a variable": pool({ node_config: { metadata: "${var.metadata}" } }) },
  },
  {
    control: "GOOGLE_GKE_NODES_KUBELET_PORT_CLOSED",
    holds: {
      ...machines({ kubelet_config: { insecure_kubelet_readonly_port_enabled: "FALSE" } }),
      "not said: as the cluster says": pool({ node_config: {} }),
    },
    fails: machines({ kubelet_config: { insecure_kubelet_readonly_port_enabled: "TRUE" } }),
    undecided: {
      "by a variable": pool({
        node_config: { kubelet_config: { insecure_kubelet_readonly_port_enabled: "${var.port}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NODES_PROCESSES_BOUNDED",
    holds: { ...machines({ kubelet_config: { pod_pids_limit: 4096 } }), ...NO_POOL },
    fails: machines({ kubelet_config: { cpu_manager_policy: "static" } }),
    undecided: { "a default pool that may be removed": cluster({ remove_default_node_pool: "${var.removed}" }) },
  },
  {
    control: "GOOGLE_GKE_NODES_TAGGED",
    holds: { ...machines({ tags: ["serving-gpu"] }), ...NO_POOL },
    fails: { ...machines({ tags: [] }), "not said": pool({ node_config: {} }) },
    undecided: { "by a variable": pool({ node_config: { tags: "${var.tags}" } }) },
  },
];

const KEY = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
const ACCOUNT = "nodes@acme.iam.gserviceaccount.com";

const GOOGLE_GKE_PROVISIONED_NODES_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_PROVISIONED_NODES_SERVICE_ACCOUNT",
    holds: {
      "an account": provisioned({ service_account: ACCOUNT }),
      "an account of Autopilot": cluster({
        ...AUTOPILOT,
        cluster_autoscaling: { auto_provisioning_defaults: { service_account: ACCOUNT } },
      }),
      "no auto-provisioning": REMOVED,
    },
    fails: {
      "not said": provisioned({}),
      "not said on Autopilot": cluster(AUTOPILOT),
      default: provisioned({ service_account: "default" }),
      "the one of App Engine": provisioned({ service_account: "acme@appspot.gserviceaccount.com" }),
    },
    undecided: {
      "an account by a variable": provisioned({ service_account: "${var.sa}" }),
      "by a variable": cluster({ cluster_autoscaling: { enabled: "${var.provisioning}" } }),
    },
  },
  {
    control: "GOOGLE_GKE_PROVISIONED_NODES_SECURE_BOOT",
    holds: {
      on: provisioned({ shielded_instance_config: { enable_secure_boot: true } }),
      "no auto-provisioning": REMOVED,
      "Autopilot, which boots securely": cluster(AUTOPILOT),
    },
    fails: { "not said": provisioned({ service_account: ACCOUNT }) },
    undecided: {
      "by a variable": provisioned({ shielded_instance_config: { enable_secure_boot: "${var.boot}" } }),
    },
  },
  {
    control: "GOOGLE_GKE_PROVISIONED_NODES_DISK_CUSTOMER_KEY",
    holds: {
      "a key": provisioned({ boot_disk_kms_key: KEY }),
      "a key of Autopilot": cluster({
        ...AUTOPILOT,
        cluster_autoscaling: { auto_provisioning_defaults: { boot_disk_kms_key: KEY } },
      }),
      "no auto-provisioning": REMOVED,
    },
    fails: {
      "not said": provisioned({}),
      "not said on Autopilot": cluster(AUTOPILOT),
      "an empty text": provisioned({ boot_disk_kms_key: "" }),
    },
    undecided: { "a key by a variable": provisioned({ boot_disk_kms_key: "${var.key}" }) },
  },
  {
    control: "GOOGLE_GKE_PROVISIONED_GPUS_BOUNDED",
    holds: {
      bounded: provisioned({}, { resource_limits: [{ resource_type: "nvidia-l4", maximum: 8 }] }),
      "no GPUs, much memory": provisioned({}, { resource_limits: [{ resource_type: "memory", maximum: 100000 }] }),
      "no auto-provisioning": REMOVED,
    },
    fails: {
      "a thousand GPUs": provisioned({}, { resource_limits: [{ resource_type: "nvidia-l4", maximum: 1000 }] }),
      "no bound": provisioned(
        {},
        { resource_limits: [{ resource_type: "cpu", maximum: 8 }, { resource_type: "nvidia-l4" }] },
      ),
    },
    undecided: {
      "by a variable": provisioned({}, { resource_limits: [{ resource_type: "nvidia-l4", maximum: "${var.gpus}" }] }),
    },
  },
];

export const GOOGLE_GKE_NODES_CASES: readonly ControlCases[] = [
  ...GOOGLE_GKE_POOL_CASES,
  ...GOOGLE_GKE_PROVISIONED_NODES_CASES,
];
