import type { Attributes, Mutation } from "../mutation";
import { AWS_WAF_MUTATIONS } from "./aws-waf";

const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

/** A resource of an API beside the hardened stack, well made but for one thing. */
function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: "model-store", breaks: (stack) => stack.add(kind, "edge", attributes) };
}

const PRIVATE = { types: ["PRIVATE"], vpc_endpoint_ids: ["vpce-0a1b2c3d4e5f67890"] };

function settings(wrong: Attributes): Attributes {
  const good = { throttling_rate_limit: 10, throttling_burst_limit: 20, metrics_enabled: true, logging_level: "ERROR" };
  return { rest_api_id: "abc", stage_name: "v1", method_path: "*/*", settings: { ...good, ...wrong } };
}

export const AWS_API_GATEWAY_MUTATIONS: readonly Mutation[] = [
  added("AWS_API_METHOD_AUTHORIZED", "a method that asks nobody", "aws_api_gateway_method", {
    rest_api_id: "abc",
    http_method: "POST",
    authorization: "NONE",
    request_validator_id: "ghi",
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
    endpoint_configuration: PRIVATE,
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
  {
    control: "AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS",
    name: "a private API that admits everybody",
    stack: "model-store",
    breaks: (stack) => {
      stack.add("aws_api_gateway_rest_api", "edge", {
        name: "inference",
        endpoint_configuration: PRIVATE,
        tags: TAGS,
      });
      return stack.add("aws_api_gateway_rest_api_policy", "edge", {
        rest_api_id: "${aws_api_gateway_rest_api.edge.id}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }],
        }),
      });
    },
  },
  {
    control: "AWS_API_LIMITS_PRESENT",
    name: "a deployed API without limits",
    stack: "model-store",
    breaks: (stack) => {
      stack.add("aws_api_gateway_stage", "edge", {
        rest_api_id: "${aws_api_gateway_rest_api.edge.id}",
        deployment_id: "def",
        stage_name: "v1",
        access_log_settings: {
          destination_arn: "arn:aws:logs:eu-west-1:111122223333:log-group:edge",
          format: "$context",
        },
        tags: TAGS,
      });
      return stack.add("aws_api_gateway_rest_api", "edge", {
        name: "inference",
        endpoint_configuration: PRIVATE,
        policy: "${data.aws_iam_policy_document.edge.json}",
        tags: TAGS,
      });
    },
  },
  added("AWS_API_PLAN_LIMITED", "a plan without a quota", "aws_api_gateway_usage_plan", {
    name: "free",
    throttle_settings: { rate_limit: 5, burst_limit: 10 },
    tags: TAGS,
  }),
  added(
    "AWS_API_METHODS_OBSERVED",
    "methods without metrics",
    "aws_api_gateway_method_settings",
    settings({ metrics_enabled: false }),
  ),
  added(
    "AWS_API_PRIVATE_ENDPOINTS_ASSOCIATED",
    "a private API without endpoints of its own",
    "aws_api_gateway_rest_api",
    {
      name: "inference",
      endpoint_configuration: { types: ["PRIVATE"] },
      policy: "${data.aws_iam_policy_document.edge.json}",
      tags: TAGS,
    },
  ),
  added("AWS_API_REQUESTS_VALIDATED", "a method that takes any body", "aws_api_gateway_method", {
    rest_api_id: "abc",
    http_method: "POST",
    authorization: "AWS_IAM",
  }),
  added("AWS_API_DEPLOYMENT_REPLACED_FIRST", "a deployment that changes miss", "aws_api_gateway_deployment", {
    rest_api_id: "abc",
    lifecycle: { create_before_destroy: true },
  }),
  ...AWS_WAF_MUTATIONS,
];
