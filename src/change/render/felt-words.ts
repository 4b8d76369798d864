import type { Hit } from "../report";
import { ACTION_WORDS } from "./words";

/** Whether the service is what changes, and does not merely stand on it. */
export function isItself({ service, path }: Hit): boolean {
  const [first, ...rest] = path;
  return (
    (service.type === "endpoint" || service.type === "cluster") &&
    rest.length === 0 &&
    first?.resource === service.resource &&
    first.root === service.root &&
    first.namespace === service.namespace
  );
}

/**
 * How a service feels the change: it is not replaced because something under it is.
 *
 * @param isNew whether the service comes with the change
 */
export function feltWords(hit: Hit, isNew: boolean): string {
  const done = ACTION_WORDS[hit.action];
  if (isNew) {
    return "comes with the change";
  }
  if (isItself(hit)) {
    return `is ${done}`;
  }
  if (hit.path.length > 1) {
    return `depends on what is ${done}`;
  }
  // Tenants and tiers are no resources: something of theirs is. An endpoint is its workload, with all that leads to it.
  const isOwner = hit.service.type === "tenant" || hit.service.type === "tier";
  return isOwner ? `owns what is ${done}` : `a part of it is ${done}`;
}
