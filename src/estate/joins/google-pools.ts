import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { type SaidTier, saidTier } from "./google-clusters";
import { isSameValue, type TierName } from "./tiers";
import { valueAt } from "./values";

const CLUSTER = "google_container_cluster";
const POOL = "workload_identity_config.0.workload_pool";

/** The lower of two tiers is the one that reaches into the other. */
const HEIGHT: Readonly<Record<TierName, number>> = { dev: 0, staging: 1, prod: 2 };

/**
 * Clusters of higher tiers that have the workload identity pool of this one, as people say it; Unknown for one of which it
 * cannot be told. Clusters of one project share their pool: equal names are one identity, whatever the tier.
 */
export function poolSharers(estate: Estate, cluster: Resource): readonly Value[] {
  const tier = saidTier(cluster);
  if (tier === undefined) {
    return [];
  }
  return estate.ofKind(CLUSTER).flatMap((other): Value[] => {
    const its = other === cluster || other.mode === "data" || isGone(other) ? undefined : saidTier(other);
    const isHigher = its === undefined ? false : isAbove(its, tier);
    const isShared = isHigher !== false && sharesPool(cluster, other);
    if (its === undefined || isShared === false) {
      return [];
    }
    return isHigher === true && isShared === true ? [`${other.address} of ${its.tier}`] : [new Unknown()];
  });
}

/** Undefined where it cannot be told. Nothing is above production, or below development. */
function isAbove(its: SaidTier, tier: SaidTier): boolean | undefined {
  if (!isUnknown(its.tier) && !isUnknown(tier.tier)) {
    return HEIGHT[its.tier] > HEIGHT[tier.tier];
  }
  const cannotBe = its.tier === "dev" || tier.tier === "prod";
  return cannotBe || isSameValue(its.tier, its.of, tier.tier, tier.of) === true ? false : undefined;
}

/** Undefined where it cannot be told. A cluster without a pool shares none. */
function sharesPool(cluster: Resource, other: Resource): boolean | undefined {
  const [pool, its] = [valueAt(cluster.attributes, POOL), valueAt(other.attributes, POOL)];
  return pool === null || its === null ? false : isSameValue(pool, cluster, its, other);
}
