import type { ControlCases } from "../case";
import { cluster, pool } from "./google-gke-estates";

const TAINT = { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" };
const L4 = { machine_type: "g2-standard-8" };
const T4 = { machine_type: "n1-standard-4", guest_accelerator: [{ type: "nvidia-tesla-t4", count: 1 }] };
const CPU = { machine_type: "e2-standard-4" };
const SPECIFIC = { consume_reservation_type: "SPECIFIC_RESERVATION", key: "k", values: ["h100"] };

function accelerator(settings: object) {
  return { ...L4, guest_accelerator: [{ type: "nvidia-l4", count: 1, ...settings }] };
}

const SHARED = accelerator({ gpu_sharing_config: { gpu_sharing_strategy: "TIME_SHARING" } });

function server(tenant: string) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "server", namespace: tenant, labels: { tenant } },
    spec: {
      template: {
        spec: { containers: [{ name: "server", image: "server", resources: { limits: { "nvidia.com/gpu": 1 } } }] },
      },
    },
  };
}

export const GOOGLE_GPU_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_GKE_GPU_NODES_TAINTED",
    holds: {
      tainted: pool({ node_config: { ...L4, taint: TAINT } }),
      "tainted, attached GPUs": pool({ node_config: { ...T4, taint: [TAINT] } }),
      "no GPU": pool({ node_config: CPU }),
      "no GPU, by a count of none": pool({ node_config: { ...CPU, guest_accelerator: [{ type: "", count: 0 }] } }),
      "tainted, of a type that is not known": pool({ node_config: { machine_type: "${var.type}", taint: TAINT } }),
      "within the cluster": cluster({ node_pool: [{ node_config: { ...L4, taint: TAINT } }] }),
    },
    fails: {
      "no taint": pool({ node_config: L4 }),
      "no taint, attached GPUs": pool({ node_config: T4 }),
      "no taint, of the newest family": pool({ node_config: { machine_type: "a4x-highgpu-4g" } }),
      "a taint that only prefers": pool({
        node_config: { ...L4, taint: { ...TAINT, effect: "PREFER_NO_SCHEDULE" } },
      }),
      "another taint": pool({ node_config: { ...L4, taint: { ...TAINT, key: "team" } } }),
      "no taint, within the cluster": cluster({ node_pool: [{ node_config: CPU }, { node_config: L4 }] }),
    },
    undecided: { "a type that is not known": pool({ node_config: { machine_type: "${var.type}" } }) },
  },
  {
    control: "GOOGLE_GKE_GPU_NODES_BOUNDED",
    holds: {
      "four nodes": pool({ autoscaling: { total_max_node_count: 4 }, node_config: L4 }),
      "four nodes in each zone, as text": pool({ autoscaling: { max_node_count: "4" }, node_config: L4 }),
      "no autoscaling": pool({ node_count: 2, node_config: L4 }),
      "many without GPUs": pool({ autoscaling: { max_node_count: 900 }, node_config: CPU }),
      "a hundred at once in one zone": pool({ location: "us-central1-a", node_count: 100, node_config: L4 }),
      "two, wherever they lie": pool({ location: "${var.region}", node_count: 2, node_config: L4 }),
      "within a cluster": cluster({ node_pool: [{ name: "gpu", node_count: 2, node_config: L4 }] }),
      "a hundred in one zone": pool({
        location: "us-central1-a",
        autoscaling: { max_node_count: 100 },
        node_config: L4,
      }),
    },
    fails: {
      "a thousand nodes": pool({ autoscaling: { total_max_node_count: 1000 }, node_config: L4 }),
      "fifty in each of three zones": pool({
        location: "us-central1",
        autoscaling: { max_node_count: 50 },
        node_config: L4,
      }),
      "no bound": pool({ autoscaling: { min_node_count: 0 }, node_config: L4 }),
      "fifty at once in each of three zones": pool({ location: "us-central1", node_count: 50, node_config: L4 }),
      "fifty at once in each of the zones that are named": pool({
        node_locations: ["us-central1-a", "us-central1-b", "us-central1-c"],
        initial_node_count: 50,
        node_config: L4,
      }),
      "fifty at once, in a pool within a cluster of a region": cluster({
        location: "us-central1",
        node_pool: [{ name: "gpu", node_count: 50, node_config: L4 }],
      }),
      "two hundred at once": pool({ node_count: 200, node_config: T4 }),
    },
    undecided: { "by a variable": pool({ autoscaling: { total_max_node_count: "${var.max}" }, node_config: L4 }) },
  },
  {
    control: "GOOGLE_GKE_GPU_NODES_DRIVER",
    holds: {
      default: pool({
        node_config: accelerator({ gpu_driver_installation_config: { gpu_driver_version: "DEFAULT" } }),
      }),
      "the GPU Operator's": pool(
        {
          node_config: accelerator({ gpu_driver_installation_config: { gpu_driver_version: "INSTALLATION_DISABLED" } }),
        },
        { helm_release: { operator: { name: "gpu-operator", chart: "gpu-operator" } } },
      ),
      "no GPU": pool({ node_config: CPU }),
    },
    fails: {
      "not said": pool({ node_config: T4 }),
      "not said, of a type that carries GPUs": pool({ node_config: L4 }),
      "none, and nothing that brings one": pool({
        node_config: accelerator({ gpu_driver_installation_config: { gpu_driver_version: "INSTALLATION_DISABLED" } }),
      }),
    },
    undecided: {
      "by a variable": pool({
        node_config: accelerator({ gpu_driver_installation_config: { gpu_driver_version: "${var.driver}" } }),
      }),
    },
  },
  {
    control: "GOOGLE_GKE_GPUS_NOT_SHARED_BY_TENANTS",
    holds: {
      "not shared": pool({ node_config: { ...L4, resource_labels: { tenant: "shared" } } }),
      "shared within one tenant": pool({ node_config: { ...SHARED, resource_labels: { tenant: "vision" } } }),
      "partitions of one GPU": pool({
        node_config: { ...accelerator({ gpu_partition_size: "1g.10gb" }), labels: { tenant: "shared" } },
      }),
      "shared, with servers of one tenant": { ...pool({ node_config: SHARED }), manifests: [server("vision")] },
    },
    fails: {
      "shared by all": pool({ node_config: { ...SHARED, resource_labels: { tenant: "shared" } } }),
      "MPS, by the label of the nodes": pool({
        node_config: {
          ...accelerator({ gpu_sharing_config: { gpu_sharing_strategy: "MPS" } }),
          labels: { "modelkeep/tenant": "shared" },
        },
      }),
      "shared, with servers of two tenants": {
        ...pool({ node_config: { ...SHARED, resource_labels: { tenant: "vision" } } }),
        manifests: [server("vision"), server("speech")],
      },
    },
    undecided: {
      "by a variable": pool({ node_config: { ...SHARED, resource_labels: { tenant: "${var.tenant}" } } }),
    },
  },
  {
    control: "GOOGLE_GKE_SHARED_GPUS_OF_ONE_TENANT",
    holds: {
      "shared within one tenant": pool({ node_config: { ...SHARED, labels: { tenant: "vision" } } }),
      "not shared": pool({ node_config: L4 }),
    },
    fails: { "shared, and nobody says by whom": pool({ node_config: SHARED }) },
    undecided: {
      "by a variable": pool({
        node_config: accelerator({ gpu_sharing_config: { gpu_sharing_strategy: "${var.sharing}" } }),
      }),
    },
  },
  {
    control: "GOOGLE_GKE_GPU_NODES_RESERVATION_CHOSEN",
    holds: {
      none: pool({ node_config: { ...L4, reservation_affinity: { consume_reservation_type: "NO_RESERVATION" } } }),
      "a named one": pool({ node_config: { ...L4, reservation_affinity: SPECIFIC } }),
      "no GPU": pool({ node_config: CPU }),
    },
    fails: {
      "not said": pool({ node_config: L4 }),
      any: pool({ node_config: { ...L4, reservation_affinity: { consume_reservation_type: "ANY_RESERVATION" } } }),
    },
    undecided: {
      "by a variable": pool({
        node_config: { ...L4, reservation_affinity: { consume_reservation_type: "${var.reservation}" } },
      }),
    },
  },
  {
    control: "GOOGLE_GKE_GPU_NODES_NO_SPOT_IN_PRODUCTION",
    holds: {
      "on demand": pool({ node_config: { ...L4, resource_labels: { tier: "production" } } }),
      "spot in staging": pool({ node_config: { ...L4, spot: true, resource_labels: { tier: "staging" } } }),
      "spot without GPUs": pool({ node_config: { ...CPU, spot: true, resource_labels: { tier: "production" } } }),
      "spot where no tier is said": pool({ node_config: { ...L4, spot: true } }),
    },
    fails: {
      "spot in production": pool({ node_config: { ...L4, spot: true, resource_labels: { tier: "production" } } }),
      "preemptible in production": pool({ node_config: { ...L4, preemptible: "true", labels: { tier: "prod" } } }),
      "spot in a cluster of production": {
        resource: {
          google_container_cluster: { main: { name: "serving", resource_labels: { tier: "prod" } } },
          google_container_node_pool: {
            gpu: { cluster: "${google_container_cluster.main.name}", node_config: { ...L4, spot: true } },
          },
        },
      },
    },
    undecided: {
      "by a variable": pool({ node_config: { ...L4, spot: "${var.spot}", resource_labels: { tier: "production" } } }),
    },
  },
  {
    control: "GOOGLE_GKE_GPU_NODES_ONE_ZONE",
    holds: {
      "one zone": pool({ node_locations: ["us-central1-a"], node_config: { ...L4, reservation_affinity: SPECIFIC } }),
      "the one of a zonal pool": pool({
        location: "us-central1-a",
        placement_policy: { type: "COMPACT" },
        node_config: L4,
      }),
      "the one of a zonal cluster": {
        resource: {
          google_container_cluster: { main: { name: "serving", location: "us-central1-a" } },
          google_container_node_pool: {
            gpu: {
              cluster: "${google_container_cluster.main.id}",
              placement_policy: { type: "COMPACT" },
              node_config: L4,
            },
          },
        },
      },
      "several without a reservation": pool({ node_locations: ["us-central1-a", "us-central1-b"], node_config: L4 }),
    },
    fails: {
      "several with a reservation": pool({
        node_locations: ["us-central1-a", "us-central1-b"],
        node_config: { ...L4, reservation_affinity: SPECIFIC },
      }),
      "those of a region, placed compactly": pool({
        location: "us-central1",
        placement_policy: { type: "COMPACT" },
        node_config: L4,
      }),
    },
    undecided: {
      "by a variable": pool({ node_locations: "${var.zones}", placement_policy: { type: "COMPACT" }, node_config: L4 }),
    },
  },
];
