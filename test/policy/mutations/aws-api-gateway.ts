import type { Attributes, Mutation } from "../mutation";

const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

/** A resource of an API beside the hardened stack, well made but for one thing. */
function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: "model-store", breaks: (stack) => stack.add(kind, "edge", attributes) };
}

function settings(wrong: Attributes): Attributes {
  const good = { throttling_rate_limit: 10, throttling_burst_limit: 20, metrics_enabled: true, logging_level: "ERROR" };
  return { rest_api_id: "abc", stage_name: "v1", method_path: "*/*", settings: { ...good, ...wrong } };
}

export const AWS_API_GATEWAY_MUTATIONS: readonly Mutation[] = [
  added("AWS_API_METHOD_AUTHORIZED", "a method that asks nobody", "aws_api_gateway_method", {
    rest_api_id: "abc",
    http_method: "POST",
    authorization: "NONE",
  }),
  added("AWS_API_ROUTE_AUTHORIZED", "a route that asks nobody", "aws_apigatewayv2_route", {
    api_id: "abc",
    route_key: "POST /predict",
  }),
  added("AWS_API_PRIVATE_OR_FIREWALLED", "a public API without a firewall", "aws_api_gateway_rest_api", {
    name: "inference",
    endpoint_configuration: { types: ["REGIONAL"] },
    tags: TAGS,
  }),
  added("AWS_API_PRIVATE_POLICY", "a private API without a policy", "aws_api_gateway_rest_api", {
    name: "inference",
    endpoint_configuration: { types: ["PRIVATE"] },
    tags: TAGS,
  }),
  added("AWS_API_THROTTLED", "no limit", "aws_api_gateway_method_settings", settings({ throttling_rate_limit: null })),
  added(
    "AWS_API_NO_DATA_TRACE",
    "a data trace",
    "aws_api_gateway_method_settings",
    settings({ data_trace_enabled: true }),
  ),
  added("AWS_API_NO_CACHE", "a cache", "aws_api_gateway_method_settings", settings({ caching_enabled: true })),
  added("AWS_API_ACCESS_LOGGED", "a stage without a log", "aws_api_gateway_stage", {
    rest_api_id: "abc",
    deployment_id: "def",
    stage_name: "v1",
    tags: TAGS,
  }),
  added("AWS_API_INTEGRATION_PRIVATE", "a backend on the internet", "aws_api_gateway_integration", {
    rest_api_id: "abc",
    http_method: "POST",
    type: "HTTP_PROXY",
    uri: "https://models.acme.example/predict",
  }),
  added("AWS_API_DOMAIN_TLS", "a domain with TLS 1.0", "aws_api_gateway_domain_name", {
    domain_name: "models.acme.example",
    security_policy: "TLS_1_0",
    tags: TAGS,
  }),
  added("AWS_WAF_RATE_LIMITED", "a firewall without a limit", "aws_wafv2_web_acl", {
    name: "edge",
    scope: "REGIONAL",
    default_action: { allow: {} },
    tags: TAGS,
  }),
];
