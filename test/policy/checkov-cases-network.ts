import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayRestApiPolicy } from "@cdktf/provider-aws/lib/api-gateway-rest-api-policy";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { TerraformStack } from "cdktf";
import { at, type CheckovCase } from "./checkov-case";

const VPC = "vpc-0123456789abcdef0";
const VPC_ENDPOINT = "vpce-0123456789abcdef0";
const WORLD_INGRESS = "AWS_SECURITY_GROUP_NO_WORLD_INGRESS";
const WORLD_EGRESS = "AWS_SECURITY_GROUP_NO_WORLD_EGRESS";

/** CDKTF writes nine attributes for a rule, most of them null; that is what Checkov stumbles over. */
const NULLS = /"ipv6_cidr_blocks": null/;

function openOn(fromPort: number, toPort = fromPort): (stack: TerraformStack) => void {
  return (stack) => {
    new VpcSecurityGroupIngressRule(stack, "models", {
      securityGroupId: "sg-0123456789abcdef0",
      ipProtocol: "tcp",
      fromPort,
      toPort,
      cidrIpv4: "0.0.0.0/0",
    });
  };
}

/** A private REST API that asks who calls; the methods are limited to what the GPUs can take, and nothing is cached. */
function privateApi(stack: TerraformStack, settings: { throttlingRateLimit?: number; throttlingBurstLimit?: number }) {
  const api = new ApiGatewayRestApi(stack, "inference", {
    name: "inference",
    endpointConfiguration: { types: ["PRIVATE"], vpcEndpointIds: [VPC_ENDPOINT] },
  });
  const condition = { StringEquals: { "aws:SourceVpce": VPC_ENDPOINT } };
  new ApiGatewayRestApiPolicy(stack, "policy", {
    restApiId: api.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "execute-api:Invoke",
          Resource: "execute-api:/*",
          Condition: condition,
        },
      ],
    }),
  });
  const predict = new ApiGatewayResource(stack, "predict", {
    restApiId: api.id,
    parentId: api.rootResourceId,
    pathPart: "predict",
  });
  new ApiGatewayMethod(stack, "post", {
    restApiId: api.id,
    resourceId: predict.id,
    httpMethod: "POST",
    authorization: "AWS_IAM",
  });
  new ApiGatewayStage(stack, "production", {
    restApiId: api.id,
    deploymentId: "abc123",
    stageName: "production",
    accessLogSettings: {
      destinationArn: "arn:aws:logs:eu-west-1:111122223333:log-group:inference",
      format: "$context.requestId",
    },
  });
  new ApiGatewayMethodSettings(stack, "settings", {
    restApiId: api.id,
    stageName: "production",
    methodPath: "*/*",
    settings: { loggingLevel: "ERROR", metricsEnabled: true, ...settings },
  });
}

function firewall(stack: TerraformStack, rules: readonly object[]): void {
  const visible = (metricName: string) => ({
    cloudwatchMetricsEnabled: true,
    metricName,
    sampledRequestsEnabled: false,
  });
  new Wafv2WebAcl(stack, "edge", {
    name: "edge",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: visible("edge"),
    rule: rules.map((rule, priority) => ({
      name: `rule-${priority}`,
      priority,
      visibilityConfig: visible(`rule-${priority}`),
      ...rule,
    })),
  });
}

const KNOWN_BAD_INPUTS = {
  overrideAction: { none: {} },
  statement: { managed_rule_group_statement: { name: "AWSManagedRulesKnownBadInputsRuleSet", vendor_name: "AWS" } },
};
const RATE_LIMIT = {
  action: { block: {} },
  statement: { rate_based_statement: { limit: 100, aggregate_key_type: "IP" } },
};
const BODY_LIMIT = {
  action: { block: {} },
  statement: {
    size_constraint_statement: {
      comparison_operator: "GT",
      size: 65536,
      field_to_match: { body: { oversize_handling: "MATCH" } },
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  },
};

export const NETWORK_CASES: readonly CheckovCase[] = [
  {
    name: "an inline rule lets the internet in on 22, with the nulls that CDKTF writes",
    checkov: "CKV_AWS_24 passes; it fails once the nulls are stripped",
    write: (stack) =>
      new SecurityGroup(stack, "nodes", {
        vpcId: VPC,
        ingress: [{ fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }],
      }),
    output: NULLS,
    finds: at("aws_security_group.nodes", WORLD_INGRESS),
    silent: at("aws_security_group.nodes", WORLD_EGRESS),
  },
  {
    name: "an inline rule lets everything out, with the nulls that CDKTF writes",
    checkov: "CKV_AWS_382 passes; it fails once the nulls are stripped",
    write: (stack) =>
      new SecurityGroup(stack, "nodes", {
        vpcId: VPC,
        egress: [{ fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }],
      }),
    output: NULLS,
    finds: at("aws_security_group.nodes", WORLD_EGRESS),
    silent: at("aws_security_group.nodes", WORLD_INGRESS),
  },
  {
    name: "an inline rule for the VPC alone, with the nulls that CDKTF writes",
    checkov: "passes, as it passes the open one",
    write: (stack) =>
      new SecurityGroup(stack, "nodes", {
        vpcId: VPC,
        ingress: [{ fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["10.0.0.0/16"] }],
      }),
    output: NULLS,
    clean: ["aws_security_group.nodes"],
  },
  {
    name: "a rule of its own with protocol -1 and no ports lets the internet in",
    checkov: "CKV_AWS_277 passes",
    write: (stack) =>
      new VpcSecurityGroupIngressRule(stack, "all", {
        securityGroupId: "sg-0123456789abcdef0",
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
      }),
    finds: at("aws_vpc_security_group_ingress_rule.all", WORLD_INGRESS),
  },
  {
    name: "a rule of its own with protocol -1 and no ports lets everything out",
    checkov: "CKV_AWS_382 passes",
    write: (stack) =>
      new VpcSecurityGroupEgressRule(stack, "all", {
        securityGroupId: "sg-0123456789abcdef0",
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
      }),
    finds: at("aws_vpc_security_group_egress_rule.all", WORLD_EGRESS),
  },
  {
    name: "Triton's port 8000 is open to the internet",
    checkov: "no finding",
    write: openOn(8000),
    finds: at("aws_vpc_security_group_ingress_rule.models", WORLD_INGRESS),
  },
  {
    name: "TensorFlow Serving's port 8501 is open to the internet",
    checkov: "no finding",
    write: openOn(8501),
    finds: at("aws_vpc_security_group_ingress_rule.models", WORLD_INGRESS),
  },
  {
    name: "method settings with a literal stage name",
    checkov: "CKV2_AWS_4 fails; with a reference it passes",
    write: (stack) => privateApi(stack, { throttlingRateLimit: 50, throttlingBurstLimit: 20 }),
    silent: [
      ...at("aws_api_gateway_stage.production", "AWS_API_ACCESS_LOGGED"),
      ...at("aws_api_gateway_method_settings.settings", "AWS_API_THROTTLED", "AWS_API_NO_DATA_TRACE"),
    ],
  },
  {
    name: "the same method settings without a limit",
    checkov: "CKV2_AWS_4 fails, for the stage name and not for the limit",
    write: (stack) => privateApi(stack, {}),
    finds: at("aws_api_gateway_method_settings.settings", "AWS_API_THROTTLED"),
  },
  {
    name: "a private API with IAM authorization, throttled, without a cache",
    checkov: "CKV_AWS_120, CKV_AWS_225, CKV2_AWS_51 and CKV2_AWS_53 fail",
    write: (stack) => privateApi(stack, { throttlingRateLimit: 50, throttlingBurstLimit: 20 }),
    clean: [
      "aws_api_gateway_rest_api.inference",
      "aws_api_gateway_rest_api_policy.policy",
      "aws_api_gateway_method.post",
      "aws_api_gateway_stage.production",
      "aws_api_gateway_method_settings.settings",
    ],
  },
  {
    name: "a firewall that knows bad inputs only, and lets one caller ask as often as it likes",
    checkov: "CKV_AWS_192 passes; CKV2_AWS_77 fails, which asks for another group of Log4j rules",
    write: (stack) => firewall(stack, [KNOWN_BAD_INPUTS]),
    finds: at("aws_wafv2_web_acl.edge", "AWS_WAF_RATE_LIMITED"),
  },
  {
    name: "the same firewall with a limit by address, and one of bodies",
    checkov: "CKV2_AWS_77 fails",
    write: (stack) => firewall(stack, [KNOWN_BAD_INPUTS, RATE_LIMIT, BODY_LIMIT]),
    clean: ["aws_wafv2_web_acl.edge"],
  },
];
