import type { ControlCases } from "../case";
import { GOOGLE_GKE_CONTROL_PLANE_CASES } from "./google-gke-control-plane";
import { cluster } from "./google-gke-estates";
import { GOOGLE_GKE_SETTINGS_CASES } from "./google-gke-settings";

const NO_IP_ENDPOINTS = {
  control_plane_endpoints_config: { ip_endpoints_config: { enabled: false }, dns_endpoint_config: {} },
};

const GOOGLE_GKE_REACH_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_PRIVATE_NODES",
    holds: {
      "private nodes": cluster({ private_cluster_config: { enable_private_nodes: true } }),
      "private nodes, as text": cluster({ private_cluster_config: [{ enable_private_nodes: "true" }] }),
      "private nodes of Autopilot": cluster({
        enable_autopilot: true,
        private_cluster_config: { enable_private_nodes: true },
      }),
    },
    fails: {
      "not said": cluster({}),
      "a block that says the opposite, which satisfies CKV_GCP_25": cluster({
        private_cluster_config: { enable_private_nodes: false },
      }),
      "null, as CDKTF writes it": cluster({
        private_cluster_config: { enable_private_nodes: null, enable_private_endpoint: true },
      }),
      "Autopilot, which is public by default": cluster({ enable_autopilot: true }),
    },
    undecided: { "by a variable": cluster({ private_cluster_config: { enable_private_nodes: "${var.private}" } }) },
  },
  {
    control: "GOOGLE_GKE_PRIVATE_ENDPOINT",
    holds: {
      "a private endpoint": cluster({ private_cluster_config: { enable_private_endpoint: true } }),
      "no IP endpoint at all": cluster(NO_IP_ENDPOINTS),
    },
    fails: {
      "not said: the default is public": cluster({ private_cluster_config: { enable_private_nodes: true } }),
      public: cluster({ private_cluster_config: { enable_private_endpoint: false } }),
      "public for an office": cluster({
        private_cluster_config: { enable_private_endpoint: "false" },
        master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "203.0.113.7/32" }] },
      }),
    },
    undecided: {
      "by a variable": cluster({ private_cluster_config: { enable_private_endpoint: "${var.private}" } }),
    },
  },
  {
    control: "GOOGLE_GKE_DNS_ENDPOINT_INTERNAL",
    holds: {
      "not said: the default is internal": cluster({}),
      internal: cluster({
        control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: false } },
      }),
    },
    fails: {
      external: cluster({ control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: true } } }),
      "external, as text, and private otherwise": cluster({
        private_cluster_config: { enable_private_endpoint: true },
        control_plane_endpoints_config: [{ dns_endpoint_config: [{ allow_external_traffic: "true" }] }],
      }),
    },
    undecided: {
      "by a variable": cluster({
        control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: "${var.external}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_AUTHORIZED_NETWORKS",
    holds: {
      "one private range": cluster({
        master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "10.0.0.0/24" }] },
      }),
      "a block without ranges": cluster({ master_authorized_networks_config: {} }),
      "no IP endpoint at all": cluster(NO_IP_ENDPOINTS),
    },
    fails: {
      "no block": cluster({ private_cluster_config: { enable_private_endpoint: true } }),
      "the whole internet": cluster({
        master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "0.0.0.0/0", display_name: "all" }] },
      }),
      "the whole internet, in halves": cluster({
        master_authorized_networks_config: {
          cidr_blocks: [{ cidr_block: "0.0.0.0/1" }, { cidr_block: "128.0.0.0/1" }],
        },
      }),
    },
    undecided: {
      "a range by a variable": cluster({
        master_authorized_networks_config: { cidr_blocks: [{ cidr_block: "${var.office}" }] },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NO_GOOGLE_CLOUD_ACCESS",
    holds: {
      "not said": cluster({ master_authorized_networks_config: {} }),
      refused: cluster({ master_authorized_networks_config: { gcp_public_cidrs_access_enabled: false } }),
    },
    fails: {
      "let in": cluster({ master_authorized_networks_config: { gcp_public_cidrs_access_enabled: true } }),
      "let in, as text": cluster({ master_authorized_networks_config: [{ gcp_public_cidrs_access_enabled: "true" }] }),
    },
    undecided: {
      "by a variable": cluster({
        master_authorized_networks_config: { gcp_public_cidrs_access_enabled: "${var.open}" },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_PRIVATE_ENDPOINT_ENFORCES_NETWORKS",
    holds: {
      enforced: cluster({ master_authorized_networks_config: { private_endpoint_enforcement_enabled: true } }),
      "no list to enforce": cluster({}),
    },
    fails: { "not said: the default is false": cluster({ master_authorized_networks_config: {} }) },
    undecided: {
      "by a variable": cluster({
        master_authorized_networks_config: { private_endpoint_enforcement_enabled: "${var.enforced}" },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NO_GLOBAL_ACCESS",
    holds: {
      "not said": cluster({ private_cluster_config: {} }),
      off: cluster({ private_cluster_config: { master_global_access_config: { enabled: false } } }),
    },
    fails: { on: cluster({ private_cluster_config: { master_global_access_config: { enabled: true } } }) },
    undecided: {
      "by a variable": cluster({
        private_cluster_config: { master_global_access_config: { enabled: "${var.global}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_NETWORK_OF_ITS_OWN",
    holds: {
      "by name": cluster({ network: "serving" }),
      "by reference": cluster(
        { network: "${google_compute_network.serving.id}" },
        { google_compute_network: { serving: { name: "serving" } } },
      ),
    },
    fails: {
      "not said": cluster({}),
      "the default network": cluster({ network: "default" }),
      "the default network by its path": cluster({ network: "projects/acme/global/networks/default" }),
    },
  },
];

export const GOOGLE_GKE_CASES: readonly ControlCases[] = [
  ...GOOGLE_GKE_REACH_CASES,
  ...GOOGLE_GKE_CONTROL_PLANE_CASES,
  ...GOOGLE_GKE_SETTINGS_CASES,
];
