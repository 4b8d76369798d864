import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const ANYWHERE = ["0.0.0.0/0"];
const MODELS = { protocol: "tcp", ports: ["8500-8501"] };

function firewall(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return {
    resource: { google_compute_firewall: { one: { name: "one", network: "serving", ...attributes } }, ...others },
  };
}

/** A cluster in the network of the firewall, and a pool whose nodes have a tag. */
const CLUSTER = {
  google_compute_network: { serving: { name: "serving" } },
  google_container_cluster: { main: { name: "main", network: "${google_compute_network.serving.id}" } },
  google_container_node_pool: {
    gpu: { cluster: "${google_container_cluster.main.name}", node_config: { tags: ["gpu"] } },
  },
};

function policyRule(attributes: object, match: object): EstateSource {
  return {
    resource: {
      google_compute_network_firewall_policy_rule: {
        one: { action: "allow", direction: "INGRESS", ...attributes, match },
      },
    },
  };
}

const TCP_8000 = { layer4_configs: [{ ip_protocol: "tcp", ports: ["8000"] }] };

/** A policy that holds its rules, or one whose rules are resources, in a network with a cluster. */
function policy(rule: object, inline: boolean): EstateSource {
  const kind = inline ? "google_compute_network_firewall_policy_with_rules" : "google_compute_network_firewall_policy";
  return {
    resource: {
      ...CLUSTER,
      [kind]: { out: { name: "out", ...(inline && { rule: [rule] }) } },
      google_compute_network_firewall_policy_association: {
        out: { firewall_policy: `\${${kind}.out.id}`, attachment_target: "${google_compute_network.serving.id}" },
      },
      ...(!inline && {
        google_compute_network_firewall_policy_rule: {
          out: { firewall_policy: "${google_compute_network_firewall_policy.out.name}", ...rule },
        },
      }),
    },
  };
}

const DENY_ALL = { direction: "EGRESS", deny: [{ protocol: "all" }], destination_ranges: ANYWHERE };

function denied(layer: "layer4_configs" | "layer4_config", action = "deny") {
  return {
    direction: "EGRESS",
    action,
    priority: 65000,
    match: { dest_ip_ranges: ANYWHERE, [layer]: [{ ip_protocol: "all" }] },
  };
}

/** A policy of a folder that denies the rest, attached to it or not, beside a network with a cluster. */
function hierarchical(folder: string | undefined): EstateSource {
  const firewall_policy = "${google_compute_firewall_policy.out.id}";
  return {
    resource: {
      ...CLUSTER,
      google_compute_firewall_policy: { out: { short_name: "out", parent: "folders/1" } },
      google_compute_firewall_policy_rule: { out: { firewall_policy, ...denied("layer4_configs") } },
      ...(folder !== undefined && {
        google_compute_firewall_policy_association: { out: { firewall_policy, attachment_target: folder } },
      }),
    },
  };
}

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
  },
  {
    control: "GOOGLE_FIREWALL_NO_WORLD_EGRESS",
    holds: {
      "everything denied": firewall(DENY_ALL),
      "one range": firewall({
        direction: "EGRESS",
        destination_ranges: ["199.36.153.4/30"],
        allow: [{ protocol: "tcp" }],
      }),
      "into the network": firewall({ source_ranges: ANYWHERE, allow: [MODELS] }),
      "names in a rule of a policy": policyRule(
        { direction: "EGRESS" },
        { dest_fqdns: ["example.com"], layer4_configs: [{ ip_protocol: "tcp", ports: ["443"] }] },
      ),
    },
    fails: {
      everywhere: firewall({ direction: "EGRESS", destination_ranges: ANYWHERE, allow: [{ protocol: "all" }] }),
      "no destination at all": firewall({ direction: "EGRESS", allow: [{ protocol: "tcp", ports: ["443"] }] }),
      "everywhere, in a rule of a policy": policyRule(
        { direction: "EGRESS" },
        { dest_ip_ranges: ["::/0"], layer4_configs: [{ ip_protocol: "all" }] },
      ),
    },
  },
  {
    control: "GOOGLE_NETWORK_EGRESS_DENIED",
    holds: {
      "a firewall that denies the rest": firewall(
        { ...DENY_ALL, network: "${google_compute_network.serving.name}" },
        CLUSTER,
      ),
      "a policy whose rule denies the rest": policy(denied("layer4_configs"), false),
      "a policy that holds the rule": policy(denied("layer4_config"), true),
      "no clusters": { resource: { google_compute_network: { one: { name: "one" } } } },
    },
    fails: {
      "no firewall": { resource: CLUSTER },
      "a firewall that denies one port": firewall({ ...DENY_ALL, deny: [{ protocol: "tcp", ports: ["25"] }] }, CLUSTER),
      "a firewall that is switched off": firewall({ ...DENY_ALL, disabled: true }, CLUSTER),
      "a firewall of tagged machines": firewall({ ...DENY_ALL, target_tags: ["legacy-web"] }, CLUSTER),
      "a firewall that denies IPv6 alone": firewall({ ...DENY_ALL, destination_ranges: ["::/0"] }, CLUSTER),
      "a firewall of another network": firewall({ ...DENY_ALL, network: "other" }, CLUSTER),
      "a firewall that denies what comes in": firewall(
        { source_ranges: ANYWHERE, deny: [{ protocol: "all" }] },
        CLUSTER,
      ),
      "a policy that hands on": policy(denied("layer4_configs", "goto_next"), false),
      "a policy of a folder that is attached nowhere": hierarchical(undefined),
    },
    undecided: {
      "a policy of a folder, which the network may lie in": hierarchical("folders/1"),
      "a firewall of a network by a variable": firewall({ ...DENY_ALL, network: "${var.network}" }, CLUSTER),
    },
  },
  {
    control: "GOOGLE_FIREWALL_LOGS",
    holds: {
      logged: firewall({ log_config: { metadata: "INCLUDE_ALL_METADATA" } }),
      "switched off": firewall({ disabled: true }),
    },
    fails: { "not said": firewall({ allow: [MODELS] }) },
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
  },
];
