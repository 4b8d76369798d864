import type { Control } from "../control";
import { GOOGLE_FIREWALL_CONTROLS } from "./google-firewall";
import { GOOGLE_LOAD_BALANCING_CONTROLS } from "./google-load-balancing";
import { GOOGLE_PRIVATE_ACCESS_CONTROLS } from "./google-private-access";

/** Subnets that Google's own proxies and services fill: neither machines nor flow logs of one's own are in them. */
const OF_GOOGLE = '(self.purpose != null && text(self.purpose) != "PRIVATE")';

/** Networks, their subnets and the way out of them. Firewalls, load balancers and Google's APIs have files of their own. */
const GOOGLE_VPC_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_NETWORK_CUSTOM_SUBNETS",
    severity: "medium",
    category: "network",
    title: "The network has the subnets that somebody chose",
    appliesTo: ["google_compute_network"],
    require: 'text(self.auto_create_subnetworks).lowerAscii() == "false"',
    attribute: "auto_create_subnetworks",
    rationale:
      "An auto-mode network has a subnet in every region of the world, with ranges that collide with those of the next one: " +
      "a node lands where nobody looks.",
    remediation: "Set auto_create_subnetworks to false; the default is true. ServingNetwork does.",
    answers: ["NET-29", "CKV2_GCP_18", "CKV2_GCP_2"],
  },
  {
    id: "GOOGLE_NETWORK_NO_DEFAULT_ROUTE",
    severity: "low",
    category: "network",
    title: "The network has no route to the internet that nobody declared",
    appliesTo: ["google_compute_network"],
    require: "isTrue(self.delete_default_routes_on_create)",
    attribute: "delete_default_routes_on_create",
    rationale:
      "The default route leads everything out that has an address or a NAT: what was added for one afternoon stays a way " +
      "out for weights.",
    remediation:
      "Set delete_default_routes_on_create to true (the default is false) and declare the routes that are needed; " +
      "ServingNetwork does.",
    answers: ["NET-30", "AML.T0025"],
  },
  {
    id: "GOOGLE_PROJECT_NO_DEFAULT_NETWORK",
    severity: "medium",
    category: "network",
    title: "Projects are made without the default network",
    appliesTo: ["google_project"],
    require: 'text(self.auto_create_network).lowerAscii() == "false"',
    attribute: "auto_create_network",
    rationale:
      "The default network lets SSH and RDP in from the whole internet, and every machine that names no network.",
    remediation: "Set auto_create_network to false; the default is true.",
    answers: ["NET-31", "CKV_GCP_27", "AVD-GCP-0010", "KICS 59571246"],
  },
  {
    id: "GOOGLE_SUBNET_PRIVATE_GOOGLE_ACCESS",
    severity: "medium",
    category: "network",
    title: "Machines without a public address reach Google's APIs",
    appliesTo: ["google_compute_subnetwork"],
    require: `isTrue(self.private_ip_google_access) || ${OF_GOOGLE}`,
    attribute: "private_ip_google_access",
    rationale:
      "Without it nodes need a NAT or a public address to read their weights, and that way out leads to everywhere else too.",
    remediation: "Set private_ip_google_access to true; it is off by default. ServingNetwork does.",
    answers: ["NET-32", "DENY-NET-006", "CKV_GCP_74", "AVD-GCP-0075"],
  },
  {
    id: "GOOGLE_SUBNET_FLOW_LOGS",
    severity: "medium",
    category: "logging",
    title: "Every subnet has flow logs",
    appliesTo: ["google_compute_subnetwork"],
    require: `self.log_config.exists(l, number(l.flow_sampling, 0.5) > 0.0) || ${OF_GOOGLE}`,
    attribute: "log_config.flow_sampling",
    message: "The subnet has no log_config, or one that samples nothing",
    rationale: "Weights that leave are gigabytes to one address: flow logs are where that is seen.",
    remediation: "Add log_config; there are no flow logs by default. ServingNetwork does.",
    answers: [
      "NET-33",
      "DENY-NET-006",
      "CKV_GCP_26",
      "AVD-GCP-0029",
      "AVD-GCP-0076",
      "KICS 40430747",
      "CIS GKE-1.9 5.6.1",
      "AML.T0025",
    ],
  },
  {
    id: "GOOGLE_SUBNET_NO_PUBLIC_IPV6",
    severity: "high",
    category: "exposure",
    title: "Subnets give no public IPv6 addresses",
    appliesTo: ["google_compute_subnetwork"],
    require: '!(text(self.stack_type).contains("IPV6") && text(self.ipv6_access_type) == "EXTERNAL")',
    attribute: "ipv6_access_type",
    rationale:
      "With EXTERNAL every node has an address on the internet, past everything that was said about IPv4 alone.",
    remediation:
      "Leave stack_type at IPV4_ONLY, which is the default, or set ipv6_access_type to INTERNAL; ServingNetwork has IPv4 alone.",
    answers: ["NET-34", "DENY-NET-004", "CKV_GCP_76"],
  },
  {
    id: "GOOGLE_NAT_NAMED_SUBNETS",
    severity: "high",
    category: "network",
    title: "NAT in a network with GKE clusters names the subnets that may leave",
    appliesTo: ["google_compute_router_nat"],
    require:
      'text(self.source_subnetwork_ip_ranges_to_nat) == "LIST_OF_SUBNETWORKS" || self.type == "PRIVATE" || !servesClusters(self)',
    attribute: "source_subnetwork_ip_ranges_to_nat",
    rationale:
      "With ALL_SUBNETWORKS every serving subnet, those of tomorrow too, has a way to the internet that nobody asked for. " +
      "Networks without a GKE cluster are not judged.",
    remediation:
      "Set source_subnetwork_ip_ranges_to_nat to LIST_OF_SUBNETWORKS with the subnets that need it, or have no NAT at all; " +
      "ServingNetwork makes one for allowedDestinations on the internet alone.",
    answers: ["NET-40", "DENY-NET-004", "AML.T0025", "LLM06"],
  },
  {
    id: "GOOGLE_NAT_LOGS",
    severity: "medium",
    category: "logging",
    title: "NAT logs what leaves",
    appliesTo: ["google_compute_router_nat"],
    require: "self.log_config.exists(l, isTrue(l.enable))",
    attribute: "log_config.enable",
    rationale: "Behind a NAT all nodes have one address: which of them sent the weights away its log alone tells.",
    remediation: 'Set log_config with enable = true and filter "ALL"; it is off by default. ServingNetwork does.',
    answers: ["NET-41", "AML.T0025"],
  },
  {
    id: "GOOGLE_GPU_INSTANCE_NO_PUBLIC_ADDRESS",
    severity: "high",
    category: "exposure",
    title: "Machines with GPUs have no public address",
    appliesTo: [
      "google_compute_instance",
      "google_compute_instance_template",
      "google_compute_region_instance_template",
    ],
    require:
      "self.network_interface.all(i, i.access_config.size() == 0 && i.ipv6_access_config.size() == 0) || " +
      "!(self.guest_accelerator.exists(g, number(g.count, 1) > 0) || isGpuMachineType(text(self.machine_type)))",
    attribute: "network_interface.access_config",
    message: "The machine has GPUs, and an interface with a public address",
    rationale:
      "A machine with GPUs serves or trains models: with a public address it is one firewall rule away from doing so for " +
      "everybody. Machines without GPUs are not judged.",
    remediation:
      "Remove access_config and ipv6_access_config from network_interface; an empty block is an address too.",
    answers: ["DENY-NET-004", "AML.M0019", "ML05:2023"],
  },
];

export const GOOGLE_NETWORK_CONTROLS: readonly Control[] = [
  ...GOOGLE_VPC_CONTROLS,
  ...GOOGLE_FIREWALL_CONTROLS,
  ...GOOGLE_LOAD_BALANCING_CONTROLS,
  ...GOOGLE_PRIVATE_ACCESS_CONTROLS,
];
