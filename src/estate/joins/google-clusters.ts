import type { Estate, RootModule } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { isGone } from "./existence";
import { type GoogleGrant, googleGrantsIn, iamKindsOf } from "./google-grants";
import type { GoogleMember } from "./google-members";
import { googleAccountUsers, isServingMember } from "./google-workloads";
import { target } from "./references";
import { isSameValue, openTierOf, type TierName, tierNamed, tierOf } from "./tiers";
import { listOf, own, textOf, valueAt } from "./values";

const CLUSTER = "google_container_cluster";
const BUCKET_IAM = iamKindsOf("google_storage_bucket", "google_storage_managed_folder");

/** What the resources that an IAM resource gives are called, and where it names them. */
const GRANTED: Readonly<Record<string, string>> = {
  google_storage_bucket: "bucket",
  google_kms_crypto_key: "crypto_key_id",
  google_secret_manager_secret: "secret_id",
  google_artifact_registry_repository: "repository",
};

/** Kinds of IAM resources that give something which says its tier. */
export const TIERED_IAM: readonly string[] = iamKindsOf(...Object.keys(GRANTED));

/**
 * Name of the workload identity pool of a cluster; undefined when it has none, or its name is not known. Expressions of one
 * root that are written the same have the same value.
 */
export function poolOf(cluster: Resource): string | undefined {
  const pool = valueAt(cluster.attributes, "workload_identity_config.0.workload_pool");
  if (isUnknown(pool)) {
    return pool.text === undefined ? undefined : `${cluster.root}\u0000${pool.text}`;
  }
  return textOf(pool);
}

/** Clusters whose pods may be the member: those that have its pool; none when that is not known, or no cluster has it. */
export function clustersOf(estate: Estate, { text, account }: GoogleMember): readonly Resource[] {
  const users = account === undefined ? [] : googleAccountUsers(estate, account);
  const bindings = users.flatMap(({ from, by }) => (by === "binding" ? [textOf(own(from.attributes, "member"))] : []));
  const pools = [text, ...bindings].flatMap((one) => /[^/:[\]\s]+\.svc\.id\.goog/.exec(one ?? "")?.[0] ?? []);
  return [...new Set(pools.flatMap((pool) => clustersByPool(estate, CLUSTER).get(pool) ?? []))];
}

const clustersByPool = remembered((estate: Estate, kind: string): ReadonlyMap<string, readonly Resource[]> => {
  const byPool = new Map<string, Resource[]>();
  for (const cluster of estate.ofKind(kind)) {
    const pool = poolOf(cluster);
    if (pool !== undefined && cluster.mode !== "data" && !isGone(cluster)) {
      const others = byPool.get(pool);
      others === undefined ? byPool.set(pool, [cluster]) : others.push(cluster);
    }
  }
  return byPool;
});

/** A grant from one tier into another. */
export interface CrossTierGrant {
  readonly grant: GoogleGrant;
  readonly memberTier: TierName;
  readonly tier: TierName;
}

/**
 * Grants of an IAM resource on something of one tier to a member of another, as far as both say theirs; Unknown for a grant
 * of which it cannot be told, for the tag that says one of the two tiers is not known.
 */
export function crossTierGrants(
  estate: Estate,
  resource: Resource,
  grants: readonly GoogleGrant[],
): readonly (CrossTierGrant | Unknown)[] {
  const kind = Object.keys(GRANTED).find((one) => resource.kind.startsWith(`${one}_iam_`));
  const given = kind === undefined ? undefined : target(estate, resource, GRANTED[kind] ?? "", kind);
  const said = given === undefined || isUnknown(given) ? undefined : saidTier(given);
  if (said === undefined) {
    return [];
  }
  return grants.flatMap((grant): readonly (CrossTierGrant | Unknown)[] => {
    const its = tierOfMember(estate, grant.member);
    const isSame = its === undefined || isSameValue(its.tier, its.of, said.tier, said.of);
    if (its === undefined || isSame === true) {
      return [];
    }
    const [memberTier, tier] = [its.tier, said.tier];
    return isUnknown(memberTier) || isUnknown(tier)
      ? [isUnknown(tier) ? tier : (memberTier as Unknown)]
      : [{ grant, memberTier, tier }];
  });
}

/** A tier, and the resource that says it. */
export interface SaidTier {
  readonly tier: TierName | Unknown;
  readonly of: Resource;
}

/** Undefined when the resource says none: tags that are not known at all say none either. */
export function saidTier(of: Resource): SaidTier | undefined {
  const tier = openTierOf(of) ?? tierOf(of);
  return tier === undefined || (isUnknown(tier) && openTierOf(of) === undefined) ? undefined : { tier, of };
}

/** Accounts carry no labels: their tier is that of the stack that makes them, else that of the clusters whose pods they are. */
function tierOfMember(estate: Estate, member: GoogleMember): SaidTier | undefined {
  const root = estate.roots.find(({ name }: RootModule) => name === member.account?.root);
  const stated = root?.tier === undefined ? undefined : tierNamed(root.tier);
  if (stated !== undefined && member.account !== undefined) {
    return { tier: stated, of: member.account };
  }
  const said = clustersOf(estate, member).map(saidTier);
  const [first] = said;
  const isOne = first !== undefined && said.every((its) => its?.tier === first.tier);
  return isOne ? first : said.find((its) => isUnknown(its?.tier));
}

const REGION = /^([a-z]+)-[a-z]+\d{1,2}/;

/** Names of multi-regions and pairs of regions, to the continent that their regions begin with. */
const CONTINENTS: readonly (readonly [name: RegExp, continent: string])[] = [
  [/^(?:us|nam\d+)$/, "us"],
  [/^(?:eu|eur\d+)$/, "europe"],
  [/^asia\d*$/, "asia"],
];

/**
 * Locations of the clusters that serve from the bucket, when the bucket lies in the region of none of them; Unknown when that
 * cannot be told, for a location is not known.
 */
export function farClusters(estate: Estate, bucket: Resource): readonly string[] | Unknown {
  const clusters = [...(serversOf(estate, "google_storage_bucket").get(bucket) ?? [])];
  const places = [
    own(bucket.attributes, "location"),
    ...listOf(valueAt(bucket.attributes, "custom_placement_config.0.data_locations")),
  ];
  const locations = clusters.map((cluster) => own(cluster.attributes, "location"));
  const isServedNear = clusters.some((cluster, index) =>
    places.some((place) => isNearBy(place, bucket, locations[index] ?? null, cluster)),
  );
  return isServedNear
    ? []
    : ([...places, ...locations].find(isUnknown) ?? [
        ...new Set(locations.flatMap((location) => textOf(location)?.toLowerCase() ?? [])),
      ]);
}

/** Not what cannot be told. What says no location lies wherever it must. */
function isNearBy(place: Value, bucket: Resource, location: Value, cluster: Resource): boolean {
  if (isUnknown(place) || isUnknown(location)) {
    return isSameValue(place, bucket, location, cluster) === true;
  }
  const [at, its] = [textOf(place)?.toLowerCase(), textOf(location)?.toLowerCase()];
  return at === undefined || its === undefined || isNear(at, its);
}

function isNear(place: string, cluster: string): boolean {
  const continent = CONTINENTS.find(([name]) => name.test(place))?.[1];
  return continent === undefined ? cluster.startsWith(place) : REGION.exec(cluster)?.[1] === continent;
}

/** Clusters whose pods have a role on a bucket, by bucket. */
const serversOf = remembered((estate: Estate, kind: string): ReadonlyMap<Resource, ReadonlySet<Resource>> => {
  const servers = new Map<Resource, Set<Resource>>();
  for (const { from, member } of googleGrantsIn(estate, BUCKET_IAM)) {
    const bucket = isServingMember(estate, member) ? target(estate, from, "bucket", kind) : undefined;
    if (bucket !== undefined && !isUnknown(bucket)) {
      const known = servers.get(bucket) ?? new Set();
      servers.set(bucket, new Set([...known, ...clustersOf(estate, member)]));
    }
  }
  return servers;
});
