import { choose, type Fixes, set } from "./fix";

export const GOOGLE_GKE_FIXES: Fixes = {
  GOOGLE_GKE_PRIVATE_NODES: [set("private_cluster_config.enable_private_nodes", true)],
  GOOGLE_GKE_PRIVATE_ENDPOINT: [set("private_cluster_config.enable_private_endpoint", true)],
  GOOGLE_GKE_DNS_ENDPOINT_INTERNAL: [
    set("control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic", false),
  ],
  GOOGLE_GKE_AUTHORIZED_NETWORKS: [
    set("master_authorized_networks_config.cidr_blocks", [
      {
        cidr_block: choose("private range of those who operate the cluster", "10.8.0.0/24"),
        display_name: choose("who they are", "operators"),
      },
    ]),
  ],
  GOOGLE_GKE_NO_GOOGLE_CLOUD_ACCESS: [set("master_authorized_networks_config.gcp_public_cidrs_access_enabled", false)],
  GOOGLE_GKE_PRIVATE_ENDPOINT_ENFORCES_NETWORKS: [
    set("master_authorized_networks_config.private_endpoint_enforcement_enabled", true),
  ],
  GOOGLE_GKE_NO_GLOBAL_ACCESS: [set("private_cluster_config.master_global_access_config.enabled", false)],
  GOOGLE_GKE_NETWORK_OF_ITS_OWN: [
    set("network", choose("network of the cluster", "projects/acme-serving/global/networks/serving")),
    set("subnetwork", choose("subnet of its nodes", "projects/acme-serving/regions/europe-west4/subnetworks/nodes")),
  ],
};
