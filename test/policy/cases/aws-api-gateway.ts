import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Others = Record<string, Record<string, unknown>>;

function one(kind: string, attributes: object, others: Others = {}): EstateSource {
  return { resource: { [kind]: { one: attributes }, ...others } };
}

function api(attributes: object, others: Others = {}): EstateSource {
  return one("aws_api_gateway_rest_api", { name: "inference", ...attributes }, others);
}

function settings(attributes: object): EstateSource {
  return one("aws_api_gateway_method_settings", { method_path: "*/*", settings: attributes });
}

const STAGE = {
  aws_api_gateway_stage: { v1: { stage_name: "v1", rest_api_id: "${aws_api_gateway_rest_api.one.id}" } },
};
const PRIVATE = { endpoint_configuration: { types: ["PRIVATE"] } };
const RATE = { statement: { rate_based_statement: { limit: 100, aggregate_key_type: "IP" } } };

const OF_API = { rest_api_id: "${aws_api_gateway_rest_api.one.id}", stage_name: "v1", method_path: "*/*" };
const ACL = "${aws_wafv2_web_acl.one.arn}";
const LOGS = { aws_wafv2_web_acl_logging_configuration: { one: { resource_arn: ACL } } };
const INVOKE = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };

/** A private API and its policy: an admission with the condition, and other statements; or an expression. */
function policy(condition?: object | string, others: object[] = []): EstateSource {
  const admission = condition === undefined ? INVOKE : { ...INVOKE, Condition: condition };
  const written = JSON.stringify({ Version: "2012-10-17", Statement: [admission, ...others] });
  return api(PRIVATE, {
    aws_api_gateway_rest_api_policy: {
      one: { rest_api_id: OF_API.rest_api_id, policy: typeof condition === "string" ? condition : written },
    },
  });
}

function acl(others: Others): EstateSource {
  return one("aws_wafv2_web_acl", { name: "edge", scope: "REGIONAL" }, others);
}

function logging(headers: readonly string[]): EstateSource {
  return one("aws_wafv2_web_acl_logging_configuration", {
    redacted_fields: headers.map((name) => ({ single_header: { name } })),
  });
}

export const AWS_API_GATEWAY_CASES: readonly ControlCases[] = [
  {
    control: "AWS_API_METHOD_AUTHORIZED",
    holds: {
      "signed calls": one("aws_api_gateway_method", { http_method: "POST", authorization: "AWS_IAM" }),
    },
    fails: {
      none: one("aws_api_gateway_method", { http_method: "POST", authorization: "NONE" }),
      "an API key alone": one("aws_api_gateway_method", {
        http_method: "ANY",
        authorization: "NONE",
        api_key_required: true,
      }),
    },
  },
  {
    control: "AWS_API_ROUTE_AUTHORIZED",
    holds: {
      "a token": one("aws_apigatewayv2_route", { route_key: "POST /predict", authorization_type: "JWT" }),
    },
    fails: {
      "not said": one("aws_apigatewayv2_route", { route_key: "POST /predict" }),
      "none, of an HTTP API": one(
        "aws_apigatewayv2_route",
        { route_key: "$default", authorization_type: "NONE", api_id: "${aws_apigatewayv2_api.http.id}" },
        { aws_apigatewayv2_api: { http: { name: "http", protocol_type: "HTTP" } } },
      ),
      "the connection of a WebSocket": one(
        "aws_apigatewayv2_route",
        { route_key: "$connect", api_id: "${aws_apigatewayv2_api.socket.id}" },
        { aws_apigatewayv2_api: { socket: { name: "socket", protocol_type: "WEBSOCKET" } } },
      ),
    },
  },
  {
    control: "AWS_API_PRIVATE_OR_FIREWALLED",
    holds: {
      private: api(PRIVATE),
      "a web ACL on its stage": api(
        { endpoint_configuration: { types: ["REGIONAL"] } },
        {
          ...STAGE,
          aws_wafv2_web_acl_association: {
            v1: { resource_arn: "${aws_api_gateway_stage.v1.arn}", web_acl_arn: "arn" },
          },
        },
      ),
    },
    fails: { "not said: the default is the edge": api({}), "a stage without a web ACL": api({}, STAGE) },
  },
  {
    control: "AWS_API_PRIVATE_POLICY",
    holds: {
      inline: api({ ...PRIVATE, policy: "{}" }),
      "a resource of its own": api(PRIVATE, {
        aws_api_gateway_rest_api_policy: { one: { rest_api_id: "${aws_api_gateway_rest_api.one.id}", policy: "{}" } },
      }),
    },
    fails: { none: api(PRIVATE) },
  },
  {
    control: "AWS_API_THROTTLED",
    holds: { limits: settings({ throttling_rate_limit: 10, throttling_burst_limit: "20" }) },
    fails: {
      none: settings({ metrics_enabled: true }),
      "no burst": settings({ throttling_rate_limit: 10 }),
      "switched off": settings({ throttling_rate_limit: -1, throttling_burst_limit: -1 }),
    },
  },
  {
    control: "AWS_API_NO_DATA_TRACE",
    holds: { "not said": settings({}) },
    fails: { on: settings({ data_trace_enabled: true }) },
  },
  {
    control: "AWS_API_NO_CACHE",
    holds: { "not said": settings({}), off: settings({ caching_enabled: false }) },
    fails: { "on, encrypted even": settings({ caching_enabled: true, cache_data_encrypted: true }) },
  },
  {
    control: "AWS_API_ACCESS_LOGGED",
    holds: {
      "a log group": one("aws_api_gateway_stage", {
        access_log_settings: { destination_arn: "${aws_cloudwatch_log_group.api.arn}", format: "$context.requestId" },
      }),
    },
    fails: { none: one("aws_api_gateway_stage", { stage_name: "v1" }) },
  },
  {
    control: "AWS_API_INTEGRATION_PRIVATE",
    holds: {
      "a VPC link": one("aws_api_gateway_integration", { type: "HTTP_PROXY", connection_type: "VPC_LINK" }),
    },
    fails: { "the internet": one("aws_api_gateway_integration", { type: "HTTP", uri: "https://models.example" }) },
  },
  {
    control: "AWS_API_DOMAIN_TLS",
    holds: {
      "TLS 1.2": one("aws_api_gateway_domain_name", { domain_name: "m.example", security_policy: "TLS_1_2" }),
      "TLS 1.3": one("aws_api_gateway_domain_name", { security_policy: "SecurityPolicy_TLS13_1_3_2025_09" }),
    },
    fails: {
      "not said": one("aws_api_gateway_domain_name", { domain_name: "m.example" }),
      "TLS 1.0": one("aws_api_gateway_domain_name", { security_policy: "TLS_1_0" }),
    },
  },
  {
    control: "AWS_WAF_RATE_LIMITED",
    holds: {
      "a block": one("aws_wafv2_web_acl", { name: "edge", rule: [{ name: "rate", priority: 1, ...RATE }] }),
      JSON: one("aws_wafv2_web_acl", {
        name: "edge",
        rule_json: '[{"Statement":{"RateBasedStatement":{"Limit":100}}}]',
      }),
    },
    fails: {
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
  },
  {
    control: "AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS",
    holds: {
      "an endpoint in the condition": policy({ StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } }),
      "a denial of all others": policy(undefined, [
        { ...INVOKE, Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } } },
      ]),
    },
    fails: {
      everybody: policy(),
      "everybody over TLS": policy({ Bool: { "aws:SecureTransport": "true" } }),
    },
    undecided: { "by a variable": policy("${var.policy}") },
  },
  {
    control: "AWS_API_LIMITS_PRESENT",
    holds: {
      "limits of the methods": api({}, { ...STAGE, aws_api_gateway_method_settings: { all: OF_API } }),
      "a plan that throttles": api(
        {},
        {
          ...STAGE,
          aws_api_gateway_usage_plan: {
            free: {
              api_stages: [{ api_id: OF_API.rest_api_id, stage: "v1" }],
              throttle_settings: { rate_limit: 5, burst_limit: 10 },
            },
          },
        },
      ),
    },
    fails: {
      "a stage alone": api({}, STAGE),
      "a plan without a limit": api(
        {},
        {
          ...STAGE,
          aws_api_gateway_usage_plan: { free: { api_stages: [{ api_id: OF_API.rest_api_id, stage: "v1" }] } },
        },
      ),
    },
  },
  {
    control: "AWS_API_PLAN_LIMITED",
    holds: {
      "both limits": one("aws_api_gateway_usage_plan", {
        quota_settings: { limit: 1000, period: "DAY" },
        throttle_settings: { rate_limit: "5", burst_limit: 10 },
      }),
    },
    fails: {
      none: one("aws_api_gateway_usage_plan", { name: "free" }),
      "no quota": one("aws_api_gateway_usage_plan", { throttle_settings: { rate_limit: 5 } }),
      "no rate": one("aws_api_gateway_usage_plan", { quota_settings: { limit: 1000, period: "DAY" } }),
    },
  },
  {
    control: "AWS_API_METHODS_OBSERVED",
    holds: { "errors and metrics": settings({ metrics_enabled: true, logging_level: "ERROR" }) },
    fails: {
      "not said": settings({}),
      "logging off": settings({ metrics_enabled: true, logging_level: "OFF" }),
      "no metrics": settings({ metrics_enabled: false, logging_level: "INFO" }),
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
  },
  {
    control: "AWS_WAF_LOGGED",
    holds: { "a log": acl(LOGS) },
    fails: { "no log": acl({}) },
  },
  {
    control: "AWS_WAF_LOG_REDACTED",
    holds: { "all three": logging(["Authorization", "cookie", "x-api-key"]) },
    fails: { none: logging([]), "the cookie is left": logging(["authorization", "x-api-key"]) },
  },
];
