import type { Control } from "../control";

const IS_PRIVATE = 'self.endpoint_configuration.exists(e, list(e.types).exists(t, t == "PRIVATE"))';

/** Web application firewalls of the stages of a REST API. */
const HAS_FIREWALL =
  'satellites(self, "aws_api_gateway_stage", "rest_api_id")' +
  '.exists(s, satellites(s, "aws_wafv2_web_acl_association", "resource_arn").size() > 0)';

/** A refusal of whoever does not come through an endpoint or a network that is named. */
const REFUSES_OTHERS =
  's.effect == "Deny" && s.conditions.exists(c, spelling(c.test).lowerAscii().startsWith("stringnot") && ' +
  'spelling(c.variable).lowerAscii() in ["aws:sourcevpce", "aws:sourcevpc"])';

/** Who reaches the API, and how it reaches what is behind it. */
export const AWS_API_EXPOSURE_CONTROLS: readonly Control[] = [
  {
    id: "AWS_API_PRIVATE_OR_FIREWALLED",
    severity: "high",
    category: "exposure",
    title: "The API is private, or stands behind a firewall",
    appliesTo: ["aws_api_gateway_rest_api"],
    require: `${IS_PRIVATE} || ${HAS_FIREWALL}`,
    attribute: "endpoint_configuration.types",
    message: "The API is reached from the internet, and no stage of it has a web ACL",
    rationale:
      "Extraction of a model is a flood of well-formed calls: on a public edge nothing but a rate limit stands against it.",
    remediation: 'Set endpoint_configuration.types to ["PRIVATE"], or associate an aws_wafv2_web_acl with its stages.',
    answers: ["API-01", "API-33", "DENY-API-002", "CKV2_AWS_29", "KICS 6b2739db", "AML.M0019"],
  },
  {
    id: "AWS_API_PRIVATE_POLICY",
    severity: "high",
    category: "identity",
    title: "A private API says which endpoints may call it",
    appliesTo: ["aws_api_gateway_rest_api"],
    when: IS_PRIVATE,
    // Said again: whether the API is private may be undecided, and then so is this.
    require: `!(${IS_PRIVATE}) || self.policy != null || satellites(self, "aws_api_gateway_rest_api_policy", "rest_api_id").size() > 0`,
    attribute: "policy",
    message: "The private API has no resource policy",
    rationale: "A private API answers endpoints of other accounts too, unless its policy names those it means.",
    remediation: "Add an aws_api_gateway_rest_api_policy that admits aws:SourceVpce of your own endpoints alone.",
    answers: ["API-03", "DENY-API-002", "AML.M0019"],
  },
  {
    id: "AWS_API_PRIVATE_POLICY_NAMES_ENDPOINTS",
    severity: "high",
    category: "identity",
    title: "The policy of a private API does not admit everybody",
    appliesTo: ["aws_api_gateway_rest_api_policy", "aws_api_gateway_rest_api"],
    // A policy that is a resource of its own takes the place of the one within the API.
    when:
      'resource.kind == "aws_api_gateway_rest_api" ? self.policy != null && ' +
      `(${IS_PRIVATE}) && satellites(self, "aws_api_gateway_rest_api_policy", "rest_api_id").size() == 0 : ` +
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
    answers: ["API-03", "DENY-API-002", "AML.M0019"],
  },
  {
    id: "AWS_API_PRIVATE_ENDPOINTS_ASSOCIATED",
    severity: "medium",
    category: "network",
    title: "A private API is tied to VPC endpoints of its own",
    appliesTo: ["aws_api_gateway_rest_api"],
    when: IS_PRIVATE,
    require: `!(${IS_PRIVATE}) || self.endpoint_configuration.exists(e, list(e.vpc_endpoint_ids).size() > 0)`,
    attribute: "endpoint_configuration.vpc_endpoint_ids",
    rationale:
      "Tied to its endpoints the API has names that lead to them alone. Without, callers put the API's id into a header that any " +
      "endpoint of any network takes, and the way that prompts travel is theirs to choose.",
    remediation: "Set endpoint_configuration.vpc_endpoint_ids to the interface endpoints of execute-api.",
    answers: ["API-02"],
  },
  {
    id: "AWS_API_INTEGRATION_PRIVATE",
    severity: "medium",
    category: "exposure",
    title: "The API reaches its backend through a VPC link",
    appliesTo: ["aws_api_gateway_integration"],
    when: 'self.type == "HTTP" || self.type == "HTTP_PROXY"',
    require: 'self.connection_type == "VPC_LINK"',
    attribute: "connection_type",
    rationale: "Without a link the backend must answer the internet, and then answers around the API too.",
    remediation:
      "Set connection_type to VPC_LINK with an aws_api_gateway_vpc_link to an internal load balancer; it defaults to INTERNET.",
    answers: ["API-25", "AML.M0019"],
  },
];
