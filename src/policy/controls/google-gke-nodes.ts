import type { Control } from "../control";
import { GOOGLE_GKE_PROVISIONED_NODES_CONTROLS } from "./google-gke-provisioned-nodes";

/** Where machines of GKE are written: pools of their own, pools within the cluster, and the default pool that a cluster keeps. */
const POOLS: readonly string[] = ["google_container_node_pool", "google_container_cluster"];

/** CEL: what every pool must say of its machines; `n` is the node_config. */
function machines(says: string): string {
  return `nodePools(self).all(p, p.node_config.exists(n, ${says}))`;
}

/** CEL: what no pool may say of its machines. */
function machinesNever(says: string): string {
  return `nodePools(self).all(p, p.node_config.all(n, !(${says})))`;
}

/** Node pools. A cluster whose default pool is removed has none, and Autopilot sets all of this by itself. */
const GOOGLE_GKE_POOL_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_NODES_METADATA_HIDDEN",
    severity: "high",
    category: "identity",
    title: "Pods do not reach the credentials of their node",
    appliesTo: POOLS,
    require: machines('n.workload_metadata_config.exists(w, text(w.mode) == "GKE_METADATA")'),
    attribute: "node_config.workload_metadata_config.mode",
    rationale:
      "With GCE_METADATA a model server that fetches a URL for its caller hands out the node's token. A cluster without a " +
      "pool of its own is not asked, for it has no nodes.",
    remediation:
      'Set node_config.workload_metadata_config.mode to "GKE_METADATA"; ServingCluster.addGpuNodePool and addSystemNodePool do.',
    answers: [
      "GKE-11",
      "GKE-52",
      "DENY-GKE-003",
      "CKV_GCP_69",
      "AVD-GCP-0057",
      "KICS e858428b",
      "CIS GKE-1.9 5.4.1",
      "AML.M0005",
      "AML.T0055",
    ],
  },
  {
    id: "GOOGLE_GKE_NODES_SECURE_BOOT",
    severity: "high",
    category: "supply-chain",
    title: "Nodes load signed code only when they boot",
    appliesTo: POOLS,
    require: machines("n.shielded_instance_config.exists(s, isTrue(s.enable_secure_boot))"),
    attribute: "node_config.shielded_instance_config.enable_secure_boot",
    rationale:
      "Without secure boot a pod that has become the node stays it: a driver or a kernel module of its own survives the " +
      "reboot. Drivers that GKE installs are signed.",
    remediation:
      "Set node_config.shielded_instance_config.enable_secure_boot to true; the default is false. ServingCluster's pools do.",
    answers: ["GKE-53", "GPG-07", "DENY-GKE-003", "CKV_GCP_68", "CIS GKE-1.9 5.5.7", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_NODES_INTEGRITY_MONITORED",
    severity: "high",
    category: "supply-chain",
    title: "Nodes attest how they booted",
    appliesTo: POOLS,
    require: machinesNever(
      'n.shielded_instance_config.exists(s, text(s.enable_integrity_monitoring).lowerAscii() == "false")',
    ),
    attribute: "node_config.shielded_instance_config.enable_integrity_monitoring",
    rationale: "A node that boots something else than yesterday is noticed by its measurements alone.",
    remediation:
      "Leave node_config.shielded_instance_config.enable_integrity_monitoring out or at true, which is the default; " +
      "ServingCluster's pools do.",
    answers: ["GKE-54", "DENY-GKE-003", "CKV_GCP_72", "CIS GKE-1.9 5.5.6", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_NODES_SERVICE_ACCOUNT",
    severity: "high",
    category: "identity",
    title: "Nodes have a service account of their own",
    appliesTo: POOLS,
    require: machines('runsAs(self, n.service_account) != "default-account"'),
    attribute: "node_config.service_account",
    message: "The nodes run as the default service account of Compute Engine",
    rationale:
      "The default account is an editor of the project in most projects: whoever breaks out of one model server owns every " +
      "bucket and every machine.",
    remediation:
      "Set node_config.service_account to a google_service_account with roles/container.defaultNodeServiceAccount and the " +
      "reading of images, no more; ServingCluster makes one.",
    answers: ["GKE-50", "DENY-GKE-003", "AVD-GCP-0050", "CIS GKE-1.9 5.2.1", "AML.M0005", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_NODES_DISK_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Boot disks of nodes are encrypted with a customer key",
    appliesTo: POOLS,
    require: machines("customerKey(n.boot_disk_kms_key)"),
    attribute: "node_config.boot_disk_kms_key",
    rationale:
      "Layers of images and cached weights lie on the boot disk. The key that Google manages cannot be taken away from " +
      "anybody: only with one's own are they out of reach once it is closed.",
    remediation:
      "Set node_config.boot_disk_kms_key to a Cloud KMS key; ServingCluster makes one, nodeKey, for its nodes.",
    answers: ["GKE-56", "GPG-21", "DENY-GKE-003", "CIS GKE-1.9 5.9.2", "AML.M0012", "ML05:2023"],
  },
  {
    id: "GOOGLE_GKE_NODE_POOL_PRIVATE",
    severity: "high",
    category: "exposure",
    title: "No pool gives its nodes public addresses",
    appliesTo: POOLS,
    require: 'nodePools(self).all(p, p.network_config.all(c, text(c.enable_private_nodes).lowerAscii() != "false"))',
    attribute: "network_config.enable_private_nodes",
    rationale:
      "A pool may be public in a private cluster: one wrong firewall rule later its kubelets and models are on the internet. " +
      "A pool that says nothing is as the cluster is.",
    remediation:
      "Set network_config.enable_private_nodes to true, or leave it out in a private cluster; ServingCluster's pools do.",
    answers: ["GKE-57", "DENY-GKE-003", "CIS GKE-1.9 5.6.5", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_NODES_AUTO_REPAIR",
    severity: "high",
    category: "resilience",
    title: "Broken nodes are replaced",
    appliesTo: POOLS,
    require:
      'nodePools(self).all(p, p.management.all(m, text(m.auto_repair).lowerAscii() != "false") || ' +
      "p.node_config.exists(n, isTrue(n.flex_start)))",
    attribute: "management.auto_repair",
    rationale:
      "GPUs fail, and a node with a failed one takes requests and answers none. Pools of flex-start nodes, which cannot be " +
      "repaired, are not judged.",
    remediation: "Leave management.auto_repair out or at true, which is the default; ServingCluster's pools do.",
    answers: ["GKE-47", "DENY-GKE-003", "CKV_GCP_9", "AVD-GCP-0063", "KICS acfdbec6", "CIS GKE-1.9 5.5.2", "AML.T0029"],
  },
  {
    id: "GOOGLE_GKE_NODES_AUTO_UPGRADE",
    severity: "high",
    category: "supply-chain",
    title: "Nodes are patched",
    appliesTo: POOLS,
    require: 'nodePools(self).all(p, p.management.all(m, text(m.auto_upgrade).lowerAscii() != "false"))',
    attribute: "management.auto_upgrade",
    rationale:
      "Flaws of the kernel and of container runtimes are how model code becomes the node; a pool that is not upgraded keeps " +
      "them all.",
    remediation:
      "Leave management.auto_upgrade out or at true, which is the default, and say when in the cluster's maintenance_policy; " +
      "ServingCluster's pools do.",
    answers: [
      "GKE-48",
      "DENY-GKE-003",
      "CKV_GCP_10",
      "AVD-GCP-0058",
      "KICS b139213e",
      "CIS GKE-1.9 5.5.3",
      "AML.T0105",
    ],
  },
  {
    id: "GOOGLE_GKE_NODES_IMAGE",
    severity: "medium",
    category: "supply-chain",
    title: "Nodes run Container-Optimized OS",
    appliesTo: POOLS,
    require: machinesNever('n.image_type != null && !text(n.image_type).matches("(?i)^COS")'),
    attribute: "node_config.image_type",
    rationale:
      "Container-Optimized OS has a read-only root and nothing to log into, and Google's signed GPU drivers are made for it.",
    remediation:
      "Leave node_config.image_type out or at COS_CONTAINERD, which is the default; ServingCluster's pools do.",
    answers: ["GKE-49", "CKV_GCP_22", "AVD-GCP-0054", "KICS 8a893e46", "CIS GKE-1.9 5.5.1", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_NODES_NO_LEGACY_METADATA",
    severity: "medium",
    category: "identity",
    title: "The legacy metadata API is off",
    appliesTo: POOLS,
    require: machinesNever(
      // A text in place of the map has no keys, and cannot be asked for one.
      'n.metadata != null && !(text(n.metadata).startsWith("{") && [json(n.metadata)].exists(m, m != null && ' +
        '"disable-legacy-endpoints" in m && isTrue(m["disable-legacy-endpoints"])))',
    ),
    attribute: "node_config.metadata",
    message: 'node_config.metadata does not hold "disable-legacy-endpoints" = "true"',
    rationale:
      "The legacy API answers without the header that keeps server-side request forgery out. GKE switches it off, and " +
      "Terraform on again when metadata are written without the key.",
    remediation:
      'Set node_config.metadata["disable-legacy-endpoints"] to "true", or leave metadata out; ServingCluster\'s pools do.',
    answers: ["GKE-55", "AVD-GCP-0048", "AML.T0055"],
  },
  {
    id: "GOOGLE_GKE_NODES_KUBELET_PORT_CLOSED",
    severity: "medium",
    category: "exposure",
    title: "No pool opens the kubelet's read-only port",
    appliesTo: POOLS,
    require: machinesNever("n.kubelet_config.exists(k, isTrue(k.insecure_kubelet_readonly_port_enabled))"),
    attribute: "node_config.kubelet_config.insecure_kubelet_readonly_port_enabled",
    rationale:
      "Port 10255 tells every pod in the network the specs of all others. A pool that says nothing is as the cluster's " +
      "node_pool_defaults say.",
    remediation:
      'Set node_config.kubelet_config.insecure_kubelet_readonly_port_enabled to "FALSE" (a text); ServingCluster\'s pools do.',
    answers: ["GKE-58"],
  },
  {
    id: "GOOGLE_GKE_NODES_PROCESSES_BOUNDED",
    severity: "low",
    category: "resilience",
    title: "A pod can start so many processes and no more",
    appliesTo: POOLS,
    require: machines("n.kubelet_config.exists(k, k.pod_pids_limit != null)"),
    attribute: "node_config.kubelet_config.pod_pids_limit",
    rationale: "A fork bomb in a model file takes the node and every model on it with it.",
    remediation: "Set node_config.kubelet_config.pod_pids_limit, to 4096 say; ServingCluster's pools do.",
    answers: ["GKE-59", "AML.T0029"],
  },
  {
    id: "GOOGLE_GKE_NODES_TAGGED",
    severity: "low",
    category: "network",
    title: "Firewalls can name the nodes of a pool",
    appliesTo: POOLS,
    require: machines("n.tags != null && list(n.tags).size() > 0"),
    attribute: "node_config.tags",
    rationale: "Without a network tag a rule is about all machines of the network: what webhooks need, GPU nodes get.",
    remediation: "Set node_config.tags to one tag for each pool; ServingCluster's pools have their name.",
    answers: ["GKE-60", "CIS GKE-1.9 5.6.6"],
  },
];

export const GOOGLE_GKE_NODES_CONTROLS: readonly Control[] = [
  ...GOOGLE_GKE_POOL_CONTROLS,
  ...GOOGLE_GKE_PROVISIONED_NODES_CONTROLS,
];
