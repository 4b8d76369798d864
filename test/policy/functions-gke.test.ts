import { isUnknown } from "../../src/estate/unknown";
import { GKE_FUNCTIONS } from "../../src/policy/functions-gke";
import { type EstateSource, estateOf } from "../support/estates";

/** The answer of a function about the first resource of the estate. */
function asked(name: string, source: EstateSource, ...more: readonly string[]): unknown {
  const estate = estateOf(source);
  const [resource] = estate.resources;
  if (resource === undefined) {
    throw new Error("the source holds nothing");
  }
  return GKE_FUNCTIONS[name]?.call([resource.attributes, ...more], { estate, resource, root: "case" });
}

function cluster(attributes: object): EstateSource {
  return { resource: { google_container_cluster: { main: attributes } } };
}

function pool(attributes: object): EstateSource {
  return { resource: { google_container_node_pool: { one: attributes } } };
}

const L4 = { machine_type: "g2-standard-8" };

describe("nodePools", () => {
  test("of a pool are the pool", () => {
    expect(asked("nodePools", pool({ name: "gpu" }))).toMatchObject([{ name: "gpu" }]);
  });

  test("of a cluster are the pools within it, and not the default one", () => {
    const pools = asked("nodePools", cluster({ node_pool: [{ name: "a" }, { name: "b" }], node_config: L4 }));
    expect(pools).toMatchObject([{ name: "a" }, { name: "b" }]);
  });

  test("within a cluster lie where the cluster does, in its zones unless they name their own", () => {
    const pools = asked(
      "nodePools",
      cluster({
        location: "us-central1",
        node_locations: ["us-central1-a"],
        node_pool: [{ name: "a" }, { name: "b", node_locations: ["us-central1-b"] }],
      }),
    );
    expect(pools).toMatchObject([
      { name: "a", location: "us-central1", node_locations: ["us-central1-a"] },
      { name: "b", location: "us-central1", node_locations: ["us-central1-b"] },
    ]);
  });

  test("of a cluster that keeps its default pool are that pool, with all that a pool has", () => {
    const pools = asked("nodePools", cluster({ initial_node_count: 3, node_config: L4 }));
    expect(pools).toMatchObject([
      { name: "default-pool", node_count: 3, node_config: [L4], management: [], autoscaling: [], node_locations: null },
    ]);
  });

  test.each([
    ["a cluster that removes it", { remove_default_node_pool: "true", node_config: L4 }],
    ["Autopilot", { enable_autopilot: true }],
  ])("of %s are none", (_, attributes) => {
    expect(asked("nodePools", cluster(attributes))).toEqual([]);
  });

  test.each([
    ["whether it is removed", { remove_default_node_pool: "${var.removed}" }],
    ["whether it is Autopilot", { enable_autopilot: "${var.autopilot}" }],
    ["which pools are within", { node_pool: "${var.pools}" }],
  ])("are not known where it is not known %s", (_, attributes) => {
    expect(isUnknown(asked("nodePools", cluster(attributes)))).toBe(true);
  });
});

describe("hasAccelerators", () => {
  test.each([
    ["a machine type that carries them", { machine_type: "a3-highgpu-8g" }, true],
    ["a machine type of the newest family", { machine_type: "a4x-highgpu-4g" }, true],
    ["attached ones", { machine_type: "n1-standard-8", guest_accelerator: [{ type: "t4", count: 2 }] }, true],
    ["none attached", { machine_type: "n1-standard-8", guest_accelerator: [{ type: "", count: 0 }] }, false],
    ["a machine type without", { machine_type: "c3-standard-8" }, false],
  ])("is asked of %s", (_, node_config, has) => {
    expect(asked("hasAccelerators", pool({ node_config }))).toBe(has);
  });

  test("is not known of a machine type that is not known", () => {
    expect(isUnknown(asked("hasAccelerators", pool({ node_config: { machine_type: "${var.type}" } })))).toBe(true);
  });

  test("refuses what is no pool", () => {
    expect(() => GKE_FUNCTIONS.hasAccelerators?.call(["gpu"], { estate: estateOf({}), root: "case" })).toThrow(
      "expected a pool, as nodePools(self) gives",
    );
  });
});

test.each([
  ["machines", { resource_labels: { tenant: "vision" }, labels: { tenant: "speech" } }, "vision"],
  ["nodes", { labels: { "modelkeep/tenant": "vision" } }, "vision"],
  ["nobody", { labels: { team: "vision" } }, null],
])("nodeLabel is that of %s", (_, node_config, label) => {
  expect(asked("nodeLabel", pool({ node_config }), "tenant")).toBe(label);
});

test("nodePoolTier is that of the nodes, else that of the cluster", () => {
  const source = (node_config: object): EstateSource => ({
    resource: {
      google_container_node_pool: { one: { cluster: "${google_container_cluster.main.id}", node_config } },
      google_container_cluster: { main: { resource_labels: { tier: "prod" } } },
    },
  });
  const tierOf = (node_config: object): unknown => {
    const estate = estateOf(source(node_config));
    const [resource] = estate.ofKind("google_container_node_pool");
    const attributes = resource?.attributes ?? null;
    return GKE_FUNCTIONS.nodePoolTier?.call([attributes, attributes], { estate, root: "case" });
  };
  expect(tierOf({ resource_labels: { tier: "staging" } })).toBe("staging");
  expect(tierOf({})).toBe("prod");
});

describe("gpuTenants", () => {
  const server = (namespace: string, labels: object, limits: object = { "nvidia.com/gpu": 1 }): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "server", namespace, labels },
    spec: { template: { spec: { containers: [{ name: "server", image: "server", resources: { limits } }] } } },
  });
  const POOL = pool({ node_config: L4 });

  test("are those of the workloads that land on the pool and ask for a GPU", () => {
    const manifests = [server("a", { tenant: "vision" }), server("b", { tenant: "speech" }), server("c", {}, {})];
    expect(asked("gpuTenants", { ...POOL, manifests })).toEqual(["speech", "vision"]);
  });

  test("are told by the namespace where the workload says nothing", () => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a", labels: { tenant: "vision" } } };
    expect(asked("gpuTenants", { ...POOL, manifests: [server("a", {}), namespace] })).toEqual(["vision"]);
  });

  test("are told by the placement of each workload, also of several that say the same", () => {
    const placed = (namespace: string, tenant: string, key: string): object => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "server", namespace, labels: { tenant } },
      spec: {
        nodeSelector: { team: key },
        containers: [{ name: "server", image: "server", resources: { limits: { "nvidia.com/gpu": 1 } } }],
      },
    });
    const manifests = [placed("a", "vision", "x"), placed("b", "speech", "x"), placed("c", "fraud", "y")];
    const pools = (team: string): EstateSource => ({
      ...pool({ node_config: { ...L4, labels: { team } } }),
      manifests,
    });
    expect(asked("gpuTenants", pools("x"))).toEqual(["speech", "vision"]);
    expect(asked("gpuTenants", pools("y"))).toEqual(["fraud"]);
    expect(asked("gpuTenants", pools("z"))).toEqual([]);
  });

  test("are none of a cluster", () => {
    expect(asked("gpuTenants", cluster({}))).toEqual([]);
  });
});
