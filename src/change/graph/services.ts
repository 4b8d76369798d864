import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { satellites } from "../../estate/joins/satellites";
import type { TierName } from "../../estate/joins/tiers";
import { own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource } from "../../estate/resource";
import type { Named, Service, ServiceType } from "../report";
import { type Belongings, belongingsOf } from "./belongings";
import { CLUSTERS } from "./cluster-edges";
import { dependenciesOf } from "./dependencies";
import type { DependencyGraph } from "./dependency-graph";
import { endpointsOf } from "./endpoints";

/** A service, and what it is made of. */
export interface ServiceNode extends Service {
  /** The same service has the same key on both sides of a change. */
  readonly key: string;

  /** Keys of resources that are the service: what reaches one of them reaches it. */
  readonly members: readonly string[];

  /** Keys of all that belongs to it: it is hit when one of these changes itself, and not by what merely reaches one. */
  readonly belongings: readonly string[];
}

/** Resources that hold the data of a tenant or a tier: who loses them is hit. */
const DATA =
  /^(?:aws_(?:s3_bucket|ebs_volume|efs_file_system|fsx_\w+_file_system|db_instance|rds_cluster|dynamodb_table|elasticache_\w+|opensearch_domain|secretsmanager_secret|ecr_repository|kms_key)|google_(?:storage_bucket|compute_disk|filestore_instance|sql_database_instance|bigquery_dataset|redis_instance|secret_manager_secret|artifact_registry_repository|kms_crypto_key)|v1 PersistentVolumeClaim)$/;

/** Node groups and add-ons are what people mean by the cluster, with the control plane. */
const CLUSTER_PARTS: readonly (readonly [cluster: string, part: string, words: string])[] = [
  ["aws_eks_cluster", "aws_eks_node_group", "its nodes"],
  ["aws_eks_cluster", "aws_eks_fargate_profile", "its Fargate profile"],
  ["aws_eks_cluster", "aws_eks_addon", "its add-on"],
  ["google_container_cluster", "google_container_node_pool", "its nodes"],
];

/** How a cluster depends on a part of it; undefined for what is no part. */
export function clusterPartWords(kind: string): string | undefined {
  return CLUSTER_PARTS.find(([, part]) => part === kind)?.[2];
}

/** What people of the estate know by name: endpoints, clusters, tenants, tiers. */
export const servicesOf: (estate: Estate) => readonly ServiceNode[] = (estate) => allServices(estate, undefined);

const allServices = remembered((estate: Estate, _: undefined): readonly ServiceNode[] => {
  const graph = dependenciesOf(estate);
  const belongings = belongingsOf(estate, undefined);
  const concrete = [...endpoints(estate, graph, belongings), ...clusters(estate, graph, belongings)];
  return [...concrete, ...owners(estate, graph, belongings, concrete)];
});

function endpoints(estate: Estate, graph: DependencyGraph, belongings: Belongings): readonly ServiceNode[] {
  const found = new Map<string, ServiceNode>();
  for (const { name, key, members } of endpointsOf(estate, graph)) {
    const resource = resourceOf(graph, key);
    if (resource !== undefined && !found.has(key)) {
      found.set(key, concrete("endpoint", name, key, resource, members, belongings));
    }
  }
  return [...found.values()];
}

function clusters(estate: Estate, graph: DependencyGraph, belongings: Belongings): readonly ServiceNode[] {
  return CLUSTERS.flatMap((kind) => estate.ofKind(kind))
    .filter((cluster) => cluster.mode === "managed" && !isGone(cluster))
    .flatMap((cluster): readonly ServiceNode[] => {
      const parts = CLUSTER_PARTS.filter(([kind]) => kind === cluster.kind).flatMap(
        ([, part]) => satellites(estate, cluster, part).found,
      );
      const members = keysOf(graph, [cluster, ...parts]);
      const [key] = members;
      const name = textOf(own(cluster.attributes, "name")) ?? cluster.address.split(".").at(-1) ?? cluster.address;
      return key === undefined ? [] : [concrete("cluster", name, key, cluster, members, belongings)];
    });
}

function concrete(
  type: ServiceType,
  name: string,
  key: string,
  resource: Resource,
  members: readonly string[],
  belongings: Belongings,
): ServiceNode {
  const [tenant, tier] = [belongings.tenantOf(resource), belongings.tierOf(resource)];
  return {
    ...named(resource),
    type,
    name,
    ...(tenant === undefined ? {} : { tenant }),
    ...(tier === undefined ? {} : { tier }),
    key: `${type}\u0000${key}`,
    members,
    belongings: [],
  };
}

/** Whoever owns something: a tenant, or a tier. */
interface Owner {
  readonly who: { readonly tenant: string } | { readonly tier: TierName };
  readonly members: Set<string>;
  readonly belongings: Set<string>;

  /** The first resource that says so. */
  readonly first: Resource;
  namespace?: Resource;
}

/** Tenants and tiers: whoever tags and labels name. */
function owners(
  estate: Estate,
  graph: DependencyGraph,
  belongings: Belongings,
  services: readonly ServiceNode[],
): readonly ServiceNode[] {
  const found = new Map<string, Owner>();
  for (const resource of estate.resources) {
    const number = graph.numberOfResource(resource);
    if (number === undefined || resource.mode === "data" || graph.resourceAt(number) !== resource) {
      continue;
    }
    const key = graph.keyAt(number);
    const object = belongings.objectOf(resource);
    const isNamespace = object !== undefined && object.kind === "v1 Namespace";
    const isMember = isNamespace || DATA.test(resource.kind) || DATA.test(object?.kind ?? "");
    for (const who of ownersOf(belongings, resource)) {
      const owner = found.get(keyOfOwner(who)) ?? { who, members: new Set(), belongings: new Set(), first: resource };
      found.set(keyOfOwner(who), owner);
      owner.belongings.add(key);
      if (isMember) {
        owner.members.add(key);
      }
      if (isNamespace) {
        owner.namespace ??= resource;
      }
    }
  }
  // Whoever owns an endpoint or a cluster feels what reaches it, also by a part of it that says no owner.
  for (const { tenant, tier, members } of services) {
    for (const owner of [found.get(`tenant\u0000${tenant}`), found.get(`tier\u0000${tier}`)]) {
      for (const member of members) {
        owner?.members.add(member);
      }
    }
  }
  return [...found.values()].map(ownerService);
}

function ownersOf(belongings: Belongings, resource: Resource): readonly Owner["who"][] {
  const [tenant, tier] = [belongings.tenantOf(resource), belongings.tierOf(resource)];
  return [...(tenant === undefined ? [] : [{ tenant }]), ...(tier === undefined ? [] : [{ tier }])];
}

function keyOfOwner(who: Owner["who"]): string {
  return "tenant" in who ? `tenant\u0000${who.tenant}` : `tier\u0000${who.tier}`;
}

/** A tenant is its namespace, where it has one; nothing else stands for a tenant or a tier than the stack that names it first. */
function ownerService({ who, first, namespace, members, belongings }: Owner): ServiceNode {
  const isTenant = "tenant" in who;
  const type = isTenant ? "tenant" : "tier";
  const place = isTenant && namespace !== undefined ? named(namespace) : { ...rootOf(first), kind: type };
  return {
    ...place,
    type,
    name: isTenant ? who.tenant : who.tier,
    ...who,
    key: keyOfOwner(who),
    members: [...members],
    belongings: [...belongings],
  };
}

function rootOf({ root }: Resource): Omit<Named, "kind"> {
  return { resource: root, root };
}

function resourceOf(graph: DependencyGraph, key: string): Resource | undefined {
  const number = graph.numberOf(key);
  return number === undefined ? undefined : graph.resourceAt(number);
}

function keysOf(graph: DependencyGraph, resources: readonly Resource[]): readonly string[] {
  const numbers = resources.map((resource) => graph.numberOfResource(resource));
  return [...new Set(numbers.flatMap((number) => (number === undefined ? [] : [graph.keyAt(number)])))];
}

/** How reports name a resource. */
export function named({ address, root, kind, namespace }: Resource): Named {
  return { resource: address, root, kind, ...(namespace === undefined ? {} : { namespace }) };
}
