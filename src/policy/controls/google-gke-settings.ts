import type { Control } from "../control";

const IS_AUTOPILOT = "isTrue(self.enable_autopilot)";

/** An Ingress of GKE's own class, a Gateway or the addon for Gateways: somebody uses the load balancers of the cluster. */
const HAS_ROUTES =
  '(resources("networking.k8s.io/v1 Ingress").exists(i, !has(i.spec) || !has(i.spec.ingressClassName) || ' +
  'text(i.spec.ingressClassName).startsWith("gce")) || resources("gateway.networking.k8s.io/v1 Gateway").size() > 0 || ' +
  'self.gateway_api_config.exists(g, text(g.channel) in ["CHANNEL_STANDARD", "CHANNEL_EXPERIMENTAL"]))';

/** How the cluster is kept, and what it leaves to chance. */
export const GOOGLE_GKE_SETTINGS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_RELEASE_CHANNEL",
    severity: "medium",
    category: "supply-chain",
    title: "The cluster is patched by a release channel",
    appliesTo: ["google_container_cluster"],
    require: `self.release_channel.exists(r, text(r.channel) in ["REGULAR", "STABLE", "EXTENDED"]) || (${IS_AUTOPILOT} && self.release_channel.size() == 0)`,
    attribute: "release_channel.channel",
    rationale:
      "Flaws of kubelets and container runtimes are how a model server becomes its node: without a channel nobody patches " +
      "them, and with RAPID production tries what is new. Autopilot is on REGULAR by default.",
    remediation: 'Set release_channel.channel to "REGULAR" or "STABLE"; ServingCluster does.',
    answers: ["GKE-17", "CKV_GCP_70", "CIS GKE-1.9 5.5.4", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_INTRANODE_VISIBILITY",
    severity: "medium",
    category: "logging",
    title: "Traffic between pods of one node is seen by the network",
    appliesTo: ["google_container_cluster"],
    require: `isTrue(self.enable_intranode_visibility) || ${IS_AUTOPILOT}`,
    attribute: "enable_intranode_visibility",
    rationale:
      "GPU nodes are large: tenants' pods talk on one node, past flow logs and firewalls. Autopilot has no such setting, for " +
      "it sees that traffic always.",
    remediation: "Set enable_intranode_visibility to true; the default is false. ServingCluster does.",
    answers: ["GKE-18", "CKV_GCP_61", "CIS GKE-1.9 5.6.1", "AML.M0024"],
  },
  {
    id: "GOOGLE_GKE_SHIELDED_NODES",
    severity: "high",
    category: "identity",
    title: "Nodes prove who they are",
    appliesTo: ["google_container_cluster"],
    require: 'text(self.enable_shielded_nodes).lowerAscii() != "false"',
    attribute: "enable_shielded_nodes",
    rationale:
      "Without shielded nodes whoever reads a node's bootstrap credentials joins the cluster as a node, and is given the " +
      "secrets of its pods.",
    remediation: "Leave enable_shielded_nodes out or at true, which is the default; ServingCluster does.",
    answers: ["GKE-19", "CKV_GCP_71", "AVD-GCP-0055", "CIS GKE-1.9 5.5.5"],
  },
  {
    id: "GOOGLE_GKE_VPC_NATIVE",
    severity: "medium",
    category: "network",
    title: "Pods have addresses of the network",
    appliesTo: ["google_container_cluster"],
    require:
      'text(self.networking_mode) == "VPC_NATIVE" || (self.networking_mode == null && self.cluster_ipv4_cidr == null)',
    attribute: "networking_mode",
    rationale:
      "Addresses that routes make are known to no firewall and no flow log as those of pods, and a private cluster cannot " +
      "have them.",
    remediation:
      "Leave networking_mode out or at VPC_NATIVE, which is the default where cluster_ipv4_cidr is not set, and name the " +
      "ranges of pods and services in ip_allocation_policy; ServingCluster does.",
    answers: ["GKE-27", "CKV_GCP_23", "AVD-GCP-0049", "KICS c606ba1d", "CIS GKE-1.9 5.6.2"],
  },
  {
    id: "GOOGLE_GKE_NODE_POOLS_SEPARATE",
    severity: "medium",
    category: "governance",
    title: "The default node pool is removed, and every pool is a resource of its own",
    appliesTo: ["google_container_cluster"],
    require: `(isTrue(self.remove_default_node_pool) && self.node_pool.size() == 0) || ${IS_AUTOPILOT}`,
    attribute: "remove_default_node_pool",
    message: "The cluster keeps its default pool, or declares pools within itself",
    rationale:
      "Nodes of the default pool have settings that nobody chose, and neither they nor pools within the cluster can be " +
      "replaced without the cluster: a patch that needs new nodes waits. What the nodes lack is found too.",
    remediation:
      "Set remove_default_node_pool to true with initial_node_count 1, and declare each google_container_node_pool; " +
      "ServingCluster does.",
    answers: ["GKE-30", "CKV_GCP_123"],
  },
  {
    id: "GOOGLE_GKE_NO_ALPHA",
    severity: "high",
    category: "supply-chain",
    title: "The cluster has no alpha features",
    appliesTo: ["google_container_cluster"],
    require: "!isTrue(self.enable_kubernetes_alpha)",
    attribute: "enable_kubernetes_alpha",
    rationale:
      "An alpha cluster gets no patches, runs code that nobody has reviewed, and deletes itself after 30 days.",
    remediation: "Leave enable_kubernetes_alpha out or at false, which is the default; ServingCluster does.",
    answers: ["GKE-31", "DENY-GKE-002", "CKV2_GCP_19", "CIS GKE-1.9 5.10.2"],
  },
  {
    id: "GOOGLE_GKE_DELETION_PROTECTED",
    severity: "medium",
    category: "resilience",
    title: "Clusters of production are protected from deletion",
    appliesTo: ["google_container_cluster"],
    require: 'text(self.deletion_protection).lowerAscii() != "false" || tier(self) != "prod"',
    attribute: "deletion_protection",
    rationale:
      "Every endpoint of the cluster is gone with one apply of the wrong branch. Only clusters whose labels say production " +
      "are judged.",
    remediation: "Leave deletion_protection out or at true, which is the default; ServingCluster does in production.",
    answers: ["GKE-32", "AML.T0029"],
  },
  {
    id: "GOOGLE_GKE_LABELLED",
    severity: "low",
    category: "governance",
    title: "The cluster says whose it is",
    appliesTo: ["google_container_cluster"],
    require:
      "(self.resource_labels != null && self.resource_labels.size() > 0) || " +
      "(self.effective_labels != null && self.effective_labels.size() > 0) || labelledByProvider()",
    attribute: "resource_labels",
    rationale:
      "Labels tell controls, invoices and people what a cluster is: without a tier nothing keeps production apart from the " +
      "rest.",
    remediation:
      "Set resource_labels with tier, tenant, owner and data-class, or the provider's default_labels; HardenedStack labels " +
      "everything.",
    answers: ["GKE-29", "CKV_GCP_21", "AVD-GCP-0051", "KICS 65c1bc7a"],
  },
  {
    id: "GOOGLE_GKE_SECURITY_POSTURE",
    severity: "low",
    category: "governance",
    title: "The cluster's workloads are checked against known faults",
    appliesTo: ["google_container_cluster"],
    require: 'self.security_posture_config.exists(s, text(s.mode) in ["BASIC", "ENTERPRISE"])',
    attribute: "security_posture_config.mode",
    message: "security_posture_config.mode is neither BASIC nor ENTERPRISE",
    rationale:
      "Google tells of workloads whose settings let an attacker out of the container. It no longer scans what runs for " +
      "vulnerabilities: Artifact Registry scans images, and vulnerability_mode is not judged.",
    remediation: 'Set security_posture_config.mode to "BASIC"; ServingCluster does.',
    answers: ["GKE-33", "CIS GKE-1.9 5.10.4", "AML.M0016"],
  },
  {
    id: "GOOGLE_GKE_SECRET_MANAGER",
    severity: "low",
    category: "secrets",
    title: "Pods read secrets from Secret Manager, as files",
    appliesTo: ["google_container_cluster"],
    require: "self.secret_manager_config.exists(s, isTrue(s.enabled))",
    attribute: "secret_manager_config.enabled",
    rationale:
      "Without the addon tokens of hubs and registries end up as Kubernetes secrets and environment variables, where whoever " +
      "lists pods reads them.",
    remediation: "Set secret_manager_config.enabled to true; it is off by default. ServingCluster does.",
    answers: ["GKE-35", "CIS GKE-1.9 4.4.2", "AML.T0055"],
  },
  {
    id: "GOOGLE_GKE_NO_EXTERNAL_IPS",
    severity: "high",
    category: "network",
    title: "Services cannot claim addresses of others",
    appliesTo: ["google_container_cluster"],
    require: "self.service_external_ips_config.all(s, !isTrue(s.enabled))",
    attribute: "service_external_ips_config.enabled",
    rationale:
      "With externalIPs whoever may make a Service takes over the traffic to any address: a tenant reads another's prompts, " +
      "or answers for its model.",
    remediation:
      "Leave service_external_ips_config out or set enabled to false, which is the default; ServingCluster writes it out.",
    answers: ["GKE-36", "KSV-0108", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_KUBELET_PORT_CLOSED",
    severity: "medium",
    category: "exposure",
    title: "New nodes do not answer unauthenticated questions about their pods",
    appliesTo: ["google_container_cluster"],
    require:
      `(${IS_AUTOPILOT} ? self.node_pool_auto_config.exists(a, a.node_kubelet_config.exists(k, ` +
      'text(k.insecure_kubelet_readonly_port_enabled).lowerAscii() == "false")) ' +
      ": self.node_pool_defaults.exists(p, p.node_config_defaults.exists(d, " +
      'text(d.insecure_kubelet_readonly_port_enabled).lowerAscii() == "false")))',
    attribute: "node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled",
    message: "Nothing closes the kubelet's read-only port 10255 on new nodes",
    rationale:
      "Port 10255 tells every pod in the network the specs of all others: arguments, environment, paths of models. It is open " +
      "on clusters before 1.32 by default.",
    remediation:
      'Set node_pool_defaults.node_config_defaults.insecure_kubelet_readonly_port_enabled to "FALSE" (a text), or ' +
      "node_pool_auto_config.node_kubelet_config for Autopilot; ServingCluster and AutopilotCluster do.",
    answers: ["GKE-37"],
  },
  {
    id: "GOOGLE_GKE_DNS_CHOSEN",
    severity: "low",
    category: "network",
    title: "The cluster says who answers its names",
    appliesTo: ["google_container_cluster"],
    require: `self.dns_config.exists(d, text(d.cluster_dns) in ["CLOUD_DNS", "PLATFORM_DEFAULT"]) || ${IS_AUTOPILOT}`,
    attribute: "dns_config.cluster_dns",
    rationale:
      "Pods of cluster DNS can be named in a network policy, Cloud DNS has an address of the node: on a cluster that leaves the " +
      "answer to GKE, default deny lets too much out or leaves endpoints without names. Autopilot has Cloud DNS.",
    remediation:
      'Set dns_config.cluster_dns, to "PLATFORM_DEFAULT" where policies name the pods of DNS, as ServingCluster does, or to ' +
      '"CLOUD_DNS" where they name its address.',
    answers: ["GKE-40"],
  },
  {
    id: "GOOGLE_GKE_NO_UNUSED_LOAD_BALANCING",
    severity: "low",
    category: "exposure",
    title: "The addon that makes external load balancers is off when nothing uses it",
    appliesTo: ["google_container_cluster"],
    require: `self.addons_config.exists(a, a.http_load_balancing.exists(h, isTrue(h.disabled))) || ${HAS_ROUTES} || ${IS_AUTOPILOT}`,
    attribute: "addons_config.http_load_balancing.disabled",
    message: "The estate has no Ingress and no Gateway, and addons_config.http_load_balancing is not disabled",
    rationale:
      "With the addon an Ingress of any tenant is a public load balancer before a model, made by a controller that no plan " +
      "shows. Autopilot cannot switch it off.",
    remediation:
      "Set addons_config.http_load_balancing.disabled to true where no GKE Ingress or Gateway is used; the default is false. " +
      "ServingCluster does.",
    answers: ["GKE-42", "AML.M0019"],
  },
];
