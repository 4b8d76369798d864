import type { Attributes, Mutation } from "../mutation";

/** Breaks the first node pool. */
function pool(control: string, name: string, change: (pool: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("google_container_node_pool", change) };
}

/** Breaks what the first node pool says of its machines. */
function machines(control: string, name: string, settings: object): Mutation {
  return pool(control, name, (attributes) => {
    attributes.node_config = { ...(attributes.node_config as Attributes), ...settings };
  });
}

export const GOOGLE_GKE_NODES_MUTATIONS: readonly Mutation[] = [
  machines("GOOGLE_GKE_NODES_METADATA_HIDDEN", "pods reach the credentials of their node", {
    workload_metadata_config: { mode: "GCE_METADATA" },
  }),
  machines("GOOGLE_GKE_NODES_SECURE_BOOT", "nodes boot anything", {
    shielded_instance_config: { enable_secure_boot: null, enable_integrity_monitoring: true },
  }),
  machines("GOOGLE_GKE_NODES_INTEGRITY_MONITORED", "nothing attests how nodes boot", {
    shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: false },
  }),
  machines("GOOGLE_GKE_NODES_SERVICE_ACCOUNT", "nodes run as the default service account", { service_account: null }),
  machines("GOOGLE_GKE_NODES_DISK_CUSTOMER_KEY", "disks of nodes have no key", { boot_disk_kms_key: null }),
  pool("GOOGLE_GKE_NODE_POOL_PRIVATE", "a pool gives its nodes public addresses", (attributes) => {
    attributes.network_config = { enable_private_nodes: false };
  }),
  pool("GOOGLE_GKE_NODES_AUTO_REPAIR", "broken nodes stay", (attributes) => {
    attributes.management = { auto_repair: false, auto_upgrade: true };
  }),
  pool("GOOGLE_GKE_NODES_AUTO_UPGRADE", "nodes are no longer patched", (attributes) => {
    attributes.management = { auto_repair: true, auto_upgrade: false };
  }),
  machines("GOOGLE_GKE_NODES_IMAGE", "nodes run Ubuntu", { image_type: "UBUNTU_CONTAINERD" }),
  machines("GOOGLE_GKE_NODES_NO_LEGACY_METADATA", "metadata are written without the key", {
    metadata: { team: "vision" },
  }),
  machines("GOOGLE_GKE_NODES_KUBELET_PORT_CLOSED", "a pool opens the kubelet's read-only port", {
    kubelet_config: { insecure_kubelet_readonly_port_enabled: "TRUE", pod_pids_limit: 4096 },
  }),
  machines("GOOGLE_GKE_NODES_PROCESSES_BOUNDED", "a pod may start any number of processes", {
    kubelet_config: { insecure_kubelet_readonly_port_enabled: "FALSE" },
  }),
  machines("GOOGLE_GKE_NODES_TAGGED", "no firewall can name the nodes", { tags: [] }),
];
