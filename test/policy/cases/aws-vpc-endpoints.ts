import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

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

export const AWS_VPC_ENDPOINTS_CASES: readonly ControlCases[] = [
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
      "a service of one's own": endpoint({ service_name: "${aws_vpc_endpoint_service.models.service_name}" }),
    },
    fails: {
      none: endpoint({}),
      "none, of the region that is looked up": endpoint({
        service_name: "com.amazonaws.${data.aws_region.here.id}.sts",
      }),
      "none, of a gateway": endpoint({ service_name: "com.amazonaws.eu-west-1.s3", vpc_endpoint_type: null }),
    },
    undecided: {
      "a service that is a variable": endpoint({ service_name: "${var.service}", vpc_endpoint_type: "${var.type}" }),
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
    undecided: { "by a variable": endpoint({ policy: "${var.policy}" }) },
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
    undecided: { "by a variable": endpoint({ private_dns_enabled: "${var.names}" }) },
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
    undecided: { "by a variable": endpoint({ security_group_ids: "${var.groups}" }) },
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
    undecided: { "by a variable": endpoint({ vpc_endpoint_type: "Gateway", route_table_ids: "${var.tables}" }) },
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
    undecided: {
      "an endpoint of a VPC that is not known": vpc(
        {},
        {
          ...NODES_IN_VPC,
          aws_vpc_endpoint: { s3: { vpc_id: "${var.vpc}", service_name: "com.amazonaws.eu-west-1.s3" } },
        },
      ),
      "an endpoint for a service that is looked up": vpc(
        {},
        {
          ...NODES_IN_VPC,
          aws_vpc_endpoint: {
            one: { vpc_id: "${aws_vpc.main.id}", service_name: "${data.aws_vpc_endpoint_service.one.service_name}" },
          },
        },
      ),
    },
  },
];
