import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_SECURITY_GROUPS_CASES } from "./aws-security-groups";
import { AWS_VPC_ENDPOINTS_CASES } from "./aws-vpc-endpoints";

type Kinds = Record<string, Record<string, unknown>>;

function vpc(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16", ...attributes } }, ...others } };
}

/** A subnet with EKS nodes or without, and a route of its table. */
function routed(route: object, inline: boolean, nodes = true): EstateSource {
  return {
    resource: {
      aws_subnet: { one: { vpc_id: "vpc-1", cidr_block: "10.0.1.0/24" } },
      aws_internet_gateway: { out: { vpc_id: "vpc-1" } },
      aws_route_table: { one: { vpc_id: "vpc-1", ...(inline && { route: [{ cidr_block: "0.0.0.0/0", ...route }] }) } },
      aws_route_table_association: {
        one: { subnet_id: "${aws_subnet.one.id}", route_table_id: "${aws_route_table.one.id}" },
      },
      ...(!inline && {
        aws_route: {
          out: { route_table_id: "${aws_route_table.one.id}", destination_cidr_block: "0.0.0.0/0", ...route },
        },
      }),
      ...(nodes && { aws_eks_node_group: { gpu: { subnet_ids: ["${aws_subnet.one.id}"] } } }),
    },
  };
}

const GATEWAY = { gateway_id: "${aws_internet_gateway.out.id}" };

const AWS_VPC_CASES: readonly ControlCases[] = [
  {
    control: "AWS_VPC_NOT_DEFAULT",
    holds: { "a VPC of one's own": vpc({}) },
    fails: { "the default VPC": { resource: { aws_default_vpc: { d: {} } } } },
  },
  {
    control: "AWS_VPC_DNS_ENABLED",
    holds: {
      hostnames: vpc({ enable_dns_hostnames: true }),
      "both, as text": vpc({ enable_dns_hostnames: "true", enable_dns_support: "true" }),
    },
    fails: { "not said": vpc({}), "no support": vpc({ enable_dns_hostnames: true, enable_dns_support: false }) },
    undecided: { "by a variable": vpc({ enable_dns_hostnames: "${var.names}" }) },
  },
  {
    control: "AWS_VPC_FLOW_LOGS_PRESENT",
    holds: { "a flow log": vpc({}, { aws_flow_log: { all: { vpc_id: "${aws_vpc.main.id}" } } }) },
    fails: { none: vpc({}), "of a subnet": vpc({}, { aws_flow_log: { one: { subnet_id: "subnet-1" } } }) },
    undecided: { "a log of a VPC that is not known": vpc({}, { aws_flow_log: { one: { vpc_id: "${var.vpc}" } } }) },
  },
  {
    control: "AWS_FLOW_LOG_ALL_TRAFFIC",
    holds: { all: { resource: { aws_flow_log: { f: { vpc_id: "vpc-1", traffic_type: "ALL" } } } } },
    fails: {
      accepted: { resource: { aws_flow_log: { f: { vpc_id: "vpc-1", traffic_type: "ACCEPT" } } } },
      "not said": { resource: { aws_flow_log: { f: { vpc_id: "vpc-1" } } } },
    },
    undecided: {
      "by a variable": { resource: { aws_flow_log: { f: { vpc_id: "vpc-1", traffic_type: "${var.traffic}" } } } },
    },
  },
  {
    control: "AWS_SUBNET_NO_PUBLIC_ADDRESSES",
    holds: {
      "not said": { resource: { aws_subnet: { s: { vpc_id: "vpc-1" } } } },
      false: { resource: { aws_subnet: { s: { vpc_id: "vpc-1", map_public_ip_on_launch: "false" } } } },
    },
    fails: { true: { resource: { aws_subnet: { s: { vpc_id: "vpc-1", map_public_ip_on_launch: true } } } } },
    undecided: {
      "by a variable": { resource: { aws_subnet: { s: { vpc_id: "vpc-1", map_public_ip_on_launch: "${var.p}" } } } },
    },
  },
  {
    control: "AWS_ROUTE_SERVING_SUBNETS_PRIVATE",
    holds: {
      "a public subnet without nodes": routed(GATEWAY, false, false),
      "a public subnet without nodes, inline": routed(GATEWAY, true, false),
      "nodes behind NAT": routed({ nat_gateway_id: "${aws_nat_gateway.n.id}" }, false),
      "nodes behind NAT, inline": routed({ nat_gateway_id: "${aws_nat_gateway.n.id}" }, true),
    },
    fails: {
      "nodes beside a gateway": routed(GATEWAY, false),
      "nodes beside a gateway, inline": routed(GATEWAY, true),
      "models behind an internal load balancer beside a gateway": {
        resource: {
          ...routed(GATEWAY, false, false).resource,
          aws_lb: { one: { internal: true, subnets: ["${aws_subnet.one.id}"] } },
          aws_lb_target_group: { g: { port: 8501 } },
          aws_lb_listener: {
            l: {
              load_balancer_arn: "${aws_lb.one.arn}",
              default_action: { type: "forward", target_group_arn: "${aws_lb_target_group.g.arn}" },
            },
          },
        },
      },
      "nodes beside a gateway by its id": routed({ gateway_id: "igw-0123456789abcdef0" }, false),
      "nodes beside a gateway, IPv6": routed(
        { destination_cidr_block: null, destination_ipv6_cidr_block: "::/0", ...GATEWAY },
        false,
      ),
    },
    undecided: { "nodes beside a gateway that is a variable": routed({ gateway_id: "${var.gateway}" }, false) },
  },
  {
    control: "AWS_VPC_PEERING_ACCEPTED_BY_HAND",
    holds: {
      "not said": { resource: { aws_vpc_peering_connection: { p: { vpc_id: "vpc-1", peer_vpc_id: "vpc-2" } } } },
    },
    fails: {
      "accepts itself": { resource: { aws_vpc_peering_connection: { p: { vpc_id: "vpc-1", auto_accept: true } } } },
    },
    undecided: {
      "by a variable": {
        resource: { aws_vpc_peering_connection: { p: { vpc_id: "vpc-1", auto_accept: "${var.accept}" } } },
      },
    },
  },
  {
    control: "AWS_TRANSIT_GATEWAY_NO_AUTO_ACCEPT",
    holds: { "not said": { resource: { aws_ec2_transit_gateway: { t: { description: "hub" } } } } },
    fails: {
      "accepts all": { resource: { aws_ec2_transit_gateway: { t: { auto_accept_shared_attachments: "enable" } } } },
    },
    undecided: {
      "by a variable": {
        resource: { aws_ec2_transit_gateway: { t: { auto_accept_shared_attachments: "${var.accept}" } } },
      },
    },
  },
];

export const AWS_NETWORK_CASES: readonly ControlCases[] = [
  ...AWS_SECURITY_GROUPS_CASES,
  ...AWS_VPC_CASES,
  ...AWS_VPC_ENDPOINTS_CASES,
];
