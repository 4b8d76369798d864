import type { Attributes, Mutation } from "../mutation";

const LOGGED = { log_config: { metadata: "INCLUDE_ALL_METADATA" } };
const ANYWHERE = ["0.0.0.0/0"];
const WEB = { protocol: "tcp", ports: ["443"] };

/** Adds a firewall to the network with the cluster, or to another one. */
function firewall(control: string, name: string, attributes: Attributes): Mutation {
  return {
    control,
    name,
    breaks: (stack) => {
      const [network] = stack.first("google_compute_network");
      return stack.add("google_compute_firewall", "added", {
        name: "added",
        network: `\${google_compute_network.${network}.id}`,
        ...LOGGED,
        ...attributes,
      });
    },
  };
}

/** Adds a rule of a firewall policy, attached to nothing. */
function policyRule(control: string, name: string, attributes: Attributes): Mutation {
  return {
    control,
    name,
    breaks: (stack) => {
      stack.first("google_compute_network");
      return stack.add("google_compute_network_firewall_policy_rule", "added", {
        firewall_policy: "edge",
        direction: "INGRESS",
        action: "allow",
        enable_logging: true,
        match: { src_ip_ranges: ["10.0.0.0/8"], layer4_configs: [{ ip_protocol: "tcp", ports: ["8443"] }] },
        ...attributes,
      });
    },
  };
}

/** Adds a firewall that lets the control plane of the cluster in, by its range. */
function fromControlPlane(name: string, attributes: Attributes): Mutation {
  return {
    control: "GOOGLE_FIREWALL_CONTROL_PLANE_NARROW",
    name,
    breaks: (stack) => {
      const [cluster] = stack.first("google_container_cluster");
      const [network] = stack.first("google_compute_network");
      return stack.add("google_compute_firewall", "added", {
        name: "webhooks",
        network: `\${google_compute_network.${network}.id}`,
        source_ranges: [`\${google_container_cluster.${cluster}.private_cluster_config[0].master_ipv4_cidr_block}`],
        ...LOGGED,
        ...attributes,
      });
    },
  };
}

const deniesAll = ({ deny }: Attributes): boolean => deny !== undefined;

export const GOOGLE_FIREWALL_MUTATIONS: readonly Mutation[] = [
  firewall("GOOGLE_FIREWALL_NO_WORLD_INGRESS", "the internet reaches TensorFlow Serving", {
    source_ranges: ANYWHERE,
    allow: [{ protocol: "tcp", ports: ["8500-8501"] }],
  }),
  firewall("GOOGLE_FIREWALL_NO_WORLD_INGRESS", "a firewall names no source at all", {
    allow: [{ protocol: "tcp", ports: ["8000"] }],
  }),
  policyRule("GOOGLE_FIREWALL_NO_WORLD_INGRESS", "a rule of a policy lets the internet in", {
    match: { src_ip_ranges: ["::/0"], layer4_configs: [{ ip_protocol: "tcp", ports: ["8000"] }] },
  }),
  firewall("GOOGLE_FIREWALL_NO_WORLD_WEB_INGRESS", "a website opens its port", {
    network: "edge",
    source_ranges: ANYWHERE,
    allow: [WEB],
  }),
  firewall("GOOGLE_FIREWALL_CLUSTERS_NO_WORLD_WEB_INGRESS", "the internet reaches port 443 of the nodes", {
    source_ranges: ANYWHERE,
    allow: [WEB],
  }),
  firewall("GOOGLE_FIREWALL_SERVING_PORTS_PRIVATE", "an office reaches model servers", {
    source_ranges: ["203.0.113.0/24"],
    allow: [{ protocol: "tcp", ports: ["8000"] }],
  }),
  firewall("GOOGLE_FIREWALL_PORTS_NAMED", "everything inside reaches every port", {
    source_ranges: ["10.0.0.0/8"],
    allow: [{ protocol: "all" }],
  }),
  fromControlPlane("a rule for webhooks opens a model server to the control plane", {
    target_tags: ["gpu"],
    allow: [{ protocol: "tcp", ports: ["8443", "8000"] }],
  }),
  fromControlPlane("a rule for webhooks is about every machine", { allow: [{ protocol: "tcp", ports: ["8443"] }] }),
  firewall("GOOGLE_FIREWALL_NO_WORLD_EGRESS", "everything may leave again", {
    direction: "EGRESS",
    destination_ranges: ANYWHERE,
    allow: [{ protocol: "all" }],
  }),
  {
    control: "GOOGLE_NETWORK_EGRESS_DENIED",
    name: "the firewall that denies all egress is gone",
    breaks: (stack) => {
      stack.remove("google_compute_firewall", deniesAll);
      return `google_compute_network.${stack.first("google_compute_network")[0]}`;
    },
  },
  {
    control: "GOOGLE_FIREWALL_LOGS",
    name: "what is refused is no longer logged",
    breaks: (stack) => stack.change("google_compute_firewall", (rule) => delete rule.log_config, deniesAll),
  },
  policyRule("GOOGLE_FIREWALL_POLICY_LOGS", "a rule of a policy logs nothing", { enable_logging: false }),
];
