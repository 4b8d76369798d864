import type { Estate } from "../../estate/estate";
import { nodePoolsOf } from "../../estate/joins/node-pools";
import { target } from "../../estate/joins/references";
import { isAttributes, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Money } from "../report";
import { amountOf } from "./bill";
import { chargeDisk, chargeLocalSsds, chargeMachines } from "./google-machines";
import { exactly } from "./money";
import { firstSet, type Pricing } from "./pricing";
import { placeIn } from "./regions";

/** What nodes have when nobody says it. @see https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster#nested_node_config */
const DEFAULT_MACHINE_TYPE = "e2-medium";
const DEFAULT_DISK_GB = 100;
const DEFAULT_DISK_TYPE = "pd-balanced";

/** Machine series that take Hyperdisk and no other disk. @see https://cloud.google.com/compute/docs/disks/hyperdisks */
const HYPERDISK_ALONE = /^(?:c4|c4a|c4d|n4|n4a|n4d|a4|a4x|g4|h4d|x4|m4)-/;

/** Zones that GKE spreads a regional cluster over unless it names them. @see https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters */
const ZONES_OF_A_REGION = 3;

/** Where the local SSDs of nodes are said. */
const LOCAL_SSDS: readonly string[] = [
  "local_ssd_count",
  "ephemeral_storage_local_ssd_config.0.local_ssd_count",
  "ephemeral_storage_config.0.local_ssd_count",
  "local_nvme_ssd_block_config.0.local_ssd_count",
];

/** `google_container_cluster`: its fee, and the node pools that stand in it. */
export function priceGkeCluster(pricing: Pricing): void {
  pricing.charge("cluster", { item: "gke/cluster", what: "GKE cluster" }, { count: exactly(1) });
  pricing.note("the free tier of GKE, which pays for one zonal or Autopilot cluster of a billing account");
  const isAutopilot = pricing.isOn("enable_autopilot");
  if (isAutopilot === undefined) {
    pricing.missAll("whether it is an Autopilot cluster");
    return;
  }
  if (isAutopilot) {
    pricing.miss("machines", "the pods of an Autopilot cluster, which are charged by what they request");
    return;
  }
  const pools = nodePoolsOf(pricing.resource);
  if (isUnknown(pools)) {
    pricing.missAll("the node pools in the cluster");
    return;
  }
  const elsewhere = declaredPools(pricing.estate, pricing.resource.root);
  const cluster = pricing.text("name") ?? "";
  for (const pool of pools) {
    if (!isAttributes(pool)) {
      pricing.missAll("a node pool in the cluster");
    } else if (!elsewhere.has(`${cluster}/${textOf(own(pool, "name")) ?? ""}`)) {
      pricePool(pricing, pool, pricing.resource);
    }
  }
}

/** A state lists all pools in their cluster, also those that are resources of their own, and are charged as these. */
const declaredPools = remembered((estate: Estate, root: string): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const pool of estate.ofKind("google_container_node_pool").filter((one) => one.root === root)) {
    const cluster = target(estate, pool, "cluster", "google_container_cluster");
    const name =
      cluster === undefined || isUnknown(cluster)
        ? textOf(own(pool.attributes, "cluster"))
        : textOf(own(cluster.attributes, "name"));
    names.add(`${name?.slice(name.lastIndexOf("/") + 1) ?? ""}/${textOf(own(pool.attributes, "name")) ?? ""}`);
  }
  return names;
});

/** `google_container_node_pool`: from its smallest to its largest size. */
export function priceNodePool(pricing: Pricing): void {
  pricePool(pricing, pricing.resource.attributes, pricing.ledTo("cluster", "google_container_cluster"));
}

function pricePool(pricing: Pricing, pool: Attributes, cluster: Resource | undefined): void {
  const count = sizeOf(pricing, pool, cluster);
  const type = pricing.text("node_config.0.machine_type", pool);
  const machine = type === null ? DEFAULT_MACHINE_TYPE : type;
  const [spot, preemptible] = ["spot", "preemptible"].map((name) => pricing.isOn(`node_config.0.${name}`, pool));
  chargeMachines(pricing, {
    type: machine,
    count,
    isSpot: spot === undefined || preemptible === undefined ? undefined : spot || preemptible,
    accelerators: pricing.blocks("node_config.0.guest_accelerator", pool),
  });
  if (count === undefined) {
    pricing.miss("disks", "how many machines there are");
    return;
  }
  chargeNodeDisk(pricing, pool, { machine, count });
  const ssds = LOCAL_SSDS.map((path) => pricing.number(`node_config.0.${path}`, pool));
  chargeLocalSsds(pricing, {
    type: machine,
    ssds: ssds.includes(undefined) ? undefined : ssds.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    count,
  });
}

function chargeNodeDisk(
  pricing: Pricing,
  pool: Attributes,
  { machine, count }: { readonly machine: string | undefined; readonly count: Money },
): void {
  const boot = "node_config.0.boot_disk.0";
  const size = firstSet([`${boot}.size_gb`, "node_config.0.disk_size_gb"], (path) => pricing.number(path, pool));
  const type = firstSet([`${boot}.disk_type`, "node_config.0.disk_type"], (path) => pricing.text(path, pool));
  const usual = machine !== undefined && HYPERDISK_ALONE.test(machine) ? "hyperdisk-balanced" : DEFAULT_DISK_TYPE;
  chargeDisk(pricing, {
    size: size === null ? DEFAULT_DISK_GB : size,
    type: type === null ? usual : type,
    count,
  });
}

/** Machines of a pool: its bounds, where it is scaled, else its size; by the zone, unless the bounds are said in total. */
function sizeOf(pricing: Pricing, pool: Attributes, cluster: Resource | undefined): Money | undefined {
  const scaling = pricing.blocks("autoscaling", pool);
  if (scaling === undefined) {
    return undefined;
  }
  const [scaled] = scaling;
  if (scaled !== undefined) {
    const total = range(pricing, scaled, "total_min_node_count", "total_max_node_count");
    return total === null
      ? byZone(pricing, pool, cluster, range(pricing, scaled, "min_node_count", "max_node_count"))
      : total;
  }
  const count = pricing.number("node_count", pool);
  const said = count === null ? pricing.number("initial_node_count", pool) : count;
  return byZone(pricing, pool, cluster, typeof said === "number" ? exactly(said) : undefined);
}

/** Null when no upper bound is said; a lower one that is not said is none. */
function range(pricing: Pricing, scaling: Attributes, smallest: string, largest: string): Money | null | undefined {
  const [low, high] = [pricing.number(smallest, scaling), pricing.number(largest, scaling)];
  // The provider writes 0 for the bounds that are not used.
  if (high === null || high === 0) {
    return null;
  }
  return low === undefined || high === undefined || (low ?? 0) > high ? undefined : { low: low ?? 0, high };
}

function byZone(
  pricing: Pricing,
  pool: Attributes,
  cluster: Resource | undefined,
  count: Money | null | undefined,
): Money | undefined {
  const zones = count === undefined || count === null ? undefined : zonesOf(pricing, pool, cluster);
  return zones === undefined || count === undefined || count === null ? undefined : amountOf(count, zones);
}

function zonesOf(pricing: Pricing, pool: Attributes, cluster: Resource | undefined): number | undefined {
  const stated = own(pool, "node_locations");
  if (stated !== null && !isEmpty(stated)) {
    return Array.isArray(stated) ? stated.length : undefined;
  }
  const location = own(pool, "location") ?? (cluster === undefined ? null : own(cluster.attributes, "location"));
  const place = placeIn(textOf(location) ?? pricing.text("location", pool) ?? undefined);
  const ofCluster = cluster === undefined ? null : own(cluster.attributes, "node_locations");
  if (isUnknown(ofCluster)) {
    return undefined;
  }
  const further = Array.isArray(ofCluster) ? ofCluster.length : 0;
  if (place === undefined) {
    return undefined;
  }
  // The zones of a zonal cluster are those beside its own; of a regional one they are all.
  return place.zone === undefined ? (further > 0 ? further : ZONES_OF_A_REGION) : 1 + further;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
