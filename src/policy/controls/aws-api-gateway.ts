import type { Control } from "../control";

const IS_PRIVATE = 'self.endpoint_configuration.exists(e, list(e.types).exists(t, t == "PRIVATE"))';

/** Web application firewalls of the stages of a REST API. */
const HAS_FIREWALL =
  'satellites(self, "aws_api_gateway_stage", "rest_api_id")' +
  '.exists(s, satellites(s, "aws_wafv2_web_acl_association", "resource_arn").size() > 0)';

/** Statements of a rule, which the provider takes as a block or as JSON. */
const RATE_BASED =
  "self.rule.exists(r, list(r.statement).exists(s, has(s.rate_based_statement) && list(s.rate_based_statement).size() > 0)) || " +
  'text(self.rule_json).contains("RateBasedStatement")';

const CREDENTIAL_HEADERS = '["authorization", "cookie", "x-api-key"]';
const REDACTED = "self.redacted_fields.exists(f, f.single_header.exists(h, text(h.name).lowerAscii() == header))";

/** Limits of the plans that its callers have keys of. */
const PLANS_LIMIT =
  'satellites(self, "aws_api_gateway_usage_plan", "api_stages.api_id")' +
  ".exists(p, p.throttle_settings.exists(t, number(t.rate_limit, 0) > 0))";

/** A refusal of whoever does not come through an endpoint or a network that is named. */
const REFUSES_OTHERS =
  's.effect == "Deny" && s.conditions.exists(c, spelling(c.test).lowerAscii().startsWith("stringnot") && ' +
  'spelling(c.variable).lowerAscii() in ["aws:sourcevpce", "aws:sourcevpc"])';

/** The edge in front of a model: who may call it, how often, and what it writes down of what was asked. */
export const AWS_API_GATEWAY_CONTROLS: readonly Control[] = [
  {
    id: "AWS_API_METHOD_AUTHORIZED",
    severity: "critical",
    category: "api-edge",
    title: "Every method of the API asks who calls",
    appliesTo: ["aws_api_gateway_method"],
    when: 'self.http_method != "OPTIONS"',
    require: 'self.authorization != null && self.authorization != "NONE"',
    attribute: "authorization",
    rationale:
      "A method without authorization is the model on the internet; an API key names a customer, it proves nothing.",
    remediation: "Set authorization to AWS_IAM, COGNITO_USER_POOLS or CUSTOM; api_key_required may stand beside it.",
    answers: ["API-08", "DENY-API-001", "CKV_AWS_59", "CKV2_AWS_70", "AVD-AWS-0004", "KICS 15ccec05", "KICS 108aa260"],
  },
  {
    id: "AWS_API_ROUTE_AUTHORIZED",
    severity: "critical",
    category: "api-edge",
    title: "Every route of the API asks who calls",
    appliesTo: ["aws_apigatewayv2_route"],
    when:
      '!text(self.route_key).startsWith("OPTIONS ") && self.route_key != "$disconnect" && ' +
      '(self.route_key == "$connect" || ' +
      'resources("aws_apigatewayv2_api").size() == 0 || target(self, "api_id", "aws_apigatewayv2_api").protocol_type != "WEBSOCKET")',
    require: 'self.authorization_type != null && self.authorization_type != "NONE"',
    attribute: "authorization_type",
    rationale:
      "A route without authorization is the model on the internet. Routes of a WebSocket inherit what $connect asked, and are not judged.",
    remediation: "Set authorization_type to AWS_IAM, JWT or CUSTOM; it defaults to NONE.",
    answers: ["API-08", "DENY-API-001", "CKV_AWS_309"],
  },
  {
    id: "AWS_API_PRIVATE_OR_FIREWALLED",
    severity: "high",
    category: "api-edge",
    title: "The API is private, or stands behind a firewall",
    appliesTo: ["aws_api_gateway_rest_api"],
    require: `${IS_PRIVATE} || ${HAS_FIREWALL}`,
    attribute: "endpoint_configuration.types",
    message: "The API is reached from the internet, and no stage of it has a web ACL",
    rationale:
      "Extraction of a model is a flood of well-formed calls: on a public edge nothing but a rate limit stands against it.",
    remediation: 'Set endpoint_configuration.types to ["PRIVATE"], or associate an aws_wafv2_web_acl with its stages.',
    answers: ["API-01", "API-33", "DENY-API-002", "CKV2_AWS_29", "KICS 6b2739db"],
  },
  {
    id: "AWS_API_PRIVATE_POLICY",
    severity: "high",
    category: "api-edge",
    title: "A private API says which endpoints may call it",
    appliesTo: ["aws_api_gateway_rest_api"],
    when: IS_PRIVATE,
    // Said again: whether the API is private may be undecided, and then so is this.
    require: `!(${IS_PRIVATE}) || self.policy != null || satellites(self, "aws_api_gateway_rest_api_policy", "rest_api_id").size() > 0`,
    attribute: "policy",
    message: "The private API has no resource policy",
    rationale: "A private API answers endpoints of other accounts too, unless its policy names those it means.",
    remediation: "Add an aws_api_gateway_rest_api_policy that admits aws:SourceVpce of your own endpoints alone.",
    answers: ["API-03", "DENY-API-002"],
  },
  {
    id: "AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS",
    severity: "high",
    category: "api-edge",
    title: "The policy of a private API does not admit everybody",
    appliesTo: ["aws_api_gateway_rest_api_policy"],
    when:
      'target(self, "rest_api_id", "aws_api_gateway_rest_api").endpoint_configuration' +
      '.exists(e, list(e.types).exists(t, t == "PRIVATE"))',
    require:
      `statements(self.policy).exists(s, ${REFUSES_OTHERS}) || ` +
      'statements(self.policy).all(s, s.effect == "Deny" || !isAnyone(s) || isRestricted(s))',
    attribute: "policy",
    message: "The policy admits every endpoint of every account",
    rationale:
      "Whoever has an account makes an endpoint for execute-api in a network of their own: that the API is private keeps none of them out.",
    remediation:
      "Allow with StringEquals aws:SourceVpce of your own endpoints, or deny with StringNotEquals aws:SourceVpce.",
    answers: ["API-03", "DENY-API-002"],
  },
  {
    id: "AWS_API_LIMITS_PRESENT",
    severity: "medium",
    category: "api-edge",
    title: "A deployed API has limits of its own",
    appliesTo: ["aws_api_gateway_rest_api"],
    when: 'satellites(self, "aws_api_gateway_stage", "rest_api_id").size() > 0',
    require: `satellites(self, "aws_api_gateway_method_settings", "rest_api_id").size() > 0 || ${PLANS_LIMIT}`,
    attribute: "name",
    message: "The API has a stage, but neither aws_api_gateway_method_settings nor a usage plan that throttles",
    rationale:
      "Without limits of its own the API takes what the account is allowed, ten thousand calls a second, and so may one caller.",
    remediation:
      'Add aws_api_gateway_method_settings for method_path "*/*" with throttling_rate_limit and throttling_burst_limit.',
    answers: ["API-11", "API-12", "DENY-API-002", "AML.M0004", "LLM10"],
  },
  {
    id: "AWS_API_THROTTLED",
    severity: "high",
    category: "api-edge",
    title: "Calls of the API are limited",
    appliesTo: ["aws_api_gateway_method_settings"],
    require:
      "self.settings.all(s, number(s.throttling_rate_limit, -1) >= 0 && number(s.throttling_burst_limit, -1) >= 0)",
    attribute: "settings.throttling_rate_limit",
    rationale: "Without a limit one caller takes all GPUs, copies the model by asking, and leaves the bill.",
    remediation: "Set throttling_rate_limit and throttling_burst_limit; both default to -1, which is no limit.",
    answers: ["API-11", "API-12", "DENY-API-002", "AML.M0004", "LLM10"],
  },
  {
    id: "AWS_API_PLAN_LIMITED",
    severity: "medium",
    category: "api-edge",
    title: "A usage plan limits how much, and how fast",
    appliesTo: ["aws_api_gateway_usage_plan"],
    require:
      "self.quota_settings.exists(q, number(q.limit, 0) > 0) && self.throttle_settings.exists(t, number(t.rate_limit, 0) > 0)",
    found:
      '(self.quota_settings.exists(q, number(q.limit, 0) > 0) ? [] : [{"attribute": "quota_settings.limit", "message": "is not set"}]) + ' +
      "(self.throttle_settings.exists(t, number(t.rate_limit, 0) > 0) ? [] : " +
      '[{"attribute": "throttle_settings.rate_limit", "message": "is not set"}])',
    attribute: "quota_settings.limit",
    message: "The plan does not say how much its tenant may ask",
    rationale: "A quota a day is what makes copying a model by asking slow enough to be noticed, and bounds the bill.",
    remediation: "Set quota_settings with limit and period, and throttle_settings with rate_limit, for each tenant.",
    answers: ["API-21", "API-22", "KICS c999cf62", "AML.M0004", "LLM10"],
  },
  {
    id: "AWS_API_METHODS_OBSERVED",
    severity: "medium",
    category: "api-edge",
    title: "Metrics and errors of the methods are recorded",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: 'self.settings.all(s, isTrue(s.metrics_enabled) && s.logging_level in ["ERROR", "INFO"])',
    attribute: "settings.logging_level",
    message: "metrics_enabled is not true, or logging_level is neither ERROR nor INFO",
    rationale: "A caller who takes a model apart shows in the counts and the errors of its methods, and nowhere else.",
    remediation: "Set metrics_enabled to true and logging_level to ERROR; the defaults are false and OFF.",
    answers: ["API-13", "API-15", "CKV2_AWS_4", "KICS 081069cb"],
  },
  {
    id: "AWS_API_NO_DATA_TRACE",
    severity: "high",
    category: "api-edge",
    title: "Prompts are not written into the logs",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: "self.settings.all(s, !isTrue(s.data_trace_enabled))",
    attribute: "settings.data_trace_enabled",
    rationale: "Data trace writes whole requests and answers to CloudWatch: prompts are personal data.",
    remediation: "Remove data_trace_enabled, which defaults to false.",
    answers: ["API-14", "DENY-API-002", "CKV_AWS_276"],
  },
  {
    id: "AWS_API_NO_CACHE",
    severity: "high",
    category: "api-edge",
    title: "Answers are not cached",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: "self.settings.all(s, !isTrue(s.caching_enabled))",
    attribute: "settings.caching_enabled",
    rationale:
      "A cache of inference hands one caller's answer to the next; scanners that ask for it think of other APIs.",
    remediation: "Remove caching_enabled, which defaults to false.",
    answers: ["API-16", "DENY-API-002"],
  },
  {
    id: "AWS_API_ACCESS_LOGGED",
    severity: "medium",
    category: "api-edge",
    title: "Calls of the API are logged",
    appliesTo: ["aws_api_gateway_stage"],
    require: "self.access_log_settings.exists(l, l.destination_arn != null)",
    attribute: "access_log_settings.destination_arn",
    rationale: "Who asked the model, and how often, is what tells use from extraction.",
    remediation: "Add access_log_settings with an encrypted log group, and a format without the body.",
    answers: ["API-18", "CKV_AWS_76", "AVD-AWS-0001", "KICS 982aa526"],
  },
  {
    id: "AWS_API_INTEGRATION_PRIVATE",
    severity: "medium",
    category: "api-edge",
    title: "The API reaches its backend through a VPC link",
    appliesTo: ["aws_api_gateway_integration"],
    when: 'self.type == "HTTP" || self.type == "HTTP_PROXY"',
    require: 'self.connection_type == "VPC_LINK"',
    attribute: "connection_type",
    rationale: "Without a link the backend must answer the internet, and then answers around the API too.",
    remediation:
      "Set connection_type to VPC_LINK with an aws_api_gateway_vpc_link to an internal load balancer; it defaults to INTERNET.",
    answers: ["API-25"],
  },
  {
    id: "AWS_API_DOMAIN_TLS",
    severity: "high",
    category: "api-edge",
    title: "The API's domain asks for TLS 1.2 at least",
    appliesTo: ["aws_api_gateway_domain_name"],
    require: 'self.security_policy == "TLS_1_2" || text(self.security_policy).startsWith("SecurityPolicy_TLS13")',
    attribute: "security_policy",
    rationale: "Prompts travel through it, and TLS 1.0 can be read.",
    remediation: "Set security_policy to TLS_1_2; what it defaults to depends on how the domain was made.",
    answers: ["API-23", "CKV_AWS_206", "AVD-AWS-0005"],
  },
  {
    id: "AWS_WAF_RATE_LIMITED",
    severity: "high",
    category: "api-edge",
    title: "The firewall limits how often one caller asks",
    appliesTo: ["aws_wafv2_web_acl"],
    require: RATE_BASED,
    attribute: "rule",
    message: "No rule of the web ACL is rate-based",
    rationale:
      "Copying a model takes many calls; the other rules look at each call alone and find nothing wrong with it.",
    remediation: "Add a rule with a rate_based_statement, by address or by API key.",
    answers: ["API-27", "DENY-API-003", "CKV_AWS_175", "AML.M0004", "LLM10"],
  },
  {
    id: "AWS_WAF_ATTACHED",
    severity: "medium",
    category: "api-edge",
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
    category: "api-edge",
    title: "The firewall writes down what it saw",
    appliesTo: ["aws_wafv2_web_acl"],
    require: 'satellites(self, "aws_wafv2_web_acl_logging_configuration", "resource_arn").size() > 0',
    attribute: "name",
    message: "No aws_wafv2_web_acl_logging_configuration is for this web ACL",
    rationale: "Extraction shows in who asked how often, and who was refused: without the log nobody can look.",
    remediation:
      "Add an aws_wafv2_web_acl_logging_configuration to a log group or bucket whose name begins with aws-waf-logs-.",
    answers: ["API-34", "CKV2_AWS_31"],
  },
  {
    id: "AWS_WAF_LOG_REDACTED",
    severity: "medium",
    category: "api-edge",
    title: "Credentials of callers are not in the firewall's log",
    appliesTo: ["aws_wafv2_web_acl_logging_configuration"],
    require: `${CREDENTIAL_HEADERS}.all(header, ${REDACTED})`,
    found: `${CREDENTIAL_HEADERS}.filter(header, !(${REDACTED}))`,
    attribute: "redacted_fields.single_header.name",
    message: "Headers that are written down as they are",
    rationale: "Whoever reads the log calls the model with the token of whoever is in it.",
    remediation: "Add redacted_fields with single_header for authorization, cookie and x-api-key.",
    answers: ["API-35"],
  },
];
