import type { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { nameOf } from "../../estate/joins/pods";
import { textOf, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

/** Objects of Kubernetes in the estate, found by what other objects call them. */
export class KubernetesObjects {
  /** All objects, lifted ones too, save what is deleted. */
  readonly all: readonly Resource[];

  private readonly byName = new Map<string, Resource[]>();
  private readonly places = new Map<string, Resource[]>();

  constructor(estate: Estate) {
    this.all = estate.resources.filter((resource) => resource.mode === "manifest" && !isGone(resource));
    for (const object of this.all) {
      const kind = kindOf(object);
      const name = kind === "Namespace" ? ownPlace(object) : nameOf(object);
      if (name !== undefined) {
        add(this.byName, `${kind}\u0000${placeOf(object) ?? ""}\u0000${name}`, object);
      }
      const place = placeOf(object);
      if (place !== undefined) {
        add(this.places, place, object);
      }
    }
  }

  /** Objects by the place that they are in. */
  public inPlaces(): ReadonlyMap<string, readonly Resource[]> {
    return this.places;
  }

  /** Objects of the kind with the name, in the place; those of the root that asks, where there are some. */
  public named(kind: string, place: string | undefined, name: string | undefined, from: Resource): readonly Resource[] {
    return name === undefined ? [] : near(this.byName.get(`${kind}\u0000${place ?? ""}\u0000${name}`) ?? [], from);
  }

  /** The Namespace object that the object lives in. */
  public namespaceOf(object: Resource): Resource | undefined {
    const place = placeOf(object);
    return place === undefined ? undefined : this.named("Namespace", undefined, place, object)[0];
  }
}

export const objectsOf = remembered((estate: Estate, _: undefined) => new KubernetesObjects(estate));

/** Those of the root that asks, where there are some: two clusters may have namespaces of one name. */
export function near(resources: readonly Resource[], from: Resource): readonly Resource[] {
  const own = resources.length > 1 ? resources.filter(({ root }) => root === from.root) : [];
  return own.length > 0 ? own : resources;
}

/** `Deployment` of `apps/v1 Deployment`. */
export function kindOf({ kind }: Resource): string {
  return kind.slice(kind.lastIndexOf(" ") + 1);
}

/**
 * Where an object lives: its namespace, or what tells one that is not known from others. Undefined for what belongs to the cluster.
 */
export function placeOf(object: Resource): string | undefined {
  if (object.namespace !== undefined) {
    return object.namespace;
  }
  const stated = valueAt(object.attributes, "metadata.namespace");
  if (!isUnknown(stated)) {
    return textOf(stated);
  }
  const [reference] = stated.references;
  const target =
    reference === undefined ? (stated.text ?? object.address) : `${reference.root}\u0000${reference.address}`;
  return `\u0000${target}`;
}

/** What a Namespace object is called as a place: its name, or the address that others refer to it by. */
function ownPlace(namespace: Resource): string {
  return nameOf(namespace) ?? `\u0000${namespace.root}\u0000${namespace.address}`;
}

function add(lists: Map<string, Resource[]>, key: string, object: Resource): void {
  const others = lists.get(key);
  others === undefined ? lists.set(key, [object]) : others.push(object);
}
