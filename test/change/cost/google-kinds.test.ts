import { costOf } from "../../../src/change/cost/cost";
import { vertexShapes } from "../../../src/change/cost/google-machine-shapes";
import { bundledPrices } from "../../../src/change/cost/price-book";
import { sidesOf } from "../../support/sides";
import { BOOK, costOfMaking } from "./book";

const ZONAL = { location: "us-central1-a", initial_node_count: 1, remove_default_node_pool: true };
const REGIONAL = { ...ZONAL, location: "us-central1" };
const L4 = { machine_type: "g2-standard-4", guest_accelerator: [{ type: "nvidia-l4", count: 1 }], disk_size_gb: 200 };

const pool = (cluster: object, rest: object) => ({
  google_container_cluster: { c: { name: "platform", ...cluster } },
  google_container_node_pool: { p: { cluster: "${google_container_cluster.c.id}", ...rest } },
});
const FEE = 0.1 * 730;
const MACHINE = 0.7068 * 730 + 200 * 0.1;

describe("what is priced", () => {
  test.each([
    ["a cluster without pools", { google_container_cluster: { c: ZONAL } }, FEE, FEE],
    [
      "the default pool of a regional cluster: in three zones, e2-medium, 100 GB of pd-balanced",
      { google_container_cluster: { c: { location: "us-central1", initial_node_count: 1 } } },
      FEE + 3 * (0.0335 * 730 + 100 * 0.1),
      FEE + 3 * (0.0335 * 730 + 100 * 0.1),
    ],
    [
      "a pool in one zone",
      pool(ZONAL, { location: "us-central1-a", node_count: 2, node_config: L4 }),
      FEE + 2 * MACHINE,
      FEE + 2 * MACHINE,
    ],
    [
      "a pool in the cluster's region: its count is by the zone, and there are three",
      pool(REGIONAL, { node_count: 2, node_config: L4 }),
      FEE + 3 * 2 * MACHINE,
      FEE + 3 * 2 * MACHINE,
    ],
    [
      "a pool in the zones that it names",
      pool(REGIONAL, { node_count: 2, node_locations: ["us-central1-a", "us-central1-b"], node_config: L4 }),
      FEE + 2 * 2 * MACHINE,
      FEE + 2 * 2 * MACHINE,
    ],
    [
      "a pool in the zones of its zonal cluster: its own and those beside it",
      pool(
        { ...ZONAL, node_locations: ["us-central1-b"] },
        { location: "us-central1-a", node_count: 1, node_config: L4 },
      ),
      FEE + 2 * MACHINE,
      FEE + 2 * MACHINE,
    ],
    [
      "a pool that is scaled by the zone",
      pool(REGIONAL, { autoscaling: { min_node_count: 0, max_node_count: 2 }, node_config: L4 }),
      FEE,
      FEE + 3 * 2 * MACHINE,
    ],
    [
      "a pool that is scaled in total",
      pool(REGIONAL, { autoscaling: { total_min_node_count: 1, total_max_node_count: 4 }, node_config: L4 }),
      FEE + 1 * MACHINE,
      FEE + 4 * MACHINE,
    ],
    [
      "GPUs that are attached to N1 cost beside the machine, and local SSDs",
      pool(ZONAL, {
        location: "us-central1-a",
        node_count: 1,
        node_config: {
          machine_type: "n1-standard-4",
          guest_accelerator: [{ type: "nvidia-tesla-t4", count: 2 }],
          local_ssd_count: 1,
        },
      }),
      FEE + (0.19 + 2 * 0.35) * 730 + 100 * 0.1 + 375 * 0.08,
      FEE + (0.19 + 2 * 0.35) * 730 + 100 * 0.1 + 375 * 0.08,
    ],
    [
      "a pool within its cluster",
      {
        google_container_cluster: { c: { location: "us-central1-a", node_pool: [{ node_count: 1, node_config: L4 }] } },
      },
      FEE + MACHINE,
      FEE + MACHINE,
    ],
    [
      "an instance with its boot disk, on demand: no discount for a month of use",
      {
        google_compute_instance: {
          i: {
            zone: "us-central1-a",
            machine_type: "a2-highgpu-1g",
            boot_disk: { initialize_params: { size: 50, type: "pd-ssd" } },
          },
        },
      },
      3.6734 * 730 + 50 * 0.17,
      3.6734 * 730 + 50 * 0.17,
    ],
    [
      "a group of instances that is scaled",
      {
        google_compute_instance_template: {
          t: { machine_type: "e2-standard-4", disk: [{ disk_size_gb: 10, disk_type: "pd-balanced" }] },
        },
        google_compute_instance_group_manager: {
          g: { zone: "us-central1-a", version: { instance_template: "${google_compute_instance_template.t.id}" } },
        },
        google_compute_autoscaler: {
          a: {
            zone: "us-central1-a",
            target: "${google_compute_instance_group_manager.g.id}",
            autoscaling_policy: { min_replicas: 1, max_replicas: 3 },
          },
        },
      },
      1 * (0.134 * 730 + 10 * 0.1),
      3 * (0.134 * 730 + 10 * 0.1),
    ],
    [
      "a group of a fixed size",
      {
        google_compute_instance_template: { t: { machine_type: "e2-standard-4" } },
        google_compute_instance_group_manager: {
          g: {
            zone: "us-central1-a",
            target_size: 2,
            version: { instance_template: "${google_compute_instance_template.t.id}" },
          },
        },
      },
      2 * 0.134 * 730,
      2 * 0.134 * 730,
    ],
    [
      "a disk",
      { google_compute_disk: { d: { zone: "us-central1-a", size: 500, type: "pd-ssd" } } },
      500 * 0.17,
      500 * 0.17,
    ],
    [
      "a disk without a type",
      { google_compute_disk: { d: { zone: "us-central1-a", size: 500 } } },
      500 * 0.04,
      500 * 0.04,
    ],
    [
      "Cloud NAT, from one machine to 32",
      { google_compute_router_nat: { n: { region: "us-central1" } } },
      0.0014 * 730,
      0.044 * 730,
    ],
    [
      "a forwarding rule, which may share its charge",
      { google_compute_global_forwarding_rule: { f: {} } },
      0,
      0.025 * 730,
    ],
    ["a key", { google_kms_crypto_key: { k: {} } }, 0.06, 0.06],
    ["a key in an HSM", { google_kms_crypto_key: { k: { version_template: { protection_level: "HSM" } } } }, 1, 1],
    [
      "an asymmetric key in an HSM",
      {
        google_kms_crypto_key: {
          k: { version_template: { protection_level: "HSM", algorithm: "RSA_SIGN_PSS_4096_SHA256" } },
        },
      },
      2.5,
      2.5,
    ],
    [
      "a model on Vertex AI",
      {
        google_vertex_ai_endpoint_with_model_garden_deployment: {
          m: {
            location: "us-central1",
            deploy_config: {
              dedicated_resources: {
                min_replica_count: 1,
                max_replica_count: 2,
                machine_spec: { machine_type: "g2-standard-12", accelerator_type: "NVIDIA_L4", accelerator_count: 1 },
              },
            },
          },
        },
      },
      1 * 1.15 * 730,
      2 * 1.15 * 730,
    ],
    [
      "a model on Vertex AI whose replicas take two machines each",
      {
        google_vertex_ai_endpoint_with_model_garden_deployment: {
          m: {
            location: "us-central1",
            deploy_config: {
              dedicated_resources: {
                min_replica_count: 3,
                machine_spec: { machine_type: "g2-standard-12", multihost_gpu_node_count: 2 },
              },
            },
          },
        },
      },
      3 * 2 * 1.15 * 730,
      3 * 2 * 1.15 * 730,
    ],
    [
      "a pool of machines for models on Vertex AI, with GPUs that are attached",
      {
        google_vertex_ai_deployment_resource_pool: {
          p: {
            region: "us-central1",
            dedicated_resources: {
              min_replica_count: 1,
              max_replica_count: 3,
              machine_spec: {
                machine_type: "n1-standard-4",
                accelerator_type: "NVIDIA_TESLA_T4",
                accelerator_count: 2,
              },
            },
          },
        },
      },
      1 * (0.27 + 2 * 0.4) * 730,
      3 * (0.27 + 2 * 0.4) * 730,
    ],
    [
      "a pool on Vertex AI whose machine type nobody says",
      { google_vertex_ai_deployment_resource_pool: { p: { dedicated_resources: { min_replica_count: 2 } } } },
      2 * 0.11 * 730,
      2 * 0.11 * 730,
    ],
  ])("%s costs its price, and nothing is unpriced", (_, resource, low, high) => {
    const { monthlyDelta, unpriced } = costOfMaking(resource);
    expect(unpriced).toEqual([]);
    expect(monthlyDelta).toEqual({ low: Math.round(low * 100) / 100, high: Math.round(high * 100) / 100 });
  });
});

describe("what has no price is said, and is never 0", () => {
  test.each([
    [
      "spot machines",
      pool(ZONAL, { location: "us-central1-a", node_count: 1, node_config: { ...L4, spot: true } }),
      "the price of spot g2-standard-4 in us-central1",
    ],
    [
      "Autopilot",
      { google_container_cluster: { c: { location: "us-central1", enable_autopilot: true } } },
      "the pods of an Autopilot cluster, which are charged by what they request",
    ],
    [
      "a number that nothing says",
      pool(ZONAL, { location: "us-central1-a", node_config: L4 }),
      "how many machines there are",
    ],
    [
      "zones of a cluster that is not in the estate",
      { google_container_node_pool: { p: { cluster: "other", location: "${var.place}", node_count: 1 } } },
      "how many machines there are",
    ],
    [
      "disks of machines that take Hyperdisk alone",
      pool(ZONAL, { location: "us-central1-a", node_count: 1, node_config: { machine_type: "c4-standard-4" } }),
      "the price of hyperdisk-balanced in us-central1",
    ],
    [
      "an accelerator that no list has",
      pool(ZONAL, {
        location: "us-central1-a",
        node_count: 1,
        node_config: { machine_type: "n1-standard-4", guest_accelerator: [{ type: "nvidia-tesla-p4", count: 1 }] },
      }),
      "the price of nvidia-tesla-p4 in us-central1",
    ],
    [
      "a template that is not in the estate",
      {
        google_compute_instance_group_manager: {
          g: { zone: "us-central1-a", target_size: 1, version: { instance_template: "other" } },
        },
      },
      "its instance template, which is not in the estate",
    ],
    [
      "a disk in two zones",
      { google_compute_region_disk: { d: { region: "us-central1", size: 10 } } },
      "the price of regional-pd-standard in us-central1",
    ],
    [
      "a boot disk as large as its image",
      { google_compute_instance: { i: { zone: "us-central1-a", machine_type: "e2-medium", boot_disk: {} } } },
      "the size of a disk that its image decides",
    ],
    [
      "a database",
      { google_sql_database_instance: { d: {} } },
      "the price of google_sql_database_instance: modelkeep has none",
    ],
  ])("%s", (_, resource, reason) => {
    const { unpriced } = costOfMaking(resource);
    expect(unpriced.flatMap((one) => one.reason.split("; "))).toContain(reason);
  });

  test.each([
    [
      "machines of Karpenter, with the limits that they have",
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: "gpu" },
        spec: { limits: { cpu: 100, "nvidia.com/gpu": 8 } },
      },
      "the machines that Karpenter makes, up to cpu 100, nvidia.com/gpu 8",
    ],
    [
      "machines of Karpenter without limits",
      { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "gpu" }, spec: {} },
      "the machines that Karpenter makes, without a limit",
    ],
    [
      "the load balancer of a Service",
      { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: { type: "LoadBalancer" } },
      "the load balancer that the cloud makes for it",
    ],
    [
      "the volume of a claim",
      { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "a" }, spec: {} },
      "the volume that its storage class makes",
    ],
  ])("%s", (_, manifest, reason) => {
    const { unpriced } = costOf(sidesOf({ manifests: [] }, { manifests: [manifest] }), BOOK);
    expect(unpriced.map((one) => one.reason)).toEqual([reason]);
  });
});

test("a pool on Vertex AI counts the hours of its GPUs, and says what it costs without a model", () => {
  const { gpuHours, notes } = costOfMaking({
    google_vertex_ai_deployment_resource_pool: {
      p: {
        region: "us-central1",
        dedicated_resources: {
          min_replica_count: 1,
          max_replica_count: 2,
          machine_spec: { machine_type: "a3-highgpu-2g" },
        },
      },
    },
  });
  expect(gpuHours).toEqual([{ gpu: "NVIDIA H100", before: { low: 0, high: 0 }, after: { low: 1460, high: 2920 } }]);
  expect(notes).toContain("the time without a model in pools of Vertex AI, which costs nothing");
});

// 26 cores, 234 GB and one GPU: 26 x 0.0293227 + 234 x 0.0025534 + 11.2660332
test.each([1, 2, 4, 8])("the package has the price of %d H100 on Vertex AI, the sum of the units of a bill", (gpus) => {
  const price = bundledPrices().price("google", "us-central1", `vertex/a3-highgpu-${gpus}g`);
  expect(price?.amount).toBeCloseTo(gpus * (26 * 0.0293227 + 234 * 0.0025534 + 11.2660332), 9);
  expect(price?.list.asOf).toBe("2025-08-15");
  const shape = vertexShapes().get(`a3-highgpu-${gpus}g`);
  expect([shape?.cores, shape?.memoryGb, shape?.gpus?.count]).toEqual([26 * gpus, 234 * gpus, gpus]);
});

test("models that are deployed by other means are a note of the endpoint", () => {
  const { notes, items, unpriced } = costOfMaking({ google_vertex_ai_endpoint: { e: { location: "us-central1" } } });
  expect(notes).toEqual(["models that are deployed to Vertex endpoints by other means than Terraform"]);
  expect([items, unpriced]).toEqual([[], []]);
});

test("pools that a state lists in their cluster are charged once, as the resources that they are", () => {
  const node_config = [{ machine_type: "e2-standard-4", disk_size_gb: 100, disk_type: "pd-balanced" }];
  const { monthlyDelta } = costOfMaking({
    google_container_cluster: {
      c: {
        name: "platform",
        location: "us-central1-a",
        node_pool: [
          { name: "gpu", node_count: 1, node_config },
          { name: "within", node_count: 1, node_config },
        ],
      },
    },
    google_container_node_pool: {
      p: { name: "gpu", cluster: "platform", location: "us-central1-a", node_count: 1, node_config },
    },
  });
  // The fee, the pool of its own, and the one that is in the cluster alone.
  const expected = Math.round((73 + 2 * (0.134 * 730 + 100 * 0.1)) * 100) / 100;
  expect(monthlyDelta).toEqual({ low: expected, high: expected });
});
