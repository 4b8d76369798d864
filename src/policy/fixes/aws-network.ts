import { add, choose, decide, type Fixes, ofSubject, set, unset } from "./fix";

const OWN_BUCKETS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: ["arn:aws:s3:::acme-models/*", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
    },
  ],
});

const OWN_PRINCIPALS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    },
  ],
});

const OWN_POLICY = choose("policy that names your buckets, or your accounts or organization", OWN_PRINCIPALS);

export const AWS_NETWORK_FIXES: Fixes = {
  AWS_VPC_NOT_DEFAULT: [
    decide("which ranges a VPC of its own gets, and move there what lives in the default one", {
      hcl: `resource "aws_vpc" "serving" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_default_security_group" "serving" {
  vpc_id = aws_vpc.serving.id
}

resource "aws_subnet" "serving" {
  vpc_id            = aws_vpc.serving.id
  cidr_block        = "10.40.0.0/20"
  availability_zone = "eu-west-1a"
}`,
      cdktf: `import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";

const vpc = new Vpc(this, "Serving", { cidrBlock: "10.40.0.0/16", enableDnsHostnames: true });

new DefaultSecurityGroup(this, "Locked", { vpcId: vpc.id });

new Subnet(this, "ServingSubnet", {
  vpcId: vpc.id,
  cidrBlock: "10.40.0.0/20",
  availabilityZone: "eu-west-1a",
});`,
    }),
  ],
  AWS_VPC_DNS_ENABLED: [set("enable_dns_hostnames", true), set("enable_dns_support", true)],
  AWS_VPC_FLOW_LOGS_PRESENT: [
    add("aws_flow_log", "all_traffic", {
      vpc_id: ofSubject(),
      traffic_type: "ALL",
      max_aggregation_interval: 60,
      log_destination_type: "s3",
      log_destination: choose("ARN of an encrypted bucket of logs", "arn:aws:s3:::acme-network-logs"),
    }),
  ],
  AWS_FLOW_LOG_ALL_TRAFFIC: [set("traffic_type", "ALL")],
  AWS_SUBNET_NO_PUBLIC_ADDRESSES: [set("map_public_ip_on_launch", false)],
  AWS_ROUTE_SERVING_SUBNETS_PRIVATE: [
    decide(
      "whether what serves here needs the internet at all; if it does, a NAT gateway in a public subnet leads there",
      {
        hcl: `resource "aws_route_table" "serving" {
  vpc_id = aws_vpc.serving.id
}

resource "aws_route_table_association" "serving" {
  subnet_id      = aws_subnet.serving.id
  route_table_id = aws_route_table.serving.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.serving.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.out.id
}`,
        cdktf: `import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";

const table = new RouteTable(this, "ServingRoutes", { vpcId: vpc.id });

new RouteTableAssociation(this, "ServingRoutesOfSubnet", { subnetId: subnet.id, routeTableId: table.id });

new Route(this, "Out", {
  routeTableId: table.id,
  destinationCidrBlock: "0.0.0.0/0",
  natGatewayId: natGateway.id,
});`,
      },
    ),
  ],
  AWS_VPC_ENDPOINT_POLICY_PRESENT: [set("policy", OWN_POLICY)],
  AWS_VPC_ENDPOINT_POLICY_RESTRICTIVE: [set("policy", OWN_POLICY)],
  AWS_VPC_ENDPOINT_PRIVATE_DNS: [set("private_dns_enabled", true)],
  AWS_VPC_ENDPOINT_SECURITY_GROUPS: [
    set("security_group_ids", [
      choose("security group that lets 443 in from the serving subnets", "sg-0123456789abcdef0"),
    ]),
  ],
  AWS_VPC_ENDPOINT_ROUTES: [
    set("route_table_ids", choose("every route table of the serving subnets", ["rtb-0123456789abcdef0"])),
  ],
  AWS_ROUTE_TABLE_S3_ENDPOINT: [
    decide("whether the endpoint names its route tables itself, or by associations; the table joins the others there", {
      hcl: `resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.serving.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.serving_a.id, aws_route_table.serving_b.id]

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = ["arn:aws:s3:::acme-models/*", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"]
    }]
  })
}`,
      cdktf: `import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";

new VpcEndpoint(this, "S3", {
  vpcId: vpc.id,
  serviceName: "com.amazonaws.eu-west-1.s3",
  vpcEndpointType: "Gateway",
  routeTableIds: [servingTableA.id, servingTableB.id],
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: ["arn:aws:s3:::acme-models/*", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
      },
    ],
  }),
});`,
    }),
  ],
  AWS_VPC_S3_GATEWAY_ENDPOINT: [
    add("aws_vpc_endpoint", "s3", {
      vpc_id: ofSubject(),
      service_name: choose("com.amazonaws.<region>.s3", "com.amazonaws.eu-west-1.s3"),
      vpc_endpoint_type: "Gateway",
      route_table_ids: choose("every route table of the serving subnets", ["rtb-0123456789abcdef0"]),
      // Layers of images in ECR lie in a bucket of AWS.
      policy: choose("policy that names the buckets of models, and the one of ECR's layers", OWN_BUCKETS),
    }),
  ],
  AWS_VPC_PEERING_ACCEPTED_BY_HAND: [unset("auto_accept")],
  AWS_TRANSIT_GATEWAY_NO_AUTO_ACCEPT: [set("auto_accept_shared_attachments", "disable")],
};
