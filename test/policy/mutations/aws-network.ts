import type { Attributes, BreakableStack, Mutation } from "../mutation";
import { AWS_SECURITY_GROUPS_MUTATIONS } from "./aws-security-groups";

function vpcOf(stack: BreakableStack): string {
  return `aws_vpc.${stack.first("aws_vpc")[0]}`;
}

function vpcId(stack: BreakableStack): string {
  return `\${${vpcOf(stack)}.id}`;
}

function tagsOf(stack: BreakableStack): unknown {
  return stack.first("aws_vpc")[1].tags;
}

const isInterface = ({ vpc_endpoint_type }: Attributes): boolean => vpc_endpoint_type === "Interface";
const isGateway = ({ vpc_endpoint_type }: Attributes): boolean => vpc_endpoint_type === "Gateway";

function changed(
  control: string,
  name: string,
  kind: string,
  change: (attributes: Attributes) => void,
  which?: (attributes: Attributes) => boolean,
): Mutation {
  return { control, name, breaks: (stack) => stack.change(kind, change, which) };
}

export const AWS_NETWORK_MUTATIONS: readonly Mutation[] = [
  ...AWS_SECURITY_GROUPS_MUTATIONS,
  {
    control: "AWS_VPC_NOT_DEFAULT",
    name: "the default VPC is taken over",
    breaks: (stack) => stack.add("aws_default_vpc", "default", { tags: tagsOf(stack) }),
  },
  changed("AWS_VPC_DNS_ENABLED", "the VPC no longer resolves private names", "aws_vpc", (vpc) => {
    vpc.enable_dns_hostnames = false;
  }),
  {
    control: "AWS_VPC_FLOW_LOGS_PRESENT",
    name: "the flow log is gone",
    breaks: (stack) => {
      stack.remove("aws_flow_log");
      return vpcOf(stack);
    },
  },
  changed("AWS_FLOW_LOG_ALL_TRAFFIC", "accepted traffic is no longer logged", "aws_flow_log", (log) => {
    log.traffic_type = "REJECT";
  }),
  changed("AWS_SUBNET_NO_PUBLIC_ADDRESSES", "a subnet gives public addresses", "aws_subnet", (subnet) => {
    subnet.map_public_ip_on_launch = true;
  }),
  {
    control: "AWS_ROUTE_SERVING_SUBNETS_PRIVATE",
    name: "a serving subnet routes to the internet",
    stack: "vision-cloud",
    breaks: (stack) => {
      stack.add("aws_internet_gateway", "out", { vpc_id: vpcId(stack), tags: tagsOf(stack) });
      return stack.add("aws_route", "out", {
        route_table_id: `\${aws_route_table.${stack.first("aws_route_table")[0]}.id}`,
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.out.id}",
      });
    },
  },
  changed(
    "AWS_VPC_ENDPOINT_POLICY_PRESENT",
    "an endpoint loses its policy",
    "aws_vpc_endpoint",
    (endpoint) => delete endpoint.policy,
    isInterface,
  ),
  changed(
    "AWS_VPC_ENDPOINT_POLICY_RESTRICTIVE",
    "an endpoint allows everything to everyone",
    "aws_vpc_endpoint",
    (endpoint) => {
      endpoint.policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
    },
    isInterface,
  ),
  changed(
    "AWS_VPC_ENDPOINT_PRIVATE_DNS",
    "an endpoint loses its private name",
    "aws_vpc_endpoint",
    (endpoint) => delete endpoint.private_dns_enabled,
    isInterface,
  ),
  changed(
    "AWS_VPC_ENDPOINT_SECURITY_GROUPS",
    "an endpoint is left to the default group",
    "aws_vpc_endpoint",
    (endpoint) => delete endpoint.security_group_ids,
    isInterface,
  ),
  changed(
    "AWS_VPC_ENDPOINT_ROUTES",
    "the S3 endpoint is in no route table",
    "aws_vpc_endpoint",
    (endpoint) => delete endpoint.route_table_ids,
    isGateway,
  ),
  {
    control: "AWS_ROUTE_TABLE_S3_ENDPOINT",
    name: "the S3 endpoint forgets a route table",
    breaks: (stack) => {
      let forgotten = "";
      stack.change(
        "aws_vpc_endpoint",
        (endpoint) => {
          const [first = "", ...others] = endpoint.route_table_ids as string[];
          forgotten = first;
          endpoint.route_table_ids = others;
        },
        isGateway,
      );
      return `aws_route_table.${forgotten.split(".")[1]}`;
    },
  },
  {
    control: "AWS_VPC_S3_GATEWAY_ENDPOINT",
    name: "the S3 endpoint is gone",
    breaks: (stack) => {
      stack.remove("aws_vpc_endpoint", isGateway);
      return vpcOf(stack);
    },
  },
  {
    control: "AWS_VPC_PEERING_ACCEPTED_BY_HAND",
    name: "a peering accepts itself",
    breaks: (stack) =>
      stack.add("aws_vpc_peering_connection", "other", {
        vpc_id: vpcId(stack),
        peer_vpc_id: "vpc-0123456789abcdef0",
        auto_accept: true,
        tags: tagsOf(stack),
      }),
  },
  {
    control: "AWS_TRANSIT_GATEWAY_NO_AUTO_ACCEPT",
    name: "a transit gateway accepts every account",
    breaks: (stack) =>
      stack.add("aws_ec2_transit_gateway", "hub", {
        auto_accept_shared_attachments: "enable",
        tags: tagsOf(stack),
      }),
  },
];
