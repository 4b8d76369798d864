import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { runsModels, sorted } from "./model-workloads";
import { inNamespace, inNamespaceNamed } from "./namespaces";
import { nameOf, podsOf, podTemplateOf, sameNamespace, workloads } from "./pods";
import type { Found } from "./satellites";
import { and, not, some, type Ternary } from "./ternary";
import { blocksOf, isAttributes, listOf, own, valueAt } from "./values";

/** Policies of Istio that lie here hold for the whole mesh, unless its operator has moved the root namespace. */
const ROOT_NAMESPACE = "istio-system";

const SECURITY_VERSIONS = ["v1", "v1beta1"];

/** Objects of a kind of `security.istio.io` that hold in the namespace, or in the namespace of the object: its own and the mesh's. */
export function meshPolicies(estate: Estate, object: Resource, kind: string): Found {
  const kinds = SECURITY_VERSIONS.map((version) => `security.istio.io/${version} ${kind}`);
  const here = kinds.map((one) =>
    object.kind === "v1 Namespace" ? inNamespace(estate, object, one) : inNamespaceOf(estate, object, one),
  );
  const found = [...here.flatMap((one) => one.found), ...kinds.flatMap((one) => inRoot(estate, one))];
  const possible = here.flatMap((one) => one.possible);
  return { found: [...new Set(found)], possible, certain: possible.length === 0 };
}

/** Objects of the kind in the namespace of the object; where that is not known, each is asked. */
function inNamespaceOf(estate: Estate, object: Resource, kind: string): Found {
  if (object.namespace === undefined) {
    return sorted(present(estate, kind), (policy) => sameNamespace(object, policy));
  }
  const { found, possible } = inNamespaceNamed(estate, object.namespace, kind);
  const others = sorted(possible, (policy) => sameNamespace(object, policy));
  return { found: [...found, ...others.found], possible: others.possible, certain: others.certain };
}

function inRoot(estate: Estate, kind: string): readonly Resource[] {
  return inNamespaceNamed(estate, ROOT_NAMESPACE, kind).found;
}

/** Workloads with models that a policy of Istio is about: those that its selector names, or all of its namespace. */
export function meshModels(estate: Estate, policy: Resource): Found {
  const labels = valueAt(policy.attributes, "spec.selector.matchLabels");
  const targets = [
    ...listOf(valueAt(policy.attributes, "spec.targetRefs")),
    ...listOf(valueAt(policy.attributes, "spec.targetRef")),
  ];
  const named = targets.length === 0 ? undefined : servicesNamed(estate, policy, targets);
  const models = modelsOf(estate, undefined);
  const { namespace } = policy;
  const isOfOne = namespace !== undefined && namespace !== ROOT_NAMESPACE;
  const candidates = isOfOne
    ? [...(models.get(namespace) ?? []), ...(models.get(undefined) ?? [])]
    : [...models.values()].flat();
  const found: Resource[] = [];
  const possible: Resource[] = [];
  for (const { workload, podLabels, runs } of candidates) {
    const chosen =
      named === undefined ? hasLabels(podLabels, labels) : some(named, (service) => selects(estate, service, workload));
    // Most policies are about one server of many: whose it is, is asked of those alone that its labels choose.
    const answer =
      chosen === false
        ? false
        : and(chosen, runs, namespace === ROOT_NAMESPACE ? true : sameNamespace(policy, workload));
    if (answer !== false) {
      (answer === true ? found : possible).push(workload);
    }
  }
  return { found, possible, certain: possible.length === 0 };
}

/** A workload that runs models, or may. */
interface ModelWorkload {
  readonly workload: Resource;
  readonly podLabels: Value;
  readonly runs: Ternary;
}

/** Workloads that may run models, by their namespaces: most of an estate does not, and each policy asks. */
const modelsOf = remembered(
  (estate: Estate, _: undefined): ReadonlyMap<string | undefined, readonly ModelWorkload[]> => {
    const models = new Map<string | undefined, ModelWorkload[]>();
    for (const workload of workloads(estate)) {
      const runs = runsModels(workload);
      if (runs !== false) {
        const template = podTemplateOf(workload);
        const podLabels = template === undefined ? null : valueAt(template, "metadata.labels");
        const others = models.get(workload.namespace) ?? [];
        others.push({ workload, podLabels, runs });
        models.set(workload.namespace, others);
      }
    }
    return models;
  },
);

/** Services with models behind a VirtualService. */
export function virtualServiceModels(estate: Estate, route: Resource): Found {
  const hosts = ["http", "tls", "tcp"]
    .flatMap((protocol) => listOf(valueAt(route.attributes, `spec.${protocol}`)))
    .flatMap((rule) => (isAttributes(rule) ? blocksOf(rule, "route") : []))
    .map((one) => valueAt(one, "destination.host"))
    .filter((host) => host !== null);
  const names = new Set(hosts.map((host) => (typeof host === "string" ? host.split(".")[0] : undefined)));
  const services = names.has(undefined)
    ? present(estate, "v1 Service")
    : [...names].flatMap((name) => servicesByName(estate, undefined).get(name) ?? []);
  return sorted(services, (service) => {
    const led = some(hosts, (host) => leadsTo(route, host, service));
    // What runs behind a Service takes a search: only those that the route may lead to are asked.
    return led === false
      ? false
      : and(
          led,
          some(podsSurely(estate, service), (answer) => answer),
        );
  });
}

const servicesByName = remembered(
  (estate: Estate, _: undefined): ReadonlyMap<string | undefined, readonly Resource[]> => {
    const byName = new Map<string | undefined, Resource[]>();
    for (const service of present(estate, "v1 Service")) {
      const name = nameOf(service);
      const others = byName.get(name);
      others === undefined ? byName.set(name, [service]) : others.push(service);
    }
    return byName;
  },
);

/** `resnet`, `resnet.vision`, `resnet.vision.svc.cluster.local`. */
function leadsTo(route: Resource, host: Value, service: Resource): Ternary {
  if (isUnknown(host)) {
    return host;
  }
  const [name, namespace] = String(host).split(".");
  if (name !== nameOf(service)) {
    return false;
  }
  return namespace === undefined ? sameNamespace(route, service) : service.namespace === namespace;
}

function podsSurely(estate: Estate, service: Resource): readonly Ternary[] {
  const { found, possible } = podsOf(estate, service);
  return [
    ...found.map(runsModels),
    ...possible.map((workload) => (runsModels(workload) === false ? false : new Unknown())),
  ];
}

function servicesNamed(estate: Estate, policy: Resource, targets: readonly Value[]): readonly Resource[] {
  const names = targets.filter(isAttributes).map((target) => own(target, "name"));
  return present(estate, "v1 Service").filter(
    (service) => names.includes(nameOf(service) ?? null) && sameNamespace(policy, service) === true,
  );
}

function selects(estate: Estate, service: Resource, workload: Resource): Ternary {
  const { found, possible } = podsOf(estate, service);
  return found.includes(workload) ? true : possible.includes(workload) ? new Unknown() : false;
}

function hasLabels(labels: Value, wanted: Value): Ternary {
  if (isUnknown(wanted)) {
    return wanted;
  }
  if (!isAttributes(wanted)) {
    return true;
  }
  return not(
    some(Object.entries(wanted), ([name, value]): Ternary => {
      const label = isAttributes(labels) ? own(labels, name) : labels;
      return isUnknown(label) ? label : isUnknown(value) ? value : label === null || String(label) !== String(value);
    }),
  );
}

function present(estate: Estate, kind: string): readonly Resource[] {
  return estate.ofKind(kind).filter((resource) => !isGone(resource));
}
