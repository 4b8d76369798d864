import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { isUnknown } from "../unknown";
import { isGone } from "./existence";
import { nameOf, namespaceKey, workloads } from "./pods";
import { leadsTo } from "./references";
import type { Found } from "./satellites";
import { valueAt } from "./values";

const byKind = new WeakMap<Estate, Map<string, Map<string, Resource[]>>>();

/** Objects of the kind that live in the namespace, by its name, or by a reference to it. */
export function inNamespace(estate: Estate, namespace: Resource, kind: string): Found {
  const name = nameOf(namespace);
  const objects = namespacesOfKind(estate, kind);
  const found = name === undefined ? [] : [...(objects.get(name) ?? [])];
  const possible: Resource[] = [];
  const unnamed = objects.get("\u0000") ?? [];
  // Of a namespace whose name is not known, any object could be one.
  const candidates = name === undefined ? [...objects.values()].flat() : unnamed;
  for (const object of candidates) {
    const belonging = pointsAt(estate, object, namespace);
    if (belonging !== false) {
      (belonging === true ? found : possible).push(object);
    }
  }
  return { found, possible, certain: possible.length === 0 };
}

const inUse = new WeakMap<Estate, ReadonlyMap<string, boolean>>();

/** Names of namespaces that workloads live in, with whether a Namespace object of the estate declares them. */
export function namespacesInUse(estate: Estate): ReadonlyMap<string, boolean> {
  const known = inUse.get(estate);
  if (known !== undefined) {
    return known;
  }
  const declared = new Set(
    estate
      .ofKind("v1 Namespace")
      .filter((one) => !isGone(one))
      .map(nameOf),
  );
  const names = new Map<string, boolean>();
  for (const { namespace } of workloads(estate)) {
    if (namespace !== undefined) {
      names.set(namespace, declared.has(namespace));
    }
  }
  inUse.set(estate, names);
  return names;
}

/** Objects of the kind in the namespace of that name: for namespaces known by use alone. */
export function inNamespaceNamed(estate: Estate, name: string, kind: string): Found {
  const objects = namespacesOfKind(estate, kind);
  const possible = objects.get("\u0000") ?? [];
  return { found: objects.get(name) ?? [], possible, certain: possible.length === 0 };
}

function pointsAt(estate: Estate, object: Resource, namespace: Resource): boolean | "possibly" {
  const value = valueAt(object.attributes, "metadata.namespace");
  if (!isUnknown(value)) {
    return object.namespace === undefined || nameOf(namespace) !== undefined ? false : "possibly";
  }
  const targets = value.references.flatMap((reference) => leadsTo(estate, reference, object));
  const name = valueAt(namespace.attributes, "metadata.name");
  const alike =
    isUnknown(name) && name.text !== undefined && name.text === value.text && object.root === namespace.root;
  if (alike || targets.some(({ root, address }) => root === namespace.root && address === namespace.address)) {
    return true;
  }
  const elsewhere =
    targets.length > 0 && targets.every(({ kind }) => /^(?:v1 Namespace|kubernetes_namespace(?:_v1)?)$/.test(kind));
  return elsewhere ? false : "possibly";
}

function namespacesOfKind(estate: Estate, kind: string): ReadonlyMap<string, Resource[]> {
  let kinds = byKind.get(estate);
  if (kinds === undefined) {
    kinds = new Map();
    byKind.set(estate, kinds);
  }
  let objects = kinds.get(kind);
  if (objects === undefined) {
    objects = new Map();
    for (const object of estate.ofKind(kind)) {
      if (isGone(object)) {
        continue;
      }
      const key = namespaceKey(object);
      const others = objects.get(key);
      others === undefined ? objects.set(key, [object]) : others.push(object);
    }
    kinds.set(kind, objects);
  }
  return objects;
}
