import type { ControlCases } from "../case";
import { cluster } from "./google-gke-estates";

const AUTOPILOT = { enable_autopilot: true };
const INGRESS = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "shop", namespace: "shop" },
  spec: {},
};

export const GOOGLE_GKE_SETTINGS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_RELEASE_CHANNEL",
    holds: {
      regular: cluster({ release_channel: { channel: "REGULAR" } }),
      stable: cluster({ release_channel: { channel: "STABLE" } }),
      "Autopilot, which is on REGULAR by default": cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({}),
      none: cluster({ release_channel: { channel: "UNSPECIFIED" } }),
      rapid: cluster({ ...AUTOPILOT, release_channel: { channel: "RAPID" } }),
    },
    undecided: { "by a variable": cluster({ release_channel: { channel: "${var.channel}" } }) },
  },
  {
    control: "GOOGLE_GKE_INTRANODE_VISIBILITY",
    holds: { on: cluster({ enable_intranode_visibility: true }), Autopilot: cluster(AUTOPILOT) },
    fails: { "not said": cluster({}), off: cluster({ enable_intranode_visibility: false }) },
    undecided: { "by a variable": cluster({ enable_intranode_visibility: "${var.visible}" }) },
  },
  {
    control: "GOOGLE_GKE_SHIELDED_NODES",
    holds: { "not said: the default is true": cluster({}), on: cluster({ enable_shielded_nodes: true }) },
    fails: {
      off: cluster({ enable_shielded_nodes: false }),
      "off, as text": cluster({ enable_shielded_nodes: "false" }),
    },
    undecided: { "by a variable": cluster({ enable_shielded_nodes: "${var.shielded}" }) },
  },
  {
    control: "GOOGLE_GKE_VPC_NATIVE",
    holds: { "not said: the default": cluster({}), "written out": cluster({ networking_mode: "VPC_NATIVE" }) },
    fails: {
      routes: cluster({ networking_mode: "ROUTES" }),
      "a range of pods that only routes know of": cluster({ cluster_ipv4_cidr: "10.96.0.0/14" }),
    },
    undecided: { "by a variable": cluster({ networking_mode: "${var.mode}" }) },
  },
  {
    control: "GOOGLE_GKE_NODE_POOLS_SEPARATE",
    holds: {
      removed: cluster({ remove_default_node_pool: true, initial_node_count: 1 }),
      Autopilot: cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({ initial_node_count: 3 }),
      "pools within the cluster": cluster({ node_pool: [{ name: "one" }] }),
    },
    undecided: { "by a variable": cluster({ remove_default_node_pool: "${var.removed}" }) },
  },
  {
    control: "GOOGLE_GKE_NO_ALPHA",
    holds: { "not said": cluster({}) },
    fails: { alpha: cluster({ enable_kubernetes_alpha: true }) },
    undecided: { "by a variable": cluster({ enable_kubernetes_alpha: "${var.alpha}" }) },
  },
  {
    control: "GOOGLE_GKE_DELETION_PROTECTED",
    holds: {
      "not said: the default is true": cluster({ resource_labels: { tier: "production" } }),
      "off in development": cluster({ deletion_protection: false, resource_labels: { tier: "dev" } }),
      "off where no tier is said": cluster({ deletion_protection: false }),
    },
    fails: { "off in production": cluster({ deletion_protection: false, resource_labels: { tier: "production" } }) },
    undecided: {
      "by a variable": cluster({ deletion_protection: "${var.protected}", resource_labels: { tier: "production" } }),
    },
  },
  {
    control: "GOOGLE_GKE_LABELLED",
    holds: {
      labelled: cluster({ resource_labels: { tier: "prod" } }),
      "labelled by the provider": cluster({ effective_labels: { tier: "prod" } }),
      "the provider labels everything": {
        ...cluster({}),
        provider: { google: [{ default_labels: { tier: "prod" } }] },
      },
    },
    fails: {
      "not said": cluster({}),
      "no labels": cluster({ resource_labels: {} }),
      "the provider labels nothing": { ...cluster({}), provider: { google: [{ default_labels: {} }] } },
    },
    undecided: {
      "by a variable": cluster({ resource_labels: "${var.labels}" }),
      "the provider labels by a variable": {
        ...cluster({}),
        provider: { google: [{ default_labels: "${var.labels}" }] },
      },
    },
  },
  {
    control: "GOOGLE_GKE_SECURITY_POSTURE",
    holds: {
      basic: cluster({ security_posture_config: { mode: "BASIC" } }),
      "with scanning that Google has ended": cluster({
        security_posture_config: { mode: "BASIC", vulnerability_mode: "VULNERABILITY_BASIC" },
      }),
    },
    fails: {
      "not said": cluster({}),
      disabled: cluster({
        security_posture_config: { mode: "DISABLED", vulnerability_mode: "VULNERABILITY_ENTERPRISE" },
      }),
    },
    undecided: { "by a variable": cluster({ security_posture_config: { mode: "${var.mode}" } }) },
  },
  {
    control: "GOOGLE_GKE_SECRET_MANAGER",
    holds: { on: cluster({ secret_manager_config: { enabled: true } }) },
    fails: { "not said": cluster({}), off: cluster({ secret_manager_config: { enabled: false } }) },
    undecided: { "by a variable": cluster({ secret_manager_config: { enabled: "${var.enabled}" } }) },
  },
  {
    control: "GOOGLE_GKE_NO_EXTERNAL_IPS",
    holds: { "not said": cluster({}), off: cluster({ service_external_ips_config: { enabled: false } }) },
    fails: { on: cluster({ service_external_ips_config: { enabled: true } }) },
    undecided: { "by a variable": cluster({ service_external_ips_config: { enabled: "${var.enabled}" } }) },
  },
  {
    control: "GOOGLE_GKE_KUBELET_PORT_CLOSED",
    holds: {
      closed: cluster({
        node_pool_defaults: { node_config_defaults: { insecure_kubelet_readonly_port_enabled: "FALSE" } },
      }),
      "closed on Autopilot": cluster({
        ...AUTOPILOT,
        node_pool_auto_config: { node_kubelet_config: { insecure_kubelet_readonly_port_enabled: "FALSE" } },
      }),
    },
    fails: {
      "not said": cluster({}),
      "not said on Autopilot": cluster(AUTOPILOT),
      open: cluster({
        node_pool_defaults: { node_config_defaults: { insecure_kubelet_readonly_port_enabled: "TRUE" } },
      }),
    },
    undecided: {
      "by a variable": cluster({
        node_pool_defaults: { node_config_defaults: { insecure_kubelet_readonly_port_enabled: "${var.port}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_DNS_CHOSEN",
    holds: {
      "Cloud DNS": cluster({ dns_config: { cluster_dns: "CLOUD_DNS", cluster_dns_scope: "CLUSTER_SCOPE" } }),
      "pods of cluster DNS": cluster({ dns_config: { cluster_dns: "PLATFORM_DEFAULT" } }),
      Autopilot: cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({}),
      unspecified: cluster({ dns_config: { cluster_dns: "PROVIDER_UNSPECIFIED" } }),
    },
    undecided: { "by a variable": cluster({ dns_config: { cluster_dns: "${var.dns}" } }) },
  },
  {
    control: "GOOGLE_GKE_NO_UNUSED_LOAD_BALANCING",
    holds: {
      off: cluster({ addons_config: { http_load_balancing: { disabled: true } } }),
      "on, and used by an Ingress": { ...cluster({}), manifests: [INGRESS] },
      "on, and used by Gateways": cluster({ gateway_api_config: { channel: "CHANNEL_STANDARD" } }),
      "Autopilot, which cannot switch it off": cluster(AUTOPILOT),
    },
    fails: {
      "not said": cluster({}),
      on: cluster({ addons_config: { http_load_balancing: { disabled: false } } }),
      "on, and Ingresses are another controller's": {
        ...cluster({}),
        manifests: [{ ...INGRESS, spec: { ingressClassName: "nginx" } }],
      },
    },
    undecided: {
      "by a variable": cluster({ addons_config: { http_load_balancing: { disabled: "${var.disabled}" } } }),
    },
  },
];
