import { AWS_WAF_FIXES } from "./aws-waf";
import { add, choose, type Fixes, ofSubject, set, unset } from "./fix";

const ENDPOINTS = choose("ids of the interface endpoints of execute-api", ["vpce-0a1b2c3d4e5f60718"]);

/** Whoever does not come through the endpoint is refused, also where an identity of the account is allowed. */
const POLICY = choose(
  "policy that admits the VPC endpoints of the callers alone",
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
        Condition: { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" } },
      },
    ],
  }),
);

const LIMITS = {
  throttling_rate_limit: choose("calls a second that all callers together may make", 10),
  throttling_burst_limit: choose("calls at once that all callers together may make", 20),
};

/** Whom, what and how it ended; never the body. */
const FORMAT = JSON.stringify({
  requestId: "$context.requestId",
  caller: "$context.identity.caller",
  user: "$context.identity.user",
  ip: "$context.identity.sourceIp",
  requestTime: "$context.requestTime",
  method: "$context.httpMethod",
  path: "$context.resourcePath",
  status: "$context.status",
});

const API_FIXES: Fixes = {
  AWS_API_METHOD_AUTHORIZED: [set("authorization", "AWS_IAM")],
  AWS_API_ROUTE_AUTHORIZED: [set("authorization_type", "AWS_IAM")],
  AWS_API_PRIVATE_OR_FIREWALLED: [
    set("endpoint_configuration.types", ["PRIVATE"]),
    set("endpoint_configuration.vpc_endpoint_ids", ENDPOINTS),
    add("aws_api_gateway_rest_api_policy", "own_endpoints", { rest_api_id: ofSubject(), policy: POLICY }),
  ],
  AWS_API_PRIVATE_POLICY: [
    add("aws_api_gateway_rest_api_policy", "own_endpoints", { rest_api_id: ofSubject(), policy: POLICY }),
  ],
  AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS: [set("policy", POLICY)],
  AWS_API_LIMITS_PRESENT: [
    add("aws_api_gateway_method_settings", "limits", {
      rest_api_id: ofSubject(),
      stage_name: choose("name of the stage", "v1"),
      method_path: "*/*",
      settings: { ...LIMITS, metrics_enabled: true, logging_level: "ERROR" },
    }),
  ],
  AWS_API_THROTTLED: Object.entries(LIMITS).map(([name, limit]) => set(`settings.${name}`, limit)),
  AWS_API_PLAN_LIMITED: [
    set("quota_settings.limit", choose("calls a day that the tenant may make", 1000)),
    set("quota_settings.period", "DAY"),
    set("throttle_settings.rate_limit", choose("calls a second that the tenant may make", 5)),
    set("throttle_settings.burst_limit", choose("calls at once that the tenant may make", 10)),
  ],
  AWS_API_METHODS_OBSERVED: [set("settings.metrics_enabled", true), set("settings.logging_level", "ERROR")],
  AWS_API_NO_DATA_TRACE: [unset("settings.data_trace_enabled")],
  AWS_API_NO_CACHE: [unset("settings.caching_enabled")],
  AWS_API_ACCESS_LOGGED: [
    set(
      "access_log_settings.destination_arn",
      choose(
        "ARN of an encrypted log group",
        "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/api-gateway/inference",
      ),
    ),
    set("access_log_settings.format", FORMAT),
  ],
  AWS_API_INTEGRATION_PRIVATE: [
    set("connection_type", "VPC_LINK"),
    set("connection_id", choose("id of the VPC link to the internal load balancer", "a1b2c3")),
  ],
  AWS_API_DOMAIN_TLS: [set("security_policy", "TLS_1_2")],
  AWS_API_PRIVATE_ENDPOINTS_ASSOCIATED: [set("endpoint_configuration.vpc_endpoint_ids", ENDPOINTS)],
  AWS_API_REQUESTS_VALIDATED: [
    set("request_validator_id", choose("id of a validator of both body and parameters", "a1b2c3")),
  ],
  AWS_API_DEPLOYMENT_REPLACED_FIRST: [
    set("lifecycle.create_before_destroy", true),
    set(
      "triggers.redeployment",
      choose(
        "hash of the methods and integrations of the API",
        "${sha1(jsonencode([aws_api_gateway_method.predict, aws_api_gateway_integration.predict]))}",
      ),
    ),
  ],
};

export const AWS_API_GATEWAY_FIXES: Fixes = { ...API_FIXES, ...AWS_WAF_FIXES };
