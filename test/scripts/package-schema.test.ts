import { schemaOfPackage } from "../../scripts/terraform/package-schema";
import type { BlockSchema } from "../../scripts/terraform/provider-schema";

const google = schemaOfPackage("google", [
  {
    resource: {
      google_storage_bucket: { a: {} },
      google_container_cluster: { a: {} },
      google_compute_router_nat: { a: {} },
    },
    data: { google_container_cluster: { a: {} } },
  },
]);
const kubernetes = schemaOfPackage("kubernetes", [{ resource: { kubernetes_manifest: { a: {} } } }]);

function resource(type: string): BlockSchema {
  const found = google.schema.resource_schemas[type];
  if (found === undefined) throw new Error(`no ${type}`);
  return found.block;
}

function nested(block: BlockSchema, ...path: readonly string[]): BlockSchema {
  return path.reduce((outer, name) => {
    const inner = outer.block_types?.[name];
    if (inner === undefined) throw new Error(`no block ${name}`);
    return inner.block;
  }, block);
}

test("the provider is the one that the package binds, under the name that Terraform gives it", () => {
  expect(google).toMatchObject({ name: "google", source: "registry.terraform.io/hashicorp/google" });
  expect(google.version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("only the kinds that are used are made", () => {
  expect(Object.keys(google.schema.resource_schemas)).toEqual([
    "google_compute_router_nat",
    "google_container_cluster",
    "google_storage_bucket",
  ]);
  expect(Object.keys(google.schema.data_source_schemas)).toEqual(["google_container_cluster"]);
});

test("a type that the package does not know is left for Terraform to refuse", () => {
  const { schema } = schemaOfPackage("google", [{ resource: { google_storage_bucketts: { a: {} } } }]);
  expect(schema.resource_schemas).toEqual({});
});

test("an argument is required, optional or computed as the provider has it", () => {
  expect(resource("google_storage_bucket").attributes).toMatchObject({
    name: { type: "string", required: true },
    force_destroy: { type: "bool", optional: true },
    labels: { type: ["map", "string"], optional: true },
    project: { type: "string", optional: true, computed: true },
    project_number: { type: "number", computed: true },
    effective_labels: { type: ["map", "string"], computed: true },
  });
  expect(resource("google_storage_bucket").attributes?.self_link).toEqual({ type: "string", computed: true });
});

test("a block is one or many, in a list or in a set, and there at least once where it is required", () => {
  const blocks = resource("google_storage_bucket").block_types;
  expect(blocks?.versioning).toMatchObject({ nesting_mode: "list", max_items: 1 });
  expect(blocks?.versioning).not.toHaveProperty("min_items");
  expect(blocks?.cors).toMatchObject({ nesting_mode: "list" });
  expect(blocks?.cors).not.toHaveProperty("max_items");
  expect(blocks?.lifecycle_rule?.block.block_types?.action).toMatchObject({
    nesting_mode: "set",
    min_items: 1,
    max_items: 1,
  });
  expect(blocks?.timeouts?.nesting_mode).toBe("single");
});

test("arguments of blocks within blocks have their types", () => {
  const pools = nested(resource("google_container_cluster"), "node_config", "workload_metadata_config");
  expect(pools.attributes).toEqual({ mode: { type: "string", required: true } });
  const zones = resource("google_container_cluster").attributes?.node_locations;
  expect(zones).toEqual({ type: ["set", "string"], optional: true, computed: true });
});

test("what is only read is an attribute, with the type of the whole object", () => {
  const cluster = google.schema.data_source_schemas.google_container_cluster?.block;
  expect(cluster?.attributes?.workload_identity_config).toEqual({
    type: ["list", ["object", { workload_pool: "string" }]],
    computed: true,
  });
  expect(cluster?.block_types).toEqual({});
});

test("values that the documentation names as the possible ones are kept", () => {
  const filter = nested(resource("google_compute_router_nat"), "log_config").attributes?.filter;
  expect(filter).toMatchObject({ required: true, possible_values: ["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"] });
});

test("the provider block is a kind too, without Terraform's own alias", () => {
  const block = kubernetes.schema.provider?.block;
  expect(block?.attributes?.host).toEqual({ type: "string", optional: true });
  expect(block?.attributes).not.toHaveProperty("alias");
  expect(block?.block_types?.exec?.block.attributes).toMatchObject({
    command: { type: "string", required: true },
    args: { type: ["list", "string"], optional: true },
  });
});

test("a map of anything takes anything", () => {
  const manifest = kubernetes.schema.resource_schemas.kubernetes_manifest?.block.attributes;
  expect(manifest).toMatchObject({ manifest: { type: "dynamic", required: true } });
});
