import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { Lazy } from "cdktf";
import { GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import {
  type GpuNodePool,
  type GpuNodePoolOptions,
  NodeCapacity,
  SecureModelBucket,
  ServingCluster,
  ServingNetwork,
  WorkloadIdentityBinding,
} from "modelkeep/google";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";
import {
  type Attributes,
  googleTestStack,
  onlyResourceOf,
  resourcesOf,
  type Synthesized,
  synthesize,
} from "../support/stack";

const POOL = "cluster_gpu_";
const DIGEST = "a".repeat(64);
const TYPE = "google_container_node_pool";

const L4: GpuNodePoolOptions = { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 };
const H100: GpuNodePoolOptions = { gpu: GpuModel.NVIDIA_H100, maxNodes: 2 };

interface Place {
  readonly region?: string;
  readonly nodeZones?: string[];
}

function clusterIn(stack: HardenedStack, { region, nodeZones }: Place = {}): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16", ...(region && { region }) });
  return new ServingCluster(stack, "cluster", { network, version: "1.35", ...(nodeZones && { nodeZones }) });
}

function addPool(options: GpuNodePoolOptions, tier?: ServingTier, place?: Place): GpuNodePool {
  return clusterIn(googleTestStack(tier), place).addGpuNodePool("gpu", options);
}

/** The pool alone: cluster and network have tests of their own. */
function synthesizedPool(options: GpuNodePoolOptions, tier?: ServingTier, place?: Place): Synthesized {
  const stack = googleTestStack(tier);
  clusterIn(stack, place).addGpuNodePool("gpu", options);
  const json = synthesize(stack);
  const pools = Object.entries(json.resource[TYPE] ?? {}).filter(([name]) => name.startsWith(POOL));
  return { ...json, resource: { [TYPE]: Object.fromEntries(pools) } };
}

/** What the machines of the pool are like. */
function nodeConfigOf(options: GpuNodePoolOptions, tier?: ServingTier, place?: Place): Attributes {
  return onlyResourceOf(synthesizedPool(options, tier, place), TYPE).node_config as Attributes;
}

describe("GpuNodePool", () => {
  let stack: Synthesized;
  let pool: Attributes;
  let nodes: Attributes;

  beforeAll(() => {
    stack = synthesizedPool(L4);
    pool = onlyResourceOf(stack, TYPE);
    nodes = pool.node_config as Attributes;
  });

  describe("rows of the catalogue", () => {
    test("GKE-47, GKE-48: failing nodes are repaired, and all are patched", () => {
      expect(pool.management).toEqual({ auto_repair: true, auto_upgrade: true });
    });

    test("GKE-49: nodes run Container-Optimized OS", () => {
      expect(nodes.image_type).toBe("COS_CONTAINERD");
    });

    test("GKE-50, GKE-51: nodes run as the cluster's own account, whose roles limit it", () => {
      expect(nodes).toMatchObject({
        service_account: expect.stringMatching(
          /^test-cluster-nodes-[0-9a-f]{8}@acme-vision\.iam\.gserviceaccount\.com$/,
        ),
        oauth_scopes: ["https://www.googleapis.com/auth/cloud-platform"],
      });
    });

    test("GKE-52, GKE-55: model code sees neither the node's token nor the old metadata", () => {
      expect(nodes).toMatchObject({
        workload_metadata_config: { mode: "GKE_METADATA" },
        metadata: { "disable-legacy-endpoints": "true" },
      });
    });

    test("GKE-53, GKE-54, GPG-07: only signed code boots, drivers included, and the boot is measured", () => {
      expect(nodes.shielded_instance_config).toEqual({ enable_secure_boot: true, enable_integrity_monitoring: true });
    });

    test("GKE-56, GPG-21: the boot disk is encrypted with the cluster's key of disks", () => {
      expect(nodes.boot_disk_kms_key).toMatch(/^\$\{google_kms_crypto_key\.cluster_NodeKey_\w+\.id\}$/);
      expect(pool.depends_on).toContainEqual(
        expect.stringMatching(/^google_kms_crypto_key_iam_member\.cluster_NodeKey_User-compute-system_/),
      );
    });

    test("GKE-57: no node has a public address", () => {
      expect(pool.network_config).toEqual({ enable_private_nodes: true });
    });

    test("GKE-58, GKE-59: the kubelet tells nothing unasked, and no pod takes all processes", () => {
      expect(nodes.kubelet_config).toEqual({
        insecure_kubelet_readonly_port_enabled: "FALSE",
        pod_pids_limit: 4096,
        // Left out, the provider switches it off, and no limit of CPUs holds.
        cpu_cfs_quota: true,
      });
    });

    test("GKE-60: firewall rules can speak of this pool", () => {
      expect(nodes.tags).toEqual([pool.name]);
      expect(pool.name).toMatch(/^test-cluster-gpu-[0-9a-f]{8}$/);
    });

    test("GPG-01, GPG-02, GPG-03: the accelerator is written out, with Google's own signed driver", () => {
      expect(nodes).toMatchObject({
        machine_type: "g2-standard-4",
        guest_accelerator: [
          { type: "nvidia-l4", count: 1, gpu_driver_installation_config: { gpu_driver_version: "DEFAULT" } },
        ],
      });
    });

    test("GPG-04: no GPU is shared in time", () => {
      const [accelerator] = nodes.guest_accelerator as Attributes[];
      expect(accelerator).not.toHaveProperty("gpu_sharing_config");
      expect(accelerator).not.toHaveProperty("gpu_partition_size");
    });

    test("GPG-06: a taint keeps everything away that asks for no GPU, and what GKE writes beside it is no drift", () => {
      expect(nodes.taint).toEqual([{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }]);
      expect(pool.lifecycle).toEqual({
        ignore_changes: [
          "initial_node_count",
          "node_config[0].taint",
          "node_config[0].labels",
          "node_config[0].resource_labels",
        ],
      });
    });

    test("GPG-08, GPG-18: the network is fast, and big images start before they are read", () => {
      expect(nodes).toMatchObject({ gvnic: { enabled: true }, gcfs_config: { enabled: true } });
    });

    test("GPG-11, GPG-12: the bill is bounded, nothing runs while nothing asks for GPUs, and any zone will do", () => {
      expect(pool).toMatchObject({
        initial_node_count: 0,
        autoscaling: { total_min_node_count: 0, total_max_node_count: 4, location_policy: "ANY" },
      });
    });

    test("GPG-13, GPG-14: without compact placement nodes stand in all zones that have the machines", () => {
      expect(pool.node_locations).toEqual(["europe-west4-a", "europe-west4-b", "europe-west4-c"]);
      expect(pool).not.toHaveProperty("placement_policy");
    });

    test("GPG-15, GPG-17: machines are bought on demand, and from nobody's reservation", () => {
      expect(nodes).toMatchObject({
        spot: false,
        reservation_affinity: { consume_reservation_type: "NO_RESERVATION" },
      });
      expect(nodes).not.toHaveProperty("flex_start");
    });

    test("GPG-16: an upgrade needs no GPU to spare", () => {
      expect(pool.upgrade_settings).toEqual({ strategy: "SURGE", max_surge: 0, max_unavailable: 1 });
    });

    test("GPG-20: nodes tell GPU, tier and tenant, to Kubernetes and on the bill", () => {
      expect(nodes).toMatchObject({
        labels: { "modelkeep/gpu-model": "nvidia-l4", "modelkeep/tier": "production", "modelkeep/tenant": "vision" },
        resource_labels: {
          tier: "production",
          tenant: "vision",
          owner: "vision_at_acme_example",
          "data-class": "confidential",
        },
      });
    });
  });

  describe("what src/kubernetes schedules", () => {
    let gpuPool: Attributes;
    let pod: Attributes;

    beforeAll(() => {
      const stack = googleTestStack();
      const cluster = clusterIn(stack);
      const gpu = GpuModel.NVIDIA_L4;
      cluster.addGpuNodePool("gpu", { gpu, maxNodes: 4 });
      const identity = new WorkloadIdentityBinding(stack, "identity", {
        cluster,
        namespace: "vision",
        serviceAccountName: "resnet",
      });
      const artifact = new SecureModelBucket(stack, "models").artifact("resnet/v3", {
        format: ModelFormat.SAVED_MODEL,
        sha256: DIGEST,
      });
      const workload = new HardenedStack(stack.node.scope ?? stack, "workload", {
        tier: ServingTier.PRODUCTION,
        tenant: "vision",
        owner: "vision@acme.example",
      });
      new GoogleProvider(workload, "google", { project: "acme-vision", region: "europe-west4" });
      new PrivateInferenceEndpoint(workload, "resnet", {
        cluster,
        identity,
        artifact,
        gpu,
        server: ModelServer.tensorflowServing({ image: `registry.acme.example/serving@sha256:${DIGEST}` }),
        fetchImage: `registry.acme.example/gcloud@sha256:${DIGEST}`,
        allowedCallers: [Caller.inNamespace("gateway")],
      });
      const pools = resourcesOf(synthesize(stack), TYPE).map(({ node_config }) => node_config as Attributes);
      gpuPool = pools.find(({ taint }) => taint !== undefined) ?? {};
      pod = podOf(onlyResourceOf(synthesize(workload), "kubernetes_deployment_v1"));
    });

    test("the taint of the pool is tolerated by a server that asks for the GPU", () => {
      const kubernetesEffects: Record<string, string> = { NO_SCHEDULE: "NoSchedule" };
      const [taint] = gpuPool.taint as { key: string; effect: string }[];
      expect(pod.toleration).toEqual([
        { key: taint?.key, operator: "Exists", effect: kubernetesEffects[taint?.effect ?? ""] },
      ]);
    });

    test("the labels of the pool are those that a server that asks for the GPU selects on", () => {
      expect(Object.keys(pod.node_selector ?? {})).toEqual(["modelkeep/gpu-model", "modelkeep/tier"]);
      expect(gpuPool.labels).toMatchObject(pod.node_selector ?? {});
    });
  });

  describe("capacity", () => {
    test.each([[ServingTier.DEVELOPMENT], [ServingTier.STAGING]])("GPG-17: spot is taken in %s", (tier) => {
      expect(nodeConfigOf({ ...L4, capacity: NodeCapacity.SPOT }, tier)).toMatchObject({
        spot: true,
        reservation_affinity: { consume_reservation_type: "NO_RESERVATION" },
      });
    });

    test("GPG-17: spot is refused in production", () => {
      expect(() => addPool({ ...L4, capacity: NodeCapacity.SPOT })).toThrow(
        [
          "[MK_GPU_SPOT_PRODUCTION] at test/cluster/gpu (google.GpuNodePool):",
          "  capacity is SPOT, whose nodes are taken back at thirty seconds' notice; production refuses it.",
          "  Use NodeCapacity.ON_DEMAND, FLEX_START or a reservation, or serve from another tier.",
        ].join("\n"),
      );
    });

    test("flex-start machines are given when Google has them, for seven days at most", () => {
      expect(nodeConfigOf({ ...H100, capacity: NodeCapacity.FLEX_START })).toMatchObject({
        machine_type: "a3-highgpu-1g",
        flex_start: true,
        max_run_duration: "604800s",
        spot: false,
        reservation_affinity: { consume_reservation_type: "NO_RESERVATION" },
      });
    });

    test("flex-start keeps no nodes: a lower bound is refused", () => {
      expect(() => addPool({ ...L4, minNodes: 1, capacity: NodeCapacity.FLEX_START })).toThrow(
        [
          "[MK_GPU_FLEX_START] at test/cluster/gpu (google.GpuNodePool):",
          "  minNodes is 1, but flex-start gives nodes when a pod asks for them, and takes them back.",
          "  Leave minNodes out.",
        ].join("\n"),
      );
    });

    test.each([["a3-highgpu-1g"], ["a3-highgpu-2g"], ["a3-highgpu-4g"]])(
      "%s is refused on demand: it is not sold so",
      (machineType) => {
        expect(() => addPool({ ...H100, machineType })).toThrow(
          [
            "[MK_GPU_NOT_ON_DEMAND] at test/cluster/gpu (google.GpuNodePool):",
            `  capacity is ON_DEMAND, but ${machineType} is sold as spot and flex-start alone.`,
            "  Use NodeCapacity.FLEX_START, or a3-highgpu-8g with all eight GPUs.",
          ].join("\n"),
        );
      },
    );

    test("on demand the smallest machine type is one that is sold so", () => {
      expect(nodeConfigOf(H100)).toMatchObject({
        machine_type: "a3-highgpu-8g",
        guest_accelerator: [expect.objectContaining({ type: "nvidia-h100-80gb", count: 8 })],
      });
    });

    describe("a reservation", () => {
      const RESERVED: GpuNodePoolOptions = {
        ...H100,
        zones: ["europe-west4-b"],
        capacity: NodeCapacity.reservation("vision-h100"),
      };

      test("GPG-13, GPG-15: nodes come from this very reservation, in its one zone", () => {
        const reserved = onlyResourceOf(synthesizedPool(RESERVED), TYPE);
        expect(reserved.node_locations).toEqual(["europe-west4-b"]);
        expect(reserved.node_config).toMatchObject({
          spot: false,
          reservation_affinity: {
            consume_reservation_type: "SPECIFIC_RESERVATION",
            key: "compute.googleapis.com/reservation-name",
            values: ["vision-h100"],
          },
        });
      });

      test("GPG-15: another project's reservation is named in full", () => {
        const capacity = NodeCapacity.reservation("projects/acme-capacity/reservations/vision-h100");
        expect(nodeConfigOf({ ...RESERVED, capacity })).toMatchObject({
          reservation_affinity: expect.objectContaining({
            values: ["projects/acme-capacity/reservations/vision-h100"],
          }),
        });
      });

      test.each([["Vision"], ["cr-"], ["projects/acme/vision"], [""]])("%j is refused as its name", (name) => {
        expect(() => addPool({ ...RESERVED, capacity: NodeCapacity.reservation(name) })).toThrow(
          [
            "[MK_NAME_FORMAT] at test/cluster/gpu (google.GpuNodePool):",
            `  capacity.reservationName is "${name}", which is not the name of a reservation, or projects/<project>/reservations/<name>.`,
          ].join("\n"),
        );
      });

      test.each([
        ["no", undefined],
        ["2", ["europe-west4-b", "europe-west4-c"]],
      ])("GPG-13: %s zones are refused: a reservation lies in exactly one", (count, zones) => {
        expect(() => addPool({ ...RESERVED, zones })).toThrow(
          [
            "[MK_GPU_ONE_ZONE] at test/cluster/gpu (google.GpuNodePool):",
            `  zones names ${count} zones, but a reservation lies in exactly one.`,
            '  Name one zone, as in zones: ["europe-west4-b"].',
          ].join("\n"),
        );
      });

      test("GPG-13: the one zone of the cluster need not be named again", () => {
        const place = { nodeZones: ["europe-west4-b"] };
        expect(synthesizedPool({ ...RESERVED, zones: undefined }, undefined, place)).toHaveEvery(TYPE, {
          node_locations: ["europe-west4-b"],
        });
      });
    });
  });

  describe("machine types", () => {
    test("a T4 is attached to the smallest N1", () => {
      expect(nodeConfigOf({ gpu: GpuModel.NVIDIA_T4, maxNodes: 1 })).toMatchObject({
        machine_type: "n1-standard-4",
        guest_accelerator: [expect.objectContaining({ type: "nvidia-tesla-t4", count: 1 })],
      });
    });

    test.each([[1], [2], [4]])("GPG-02: %i T4 are attached where they are asked for", (gpuCount) => {
      expect(nodeConfigOf({ gpu: GpuModel.NVIDIA_T4, gpuCount, maxNodes: 1 }).guest_accelerator).toMatchObject([
        { count: gpuCount },
      ]);
    });

    test("GPG-02: three T4 are refused", () => {
      expect(() => addPool({ gpu: GpuModel.NVIDIA_T4, gpuCount: 3, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_COUNT] at test/cluster/gpu (google.GpuNodePool):",
          "  gpuCount is 3, but n1-standard-4 carries 1, 2 or 4.",
          "  Set gpuCount to 1, 2 or 4.",
        ].join("\n"),
      );
    });

    test("GPG-02: a count that the machine type does not carry is refused", () => {
      expect(() => addPool({ ...L4, machineType: "g2-standard-24", gpuCount: 4 })).toThrow(
        [
          "[MK_GPU_COUNT] at test/cluster/gpu (google.GpuNodePool):",
          "  gpuCount is 4, but g2-standard-24 carries 2.",
          "  Leave gpuCount out, or use another machine type.",
        ].join("\n"),
      );
    });

    test("GPG-02: a count alone finds the machine type that carries it", () => {
      expect(nodeConfigOf({ ...L4, gpuCount: 4 })).toMatchObject({
        machine_type: "g2-standard-48",
        guest_accelerator: [expect.objectContaining({ count: 4 })],
      });
    });

    test("the pool tells name, machine type, GPU and how many", () => {
      const made = addPool({ ...L4, machineType: "g2-standard-24" });
      expect([made.nodePoolName, made.machineType, made.gpu, made.gpuCount]).toEqual([
        expect.stringMatching(/^test-cluster-gpu-[0-9a-f]{8}$/),
        "g2-standard-24",
        GpuModel.NVIDIA_L4,
        2,
      ]);
    });

    test.each([
      ["of another GPU", "a3-highgpu-8g", "nvidia-h100 GPUs"],
      ["without GPUs", "n2-standard-4", "no GPU known here"],
      ["of another cloud", "g6.xlarge", "nvidia-l4 GPUs"],
    ])("GPG-01: a machine type %s is refused", (_what, machineType, carried) => {
      expect(() => addPool({ gpu: GpuModel.NVIDIA_A100_80GB, machineType, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_MACHINE_TYPE] at test/cluster/gpu (google.GpuNodePool):",
          `  machineType is "${machineType}", which carries ${carried}, not nvidia-a100-80gb.`,
          "  Use one of a2-ultragpu-1g, a2-ultragpu-2g, a2-ultragpu-4g, a2-ultragpu-8g.",
        ].join("\n"),
      );
    });

    test.each([[GpuModel.NVIDIA_A10G], [GpuModel.NVIDIA_L40S], [GpuModel.AMD_V520]])(
      "GPG-01: %s is refused: Google Cloud does not have it",
      (gpu) => {
        expect(() => addPool({ gpu, maxNodes: 1 })).toThrow(
          [
            "[MK_GPU_NOT_OFFERED] at test/cluster/gpu (google.GpuNodePool):",
            `  gpu is ${gpu}, which Google Cloud does not offer.`,
            "  Choose another model, such as GpuModel.NVIDIA_L4 or GpuModel.NVIDIA_H100.",
          ].join("\n"),
        );
      },
    );

    test("a machine type that only Terraform knows is refused", () => {
      const machineType = Lazy.stringValue({ produce: () => "g2-standard-4" });
      expect(() => addPool({ ...L4, machineType })).toThrow(
        [
          "[MK_LITERAL_REQUIRED] at test/cluster/gpu (google.GpuNodePool):",
          "  machineType is a token, which is known only to Terraform, but its value is compared at synthesis.",
          "  Give machineType a literal value.",
        ].join("\n"),
      );
    });

    test.each([
      ["a3-highgpu-8g", GpuModel.NVIDIA_H100, { maintenance_interval: "PERIODIC" }],
      ["a3-megagpu-8g", GpuModel.NVIDIA_H100, { maintenance_interval: "PERIODIC" }],
      ["g2-standard-4", GpuModel.NVIDIA_L4, undefined],
    ])("GPG-19: hosts of %s are maintained at set times: %#", (machineType, gpu, policy) => {
      expect(nodeConfigOf({ gpu, machineType, maxNodes: 1 }).host_maintenance_policy).toEqual(policy);
    });
  });

  describe("disks", () => {
    test("a node has room for several serving images", () => {
      expect(nodes).toMatchObject({ disk_type: "pd-balanced", disk_size_gb: 200 });
      expect(nodeConfigOf({ ...L4, diskSizeGib: 500 }).disk_size_gb).toBe(500);
    });

    test.each([
      [GpuModel.NVIDIA_H200, "us-east4"],
      [GpuModel.NVIDIA_B200, "us-east4"],
    ])("machines with %s boot from Hyperdisk, the only disk they take", (gpu, region) => {
      expect(
        nodeConfigOf({ gpu, maxNodes: 1, capacity: NodeCapacity.FLEX_START }, undefined, { region }),
      ).toMatchObject({
        disk_type: "hyperdisk-balanced",
        ephemeral_storage_local_ssd_config: { local_ssd_count: 32 },
      });
    });

    test.each([
      ["a3-highgpu-8g", GpuModel.NVIDIA_H100, 16],
      ["a2-ultragpu-2g", GpuModel.NVIDIA_A100_80GB, 2],
    ])("GPG-09: pods cache on the local SSDs that %s always carries", (machineType, gpu, local_ssd_count) => {
      expect(nodeConfigOf({ gpu, machineType, maxNodes: 1 })).toMatchObject({
        ephemeral_storage_local_ssd_config: { local_ssd_count },
      });
    });

    test("GPG-09: local SSDs are added where they are asked for", () => {
      expect(nodes).not.toHaveProperty("ephemeral_storage_local_ssd_config");
      expect(nodeConfigOf({ ...L4, localSsdCount: 1 })).toMatchObject({
        ephemeral_storage_local_ssd_config: { local_ssd_count: 1 },
      });
    });

    test.each([
      [GpuModel.NVIDIA_L4, "g2-standard-24", 1, "0 or 2", "Set localSsdCount to 0 or 2."],
      [GpuModel.NVIDIA_A100_40GB, "a2-highgpu-1g", 3, "0, 1, 2, 4 or 8", "Set localSsdCount to 0, 1, 2, 4 or 8."],
      [GpuModel.NVIDIA_H100, "a3-highgpu-8g", 0, "16", "Leave localSsdCount out."],
    ])("GPG-09: of %s, %s does not take %i local SSDs", (gpu, machineType, localSsdCount, takes, remedy) => {
      expect(() => addPool({ gpu, machineType, localSsdCount, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_LOCAL_SSDS] at test/cluster/gpu (google.GpuNodePool):",
          `  localSsdCount is ${localSsdCount}, but ${machineType} takes ${takes}.`,
          `  ${remedy}`,
        ].join("\n"),
      );
    });
  });

  describe("partitions", () => {
    test("GPG-05: a GPU is cut in hardware where it is asked for", () => {
      expect(nodeConfigOf({ ...H100, partition: "1g.10gb" }).guest_accelerator).toMatchObject([
        { count: 8, gpu_partition_size: "1g.10gb" },
      ]);
    });

    test("GPG-05: a profile of another GPU is refused", () => {
      expect(() => addPool({ ...H100, partition: "1g.5gb" })).toThrow(
        [
          "[MK_GPU_PARTITION] at test/cluster/gpu (google.GpuNodePool):",
          '  partition is "1g.5gb", which is no profile of nvidia-h100.',
          "  Use one of 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb.",
        ].join("\n"),
      );
    });

    test("GPG-05: a GPU without hardware partitions is not cut", () => {
      expect(() => addPool({ ...L4, partition: "1g.10gb" })).toThrow(
        [
          "[MK_GPU_PARTITION] at test/cluster/gpu (google.GpuNodePool):",
          '  partition is "1g.10gb", which nvidia-l4 cannot be cut into.',
          "  Leave partition out, or choose a GPU with hardware partitions, such as GpuModel.NVIDIA_H100.",
        ].join("\n"),
      );
    });
  });

  describe("confidential nodes", () => {
    test("memory of processor and GPU is encrypted on the machine type that can", () => {
      expect(nodeConfigOf({ ...H100, confidential: true, capacity: NodeCapacity.FLEX_START })).toMatchObject({
        machine_type: "a3-highgpu-1g",
        confidential_nodes: { enabled: true, confidential_instance_type: "TDX" },
      });
      expect(nodes).not.toHaveProperty("confidential_nodes");
    });

    test.each([
      [GpuModel.NVIDIA_H100, "a3-highgpu-8g", "a3-highgpu-1g"],
      [GpuModel.NVIDIA_L4, "g2-standard-4", "another GPU model's type, such as a3-highgpu-1g"],
    ])("with %s, %s is refused", (gpu, machineType, use) => {
      expect(() => addPool({ gpu, machineType, confidential: true, maxNodes: 1 })).toThrow(
        [
          "[MK_GPU_NOT_CONFIDENTIAL] at test/cluster/gpu (google.GpuNodePool):",
          `  confidential is true, but ${machineType} does not encrypt the memory of its GPUs.`,
          `  Use ${use}, or leave confidential out.`,
        ].join("\n"),
      );
    });

    test("on demand it is refused: the machine type is not sold so", () => {
      expect(() => addPool({ ...H100, confidential: true })).toThrow(
        "  capacity is ON_DEMAND, but a3-highgpu-1g is sold as spot and flex-start alone.",
      );
    });
  });

  describe("compact placement", () => {
    test("GPG-13, GPG-14: nodes stand together in one zone", () => {
      expect(synthesizedPool({ ...H100, compactPlacement: true, zones: ["europe-west4-c"] })).toHaveEvery(TYPE, {
        placement_policy: { type: "COMPACT" },
        node_locations: ["europe-west4-c"],
      });
    });

    test("GPG-13: several zones are refused", () => {
      expect(() => addPool({ ...H100, compactPlacement: true })).toThrow(
        [
          "[MK_GPU_ONE_ZONE] at test/cluster/gpu (google.GpuNodePool):",
          "  zones names no zones, but compactly placed nodes stand in exactly one.",
          '  Name one zone, as in zones: ["europe-west4-b"].',
        ].join("\n"),
      );
    });

    test("GPG-14: N1 is refused", () => {
      expect(() =>
        addPool({ gpu: GpuModel.NVIDIA_T4, maxNodes: 2, compactPlacement: true, zones: ["europe-west4-a"] }),
      ).toThrow(
        [
          "[MK_GPU_NOT_COMPACT] at test/cluster/gpu (google.GpuNodePool):",
          "  compactPlacement is true, but nodes of n1-standard-4 cannot be placed close together.",
          "  Leave compactPlacement out, or use a GPU of the G2, A2, A3 or A4 machine types.",
        ].join("\n"),
      );
    });
  });

  describe("zones", () => {
    test("nodes stand in the zones that were named", () => {
      expect(synthesizedPool({ ...L4, zones: ["europe-west4-c", "europe-west4-a"] })).toHaveEvery(TYPE, {
        node_locations: ["europe-west4-c", "europe-west4-a"],
      });
    });

    test("of the region's zones, nodes stand in those that have the machines", () => {
      expect(synthesizedPool(H100)).toHaveEvery(TYPE, { node_locations: ["europe-west4-b", "europe-west4-c"] });
    });

    test("of the cluster's zones, nodes stand in those that have the machines", () => {
      const place = { nodeZones: ["europe-west4-a", "europe-west4-b"] };
      expect(synthesizedPool(H100, undefined, place)).toHaveEvery(TYPE, { node_locations: ["europe-west4-b"] });
    });

    test.each([
      ["a zone of another region", ["europe-west1-b"]],
      ["what is no zone", ["europe-west4"]],
      ["a zone twice", ["europe-west4-a", "europe-west4-a"]],
      ["a list of no zones", []],
    ])("%s is refused", (_what, zones) => {
      expect(() => addPool({ ...L4, zones })).toThrow(
        [
          "[MK_GPU_ZONES] at test/cluster/gpu (google.GpuNodePool):",
          `  zones is [${zones.join(", ")}], but the cluster lies in europe-west4.`,
          "  Name zones of europe-west4, each once, as in europe-west4-a.",
        ].join("\n"),
      );
    });

    test.each([
      [GpuModel.NVIDIA_H200, "a3-ultragpu-8g"],
      [GpuModel.NVIDIA_B200, "a4-highgpu-8g"],
    ])("%s is refused on demand, where nobody gets one", (gpu, machineType) => {
      expect(() => addPool({ gpu, maxNodes: 1 }, undefined, { region: "us-east4" })).toThrow(
        [
          "[MK_GPU_NOT_ON_DEMAND] at test/cluster/gpu (google.GpuNodePool):",
          `  capacity is ON_DEMAND, but ${machineType} is sold by reservation, flex-start and spot alone.`,
          '  Use NodeCapacity.reservation("name"), or NodeCapacity.FLEX_START.',
        ].join("\n"),
      );
    });

    test("a region that does not have the machine type is refused", () => {
      expect(() =>
        addPool({ gpu: GpuModel.NVIDIA_B200, maxNodes: 1, capacity: NodeCapacity.FLEX_START }, undefined, {
          region: "europe-west1",
        }),
      ).toThrow(
        [
          "[MK_GPU_NOT_IN_REGION] at test/cluster/gpu (google.GpuNodePool):",
          "  the cluster lies in europe-west1, where a4-highgpu-8g is not offered.",
          "  Use another machine type, or one of the regions asia-northeast1, asia-southeast1, europe-north1, europe-west4, us-central1, us-east1, us-east4, us-south1, us-west2, us-west3.",
        ].join("\n"),
      );
    });

    test("a zone that does not have the machine type is refused, with those that do", () => {
      expect(() => addPool({ ...H100, zones: ["europe-west4-a", "europe-west4-b"] })).toThrow(
        [
          "[MK_GPU_NOT_IN_ZONE] at test/cluster/gpu (google.GpuNodePool):",
          "  zones names europe-west4-a, where a3-highgpu-8g is not offered.",
          "  Set zones: in europe-west4, europe-west4-b, europe-west4-c offer it.",
        ].join("\n"),
      );
    });

    test("a cluster whose zones do not have the machine type is refused", () => {
      expect(() => addPool(H100, undefined, { nodeZones: ["europe-west4-a"] })).toThrow(
        [
          "[MK_GPU_NOT_IN_ZONE] at test/cluster/gpu (google.GpuNodePool):",
          "  the cluster's nodeZones name europe-west4-a, where a3-highgpu-8g is not offered.",
          "  Set zones: in europe-west4, europe-west4-b, europe-west4-c offer it.",
        ].join("\n"),
      );
    });

    test("a zone that only Terraform knows is refused", () => {
      const zone = Lazy.stringValue({ produce: () => "europe-west4-a" });
      expect(() => addPool({ ...L4, zones: [zone] })).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("zones[0] is a token"),
        }),
      );
    });
  });

  describe("size", () => {
    test("bounds are of all zones together", () => {
      expect(synthesizedPool({ ...L4, minNodes: 2, maxNodes: 8 })).toHaveEvery(TYPE, {
        autoscaling: { total_min_node_count: 2, total_max_node_count: 8, location_policy: "ANY" },
      });
    });

    test.each([
      [{ minNodes: 2, maxNodes: 2 }, 0],
      [{ minNodes: 7, maxNodes: 9 }, 2],
      [{ minNodes: 2, maxNodes: 9, zones: ["europe-west4-a"] }, 2],
    ])("%j begins with %i nodes in each zone: never more than the bound", (size, initial_node_count) => {
      expect(synthesizedPool({ ...L4, ...size })).toHaveEvery(TYPE, { initial_node_count });
    });

    test("GPG-11: fewest above most is refused", () => {
      expect(() => addPool({ ...L4, minNodes: 5 })).toThrow(
        [
          "[MK_POOL_RANGE] at test/cluster/gpu (google.GpuNodePool):",
          "  maxNodes is 4, below minNodes 5.",
          "  Set maxNodes to 5 or more, or lower minNodes.",
        ].join("\n"),
      );
    });

    test.each([
      [{ maxNodes: 0 }, "maxNodes is 0, not a whole number from 1 to 100."],
      [{ maxNodes: 101 }, "maxNodes is 101, not a whole number from 1 to 100."],
      [{ minNodes: -1 }, "minNodes is -1, not a whole number from 0 to 100."],
      [{ diskSizeGib: 99 }, "diskSizeGib is 99, not a whole number from 100 to 16384."],
    ])("%j is refused", (options, message) => {
      expect(() => addPool({ ...L4, ...options })).toThrow(
        expect.objectContaining({ codes: ["MK_NUMBER_RANGE"], message: expect.stringContaining(message) }),
      );
    });

    test("what is missing is named, and nothing else is judged", () => {
      const none: Partial<GpuNodePoolOptions> = { gpu: undefined, maxNodes: undefined };
      expect(() => addPool({ ...L4, ...none } as GpuNodePoolOptions)).toThrow(
        [
          "[MK_MISSING] at test/cluster/gpu (google.GpuNodePool):",
          "  gpu is missing.",
          "  Give gpu: it has no default.",
          "  maxNodes is missing.",
          "  Give maxNodes: it has no default.",
        ].join("\n"),
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(() =>
        addPool({
          gpu: GpuModel.NVIDIA_L4,
          maxNodes: 1,
          minNodes: 2,
          gpuCount: 8,
          machineType: "g2-standard-4",
          partition: "1g.5gb",
          capacity: NodeCapacity.SPOT,
          zones: ["europe-west1-b"],
        }),
      ).toThrow(
        expect.objectContaining({
          codes: ["MK_POOL_RANGE", "MK_GPU_COUNT", "MK_GPU_PARTITION", "MK_GPU_SPOT_PRODUCTION", "MK_GPU_ZONES"],
        }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(stack.resource).toMatchSnapshot();
  });
});

/** The pod of a deployment, as Terraform reads it. */
function podOf(deployment: Attributes): Attributes {
  const { template } = deployment.spec as { template: { spec: Attributes } };
  return template.spec;
}
