import type { Estate } from "../estate";
import type { Attributes, Resource, Value } from "../resource";
import { schemaOf } from "../schema";
import { isUnknown, type Unknown } from "../unknown";
import { isGpuWorkload, landsOn } from "./gpu";
import { nameOf, podSpecOf, podTemplateOf, workloads } from "./pods";
import { target } from "./references";
import { type TierName, tierNamed, tierOf } from "./tiers";
import { isAttributes, listOf, own, valueAt } from "./values";

/**
 * Node pools that a resource declares, each in the shape of a google_container_node_pool: the resource itself, or for a
 * cluster its node_pool blocks, or the default pool when the cluster keeps it. Autopilot has none that could be set.
 */
export function nodePoolsOf({ kind, attributes }: Resource): readonly Value[] | Unknown {
  if (kind === "google_container_node_pool") {
    return [attributes];
  }
  const autopilot = own(attributes, "enable_autopilot");
  if (isTrue(autopilot)) {
    return [];
  }
  const inline = own(attributes, "node_pool");
  const removed = own(attributes, "remove_default_node_pool");
  if (isUnknown(inline)) {
    return inline;
  }
  const pools = listOf(inline).length > 0 ? listOf(inline) : isTrue(removed) ? [] : [defaultPool(attributes)];
  const undecided = [autopilot, listOf(inline).length > 0 ? null : removed].find(isUnknown);
  return pools.length > 0 && undecided !== undefined ? undecided : pools;
}

/** The pool that GKE makes when nothing says otherwise, of which a cluster sets the machines alone. */
function defaultPool(cluster: Attributes): Attributes {
  const { attributes = [], blocks = {} } = schemaOf("google_container_node_pool", "managed") ?? {};
  return {
    ...Object.fromEntries(attributes.map((name) => [name, null])),
    ...Object.fromEntries(Object.keys(blocks).map((name) => [name, []])),
    name: "default-pool",
    node_config: own(cluster, "node_config"),
    node_count: own(cluster, "initial_node_count"),
    node_locations: own(cluster, "node_locations"),
    location: own(cluster, "location"),
  };
}

function isTrue(value: Value): boolean {
  return value === true || String(value).toLowerCase() === "true";
}

/** The tier that the nodes of a pool are labelled with, else that of the resource which declares it, else of its cluster. */
export function tierOfPool(estate: Estate, declaring: Resource, pool: Attributes): TierName | Unknown | undefined {
  const labelled = labelOfNodes(pool, "tier");
  if (isUnknown(labelled)) {
    return labelled;
  }
  const tier = typeof labelled === "string" ? tierNamed(labelled) : undefined;
  if (tier !== undefined || declaring.kind !== "google_container_node_pool") {
    return tier ?? tierOf(declaring);
  }
  const cluster = target(estate, declaring, "cluster", "google_container_cluster");
  return cluster === undefined || isUnknown(cluster) ? undefined : tierOf(cluster);
}

/** A label of the machines or of the Kubernetes nodes; null when neither has it. */
export function labelOfNodes(pool: Attributes, name: string): Value {
  for (const place of ["resource_labels", "labels"]) {
    const labels = valueAt(pool, `node_config.0.${place}`);
    const label = isAttributes(labels) ? (own(labels, name) ?? own(labels, `modelkeep/${name}`)) : labels;
    if (label !== null) {
      return label;
    }
  }
  return null;
}

/** Tenants whose workloads surely land on the pool and ask for a GPU, as labels of pods, workloads or namespaces say. */
export function tenantsOn(estate: Estate, pool: Resource): readonly string[] {
  const tenants = new Set<string>();
  for (const workload of workloads(estate)) {
    const podSpec = podSpecOf(workload);
    if (podSpec !== undefined && isGpuWorkload(podSpec) === true && landsOn(pool, podSpec) === true) {
      const tenant = tenantOf(estate, workload);
      if (tenant !== undefined) {
        tenants.add(tenant);
      }
    }
  }
  return [...tenants].sort();
}

function tenantOf(estate: Estate, workload: Resource): string | undefined {
  const template = podTemplateOf(workload);
  const namespace = estate.ofKind("v1 Namespace").find((one) => nameOf(one) === workload.namespace);
  const labels = [
    template === undefined ? null : valueAt(template, "metadata.labels"),
    valueAt(workload.attributes, "metadata.labels"),
    namespace === undefined ? null : valueAt(namespace.attributes, "metadata.labels"),
  ];
  const tenant = labels
    .map((one) => (isAttributes(one) ? (own(one, "tenant") ?? own(one, "modelkeep/tenant")) : null))
    .find((one) => one !== null);
  return typeof tenant === "string" ? tenant : undefined;
}
