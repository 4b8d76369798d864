import type { Control } from "../control";
import { AWS_API_EXPOSURE_CONTROLS } from "./aws-api-exposure";
import { AWS_WAF_CONTROLS } from "./aws-waf";

/** Limits of the plans that its callers have keys of. */
const PLANS_LIMIT =
  'satellites(self, "aws_api_gateway_usage_plan", "api_stages.api_id")' +
  ".exists(p, p.throttle_settings.exists(t, number(t.rate_limit, 0) > 0))";

/** Of a validator that is not in the estate it can only be told that there is one. */
const VALIDATES =
  'referredKinds(self.request_validator_id).exists(k, k == "aws_api_gateway_request_validator") ' +
  '? [target(self, "request_validator_id", "aws_api_gateway_request_validator")].all(v, ' +
  "isTrue(v.validate_request_body) && isTrue(v.validate_request_parameters)) : self.request_validator_id != null";

/** Plans do not carry lifecycle blocks. */
const REPLACED_FIRST =
  'resource.actions.size() > 0 || ("lifecycle" in resource.meta && resource.meta.lifecycle != null && ' +
  '"create_before_destroy" in resource.meta.lifecycle && isTrue(resource.meta.lifecycle.create_before_destroy))';

/** Who may call the API, how often, and what it writes down of what was asked. */
const API_CONTROLS: readonly Control[] = [
  {
    id: "AWS_API_METHOD_AUTHORIZED",
    severity: "critical",
    category: "identity",
    title: "Every method of the API asks who calls",
    appliesTo: ["aws_api_gateway_method"],
    when: 'self.http_method != "OPTIONS"',
    require: 'self.authorization != null && self.authorization != "NONE"',
    attribute: "authorization",
    rationale:
      "A method without authorization is the model on the internet; an API key names a customer, it proves nothing.",
    remediation: "Set authorization to AWS_IAM, COGNITO_USER_POOLS or CUSTOM; api_key_required may stand beside it.",
    answers: [
      "API-08",
      "DENY-API-001",
      "CKV_AWS_59",
      "CKV2_AWS_70",
      "AVD-AWS-0004",
      "KICS 15ccec05",
      "KICS 108aa260",
      "AML.M0019",
      "AML.T0024",
    ],
  },
  {
    id: "AWS_API_ROUTE_AUTHORIZED",
    severity: "critical",
    category: "identity",
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
    answers: ["API-08", "DENY-API-001", "CKV_AWS_309", "AML.M0019", "AML.T0024"],
  },
  {
    id: "AWS_API_LIMITS_PRESENT",
    severity: "medium",
    category: "resilience",
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
    category: "resilience",
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
    category: "resilience",
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
    category: "logging",
    title: "Metrics and errors of the methods are recorded",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: 'self.settings.all(s, isTrue(s.metrics_enabled) && s.logging_level in ["ERROR", "INFO"])',
    attribute: "settings.logging_level",
    message: "metrics_enabled is not true, or logging_level is neither ERROR nor INFO",
    rationale: "A caller who takes a model apart shows in the counts and the errors of its methods, and nowhere else.",
    remediation: "Set metrics_enabled to true and logging_level to ERROR; the defaults are false and OFF.",
    answers: ["API-13", "API-15", "CKV2_AWS_4", "KICS 081069cb", "AML.M0024"],
  },
  {
    id: "AWS_API_NO_DATA_TRACE",
    severity: "high",
    category: "logging",
    title: "Prompts are not written into the logs",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: "self.settings.all(s, !isTrue(s.data_trace_enabled))",
    attribute: "settings.data_trace_enabled",
    rationale: "Data trace writes whole requests and answers to CloudWatch: prompts are personal data.",
    remediation: "Remove data_trace_enabled, which defaults to false.",
    answers: ["API-14", "DENY-API-002", "CKV_AWS_276", "LLM02"],
  },
  {
    id: "AWS_API_NO_CACHE",
    severity: "high",
    category: "isolation",
    title: "Answers are not cached",
    appliesTo: ["aws_api_gateway_method_settings"],
    require: "self.settings.all(s, !isTrue(s.caching_enabled))",
    found:
      "self.settings.filter(s, isTrue(s.caching_enabled) && !isTrue(s.cache_data_encrypted))" +
      '.map(s, {"attribute": "settings.cache_data_encrypted", "message": "is not true: the cache is not even encrypted"})',
    attribute: "settings.caching_enabled",
    rationale:
      "A cache of inference hands one caller's answer to the next; scanners that ask for it think of other APIs.",
    remediation:
      "Remove caching_enabled, which defaults to false; where a cache is waived, set cache_data_encrypted to true.",
    answers: ["API-16", "API-17", "DENY-API-002", "CKV_AWS_308", "AVD-AWS-0002", "LLM02"],
  },
  {
    id: "AWS_API_ACCESS_LOGGED",
    severity: "medium",
    category: "logging",
    title: "Calls of the API are logged",
    appliesTo: ["aws_api_gateway_stage"],
    require: "self.access_log_settings.exists(l, l.destination_arn != null)",
    attribute: "access_log_settings.destination_arn",
    rationale: "Who asked the model, and how often, is what tells use from extraction.",
    remediation: "Add access_log_settings with an encrypted log group, and a format without the body.",
    answers: ["API-18", "CKV_AWS_76", "AVD-AWS-0001", "KICS 982aa526", "AML.M0024"],
  },
  {
    id: "AWS_API_DOMAIN_TLS",
    severity: "high",
    category: "encryption",
    title: "The API's domain asks for TLS 1.2 at least",
    appliesTo: ["aws_api_gateway_domain_name"],
    require: 'self.security_policy == "TLS_1_2" || text(self.security_policy).startsWith("SecurityPolicy_TLS13")',
    attribute: "security_policy",
    rationale: "Prompts travel through it, and TLS 1.0 can be read.",
    remediation: "Set security_policy to TLS_1_2; what it defaults to depends on how the domain was made.",
    answers: ["API-23", "CKV_AWS_206", "AVD-AWS-0005", "AML.M0012", "ML09:2023"],
  },
  {
    id: "AWS_API_REQUESTS_VALIDATED",
    severity: "medium",
    category: "resilience",
    title: "Calls are looked at before they reach the model",
    appliesTo: ["aws_api_gateway_method"],
    when: 'self.http_method in ["POST", "PUT", "PATCH", "ANY"]',
    require: VALIDATES,
    attribute: "request_validator_id",
    message: "No validator looks at body and parameters of the method's calls",
    rationale:
      "Every call that a model server refuses itself has cost it time: bodies of another shape, and prompts beyond any length, " +
      "are how one caller keeps GPUs from all others.",
    remediation:
      "Set request_validator_id to an aws_api_gateway_request_validator with validate_request_body and " +
      "validate_request_parameters true, and request_models to the schema of the call.",
    answers: ["API-10", "CKV2_AWS_53"],
  },
  {
    id: "AWS_API_DEPLOYMENT_REPLACED_FIRST",
    severity: "low",
    category: "resilience",
    title: "A deployment is made anew before the old one is removed",
    appliesTo: ["aws_api_gateway_deployment"],
    when: "resource.actions.size() == 0",
    require: `(${REPLACED_FIRST}) && self.triggers != null`,
    found:
      `((${REPLACED_FIRST}) ? [] : [{"attribute": "lifecycle.create_before_destroy", "message": "is not true"}]) + ` +
      '(self.triggers != null ? [] : [{"attribute": "triggers", "message": "is not set"}])',
    attribute: "lifecycle.create_before_destroy",
    message: "A change of the API does not become a new deployment, or removes the one that is served",
    rationale:
      "Without triggers a mended authorizer or limit is written and never deployed: the stage goes on as it was. Without " +
      "create_before_destroy the removal of the deployment fails, or takes the stage along. Only code can be asked: plans do not say.",
    remediation:
      "Add triggers with a hash of the methods and integrations, and lifecycle { create_before_destroy = true }.",
    answers: ["API-07", "CKV_AWS_217"],
  },
];

/** The edge in front of a model. */
export const AWS_API_GATEWAY_CONTROLS: readonly Control[] = [
  ...AWS_API_EXPOSURE_CONTROLS,
  ...API_CONTROLS,
  ...AWS_WAF_CONTROLS,
];
