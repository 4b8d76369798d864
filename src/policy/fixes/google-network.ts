import { choose, type Fixes, set, unset } from "./fix";

export const GOOGLE_NETWORK_FIXES: Fixes = {
  GOOGLE_NETWORK_CUSTOM_SUBNETS: [set("auto_create_subnetworks", false)],
  GOOGLE_NETWORK_NO_DEFAULT_ROUTE: [set("delete_default_routes_on_create", true)],
  GOOGLE_PROJECT_NO_DEFAULT_NETWORK: [set("auto_create_network", false)],
  GOOGLE_SUBNET_PRIVATE_GOOGLE_ACCESS: [set("private_ip_google_access", true)],
  GOOGLE_SUBNET_FLOW_LOGS: [set("log_config.flow_sampling", 0.5), set("log_config.metadata", "INCLUDE_ALL_METADATA")],
  GOOGLE_SUBNET_NO_PUBLIC_IPV6: [set("stack_type", "IPV4_ONLY"), unset("ipv6_access_type")],
  GOOGLE_NAT_NAMED_SUBNETS: [
    set("source_subnetwork_ip_ranges_to_nat", "LIST_OF_SUBNETWORKS"),
    set("subnetwork", [
      {
        name: choose(
          "subnet that may reach the internet",
          "projects/acme-vision/regions/europe-west4/subnetworks/pipelines",
        ),
        source_ip_ranges_to_nat: ["ALL_IP_RANGES"],
      },
    ]),
  ],
  GOOGLE_NAT_LOGS: [set("log_config.enable", true), set("log_config.filter", "ALL")],
  GOOGLE_GPU_INSTANCE_NO_PUBLIC_ADDRESS: [
    unset("network_interface.access_config"),
    unset("network_interface.ipv6_access_config"),
  ],
};
