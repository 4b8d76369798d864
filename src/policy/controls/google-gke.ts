import type { Control } from "../control";
import { GOOGLE_GKE_CONTROL_PLANE_CONTROLS } from "./google-gke-control-plane";
import { GOOGLE_GKE_SETTINGS_CONTROLS } from "./google-gke-settings";

/** The DNS-based endpoint alone is left: what guards the IP endpoints guards nothing. */
const HAS_NO_IP_ENDPOINTS =
  'self.control_plane_endpoints_config.exists(c, c.ip_endpoints_config.exists(i, text(i.enabled).lowerAscii() == "false"))';

/** Who reaches nodes and the API server. Autopilot has the same settings, and the same defaults. */
const GOOGLE_GKE_REACH_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_PRIVATE_NODES",
    severity: "critical",
    category: "exposure",
    title: "Nodes have no public addresses",
    appliesTo: ["google_container_cluster"],
    require: "self.private_cluster_config.exists(c, isTrue(c.enable_private_nodes))",
    attribute: "private_cluster_config.enable_private_nodes",
    message: "private_cluster_config.enable_private_nodes is not true, so every node has a public address",
    rationale:
      "A node with a public address is one firewall rule away from serving its models, and its kubelet, to everybody. That " +
      "the block is there says nothing: scanners that are content with it let public nodes pass.",
    remediation:
      "Set private_cluster_config.enable_private_nodes to true; the default is false, for Autopilot too. ServingCluster and " +
      "AutopilotCluster do.",
    answers: [
      "GKE-01",
      "DENY-GKE-001",
      "CKV_GCP_64",
      "CKV_GCP_25",
      "AVD-GCP-0059",
      "KICS 6ccb85d7",
      "CIS GKE-1.9 5.6.5",
      "AML.M0019",
    ],
  },
  {
    id: "GOOGLE_GKE_PRIVATE_ENDPOINT",
    severity: "critical",
    category: "exposure",
    title: "The cluster's API server is not on the internet",
    appliesTo: ["google_container_cluster"],
    require: `self.private_cluster_config.exists(c, isTrue(c.enable_private_endpoint)) || ${HAS_NO_IP_ENDPOINTS}`,
    attribute: "private_cluster_config.enable_private_endpoint",
    message: "private_cluster_config.enable_private_endpoint is not true, so the API server has a public address",
    rationale:
      "Whoever reaches the API server needs only a leaked token or one flaw of it to run code beside the weights and to " +
      "read every secret. A list of allowed ranges does not help against those who are inside them.",
    remediation:
      "Set private_cluster_config.enable_private_endpoint to true (the default is false), or switch the IP endpoints off " +
      "with control_plane_endpoints_config.ip_endpoints_config.enabled = false; ServingCluster and AutopilotCluster do.",
    answers: ["GKE-02", "GKE-06", "DENY-GKE-001", "AVD-GCP-0053", "KICS 6ccb85d7", "CIS GKE-1.9 5.6.4", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_DNS_ENDPOINT_INTERNAL",
    severity: "critical",
    category: "exposure",
    title: "The DNS endpoint of the API server takes no traffic from outside",
    appliesTo: ["google_container_cluster"],
    require:
      "self.control_plane_endpoints_config.all(c, c.dns_endpoint_config.all(d, !isTrue(d.allow_external_traffic)))",
    attribute: "control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic",
    rationale:
      "The DNS endpoint answers the whole internet once it takes external traffic, past the private endpoint and past every " +
      "list of authorized networks: one leaked token of a Google identity is enough.",
    remediation:
      "Leave control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic out or at false, which is the default; " +
      "ServingCluster has no external way in.",
    answers: ["GKE-05", "DENY-GKE-001", "AVD-GCP-0053", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_AUTHORIZED_NETWORKS",
    severity: "critical",
    category: "exposure",
    title: "The API server answers named networks only",
    appliesTo: ["google_container_cluster"],
    require:
      "(self.master_authorized_networks_config.size() > 0 && " +
      "self.master_authorized_networks_config.all(m, m.cidr_blocks.all(b, !isWideCidr(b.cidr_block)))) || " +
      HAS_NO_IP_ENDPOINTS,
    found:
      "self.master_authorized_networks_config.map(m, m.cidr_blocks.filter(b, isWideCidr(b.cidr_block)))" +
      '.filter(blocks, blocks.size() > 0).map(blocks, "cidr_blocks lets " + string(blocks[0].cidr_block) + " in")',
    attribute: "master_authorized_networks_config",
    message: "master_authorized_networks_config is missing or lets the whole internet in",
    rationale:
      "Without the list every address that has a way to the API server may try tokens on it, all of the network and what is " +
      "peered with it at least. A block without ranges lets the cluster's own subnet in, and nobody else.",
    remediation:
      "Add master_authorized_networks_config with the private ranges of those who operate the cluster, or empty; " +
      "ServingCluster writes the ranges of apiAllowedCidrs.",
    answers: [
      "GKE-07",
      "DENY-GKE-001",
      "CKV_GCP_20",
      "CKV_GCP_18",
      "AVD-GCP-0061",
      "AVD-GCP-0053",
      "CIS GKE-1.9 5.6.3",
      "AML.M0019",
    ],
  },
  {
    id: "GOOGLE_GKE_NO_GOOGLE_CLOUD_ACCESS",
    severity: "critical",
    category: "exposure",
    title: "Machines of other Google Cloud customers do not reach the API server",
    appliesTo: ["google_container_cluster"],
    require: "self.master_authorized_networks_config.all(m, !isTrue(m.gcp_public_cidrs_access_enabled))",
    attribute: "master_authorized_networks_config.gcp_public_cidrs_access_enabled",
    rationale:
      "Anybody rents a machine in Google Cloud for cents: a list of networks that lets all of Google's public addresses in " +
      "keeps nobody out.",
    remediation: "Set master_authorized_networks_config.gcp_public_cidrs_access_enabled to false; ServingCluster does.",
    answers: ["GKE-08", "DENY-GKE-001", "CIS GKE-1.9 5.6.3", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_PRIVATE_ENDPOINT_ENFORCES_NETWORKS",
    severity: "medium",
    category: "exposure",
    title: "Authorized networks count for the private endpoint too",
    appliesTo: ["google_container_cluster"],
    require:
      "self.master_authorized_networks_config.all(m, isTrue(m.private_endpoint_enforcement_enabled)) || " +
      HAS_NO_IP_ENDPOINTS,
    attribute: "master_authorized_networks_config.private_endpoint_enforcement_enabled",
    rationale:
      "The DNS name of the private endpoint otherwise answers whatever is routed to it, and the list of networks guards the " +
      "other door alone.",
    remediation:
      "Set master_authorized_networks_config.private_endpoint_enforcement_enabled to true; the default is false. " +
      "ServingCluster does.",
    answers: ["GKE-09", "CIS GKE-1.9 5.6.3"],
  },
  {
    id: "GOOGLE_GKE_NO_GLOBAL_ACCESS",
    severity: "low",
    category: "exposure",
    title: "The private endpoint answers its own region only",
    appliesTo: ["google_container_cluster"],
    require: "self.private_cluster_config.all(c, c.master_global_access_config.all(g, !isTrue(g.enabled)))",
    attribute: "private_cluster_config.master_global_access_config.enabled",
    rationale:
      "With global access the private endpoint is reached from every region, and from whatever is connected there by VPN: " +
      "one more place that a stolen credential works from.",
    remediation:
      "Leave private_cluster_config.master_global_access_config out or set enabled to false, which is the default.",
    answers: ["GKE-04"],
  },
  {
    id: "GOOGLE_GKE_NETWORK_OF_ITS_OWN",
    severity: "medium",
    category: "network",
    title: "The cluster does not lie in the default network",
    appliesTo: ["google_container_cluster"],
    require: 'self.network != null && !spelling(self.network).matches("(^|/networks/)default$")',
    attribute: "network",
    message: "The cluster lies in the project's default network",
    rationale:
      "The default network has a subnet in every region and lets SSH and RDP in from the whole internet: nodes with weights " +
      "have no place in it.",
    remediation:
      "Set network and subnetwork to ones of your own; unset is the default network. ServingCluster takes a ServingNetwork.",
    answers: ["NET-29", "NET-31"],
  },
];

export const GOOGLE_GKE_CONTROLS: readonly Control[] = [
  ...GOOGLE_GKE_REACH_CONTROLS,
  ...GOOGLE_GKE_CONTROL_PLANE_CONTROLS,
  ...GOOGLE_GKE_SETTINGS_CONTROLS,
];
