import { Estate } from "../../src/estate/estate";
import { valueAt } from "../../src/estate/joins/values";
import { fromPlan } from "../../src/estate/plan";
import type { Resource } from "../../src/estate/resource";
import { isUnknown } from "../../src/estate/unknown";
import { CONTROLS } from "../../src/policy/catalogue";
import { judge } from "../../src/policy/engine";
import { WaiverSet } from "../../src/policy/waiver-set";

interface Declared {
  readonly type: string;
  readonly values: object;
  readonly unknown: object;

  /** Expressions of the configuration. */
  readonly written: object;
}

/** A plan that creates one resource, as Terraform writes it. */
function planOf({ type, values, unknown, written }: Declared): unknown {
  const address = `${type}.one`;
  const named = { address, mode: "managed", type, name: "one" };
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: [{ ...named, values }] } },
    resource_changes: [
      { ...named, change: { actions: ["create"], before: null, after: values, after_unknown: unknown } },
    ],
    configuration: { root_module: { resources: [{ ...named, expressions: written }] } },
  };
}

function resourceOf(declared: Declared): Resource {
  const { resources } = fromPlan("plan.json", planOf(declared));
  expect(resources).toHaveLength(1);
  return resources[0] as Resource;
}

const CLUSTER: Declared = {
  type: "google_container_cluster",
  values: { name: "serving", initial_node_count: 1, private_cluster_config: [{ enable_private_nodes: true }] },
  unknown: {
    master_authorized_networks_config: true,
    release_channel: true,
    private_cluster_config: [{ master_global_access_config: true, master_ipv4_cidr_block: true }],
  },
  written: {
    name: { constant_value: "serving" },
    initial_node_count: { constant_value: 1 },
    private_cluster_config: [{ enable_private_nodes: { constant_value: true } }],
  },
};

const POOL: Declared = {
  type: "google_container_node_pool",
  values: { name: "gpu", node_config: [{ machine_type: "g2-standard-8" }] },
  unknown: {
    management: true,
    node_config: [{ shielded_instance_config: true, workload_metadata_config: true, guest_accelerator: true }],
  },
  written: {
    name: { constant_value: "gpu" },
    node_config: [{ machine_type: { constant_value: "g2-standard-8" } }],
  },
};

function foundIn(declared: Declared): { findings: string[]; undecided: string[] } {
  const { resources, roots } = fromPlan("plan.json", planOf(declared));
  const { findings, undecided } = judge(new Estate(resources, roots), {
    controls: CONTROLS,
    waivers: new WaiverSet([], "2026-11-21"),
  });
  return { findings: findings.map(({ control }) => control), undecided: undecided.map(({ control }) => control) };
}

test("a block that the provider of Google Cloud fills in, and nobody wrote, is not set", () => {
  const { attributes } = resourceOf(CLUSTER);
  expect(attributes.master_authorized_networks_config).toEqual([]);
  expect(attributes.release_channel).toEqual([]);
});

test("a block within another one, which was written without it, is not set either", () => {
  expect(valueAt(resourceOf(CLUSTER).attributes, "private_cluster_config.0.master_global_access_config")).toEqual([]);
  expect(valueAt(resourceOf(POOL).attributes, "node_config.0.shielded_instance_config")).toEqual([]);
  expect(valueAt(resourceOf(POOL).attributes, "node_config.0.guest_accelerator")).toEqual([]);
});

test("a block that was written and is not known stays unknown", () => {
  const written = { ...POOL.written, management: [{ auto_repair: { references: ["var.repair"] } }] };
  const unknown = { ...POOL.unknown, management: [{ auto_repair: true }] };
  const { attributes } = resourceOf({ ...POOL, written, unknown, values: { ...POOL.values, management: [{}] } });
  expect(isUnknown(valueAt(attributes, "management.0.auto_repair"))).toBe(true);
});

test("what nobody wrote is found, not left open", () => {
  expect(foundIn(CLUSTER).findings).toEqual(
    expect.arrayContaining(["GOOGLE_GKE_AUTHORIZED_NETWORKS", "GOOGLE_GKE_PRIVATE_ENDPOINT"]),
  );
  expect(foundIn(CLUSTER).findings).not.toContain("GOOGLE_GKE_PRIVATE_NODES");
  expect(foundIn(CLUSTER).undecided).toEqual([]);
  expect(foundIn(POOL).findings).toEqual(
    expect.arrayContaining(["GOOGLE_GKE_NODES_SECURE_BOOT", "GOOGLE_GKE_NODES_METADATA_HIDDEN"]),
  );
  expect(foundIn(POOL).findings).toContain("GOOGLE_GKE_GPU_NODES_TAINTED");
  expect(foundIn(POOL).undecided).toEqual([]);
});

test.each([
  ["google_storage_bucket", ["soft_delete_policy", "versioning", "website"]],
  ["google_kms_crypto_key", ["version_template"]],
  ["google_compute_instance", ["guest_accelerator", "shielded_instance_config"]],
  ["google_compute_backend_service", ["iap"]],
  ["google_artifact_registry_repository", ["vulnerability_scanning_config"]],
])("blocks of a %s that nobody wrote are not set", (type, blocks) => {
  const unknown = Object.fromEntries(blocks.map((block) => [block, true]));
  const { attributes } = resourceOf({
    type,
    values: { name: "one" },
    unknown,
    written: { name: { constant_value: "one" } },
  });
  expect(blocks.map((block) => attributes[block])).toEqual(blocks.map(() => []));
});

test("a new key without a rotation, and a new machine without GPUs, are judged at once", () => {
  const name = { name: { constant_value: "one" } };
  const key = { type: "google_kms_crypto_key", values: { name: "one" }, unknown: { version_template: true } };
  expect(foundIn({ ...key, written: name }).findings).toContain("GOOGLE_KMS_ROTATED");
  const machine = {
    type: "google_compute_instance",
    values: { name: "one", machine_type: "e2-small", network_interface: [{ access_config: [{}] }] },
    unknown: { guest_accelerator: true },
  };
  expect(foundIn({ ...machine, written: name }).undecided).not.toContain("GOOGLE_GPU_INSTANCE_NO_PUBLIC_ADDRESS");
});
