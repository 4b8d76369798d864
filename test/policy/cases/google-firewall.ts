import type { ControlCases } from "../case";
import { GOOGLE_CONTROL_PLANE_FIREWALL_CASES } from "./google-firewall-control-plane";
import { GOOGLE_FIREWALL_EGRESS_CASES } from "./google-firewall-egress";
import { ANYWHERE, CLUSTER, denied, firewall, MODELS, policy, policyRule, TCP_8000 } from "./google-firewall-estates";

export const GOOGLE_FIREWALL_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_FIREWALL_NO_WORLD_INGRESS",
    holds: {
      "a private range": firewall({ source_ranges: ["10.0.0.0/8"], allow: [MODELS] }),
      "a tag": firewall({ source_tags: ["gateway"], allow: [MODELS] }),
      "the range of a subnet": firewall(
        { source_ranges: ["${google_compute_subnetwork.nodes.ip_cidr_range}"], allow: [MODELS] },
        { google_compute_subnetwork: { nodes: { ip_cidr_range: "10.0.0.0/20" } } },
      ),
      "echo requests": firewall({ source_ranges: ANYWHERE, allow: { protocol: "icmp" } }),
      "echo requests of IPv6": firewall({ source_ranges: ["::/0"], allow: { protocol: "ipv6-icmp" } }),
      "a rule of a policy for what comes from within": policyRule(
        {},
        { src_network_scope: "NON_INTERNET", ...TCP_8000 },
      ),
      "addresses of class E, which subnets may have": firewall({ source_ranges: ["240.0.0.0/4"], allow: [MODELS] }),
      "multicast, which routers speak to each other": firewall({
        source_ranges: ["224.0.0.0/4"],
        allow: [{ protocol: "112" }],
      }),
      "ports of the web, which are judged elsewhere": firewall({
        source_ranges: ANYWHERE,
        allow: [
          { protocol: "tcp", ports: ["443"] },
          { protocol: "tcp", ports: [80] },
        ],
      }),
      "everything denied": firewall({ source_ranges: ANYWHERE, deny: [{ protocol: "all" }] }),
      "a rule that is switched off": firewall({ source_ranges: ANYWHERE, allow: [MODELS], disabled: true }),
      "out to everywhere": firewall({ direction: "EGRESS", allow: [{ protocol: "all" }] }),
      "a rule of a policy that hands on": policyRule({ action: "goto_next" }, { src_ip_ranges: ANYWHERE, ...TCP_8000 }),
      "a rule of a policy for tagged callers": policyRule(
        {},
        { src_secure_tags: [{ name: "tagValues/1" }], ...TCP_8000 },
      ),
    },
    fails: {
      "model servers": firewall({ source_ranges: ANYWHERE, allow: [{ protocol: "tcp", ports: ["8000", "8501"] }] }),
      "no source at all": firewall({ allow: [MODELS] }),
      "no source at all, with nulls as CDKTF writes them": firewall({
        source_ranges: null,
        source_tags: null,
        source_service_accounts: null,
        direction: null,
        allow: [{ protocol: "tcp", ports: null }],
      }),
      "a range beside a tag, which widens it": firewall({
        source_ranges: ANYWHERE,
        source_tags: ["gateway"],
        allow: [MODELS],
      }),
      IPv6: firewall({ source_ranges: ["::/0"], allow: [MODELS] }),
      "half the internet": firewall({ source_ranges: ["128.0.0.0/1"], allow: [MODELS] }),
      "all ports": firewall({ source_ranges: ANYWHERE, allow: [{ protocol: "all" }] }),
      "TCP by its number": firewall({ source_ranges: ANYWHERE, allow: [{ protocol: "6", ports: ["22"] }] }),
      "a port beside those of the web": firewall({
        source_ranges: ANYWHERE,
        allow: [{ protocol: "tcp", ports: ["80", "443", "8080"] }],
      }),
      "a rule of a policy": policyRule({}, { src_ip_ranges: ANYWHERE, ...TCP_8000 }),
      "a rule of a policy for two countries": policyRule({}, { src_region_codes: ["US", "DE"], ...TCP_8000 }),
      "a rule of a policy that inspects": policyRule(
        { action: "apply_security_profile_group" },
        { src_ip_ranges: ANYWHERE, ...TCP_8000 },
      ),
      "a rule of a policy without a source": policyRule({}, TCP_8000),
      "a policy that holds its rules": {
        resource: {
          google_compute_region_network_firewall_policy_with_rules: {
            one: {
              rule: [
                {
                  action: "allow",
                  direction: "INGRESS",
                  match: [{ src_ip_ranges: ANYWHERE, layer4_config: [{ ip_protocol: "tcp", ports: ["22"] }] }],
                },
              ],
            },
          },
        },
      },
      "a rule of an organization's policy": {
        resource: {
          google_compute_firewall_policy_rule: {
            one: { action: "allow", direction: "INGRESS", match: { src_ip_ranges: ANYWHERE, ...TCP_8000 } },
          },
        },
      },
    },
    undecided: {
      "a range by a variable": firewall({ source_ranges: ["${var.range}"], allow: [MODELS] }),
      "tags by a variable, which may be none": firewall({ source_tags: "${var.tags}", allow: [MODELS] }),
      "a rule that may be off": firewall({ source_ranges: ANYWHERE, allow: [MODELS], disabled: "${var.off}" }),
    },
  },
  {
    control: "GOOGLE_FIREWALL_NO_WORLD_WEB_INGRESS",
    holds: {
      "from a private range": firewall({ source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "tcp", ports: ["443"] }] }),
      "another port, which is judged elsewhere": firewall({ source_ranges: ANYWHERE, allow: [MODELS] }),
    },
    fails: { "from everywhere": firewall({ source_ranges: ANYWHERE, allow: [{ protocol: "tcp", ports: ["443"] }] }) },
    undecided: {
      "a range by a variable": firewall({
        source_ranges: ["${var.range}"],
        allow: [{ protocol: "tcp", ports: ["443"] }],
      }),
    },
  },
  {
    control: "GOOGLE_FIREWALL_CLUSTERS_NO_WORLD_WEB_INGRESS",
    holds: {
      "from a private range": firewall(
        { source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "tcp", ports: ["443"] }] },
        CLUSTER,
      ),
    },
    fails: {
      "to every machine of the network": firewall(
        { source_ranges: ANYWHERE, allow: [{ protocol: "tcp", ports: ["443"] }] },
        CLUSTER,
      ),
      "to nodes by their tag": firewall(
        { source_ranges: ANYWHERE, target_tags: ["gpu"], allow: [{ protocol: "tcp", ports: ["80"] }] },
        CLUSTER,
      ),
    },
    undecided: {
      "a range by a variable": firewall(
        { source_ranges: ["${var.range}"], allow: [{ protocol: "tcp", ports: ["443"] }] },
        CLUSTER,
      ),
    },
  },
  {
    control: "GOOGLE_FIREWALL_SERVING_PORTS_PRIVATE",
    holds: {
      "a private range": firewall({ source_ranges: ["10.0.0.0/8"], allow: [MODELS] }),
      "Google's health checks": firewall({ source_ranges: ["130.211.0.0/22", "35.191.0.0/16"], allow: [MODELS] }),
      "Identity-Aware Proxy": firewall({ source_ranges: ["35.235.240.0/20"], allow: [{ protocol: "tcp" }] }),
      "the whole internet, which is another finding": firewall({ source_ranges: ANYWHERE, allow: [MODELS] }),
      "another port": firewall({ source_ranges: ["203.0.113.0/24"], allow: [{ protocol: "tcp", ports: ["22"] }] }),
    },
    fails: {
      "an office": firewall({ source_ranges: ["203.0.113.0/24"], allow: [MODELS] }),
      "an office, in a rule of a policy": policyRule({}, { src_ip_ranges: ["203.0.113.0/24"], ...TCP_8000 }),
    },
    undecided: { "a range by a variable": firewall({ source_ranges: ["${var.range}"], allow: [MODELS] }) },
  },
  {
    control: "GOOGLE_FIREWALL_PORTS_NAMED",
    holds: {
      "one port": firewall({ source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "tcp", ports: ["8443"] }] }),
      "a range of a thousand": firewall({
        source_tags: ["a"],
        allow: [{ protocol: "tcp", ports: ["30000-31000"] }],
      }),
      "from everywhere, which is another finding": firewall({ source_ranges: ANYWHERE, allow: [{ protocol: "all" }] }),
      "out of the network": firewall({
        direction: "EGRESS",
        destination_ranges: ["10.0.0.0/8"],
        allow: [{ protocol: "all" }],
      }),
      "a protocol without ports": firewall({ source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "esp" }] }),
    },
    fails: {
      "all protocols": firewall({ source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "all" }] }),
      "all ports": firewall({ source_tags: ["a"], allow: [{ protocol: "tcp" }] }),
      "all ports, written out": firewall({ source_tags: ["a"], allow: [{ protocol: "tcp", ports: ["0-65535"] }] }),
    },
    undecided: {
      "ports by a variable": firewall({ source_tags: ["a"], allow: [{ protocol: "tcp", ports: "${var.ports}" }] }),
    },
  },
  {
    control: "GOOGLE_FIREWALL_LOGS",
    holds: {
      logged: firewall({ log_config: { metadata: "INCLUDE_ALL_METADATA" } }),
      "switched off": firewall({ disabled: true }),
    },
    fails: { "not said": firewall({ allow: [MODELS] }) },
    undecided: { "a rule that may be off": firewall({ allow: [MODELS], disabled: "${var.off}" }) },
  },
  {
    control: "GOOGLE_FIREWALL_POLICY_LOGS",
    holds: {
      logged: policyRule({ enable_logging: true }, TCP_8000),
      "a rule that hands on": policyRule({ action: "goto_next" }, TCP_8000),
      "a policy that holds its rules": policy({ ...denied("layer4_config"), enable_logging: true }, true),
    },
    fails: {
      "not said": policyRule({}, TCP_8000),
      "one of the rules that a policy holds": policy(denied("layer4_config"), true),
    },
    undecided: { "by a variable": policyRule({ enable_logging: "${var.logged}" }, TCP_8000) },
  },
  ...GOOGLE_FIREWALL_EGRESS_CASES,
  ...GOOGLE_CONTROL_PLANE_FIREWALL_CASES,
];
