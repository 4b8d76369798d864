import { choose, decide, type Fixes, set, unset } from "./fix";

export const GOOGLE_GKE_SETTINGS_FIXES: Fixes = {
  GOOGLE_GKE_RELEASE_CHANNEL: [set("release_channel.channel", "REGULAR")],
  GOOGLE_GKE_INTRANODE_VISIBILITY: [set("enable_intranode_visibility", true)],
  GOOGLE_GKE_SHIELDED_NODES: [set("enable_shielded_nodes", true)],
  GOOGLE_GKE_VPC_NATIVE: [
    unset("cluster_ipv4_cidr"),
    set("networking_mode", "VPC_NATIVE"),
    set("ip_allocation_policy.cluster_secondary_range_name", choose("range of the subnet for pods", "pods")),
    set("ip_allocation_policy.services_secondary_range_name", choose("range of the subnet for Services", "services")),
  ],
  GOOGLE_GKE_NODE_POOLS_SEPARATE: [
    decide("which pools the workloads of the default pool, or of the pools within the cluster, move to", {
      hcl: `resource "google_container_cluster" "serving" {
  name                     = "serving"
  remove_default_node_pool = true
  initial_node_count       = 1
}

resource "google_container_node_pool" "system" {
  name       = "system"
  cluster    = google_container_cluster.serving.id
  node_count = 1

  node_config {
    machine_type    = "e2-standard-4"
    service_account = google_service_account.nodes.email
  }
}`,
      cdktf: `import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";

const cluster = new ContainerCluster(this, "Serving", {
  name: "serving",
  removeDefaultNodePool: true,
  initialNodeCount: 1,
});
new ContainerNodePool(this, "System", {
  name: "system",
  cluster: cluster.id,
  nodeCount: 1,
  nodeConfig: { machineType: "e2-standard-4", serviceAccount: nodes.email },
});`,
    }),
  ],
  GOOGLE_GKE_NO_ALPHA: [set("enable_kubernetes_alpha", false)],
  GOOGLE_GKE_DELETION_PROTECTED: [set("deletion_protection", true)],
  GOOGLE_GKE_LABELLED: [
    set('resource_labels["tier"]', choose("tier: dev, staging or prod", "prod")),
    set('resource_labels["tenant"]', choose("tenant whose models the cluster serves", "vision")),
    set('resource_labels["owner"]', choose("team that answers for the cluster", "ml-platform")),
    set('resource_labels["data-class"]', choose("class of the data in it", "confidential")),
  ],
  GOOGLE_GKE_SECURITY_POSTURE: [set("security_posture_config.mode", "BASIC")],
  GOOGLE_GKE_SECRET_MANAGER: [set("secret_manager_config.enabled", true)],
  GOOGLE_GKE_NO_EXTERNAL_IPS: [set("service_external_ips_config.enabled", false)],
  GOOGLE_GKE_KUBELET_PORT_CLOSED: [
    decide("whether the nodes are the cluster's own pools, or made by Autopilot, which refuses node_pool_defaults", {
      hcl: `# A cluster with pools of its own
node_pool_defaults {
  node_config_defaults {
    insecure_kubelet_readonly_port_enabled = "FALSE"
  }
}

# Autopilot
node_pool_auto_config {
  node_kubelet_config {
    insecure_kubelet_readonly_port_enabled = "FALSE"
  }
}`,
      cdktf: `// A cluster with pools of its own
nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },

// Autopilot
nodePoolAutoConfig: { nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" } },`,
    }),
  ],
  GOOGLE_GKE_DNS_CHOSEN: [
    set(
      "dns_config.cluster_dns",
      choose("who answers names: PLATFORM_DEFAULT (pods of the cluster) or CLOUD_DNS (an address)", "PLATFORM_DEFAULT"),
    ),
  ],
  GOOGLE_GKE_NO_UNUSED_LOAD_BALANCING: [set("addons_config.http_load_balancing.disabled", true)],
};
