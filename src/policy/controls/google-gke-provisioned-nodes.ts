import type { Control } from "../control";

const IS_AUTOPILOT = "isTrue(self.enable_autopilot)";
const IS_PROVISIONING = "self.cluster_autoscaling.exists(a, isTrue(a.enabled))";

/** CEL: what the defaults of nodes that the cluster makes by itself must say. */
function defaults(says: string): string {
  return `self.cluster_autoscaling.exists(a, a.auto_provisioning_defaults.exists(d, ${says}))`;
}

/** Nodes that a cluster makes by itself: those of Autopilot, and those of node auto-provisioning. */
export const GOOGLE_GKE_PROVISIONED_NODES_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_PROVISIONED_NODES_SERVICE_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "Nodes that the cluster makes have a service account of their own",
    appliesTo: ["google_container_cluster"],
    require: `!(${IS_AUTOPILOT} || ${IS_PROVISIONING}) || ${defaults('runsAs(self, d.service_account) != "default-account"')}`,
    attribute: "cluster_autoscaling.auto_provisioning_defaults.service_account",
    message: "Nodes of Autopilot and of auto-provisioning run as the default service account of Compute Engine",
    rationale:
      "What node pools say does not count for nodes that the cluster makes: they run as an account that is an editor of the " +
      "project in most projects.",
    remediation:
      "Set cluster_autoscaling.auto_provisioning_defaults.service_account to a google_service_account with " +
      "roles/container.defaultNodeServiceAccount; AutopilotCluster does.",
    answers: ["GKE-44", "DENY-GKE-003", "CIS GKE-1.9 5.2.1", "AML.M0005", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_PROVISIONED_NODES_SECURE_BOOT",
    severity: "high",
    category: "supply-chain",
    title: "Nodes of auto-provisioning load signed code only when they boot",
    appliesTo: ["google_container_cluster"],
    require:
      `!${IS_PROVISIONING} || ${IS_AUTOPILOT} || ` +
      defaults("d.shielded_instance_config.exists(s, isTrue(s.enable_secure_boot))"),
    attribute: "cluster_autoscaling.auto_provisioning_defaults.shielded_instance_config.enable_secure_boot",
    rationale:
      "Auto-provisioned nodes take the same pods as the hardened pools and pass all that is said of those. Autopilot boots " +
      "securely always.",
    remediation:
      "Set cluster_autoscaling.auto_provisioning_defaults.shielded_instance_config.enable_secure_boot to true; the default is " +
      "false. ServingCluster has no auto-provisioning.",
    answers: ["GKE-45", "DENY-GKE-003", "CIS GKE-1.9 5.5.7", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_PROVISIONED_NODES_DISK_CUSTOMER_KEY",
    severity: "medium",
    category: "encryption",
    title: "Boot disks of nodes that the cluster makes are encrypted with a customer key",
    appliesTo: ["google_container_cluster"],
    require: `!(${IS_AUTOPILOT} || ${IS_PROVISIONING}) || ${defaults("customerKey(d.boot_disk_kms_key)")}`,
    attribute: "cluster_autoscaling.auto_provisioning_defaults.boot_disk_kms_key",
    rationale: "Cached weights lie on the disks of these nodes as on those of any pool.",
    remediation:
      "Set cluster_autoscaling.auto_provisioning_defaults.boot_disk_kms_key to a Cloud KMS key; AutopilotCluster does.",
    answers: ["GKE-56", "CIS GKE-1.9 5.9.2", "AML.M0012", "ML05:2023"],
  },
  {
    id: "GOOGLE_GKE_PROVISIONED_GPUS_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "Auto-provisioning buys a bounded number of GPUs",
    appliesTo: ["google_container_cluster"],
    require:
      `!${IS_PROVISIONING} || ${IS_AUTOPILOT} || self.cluster_autoscaling.all(a, a.resource_limits.all(r, ` +
      'text(r.resource_type) in ["cpu", "memory"] || (r.maximum != null && number(r.maximum, 801) <= 800)))',
    found:
      'self.cluster_autoscaling.map(a, a.resource_limits.filter(r, !(text(r.resource_type) in ["cpu", "memory"]) && ' +
      "!(r.maximum != null && number(r.maximum, 801) <= 800))).filter(limits, limits.size() > 0)" +
      ".map(limits, text(limits[0].resource_type))",
    attribute: "cluster_autoscaling.resource_limits.maximum",
    message: "A limit of GPUs is not set, or above 800",
    rationale:
      "Whoever can make pods can make auto-provisioning buy GPUs: a bound far above any plan is no bound. A hundred nodes of " +
      "eight GPUs are the most that a GPU pool may grow to as well.",
    remediation:
      "Set cluster_autoscaling.resource_limits.maximum of each GPU type to what the budget bears; without a limit of its type " +
      "no GPU is bought.",
    answers: ["GKE-46", "DENY-GPU-002", "LLM10", "AML.T0034"],
  },
];
