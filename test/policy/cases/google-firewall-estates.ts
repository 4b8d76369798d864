import type { EstateSource } from "../../support/estates";

export const ANYWHERE = ["0.0.0.0/0"];
export const MODELS = { protocol: "tcp", ports: ["8500-8501"] };

export function firewall(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return {
    resource: { google_compute_firewall: { one: { name: "one", network: "serving", ...attributes } }, ...others },
  };
}

/** A cluster in the network of the firewall, and a pool whose nodes have a tag. */
export const CLUSTER = {
  google_compute_network: { serving: { name: "serving" } },
  google_container_cluster: { main: { name: "main", network: "${google_compute_network.serving.id}" } },
  google_container_node_pool: {
    gpu: { cluster: "${google_container_cluster.main.name}", node_config: { tags: ["gpu"] } },
  },
};

export function policyRule(attributes: object, match: object): EstateSource {
  return {
    resource: {
      google_compute_network_firewall_policy_rule: {
        one: { action: "allow", direction: "INGRESS", ...attributes, match },
      },
    },
  };
}

export const TCP_8000 = { layer4_configs: [{ ip_protocol: "tcp", ports: ["8000"] }] };

/** A policy that holds its rules, or one whose rules are resources, in a network with a cluster. */
export function policy(rule: object, inline: boolean): EstateSource {
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

export const DENY_ALL = { direction: "EGRESS", deny: [{ protocol: "all" }], destination_ranges: ANYWHERE };

export function denied(layer: "layer4_configs" | "layer4_config", action = "deny") {
  return {
    direction: "EGRESS",
    action,
    priority: 65000,
    match: { dest_ip_ranges: ANYWHERE, [layer]: [{ ip_protocol: "all" }] },
  };
}

/** A policy of a folder that denies the rest, attached to it or not, beside a network with a cluster. */
export function hierarchical(folder: string | undefined): EstateSource {
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
