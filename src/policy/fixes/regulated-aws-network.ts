import { choose, decide, type Fixes, set } from "./fix";

export const REGULATED_AWS_NETWORK_FIXES: Fixes = {
  AWS_EKS_NETWORK_POLICY_STRICT: [
    set(
      "configuration_values",
      choose(
        "the strict mode, beside what is configured already; first every pod needs a network policy",
        JSON.stringify({ enableNetworkPolicy: "true", env: { NETWORK_POLICY_ENFORCING_MODE: "strict" } }),
      ),
    ),
  ],
  AWS_API_MUTUAL_TLS: [
    set(
      "mutual_tls_authentication.truststore_uri",
      choose("certificates of those who sign the callers', in a versioned bucket", "s3://acme-trust/callers.pem"),
    ),
  ],
  AWS_LB_MUTUAL_TLS: [
    set("mutual_authentication.mode", "verify"),
    set(
      "mutual_authentication.trust_store_arn",
      choose(
        "ARN of the trust store with the certificates of those who sign the callers'",
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/callers/0123456789abcdef",
      ),
    ),
  ],
  AWS_NETWORK_FIREWALL_KEPT: [set("delete_protection", true)],
  AWS_NETWORK_FIREWALL_LOGGED: [
    decide(
      "where the alerts go: to a log group, a bucket or a stream of Firehose, encrypted and out of the tenants' reach",
      {
        hcl: `resource "aws_networkfirewall_logging_configuration" "egress" {
  firewall_arn = aws_networkfirewall_firewall.egress.arn

  logging_configuration {
    log_destination_config {
      log_type             = "ALERT"
      log_destination_type = "CloudWatchLogs"

      log_destination = {
        logGroup = aws_cloudwatch_log_group.egress.name
      }
    }
  }
}`,
        cdktf: `import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";

new NetworkfirewallLoggingConfiguration(this, "EgressLogs", {
  firewallArn: firewall.arn,
  loggingConfiguration: {
    logDestinationConfig: [
      {
        logType: "ALERT",
        logDestinationType: "CloudWatchLogs",
        logDestination: { logGroup: logGroup.name },
      },
    ],
  },
});`,
      },
    ),
  ],
  AWS_NETWORK_FIREWALL_CUSTOMER_KEY: [
    set("encryption_configuration.type", "CUSTOMER_KMS"),
    set(
      "encryption_configuration.key_id",
      choose(
        "ARN of the key of the firewall",
        "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666",
      ),
    ),
  ],
  AWS_NETWORK_FIREWALL_ALLOWLIST: [
    decide(
      "which names services need, first in a rule group that passes them; then everything else is dropped. The order of rules of a " +
        "policy that is there cannot be changed: it is made anew.",
      {
        hcl: `resource "aws_networkfirewall_firewall_policy" "egress" {
  name = "egress-listed"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_default_actions           = ["aws:drop_established", "aws:alert_established"]

    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }

    stateful_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.listed.arn
    }
  }
}`,
        cdktf: `import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";

new NetworkfirewallFirewallPolicy(this, "Egress", {
  name: "egress-listed",
  firewallPolicy: {
    statelessDefaultActions: ["aws:forward_to_sfe"],
    statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
    statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
    statefulEngineOptions: { ruleOrder: "STRICT_ORDER" },
    statefulRuleGroupReference: [{ priority: 1, resourceArn: listed.arn }],
  },
});`,
      },
    ),
  ],
  AWS_DNS_FIREWALL_REFUSES_THE_REST: [
    decide("which names services need: once those are allowed, the last rule of the group blocks all others", {
      hcl: `resource "aws_route53_resolver_firewall_domain_list" "everything" {
  name    = "everything"
  domains = ["*"]
}

resource "aws_route53_resolver_firewall_rule" "rest" {
  name                    = "rest"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  priority                = 9000
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.everything.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.names.id
}`,
      cdktf: `import { Route53ResolverFirewallDomainList } from "@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list";
import { Route53ResolverFirewallRule } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule";

const everything = new Route53ResolverFirewallDomainList(this, "Everything", { name: "everything", domains: ["*"] });

new Route53ResolverFirewallRule(this, "Rest", {
  name: "rest",
  action: "BLOCK",
  blockResponse: "NXDOMAIN",
  priority: 9000,
  firewallDomainListId: everything.id,
  firewallRuleGroupId: names.id,
});`,
    }),
  ],
  AWS_VPC_INTERNET_BLOCKED: [set("internet_gateway_block_mode", "block-bidirectional")],
};
