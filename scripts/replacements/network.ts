import type { JsonObject } from "../terraform/json";
import type { KindCases } from "./cases";
import { OTHER_POLICY, POLICY, ROLE } from "./values";

/** Rules within a security group are attributes: all of them is configured. */
function rule(cidr: string): JsonObject {
  const nobody = { ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false };
  return { description: "", from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: [cidr], ...nobody };
}

/** Networks and what passes through them. */
export const NETWORK: Readonly<Record<string, KindCases>> = {
  aws_vpc: {
    base: { cidr_block: "10.0.0.0/16" },
    filled: { instance_tenancy: "default" },
    replaces: {
      cidr_block: ["10.0.0.0/16", "10.1.0.0/16"],
      ipv4_ipam_pool_id: ["other", null],
      ipv4_netmask_length: [7, null],
    },
    updates: {
      ipv6_cidr_block_network_border_group: ["eu-west-1", "eu-west-1-wl1", { assign_generated_ipv6_cidr_block: true }],
      tags: [{ other: "value" }, null],
      enable_dns_hostnames: [false, true],
    },
    depends: [
      {
        path: "instance_tenancy",
        on: "is replaced, save that dedicated becomes default in place",
        replaces: [["instance_tenancy", "default", "dedicated"]],
        updates: [["instance_tenancy", "dedicated", "default"]],
      },
    ],
  },
  aws_subnet: {
    base: { vpc_id: "vpc-1", cidr_block: "10.0.1.0/24" },
    filled: { ipv6_native: false },
    replaces: {
      availability_zone: ["old", "new"],
      availability_zone_id: ["old", "new"],
      cidr_block: ["other", "10.0.1.0/24"],
      ipv6_native: [true, null],
      outpost_arn: ["other", null],
      vpc_id: ["other", "vpc-1"],
    },
    updates: {
      ipv6_cidr_block: ["fd00:0:0:2::/64", "fd00:0:0:1::/64"],
      private_dns_hostname_type_on_launch: ["resource-name", "ip-name"],
      map_public_ip_on_launch: [true, false],
    },
  },
  aws_security_group: {
    base: { name: "models", vpc_id: "vpc-1", description: "models" },
    replaces: {
      name_prefix: ["b", "a", { name: null }],
      description: ["b", "a"],
      name: ["other", "models"],
      vpc_id: ["other", "vpc-1"],
    },
    updates: {
      egress: [[rule("10.1.0.0/16")], [rule("10.0.0.0/16")]],
      ingress: [[rule("10.1.0.0/16")], [rule("10.0.0.0/16")]],
      revoke_rules_on_delete: [true, null],
      tags: [{ other: "value" }, null],
    },
  },
  aws_security_group_rule: {
    base: {
      type: "ingress",
      from_port: 443,
      to_port: 443,
      protocol: "tcp",
      security_group_id: "sg-1",
      cidr_blocks: ["10.0.0.0/16"],
    },
    filled: { self: false },
    replaces: {
      source_security_group_id: ["sg-3", "sg-2", { cidr_blocks: null }],
      self: [false, true, { cidr_blocks: null }],
      cidr_blocks: [["other"], ["10.0.0.0/16"]],
      from_port: [7, 443],
      ipv6_cidr_blocks: [["other"], null],
      prefix_list_ids: [["other"], null],
      protocol: ["other", "tcp"],
      security_group_id: ["other", "sg-1"],
      to_port: [7, 443],
      type: ["other", "ingress"],
    },
    updates: { description: ["other", null] },
  },
  aws_vpc_security_group_ingress_rule: {
    base: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/16" },
    replaces: { security_group_id: ["other", "sg-1"] },
    updates: {
      cidr_ipv4: ["10.1.0.0/16", "10.0.0.0/16"],
      ip_protocol: ["udp", "tcp"],
      referenced_security_group_id: ["sg-3", "sg-2", { cidr_ipv4: null }],
    },
  },
  aws_vpc_security_group_egress_rule: {
    base: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/16" },
    replaces: { security_group_id: ["other", "sg-1"] },
    updates: { tags: [{ other: "value" }, null], description: ["other", null], cidr_ipv4: ["other", "10.0.0.0/16"] },
  },
  aws_route_table: {
    base: { vpc_id: "vpc-1" },
    replaces: { vpc_id: ["other", "vpc-1"] },
    updates: { tags: [{ other: "value" }, null], propagating_vgws: [["old"], ["other"]] },
  },
  aws_route: {
    base: { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
    replaces: {
      destination_ipv6_cidr_block: ["::/1", "::/0", { destination_cidr_block: null }],
      destination_prefix_list_id: ["pl-2", "pl-1", { destination_cidr_block: null }],
      destination_cidr_block: ["other", "0.0.0.0/0"],
      route_table_id: ["other", "rtb-1"],
    },
    updates: {
      nat_gateway_id: ["nat-2", "nat-1", { gateway_id: null }],
      network_interface_id: ["eni-2", "eni-1", { gateway_id: null }],
      egress_only_gateway_id: ["other", null],
    },
  },
  aws_route_table_association: {
    base: { route_table_id: "rtb-1", subnet_id: "subnet-1" },
    replaces: { gateway_id: ["igw-2", "igw-1", { subnet_id: null }], subnet_id: ["other", "subnet-1"] },
    updates: { route_table_id: ["other", "rtb-1"] },
  },
  aws_nat_gateway: {
    base: { subnet_id: "subnet-1", allocation_id: "eipalloc-1" },
    filled: { connectivity_type: "public" },
    replaces: {
      private_ip: ["10.0.0.5", "10.0.0.4"],
      connectivity_type: ["private", "public"],
      secondary_private_ip_address_count: [2, 1, { connectivity_type: "private", allocation_id: null }],
      allocation_id: ["other", "eipalloc-1"],
      subnet_id: ["other", "subnet-1"],
    },
    updates: {
      secondary_allocation_ids: [["eipalloc-3"], ["eipalloc-2"]],
      secondary_private_ip_addresses: [["10.0.0.9"], ["10.0.0.8"]],
      tags: [{ other: "value" }, null],
    },
  },
  aws_vpc_endpoint: {
    base: { vpc_id: "vpc-1", service_name: "com.amazonaws.eu-west-1.s3" },
    filled: { vpc_endpoint_type: "Gateway" },
    replaces: {
      vpc_endpoint_type: ["Interface", "Gateway"],
      resource_configuration_arn: ["other", null],
      service_name: ["other", "com.amazonaws.eu-west-1.s3"],
      service_network_arn: ["other", null],
      service_region: ["old", "new"],
      vpc_id: ["other", "vpc-1"],
    },
    updates: {
      ip_address_type: ["ipv4", "dualstack", { vpc_endpoint_type: "Interface" }],
      private_dns_enabled: [false, true, { vpc_endpoint_type: "Interface" }],
      subnet_configuration: [
        [{ subnet_id: "subnet-2", ipv4: "10.0.0.2" }],
        [{ subnet_id: "subnet-1", ipv4: "10.0.0.1" }],
        { vpc_endpoint_type: "Interface", subnet_ids: ["subnet-1"] },
      ],
      policy: [OTHER_POLICY, POLICY],
    },
  },
  aws_flow_log: {
    base: {
      vpc_id: "vpc-1",
      traffic_type: "ALL",
      log_destination: "arn:aws:logs:eu-west-1:123456789012:log-group:flow",
      iam_role_arn: ROLE,
    },
    filled: { max_aggregation_interval: 600, log_destination_type: "cloud-watch-logs" },
    replaces: {
      log_group_name: ["b", "a", { log_destination: null }],
      log_destination_type: ["s3", "cloud-watch-logs"],
      "destination_options.0.file_format": ["parquet", "plain-text"],
      deliver_cross_account_role: ["other", null],
      eni_id: ["other", null],
      iam_role_arn: ["other", ROLE],
      log_destination: ["other", "arn:aws:logs:eu-west-1:123456789012:log-group:flow"],
      log_format: ["old", "new"],
      max_aggregation_interval: [7, null],
      subnet_id: ["other", null],
      traffic_type: ["other", "ALL"],
      transit_gateway_attachment_id: ["other", null],
      transit_gateway_id: ["other", null],
      vpc_id: ["other", "vpc-1"],
    },
    updates: { tags: [{ other: "value" }, null] },
  },
};
