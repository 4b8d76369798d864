import type { Estate } from "../estate";
import { remembered } from "../memo";
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
  const within = listOf(inline).map((pool) => (isAttributes(pool) ? poolWithin(attributes, pool) : pool));
  const pools = within.length > 0 ? within : isTrue(removed) ? [] : [defaultPool(attributes)];
  const undecided = [autopilot, listOf(inline).length > 0 ? null : removed].find(isUnknown);
  return pools.length > 0 && undecided !== undefined ? undecided : pools;
}

/** A pool within a cluster lies where the cluster does; its zones are the cluster's unless it names its own. */
function poolWithin(cluster: Attributes, pool: Attributes): Attributes {
  return {
    ...pool,
    location: own(cluster, "location"),
    node_locations: own(pool, "node_locations") ?? own(cluster, "node_locations"),
  };
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
export const tenantsOn = remembered((estate: Estate, pool: Resource): readonly string[] => {
  const tenants = new Set<string>();
  for (const group of gpuWorkloadsOf(estate)) {
    const isNew = [...group.tenants].some((tenant) => !tenants.has(tenant));
    if (isNew && landsOn(pool, group.podSpec) === true) {
      for (const tenant of group.tenants) {
        tenants.add(tenant);
      }
    }
  }
  return [...tenants].sort();
});

/** GPU workloads that land on the same pools. */
interface Group {
  readonly podSpec: Attributes;
  readonly tenants: Set<string>;
}

/** What a pod says of the nodes that it may be placed on. */
const PLACEMENT: readonly string[] = ["nodeSelector", "tolerations", "affinity"];

const groups = new WeakMap<Estate, readonly Group[]>();

/** GPU workloads with a tenant, those with the same placement together: estates have thousands, and every pool asks. */
function gpuWorkloadsOf(estate: Estate): readonly Group[] {
  let known = groups.get(estate);
  if (known === undefined) {
    known = groupedWorkloads(estate);
    groups.set(estate, known);
  }
  return known;
}

function groupedWorkloads(estate: Estate): readonly Group[] {
  const namespaces = new Map<string | undefined, Resource>();
  for (const namespace of estate.ofKind("v1 Namespace")) {
    const name = nameOf(namespace);
    if (!namespaces.has(name)) {
      namespaces.set(name, namespace);
    }
  }
  const byPlacement = new Map<string, Group>();
  for (const workload of workloads(estate)) {
    const podSpec = podSpecOf(workload);
    const tenant =
      podSpec !== undefined && isGpuWorkload(podSpec) === true
        ? tenantOf(workload, namespaces.get(workload.namespace))
        : undefined;
    if (podSpec === undefined || tenant === undefined) {
      continue;
    }
    const placement = JSON.stringify(PLACEMENT.map((name) => own(podSpec, name)));
    const group = byPlacement.get(placement) ?? { podSpec, tenants: new Set() };
    group.tenants.add(tenant);
    byPlacement.set(placement, group);
  }
  return [...byPlacement.values()];
}

function tenantOf(workload: Resource, namespace: Resource | undefined): string | undefined {
  const template = podTemplateOf(workload);
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
