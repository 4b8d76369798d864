import type { Control } from "../control";

/**
 * A rule on the size of bodies. One that is larger than the firewall reads is measured by what was read, 8 KB before a load
 * balancer: only MATCH finds it, or a bound below that. The common rules of AWS hold one of 8 KB, unless it is left out.
 */
const LIMITS_BODY =
  '(s.type == "size_constraint_statement" && list(s.field_to_match).exists(f, ["body", "json_body"].exists(b, b in f && f[b] != null && ' +
  'list(f[b]).exists(o, (has(o.oversize_handling) && o.oversize_handling == "MATCH") || ' +
  '(number(s.size, 8192) < 8192 && !(has(o.oversize_handling) && o.oversize_handling == "NO_MATCH")))))) || ' +
  '(s.type == "managed_rule_group_statement" && s.name == "AWSManagedRulesCommonRuleSet" && ' +
  '!["rule_action_override", "rule_action_overrides", "excluded_rule", "excluded_rules"].exists(o, o in s && ' +
  'list(s[o]).exists(r, text(r.name).lowerAscii() == "sizerestrictions_body")))';

const CREDENTIAL_HEADERS = '["authorization", "cookie", "x-api-key"]';
const REDACTED = "self.redacted_fields.exists(f, f.single_header.exists(h, text(h.name).lowerAscii() == header))";

/** The firewall before the edge of a model. */
export const AWS_WAF_CONTROLS: readonly Control[] = [
  {
    id: "AWS_WAF_RATE_LIMITED",
    severity: "high",
    category: "resilience",
    title: "The firewall limits how often one caller asks",
    appliesTo: ["aws_wafv2_web_acl"],
    require:
      'webAclRules(self).exists(r, r.action != "count" && r.statements.exists(s, s.type == "rate_based_statement"))',
    attribute: "rule",
    message: "No rule of the web ACL is rate-based, or none does more than count",
    rationale:
      "Copying a model takes many calls; the other rules look at each call alone and find nothing wrong with it.",
    remediation: "Add a rule with a rate_based_statement, by address or by API key.",
    answers: ["API-27", "DENY-API-003", "CKV_AWS_175", "AML.M0004", "LLM10"],
  },
  {
    id: "AWS_WAF_ATTACHED",
    severity: "medium",
    category: "exposure",
    title: "The firewall stands before something",
    appliesTo: ["aws_wafv2_web_acl"],
    // Distributions of CloudFront name their ACL themselves.
    when: 'self.scope != "CLOUDFRONT"',
    require: 'satellites(self, "aws_wafv2_web_acl_association", "web_acl_arn").size() > 0',
    attribute: "name",
    message: "No aws_wafv2_web_acl_association of the estate attaches the web ACL",
    rationale: "A web ACL that is attached to nothing looks like protection in every review, and stops no call.",
    remediation:
      "Add an aws_wafv2_web_acl_association with the stage or the load balancer; waive it where an ingress annotation attaches it.",
    answers: ["API-33", "DENY-API-003", "CKV2_AWS_28", "CKV2_AWS_29"],
  },
  {
    id: "AWS_WAF_LOGGED",
    severity: "medium",
    category: "logging",
    title: "The firewall writes down what it saw",
    appliesTo: ["aws_wafv2_web_acl"],
    require: 'satellites(self, "aws_wafv2_web_acl_logging_configuration", "resource_arn").size() > 0',
    attribute: "name",
    message: "No aws_wafv2_web_acl_logging_configuration is for this web ACL",
    rationale: "Extraction shows in who asked how often, and who was refused: without the log nobody can look.",
    remediation:
      "Add an aws_wafv2_web_acl_logging_configuration to a log group or bucket whose name begins with aws-waf-logs-.",
    answers: ["API-34", "CKV2_AWS_31", "AML.M0024"],
  },
  {
    id: "AWS_WAF_LOG_REDACTED",
    severity: "medium",
    category: "secrets",
    title: "Credentials of callers are not in the firewall's log",
    appliesTo: ["aws_wafv2_web_acl_logging_configuration"],
    require: `${CREDENTIAL_HEADERS}.all(header, ${REDACTED})`,
    found: `${CREDENTIAL_HEADERS}.filter(header, !(${REDACTED}))`,
    attribute: "redacted_fields.single_header.name",
    message: "Headers that are written down as they are",
    rationale: "Whoever reads the log calls the model with the token of whoever is in it.",
    remediation: "Add redacted_fields with single_header for authorization, cookie and x-api-key.",
    answers: ["API-35", "AML.T0055"],
  },
  {
    id: "AWS_WAF_KNOWN_BAD_INPUTS",
    severity: "medium",
    category: "exposure",
    title: "The firewall refuses what is known to be an attack",
    appliesTo: ["aws_wafv2_web_acl"],
    when: "!protectsOthersOnly(self)",
    require:
      'webAclRules(self).exists(r, r.action != "count" && r.statements.exists(s, s.type == "managed_rule_group_statement" && ' +
      's.name == "AWSManagedRulesKnownBadInputsRuleSet"))',
    attribute: "rule",
    message: "AWSManagedRulesKnownBadInputsRuleSet is not among the rules, or only counts",
    rationale:
      "Model servers and what stands before them log what they are asked: Log4Shell and its like come in a header or a prompt, " +
      "and end beside the weights.",
    remediation:
      "Add a rule with managed_rule_group_statement of AWSManagedRulesKnownBadInputsRuleSet, vendor AWS, and override_action none.",
    answers: ["API-28", "CKV_AWS_192", "CKV2_AWS_77", "CKV2_AWS_76"],
  },
  {
    id: "AWS_WAF_BODY_LIMITED",
    severity: "high",
    category: "resilience",
    title: "The firewall refuses bodies beyond what it can look into",
    appliesTo: ["aws_wafv2_web_acl"],
    when: "!protectsOthersOnly(self)",
    require: `webAclRules(self).exists(r, r.action != "count" && r.statements.exists(s, ${LIMITS_BODY}))`,
    attribute: "rule",
    message: "No rule refuses a body that is larger than the firewall looks into",
    rationale:
      "A web ACL looks at the first kilobytes of a body and lets the rest through unseen: an attack is put behind a long prompt, and " +
      "long prompts are what costs most. Firewalls that stand before load balancers without models alone are not judged.",
    remediation:
      "Add a rule with action block and size_constraint_statement, comparison_operator GT, on body with oversize_handling MATCH.",
    answers: ["API-29", "DENY-API-003", "LLM10"],
  },
  {
    id: "AWS_WAF_RULES_ACT",
    severity: "medium",
    category: "exposure",
    title: "Every rule of the firewall says what it does",
    appliesTo: ["aws_wafv2_web_acl", "aws_wafv2_rule_group"],
    require: "webAclRules(self).all(r, r.action != null)",
    found: "webAclRules(self).filter(r, r.action == null).map(r, text(r.name))",
    attribute: "rule.action",
    message: "Rules with neither action nor override_action",
    rationale:
      "The API refuses a rule that says nothing: the apply stops there, and the edge before the model goes on with the rules of yesterday, or none.",
    remediation: "Add action, or override_action none for a rule group, to each rule.",
    answers: ["API-31", "CKV_AWS_342"],
  },
];
