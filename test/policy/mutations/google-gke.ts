import type { Attributes, BreakableStack, Mutation } from "../mutation";

/** Breaks the first cluster. */
function cluster(control: string, name: string, change: (cluster: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("google_container_cluster", change) };
}

/** The one block of the name, as CDKTF writes it. */
function block(attributes: Attributes, name: string): Attributes {
  const [only] = [attributes[name]].flat() as Attributes[];
  if (only === undefined) {
    throw new Error(`the hardened stack has no ${name}`);
  }
  return only;
}

/** Sets what the nested block says. */
function says(control: string, name: string, path: readonly string[], value: unknown): Mutation {
  return cluster(control, name, (attributes) => {
    const within = path.slice(0, -1).reduce(block, attributes);
    within[path.at(-1) ?? ""] = value;
  });
}

function without(control: string, name: string, attribute: string): Mutation {
  return cluster(control, name, (attributes) => delete attributes[attribute]);
}

function clusterOf(stack: BreakableStack): Attributes {
  return stack.first("google_container_cluster")[1];
}

const REACH_MUTATIONS: readonly Mutation[] = [
  says(
    "GOOGLE_GKE_PRIVATE_NODES",
    "nodes get public addresses",
    ["private_cluster_config", "enable_private_nodes"],
    false,
  ),
  says(
    "GOOGLE_GKE_PRIVATE_ENDPOINT",
    "the API server gets a public address",
    ["private_cluster_config", "enable_private_endpoint"],
    false,
  ),
  says(
    "GOOGLE_GKE_DNS_ENDPOINT_INTERNAL",
    "the DNS endpoint takes traffic from the internet",
    ["control_plane_endpoints_config", "dns_endpoint_config", "allow_external_traffic"],
    true,
  ),
  without(
    "GOOGLE_GKE_AUTHORIZED_NETWORKS",
    "the list of networks before the API server is gone",
    "master_authorized_networks_config",
  ),
  says(
    "GOOGLE_GKE_AUTHORIZED_NETWORKS",
    "half the internet is authorized",
    ["master_authorized_networks_config", "cidr_blocks"],
    [{ cidr_block: "0.0.0.0/1", display_name: "half" }],
  ),
  says(
    "GOOGLE_GKE_NO_GOOGLE_CLOUD_ACCESS",
    "all of Google Cloud reaches the API server",
    ["master_authorized_networks_config", "gcp_public_cidrs_access_enabled"],
    true,
  ),
  says(
    "GOOGLE_GKE_PRIVATE_ENDPOINT_ENFORCES_NETWORKS",
    "the list no longer counts for the private endpoint",
    ["master_authorized_networks_config", "private_endpoint_enforcement_enabled"],
    null,
  ),
  says(
    "GOOGLE_GKE_NO_GLOBAL_ACCESS",
    "every region reaches the private endpoint",
    ["private_cluster_config", "master_global_access_config", "enabled"],
    true,
  ),
  cluster("GOOGLE_GKE_NETWORK_OF_ITS_OWN", "the cluster moves to the default network", (attributes) => {
    attributes.network = "default";
    delete attributes.subnetwork;
  }),
];

const CONTROL_PLANE_MUTATIONS: readonly Mutation[] = [
  without("GOOGLE_GKE_WORKLOAD_IDENTITY", "pods lose their identities", "workload_identity_config"),
  without("GOOGLE_GKE_NETWORK_POLICIES_ENFORCED", "nothing enforces network policies", "datapath_provider"),
  says("GOOGLE_GKE_DATAPLANE_V2_ALONE", "Calico is switched on", ["network_policy", "enabled"], true),
  says(
    "GOOGLE_GKE_BINARY_AUTHORIZATION",
    "any image is admitted",
    ["binary_authorization", "evaluation_mode"],
    "DISABLED",
  ),
  says(
    "GOOGLE_GKE_SECRETS_ENCRYPTED",
    "secrets are stored in the clear",
    ["database_encryption", "state"],
    "DECRYPTED",
  ),
  says("GOOGLE_GKE_NO_LEGACY_ABAC", "legacy ABAC is switched on", ["enable_legacy_abac"], true),
  says(
    "GOOGLE_GKE_NO_CLIENT_CERTIFICATE",
    "a client certificate is issued",
    ["master_auth", "client_certificate_config", "issue_client_certificate"],
    true,
  ),
  without(
    "GOOGLE_GKE_NO_RIGHTS_FOR_EVERYONE",
    "everyone with a Google account may be given a role",
    "rbac_binding_config",
  ),
  without("GOOGLE_GKE_ANONYMOUS_LIMITED", "anonymous callers may ask more", "anonymous_authentication_config"),
  says("GOOGLE_GKE_LOGGING_ON", "nothing is logged", ["logging_config", "enable_components"], []),
  says(
    "GOOGLE_GKE_LOGS_COMPLETE",
    "the API server is no longer logged",
    ["logging_config", "enable_components"],
    ["SYSTEM_COMPONENTS", "WORKLOADS"],
  ),
  says("GOOGLE_GKE_MONITORING_ON", "nothing is measured", ["monitoring_config", "enable_components"], []),
  says(
    "GOOGLE_GKE_GPUS_MONITORED",
    "GPUs are no longer measured",
    ["monitoring_config", "enable_components"],
    ["SYSTEM_COMPONENTS"],
  ),
];

const SETTINGS_MUTATIONS: readonly Mutation[] = [
  says("GOOGLE_GKE_RELEASE_CHANNEL", "nobody patches the cluster", ["release_channel", "channel"], "UNSPECIFIED"),
  without("GOOGLE_GKE_INTRANODE_VISIBILITY", "traffic within nodes is unseen", "enable_intranode_visibility"),
  says("GOOGLE_GKE_SHIELDED_NODES", "nodes no longer prove who they are", ["enable_shielded_nodes"], false),
  says("GOOGLE_GKE_VPC_NATIVE", "routes make the addresses of pods", ["networking_mode"], "ROUTES"),
  {
    control: "GOOGLE_GKE_NODE_POOLS_SEPARATE",
    name: "the default pool stays, hardened as the others are",
    breaks: (stack) => {
      const [, { node_config }] = stack.first("google_container_node_pool", ({ name }) => /system/.test(String(name)));
      return stack.change("google_container_cluster", (attributes) => {
        attributes.remove_default_node_pool = false;
        attributes.node_config = node_config;
      });
    },
  },
  says("GOOGLE_GKE_NO_ALPHA", "alpha features are switched on", ["enable_kubernetes_alpha"], true),
  {
    control: "GOOGLE_GKE_DELETION_PROTECTED",
    name: "a cluster of production can be deleted",
    stack: "vision-cloud-gke",
    breaks: (stack) =>
      stack.change("google_container_cluster", (attributes) => {
        attributes.deletion_protection = false;
      }),
  },
  without("GOOGLE_GKE_LABELLED", "nobody says whose the cluster is", "resource_labels"),
  says(
    "GOOGLE_GKE_SECURITY_POSTURE",
    "workloads are no longer checked",
    ["security_posture_config", "mode"],
    "DISABLED",
  ),
  without("GOOGLE_GKE_SECRET_MANAGER", "Secret Manager is switched off", "secret_manager_config"),
  says(
    "GOOGLE_GKE_NO_EXTERNAL_IPS",
    "Services may claim any address",
    ["service_external_ips_config", "enabled"],
    true,
  ),
  without("GOOGLE_GKE_KUBELET_PORT_CLOSED", "the read-only port of new nodes is open", "node_pool_defaults"),
  without("GOOGLE_GKE_DNS_CHOSEN", "who answers names is left to GKE", "dns_config"),
  says(
    "GOOGLE_GKE_NO_UNUSED_LOAD_BALANCING",
    "external load balancers can be made",
    ["addons_config", "http_load_balancing", "disabled"],
    false,
  ),
];

const KEY = "projects/acme/locations/europe-west4/keyRings/nodes/cryptoKeys/nodes";
const PROVISIONED = {
  service_account: "nodes@acme.iam.gserviceaccount.com",
  boot_disk_kms_key: KEY,
  shielded_instance_config: { enable_secure_boot: true },
};

/** Node auto-provisioning, hardened but for what `settings` changes. */
function provisioning(control: string, name: string, settings: object, limits: readonly object[] = []): Mutation {
  return cluster(control, name, (attributes) => {
    attributes.cluster_autoscaling = {
      enabled: true,
      auto_provisioning_defaults: { ...PROVISIONED, ...settings },
      resource_limits: [{ resource_type: "cpu", maximum: 64 }, { resource_type: "memory", maximum: 512 }, ...limits],
    };
  });
}

const PROVISIONED_MUTATIONS: readonly Mutation[] = [
  provisioning(
    "GOOGLE_GKE_PROVISIONED_NODES_SERVICE_ACCOUNT",
    "auto-provisioned nodes run as the default service account",
    { service_account: null },
  ),
  provisioning("GOOGLE_GKE_PROVISIONED_NODES_SECURE_BOOT", "auto-provisioned nodes boot anything", {
    shielded_instance_config: { enable_integrity_monitoring: true },
  }),
  provisioning("GOOGLE_GKE_PROVISIONED_NODES_DISK_CUSTOMER_KEY", "disks of auto-provisioned nodes have no key", {
    boot_disk_kms_key: null,
  }),
  provisioning("GOOGLE_GKE_PROVISIONED_GPUS_BOUNDED", "auto-provisioning may buy ten thousand GPUs", {}, [
    { resource_type: "nvidia-l4", maximum: 10_000 },
  ]),
  {
    control: "GOOGLE_GKE_PROVISIONED_NODES_SERVICE_ACCOUNT",
    name: "an Autopilot cluster is added that says nothing of its nodes' account",
    breaks: (stack) => {
      const { node_pool_auto_config: _, ...hardened } = structuredClone(clusterOf(stack));
      for (const refused of ["node_config", "node_pool_defaults", "remove_default_node_pool", "initial_node_count"]) {
        delete hardened[refused];
      }
      return stack.add("google_container_cluster", "autopilot", {
        ...hardened,
        name: "autopilot",
        enable_autopilot: true,
        cluster_autoscaling: { auto_provisioning_defaults: { boot_disk_kms_key: KEY } },
        node_pool_auto_config: { node_kubelet_config: { insecure_kubelet_readonly_port_enabled: "FALSE" } },
      });
    },
  },
];

export const GOOGLE_GKE_MUTATIONS: readonly Mutation[] = [
  ...REACH_MUTATIONS,
  ...CONTROL_PLANE_MUTATIONS,
  ...SETTINGS_MUTATIONS,
  ...PROVISIONED_MUTATIONS,
];
