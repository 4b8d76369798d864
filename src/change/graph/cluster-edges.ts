import type { Estate, RootModule } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { clustersIn, networksOf, servesClusters } from "../../estate/joins/google-networks";
import { isGpuWorkload, poolsFor } from "../../estate/joins/gpu";
import { podSpecOf, workloads } from "../../estate/joins/pods";
import { leadsTo, target } from "../../estate/joins/references";
import { tierOf } from "../../estate/joins/tiers";
import { isAttributes, isList, own, textOf } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown, type Reference } from "../../estate/unknown";
import type { GraphBuilder } from "./dependency-graph";
import { near } from "./kubernetes-objects";

export const CLUSTERS: readonly string[] = ["aws_eks_cluster", "google_container_cluster"];

/** Providers by which Terraform writes into a cluster. */
const PROVIDER = /^(?:.*:)?(kubernetes|helm|kubectl)(?:\.[\w-]+)?$/;
const INSIDE = /^(kubernetes|helm|kubectl)_/;

/** What is said of the network of Google's clusters, and is felt by what runs in them. */
const NETWORK_SETTINGS: readonly string[] = [
  "google_compute_firewall",
  "google_compute_network_firewall_policy_rule",
  "google_compute_region_network_firewall_policy_rule",
];

/** How clusters, their nodes and their networks carry what runs in them. */
export function addClusters(graph: GraphBuilder): void {
  addContents(graph);
  addPools(graph);
  addFirewalls(graph);
  addEndpoints(graph);
}

/** Objects depend on the cluster that their provider writes to; those of no provider on the only cluster of the estate. */
function addContents(graph: GraphBuilder): void {
  const { estate } = graph;
  const clusters = managed(estate, CLUSTERS);
  const [only] = clusters.length === 1 ? clusters : [];
  const byRoot = new Map(estate.roots.map((root) => [root.name, providersOf(graph, root)]));
  for (const resource of estate.resources) {
    const isObject = INSIDE.test(resource.kind) || resource.mode === "manifest";
    if (!isObject || !graph.isNode(resource) || resource.mode === "data") {
      continue;
    }
    const provider = byRoot.get(resource.root)?.find((one) => isProviderOf(one.name, resource));
    if (provider?.node !== undefined) {
      graph.add(resource, provider.node, "runs in the cluster");
    } else if (only !== undefined) {
      graph.add(resource, only, "runs in the only cluster");
    }
  }
}

interface Provider {
  readonly name: string;

  /** The clusters that its settings lead to. */
  readonly node: number | undefined;
}

function providersOf(graph: GraphBuilder, root: RootModule): readonly Provider[] {
  return root.providers
    .filter(({ name }) => PROVIDER.test(name))
    .map(({ name, settings }) => {
      const found = new Set<Resource>();
      collect(graph.estate, root.name, settings, found, 0);
      const [first] = found;
      const node =
        first === undefined
          ? undefined
          : graph.group(`provider\u0000${root.name}\u0000${name}`, first, (group) => {
              for (const cluster of found) {
                graph.add(group, cluster, "");
              }
            });
      return { name, node };
    });
}

/** The provider that the resource names, else the one of its kind without an alias. */
function isProviderOf(name: string, { kind, meta }: Resource): boolean {
  const wanted = textOf(own(meta, "provider"))?.replace(/^\$\{(.*)\}$/s, "$1");
  return wanted === undefined ? name === INSIDE.exec(kind)?.[1] : name === wanted;
}

/** Clusters, and data sources of clusters, that settings of a provider refer to, or spell the endpoint of. */
function collect(estate: Estate, root: string, value: Value, found: Set<Resource>, depth: number): void {
  if (isUnknown(value)) {
    for (const reference of value.references) {
      addCluster(estate, reference, found);
    }
  } else if (typeof value === "string") {
    for (const cluster of value.startsWith("https://") ? managed(estate, CLUSTERS) : []) {
      if (own(cluster.attributes, "endpoint") === value) {
        found.add(cluster);
      }
    }
  } else if (depth < 20) {
    const members = isList(value) ? value : isAttributes(value) ? Object.values(value) : [];
    for (const member of members) {
      collect(estate, root, member, found, depth + 1);
    }
  }
}

function addCluster(estate: Estate, reference: Reference, found: Set<Resource>): void {
  for (const resource of leadsTo(estate, reference)) {
    if (CLUSTERS.includes(resource.kind) || /^aws_eks_cluster_auth$/.test(resource.kind)) {
      found.add(resource);
    }
  }
}

/** GPU workloads depend on the pools that they may land on. Those with one placement share them. */
function addPools(graph: GraphBuilder): void {
  const placements = new Map<string, Placement>();
  for (const workload of workloads(graph.estate)) {
    const spec = podSpecOf(workload);
    if (spec === undefined || isGpuWorkload(spec) === false) {
      continue;
    }
    const tier = tierOf(workload);
    const said = JSON.stringify(["nodeSelector", "tolerations", "affinity"].map((name) => own(spec, name)));
    const placement = placements.get(said) ?? placementOf(graph.estate, spec);
    placements.set(said, placement);
    const name = `pools\u0000${workload.root}\u0000${String(isUnknown(tier) ? undefined : tier)}\u0000${said}`;
    const pools = graph.group(name, workload, (group) => {
      const open = placement.pools.filter((pool) => isOfTier(pool.tier, tier)).map(({ pool }) => pool);
      for (const pool of near(open, workload)) {
        graph.add(group, pool, "");
      }
    });
    graph.add(workload, pools, placement.isCertain ? "lands on its nodes" : "may land on its nodes");
  }
}

/** Where pods that say the same of their nodes may land: every pool is asked once, whichever of the stacks and tiers they are of. */
interface Placement {
  readonly pools: readonly { readonly pool: Resource; readonly tier: ReturnType<typeof tierOf> }[];
  readonly isCertain: boolean;
}

function placementOf(estate: Estate, podSpec: Attributes): Placement {
  const { found, possible } = poolsFor(estate, podSpec);
  return {
    pools: [...found, ...possible].map((pool) => ({ pool, tier: tierOf(pool) })),
    isCertain: found.length > 0,
  };
}

/** Tiers never share nodes: that both say another one is enough to tell. */
function isOfTier(its: ReturnType<typeof tierOf>, tier: ReturnType<typeof tierOf>): boolean {
  return tier === undefined || its === undefined || isUnknown(tier) || isUnknown(its) || tier === its;
}

function addFirewalls(graph: GraphBuilder): void {
  for (const setting of managed(graph.estate, NETWORK_SETTINGS)) {
    if (servesClusters(graph.estate, setting)) {
      for (const cluster of networksOf(graph.estate, setting).flatMap((network) => clustersIn(graph.estate, network))) {
        graph.add(cluster, setting, "firewall of its nodes", true);
      }
    }
  }
}

/** Pods of a private cluster reach the cloud through the endpoints of its VPC, and nothing refers to those. */
function addEndpoints(graph: GraphBuilder): void {
  const { estate } = graph;
  const clusters = new Map<Resource, Resource[]>();
  for (const cluster of managed(estate, ["aws_eks_cluster"])) {
    const subnet = target(estate, cluster, "vpc_config.0.subnet_ids.0", "aws_subnet");
    const vpc = subnet === undefined || isUnknown(subnet) ? undefined : target(estate, subnet, "vpc_id", "aws_vpc");
    if (vpc !== undefined && !isUnknown(vpc)) {
      const others = clusters.get(vpc);
      others === undefined ? clusters.set(vpc, [cluster]) : others.push(cluster);
    }
  }
  for (const endpoint of managed(estate, ["aws_vpc_endpoint"])) {
    const vpc = target(estate, endpoint, "vpc_id", "aws_vpc");
    for (const cluster of vpc === undefined || isUnknown(vpc) ? [] : (clusters.get(vpc) ?? [])) {
      graph.add(cluster, endpoint, "endpoint of its VPC", true);
    }
  }
}

function managed(estate: Estate, kinds: readonly string[]): readonly Resource[] {
  return kinds
    .flatMap((kind) => estate.ofKind(kind))
    .filter((resource) => resource.mode === "managed" && !isGone(resource));
}
