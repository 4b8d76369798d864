import { add, choose, decide, type FixAttributes, type Fixes, include, ofSubject } from "./fix";

const HEADERS = ["authorization", "cookie", "x-api-key"];

/** A rule of a web ACL with what it is counted by. */
function rule(name: string, priority: number, what: FixAttributes): FixAttributes {
  return {
    name,
    priority: choose("a priority that no other rule of the web ACL has", priority),
    ...what,
    visibility_config: { metric_name: name, cloudwatch_metrics_enabled: true, sampled_requests_enabled: true },
  };
}

export const AWS_WAF_FIXES: Fixes = {
  AWS_WAF_RATE_LIMITED: [
    include(
      "rule",
      rule("limit-callers", 10, {
        action: { block: {} },
        statement: {
          rate_based_statement: {
            limit: choose("calls that one address may make in five minutes", 300),
            aggregate_key_type: "IP",
          },
        },
      }),
    ),
  ],
  AWS_WAF_KNOWN_BAD_INPUTS: [
    include(
      "rule",
      rule("known-bad-inputs", 20, {
        override_action: { none: {} },
        statement: {
          managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
        },
      }),
    ),
  ],
  AWS_WAF_BODY_LIMITED: [
    include(
      "rule",
      rule("limit-bodies", 30, {
        action: { block: {} },
        statement: {
          size_constraint_statement: {
            comparison_operator: "GT",
            size: choose("bytes of the longest request", 16384),
            field_to_match: { body: { oversize_handling: "MATCH" } },
            text_transformation: { priority: 0, type: "NONE" },
          },
        },
      }),
    ),
  ],
  AWS_WAF_RULES_ACT: [
    decide("what the rule does: block or allow by itself, or as the rules of its group say", {
      hcl: `rule {
  name     = "other-countries"
  priority = 40

  action {
    block {}
  }

  statement {
    not_statement {
      statement {
        geo_match_statement {
          country_codes = ["DE", "FR"]
        }
      }
    }
  }

  visibility_config {
    metric_name                = "other-countries"
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
  }
}`,
      cdktf: `import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";

new Wafv2WebAcl(this, "edge", {
  name: "edge",
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rule: [
    {
      name: "other-countries",
      priority: 40,
      action: { block: {} },
      statement: {
        not_statement: [{ statement: [{ geo_match_statement: [{ country_codes: ["DE", "FR"] }] }] }],
      },
      visibilityConfig: {
        metricName: "other-countries",
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      },
    },
  ],
  visibilityConfig: { metricName: "edge", cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
});`,
    }),
  ],
  AWS_WAF_ATTACHED: [
    add("aws_wafv2_web_acl_association", "edge", {
      web_acl_arn: ofSubject("arn"),
      resource_arn: choose(
        "ARN of the stage or the load balancer that models are called through",
        "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/v1",
      ),
    }),
  ],
  AWS_WAF_LOGGED: [
    add("aws_wafv2_web_acl_logging_configuration", "edge", {
      resource_arn: ofSubject("arn"),
      log_destination_configs: [
        choose(
          "ARN of a log group or bucket whose name begins with aws-waf-logs-",
          "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-edge",
        ),
      ],
      redacted_fields: HEADERS.map((name) => ({ single_header: { name } })),
    }),
  ],
  AWS_WAF_LOG_REDACTED: [include("redacted_fields", ...HEADERS.map((name) => ({ single_header: { name } })))],
};
