import { add, choose, decide, type Fixes, ofSubject, type Step, set, unset } from "./fix";

/** What a rule says of the other end and of ports. In a rule of a policy that stands in `match`. */
function rule(what: string, hcl: string, cdktf: string): Step {
  return decide(what, {
    hcl: `resource "google_compute_firewall" "serving" {\n  name    = "serving"\n  network = google_compute_network.serving.id\n${hcl}\n}`,
    cdktf: `import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";

new ComputeFirewall(this, "Serving", {
  name: "serving",
  network: network.id,
${cdktf}
});`,
  });
}

const NAMED_CALLERS = rule(
  "who may call: private ranges, network tags or service accounts; of a firewall policy, src_ip_ranges or src_secure_tags of its match",
  `  source_ranges = ["10.20.0.0/20"]
  target_tags   = ["serving"]

  allow {
    protocol = "tcp"
    ports    = ["8501"]
  }`,
  `  sourceRanges: ["10.20.0.0/20"],
  targetTags: ["serving"],
  allow: [{ protocol: "tcp", ports: ["8501"] }],`,
);

export const GOOGLE_FIREWALL_FIXES: Fixes = {
  GOOGLE_FIREWALL_NO_WORLD_INGRESS: [NAMED_CALLERS],
  GOOGLE_FIREWALL_NO_WORLD_WEB_INGRESS: [NAMED_CALLERS],
  GOOGLE_FIREWALL_CLUSTERS_NO_WORLD_WEB_INGRESS: [NAMED_CALLERS],
  GOOGLE_FIREWALL_SERVING_PORTS_PRIVATE: [NAMED_CALLERS],
  GOOGLE_FIREWALL_PORTS_NAMED: [
    rule(
      "which ports are used, each by its protocol",
      `  source_ranges = ["10.20.0.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["443", "8443"]
  }`,
      `  sourceRanges: ["10.20.0.0/20"],
  allow: [{ protocol: "tcp", ports: ["443", "8443"] }],`,
    ),
  ],
  GOOGLE_FIREWALL_CONTROL_PLANE_NARROW: [
    unset("target_service_accounts"),
    set("target_tags", [choose("network tag of the nodes", "serving-nodes")]),
    set("allow", [{ protocol: "tcp", ports: [choose("port of the webhooks in use: 8443, 9443 or 15017", "8443")] }]),
  ],
  GOOGLE_FIREWALL_NO_WORLD_EGRESS: [
    rule(
      "which destinations are needed; Google's own APIs are at 199.36.153.4/30",
      `  direction          = "EGRESS"
  destination_ranges = ["199.36.153.4/30"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }`,
      `  direction: "EGRESS",
  destinationRanges: ["199.36.153.4/30"],
  allow: [{ protocol: "tcp", ports: ["443"] }],`,
    ),
  ],
  GOOGLE_NETWORK_EGRESS_DENIED: [
    add("google_compute_firewall", "deny_egress", {
      name: choose("name of the rule", "deny-all-egress"),
      network: ofSubject(),
      direction: "EGRESS",
      priority: 65534,
      destination_ranges: ["0.0.0.0/0"],
      deny: [{ protocol: "all" }],
      log_config: { metadata: "INCLUDE_ALL_METADATA" },
    }),
  ],
  GOOGLE_FIREWALL_LOGS: [set("log_config.metadata", "INCLUDE_ALL_METADATA")],
  GOOGLE_FIREWALL_POLICY_LOGS: [
    decide("which rules log: a rule of its own, or each rule that the policy holds", {
      hcl: `resource "google_compute_network_firewall_policy_rule" "serving" {
  firewall_policy = google_compute_network_firewall_policy.serving.name
  priority        = 1000
  direction       = "INGRESS"
  action          = "allow"
  enable_logging  = true

  match {
    src_ip_ranges = ["10.20.0.0/20"]

    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["8501"]
    }
  }
}`,
      cdktf: `import { ComputeNetworkFirewallPolicyRule } from "@cdktf/provider-google/lib/compute-network-firewall-policy-rule";

new ComputeNetworkFirewallPolicyRule(this, "Serving", {
  firewallPolicy: policy.name,
  priority: 1000,
  direction: "INGRESS",
  action: "allow",
  enableLogging: true,
  match: {
    srcIpRanges: ["10.20.0.0/20"],
    layer4Configs: [{ ipProtocol: "tcp", ports: ["8501"] }],
  },
});`,
    }),
  ],
};
