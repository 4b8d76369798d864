import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Others = Record<string, Record<string, unknown>>;

function one(kind: string, attributes: object, others: Others = {}): EstateSource {
  return { resource: { [kind]: { one: attributes }, ...others } };
}

function acl(others: Others): EstateSource {
  return one("aws_wafv2_web_acl", { name: "edge", scope: "REGIONAL" }, others);
}

function logging(headers: readonly string[]): EstateSource {
  return one("aws_wafv2_web_acl_logging_configuration", {
    redacted_fields: headers.map((name) => ({ single_header: { name } })),
  });
}

const RATE = { statement: { rate_based_statement: { limit: 100, aggregate_key_type: "IP" } } };
const ACL = "${aws_wafv2_web_acl.one.arn}";
const LOGS = { aws_wafv2_web_acl_logging_configuration: { one: { resource_arn: ACL } } };

/** A web ACL with one rule. */
function ruled(rule: object, others: Others = {}): EstateSource {
  return one("aws_wafv2_web_acl", { name: "edge", rule: [{ name: "one", priority: 1, ...rule }] }, others);
}

function managed(name: string): object {
  return { statement: { managed_rule_group_statement: { name, vendor_name: "AWS" } } };
}

function sized(constraint: object): { action: object; statement: object } {
  const size_constraint_statement = { comparison_operator: "GT", text_transformation: { priority: 0, type: "NONE" } };
  return {
    action: { block: {} },
    statement: { size_constraint_statement: { ...size_constraint_statement, ...constraint } },
  };
}

/** A web ACL without rules, before a load balancer that leads to a target group of the name. */
function beforeLoadBalancer(name: string): EstateSource {
  return acl({
    aws_wafv2_web_acl_association: { lb: { web_acl_arn: ACL, resource_arn: "${aws_lb.edge.arn}" } },
    aws_lb: { edge: { name: "edge" } },
    aws_lb_listener: {
      edge: {
        load_balancer_arn: "${aws_lb.edge.arn}",
        default_action: { type: "forward", target_group_arn: `\${aws_lb_target_group.${name}.arn}` },
      },
    },
    aws_lb_target_group: { [name]: { name, port: 3000 } },
  });
}

const KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet";
const BEYOND = sized({ size: 65536, field_to_match: { body: { oversize_handling: "MATCH" } } });
const GROUP = { statement: { rule_group_reference_statement: { arn: "${aws_wafv2_rule_group.limits.arn}" } } };
const LIMITING = {
  aws_wafv2_rule_group: { limits: { name: "limits", rule: [{ name: "rate", action: { block: {} }, ...RATE }] } },
};

export const AWS_WAF_CASES: readonly ControlCases[] = [
  {
    control: "AWS_WAF_RATE_LIMITED",
    holds: {
      "a group of rules": ruled({ ...GROUP, override_action: { none: {} } }, LIMITING),
      "a group that a resource of its own adds": acl({
        ...LIMITING,
        aws_wafv2_web_acl_rule_group_association: {
          one: {
            web_acl_arn: ACL,
            rule_name: "limits",
            rule_group_reference: { arn: "${aws_wafv2_rule_group.limits.arn}" },
          },
        },
      }),
      "a block": one("aws_wafv2_web_acl", { name: "edge", rule: [{ name: "rate", priority: 1, ...RATE }] }),
      JSON: one("aws_wafv2_web_acl", {
        name: "edge",
        rule_json: '[{"Statement":{"RateBasedStatement":{"Limit":100}}}]',
      }),
    },
    fails: {
      "a rule that only counts": ruled({ ...RATE, action: { count: {} } }),
      "a group of rules that is only counted": ruled({ ...GROUP, override_action: { count: {} } }, LIMITING),
      "no rule": one("aws_wafv2_web_acl", { name: "edge" }),
      "known bad inputs alone": one("aws_wafv2_web_acl", {
        name: "edge",
        rule: [
          {
            name: "bad",
            priority: 1,
            statement: { managed_rule_group_statement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } },
          },
        ],
      }),
    },
    undecided: {
      "rules by a variable": one("aws_wafv2_web_acl", { name: "edge", rule_json: "${var.rules}" }),
      "a group of rules that is elsewhere": ruled({ ...GROUP, override_action: { none: {} } }),
    },
  },
  {
    control: "AWS_WAF_ATTACHED",
    holds: {
      "before a load balancer": acl({
        aws_wafv2_web_acl_association: { lb: { web_acl_arn: ACL, resource_arn: "${aws_lb.models.arn}" } },
      }),
      "one of CloudFront, which names it itself": one("aws_wafv2_web_acl", { name: "edge", scope: "CLOUDFRONT" }, LOGS),
    },
    fails: { "to nothing": acl({}) },
    undecided: {
      "an association by a variable": acl({ aws_wafv2_web_acl_association: { lb: { web_acl_arn: "${var.acl}" } } }),
    },
  },
  {
    control: "AWS_WAF_LOGGED",
    holds: { "a log": acl(LOGS) },
    fails: { "no log": acl({}) },
    undecided: {
      "a log that may be another's": acl({
        aws_wafv2_web_acl_logging_configuration: { one: { resource_arn: "${var.acl}" } },
      }),
    },
  },
  {
    control: "AWS_WAF_LOG_REDACTED",
    holds: { "all three": logging(["Authorization", "cookie", "x-api-key"]) },
    fails: { none: logging([]), "the cookie is left": logging(["authorization", "x-api-key"]) },
    undecided: {
      "by a variable": one("aws_wafv2_web_acl_logging_configuration", { redacted_fields: "${var.fields}" }),
    },
  },
  {
    control: "AWS_WAF_KNOWN_BAD_INPUTS",
    holds: {
      "the rules of AWS": ruled({ ...managed(KNOWN_BAD), override_action: { none: {} } }),
      JSON: one("aws_wafv2_web_acl", {
        name: "edge",
        rule_json: JSON.stringify([
          {
            Name: "bad",
            Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: KNOWN_BAD } },
            OverrideAction: { None: {} },
          },
        ]),
      }),
      "a group that a resource of its own adds": acl({
        aws_wafv2_web_acl_rule_group_association: {
          one: { web_acl_arn: ACL, rule_name: "bad", managed_rule_group: { name: KNOWN_BAD, vendor_name: "AWS" } },
        },
      }),
      "a shop, by its load balancer": beforeLoadBalancer("shop"),
    },
    fails: {
      "no rule": acl({}),
      "other rules of AWS": ruled({ ...managed("AWSManagedRulesAnonymousIpList"), override_action: { none: {} } }),
      "only counted": ruled({ ...managed(KNOWN_BAD), override_action: { count: {} } }),
      "a load balancer before models": beforeLoadBalancer("vllm"),
    },
    undecided: { "rules by a variable": one("aws_wafv2_web_acl", { name: "edge", rule: "${var.rules}" }) },
  },
  {
    control: "AWS_WAF_BODY_LIMITED",
    holds: {
      "what is beyond sight": ruled(sized({ size: 65536, field_to_match: { body: { oversize_handling: "MATCH" } } })),
      "what is well in sight": ruled(sized({ size: 4096, field_to_match: { body: {} } })),
      "in a combination": ruled({
        action: { block: {} },
        statement: { and_statement: { statement: [{ geo_match_statement: {} }, BEYOND.statement] } },
      }),
      "the common rules of AWS": ruled({ ...managed("AWSManagedRulesCommonRuleSet"), override_action: { none: {} } }),
      "a shop, by its load balancer": beforeLoadBalancer("shop"),
    },
    fails: {
      "no rule": acl({}),
      "what is beyond sight is let through": ruled(
        sized({ size: 65536, field_to_match: { body: { oversize_handling: "CONTINUE" } } }),
      ),
      "only counted": ruled({ ...BEYOND, action: { count: {} } }),
      "the size of the query": ruled(sized({ size: 100, field_to_match: { query_string: {} } })),
      "the common rules of AWS without the size": ruled({
        override_action: { none: {} },
        statement: {
          managed_rule_group_statement: {
            name: "AWSManagedRulesCommonRuleSet",
            rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
          },
        },
      }),
    },
    undecided: { "rules by a variable": one("aws_wafv2_web_acl", { name: "edge", rule_json: "${var.rules}" }) },
  },
  {
    control: "AWS_WAF_RULES_ACT",
    holds: {
      "each says it": ruled({ ...RATE, action: { block: {} } }),
      "a group of rules": ruled({ ...managed(KNOWN_BAD), override_action: { none: {} } }),
    },
    fails: {
      neither: ruled(RATE),
      "in a group of rules": one("aws_wafv2_rule_group", { name: "limits", rule: [{ name: "rate", ...RATE }] }),
      JSON: one("aws_wafv2_web_acl", {
        rule_json: '[{"Name":"rate","Statement":{"RateBasedStatement":{"Limit":100}}}]',
      }),
    },
    undecided: { "rules by a variable": one("aws_wafv2_web_acl", { name: "edge", rule: "${var.rules}" }) },
  },
];
