import type { Estate, RootModule } from "../estate";
import { remembered } from "../memo";
import type { Resource } from "../resource";
import { isUnknown } from "../unknown";
import { isGone } from "./existence";
import { type GoogleGrant, googleGrantsIn, iamKindsOf } from "./google-grants";
import type { GoogleMember } from "./google-members";
import { googleAccountUsers, isServingMember } from "./google-workloads";
import { target } from "./references";
import { type TierName, tierNamed, tierOf } from "./tiers";
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

/** Grants of an IAM resource on something of one tier to a member of another, as far as both say theirs. */
export function crossTierGrants(
  estate: Estate,
  resource: Resource,
  grants: readonly GoogleGrant[],
): readonly CrossTierGrant[] {
  const kind = Object.keys(GRANTED).find((one) => resource.kind.startsWith(`${one}_iam_`));
  const given = kind === undefined ? undefined : target(estate, resource, GRANTED[kind] ?? "", kind);
  const tier = given === undefined || isUnknown(given) ? undefined : tierOf(given);
  if (tier === undefined || isUnknown(tier)) {
    return [];
  }
  return grants.flatMap((grant): readonly CrossTierGrant[] => {
    const memberTier = tierOfMember(estate, grant.member);
    return memberTier === undefined || memberTier === tier ? [] : [{ grant, memberTier, tier }];
  });
}

/** Accounts carry no labels: their tier is that of the stack that makes them, else that of the clusters whose pods they are. */
function tierOfMember(estate: Estate, member: GoogleMember): TierName | undefined {
  const root = estate.roots.find(({ name }: RootModule) => name === member.account?.root);
  const stated = root?.tier === undefined ? undefined : tierNamed(root.tier);
  const tiers = new Set(clustersOf(estate, member).map(tierOf));
  const [only] = tiers;
  return stated ?? (tiers.size === 1 && only !== undefined && !isUnknown(only) ? only : undefined);
}

const REGION = /^([a-z]+)-[a-z]+\d{1,2}/;

/** Names of multi-regions and pairs of regions, to the continent that their regions begin with. */
const CONTINENTS: readonly (readonly [name: RegExp, continent: string])[] = [
  [/^(?:us|nam\d+)$/, "us"],
  [/^(?:eu|eur\d+)$/, "europe"],
  [/^asia\d*$/, "asia"],
];

/** Locations of the clusters that serve from the bucket, when the bucket lies in the region of none of them. */
export function farClusters(estate: Estate, bucket: Resource): readonly string[] {
  const locations = [...(serversOf(estate, "google_storage_bucket").get(bucket) ?? [])].map((cluster) =>
    textOf(own(cluster.attributes, "location")),
  );
  const known = locations.flatMap((location) => location?.toLowerCase() ?? []);
  const places = [
    own(bucket.attributes, "location"),
    ...listOf(valueAt(bucket.attributes, "custom_placement_config.0.data_locations")),
  ];
  const near = places.some(
    (place) => typeof place !== "string" || known.some((one) => isNear(place.toLowerCase(), one)),
  );
  return near || known.length < locations.length ? [] : [...new Set(known)];
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
