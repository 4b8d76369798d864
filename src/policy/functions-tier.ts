import type { Estate, RootModule } from "../estate/estate";
import { type TierEdge, tierEdges, tierOf } from "../estate/joins/tiers";
import { isAttributes } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { schemaOf } from "../estate/schema";
import { isUnknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

const MANDATORY = ["tier", "tenant", "owner", "data-class"] as const;

/** Questions about the segments of the estate and the tags that tell them. */
export const TIER_FUNCTIONS: FunctionTable<ControlContext> = {
  /** `crossings()`: references of this resource into another tier, each `{ attribute, message }`. */
  crossings: {
    arity: 0,
    call: (_, { estate, resource }) =>
      resource === undefined ? [] : (edgesOf(estate).get(resource) ?? []).map((edge) => described(edge)),
  },

  /**
   * `missingTags()`: which of tier, tenant, owner and data-class this resource has not, where its root module uses them
   * at all and its kind takes tags; tags that the provider adds to everything count.
   */
  missingTags: {
    arity: 0,
    call: (_, { estate, resource }) => (resource === undefined ? [] : missingTags(estate, resource)),
  },
};

const edges = new WeakMap<Estate, ReadonlyMap<Resource, readonly TierEdge[]>>();

function edgesOf(estate: Estate): ReadonlyMap<Resource, readonly TierEdge[]> {
  let found = edges.get(estate);
  if (found === undefined) {
    const byResource = new Map<Resource, TierEdge[]>();
    for (const edge of tierEdges(estate)) {
      byResource.set(edge.from, [...(byResource.get(edge.from) ?? []), edge]);
    }
    found = byResource;
    edges.set(estate, found);
  }
  return found;
}

function described({ path, fromTier, toTier, to }: TierEdge): Value {
  return { attribute: path, message: `leads from ${fromTier} to ${to.address} of ${toTier}` };
}

function missingTags(estate: Estate, resource: Resource): Value {
  const { tags, tags_all: all } = resource.attributes;
  if (hasAll(all) || hasAll(tags) || !takesTags(resource) || !usesTiers(estate).has(resource.root)) {
    return [];
  }
  const places = [tags, all, ...defaultTagsOf(estate, resource.root)];
  const unknown = places.find(isUnknown);
  const missing = MANDATORY.filter(
    (name) => !places.some((place) => isAttributes(place) && Object.hasOwn(place, name)),
  );
  return missing.length > 0 && unknown !== undefined ? unknown : missing;
}

function hasAll(tags: Value | undefined): boolean {
  return isAttributes(tags) && MANDATORY.every((name) => Object.hasOwn(tags, name));
}

const taggable = new Map<string, boolean>();

/** `tags_all` tells plain tags from those of another shape. */
function takesTags({ kind, mode }: Resource): boolean {
  let takes = taggable.get(kind);
  if (takes === undefined) {
    takes = schemaOf(kind, "managed")?.attributes.includes("tags_all") === true;
    taggable.set(kind, takes);
  }
  return takes && mode === "managed";
}

const tiered = new WeakMap<Estate, ReadonlySet<string>>();

/** Roots in which at least one resource says its tier: the others do not speak our words. */
function usesTiers(estate: Estate): ReadonlySet<string> {
  let roots = tiered.get(estate);
  if (roots === undefined) {
    const found = new Set<string>();
    for (const resource of estate.resources) {
      if (!found.has(resource.root) && typeof tierOf(resource) === "string") {
        found.add(resource.root);
      }
    }
    roots = found;
    tiered.set(estate, roots);
  }
  return roots;
}

/** `default_tags` of the root's AWS providers. */
function defaultTagsOf(estate: Estate, root: string): Value[] {
  const module: RootModule | undefined = estate.roots.find(({ name }) => name === root);
  return (module?.providers ?? []).flatMap(({ settings }) => {
    const blocks = settings.default_tags;
    const list: readonly Value[] = Array.isArray(blocks)
      ? blocks
      : blocks === undefined || blocks === null
        ? []
        : [blocks];
    return list.flatMap((block: Value) => (isAttributes(block) ? [(block as Attributes).tags ?? null] : [block]));
  });
}
