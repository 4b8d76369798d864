import { Estate } from "../../estate/estate";
import { isGone } from "../../estate/joins/existence";
import { podTemplateOf, workloads } from "../../estate/joins/pods";
import { isAttributes, valueAt } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { namespaceKnown } from "./object-namespace";
import { spelling } from "./peers";

/** Name of the namespace that an object lies in; what it says of it where its name is not known. */
export function namespaceOf(estate: Estate, object: Resource): string {
  const stated = valueAt(object.attributes, "metadata.namespace");
  return namespaceKnown(estate, object) ?? (isUnknown(stated) ? spelling(stated) : "default");
}

const NETWORK_POLICY = "networking.k8s.io/v1 NetworkPolicy";
const AUTHORIZATION_POLICIES = ["v1", "v1beta1"].map((version) => `security.istio.io/${version} AuthorizationPolicy`);

/** What makes pods in one namespace, and the policies that lie there. */
export interface NamespaceContent {
  readonly name: string;

  /** An estate of those pods alone that the policy may select, for a join that asks every pod of an estate. */
  readonly candidates: (policy: Resource) => Estate;
  readonly workloads: readonly Resource[];
  readonly networkPolicies: readonly Resource[];
  readonly authorizationPolicies: readonly Resource[];

  /** The resource of the whole estate that one of these is. */
  readonly original: (resource: Resource) => Resource;
}

/** Namespaces that have something in them: objects whose namespace is a reference count to the one that it leads to. */
export const contents = remembered((estate: Estate, _: undefined): readonly NamespaceContent[] => {
  const originals = new Map<Resource, Resource>();
  const byName = new Map<string, Resource[]>();
  const policies = [NETWORK_POLICY, ...AUTHORIZATION_POLICIES].flatMap((kind) => estate.ofKind(kind));
  for (const resource of [...workloads(estate), ...policies]) {
    if (isGone(resource)) {
      continue;
    }
    const name = namespaceOf(estate, resource);
    const placed = inNamespace(resource, name);
    originals.set(placed, resource);
    const others = byName.get(name);
    others === undefined ? byName.set(name, [placed]) : others.push(placed);
  }
  return [...byName].map(([name, resources]): NamespaceContent => {
    const own = new Estate(resources, []);
    return {
      name,
      candidates: candidatesOf(own),
      workloads: workloads(own),
      networkPolicies: own.ofKind(NETWORK_POLICY),
      authorizationPolicies: AUTHORIZATION_POLICIES.flatMap((kind) => own.ofKind(kind)),
      original: (resource) => originals.get(resource) ?? resource,
    };
  });
});

/** Most policies are about one server of many: only pods with the first label that one asks for are asked for the others. */
function candidatesOf(all: Estate): (policy: Resource) => Estate {
  const byLabel = new Map<string, Resource[]>();
  const unknown: Resource[] = [];
  for (const workload of workloads(all)) {
    const template = podTemplateOf(workload);
    const labels = template === undefined ? null : valueAt(template, "metadata.labels");
    const entries = isAttributes(labels) ? Object.entries(labels) : [];
    if (isUnknown(labels) || entries.some(([, value]) => typeof value !== "string")) {
      unknown.push(workload);
      continue;
    }
    for (const [name, value] of entries) {
      const key = `${name}=${String(value)}`;
      const others = byLabel.get(key);
      others === undefined ? byLabel.set(key, [workload]) : others.push(workload);
    }
  }
  return (policy) => {
    const wanted = valueAt(policy.attributes, "spec.podSelector.matchLabels");
    const [first] = isAttributes(wanted) ? Object.entries(wanted) : [];
    return first === undefined || typeof first[1] !== "string"
      ? all
      : new Estate([...(byLabel.get(`${first[0]}=${first[1]}`) ?? []), ...unknown], []);
  };
}

/** A copy whose namespace is known by name. */
function inNamespace(resource: Resource, namespace: string): Resource {
  const { root, address, mode, kind, attributes, references, actions, meta, waivers, origin } = resource;
  return { root, address, mode, kind, namespace, attributes, references, actions, meta, waivers, origin };
}
