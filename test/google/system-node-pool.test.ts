import { Lazy } from "cdktf";
import { type HardenedStack, ServingTier } from "modelkeep";
import { ServingCluster, ServingNetwork, type SystemNodePool, type SystemNodePoolOptions } from "modelkeep/google";
import { type Attributes, googleTestStack, onlyResourceOf, type Synthesized, synthesize } from "../support/stack";

const POOL = "cluster_gateways_";
const TYPE = "google_container_node_pool";

function clusterIn(stack: HardenedStack): ServingCluster {
  const network = new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  return new ServingCluster(stack, "cluster", { network, version: "1.35" });
}

function addPool(options?: SystemNodePoolOptions): SystemNodePool {
  return clusterIn(googleTestStack()).addSystemNodePool("gateways", options);
}

/** The pool alone: cluster and network have tests of their own. */
function synthesizedPool(options?: SystemNodePoolOptions, tier?: ServingTier): Synthesized {
  const stack = googleTestStack(tier);
  clusterIn(stack).addSystemNodePool("gateways", options);
  const json = synthesize(stack);
  const pools = Object.entries(json.resource[TYPE] ?? {}).filter(([name]) => name.startsWith(POOL));
  return { ...json, resource: { [TYPE]: Object.fromEntries(pools) } };
}

describe("SystemNodePool", () => {
  let stack: Synthesized;
  let pool: Attributes;
  let nodes: Attributes;

  beforeAll(() => {
    stack = synthesizedPool();
    pool = onlyResourceOf(stack, TYPE);
    nodes = pool.node_config as Attributes;
  });

  describe("rows of the catalogue", () => {
    test("GKE-47, GKE-48: failing nodes are repaired, and all are patched, a new node before an old one goes", () => {
      expect(pool).toMatchObject({
        management: { auto_repair: true, auto_upgrade: true },
        upgrade_settings: { strategy: "SURGE", max_surge: 1, max_unavailable: 0 },
      });
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

    test("GKE-52, GKE-55: pods see neither the node's token nor the old metadata", () => {
      expect(nodes).toMatchObject({
        workload_metadata_config: { mode: "GKE_METADATA" },
        metadata: { "disable-legacy-endpoints": "true" },
      });
    });

    test("GKE-53, GKE-54: only signed code boots, and the boot is measured", () => {
      expect(nodes.shielded_instance_config).toEqual({ enable_secure_boot: true, enable_integrity_monitoring: true });
    });

    test("GKE-56: the boot disk is encrypted with the cluster's key of disks", () => {
      expect(nodes.boot_disk_kms_key).toMatch(/^\$\{google_kms_crypto_key\.cluster_NodeKey_\w+\.id\}$/);
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
    });
  });

  test("two to four e2-standard-4 stand in the cluster's zones", () => {
    expect(pool).toMatchObject({
      autoscaling: { total_min_node_count: 2, total_max_node_count: 4, location_policy: "BALANCED" },
      node_config: expect.objectContaining({ machine_type: "e2-standard-4", disk_type: "pd-balanced" }),
    });
    expect(stack).toHaveNone(TYPE, "node_locations");
  });

  test("nodes tell pool, tier and tenant, and keep nobody away", () => {
    expect(nodes.labels).toEqual({
      "modelkeep/pool": "system",
      "modelkeep/tier": "production",
      "modelkeep/tenant": "vision",
    });
    expect(nodes).not.toHaveProperty("taint");
    expect(nodes).not.toHaveProperty("guest_accelerator");
  });

  test.each([
    [{}, 1],
    [{ minNodes: 4, maxNodes: 8 }, 2],
    [{ minNodes: 1, maxNodes: 2 }, 0],
  ])("%j begins with %i nodes in each of three zones, never more than the bound", (size, initial_node_count) => {
    expect(synthesizedPool(size)).toHaveEvery(TYPE, { initial_node_count });
  });

  test("the autoscaler owns the number of nodes between the bounds", () => {
    expect(pool.lifecycle).toEqual({ ignore_changes: ["initial_node_count"] });
  });

  test("what a node is billed as carries the mandatory labels", () => {
    expect(onlyResourceOf(synthesizedPool({}, ServingTier.DEVELOPMENT), TYPE).node_config).toMatchObject({
      resource_labels: {
        tier: "development",
        tenant: "vision",
        owner: "vision_at_acme_example",
        "data-class": "confidential",
      },
    });
  });

  test("size and machine type are taken as given", () => {
    expect(
      onlyResourceOf(
        synthesizedPool({ machineType: "n1-standard-4", minNodes: 1, maxNodes: 1, diskSizeGib: 20 }),
        TYPE,
      ),
    ).toMatchObject({
      autoscaling: { total_min_node_count: 1, total_max_node_count: 1 },
      node_config: expect.objectContaining({ machine_type: "n1-standard-4", disk_size_gb: 20 }),
    });
  });

  test("the pool tells its name", () => {
    expect(addPool().nodePoolName).toMatch(/^test-cluster-gateways-[0-9a-f]{8}$/);
  });

  describe("errors", () => {
    test.each([
      ["g2-standard-4", "nvidia-l4 GPUs"],
      ["a3-highgpu-8g", "nvidia-h100 GPUs"],
      ["ct5lp-hightpu-4t", "accelerators"],
    ])("%s is refused: what it carries would stand untainted", (machineType, carried) => {
      expect(() => addPool({ machineType })).toThrow(
        [
          "[MK_SYSTEM_POOL_GPU] at test/cluster/gateways (google.SystemNodePool):",
          `  machineType is ${machineType}, which carries ${carried}.`,
          "  Add it with addGpuNodePool, where its nodes are tainted, or name a type without GPUs.",
        ].join("\n"),
      );
    });

    test.each([["t2a-standard-4"], ["c4a-standard-4"]])("%s is refused: its processor is another", (machineType) => {
      expect(() => addPool({ machineType })).toThrow(
        [
          "[MK_SYSTEM_POOL_ARM] at test/cluster/gateways (google.SystemNodePool):",
          `  machineType is ${machineType}, which has an ARM processor.`,
          "  Name an x86 type such as e2-standard-4.",
        ].join("\n"),
      );
    });

    test.each([["e2-micro"], ["f1-micro"], ["g1-small"]])("%s is refused: cluster DNS would not fit", (machineType) => {
      expect(() => addPool({ machineType })).toThrow(
        expect.objectContaining({
          codes: expect.arrayContaining(["MK_SYSTEM_POOL_SMALL"]),
          message: expect.stringContaining(
            `machineType is ${machineType}, with less memory than cluster DNS and the agents of a node take.`,
          ),
        }),
      );
    });

    test.each([["e2"], ["E2-standard-4"], ["m7i.large"], [""]])("%j is refused as a machine type", (machineType) => {
      expect(() => addPool({ machineType })).toThrow(
        [
          "[MK_NAME_FORMAT] at test/cluster/gateways (google.SystemNodePool):",
          `  machineType is "${machineType}", which is not a Compute Engine machine type such as e2-standard-4.`,
          "  Set machineType to a Compute Engine machine type such as e2-standard-4.",
        ].join("\n"),
      );
    });

    test("fewest above most is refused, also against the default of the other", () => {
      expect(() => addPool({ minNodes: 5 })).toThrow(
        [
          "[MK_POOL_RANGE] at test/cluster/gateways (google.SystemNodePool):",
          "  maxNodes is 4, below minNodes 5.",
          "  Set maxNodes to 5 or more, or lower minNodes.",
        ].join("\n"),
      );
      expect(() => addPool({ maxNodes: 1 })).toThrow("  maxNodes is 1, below minNodes 2.");
    });

    test.each([
      [{ minNodes: 0 }, "minNodes is 0, not a whole number from 1 to 100."],
      [{ minNodes: 2.5 }, "minNodes is 2.5, not a whole number from 1 to 100."],
      [{ maxNodes: 101 }, "maxNodes is 101, not a whole number from 1 to 100."],
      [{ diskSizeGib: 19 }, "diskSizeGib is 19, not a whole number from 20 to 16384."],
    ])("%j is refused", (options, message) => {
      expect(() => addPool(options)).toThrow(
        expect.objectContaining({ codes: ["MK_NUMBER_RANGE"], message: expect.stringContaining(message) }),
      );
    });

    test("a machine type that only Terraform knows is refused: it could carry GPUs", () => {
      const machineType = Lazy.stringValue({ produce: () => "g2-standard-4" });
      expect(() => addPool({ machineType })).toThrow(
        expect.objectContaining({
          codes: ["MK_LITERAL_REQUIRED"],
          message: expect.stringContaining("machineType is a token"),
        }),
      );
    });

    test("everything that is wrong is reported at once", () => {
      expect(() => addPool({ machineType: "a2-highgpu-1g", minNodes: 3, maxNodes: 2 })).toThrow(
        expect.objectContaining({ codes: ["MK_POOL_RANGE", "MK_SYSTEM_POOL_GPU"] }),
      );
    });
  });

  test("the defaults are what they were", () => {
    expect(stack.resource).toMatchSnapshot();
  });
});
