import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_SECURITY_GROUPS_CASES } from "./aws-security-groups";

type Kinds = Record<string, Record<string, unknown>>;

const TEAM_ONLY = { StringEquals: { "aws:PrincipalAccount": "111122223333" } };

function vpc(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16", ...attributes } }, ...others } };
}

function endpoint(attributes: object, others: Kinds = {}): EstateSource {
  const common = { vpc_id: "vpc-1", service_name: "com.amazonaws.eu-west-1.sts", vpc_endpoint_type: "Interface" };
  return { resource: { aws_vpc_endpoint: { one: { ...common, ...attributes } }, ...others } };
}

function policy(statement: object): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...statement }] });
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

const NODES_IN_VPC: Kinds = {
  aws_subnet: { one: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.1.0/24" } },
  aws_eks_node_group: { gpu: { subnet_ids: ["${aws_subnet.one.id}"] } },
};

/** A VPC with nodes, an S3 endpoint in the given route tables, and the table of the nodes. */
function s3Routed(routeTableIds: readonly string[], others: Kinds = {}): EstateSource {
  return vpc(
    {},
    {
      ...NODES_IN_VPC,
      aws_route_table: { one: { vpc_id: "${aws_vpc.main.id}" } },
      aws_route_table_association: {
        one: { subnet_id: "${aws_subnet.one.id}", route_table_id: "${aws_route_table.one.id}" },
      },
      aws_vpc_endpoint: {
        s3: {
          vpc_id: "${aws_vpc.main.id}",
          service_name: "com.amazonaws.eu-west-1.s3",
          route_table_ids: routeTableIds,
        },
      },
      ...others,
    },
  );
}

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
  },
  {
    control: "AWS_VPC_FLOW_LOGS_PRESENT",
    holds: { "a flow log": vpc({}, { aws_flow_log: { all: { vpc_id: "${aws_vpc.main.id}" } } }) },
    fails: { none: vpc({}), "of a subnet": vpc({}, { aws_flow_log: { one: { subnet_id: "subnet-1" } } }) },
  },
  {
    control: "AWS_FLOW_LOG_ALL_TRAFFIC",
    holds: { all: { resource: { aws_flow_log: { f: { vpc_id: "vpc-1", traffic_type: "ALL" } } } } },
    fails: {
      accepted: { resource: { aws_flow_log: { f: { vpc_id: "vpc-1", traffic_type: "ACCEPT" } } } },
      "not said": { resource: { aws_flow_log: { f: { vpc_id: "vpc-1" } } } },
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
  },
  {
    control: "AWS_VPC_ENDPOINT_POLICY_PRESENT",
    holds: {
      "a policy": endpoint({ policy: policy({ Action: "sts:GetCallerIdentity" }) }),
      "a policy of its own resource": endpoint(
        {},
        {
          aws_vpc_endpoint_policy: { p: { vpc_endpoint_id: "${aws_vpc_endpoint.one.id}", policy: policy({}) } },
        },
      ),
      "a service of somebody else": endpoint({
        service_name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
      }),
    },
    fails: {
      none: endpoint({}),
      "none, of the region that is looked up": endpoint({
        service_name: "com.amazonaws.${data.aws_region.here.id}.sts",
      }),
      "none, of a gateway": endpoint({ service_name: "com.amazonaws.eu-west-1.s3", vpc_endpoint_type: null }),
    },
  },
  {
    control: "AWS_VPC_ENDPOINT_POLICY_RESTRICTIVE",
    holds: {
      "own principals": endpoint({ policy: policy({ Condition: TEAM_ONLY }) }),
      "own buckets": endpoint({ policy: policy({ Resource: "arn:aws:s3:::models/*" }) }),
      "one action": endpoint({ policy: policy({ Action: "sts:GetCallerIdentity" }) }),
      "no policy, which another control finds": endpoint({}),
    },
    fails: {
      everything: endpoint({ policy: policy({}) }),
      "everything of S3": endpoint({ policy: policy({ Action: ["s3:*"] }) }),
      "everything, by its own resource": {
        resource: { aws_vpc_endpoint_policy: { p: { vpc_endpoint_id: "vpce-1", policy: policy({}) } } },
      },
    },
  },
  {
    control: "AWS_VPC_ENDPOINT_PRIVATE_DNS",
    holds: {
      "private DNS": endpoint({ private_dns_enabled: true }),
      "a gateway": endpoint({ vpc_endpoint_type: "Gateway", service_name: "com.amazonaws.eu-west-1.s3" }),
      "S3 by an interface": endpoint({ service_name: "com.amazonaws.eu-west-1.s3" }),
      "a service of somebody else": endpoint({
        service_name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
      }),
    },
    fails: { "not said": endpoint({}), false: endpoint({ private_dns_enabled: false }) },
  },
  {
    control: "AWS_VPC_ENDPOINT_SECURITY_GROUPS",
    holds: {
      "a group": endpoint({ security_group_ids: ["${aws_security_group.e.id}"] }),
      "a gateway": endpoint({ vpc_endpoint_type: "Gateway" }),
      "an association": endpoint(
        {},
        {
          aws_vpc_endpoint_security_group_association: {
            a: { vpc_endpoint_id: "${aws_vpc_endpoint.one.id}", security_group_id: "sg-1" },
          },
        },
      ),
    },
    fails: {
      none: endpoint({}),
      "an empty list": endpoint({ security_group_ids: [] }),
      "a group of another endpoint": endpoint(
        {},
        {
          aws_vpc_endpoint_security_group_association: { a: { vpc_endpoint_id: "vpce-1", security_group_id: "sg-1" } },
        },
      ),
    },
  },
  {
    control: "AWS_VPC_ENDPOINT_ROUTES",
    holds: {
      "a route table": endpoint({ vpc_endpoint_type: "Gateway", route_table_ids: ["rtb-1"] }),
      "an association": endpoint(
        { vpc_endpoint_type: null },
        {
          aws_vpc_endpoint_route_table_association: {
            a: { vpc_endpoint_id: "${aws_vpc_endpoint.one.id}", route_table_id: "rtb-1" },
          },
        },
      ),
      "an interface": endpoint({}),
    },
    fails: { none: endpoint({ vpc_endpoint_type: "Gateway" }) },
  },
  {
    control: "AWS_ROUTE_TABLE_S3_ENDPOINT",
    holds: {
      "in the endpoint's tables": s3Routed(["${aws_route_table.one.id}"]),
      "no endpoint": s3Routed([]),
      "an association": s3Routed(["rtb-other"], {
        aws_vpc_endpoint_route_table_association: {
          a: { vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}", route_table_id: "${aws_route_table.one.id}" },
        },
      }),
    },
    fails: { forgotten: s3Routed(["rtb-other"]) },
  },
  {
    control: "AWS_VPC_S3_GATEWAY_ENDPOINT",
    holds: {
      "an endpoint": vpc(
        {},
        {
          ...NODES_IN_VPC,
          aws_vpc_endpoint: {
            s3: { vpc_id: "${aws_vpc.main.id}", service_name: "com.amazonaws.${data.aws_region.here.id}.s3" },
          },
        },
      ),
      "no nodes": vpc({}),
    },
    fails: { "nodes and none": vpc({}, NODES_IN_VPC) },
  },
  {
    control: "AWS_VPC_PEERING_ACCEPTED_BY_HAND",
    holds: {
      "not said": { resource: { aws_vpc_peering_connection: { p: { vpc_id: "vpc-1", peer_vpc_id: "vpc-2" } } } },
    },
    fails: {
      "accepts itself": { resource: { aws_vpc_peering_connection: { p: { vpc_id: "vpc-1", auto_accept: true } } } },
    },
  },
  {
    control: "AWS_TRANSIT_GATEWAY_NO_AUTO_ACCEPT",
    holds: { "not said": { resource: { aws_ec2_transit_gateway: { t: { description: "hub" } } } } },
    fails: {
      "accepts all": { resource: { aws_ec2_transit_gateway: { t: { auto_accept_shared_attachments: "enable" } } } },
    },
  },
];

export const AWS_NETWORK_CASES: readonly ControlCases[] = [...AWS_SECURITY_GROUPS_CASES, ...AWS_VPC_CASES];
