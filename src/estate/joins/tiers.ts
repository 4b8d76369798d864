import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, type Reference, type Unknown } from "../unknown";
import { isGone } from "./existence";
import { leadsTo } from "./references";
import { isAttributes, own, valueAt } from "./values";

export type TierName = "dev" | "staging" | "prod";

const SPELLINGS: Readonly<Record<string, TierName>> = {
  dev: "dev",
  develop: "dev",
  development: "dev",
  stage: "staging",
  staging: "staging",
  stg: "staging",
  prod: "prod",
  production: "prod",
  prd: "prod",
};

const NAMES: readonly string[] = ["tier", "Tier", "modelkeep/tier"];

const NESTED_PLACE = "metadata.labels";

/** Where tags and labels stand, the ones of the resource before those that the provider adds to all. */
const PLACES: readonly string[] = [
  "tags",
  "tags_all",
  "labels",
  "effective_labels",
  "user_labels",
  "resource_labels",
  NESTED_PLACE,
];

const tiers = new WeakMap<Resource, { readonly tier: TierName | Unknown | undefined }>();

/** The tier that the resource says it belongs to: undefined when it says none, Unknown when it cannot be told. */
export function tierOf(resource: Resource): TierName | Unknown | undefined {
  let known = tiers.get(resource);
  if (known === undefined) {
    known = { tier: statedTier(resource) };
    tiers.set(resource, known);
  }
  return known.tier;
}

function statedTier(resource: Resource): TierName | Unknown | undefined {
  let undecided: Unknown | undefined;
  for (const place of PLACES) {
    const labels = place === NESTED_PLACE ? valueAt(resource.attributes, place) : own(resource.attributes, place);
    if (isUnknown(labels)) {
      undecided ??= labels;
      continue;
    }
    for (const name of isAttributes(labels) ? NAMES : []) {
      const tier = isAttributes(labels) ? own(labels, name) : null;
      if (isUnknown(tier)) {
        undecided ??= tier;
      }
      const known = typeof tier === "string" ? tierNamed(tier) : undefined;
      if (known !== undefined) {
        return known;
      }
    }
  }
  return undecided;
}

/** The tag or label that says the tier, where it is there and its value is not known; tags that are not known say none. */
export function openTierOf(resource: Resource): Unknown | undefined {
  const tier = tierOf(resource);
  return isUnknown(tier) && PLACES.every((place) => valueAt(resource.attributes, place) !== tier) ? tier : undefined;
}

/**
 * Whether two values are one: undecided where one is not known. Expressions of one root that are written the same have the
 * same value, and those that name different resources do not.
 */
export function isSameValue(one: Value, from: Resource, other: Value, to: Resource): boolean | undefined {
  if (!isUnknown(one) || !isUnknown(other)) {
    return isUnknown(one) || isUnknown(other) ? undefined : one === other;
  }
  if (one.text !== undefined && one.text === other.text && from.root === to.root) {
    return true;
  }
  const named = (value: Unknown): string[] => value.references.map(({ root, address }) => `${root}\u0000${address}`);
  const [its, others] = [named(one), named(other)];
  const isApart = its.length > 0 && others.length > 0 && !its.some((name) => others.includes(name));
  return isApart ? false : undefined;
}

/** The tier that the word means; undefined for any other word. */
export function tierNamed(word: string): TierName | undefined {
  const lower = word.trim().toLowerCase();
  return Object.hasOwn(SPELLINGS, lower) ? SPELLINGS[lower] : undefined;
}

/** A reference from one tier into another. */
export interface TierEdge {
  readonly from: Resource;
  readonly fromTier: TierName;
  readonly to: Resource;
  readonly toTier: TierName;

  /** Path of the attribute that refers. */
  readonly path: string;
}

/** References whose two ends say that they belong to different tiers. */
export function tierEdges(estate: Estate): readonly TierEdge[] {
  const known = (resource: Resource): TierName | undefined => {
    const tier = tierOf(resource);
    return isUnknown(tier) ? undefined : tier;
  };
  // Most estates are of one tier, and nothing in them can cross.
  const [one, other] = new Set(estate.resources.flatMap((resource) => known(resource) ?? []));
  if (one === undefined || other === undefined) {
    return [];
  }
  return estate.resources.flatMap((from) => {
    const fromTier = isGone(from) || from.references.size === 0 ? undefined : known(from);
    return fromTier === undefined ? [] : edgesFrom(estate, from, fromTier, known);
  });
}

/**
 * References of the resource of which it cannot be told whether they cross, for a tag that says the tier of one end is not
 * known. Equal expressions of one root are one tier.
 */
export function openEdges(estate: Estate, from: Resource): readonly Unknown[] {
  const fromTier = hasOpenTier(estate) ? (openTierOf(from) ?? tierOf(from)) : undefined;
  if (fromTier === undefined || isGone(from) || (isUnknown(fromTier) && openTierOf(from) === undefined)) {
    return [];
  }
  const led = [...from.references.values()].flat().flatMap((reference) => leadsTo(estate, reference, from));
  return [...new Set(led)].flatMap((to) => {
    const open = openTierOf(to);
    const toTier = open ?? tierOf(to);
    if (toTier === undefined || isGone(to) || (isUnknown(toTier) && open === undefined)) {
      return [];
    }
    if (!isUnknown(fromTier)) {
      return open === undefined ? [] : [open];
    }
    const isSame =
      isUnknown(toTier) && toTier.text !== undefined && toTier.text === fromTier.text && to.root === from.root;
    return isSame ? [] : [fromTier];
  });
}

const withOpenTier = new WeakMap<Estate, boolean>();

/** Most estates say all of their tiers, and there is nothing to ask. */
function hasOpenTier(estate: Estate): boolean {
  let open = withOpenTier.get(estate);
  if (open === undefined) {
    open = estate.resources.some((resource) => openTierOf(resource) !== undefined);
    withOpenTier.set(estate, open);
  }
  return open;
}

function edgesFrom(
  estate: Estate,
  from: Resource,
  fromTier: TierName,
  known: (resource: Resource) => TierName | undefined,
): TierEdge[] {
  const edges: TierEdge[] = [];
  for (const [path, references] of from.references) {
    for (const to of new Set(references.flatMap((reference: Reference) => leadsTo(estate, reference, from)))) {
      const toTier = known(to);
      if (toTier !== undefined && toTier !== fromTier && !isGone(to)) {
        edges.push({ from, fromTier, to, toTier, path });
      }
    }
  }
  return edges;
}
