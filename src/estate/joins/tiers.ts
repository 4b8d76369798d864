import type { Estate } from "../estate";
import type { Resource } from "../resource";
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
