import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_WAF_CASES } from "./aws-waf";

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

const OF_API = { rest_api_id: "${aws_api_gateway_rest_api.one.id}", stage_name: "v1", method_path: "*/*" };
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

/** A method with a validator. */
function method(validator: object): EstateSource {
  return one(
    "aws_api_gateway_method",
    { http_method: "POST", request_validator_id: "${aws_api_gateway_request_validator.one.id}" },
    { aws_api_gateway_request_validator: { one: { name: "all", ...validator } } },
  );
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
    undecided: {
      "by a variable": one("aws_api_gateway_method", { http_method: "POST", authorization: "${var.authorization}" }),
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
    undecided: {
      "by a variable": one("aws_apigatewayv2_route", { route_key: "POST /predict", authorization_type: "${var.type}" }),
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
    undecided: { "types by a variable": api({ endpoint_configuration: { types: "${var.types}" } }) },
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
    undecided: { "types by a variable": api({ endpoint_configuration: { types: "${var.types}" } }) },
  },
  {
    control: "AWS_API_THROTTLED",
    holds: { limits: settings({ throttling_rate_limit: 10, throttling_burst_limit: "20" }) },
    fails: {
      none: settings({ metrics_enabled: true }),
      "no burst": settings({ throttling_rate_limit: 10 }),
      "switched off": settings({ throttling_rate_limit: -1, throttling_burst_limit: -1 }),
    },
    undecided: { "by a variable": settings({ throttling_rate_limit: "${var.rate}", throttling_burst_limit: 20 }) },
  },
  {
    control: "AWS_API_NO_DATA_TRACE",
    holds: { "not said": settings({}) },
    fails: { on: settings({ data_trace_enabled: true }) },
    undecided: { "by a variable": settings({ data_trace_enabled: "${var.trace}" }) },
  },
  {
    control: "AWS_API_NO_CACHE",
    holds: { "not said": settings({}), off: settings({ caching_enabled: false }) },
    fails: {
      "on, and not encrypted": settings({ caching_enabled: true }),
      "on, encrypted even": settings({ caching_enabled: true, cache_data_encrypted: true }),
    },
    undecided: { "by a variable": settings({ caching_enabled: "${var.cache}" }) },
  },
  {
    control: "AWS_API_ACCESS_LOGGED",
    holds: {
      "a log group": one("aws_api_gateway_stage", {
        access_log_settings: { destination_arn: "${aws_cloudwatch_log_group.api.arn}", format: "$context.requestId" },
      }),
    },
    fails: { none: one("aws_api_gateway_stage", { stage_name: "v1" }) },
    undecided: { "by a variable": one("aws_api_gateway_stage", { access_log_settings: "${var.log}" }) },
  },
  {
    control: "AWS_API_INTEGRATION_PRIVATE",
    holds: {
      "a VPC link": one("aws_api_gateway_integration", { type: "HTTP_PROXY", connection_type: "VPC_LINK" }),
    },
    fails: { "the internet": one("aws_api_gateway_integration", { type: "HTTP", uri: "https://models.example" }) },
    undecided: {
      "by a variable": one("aws_api_gateway_integration", { type: "HTTP", connection_type: "${var.connection}" }),
    },
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
    undecided: { "by a variable": one("aws_api_gateway_domain_name", { security_policy: "${var.policy}" }) },
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
      "everybody, within the API": api({
        ...PRIVATE,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [INVOKE] }),
      }),
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
    undecided: {
      "limits that may be another API's": api(
        {},
        { ...STAGE, aws_api_gateway_method_settings: { all: { rest_api_id: "${var.api}" } } },
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
    undecided: {
      "by variables": one("aws_api_gateway_usage_plan", {
        quota_settings: { limit: "${var.quota}", period: "DAY" },
        throttle_settings: { rate_limit: 5 },
      }),
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
    undecided: { "a level by a variable": settings({ metrics_enabled: true, logging_level: "${var.level}" }) },
  },
  {
    control: "AWS_API_PRIVATE_ENDPOINTS_ASSOCIATED",
    holds: {
      "an endpoint": api({ endpoint_configuration: { types: ["PRIVATE"], vpc_endpoint_ids: ["vpce-0a1b2c3d"] } }),
      "a public API": api({ endpoint_configuration: { types: ["REGIONAL"] } }),
    },
    fails: { none: api(PRIVATE) },
    undecided: {
      "types by a variable": api({ endpoint_configuration: { types: "${var.types}" } }),
      "endpoints by a variable": api({
        endpoint_configuration: { types: ["PRIVATE"], vpc_endpoint_ids: "${var.ids}" },
      }),
    },
  },
  {
    control: "AWS_API_REQUESTS_VALIDATED",
    holds: {
      "body and parameters": method({ validate_request_body: true, validate_request_parameters: true }),
      "a validator elsewhere": one("aws_api_gateway_method", { http_method: "POST", request_validator_id: "abc123" }),
      "a question that has no body": one("aws_api_gateway_method", { http_method: "GET" }),
    },
    fails: {
      none: one("aws_api_gateway_method", { http_method: "POST", authorization: "AWS_IAM" }),
      "parameters alone": method({ validate_request_parameters: true }),
    },
    undecided: {
      "a validator by a variable": method({ validate_request_body: "${var.body}", validate_request_parameters: true }),
    },
  },
  {
    control: "AWS_API_DEPLOYMENT_REPLACED_FIRST",
    holds: {
      "triggers, and made first": one("aws_api_gateway_deployment", {
        rest_api_id: "abc",
        triggers: { redeployment: "${sha1(jsonencode(aws_api_gateway_method.one))}" },
        lifecycle: { create_before_destroy: true },
      }),
    },
    fails: {
      neither: one("aws_api_gateway_deployment", { rest_api_id: "abc" }),
      "no triggers": one("aws_api_gateway_deployment", { lifecycle: { create_before_destroy: true } }),
      "removed first": one("aws_api_gateway_deployment", { triggers: { redeployment: "1" } }),
    },
  },
  ...AWS_WAF_CASES,
];
