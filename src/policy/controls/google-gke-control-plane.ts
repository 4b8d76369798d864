import type { Control } from "../control";

const IS_AUTOPILOT = "isTrue(self.enable_autopilot)";
const HAS_CALICO = "self.network_policy.exists(n, isTrue(n.enabled))";

/** Who is who, what is encrypted, what is written down. What Autopilot has by itself is not asked of it. */
export const GOOGLE_GKE_CONTROL_PLANE_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_WORKLOAD_IDENTITY",
    severity: "high",
    category: "identity",
    title: "Pods have identities of their own",
    appliesTo: ["google_container_cluster"],
    require: `self.workload_identity_config.exists(w, w.workload_pool != null && !(isLiteral(w.workload_pool) && w.workload_pool == "")) || ${IS_AUTOPILOT}`,
    attribute: "workload_identity_config.workload_pool",
    rationale:
      "Without Workload Identity every pod is its node: what one model server may read all may, and keys of service accounts " +
      "are made to get around it. Autopilot has it always.",
    remediation:
      'Set workload_identity_config.workload_pool to "PROJECT.svc.id.goog"; it is off by default. ServingCluster does, and ' +
      "WorkloadIdentityBinding gives a service account its rights.",
    answers: ["GKE-10", "DENY-GKE-002", "CIS GKE-1.9 5.2.2", "AML.M0005", "AML.T0055"],
  },
  {
    id: "GOOGLE_GKE_NETWORK_POLICIES_ENFORCED",
    severity: "high",
    category: "network",
    title: "The cluster enforces network policies",
    appliesTo: ["google_container_cluster"],
    require: `text(self.datapath_provider) == "ADVANCED_DATAPATH" || ${HAS_CALICO} || ${IS_AUTOPILOT}`,
    attribute: "datapath_provider",
    message:
      "datapath_provider is not ADVANCED_DATAPATH and network_policy is not enabled, so nothing enforces network policies",
    rationale:
      "Default-deny around model servers is decoration on a cluster that reads no policies: any pod reaches every port of " +
      "them. Dataplane V2 enforces by itself, with network_policy.enabled at false, whatever scanners say; so does Autopilot.",
    remediation:
      'Set datapath_provider to "ADVANCED_DATAPATH"; the default, LEGACY_DATAPATH, enforces none. ServingCluster does.',
    answers: [
      "GKE-12",
      "DENY-GKE-002",
      "CKV_GCP_12",
      "AVD-GCP-0056",
      "KICS 11e7550e",
      "CIS GKE-1.9 4.3.1",
      "AML.M0032",
    ],
  },
  {
    id: "GOOGLE_GKE_DATAPLANE_V2_ALONE",
    severity: "medium",
    category: "network",
    title: "Network policies are enforced by Dataplane V2, not by Calico",
    appliesTo: ["google_container_cluster"],
    require: `!${HAS_CALICO}`,
    attribute: "network_policy.enabled",
    rationale:
      "Calico is a fleet of privileged pods that a busy node evicts or that a new node waits for, and it logs nothing that it " +
      "drops. With Dataplane V2 beside it GKE refuses the cluster.",
    remediation:
      'Set network_policy.enabled to false and datapath_provider to "ADVANCED_DATAPATH"; ServingCluster does.',
    answers: ["GKE-12", "GKE-13", "CKV_GCP_12"],
  },
  {
    id: "GOOGLE_GKE_BINARY_AUTHORIZATION",
    severity: "high",
    category: "supply-chain",
    title: "The cluster admits images by the project's policy only",
    appliesTo: ["google_container_cluster"],
    require:
      'self.binary_authorization.exists(b, text(b.evaluation_mode).matches("^(PROJECT_SINGLETON_POLICY_ENFORCE|POLICY_BINDINGS_AND_PROJECT_SINGLETON_POLICY_ENFORCE)$") || ' +
      "(b.evaluation_mode == null && isTrue(b.enabled)))",
    attribute: "binary_authorization.evaluation_mode",
    rationale:
      "Whoever may make a pod otherwise runs any image of the internet beside the weights, with the identity that reads them. " +
      "Autopilot does not enforce by itself either.",
    remediation:
      'Set binary_authorization.evaluation_mode to "PROJECT_SINGLETON_POLICY_ENFORCE"; it is disabled by default. ' +
      "ServingCluster does, and BinaryAuthorization makes the policy.",
    answers: [
      "GKE-14",
      "DENY-GKE-002",
      "CKV_GCP_66",
      "KICS 4ca625e5",
      "CIS GKE-1.9 5.1.4",
      "AML.M0013",
      "AML.T0010.004",
      "LLM03",
    ],
  },
  {
    id: "GOOGLE_GKE_SECRETS_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Kubernetes secrets are encrypted with a customer key",
    appliesTo: ["google_container_cluster"],
    require:
      'self.database_encryption.exists(d, text(d.state).matches("^(ENCRYPTED|ALL_OBJECTS_ENCRYPTION_ENABLED)$") && customerKey(d.key_name))',
    attribute: "database_encryption",
    message: "database_encryption does not say ENCRYPTED and name a key",
    rationale:
      "Registry and hub tokens lie in Kubernetes secrets: only with a key of one's own can their use be seen and be cut off.",
    remediation:
      'Set database_encryption with state "ENCRYPTED" and key_name; the default is DECRYPTED. ServingCluster makes a key for it.',
    answers: ["GKE-15", "GKE-16", "DENY-GKE-002", "KICS 83d1c89f", "CIS GKE-1.9 5.3.1", "AML.M0012"],
  },
  {
    id: "GOOGLE_GKE_NO_LEGACY_ABAC",
    severity: "high",
    category: "identity",
    title: "Nothing but RBAC and IAM gives rights in the cluster",
    appliesTo: ["google_container_cluster"],
    require: "!isTrue(self.enable_legacy_abac)",
    attribute: "enable_legacy_abac",
    rationale:
      "Legacy ABAC gives every service account of the cluster the rights of an administrator, the one of the model server too.",
    remediation: "Leave enable_legacy_abac out or at false, which is the default; ServingCluster does.",
    answers: ["GKE-20", "DENY-GKE-002", "CKV_GCP_7", "AVD-GCP-0062", "KICS 5baa92d2", "CIS GKE-1.9 5.8.3", "AML.M0005"],
  },
  {
    id: "GOOGLE_GKE_NO_CLIENT_CERTIFICATE",
    severity: "high",
    category: "identity",
    title: "The cluster issues no client certificate",
    appliesTo: ["google_container_cluster"],
    require: "self.master_auth.all(m, m.client_certificate_config.all(c, !isTrue(c.issue_client_certificate)))",
    attribute: "master_auth.client_certificate_config.issue_client_certificate",
    rationale:
      "A client certificate cannot be revoked and belongs to nobody: it lies in the state, and opens the cluster until the " +
      "cluster is made anew.",
    remediation:
      "Set master_auth.client_certificate_config.issue_client_certificate to false, which is the default; ServingCluster " +
      "writes it out.",
    answers: [
      "GKE-21",
      "DENY-GKE-002",
      "CKV_GCP_13",
      "AVD-GCP-0064",
      "KICS 73fb21a1",
      "CIS GKE-1.9 5.8.1",
      "AML.T0055",
    ],
  },
  {
    id: "GOOGLE_GKE_NO_RIGHTS_FOR_EVERYONE",
    severity: "medium",
    category: "identity",
    title: "No role can be bound to anonymous callers or to everyone with a Google account",
    appliesTo: ["google_container_cluster"],
    require:
      "self.rbac_binding_config.exists(r, " +
      '["enable_insecure_binding_system_unauthenticated", "enable_insecure_binding_system_authenticated"]' +
      '.all(name, text(r[name]).lowerAscii() == "false"))',
    attribute: "rbac_binding_config",
    message:
      "rbac_binding_config does not refuse bindings to system:unauthenticated, system:anonymous and system:authenticated",
    rationale:
      "The group system:authenticated is everyone with a Google account, not of the company: one such binding, copied from " +
      "somewhere, gives strangers the cluster.",
    remediation:
      "Set rbac_binding_config.enable_insecure_binding_system_unauthenticated and enable_insecure_binding_system_authenticated " +
      "to false; both are true by default. ServingCluster does.",
    answers: ["GKE-23", "GKE-24", "CIS GKE-1.9 4.1.9", "CIS GKE-1.9 4.1.10", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_ANONYMOUS_LIMITED",
    severity: "low",
    category: "identity",
    title: "Anonymous callers get the health of the API server and nothing else",
    appliesTo: ["google_container_cluster"],
    require: 'self.anonymous_authentication_config.exists(a, text(a.mode) == "LIMITED")',
    attribute: "anonymous_authentication_config.mode",
    rationale: "What anonymous callers may ask, scanners of the internet and of the network ask.",
    remediation: 'Set anonymous_authentication_config.mode to "LIMITED"; the default is ENABLED. ServingCluster does.',
    answers: ["GKE-22", "CIS GKE-1.9 4.1.8"],
  },
  {
    id: "GOOGLE_GKE_LOGGING_ON",
    severity: "high",
    category: "logging",
    title: "The cluster writes logs",
    appliesTo: ["google_container_cluster"],
    require: 'self.logging_service != "none" && self.logging_config.all(l, list(l.enable_components).size() > 0)',
    attribute: "logging_config.enable_components",
    message: "logging_service is none, or logging_config names no component",
    rationale: "What a model server was asked to do, and who opened a shell in it, is known from the logs alone.",
    remediation:
      "Remove logging_service and name components in logging_config.enable_components; the default is SYSTEM_COMPONENTS and " +
      "WORKLOADS. ServingCluster names all.",
    answers: ["GKE-25", "CKV_GCP_1", "AVD-GCP-0060", "KICS 4c7ebcb2", "CIS GKE-1.9 5.7.1", "AML.M0024"],
  },
  {
    id: "GOOGLE_GKE_LOGS_COMPLETE",
    severity: "medium",
    category: "logging",
    title: "The control plane and the workloads write all their logs",
    appliesTo: ["google_container_cluster"],
    require:
      '["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]' +
      ".all(name, self.logging_config.exists(l, name in list(l.enable_components))) || " +
      // Off altogether is a finding of its own.
      'self.logging_service == "none" || self.logging_config.exists(l, list(l.enable_components).size() == 0)',
    found:
      '["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]' +
      ".filter(name, !self.logging_config.exists(l, name in list(l.enable_components)) && " +
      // Unset, these two are written.
      '!(self.logging_config.size() == 0 && name in ["SYSTEM_COMPONENTS", "WORKLOADS"]))',
    attribute: "logging_config.enable_components",
    message: "logging_config.enable_components does not name these",
    rationale:
      "The audit log tells who asked; the logs of the API server, the controllers and the scheduler tell what came of it: " +
      "they are off by default.",
    remediation:
      'Set logging_config.enable_components to ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", ' +
      '"SCHEDULER"]; ServingCluster does.',
    answers: ["GKE-25", "CKV_GCP_1", "AVD-GCP-0060", "KICS 4c7ebcb2", "CIS GKE-1.9 5.7.1", "AML.M0024"],
  },
  {
    id: "GOOGLE_GKE_MONITORING_ON",
    severity: "medium",
    category: "logging",
    title: "The cluster is monitored",
    appliesTo: ["google_container_cluster"],
    require:
      'self.monitoring_service != "none" && ' +
      'self.monitoring_config.all(m, m.enable_components == null || "SYSTEM_COMPONENTS" in list(m.enable_components))',
    attribute: "monitoring_config.enable_components",
    message: "monitoring_service is none, or monitoring_config leaves SYSTEM_COMPONENTS out",
    rationale:
      "A stolen model shows as load that nobody asked for, a hijacked GPU as one that is busy at night: neither is seen " +
      "without metrics.",
    remediation:
      "Remove monitoring_service and name SYSTEM_COMPONENTS in monitoring_config.enable_components, which is the default; " +
      "ServingCluster does.",
    answers: ["GKE-26", "CKV_GCP_8", "AVD-GCP-0052", "KICS 30e8dfd2", "CIS GKE-1.9 5.7.1", "AML.M0024"],
  },
  {
    id: "GOOGLE_GKE_GPUS_MONITORED",
    severity: "low",
    category: "logging",
    title: "A cluster with GPUs collects their metrics",
    appliesTo: ["google_container_cluster"],
    require:
      'self.monitoring_config.all(m, m.enable_components == null || "DCGM" in list(m.enable_components) || ' +
      // Without metrics of the system there is a finding already.
      '!("SYSTEM_COMPONENTS" in list(m.enable_components))) || ' +
      '!satellites(self, "google_container_node_pool", "cluster").exists(p, nodePools(p).exists(n, hasAccelerators(n)))',
    attribute: "monitoring_config.enable_components",
    message: "The cluster has GPU pools, and monitoring_config.enable_components leaves DCGM out",
    rationale:
      "Use, memory and errors of GPUs are what tells mining from serving, and a broken card from a slow model. Clusters that " +
      "say nothing collect them by themselves from 1.32 on.",
    remediation: 'Add "DCGM" to monitoring_config.enable_components; ServingCluster does.',
    answers: ["GKE-26", "AML.M0024"],
  },
];
