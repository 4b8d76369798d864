import type { Control } from "../control";

const POOLS: readonly string[] = ["google_container_node_pool", "google_container_cluster"];

/** CEL: what holds for every pool with GPUs; `p` is the pool. */
function gpuPools(holds: string): string {
  return `nodePools(self).all(p, !hasAccelerators(p) || ${holds})`;
}

/** The GPU Operator brings a driver of its own, as a chart. */
const GPU_OPERATOR = 'resources("helm_release").exists(h, text(h.chart).contains("gpu-operator"))';

const SHARES =
  'p.node_config.exists(n, n.guest_accelerator.exists(g, g.gpu_sharing_config.exists(s, text(s.gpu_sharing_strategy) in ["TIME_SHARING", "MPS"])))';

/** Zones that the bound of one zone counts for: those that are named, else three where the pool lies in a region. */
const ZONES =
  '(p.node_locations == null || list(p.node_locations).size() == 0 ? (text(p.location).matches("-[a-z]$") ? 1 : 3) : list(p.node_locations).size())';

/** CEL: a number of nodes for each zone stays within the bound; no region has more than ten zones, wherever the pool lies. */
function bounded(count: string): string {
  return `(number(${count}, 0) * 10 <= 100 || number(${count}, 0) * ${ZONES} <= 100)`;
}

const ONE_ZONE =
  "(list(p.node_locations).size() == 1 || (list(p.node_locations).size() == 0 && (" +
  'spelling(p.location).matches("-[a-z]$") || (p.location == null && resource.kind == "google_container_node_pool" && ' +
  '[target(self, "cluster", "google_container_cluster")].exists(c, c != null && text(c.location).matches("-[a-z]$"))))))';

/** Nodes with GPUs: attached ones, or those of the machine type. Which types carry them is known to the library. */
export const GOOGLE_GPU_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_GKE_GPU_NODES_TAINTED",
    severity: "high",
    category: "isolation",
    title: "GPU nodes keep away what asks for no GPU",
    appliesTo: POOLS,
    require: gpuPools(
      'p.node_config.exists(n, n.taint.exists(t, text(t.key) == "nvidia.com/gpu" && t.effect in ["NO_SCHEDULE", "NO_EXECUTE"]))',
    ),
    attribute: "node_config.taint",
    message: "The pool has GPUs, but no taint nvidia.com/gpu with the effect NO_SCHEDULE",
    rationale:
      "Without the taint any pod lands beside the weights in a GPU's memory, and fills nodes that cost a hundred times as " +
      "much as its own. GKE adds it only where a pool without GPUs stands already, so it is written out.",
    remediation:
      'Set node_config.taint with key "nvidia.com/gpu", value "present" and effect "NO_SCHEDULE", and ignore changes of it; ' +
      "ServingCluster.addGpuNodePool does.",
    answers: ["GPG-06", "DENY-GPU-001", "AML.T0105", "LLM10"],
  },
  {
    id: "GOOGLE_GKE_GPU_NODES_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "A GPU pool grows to at most 100 nodes",
    appliesTo: POOLS,
    require: gpuPools(
      "(p.autoscaling.size() > 0 ? p.autoscaling.all(a, " +
        "(a.total_max_node_count != null && number(a.total_max_node_count, 101) <= 100) || " +
        `(a.total_max_node_count == null && a.max_node_count != null && number(a.max_node_count, 101) * ${ZONES} <= 100)) ` +
        `: ${bounded("p.node_count")} && ${bounded("p.initial_node_count")})`,
    ),
    attribute: "autoscaling.total_max_node_count",
    message: "The pool has GPUs, and its autoscaling is not bounded to 100 nodes",
    rationale:
      "Whoever can make requests can make the autoscaler buy GPUs: a bound far above any plan is no bound. max_node_count " +
      "and node_count count for each zone. An estate that needs more than a hundred nodes waives this with a name and a date.",
    remediation:
      "Set autoscaling.total_max_node_count to what the budget bears; ServingCluster.addGpuNodePool demands maxNodes.",
    answers: ["GPG-11", "DENY-GPU-002", "LLM10", "AML.T0034"],
  },
  {
    id: "GOOGLE_GKE_GPU_NODES_DRIVER",
    severity: "medium",
    category: "supply-chain",
    title: "GPU nodes get the driver that Google signs",
    appliesTo: POOLS,
    require: gpuPools(
      "p.node_config.exists(n, n.guest_accelerator.exists(g, g.gpu_driver_installation_config.exists(d, " +
        `text(d.gpu_driver_version) in ["DEFAULT", "LATEST"] || (text(d.gpu_driver_version) == "INSTALLATION_DISABLED" && ${GPU_OPERATOR}))))`,
    ),
    attribute: "node_config.guest_accelerator.gpu_driver_installation_config.gpu_driver_version",
    message: "The pool has GPUs, and gpu_driver_version is neither DEFAULT nor LATEST",
    rationale:
      "A driver that a DaemonSet installs is unsigned code in a privileged pod on the nodes with the weights, and secure boot " +
      "refuses it. Whether GKE installs one by itself depends on the version of the cluster.",
    remediation:
      'Set guest_accelerator.gpu_driver_installation_config.gpu_driver_version to "DEFAULT", also for machine types that ' +
      "carry their GPUs; ServingCluster.addGpuNodePool does.",
    answers: ["GPG-01", "GPG-02", "GPG-03", "CIS GKE-1.9 5.5.7", "LLM10", "AML.T0105"],
  },
  {
    id: "GOOGLE_GKE_GPUS_NOT_SHARED_BY_TENANTS",
    severity: "high",
    category: "isolation",
    title: "Tenants do not share a GPU",
    appliesTo: POOLS,
    require: gpuPools(
      `!(${SHARES}) || (!text(nodeLabel(p, "tenant")).matches("^(shared|common|all|multi.*)$") && gpuTenants(self).size() <= 1)`,
    ),
    found: "gpuTenants(self)",
    attribute: "node_config.guest_accelerator.gpu_sharing_config.gpu_sharing_strategy",
    message: "The pool shares each GPU among pods, and serves more than one tenant",
    rationale:
      "Time sharing and MPS isolate neither memory nor faults: one tenant reads what another leaves in the GPU, or stops it. " +
      "Partitions (MIG) are apart in hardware.",
    remediation:
      "Remove gpu_sharing_config, use gpu_partition_size, or make one pool for each tenant; ServingCluster.addGpuNodePool " +
      "shares no GPU.",
    answers: ["GPG-04", "GPG-05", "DENY-GPU-005", "AML.M0019", "LLM02"],
  },
  {
    id: "GOOGLE_GKE_SHARED_GPUS_OF_ONE_TENANT",
    severity: "medium",
    category: "isolation",
    title: "A pool that shares GPUs names its tenant",
    appliesTo: POOLS,
    require: gpuPools(`!(${SHARES}) || nodeLabel(p, "tenant") != null || gpuTenants(self).size() > 1`),
    attribute: "node_config.resource_labels",
    message: "The pool shares each GPU among pods, and no label says whose they are",
    rationale:
      "Sharing is right within one tenant and wrong among several: a pool that does not say whose it is becomes everybody's.",
    remediation:
      "Set node_config.resource_labels.tenant, or remove gpu_sharing_config; ServingCluster.addGpuNodePool does both.",
    answers: ["GPG-04", "GPG-20", "DENY-GPU-005", "AML.M0019"],
  },
  {
    id: "GOOGLE_GKE_GPU_NODES_RESERVATION_CHOSEN",
    severity: "medium",
    category: "resilience",
    title: "A GPU pool names its reservation, or takes none",
    appliesTo: POOLS,
    require: gpuPools(
      'p.node_config.exists(n, n.reservation_affinity.exists(r, text(r.consume_reservation_type) in ["NO_RESERVATION", "SPECIFIC_RESERVATION"]))',
    ),
    attribute: "node_config.reservation_affinity.consume_reservation_type",
    message: "The pool has GPUs, and takes whatever reservation there is",
    rationale: "Staging otherwise eats the GPUs that production has paid for, and production does not come up.",
    remediation:
      'Set node_config.reservation_affinity.consume_reservation_type to "NO_RESERVATION", or to "SPECIFIC_RESERVATION" with ' +
      "its name; the default is any. NodeCapacity does.",
    answers: ["GPG-15", "AML.T0029"],
  },
  {
    id: "GOOGLE_GKE_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    severity: "medium",
    category: "resilience",
    title: "GPU nodes of production are not taken back at half a minute's notice",
    appliesTo: POOLS,
    require: gpuPools(
      '!p.node_config.exists(n, isTrue(n.spot) || isTrue(n.preemptible)) || nodePoolTier(self, p) != "prod"',
    ),
    attribute: "node_config.spot",
    message: "The pool has GPUs, serves production and runs on spot machines",
    rationale:
      "GPU spot capacity vanishes just when it is scarce: the endpoint goes with it. Only pools whose nodes or cluster are " +
      "labelled as production are judged.",
    remediation:
      "Set node_config.spot to false (the default) and reserve what is scarce; ServingCluster.addGpuNodePool refuses spot in " +
      "production.",
    answers: ["GPG-17", "AML.T0029"],
  },
  {
    id: "GOOGLE_GKE_GPU_NODES_ONE_ZONE",
    severity: "medium",
    category: "resilience",
    title: "A pool on a reservation, or placed compactly, lies in one zone",
    appliesTo: POOLS,
    require: gpuPools(
      '!(p.placement_policy.exists(c, text(c.type) == "COMPACT") || p.node_config.exists(n, ' +
        'n.reservation_affinity.exists(r, text(r.consume_reservation_type) == "SPECIFIC_RESERVATION"))) || ' +
        ONE_ZONE,
    ),
    attribute: "node_locations",
    message: "The pool is not bound to one zone, but its reservation or placement is",
    rationale: "A reservation and a compact placement lie in one zone: nodes elsewhere never come up, or serve slowly.",
    remediation: "Name one zone in node_locations; ServingCluster.addGpuNodePool demands one zone for such pools.",
    answers: ["GPG-13", "GPG-14"],
  },
];
