import type { Attributes, Mutation } from "../mutation";

const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

const RATE = { name: "rate", priority: 1, action: { block: {} }, statement: { rate_based_statement: { limit: 100 } } };
const BAD = {
  name: "bad",
  priority: 2,
  override_action: { none: {} },
  statement: {
    managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
  },
};
const SIZE = {
  name: "size",
  priority: 3,
  action: { block: {} },
  statement: {
    size_constraint_statement: {
      comparison_operator: "GT",
      size: 65536,
      field_to_match: { body: { oversize_handling: "MATCH" } },
      text_transformation: { priority: 0, type: "NONE" },
    },
  },
};
const RULES = [RATE, BAD, SIZE];

const FIREWALL_SATELLITES: Record<string, Attributes> = {
  aws_wafv2_web_acl_association: {
    web_acl_arn: "${aws_wafv2_web_acl.edge.arn}",
    resource_arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/models/50dc6c495c0c9188",
  },
  aws_wafv2_web_acl_logging_configuration: {
    resource_arn: "${aws_wafv2_web_acl.edge.arn}",
    log_destination_configs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-edge"],
    redacted_fields: ["authorization", "cookie", "x-api-key"].map((name) => ({ single_header: { name } })),
  },
};

/** A web ACL beside the hardened stack with all that belongs to it, but for one thing. */
function firewall(control: string, name: string, wrong: Attributes, missing?: string): Mutation {
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => {
      for (const [kind, attributes] of Object.entries(FIREWALL_SATELLITES).filter(([kind]) => kind !== missing)) {
        stack.add(kind, "edge", attributes);
      }
      return stack.add("aws_wafv2_web_acl", "edge", {
        name: "edge",
        scope: "REGIONAL",
        default_action: { allow: {} },
        rule: RULES,
        tags: TAGS,
        ...wrong,
      });
    },
  };
}

export const AWS_WAF_MUTATIONS: readonly Mutation[] = [
  firewall("AWS_WAF_RATE_LIMITED", "a firewall without a limit", { rule: [BAD, SIZE] }),
  firewall("AWS_WAF_ATTACHED", "a firewall before nothing", {}, "aws_wafv2_web_acl_association"),
  firewall("AWS_WAF_LOGGED", "a firewall without a log", {}, "aws_wafv2_web_acl_logging_configuration"),
  {
    control: "AWS_WAF_LOG_REDACTED",
    name: "tokens in the firewall's log",
    stack: "model-store",
    breaks: (stack) =>
      stack.add("aws_wafv2_web_acl_logging_configuration", "edge", {
        resource_arn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/other/1",
        log_destination_configs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-edge"],
        redacted_fields: [{ single_header: { name: "authorization" } }],
      }),
  },
  firewall("AWS_WAF_KNOWN_BAD_INPUTS", "a firewall that only counts attacks", {
    rule: [RATE, { ...BAD, override_action: { count: {} } }, SIZE],
  }),
  firewall("AWS_WAF_BODY_LIMITED", "a firewall that lets what is too long through", { rule: [RATE, BAD] }),
  firewall("AWS_WAF_RULES_ACT", "a rule that does nothing", {
    rule: [...RULES, { name: "idle", priority: 4, statement: { geo_match_statement: { country_codes: ["KP"] } } }],
  }),
];
