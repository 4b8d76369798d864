import { choose, decide, type Fixes, set } from "./fix";

export const AWS_LOAD_BALANCING_FIXES: Fixes = {
  AWS_LB_MODELS_INTERNAL: [set("internal", true)],
  AWS_LB_INTERNAL: [set("internal", true)],
  AWS_LB_TYPE_EXPLICIT: [
    set(
      "load_balancer_type",
      choose("application for logins and web ACLs, network for gRPC and PrivateLink", "application"),
    ),
  ],
  AWS_LB_SECURITY_GROUPS: [
    set("security_groups", [choose("security group that names the callers", "sg-0123456789abcdef0")]),
  ],
  AWS_LB_PRIVATE_LINK_FILTERED: [set("enforce_security_group_inbound_rules_on_private_link_traffic", "on")],
  AWS_LB_DELETION_PROTECTED: [set("enable_deletion_protection", true)],
  AWS_LB_ACCESS_LOGS: [
    set("access_logs.bucket", choose("bucket of logs", "acme-access-logs")),
    set("access_logs.enabled", true),
  ],
  AWS_LB_DROPS_INVALID_HEADERS: [set("drop_invalid_header_fields", true)],
  AWS_LB_DESYNC_MITIGATED: [set("desync_mitigation_mode", "defensive")],
  AWS_LB_TARGETS_BY_ADDRESS: [set("target_type", "ip")],
  AWS_ENDPOINT_SERVICE_ACCEPTANCE: [set("acceptance_required", true)],
  AWS_ENDPOINT_SERVICE_PRINCIPALS: [
    decide("which accounts or roles may ask for the service", {
      hcl: `resource "aws_vpc_endpoint_service" "models" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.models.arn]
}

resource "aws_vpc_endpoint_service_allowed_principal" "partner" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.models.id
  principal_arn           = "arn:aws:iam::111122223333:root"
}`,
      cdktf: `import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcEndpointServiceAllowedPrincipal } from "@cdktf/provider-aws/lib/vpc-endpoint-service-allowed-principal";

const service = new VpcEndpointService(this, "Models", {
  acceptanceRequired: true,
  networkLoadBalancerArns: [loadBalancer.arn],
});

new VpcEndpointServiceAllowedPrincipal(this, "Partner", {
  vpcEndpointServiceId: service.id,
  principalArn: "arn:aws:iam::111122223333:root",
});`,
    }),
  ],
};
