import { Estate } from "../estate/estate";
import { isGone } from "../estate/joins/existence";
import { own } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { reasonOf } from "./action-reasons";
import { cascaded } from "./cascade";
import type { HiddenTexts } from "./hidden-texts";
import { isReplacementKnown, replacingAttributes } from "./replacements";
import { ValueMask } from "./shown-value";
import {
  type AttributeChange,
  type ChangeAction,
  keyOf,
  type ResourceChange,
  replacingFirst,
  type Sides,
  withAttributes,
} from "./sides";
import { differences, isSame } from "./value-difference";

/** What the configuration after does to the state, by the keys of the resources. */
export interface EditedKeys {
  /** Addresses that resources had before they were moved. */
  readonly previous: ReadonlyMap<string, string>;

  /** What the state forgets. It is on both sides. */
  readonly forgotten: ReadonlySet<string>;

  /** Ids that resources are imported by. What they were is not known: they are on the side after alone. */
  readonly imported: ReadonlyMap<string, string>;
}

const NO_EDITS: EditedKeys = { previous: new Map(), forgotten: new Set(), imported: new Map() };

/**
 * The sides of a change that no plan describes: what differs between two estates. Roots must be called the same.
 *
 * What does not differ is one object on both sides: what is known of it has to be found out once.
 */
export function compareEstates(before: Estate, after: Estate, edits: EditedKeys = NO_EDITS): Sides {
  const comparison = new Comparison(before, after, edits);
  const changes = cascaded(comparison.changes(), after);
  const warnings = movedProviders(before, after);
  return {
    basis: "estimate",
    before: comparison.shared(),
    after,
    changes,
    drift: [],
    isFailed: warnings.length > 0,
    warnings,
  };
}

/** Settings that say where a provider makes what it makes. */
const PLACES: readonly string[] = [
  "region",
  "project",
  "profile",
  "allowed_account_ids",
  "assume_role",
  "host",
  "endpoint",
];

/** Providers that work in another place afterwards: all of their resources are made there, and nobody finds the old ones. */
function movedProviders(before: Estate, after: Estate): readonly string[] {
  const were = new Map(before.roots.map((root) => [root.name, root.providers]));
  return after.roots.flatMap(({ name, providers }) =>
    providers.flatMap((provider) => {
      const was = were.get(name)?.find((one) => one.name === provider.name);
      const moved = PLACES.filter(
        (place) => was !== undefined && !isSame(own(was.settings, place), own(provider.settings, place)),
      );
      return moved.length === 0
        ? []
        : [
            `${name}: ${moved.join(", ")} of the provider ${provider.name} changes, and with it where its resources are`,
          ];
    }),
  );
}

class Comparison {
  /** By the resource before: the one after, when they are the same. */
  private readonly same = new Map<Resource, Resource>();

  constructor(
    private readonly before: Estate,
    private readonly after: Estate,
    private readonly edits: EditedKeys,
  ) {}

  public changes(): readonly ResourceChange[] {
    const were = new Map(this.before.resources.filter(isThere).map((resource) => [keyOf(resource), resource]));
    const changes: ResourceChange[] = [];
    for (const resource of this.after.resources) {
      const key = keyOf(resource);
      const was = were.get(key);
      if (!isThere(resource)) {
        continue;
      }
      were.delete(key);
      const isUnchanged = was !== undefined && !isChanged(was, resource);
      if (isUnchanged) {
        this.same.set(was, resource);
      }
      if (isChangeable(this.after, resource)) {
        changes.push(...(isUnchanged ? this.kept(resource, key) : [this.other(was, resource, key)]));
      }
    }
    const destroyed = [...were.values()].filter((resource) => isChangeable(this.before, resource));
    return [
      ...changes,
      ...destroyed.map((resource) =>
        change(resource, "destroy", { before: resource }, () => settled(resource, "before")),
      ),
    ];
  }

  /** What stays as it is, and is moved or forgotten. */
  private kept(resource: Resource, key: string): readonly ResourceChange[] {
    const sides = { before: resource, after: resource };
    const previousAddress = this.edits.previous.get(key);
    if (this.edits.forgotten.has(key)) {
      return [change(resource, "forget", sides, () => [])];
    }
    return previousAddress === undefined ? [] : [change(resource, "move", { ...sides, previousAddress }, () => [])];
  }

  private other(was: Resource | undefined, is: Resource, key: string): ResourceChange {
    const [importId, previousAddress] = [this.edits.imported.get(key), this.edits.previous.get(key)];
    if (was === undefined) {
      return importId === undefined ? created(is) : change(is, "import", { after: is, importId }, () => []);
    }
    return changed(was, is, previousAddress === undefined ? {} : { previousAddress });
  }

  /** The estate before, with what did not change in the place of its equals. */
  public shared(): Estate {
    const resources = this.before.resources.map((resource) => this.same.get(resource) ?? resource);
    return new Estate(resources, this.before.roots);
  }
}

/** What a plan only deletes is not there; plans may be compared too. */
function isThere(resource: Resource): boolean {
  return !isGone(resource);
}

/** How many resources there are that a change can be about. */
export function countOf(estate: Estate): number {
  return estate.resources.filter((resource) => isThere(resource) && isChangeable(estate, resource)).length;
}

/** What a change can be about: no data sources, and lifted manifests stand for others. */
function isChangeable(estate: Estate, { mode, root, address }: Resource): boolean {
  return mode === "managed" || (mode === "manifest" && estate.at(root, address) === undefined);
}

/** All that is set of a resource that comes or goes. */
export function settled(
  resource: Resource,
  side: "before" | "after",
  copies?: HiddenTexts,
): readonly AttributeChange[] {
  const mask = new ValueMask(resource, copies);
  return Object.entries(resource.attributes).flatMap(([path, value]) => {
    const shown = isEmpty(value) ? undefined : mask.shown(path, value);
    return shown === undefined ? [] : [{ path, [side]: shown, replaces: false }];
  });
}

function isEmpty(value: Value): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0 && !("references" in value));
}

function created(resource: Resource): ResourceChange {
  return change(resource, "create", { after: resource }, () => settled(resource, "after"));
}

function isChanged(was: Resource, is: Resource): boolean {
  return !isSame(was.attributes, is.attributes) || !isSame(instances(was), instances(is));
}

/** How many there are belongs to what is compared: the two are one resource of the estate. */
function instances({ meta }: Resource): Attributes {
  return { count: meta.count ?? null, for_each: meta.for_each ?? null };
}

function changed(was: Resource, is: Resource, moved: Pick<ResourceChange, "previousAddress">): ResourceChange {
  const [before, after] = [new ValueMask(was), new ValueMask(is)];
  const found = [...differences(was.attributes, is.attributes), ...differences(instances(was), instances(is))];
  const replacing = replacingAttributes(is.kind);
  const attributes = replacingFirst(
    found.map((each): AttributeChange => {
      const [shownBefore, shownAfter] = [
        before.shown(each.beforePath ?? each.path, each.before),
        after.shown(each.path, each.after),
      ];
      return {
        path: each.path,
        ...(shownBefore === undefined ? {} : { before: shownBefore }),
        ...(shownAfter === undefined ? {} : { after: shownAfter }),
        replaces: replacing(each.path, each.before, each.after),
      };
    }),
  );
  const replaced = attributes.filter(({ replaces }) => replaces).map(({ path }) => path);
  const isKnown = is.mode === "manifest" || isReplacementKnown(is.kind);
  const reason = isKnown ? reasonOf(undefined, replaced) : "what replaces this kind is not known: a plan says it";
  return change(
    is,
    replaced.length > 0 ? "replace" : "update",
    { before: was, after: is, ...moved, ...(reason === undefined ? {} : { reason }) },
    () => attributes,
  );
}

function change(
  { root, address, kind, mode }: Resource,
  action: ChangeAction,
  rest: Pick<ResourceChange, "before" | "after" | "reason" | "previousAddress" | "importId">,
  attributes: () => readonly AttributeChange[],
): ResourceChange {
  // That something comes or goes needs no guess; what an update does to what is there, only the provider knows.
  const isEstimate = mode !== "manifest" && (action === "update" || action === "replace");
  return withAttributes({ root, address, kind, action, isEstimate, ...rest }, attributes);
}
