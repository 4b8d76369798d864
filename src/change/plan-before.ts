import { Estate } from "../estate/estate";
import { namesOf } from "../estate/joins/names";
import { isList, valueAt } from "../estate/joins/values";
import { lift } from "../estate/lifting";
import { lazily } from "../estate/memo";
import { normalise } from "../estate/normalise";
import { isJsonObject, type JsonObject, own } from "../estate/plan-json";
import { PlannedResource } from "../estate/planned-resource";
import type { Resource, Value } from "../estate/resource";
import type { Reference } from "../estate/unknown";
import type { PlanContent, PlanEntry } from "./plan-entries";
import { addressKey } from "./sides";
import { isSame } from "./value-difference";

type References = ReadonlyMap<string, readonly Reference[]>;

/**
 * What is before the plans: what they leave as it is, the very same resources, and the refreshed state of what they change,
 * at the addresses that it has afterwards.
 *
 * A state has values and no references. Those of the configuration hold for it as far as the attribute has the same value on
 * both sides, or the one that the target of the reference has.
 */
export function estateBefore(contents: readonly PlanContent[], after: Estate): Estate {
  const changed = new Map<string, () => Resource | undefined>();
  for (const content of contents) {
    const dependencies = lazily(() => dependenciesInState(own(content.json, "prior_state")));
    for (const entry of content.entries) {
      if (isOtherBefore(entry)) {
        const key = addressKey(content.file, entry.address);
        changed.set(key, () => resourceBefore(content.file, entry, after, { dependencies, estate: () => before }));
      }
    }
  }
  const resources = after.resources.flatMap((resource): readonly Resource[] => {
    const was = changed.get(addressKey(resource.root, resource.address));
    return was === undefined ? [resource] : resource.mode === "manifest" ? [] : asList(was());
  });
  // Lifting asks for references, and they are looked up in an estate.
  const before = new Estate(resources, after.roots);
  const lifted = resources.map((resource) => (isAmong(after, resource) ? undefined : lift(resource)));
  return lifted.every((each) => each === undefined)
    ? before
    : new Estate(
        resources.flatMap((resource, index) => [resource, ...asList(lifted[index])]),
        after.roots,
      );
}

/** What does not change has its manifest beside it already. */
function isAmong(after: Estate, resource: Resource): boolean {
  return after.at(resource.root, resource.address) === resource;
}

function asList<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one];
}

/** What is only moved, imported or forgotten is what it was. */
function isOtherBefore({ action }: PlanEntry): boolean {
  return action === "create" || action === "update" || action === "replace" || action === "destroy";
}

interface Known {
  /** What the state says that resources depend on. */
  readonly dependencies: () => ReadonlyMap<string, readonly string[]>;

  /** The estate that is being made: there when references are asked for. */
  readonly estate: () => Estate;
}

/** Undefined for what is not there before; deposed objects are left out, for another object has their place. */
function resourceBefore(file: string, entry: PlanEntry, after: Estate, known: Known): Resource | undefined {
  const { address, kind, change, isDeposed } = entry;
  const values = own(change, "before");
  if (isDeposed || !isJsonObject(values)) {
    return undefined;
  }
  const planned = after.at(file, address);
  const attributes = normalise(kind, "managed", values, { file, place: address });
  const references = lazily((): References => {
    const isDestroyed = planned === undefined || entry.action === "destroy";
    return isDestroyed
      ? dependingOn(file, known.dependencies().get(address) ?? [])
      : stillTrue(attributes, planned, known.estate());
  });
  const meta = planned?.meta ?? {};
  return new PlannedResource(file, address, "managed", kind, attributes, ["no-op"], meta, { file }, references);
}

/** What the state says that resources depend on, by address: all that is known of those that are configured no more. */
function dependenciesInState(state: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { address, depends_on } of resourcesOfState(state)) {
    if (typeof address === "string" && Array.isArray(depends_on)) {
      found.set(
        address,
        depends_on.filter((each): each is string => typeof each === "string"),
      );
    }
  }
  return found;
}

function resourcesOfState(state: unknown): readonly JsonObject[] {
  const values = isJsonObject(state) ? own(state, "values") : undefined;
  const modules: unknown[] = [isJsonObject(values) ? own(values, "root_module") : undefined];
  const found: JsonObject[] = [];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (isJsonObject(module)) {
      const [resources, children] = [own(module, "resources"), own(module, "child_modules")];
      found.push(...(Array.isArray(resources) ? resources.filter(isJsonObject) : []));
      modules.push(...(Array.isArray(children) ? children : []));
    }
  }
  return found;
}

function dependingOn(root: string, addresses: readonly string[]): References {
  return addresses.length === 0
    ? new Map()
    : new Map([["depends_on", addresses.map((address) => ({ root, address, attribute: "" }))]]);
}

function stillTrue(attributes: Resource["attributes"], after: Resource, before: Estate): References {
  const kept = new Map<string, readonly Reference[]>();
  for (const [path, references] of after.references) {
    const value = valueAt(attributes, path);
    const isKept = value !== null && isSame(value, valueAt(after.attributes, path));
    const holding = isKept ? references : references.filter((reference) => gives(before, reference, value));
    if (holding.length > 0) {
      kept.set(path, holding);
    }
  }
  return kept;
}

/** Whether the target of the reference has the value. */
function gives(estate: Estate, reference: Reference, value: Value): boolean {
  const target = estate.target(reference);
  return (
    target !== undefined &&
    (isList(value) ? value : [value]).some(
      (text) =>
        typeof text === "string" &&
        text !== "" &&
        (target.attributes[reference.attribute] === text || namesOf(target).includes(text)),
    )
  );
}
