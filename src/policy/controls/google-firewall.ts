import type { Control } from "../control";

const VPC_FIREWALL = "google_compute_firewall";
const POLICY_RULES: readonly string[] = [
  "google_compute_firewall_policy_rule",
  "google_compute_network_firewall_policy_rule",
  "google_compute_region_network_firewall_policy_rule",
];
const POLICIES_WITH_RULES: readonly string[] = [
  "google_compute_firewall_policy_with_rules",
  "google_compute_network_firewall_policy_with_rules",
  "google_compute_region_network_firewall_policy_with_rules",
];
const KINDS: readonly string[] = [VPC_FIREWALL, ...POLICY_RULES, ...POLICIES_WITH_RULES];

/** Halves of the internet are as good as the whole, and pass those who look for 0.0.0.0/0. */
const IS_WORLD = "isWideCidr(c)";
const WORLD = `r.ranges.exists(c, ${IS_WORLD})`;
const IS_WEB = "((r.from == 80 && r.to == 80) || (r.from == 443 && r.to == 443))";
const LETS_IN = 'r.enabled && r.direction == "ingress" && r.action == "allow" && r.protocol != "icmp"';

/**
 * Google's own probes, load balancers and tunnels (Identity-Aware Proxy) come from public addresses that nobody else has.
 *
 * @see https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
 * @see https://cloud.google.com/iap/docs/using-tcp-forwarding#create-firewall-rule
 */
const OF_GOOGLE =
  '["35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22", "35.235.240.0/20", "34.96.0.0/20", "34.127.192.0/18", ' +
  '"2600:2d00:1:b029::/64", "2600:2d00:1:1::/64", "2600:1901:8001::/48"].exists(g, cidrWithin(c, g))';

const WORLD_INGRESS = `${LETS_IN} && !${IS_WEB} && ${WORLD}`;
const WEB_INGRESS = `${LETS_IN} && ${IS_WEB} && ${WORLD}`;
const IS_PUBLIC = `isPublicCidr(c) && !${OF_GOOGLE}`;
const PUBLIC_SERVING = `${LETS_IN} && holdsServingPort(r.from, r.to) && !(${WORLD}) && r.ranges.exists(c, ${IS_PUBLIC})`;
const WORLD_EGRESS = `r.enabled && r.direction == "egress" && r.action == "allow" && ${WORLD}`;
const MANY_PORTS = `${LETS_IN} && (r.allPorts ? r.protocol in ["all", "tcp", "udp", "sctp"] : r.to - r.from > 1000) && !(${WORLD})`;

/**
 * Ports of admission webhooks and of further API servers: GKE opens 443 and 10250 by itself; 8443 is Gatekeeper's, 9443 Kyverno's and
 * cert-manager's, 15017 Istio's, 4443 and 6443 those of metrics.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/private-clusters#add_firewall_rules
 */
const OF_CONTROL_PLANE = "[443, 4443, 6443, 8443, 9443, 10250, 15017].exists(port, r.from == port && r.to == port)";
const BEYOND_WEBHOOKS = `${LETS_IN} && (r.everywhere || !${OF_CONTROL_PLANE})`;

/**
 * Rules at fault, as `tcp ports 8000 to 8002 from ::/0`, at their path.
 *
 * @param range CEL: whether `c` is one of the ranges that make the fault
 */
function rulesAtFault(fault: string, word: string, range = "true"): string {
  return (
    `firewallRules(self).filter(r, ${fault}).map(r, (r.at == "" ? "" : r.at + ": ") + r.protocol + " " + ` +
    '(r.from == r.to ? "port " + string(r.from) : "ports " + string(r.from) + " to " + string(r.to)) + ' +
    `(r.ranges.size() == 0 ? "" : " ${word} " + string(r.ranges.filter(c, ${range})[0])))`
  );
}

/** Firewalls of a VPC and rules of firewall policies, IPv4 and IPv6 alike. Echo requests (ICMP) open no port. */
export const GOOGLE_FIREWALL_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_FIREWALL_NO_WORLD_INGRESS",
    severity: "critical",
    category: "exposure",
    title: "No firewall lets the internet in",
    appliesTo: KINDS,
    require: `!firewallRules(self).exists(r, ${WORLD_INGRESS})`,
    found: rulesAtFault(WORLD_INGRESS, "from", IS_WORLD),
    attribute: "source_ranges",
    message: "The firewall lets the whole internet in",
    rationale:
      "Model servers answer whoever finds their port, without a password: TensorFlow Serving, Triton and vLLM have none. A " +
      "rule that names no source at all is open to everybody. Ports 80 and 443, which the edge of a website must open, are " +
      "judged by controls of their own.",
    remediation:
      "Name private ranges in source_ranges, or source_tags or source_service_accounts, in place of 0.0.0.0/0 or ::/0; " +
      "ServingNetwork and ServingCluster let nobody in but the control plane.",
    answers: [
      "NET-35",
      "DENY-NET-003",
      "AVD-GCP-0027",
      "CKV2_GCP_12",
      "CKV_GCP_2",
      "CKV_GCP_3",
      "CKV_GCP_106",
      "KICS c4dcdcdf",
      "KICS 678fd659",
      "AML.M0019",
      "ML05:2023",
    ],
  },
  {
    id: "GOOGLE_FIREWALL_NO_WORLD_WEB_INGRESS",
    severity: "medium",
    category: "exposure",
    title: "Ports 80 and 443 are not open to the internet",
    appliesTo: KINDS,
    when: "!servesClusters(self)",
    require: `!firewallRules(self).exists(r, ${WEB_INGRESS})`,
    found: rulesAtFault(WEB_INGRESS, "from", IS_WORLD),
    attribute: "source_ranges",
    message: "The firewall lets the whole internet in",
    rationale:
      "Right for the edge of a website, wrong for anything that serves models: which of the two stands behind a firewall, " +
      "its rules do not say. Waive it for the edge.",
    remediation:
      "Name the callers in place of 0.0.0.0/0 or ::/0; put model servers behind an internal load balancer, as " +
      "PrivateInferenceEndpoint does within the cluster.",
    answers: ["NET-35", "DENY-NET-003", "CKV_GCP_106", "AML.M0019"],
  },
  {
    id: "GOOGLE_FIREWALL_CLUSTERS_NO_WORLD_WEB_INGRESS",
    severity: "high",
    category: "exposure",
    title: "Firewalls of GKE nodes are not open on ports 80 and 443 either",
    appliesTo: KINDS,
    when: "servesClusters(self)",
    require: `!firewallRules(self).exists(r, ${WEB_INGRESS})`,
    found: rulesAtFault(WEB_INGRESS, "from", IS_WORLD),
    attribute: "source_ranges",
    message: "The firewall lets the whole internet in",
    rationale:
      "A rule without target tags is about every machine of the network, the nodes that serve models among them: they are no " +
      "edge of a website.",
    remediation:
      "Name the callers in place of 0.0.0.0/0 or ::/0, or the tag of the edge in target_tags; ServingNetwork lets nobody in.",
    answers: ["NET-35", "DENY-NET-003", "CKV_GCP_106", "AML.M0019"],
  },
  {
    id: "GOOGLE_FIREWALL_SERVING_PORTS_PRIVATE",
    severity: "critical",
    category: "exposure",
    title: "Ports of model servers are open to private ranges only",
    appliesTo: KINDS,
    require: `!firewallRules(self).exists(r, ${PUBLIC_SERVING})`,
    found: rulesAtFault(PUBLIC_SERVING, "from", IS_PUBLIC),
    attribute: "source_ranges",
    message: "Public addresses reach ports that model servers listen on",
    rationale:
      "A list of public addresses is no authentication: everybody behind them, a whole office or another customer of the same " +
      "cloud, queries and extracts the model. Google's own probes, load balancers and tunnels are not meant.",
    remediation:
      "Name tags, service accounts or a range of the network for the ports of TensorFlow Serving, Triton, vLLM, TorchServe, " +
      "Ollama and the like; ServingNetwork opens none of them.",
    answers: ["NET-35", "DENY-NET-003", "AML.M0019", "ML05:2023"],
  },
  {
    id: "GOOGLE_FIREWALL_PORTS_NAMED",
    severity: "medium",
    category: "network",
    title: "Firewalls name the ports that they open",
    appliesTo: KINDS,
    require: `!firewallRules(self).exists(r, ${MANY_PORTS})`,
    found: rulesAtFault(MANY_PORTS, "from"),
    attribute: "allow.ports",
    message: "The firewall opens all ports, or more than a thousand at once",
    rationale:
      "A rule for all ports opens kubelets, metrics and every model server beside the one port that was meant. What the whole " +
      "internet reaches is found as such.",
    remediation:
      "Set protocol to tcp or udp and ports to those that are used; ServingCluster's rule for webhooks does.",
    answers: ["NET-37", "AVD-GCP-0072", "AVD-GCP-0074", "CKV2_GCP_12"],
  },
  {
    id: "GOOGLE_FIREWALL_CONTROL_PLANE_NARROW",
    severity: "medium",
    category: "network",
    title: "The control plane reaches webhooks on tagged nodes, and nothing else",
    appliesTo: [VPC_FIREWALL],
    when: "fromControlPlane(self)",
    require: `!firewallRules(self).exists(r, ${BEYOND_WEBHOOKS})`,
    found: `firewallRules(self).filter(r, ${BEYOND_WEBHOOKS}).map(r, r.protocol + " " + (r.from == r.to ? "port " + string(r.from) : "ports " + string(r.from) + " to " + string(r.to)) + (r.everywhere ? " of every machine" : ""))`,
    attribute: "allow.ports",
    message: "The firewall opens more to the control plane than ports of webhooks on tagged nodes",
    rationale:
      "Whoever may proxy through the API server comes from this range: what the rule opens beside webhooks, a model server's " +
      "port among it, is open to them past the gateway.",
    remediation:
      "Set target_tags to the tag of the nodes, and ports to those of the webhooks in use: 8443, 9443 or 15017; 443 and 10250 " +
      "are open anyway. ServingCluster does, by webhookPorts.",
    answers: ["GKE-61", "AML.M0019"],
  },
  {
    id: "GOOGLE_FIREWALL_NO_WORLD_EGRESS",
    severity: "high",
    category: "network",
    title: "No firewall lets everything out to the internet",
    appliesTo: KINDS,
    require: `!firewallRules(self).exists(r, ${WORLD_EGRESS})`,
    found: rulesAtFault(WORLD_EGRESS, "to", IS_WORLD),
    attribute: "destination_ranges",
    message: "The firewall lets traffic out to the whole internet",
    rationale:
      "Code in a model file runs when the model is loaded; what it can reach is where the weights and the prompts go. An allow " +
      "rule before the one that denies takes it back.",
    remediation:
      "Name the ranges that are needed in destination_ranges; unset it is everywhere. ServingNetwork takes allowedDestinations " +
      "by name.",
    answers: ["NET-36", "DENY-NET-003", "AVD-GCP-0035", "AML.T0025", "LLM06", "ML05:2023"],
  },
  {
    id: "GOOGLE_NETWORK_EGRESS_DENIED",
    severity: "high",
    category: "network",
    title: "A network with GKE clusters lets nothing out but what is named",
    appliesTo: ["google_compute_network"],
    require: "deniesEgress(self) || clustersIn(self).size() == 0",
    attribute: "name",
    message: "The network has GKE clusters, but no rule that denies all egress to 0.0.0.0/0",
    rationale:
      "Every network of Google Cloud lets everything out until a rule says otherwise: with a NAT or a route, that is the way " +
      "of weights and prompts. Networks without a GKE cluster are not judged.",
    remediation:
      'Add a google_compute_firewall with direction "EGRESS", deny protocol "all", destination_ranges ["0.0.0.0/0"] and a ' +
      "priority after those that allow; ServingNetwork does.",
    answers: ["NET-36", "DENY-NET-003", "AVD-GCP-0035", "AML.T0025", "LLM06", "ML05:2023"],
  },
  {
    id: "GOOGLE_FIREWALL_LOGS",
    severity: "low",
    category: "logging",
    title: "Firewalls log what they let through and what they refuse",
    appliesTo: [VPC_FIREWALL],
    require: 'self.log_config.size() > 0 || text(self.disabled).lowerAscii() == "true"',
    attribute: "log_config",
    message: "The firewall has no log_config",
    rationale: "What tried to leave, and was refused, is the first sign of a model that does more than answer.",
    remediation: 'Add log_config with metadata "INCLUDE_ALL_METADATA"; ServingNetwork does.',
    answers: ["NET-38", "AML.M0024"],
  },
  {
    id: "GOOGLE_FIREWALL_POLICY_LOGS",
    severity: "low",
    category: "logging",
    title: "Rules of firewall policies log what they let through and what they refuse",
    appliesTo: [...POLICY_RULES, ...POLICIES_WITH_RULES],
    require:
      '(resource.kind.endsWith("_with_rules") ? self.rule.all(r, text(r.action) == "goto_next" || isTrue(r.enable_logging)) ' +
      ': text(self.action) == "goto_next" || isTrue(self.enable_logging))',
    attribute: "enable_logging",
    rationale: "What tried to leave, and was refused, is the first sign of a model that does more than answer.",
    remediation: "Set enable_logging to true; the default is false. Rules that only hand on (goto_next) have no log.",
    answers: ["NET-38", "AML.M0024"],
  },
];
