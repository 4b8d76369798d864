import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = Record<string, Record<string, unknown>>;

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666";
const TRUST_STORE = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/callers/0123456789abcdef";

function addon(configuration_values: unknown, addon_name = "vpc-cni"): EstateSource {
  return { resource: { aws_eks_addon: { it: { cluster_name: "serving", addon_name, configuration_values } } } };
}

const ENFORCED = { enableNetworkPolicy: "true" };
const STRICT = { ...ENFORCED, env: { NETWORK_POLICY_ENFORCING_MODE: "strict" } };

function domain(attributes: object, kind = "aws_api_gateway_domain_name"): EstateSource {
  return { resource: { [kind]: { it: { domain_name: "models.acme.example", ...attributes } } } };
}

const FORWARD = { type: "forward", target_group_arn: "${aws_lb_target_group.g.arn}" };
const REFUSE = { type: "fixed-response", fixed_response: { content_type: "text/plain", status_code: "403" } };
const BY_TOKEN = { type: "jwt-validation", jwt_validation: { issuer: "https://login.acme.example" } };
const BY_LOGIN = { type: "authenticate-oidc", authenticate_oidc: { on_unauthenticated_request: "authenticate" } };

function listener(attributes: object, port = 8501, others: Kinds = {}): EstateSource {
  return {
    resource: {
      aws_lb_target_group: { g: { name: "g", port } },
      aws_lb_listener: {
        l: { load_balancer_arn: "arn", protocol: "HTTPS", default_action: [BY_TOKEN, FORWARD], ...attributes },
      },
      ...others,
    },
  };
}

/** A listener that refuses, with a rule. */
function rule(action: readonly object[], mutual_authentication?: object): EstateSource {
  return listener({ default_action: [REFUSE], mutual_authentication }, 8501, {
    aws_lb_listener_rule: { r: { listener_arn: "${aws_lb_listener.l.arn}", action } },
  });
}

function firewall(attributes: object, others: Kinds = {}): EstateSource {
  return { resource: { aws_networkfirewall_firewall: { it: { name: "egress", ...attributes } }, ...others } };
}

function logged(log_type: unknown): EstateSource {
  return firewall(
    {},
    {
      aws_networkfirewall_logging_configuration: {
        it: {
          firewall_arn: "${aws_networkfirewall_firewall.it.arn}",
          logging_configuration: {
            log_destination_config: [
              { log_type, log_destination_type: "CloudWatchLogs", log_destination: { logGroup: "/acme/egress" } },
            ],
          },
        },
      },
    },
  );
}

function policy(firewall_policy: object, rules_source?: object): EstateSource {
  const group = { it: { name: "names", type: "STATEFUL", capacity: 100, rule_group: { rules_source } } };
  return {
    resource: {
      aws_networkfirewall_firewall_policy: { it: { name: "egress", firewall_policy } },
      ...(rules_source === undefined ? {} : { aws_networkfirewall_rule_group: group }),
    },
  };
}

function domains(generated_rules_type: unknown): object {
  return { rules_source_list: { generated_rules_type, target_types: ["TLS_SNI"], targets: [".acme.example"] } };
}

const GROUP = "${aws_route53_resolver_firewall_rule_group.it.id}";

/** A group of DNS Firewall: a rule for names of the company, and others. */
function names(action: unknown, others: Record<string, object> = {}, rest: unknown = ["*"]): EstateSource {
  const list = (name: string) => `\${aws_route53_resolver_firewall_domain_list.${name}.id}`;
  const rules = { own: { action, priority: 100, firewall_domain_list_id: list("own") }, ...others };
  return {
    resource: {
      aws_route53_resolver_firewall_rule_group: { it: { name: "names" } },
      aws_route53_resolver_firewall_domain_list: {
        own: { name: "own", domains: ["*.acme.example"] },
        rest: { name: "rest", domains: rest },
      },
      aws_route53_resolver_firewall_rule: Object.fromEntries(
        Object.entries(rules).map(([name, attributes]) => [
          name,
          { name, firewall_rule_group_id: GROUP, ...attributes },
        ]),
      ),
    },
  };
}

function rest(priority: unknown, action = "BLOCK"): Record<string, object> {
  const firewall_domain_list_id = "${aws_route53_resolver_firewall_domain_list.rest.id}";
  return { rest: { action, priority, firewall_domain_list_id } };
}

function internet(internet_gateway_block_mode: string): EstateSource {
  return { resource: { aws_vpc_block_public_access_options: { it: { internet_gateway_block_mode } } } };
}

export const REGULATED_AWS_NETWORK_CASES: readonly ControlCases[] = [
  {
    control: "AWS_EKS_NETWORK_POLICY_STRICT",
    holds: {
      strict: addon(JSON.stringify(STRICT)),
      "strict, in an expression": addon(
        '${jsonencode({ enableNetworkPolicy = "true", env = { NETWORK_POLICY_ENFORCING_MODE = "strict" } })}',
      ),
      "an add-on that enforces nothing": addon("{}"),
      "another add-on": addon(JSON.stringify(ENFORCED), "coredns"),
    },
    fails: {
      "the standard mode by default": addon(JSON.stringify(ENFORCED)),
      "the standard mode": addon(JSON.stringify({ ...ENFORCED, env: { NETWORK_POLICY_ENFORCING_MODE: "standard" } })),
    },
    undecided: {
      "a mode that is not known": addon(
        '${jsonencode({ enableNetworkPolicy = "true", env = { NETWORK_POLICY_ENFORCING_MODE = var.mode } })}',
      ),
    },
  },
  {
    control: "AWS_API_MUTUAL_TLS",
    holds: {
      "a truststore": domain({ mutual_tls_authentication: { truststore_uri: "s3://acme-trust/callers.pem" } }),
      "a truststore made here": domain({
        mutual_tls_authentication: [{ truststore_uri: "s3://${aws_s3_bucket.trust.id}/callers.pem" }],
      }),
      "a private name": domain({ endpoint_configuration: { types: ["PRIVATE"] } }),
    },
    fails: {
      none: domain({ endpoint_configuration: { types: ["REGIONAL"] } }),
      "none, of an HTTP API": domain(
        { domain_name_configuration: { endpoint_type: "REGIONAL" } },
        "aws_apigatewayv2_domain_name",
      ),
    },
    undecided: { "a kind that is not known": domain({ endpoint_configuration: { types: ["${var.type}"] } }) },
  },
  {
    control: "AWS_LB_MUTUAL_TLS",
    holds: {
      verified: listener({ mutual_authentication: { mode: "verify", trust_store_arn: TRUST_STORE } }),
      "verified before a rule": rule([BY_TOKEN, FORWARD], { mode: "verify", trust_store_arn: TRUST_STORE }),
      "people who sign in": listener({ default_action: [BY_LOGIN, FORWARD] }),
      "a shop": listener({}, 8080),
      "a network load balancer": listener({ protocol: "TLS" }),
    },
    fails: {
      off: listener({}),
      "passed on unverified": listener({ mutual_authentication: { mode: "passthrough" } }),
      "off before a rule": rule([BY_TOKEN, FORWARD]),
    },
    undecided: {
      "a mode that is not known": listener({
        mutual_authentication: { mode: "${var.mode}", trust_store_arn: TRUST_STORE },
      }),
    },
  },
  {
    control: "AWS_NETWORK_FIREWALL_KEPT",
    holds: { protected: firewall({ delete_protection: true }) },
    fails: { unset: firewall({}), off: firewall({ delete_protection: false }) },
    undecided: { "not known": firewall({ delete_protection: "${var.protect}" }) },
  },
  {
    control: "AWS_NETWORK_FIREWALL_LOGGED",
    holds: { alerts: logged("ALERT") },
    fails: { none: firewall({}), "flows alone": logged("FLOW") },
    undecided: { "not known": logged("${var.type}") },
  },
  {
    control: "AWS_NETWORK_FIREWALL_CUSTOMER_KEY",
    holds: {
      "a key of the customer": firewall({ encryption_configuration: { type: "CUSTOMER_KMS", key_id: KEY } }),
    },
    fails: {
      none: firewall({}),
      "a key of AWS": firewall({ encryption_configuration: { type: "AWS_OWNED_KMS_KEY" } }),
      "none, for the policy": policy({ stateless_default_actions: ["aws:forward_to_sfe"] }),
      "none, for the rules": {
        resource: { aws_networkfirewall_rule_group: { it: { name: "names", type: "STATEFUL", capacity: 100 } } },
      },
    },
    undecided: {
      "a key that is not known": firewall({ encryption_configuration: { type: "CUSTOMER_KMS", key_id: "${var.key}" } }),
    },
  },
  {
    control: "AWS_NETWORK_FIREWALL_ALLOWLIST",
    holds: {
      "dropped by default": policy({ stateful_default_actions: ["aws:drop_established", "aws:alert_established"] }),
      "dropped before any state": policy({ stateless_default_actions: ["aws:drop"] }),
      "a list of names": policy({ stateless_default_actions: ["aws:forward_to_sfe"] }, domains("ALLOWLIST")),
      "a last rule that drops": policy(
        { stateless_default_actions: ["aws:forward_to_sfe"] },
        { rules_string: "pass tls any any -> any any (sid:1;)\ndrop ip any any -> any any (sid:2;)" },
      ),
    },
    fails: {
      "everything goes on": policy({ stateless_default_actions: ["aws:forward_to_sfe"] }),
      "only known evil is refused": policy({ stateless_default_actions: ["aws:forward_to_sfe"] }, domains("DENYLIST")),
    },
    undecided: { "not known": policy({ stateful_default_actions: ["${var.action}"] }) },
  },
  {
    control: "AWS_DNS_FIREWALL_REFUSES_THE_REST",
    holds: {
      "the rest is blocked": names("ALLOW", rest(200)),
      "known evil alone is blocked": names("BLOCK"),
    },
    fails: {
      "nothing is blocked": names("ALLOW"),
      "the rest is only told of": names("ALLOW", rest(200, "ALERT")),
      "the rest is blocked first": names("ALLOW", rest(50)),
      "some names are blocked": names("ALLOW", rest(200), ["*.evil.example"]),
    },
    undecided: {
      "a place that is not known": names("ALLOW", rest("${var.last}")),
      "names that are not known": names("ALLOW", rest(200), ["${var.rest}"]),
    },
  },
  {
    control: "AWS_VPC_INTERNET_BLOCKED",
    holds: { "both ways": internet("block-bidirectional"), "ways in": internet("block-ingress") },
    fails: { off: internet("off") },
    undecided: { "not known": internet("${var.mode}") },
  },
];
