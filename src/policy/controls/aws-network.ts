import type { Control } from "../control";
import { AWS_SECURITY_GROUP_CONTROLS } from "./aws-security-groups";

/** Services of AWS take an endpoint policy and have private names; those of others, through PrivateLink, have neither. */
const OF_AWS =
  '(spelling(self.service_name).startsWith("com.amazonaws.") || ' +
  '(!spelling(self.service_name).startsWith("${aws_vpc_endpoint_service.") && ' +
  'text(self.service_name).startsWith("com.amazonaws."))) && !spelling(self.service_name).contains(".vpce.")';

/** The endpoint is one for S3: `com.amazonaws.eu-west-1.s3`; undecided where the service is not known. */
const FOR_S3 =
  '(spelling(e.service_name).endsWith(".s3") || ' +
  '(spelling(e.service_name).endsWith("}") && text(e.service_name).endsWith(".s3")))';
const IS_GATEWAY = '(self.vpc_endpoint_type == null || self.vpc_endpoint_type == "Gateway")';
const IS_INTERFACE = 'self.vpc_endpoint_type == "Interface"';

/** Subnets of the route table in which models are served: of EKS clusters, their nodes, SageMaker, and what leads to models. */
const SERVES_MODELS =
  'satellites(table, "aws_route_table_association", "route_table_id").exists(a, ' +
  '[target(a, "subnet_id", "aws_subnet")].exists(subnet, subnet != null && (' +
  [
    'satellites(subnet, "aws_eks_node_group", "subnet_ids").size() > 0',
    'satellites(subnet, "aws_eks_cluster", "vpc_config.subnet_ids").size() > 0',
    'satellites(subnet, "aws_sagemaker_model", "vpc_config.subnets").size() > 0',
    'satellites(subnet, "aws_lb", "subnets").exists(l, isTrue(l.internal) && loadBalancerTargets(l).exists(g, servesModels(g)))',
  ].join(" || ") +
  ")))";

const TO_THE_INTERNET_GATEWAY =
  'r.gateway_id != null && (referredKinds(r.gateway_id).exists(k, k == "aws_internet_gateway") || ' +
  '(referredKinds(r.gateway_id).size() == 0 && text(r.gateway_id).startsWith("igw-")))';

/** VPCs, subnets, routes and endpoints. Security groups have a file of their own. */
const AWS_VPC_CONTROLS: readonly Control[] = [
  {
    id: "AWS_VPC_NOT_DEFAULT",
    severity: "medium",
    category: "network",
    title: "The default VPC is not used",
    appliesTo: ["aws_default_vpc", "aws_vpc"],
    require: 'resource.kind == "aws_vpc"',
    attribute: "id",
    message: "The estate takes over the default VPC, whose subnets are all public",
    rationale: "Every subnet of a default VPC routes to the internet: nothing that serves models belongs in one.",
    remediation: "Make an aws_vpc of your own; ServingNetwork does.",
    answers: ["NET-21", "CKV_AWS_148", "AVD-AWS-0101", "KICS 96ed3526", "AML.M0019"],
  },
  {
    id: "AWS_VPC_DNS_ENABLED",
    severity: "medium",
    category: "network",
    title: "The VPC resolves the private names of its endpoints",
    appliesTo: ["aws_vpc"],
    require:
      "isTrue(self.enable_dns_hostnames) && (self.enable_dns_support == null || isTrue(self.enable_dns_support))",
    attribute: "enable_dns_hostnames",
    rationale: "Without private names calls to AWS leave for the public addresses, past the interface endpoints.",
    remediation:
      "Set enable_dns_hostnames to true (the default is false), and leave enable_dns_support at true; ServingNetwork does.",
    answers: ["NET-01", "AML.T0025"],
  },
  {
    id: "AWS_VPC_FLOW_LOGS_PRESENT",
    severity: "medium",
    category: "logging",
    title: "Every VPC has flow logs",
    appliesTo: ["aws_vpc"],
    require: 'satellites(self, "aws_flow_log", "vpc_id").size() > 0',
    attribute: "id",
    message: "No aws_flow_log points at this VPC",
    rationale: "Weights that leave are gigabytes to one address: flow logs are where that is seen.",
    remediation: "Add an aws_flow_log with vpc_id and an encrypted destination; ServingNetwork does.",
    answers: ["NET-03", "DENY-NET-006", "CKV2_AWS_11", "AVD-AWS-0178", "KICS f83121ea", "AML.T0025"],
  },
  {
    id: "AWS_FLOW_LOG_ALL_TRAFFIC",
    severity: "medium",
    category: "logging",
    title: "Flow logs hold accepted and refused traffic",
    appliesTo: ["aws_flow_log"],
    when: "self.transit_gateway_id == null && self.transit_gateway_attachment_id == null",
    require: 'self.traffic_type == "ALL"',
    attribute: "traffic_type",
    rationale: "Accepted traffic shows what left, refused traffic who tried: either alone hides the other.",
    remediation: 'Set traffic_type to "ALL"; ServingNetwork does.',
    answers: ["NET-03", "DENY-NET-006", "AML.T0025"],
  },
  {
    id: "AWS_SUBNET_NO_PUBLIC_ADDRESSES",
    severity: "high",
    category: "exposure",
    title: "Subnets give no public addresses",
    appliesTo: ["aws_subnet"],
    require: "self.map_public_ip_on_launch == null || text(self.map_public_ip_on_launch).lowerAscii() == 'false'",
    attribute: "map_public_ip_on_launch",
    rationale:
      "Whatever is started in such a subnet has a public address without anybody having asked. Load balancers and NAT " +
      "gateways have theirs without it, so public subnets do not need it either.",
    remediation: "Leave map_public_ip_on_launch out or set it to false; ServingNetwork does.",
    answers: ["NET-05", "EKS-04", "EKS-28", "DENY-NET-004", "CKV_AWS_130", "AVD-AWS-0164", "AML.M0019"],
  },
  {
    id: "AWS_ROUTE_SERVING_SUBNETS_PRIVATE",
    severity: "high",
    category: "exposure",
    title: "Serving subnets have no route to an internet gateway",
    appliesTo: ["aws_route", "aws_route_table"],
    require:
      '(resource.kind == "aws_route" ' +
      `? !([self].exists(r, ${TO_THE_INTERNET_GATEWAY}) && ` +
      `[target(self, "route_table_id", "aws_route_table")].exists(table, table != null && ${SERVES_MODELS})) ` +
      `: !(self.route.exists(r, ${TO_THE_INTERNET_GATEWAY}) && [self].exists(table, ${SERVES_MODELS})))`,
    attribute: "gateway_id",
    message:
      "Subnets of an EKS cluster, its nodes, a SageMaker model or a load balancer before models route to an internet gateway",
    rationale:
      "A serving subnet with such a route is public: any address that is assigned in it is reachable, and weights leave " +
      "without passing anything that could stop them. Route tables of other subnets are not judged.",
    remediation:
      "Give serving subnets route tables of their own without a route to an aws_internet_gateway; ServingNetwork keeps its " +
      "private subnets apart from the public ones of the NAT gateways.",
    answers: [
      "NET-08",
      "EKS-04",
      "EKS-28",
      "ING-04",
      "DENY-NET-004",
      "CIS EKS-1.8 5.4.3",
      "AML.M0019",
      "AML.T0025",
      "ML05:2023",
    ],
  },
  {
    id: "AWS_VPC_ENDPOINT_POLICY_PRESENT",
    severity: "high",
    category: "network",
    title: "Endpoints of AWS services have a policy",
    appliesTo: ["aws_vpc_endpoint"],
    require:
      `self.policy != null || !(${IS_GATEWAY} || ${IS_INTERFACE}) || !(${OF_AWS}) || ` +
      'satellites(self, "aws_vpc_endpoint_policy", "vpc_endpoint_id").size() > 0',
    attribute: "policy",
    message: "The endpoint has no policy, which gives full access to everyone who reaches it",
    rationale:
      "Through an endpoint without a policy, credentials of a stranger's account copy weights into the stranger's bucket, " +
      "and no route, firewall or role of yours is in the way.",
    remediation:
      "Set policy to statements that name your buckets, or aws:PrincipalAccount or aws:PrincipalOrgID; ServingNetwork does, " +
      "for each of its endpoints.",
    answers: ["NET-17", "DENY-NET-005", "AML.M0019", "AML.T0025", "ML05:2023"],
  },
  {
    id: "AWS_VPC_ENDPOINT_POLICY_RESTRICTIVE",
    severity: "high",
    category: "network",
    title: "Endpoint policies do not allow everything to everyone",
    appliesTo: ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"],
    require:
      '!statements(self.policy).exists(s, s.effect == "Allow" && isAnyone(s) && s.conditions.size() == 0 && ' +
      's.actions.exists(a, isEverything(a) || text(a).endsWith(":*")) && s.resources.exists(r, isEverything(r)))',
    attribute: "policy",
    message: "The policy allows every action on every resource to everyone",
    rationale: "That is what an endpoint without a policy does: strangers' credentials carry weights out through it.",
    remediation:
      "Name actions, resources of your own, or a condition on aws:PrincipalAccount, aws:PrincipalOrgID or " +
      "aws:ResourceAccount; ServingNetwork does.",
    answers: ["NET-17", "DENY-NET-005", "AML.M0019", "AML.T0025", "ML05:2023"],
  },
  {
    id: "AWS_VPC_ENDPOINT_PRIVATE_DNS",
    severity: "high",
    category: "network",
    title: "Interface endpoints take over the public name of their service",
    appliesTo: ["aws_vpc_endpoint"],
    require:
      `!(${IS_INTERFACE}) || isTrue(self.private_dns_enabled) || !(${OF_AWS}) || ` +
      'spelling(self.service_name).matches("[.](s3|dynamodb|s3express|execute-api)$")',
    attribute: "private_dns_enabled",
    rationale:
      "SDKs in model servers ask for the public name: without private DNS they go past the endpoint, out to the internet, " +
      "or fail. Endpoints of S3, DynamoDB and API Gateway are often told apart by name and are not judged.",
    remediation: "Set private_dns_enabled to true; the default is false. ServingNetwork does.",
    answers: ["NET-16", "DENY-NET-005", "AML.T0025"],
  },
  {
    id: "AWS_VPC_ENDPOINT_SECURITY_GROUPS",
    severity: "medium",
    category: "network",
    title: "Interface endpoints have security groups of their own",
    appliesTo: ["aws_vpc_endpoint"],
    require:
      `!(${IS_INTERFACE}) || referredKinds(self.security_group_ids).size() > 0 || list(self.security_group_ids).size() > 0 || ` +
      'satellites(self, "aws_vpc_endpoint_security_group_association", "vpc_endpoint_id").size() > 0',
    attribute: "security_group_ids",
    rationale:
      "Without one the VPC's default group guards the endpoint: it lets nothing in once it is locked, and too much before.",
    remediation:
      "Set security_group_ids to a group that lets 443 in from the serving subnets; ServingNetwork makes one.",
    answers: ["NET-18", "CKV2_AWS_5", "AML.M0019"],
  },
  {
    id: "AWS_VPC_ENDPOINT_ROUTES",
    severity: "medium",
    category: "network",
    title: "Gateway endpoints are in a route table",
    appliesTo: ["aws_vpc_endpoint"],
    require:
      `!(${IS_GATEWAY}) || referredKinds(self.route_table_ids).size() > 0 || list(self.route_table_ids).size() > 0 || ` +
      'satellites(self, "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id").size() > 0',
    attribute: "route_table_ids",
    rationale:
      "A gateway endpoint that is in no route table is not used: models are read past its policy, through NAT, or not at all.",
    remediation: "Set route_table_ids to every route table of the serving subnets; ServingNetwork does.",
    answers: ["NET-19", "AML.T0025"],
  },
  {
    id: "AWS_ROUTE_TABLE_S3_ENDPOINT",
    severity: "medium",
    category: "network",
    title: "Every serving route table leads to the S3 endpoint of its VPC",
    appliesTo: ["aws_route_table"],
    require:
      'satellites(self, "aws_vpc_endpoint", "route_table_ids").exists(e, ' +
      `${FOR_S3}) || ` +
      'satellites(self, "aws_vpc_endpoint_route_table_association", "route_table_id").size() > 0 || ' +
      `![self].exists(table, ${SERVES_MODELS}) || ` +
      '![target(self, "vpc_id", "aws_vpc")].exists(v, v != null && satellites(v, "aws_vpc_endpoint", "vpc_id").exists(e, ' +
      `${FOR_S3} && ` +
      'e.vpc_endpoint_type != "Interface" && ' +
      "(referredKinds(e.route_table_ids).size() > 0 || list(e.route_table_ids).size() > 0)))",
    attribute: "id",
    message: "The VPC has a gateway endpoint for S3, but it is not in this route table of serving subnets",
    rationale:
      "Nodes behind a table that was forgotten read their weights through NAT, past the endpoint's policy, or not at all.",
    remediation: "Add the table to route_table_ids of the endpoint; ServingNetwork adds each of its own.",
    answers: ["NET-19", "DENY-NET-005", "AML.T0025"],
  },
  {
    id: "AWS_VPC_S3_GATEWAY_ENDPOINT",
    severity: "medium",
    category: "network",
    title: "A VPC with EKS nodes reaches S3 through an endpoint of its own",
    appliesTo: ["aws_vpc"],
    require:
      `satellites(self, "aws_vpc_endpoint", "vpc_id").exists(e, ${FOR_S3}) || ` +
      '!satellites(self, "aws_subnet", "vpc_id").exists(s, satellites(s, "aws_eks_node_group", "subnet_ids").size() > 0)',
    attribute: "id",
    message: "The VPC has EKS nodes, but no aws_vpc_endpoint for S3",
    rationale:
      "Weights are read from S3: without an endpoint they come over the internet, and no policy says to which buckets the way " +
      "leads.",
    remediation:
      "Add an aws_vpc_endpoint of type Gateway for com.amazonaws.<region>.s3 with a policy; ServingNetwork does.",
    answers: ["NET-15", "NET-13", "AML.T0025"],
  },
  {
    id: "AWS_VPC_PEERING_ACCEPTED_BY_HAND",
    severity: "medium",
    category: "network",
    title: "Peering connections are accepted by the other side",
    appliesTo: ["aws_vpc_peering_connection"],
    require: "!isTrue(self.auto_accept)",
    attribute: "auto_accept",
    rationale:
      "A peering that accepts itself joins two VPCs of an account, staging and production say, in one change that the owner " +
      "of the other side never sees.",
    remediation:
      "Leave auto_accept out and accept with an aws_vpc_peering_connection_accepter in the configuration of the other VPC.",
    answers: ["NET-27", "CKV2_AWS_44", "AML.M0019"],
  },
  {
    id: "AWS_TRANSIT_GATEWAY_NO_AUTO_ACCEPT",
    severity: "high",
    category: "network",
    title: "Attachments to the transit gateway are accepted one by one",
    appliesTo: ["aws_ec2_transit_gateway"],
    require: 'self.auto_accept_shared_attachments != "enable"',
    attribute: "auto_accept_shared_attachments",
    rationale:
      "Every account that the gateway is shared with could attach a VPC and reach the model servers behind it.",
    remediation: 'Leave auto_accept_shared_attachments at "disable", which is the default.',
    answers: ["NET-28", "CKV_AWS_331", "AML.M0019"],
  },
];

export const AWS_NETWORK_CONTROLS: readonly Control[] = [...AWS_SECURITY_GROUP_CONTROLS, ...AWS_VPC_CONTROLS];
