import type { Estate } from "../../estate/estate";
import { nameOf } from "../../estate/joins/pods";
import { leadsTo } from "../../estate/joins/references";
import { textOf, valueAt } from "../../estate/joins/values";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

/**
 * Name of the namespace that a Kubernetes object lies in, also where it is a reference to one. Undefined for what lies in none, and
 * where the name is not known.
 */
export function namespaceKnown(estate: Estate, object: Resource): string | undefined {
  if (object.mode !== "manifest") {
    return undefined;
  }
  const stated = valueAt(object.attributes, "metadata.namespace");
  if (!isUnknown(stated)) {
    return object.namespace ?? textOf(stated);
  }
  const names = stated.references
    .flatMap((reference) => leadsTo(estate, reference, object))
    .map((target) => nameOf(target) ?? textOf(valueAt(target.attributes, "metadata.0.name")));
  const [name, ...others] = new Set(names);
  const isWhole = stated.text === undefined || /^\$\{[^{}?]*\}$/.test(stated.text);
  return others.length === 0 && isWhole ? name : undefined;
}
