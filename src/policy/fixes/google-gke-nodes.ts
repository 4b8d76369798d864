import { type Fix, type Fixes, unset } from "./fix";
import { inMachines } from "./google-gke-pools";

/** Takes back what differs from a default that is secure, wherever the pool stands. */
function asByDefault(path: string): Fix {
  return [unset(path), unset(`node_pool.${path}`)];
}

export const GOOGLE_GKE_NODES_FIXES: Fixes = {
  GOOGLE_GKE_NODES_METADATA_HIDDEN: [
    inMachines(
      "which workloads still use the identity of the node, and need one of their own first",
      'workload_metadata_config {\n  mode = "GKE_METADATA"\n}',
      'workloadMetadataConfig: { mode: "GKE_METADATA" },',
    ),
  ],
  GOOGLE_GKE_NODES_SECURE_BOOT: [
    inMachines(
      "when the nodes are made anew, and whether a DaemonSet loads unsigned drivers on them",
      "shielded_instance_config {\n  enable_secure_boot          = true\n  enable_integrity_monitoring = true\n}",
      "shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },",
    ),
  ],
  GOOGLE_GKE_NODES_INTEGRITY_MONITORED: asByDefault("node_config.shielded_instance_config.enable_integrity_monitoring"),
  GOOGLE_GKE_NODES_SERVICE_ACCOUNT: [
    inMachines(
      "which service account the nodes run as, with roles/container.defaultNodeServiceAccount and the reading of images",
      'service_account = google_service_account.nodes.email\noauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]',
      'serviceAccount: nodes.email,\noauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],',
    ),
  ],
  GOOGLE_GKE_NODES_DISK_CUSTOMER_KEY: [
    inMachines(
      "which key encrypts the disks, in the region of the nodes, with the service agent of Compute Engine as its user",
      "boot_disk_kms_key = google_kms_crypto_key.nodes.id",
      "bootDiskKmsKey: nodesKey.id,",
    ),
  ],
  GOOGLE_GKE_NODE_POOL_PRIVATE: asByDefault("network_config.enable_private_nodes"),
  GOOGLE_GKE_NODES_AUTO_REPAIR: asByDefault("management.auto_repair"),
  GOOGLE_GKE_NODES_AUTO_UPGRADE: asByDefault("management.auto_upgrade"),
  GOOGLE_GKE_NODES_IMAGE: asByDefault("node_config.image_type"),
  GOOGLE_GKE_NODES_NO_LEGACY_METADATA: [
    inMachines(
      "which metadata the nodes need beside this one",
      'metadata = {\n  disable-legacy-endpoints = "true"\n}',
      'metadata: { "disable-legacy-endpoints": "true" },',
    ),
  ],
  GOOGLE_GKE_NODES_KUBELET_PORT_CLOSED: asByDefault(
    "node_config.kubelet_config.insecure_kubelet_readonly_port_enabled",
  ),
  GOOGLE_GKE_NODES_PROCESSES_BOUNDED: [
    inMachines(
      "how many processes the largest pod needs",
      "kubelet_config {\n  pod_pids_limit = 4096\n}",
      "kubeletConfig: { podPidsLimit: 4096 },",
    ),
  ],
  GOOGLE_GKE_NODES_TAGGED: [
    inMachines("by which tag firewalls name the pool", 'tags = ["serving-gpu"]', 'tags: ["serving-gpu"],'),
  ],
};
