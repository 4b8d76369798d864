import { add, choose, decide, type Fixes, ofSubject, set, unset } from "./fix";

const FROM_A_GROUP = {
  hcl: `resource "aws_vpc_security_group_ingress_rule" "from_gateway" {
  security_group_id            = aws_security_group.models.id
  description                  = "Predictions, from the gateway"
  ip_protocol                  = "tcp"
  from_port                    = 8501
  to_port                      = 8501
  referenced_security_group_id = aws_security_group.gateway.id
}`,
  cdktf: `import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

new VpcSecurityGroupIngressRule(this, "FromGateway", {
  securityGroupId: models.id,
  description: "Predictions, from the gateway",
  ipProtocol: "tcp",
  fromPort: 8501,
  toPort: 8501,
  referencedSecurityGroupId: gateway.id,
});`,
};

const FROM_THE_NETWORK = {
  hcl: `resource "aws_vpc_security_group_ingress_rule" "from_network" {
  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS, from the serving subnets"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.40.0.0/16"
}`,
  cdktf: `import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

new VpcSecurityGroupIngressRule(this, "FromNetwork", {
  securityGroupId: endpoints.id,
  description: "HTTPS, from the serving subnets",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "10.40.0.0/16",
});`,
};

const TO_ENDPOINTS = {
  hcl: `resource "aws_vpc_security_group_egress_rule" "to_endpoints" {
  security_group_id            = aws_security_group.models.id
  description                  = "AWS, through the endpoints of the VPC"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}

data "aws_prefix_list" "s3" {
  name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_security_group_egress_rule" "to_s3" {
  security_group_id = aws_security_group.models.id
  description       = "Models, through the gateway endpoint of S3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = data.aws_prefix_list.s3.id
}`,
  cdktf: `import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";

new VpcSecurityGroupEgressRule(this, "ToEndpoints", {
  securityGroupId: models.id,
  description: "AWS, through the endpoints of the VPC",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  referencedSecurityGroupId: endpoints.id,
});

const s3 = new DataAwsPrefixList(this, "S3Ranges", { name: "com.amazonaws.eu-west-1.s3" });

new VpcSecurityGroupEgressRule(this, "ToS3", {
  securityGroupId: models.id,
  description: "Models, through the gateway endpoint of S3",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  prefixListId: s3.id,
});`,
};

const ONE_WAY = {
  hcl: `resource "aws_security_group" "models" {
  name        = "models"
  description = "Model servers"
  vpc_id      = aws_vpc.serving.id
}

${FROM_A_GROUP.hcl}`,
  cdktf: `import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

const models = new SecurityGroup(this, "Models", {
  name: "models",
  description: "Model servers",
  vpcId: vpc.id,
});

new VpcSecurityGroupIngressRule(this, "FromGateway", {
  securityGroupId: models.id,
  description: "Predictions, from the gateway",
  ipProtocol: "tcp",
  fromPort: 8501,
  toPort: 8501,
  referencedSecurityGroupId: gateway.id,
});`,
};

export const AWS_SECURITY_GROUPS_FIXES: Fixes = {
  AWS_SECURITY_GROUP_NO_WORLD_INGRESS: [decide("which security group, or which private range, calls", FROM_A_GROUP)],
  AWS_SECURITY_GROUP_NO_WORLD_WEB_INGRESS: [
    decide("whether this is the edge of a website; if it is, waive it, and else name who calls", FROM_THE_NETWORK),
  ],
  AWS_SECURITY_GROUP_SERVING_NO_WORLD_WEB_INGRESS: [
    decide("which security group, or which range of the VPC, calls", FROM_THE_NETWORK),
  ],
  AWS_SECURITY_GROUP_SERVING_PORTS_PRIVATE: [
    decide("which security group calls the model servers in place of public addresses", FROM_A_GROUP),
  ],
  AWS_SECURITY_GROUP_NO_WORLD_EGRESS: [
    decide("where the traffic goes: to endpoints of the VPC, to S3, or to ranges by name", TO_ENDPOINTS),
  ],
  AWS_SECURITY_GROUP_DESCRIBED: [set("description", choose("what the group is for", "Model servers"))],
  AWS_SECURITY_GROUP_RULES_DESCRIBED: [decide("what each rule is for, in its description", FROM_A_GROUP)],
  AWS_SECURITY_GROUP_RULES_UNMIXED: [
    decide("which way of writing rules stays: best that of resources, and the blocks ingress and egress go", ONE_WAY),
  ],
  AWS_VPC_DEFAULT_SECURITY_GROUP_PRESENT: [add("aws_default_security_group", "locked", { vpc_id: ofSubject() })],
  AWS_DEFAULT_SECURITY_GROUP_LOCKED: [unset("ingress"), unset("egress")],
};
