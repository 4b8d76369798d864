import type { Estate } from "../estate";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown } from "../unknown";
import { numberIn, wordOf } from "../written-word";
import { isGone } from "./existence";
import type { Found } from "./satellites";
import { and, some, type Ternary } from "./ternary";
import { blocksOf, isAttributes, own, textOf, valueAt } from "./values";

/** Kinds that make pods, with the path of their pod template; a Pod is its own. */
const POD_TEMPLATES: Readonly<Record<string, string>> = {
  "v1 Pod": "",
  "v1 ReplicationController": "spec.template",
  "apps/v1 Deployment": "spec.template",
  "apps/v1 StatefulSet": "spec.template",
  "apps/v1 DaemonSet": "spec.template",
  "apps/v1 ReplicaSet": "spec.template",
  "batch/v1 Job": "spec.template",
  "batch/v1 CronJob": "spec.jobTemplate.spec.template",
};

const workloadsByNamespace = new WeakMap<Estate, Map<string, Resource[]>>();
const servicesByNamespace = new WeakMap<Estate, Map<string, Resource[]>>();

const workloadsOfEstate = new WeakMap<Estate, readonly Resource[]>();

/** Everything of the estate that makes pods, save what is deleted. Every namespace asks. */
export function workloads(estate: Estate): readonly Resource[] {
  let all = workloadsOfEstate.get(estate);
  if (all === undefined) {
    all = Object.keys(POD_TEMPLATES)
      .flatMap((kind) => estate.ofKind(kind))
      .filter((workload) => !isGone(workload));
    workloadsOfEstate.set(estate, all);
  }
  return all;
}

/** The pod template of a workload, with its `metadata` and `spec`; undefined for other kinds, and where it has none. */
export function podTemplateOf(workload: Resource): Attributes | undefined {
  if (!Object.hasOwn(POD_TEMPLATES, workload.kind)) {
    return undefined;
  }
  const path = POD_TEMPLATES[workload.kind] ?? "";
  const template = path === "" ? workload.attributes : valueAt(workload.attributes, path);
  return isAttributes(template) ? template : undefined;
}

export function podSpecOf(workload: Resource): Attributes | undefined {
  const template = podTemplateOf(workload);
  const spec = template === undefined ? undefined : own(template, "spec");
  return isAttributes(spec) ? spec : undefined;
}

/** Containers of a pod, the init and the ephemeral ones too. */
export function containersOf(podSpec: Attributes): readonly Attributes[] {
  return ["containers", "initContainers", "ephemeralContainers"].flatMap((name) => blocksOf(podSpec, name));
}

/** Workloads whose pods the Service selects: those of its namespace whose labels hold all that it asks for. */
export function podsOf(estate: Estate, service: Resource): Found {
  const selector = valueAt(service.attributes, "spec.selector");
  const candidates = inSame(
    byNamespace(workloadsByNamespace, estate, () => workloads(estate)),
    service,
  );
  return sorted(candidates, (workload) => selects(selector, workload));
}

/** Services that select the workload's pods. */
export function servicesOf(estate: Estate, workload: Resource): Found {
  const services = byNamespace(servicesByNamespace, estate, () =>
    estate.ofKind("v1 Service").filter((service) => !isGone(service)),
  );
  return sorted(inSame(services, workload), (service) =>
    selects(valueAt(service.attributes, "spec.selector"), workload),
  );
}

/** Numbers of the ports that a Service's target port leads to in the workload: a number, or the name of a container's port. */
export function targetPorts(targetPort: Value, workload: Resource): readonly number[] | Value {
  const asNumber = typeof targetPort === "string" && /^\d+$/.test(targetPort) ? Number(targetPort) : targetPort;
  if (typeof asNumber === "number") {
    return [asNumber];
  }
  const podSpec = podSpecOf(workload);
  if (isUnknown(targetPort) || podSpec === undefined) {
    return targetPort;
  }
  return containersOf(podSpec)
    .flatMap((container) => blocksOf(container, "ports"))
    .filter((port) => own(port, "name") === targetPort)
    .map((port) => numberIn(own(port, "containerPort")))
    .filter((port): port is number => Number.isInteger(port));
}

function selects(selector: Value, workload: Resource): Ternary {
  if (isUnknown(selector)) {
    return selector;
  }
  const wanted = isAttributes(selector) ? Object.entries(selector) : [];
  const template = podTemplateOf(workload);
  if (wanted.length === 0 || template === undefined) {
    return false;
  }
  const labels = valueAt(template, "metadata.labels");
  if (isUnknown(labels)) {
    return labels;
  }
  return and(...wanted.map(([name, value]) => sameText(value, isAttributes(labels) ? own(labels, name) : null)));
}

/** Texts that are not known are the same when they are written the same: both stand in one root. */
function sameText(one: Value, other: Value): Ternary {
  if (isUnknown(one) && isUnknown(other) && one.text !== undefined && one.text === other.text) {
    return true;
  }
  if (other === null) {
    return false;
  }
  const [first, second] = [wordOf(one), wordOf(other)];
  return isUnknown(first) ? first : isUnknown(second) ? second : first === second;
}

function sorted(candidates: readonly Candidate[], ask: (resource: Resource) => Ternary): Found {
  const found: Resource[] = [];
  const possible: Resource[] = [];
  for (const { resource, here } of candidates) {
    const answer = and(here, ask(resource));
    if (answer !== false) {
      (answer === true ? found : possible).push(resource);
    }
  }
  return { found, possible, certain: possible.length === 0 };
}

interface Candidate {
  readonly resource: Resource;
  readonly here: Ternary;
}

/** Namespace of a Kubernetes object as a key: those that are not known are one of their own. */
export function namespaceKey(resource: Resource): string {
  return resource.namespace ?? "\u0000";
}

function inSame(resources: ReadonlyMap<string, readonly Resource[]>, other: Resource): readonly Candidate[] {
  const unknown = valueAt(other.attributes, "metadata.namespace");
  if (other.namespace === undefined) {
    return [...resources.values()].flat().map((resource) => ({ resource, here: sameNamespace(resource, other) }));
  }
  return [
    ...(resources.get(other.namespace) ?? []).map((resource) => ({ resource, here: true })),
    ...(resources.get("\u0000") ?? []).map((resource) => ({
      resource,
      here: isUnknown(unknown) ? unknown : sameNamespace(resource, other),
    })),
  ];
}

/** Whether both live in one namespace: undecided where one of them does not say, unless both are written the same. */
export function sameNamespace(one: Resource, other: Resource): Ternary {
  if (one.namespace !== undefined && other.namespace !== undefined) {
    return one.namespace === other.namespace;
  }
  const [first, second] = [one, other].map(({ attributes }) => valueAt(attributes, "metadata.namespace"));
  if (isUnknown(first) && isUnknown(second)) {
    const [a, b] = [first.references[0], second.references[0]];
    const same = first.text === second.text && one.root === other.root && first.text !== undefined;
    const reference = a !== undefined && b !== undefined && a.root === b.root && a.address === b.address;
    return same || reference ? true : first;
  }
  return some([first, second], (value) => (isUnknown(value) ? value : false));
}

function byNamespace(
  cache: WeakMap<Estate, Map<string, Resource[]>>,
  estate: Estate,
  list: () => readonly Resource[],
): Map<string, Resource[]> {
  let namespaces = cache.get(estate);
  if (namespaces === undefined) {
    namespaces = new Map();
    for (const resource of list()) {
      const key = namespaceKey(resource);
      const others = namespaces.get(key);
      others === undefined ? namespaces.set(key, [resource]) : others.push(resource);
    }
    cache.set(estate, namespaces);
  }
  return namespaces;
}

/** Name of a Kubernetes object; undefined when it is not known. */
export function nameOf(resource: Resource): string | undefined {
  return textOf(valueAt(resource.attributes, "metadata.name"));
}
