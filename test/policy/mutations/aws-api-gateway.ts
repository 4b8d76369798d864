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
        rule: [{ name: "rate", priority: 1, statement: { rate_based_statement: { limit: 100 } } }],
        tags: TAGS,
        ...wrong,
      });
    },
  };
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
  {
    control: "AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS",
    name: "a private API that admits everybody",
    stack: "model-store",
    breaks: (stack) => {
      stack.add("aws_api_gateway_rest_api", "edge", {
        name: "inference",
        endpoint_configuration: { types: ["PRIVATE"] },
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
        endpoint_configuration: { types: ["PRIVATE"] },
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
  firewall("AWS_WAF_RATE_LIMITED", "a firewall without a limit", { rule: [] }),
  firewall("AWS_WAF_ATTACHED", "a firewall before nothing", {}, "aws_wafv2_web_acl_association"),
  firewall("AWS_WAF_LOGGED", "a firewall without a log", {}, "aws_wafv2_web_acl_logging_configuration"),
  added("AWS_WAF_LOG_REDACTED", "tokens in the firewall's log", "aws_wafv2_web_acl_logging_configuration", {
    resource_arn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/other/1",
    log_destination_configs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-edge"],
    redacted_fields: [{ single_header: { name: "authorization" } }],
  }),
];
