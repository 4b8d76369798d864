import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { GOOGLE_FIREWALL_CASES } from "./google-firewall";
import { GOOGLE_LOAD_BALANCING_CASES } from "./google-load-balancing";
import { GOOGLE_PRIVATE_ACCESS_CASES } from "./google-private-access";

function one(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { one: { name: "one", ...attributes } } } };
}

function network(attributes: object): EstateSource {
  return one("google_compute_network", attributes);
}

function subnet(attributes: object): EstateSource {
  return one("google_compute_subnetwork", attributes);
}

function nat(attributes: object, clusters = true): EstateSource {
  return {
    resource: {
      google_compute_network: { serving: { name: "serving" } },
      google_compute_router: { out: { name: "out", network: "${google_compute_network.serving.id}" } },
      google_compute_router_nat: { out: { router: "${google_compute_router.out.name}", ...attributes } },
      ...(clusters && {
        google_compute_subnetwork: { nodes: { name: "nodes", network: "serving" } },
        google_container_cluster: { main: { subnetwork: "${google_compute_subnetwork.nodes.id}" } },
      }),
    },
  };
}

const ALL = { source_subnetwork_ip_ranges_to_nat: "ALL_SUBNETWORKS_ALL_IP_RANGES" };
const PUBLIC = { network_interface: [{ network: "serving", access_config: [{}] }] };

const GOOGLE_VPC_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_NETWORK_CUSTOM_SUBNETS",
    holds: {
      off: network({ auto_create_subnetworks: false }),
      "off, as text": network({ auto_create_subnetworks: "false" }),
    },
    fails: { "not said: the default is true": network({}), on: network({ auto_create_subnetworks: true }) },
    undecided: { "by a variable": network({ auto_create_subnetworks: "${var.auto}" }) },
  },
  {
    control: "GOOGLE_NETWORK_NO_DEFAULT_ROUTE",
    holds: { deleted: network({ delete_default_routes_on_create: true }) },
    fails: { "not said": network({}) },
    undecided: { "by a variable": network({ delete_default_routes_on_create: "${var.delete}" }) },
  },
  {
    control: "GOOGLE_PROJECT_NO_DEFAULT_NETWORK",
    holds: { "no network": one("google_project", { auto_create_network: false }) },
    fails: { "not said": one("google_project", {}) },
    undecided: { "by a variable": one("google_project", { auto_create_network: "${var.network}" }) },
  },
  {
    control: "GOOGLE_SUBNET_PRIVATE_GOOGLE_ACCESS",
    holds: {
      on: subnet({ private_ip_google_access: true }),
      "a subnet of Google's proxies": subnet({ purpose: "REGIONAL_MANAGED_PROXY" }),
    },
    fails: { "not said": subnet({}), "off, said to be for machines": subnet({ purpose: "PRIVATE" }) },
    undecided: { "by a variable": subnet({ private_ip_google_access: "${var.private}" }) },
  },
  {
    control: "GOOGLE_SUBNET_FLOW_LOGS",
    holds: {
      "with defaults": subnet({ log_config: {} }),
      "every packet": subnet({ log_config: { flow_sampling: 1 } }),
      "a subnet of Google's proxies": subnet({ purpose: "REGIONAL_MANAGED_PROXY" }),
    },
    fails: { none: subnet({}), "none of them sampled": subnet({ log_config: [{ flow_sampling: 0 }] }) },
    undecided: { "by a variable": subnet({ log_config: { flow_sampling: "${var.sampling}" } }) },
  },
  {
    control: "GOOGLE_SUBNET_NO_PUBLIC_IPV6",
    holds: {
      "not said: IPv4 alone": subnet({}),
      "private IPv6": subnet({ stack_type: "IPV4_IPV6", ipv6_access_type: "INTERNAL" }),
    },
    fails: { "public IPv6": subnet({ stack_type: "IPV4_IPV6", ipv6_access_type: "EXTERNAL" }) },
    undecided: { "by a variable": subnet({ stack_type: "IPV4_IPV6", ipv6_access_type: "${var.access}" }) },
  },
  {
    control: "GOOGLE_NAT_NAMED_SUBNETS",
    holds: {
      "named subnets": nat({ source_subnetwork_ip_ranges_to_nat: "LIST_OF_SUBNETWORKS" }),
      "between private networks": nat({ ...ALL, type: "PRIVATE" }),
      "all subnets of a network without clusters": nat(ALL, false),
    },
    fails: { "all subnets of a network with a cluster": nat(ALL) },
    undecided: { "by a variable": nat({ source_subnetwork_ip_ranges_to_nat: "${var.ranges}" }) },
  },
  {
    control: "GOOGLE_NAT_LOGS",
    holds: { logged: nat({ log_config: { enable: true, filter: "ALL" } }) },
    fails: { "not said": nat({}), off: nat({ log_config: { enable: false, filter: "ALL" } }) },
    undecided: { "by a variable": nat({ log_config: { enable: "${var.log}", filter: "ALL" } }) },
  },
  {
    control: "GOOGLE_GPU_INSTANCE_NO_PUBLIC_ADDRESS",
    holds: {
      "no address": one("google_compute_instance", {
        machine_type: "g2-standard-8",
        network_interface: [{ network: "serving" }],
      }),
      "an address without GPUs": one("google_compute_instance", { machine_type: "e2-small", ...PUBLIC }),
    },
    fails: {
      "an address, by the machine type": one("google_compute_instance", { machine_type: "a3-highgpu-8g", ...PUBLIC }),
      "an address, in a template": one("google_compute_instance_template", {
        machine_type: "n1-standard-4",
        guest_accelerator: [{ type: "nvidia-tesla-t4", count: 1 }],
        ...PUBLIC,
      }),
    },
    undecided: {
      "a machine type by a variable": one("google_compute_instance", { machine_type: "${var.type}", ...PUBLIC }),
    },
  },
];

export const GOOGLE_NETWORK_CASES: readonly ControlCases[] = [
  ...GOOGLE_VPC_CASES,
  ...GOOGLE_FIREWALL_CASES,
  ...GOOGLE_LOAD_BALANCING_CASES,
  ...GOOGLE_PRIVATE_ACCESS_CASES,
];
