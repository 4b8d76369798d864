import type { Control } from "../control";

const SETS_POLICY_ENGINE =
  "([json(self.configuration_values)].exists(c, c != null && has(c.enableNetworkPolicy) && isTrue(c.enableNetworkPolicy)) || " +
  'spelling(self.configuration_values).matches("(?m)enableNetworkPolicy[^A-Za-z0-9]{1,8}true"))';
const IS_STRICT =
  "[json(self.configuration_values)].exists(c, c != null && has(c.env) && has(c.env.NETWORK_POLICY_ENFORCING_MODE) && " +
  'c.env.NETWORK_POLICY_ENFORCING_MODE == "strict") || ' +
  'spelling(self.configuration_values).matches("(?m)NETWORK_POLICY_ENFORCING_MODE[^A-Za-z0-9]{1,8}strict")';

/** People who sign in with a browser have no certificate; what they come through is asked for a login elsewhere. */
const SIGNS_IN = 'exists(a, a.type in ["authenticate-oidc", "authenticate-cognito"])';
const PASSES_PROGRAMS_TO_MODELS =
  `(!self.default_action.${SIGNS_IN} && forwardTargets(self).exists(g, servesModels(g))) || ` +
  `satellites(self, "aws_lb_listener_rule", "listener_arn").exists(r, !r.action.${SIGNS_IN} && ` +
  "forwardTargets(r).exists(g, servesModels(g)))";

const DROPS_THE_REST =
  'self.firewall_policy.exists(p, list(p.stateful_default_actions).exists(a, a.startsWith("aws:drop")) || ' +
  'list(p.stateless_default_actions).exists(a, a == "aws:drop"))';
const LISTS_WHAT_MAY_PASS =
  'resourcesHere("aws_networkfirewall_rule_group").exists(g, g.rule_group.exists(r, r.rules_source.exists(s, ' +
  's.rules_source_list.exists(l, l.generated_rules_type == "ALLOWLIST") || ' +
  'text(s.rules_string).matches("(?m)^ *drop +(ip|tcp) +any +any +-> +any +any "))))';

const DNS_RULES = 'satellites(self, "aws_route53_resolver_firewall_rule", "firewall_rule_group_id")';
const REFUSES_EVERY_NAME =
  'b.action == "BLOCK" && [target(b, "firewall_domain_list_id", "aws_route53_resolver_firewall_domain_list")].exists(l, ' +
  'l != null && list(l.domains).exists(d, d in ["*", "*."]))';

/** What a regulator asks of the ways to models, and of the ways out. */
export const REGULATED_AWS_NETWORK_CONTROLS: readonly Control[] = [
  {
    id: "AWS_EKS_NETWORK_POLICY_STRICT",
    severity: "medium",
    category: "network",
    title: "Pods are closed until their network policies are in place",
    appliesTo: ["aws_eks_addon"],
    when: `self.addon_name == "vpc-cni" && ${SETS_POLICY_ENGINE}`,
    require: IS_STRICT,
    attribute: "configuration_values",
    message: "configuration_values of vpc-cni do not set NETWORK_POLICY_ENFORCING_MODE to strict",
    rationale:
      "In the standard mode a new pod is open for the first seconds: code that comes with a model has sent the weights away before " +
      "the policies are there.",
    remediation:
      'Add env = { NETWORK_POLICY_ENFORCING_MODE = "strict" } to configuration_values; the default is standard. Every pod then needs a ' +
      "network policy, those of the cluster's DNS too.",
    answers: ["EKS-20", "AML.M0032", "AML.T0025"],
  },
  {
    id: "AWS_API_MUTUAL_TLS",
    severity: "medium",
    category: "identity",
    title: "Names of APIs ask callers for a certificate",
    appliesTo: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"],
    when:
      'resource.kind == "aws_apigatewayv2_domain_name" || ' +
      '!self.endpoint_configuration.exists(e, list(e.types).exists(t, t == "PRIVATE"))',
    require:
      "self.mutual_tls_authentication.exists(m, m.truststore_uri != null && " +
      '!(isLiteral(m.truststore_uri) && m.truststore_uri == ""))',
    attribute: "mutual_tls_authentication.truststore_uri",
    message: "The domain name has no truststore to check certificates of callers against",
    rationale:
      "A token that leaked calls the model from anywhere; one that needs a certificate beside it does not. Private domain names " +
      "cannot ask for certificates, and are not judged.",
    remediation:
      "Set mutual_tls_authentication.truststore_uri to a bundle of certificates in a versioned bucket, and truststore_version.",
    answers: ["API-24", "AML.M0019"],
  },
  {
    id: "AWS_LB_MUTUAL_TLS",
    severity: "medium",
    category: "identity",
    title: "Listeners before models ask programs for a certificate",
    appliesTo: ["aws_lb_listener", "aws_alb_listener"],
    when: `self.protocol == "HTTPS" && (${PASSES_PROGRAMS_TO_MODELS})`,
    require: 'self.mutual_authentication.exists(m, m.mode == "verify" && m.trust_store_arn != null)',
    attribute: "mutual_authentication.mode",
    message: "The listener passes programs on to models without verifying a certificate of theirs",
    rationale:
      "A token or an address is all that tells one service from another otherwise, and both can be taken along. Where people sign in " +
      "with a browser no certificate is asked for.",
    remediation: 'Set mutual_authentication with mode "verify" and trust_store_arn; the default is off.',
    answers: ["ING-18", "AML.M0019"],
  },
  {
    id: "AWS_NETWORK_FIREWALL_KEPT",
    severity: "medium",
    category: "resilience",
    title: "Network Firewall cannot be deleted by mistake",
    appliesTo: ["aws_networkfirewall_firewall"],
    require: "isTrue(self.delete_protection)",
    attribute: "delete_protection",
    rationale: "Whoever takes the firewall away opens the way out for weights, or closes it for every service at once.",
    remediation: "Set delete_protection to true; it defaults to false.",
    answers: ["NET-23", "CKV_AWS_344", "AML.T0025"],
  },
  {
    id: "AWS_NETWORK_FIREWALL_LOGGED",
    severity: "high",
    category: "logging",
    title: "Network Firewall writes down what it refuses",
    appliesTo: ["aws_networkfirewall_firewall"],
    require:
      'satellites(self, "aws_networkfirewall_logging_configuration", "firewall_arn").exists(c, c.logging_configuration.exists(l, ' +
      'l.log_destination_config.exists(d, d.log_type == "ALERT")))',
    attribute: "name",
    message: "No aws_networkfirewall_logging_configuration keeps the alerts of this firewall",
    rationale:
      "A model server that tries to reach a stranger is the first sign of theft; without the log nobody sees it.",
    remediation:
      "Add an aws_networkfirewall_logging_configuration with log_type ALERT, and FLOW where flows must be shown; the default is no log.",
    answers: ["NET-23", "CKV2_AWS_63", "AML.T0025"],
  },
  {
    id: "AWS_NETWORK_FIREWALL_CUSTOMER_KEY",
    severity: "medium",
    category: "encryption",
    title: "Network Firewall and its rules are encrypted with a key of the customer",
    appliesTo: [
      "aws_networkfirewall_firewall",
      "aws_networkfirewall_firewall_policy",
      "aws_networkfirewall_rule_group",
    ],
    require: 'self.encryption_configuration.exists(e, e.type == "CUSTOMER_KMS" && customerKey(e.key_id))',
    attribute: "encryption_configuration.type",
    message: "encryption_configuration names no key of the customer",
    rationale: "The rules say which way out is open: a plan of the house for whoever wants to carry something out.",
    remediation:
      'Set encryption_configuration with type "CUSTOMER_KMS" and key_id; the default is a key of AWS, AWS_OWNED_KMS_KEY.',
    answers: ["NET-23", "NET-24", "CKV_AWS_345", "CKV_AWS_346", "AML.M0012"],
  },
  {
    id: "AWS_NETWORK_FIREWALL_ALLOWLIST",
    severity: "medium",
    category: "network",
    title: "Network Firewall lets out only what is listed",
    appliesTo: ["aws_networkfirewall_firewall_policy"],
    require: `(${DROPS_THE_REST}) || ${LISTS_WHAT_MAY_PASS}`,
    attribute: "firewall_policy.stateful_default_actions",
    message: "The policy neither drops by default nor has a list of names that alone may be reached",
    rationale:
      "Lists of known evil do not hold the bucket that a thief made this morning. What serves models needs few names.",
    remediation:
      'Set stateful_engine_options.rule_order to "STRICT_ORDER" and stateful_default_actions to ["aws:drop_established", ' +
      '"aws:alert_established"], or name what may be reached in a rule group with generated_rules_type ALLOWLIST.',
    answers: ["NET-22", "AML.T0025", "LLM06"],
  },
  {
    id: "AWS_DNS_FIREWALL_REFUSES_THE_REST",
    severity: "medium",
    category: "network",
    title: "After the names that may be resolved, DNS Firewall refuses all others",
    appliesTo: ["aws_route53_resolver_firewall_rule_group"],
    when: `${DNS_RULES}.exists(r, r.action == "ALLOW")`,
    require:
      `${DNS_RULES}.exists(b, ${REFUSES_EVERY_NAME} && ${DNS_RULES}.all(a, a.action != "ALLOW" || ` +
      "number(a.priority, 0) < number(b.priority, 0)))",
    attribute: "name",
    message: "The group allows names, and no rule after those blocks *",
    rationale:
      "A list of what is allowed refuses nothing by itself. Weights leave through lookups of names that a stranger answers, past every " +
      "firewall. Groups that only block known evil are not judged.",
    remediation:
      'Add an aws_route53_resolver_firewall_rule with action "BLOCK", a domain list of "*" and the highest priority number of the group.',
    answers: ["NET-25", "AML.T0025"],
  },
  {
    id: "AWS_VPC_INTERNET_BLOCKED",
    severity: "high",
    category: "exposure",
    title: "VPCs of the region are closed to the internet",
    appliesTo: ["aws_vpc_block_public_access_options"],
    require: 'self.internet_gateway_block_mode in ["block-bidirectional", "block-ingress"]',
    attribute: "internet_gateway_block_mode",
    rationale:
      "The switch stands above every route and security group of the account. Where it is declared it should hold: off, it only " +
      "looks as if somebody had thought of it.",
    remediation:
      'Set internet_gateway_block_mode to "block-bidirectional", or "block-ingress" where egress is needed; exclude single subnets by ' +
      "aws_vpc_block_public_access_exclusion.",
    answers: ["NET-06", "AML.M0019"],
  },
];
