import type { Estate, RootModule } from "../estate/estate";
import { openEdges, type TierEdge, tierEdges, tierOf } from "../estate/joins/tiers";
import { isAttributes, listOf, own } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { schemaOf } from "../estate/schema";
import { isUnknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

const MANDATORY = ["tier", "tenant", "owner", "data-class"] as const;

/** Questions about the segments of the estate and the tags that tell them. */
export const TIER_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `crossings()`: references of this resource into another tier, each `{ attribute, message }`; not known where a tag says
   * the tier of one end and its value is not known.
   */
  crossings: {
    arity: 0,
    call: (_, { estate, resource }) =>
      resource === undefined
        ? []
        : [...(edgesOf(estate).get(resource) ?? []).map(described), ...openEdges(estate, resource).slice(0, 1)],
  },

  /**
   * `missingTags()`: which of tier, tenant, owner and data-class this resource has not, where its root module uses them
   * at all and its kind takes tags, or labels on Google Cloud; those that the provider adds to everything count.
   */
  missingTags: {
    arity: 0,
    call: (_, { estate, resource }) => (resource === undefined ? [] : missingTags(estate, resource)),
  },

  /** `labelledByProvider()`: the Google provider of the root module adds labels to everything, as its `default_labels` say. */
  labelledByProvider: {
    arity: 0,
    call: (_, { estate, resource }) => (resource === undefined ? false : labelledByProvider(estate, resource.root)),
  },
};

function labelledByProvider(estate: Estate, root: string): Value {
  const providers = estate.roots.find(({ name }) => name === root)?.providers ?? [];
  const labels = providers.map(({ settings }) => own(settings, "default_labels"));
  const isSaid = labels.some((said) => isAttributes(said) && Object.keys(said).length > 0);
  return isSaid || (labels.find(isUnknown) ?? false);
}

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
  const stated = placesFor(resource).map((place) => own(resource.attributes, place));
  const judged = stated.length > 0 && !isBareCluster(resource);
  if (!judged || stated.some(hasAll) || !usesTiers(estate).has(resource.root)) {
    return [];
  }
  const places = [...stated, ...defaultsOf(estate, resource.root)];
  const unknown = places.find(isUnknown);
  const missing = MANDATORY.filter(
    (name) => !places.some((place) => isAttributes(place) && Object.hasOwn(place, name)),
  );
  return missing.length > 0 && unknown !== undefined ? unknown : missing;
}

/** A cluster of Google without any label has a control of its own, whether or not others speak of tiers. */
function isBareCluster({ kind, attributes }: Resource): boolean {
  const labels = own(attributes, "resource_labels");
  return (
    kind === "google_container_cluster" &&
    (labels === null || (isAttributes(labels) && Object.keys(labels).length === 0))
  );
}

function hasAll(tags: Value | undefined): boolean {
  return isAttributes(tags) && MANDATORY.every((name) => Object.hasOwn(tags, name));
}

const TAGS: readonly string[] = ["tags", "tags_all"];
const COMPUTED_LABELS: readonly string[] = ["terraform_labels", "effective_labels"];
const OWN_LABELS: readonly string[] = ["labels", "resource_labels"];

const placesByKind = new Map<string, readonly string[]>();

/** Where resources of the kind carry tags or labels; nowhere for what takes none. */
function placesFor({ kind, mode }: Resource): readonly string[] {
  let places = placesByKind.get(kind);
  if (places === undefined) {
    const attributes = schemaOf(kind, "managed")?.attributes ?? [];
    // What the provider computes of them tells plain tags and labels from those of another shape.
    const labels = attributes.includes("effective_labels")
      ? OWN_LABELS.filter((name) => attributes.includes(name))
      : [];
    places = attributes.includes("tags_all") ? TAGS : labels.length > 0 ? [...labels, ...COMPUTED_LABELS] : [];
    placesByKind.set(kind, places);
  }
  return mode === "managed" ? places : [];
}

const tiered = new WeakMap<Estate, ReadonlySet<string>>();

/**
 * Roots in which at least one resource says its tier by a tag or label of its cloud: the others do not speak our words.
 * That a Kubernetes object has a label `tier` says nothing of how clouds are tagged.
 */
function usesTiers(estate: Estate): ReadonlySet<string> {
  let roots = tiered.get(estate);
  if (roots === undefined) {
    const found = new Set<string>();
    for (const resource of estate.resources) {
      const isTagged = placesFor(resource).length > 0 && typeof tierOf(resource) === "string";
      if (isTagged && !found.has(resource.root)) {
        found.add(resource.root);
      }
    }
    roots = found;
    tiered.set(estate, roots);
  }
  return roots;
}

/** `default_tags` of the root's AWS providers, `default_labels` of its Google providers. */
function defaultsOf(estate: Estate, root: string): Value[] {
  const module: RootModule | undefined = estate.roots.find(({ name }) => name === root);
  return (module?.providers ?? []).flatMap(({ settings }) => [
    ...listOf(own(settings, "default_tags")).map((block) => (isAttributes(block) ? own(block, "tags") : block)),
    own(settings, "default_labels"),
  ]);
}
