import type { Estate } from "../estate";
import type { Attributes, Resource, Value } from "../resource";
import { serverOf } from "../serving-ports";
import { isUnknown, Unknown } from "../unknown";
import { wordOf } from "../written-word";
import { isGone } from "./existence";
import { isGpuWorkload } from "./gpu";
import { inNamespace } from "./namespaces";
import { containersOf, nameOf, podSpecOf, podsOf, podTemplateOf, sameNamespace, workloads } from "./pods";
import type { Found } from "./satellites";
import { and, some, type Ternary } from "./ternary";
import { blocksOf, isAttributes, isList, listOf, own, valueAt } from "./values";

/** Whether pods of the workload serve or run models: by a server that is known, or by the accelerator that they ask for. */
export function runsModels(workload: Resource): Ternary {
  const podSpec = podSpecOf(workload);
  if (podSpec === undefined) {
    return false;
  }
  const server = some(containersOf(podSpec), (container) => {
    const image = own(container, "image");
    return serverOf(container) !== undefined || (isUnknown(image) ? image : false);
  });
  return some([server, isGpuWorkload(podSpec)], (answer) => answer);
}

/** Everything that makes pods in the namespace. */
export function workloadsIn(estate: Estate, namespace: Resource): Found {
  const kinds = [...new Set(workloads(estate).map(({ kind }) => kind))];
  const all = kinds.map((kind) => inNamespace(estate, namespace, kind));
  return {
    found: all.flatMap(({ found }) => found),
    possible: all.flatMap(({ possible }) => possible),
    certain: all.every(({ certain }) => certain),
  };
}

/** Workloads whose pods a NetworkPolicy selects. */
export function podsSelectedBy(estate: Estate, policy: Resource): Found {
  const selector = valueAt(policy.attributes, "spec.podSelector");
  return sorted(workloads(estate), (workload) => and(sameNamespace(policy, workload), matches(selector, workload)));
}

/** Services behind an Ingress or an HTTPRoute that lead to pods which serve models. */
export function modelBackends(estate: Estate, route: Resource): Found {
  const wanted = backendNames(route);
  const services = estate.ofKind("v1 Service").filter((service) => !isGone(service));
  return sorted(services, (service) => {
    const name = nameOf(service);
    const named = some(wanted, (one) => (isUnknown(one) ? one : one === name));
    if (named === false) {
      return false;
    }
    const pods = podsOf(estate, service);
    const serving = some([...pods.found, ...pods.possible], (pod) => {
      const answer = runsModels(pod);
      return answer === true && !pods.found.includes(pod) ? new Unknown() : answer;
    });
    return and(sameNamespace(route, service), named, serving);
  });
}

/** Names of the Services that an Ingress or an HTTPRoute leads to. */
function backendNames({ attributes }: Resource): readonly Value[] {
  const ofIngress = [
    valueAt(attributes, "spec.defaultBackend.service.name"),
    ...listOf(valueAt(attributes, "spec.rules")).flatMap((rule) =>
      listOf(isAttributes(rule) ? valueAt(rule, "http.paths") : rule).map((path) =>
        isAttributes(path) ? valueAt(path, "backend.service.name") : path,
      ),
    ),
  ];
  const ofRoute = listOf(valueAt(attributes, "spec.rules"))
    .filter(isAttributes)
    .flatMap((rule) => blocksOf(rule, "backendRefs").map((backend) => own(backend, "name")));
  return [...ofIngress, ...ofRoute].filter((name) => name !== null);
}

/** A label selector with its expressions; one that says nothing selects all. */
function matches(selector: Value, workload: Resource): Ternary {
  if (isUnknown(selector)) {
    return selector;
  }
  const template = podTemplateOf(workload);
  if (template === undefined) {
    return false;
  }
  const labels = valueAt(template, "metadata.labels");
  if (!isAttributes(selector)) {
    return true;
  }
  const wanted = own(selector, "matchLabels");
  const expressions = blocksOf(selector, "matchExpressions");
  if (isUnknown(wanted)) {
    return wanted;
  }
  if (isUnknown(labels)) {
    return Object.keys(wanted ?? {}).length === 0 && expressions.length === 0 ? true : labels;
  }
  const has: Attributes = isAttributes(labels) ? labels : {};
  return and(
    ...Object.entries(isAttributes(wanted) ? wanted : {}).map(([name, value]) => same(own(has, name), value)),
    ...expressions.map((expression) => meets(expression, has)),
  );
}

function meets(expression: Attributes, labels: Attributes): Ternary {
  const key = wordOf(own(expression, "key"));
  if (isUnknown(key)) {
    return key;
  }
  const label = own(labels, key);
  const values = own(expression, "values");
  const among = some(isList(values) ? values : [], (value) => same(label, value));
  switch (own(expression, "operator")) {
    case "In":
      return among;
    case "NotIn":
      return isUnknown(among) ? among : !among;
    case "Exists":
      return label !== null;
    case "DoesNotExist":
      return label === null;
    default:
      return false;
  }
}

function same(one: Value, other: Value): Ternary {
  if (one === null || other === null) {
    return false;
  }
  if (isUnknown(one) && isUnknown(other) && one.text !== undefined && one.text === other.text) {
    return true;
  }
  const [word, another] = [wordOf(one), wordOf(other)];
  return isUnknown(word) ? word : isUnknown(another) ? another : word === another;
}

/** What of the candidates the question is true of, and what it may be true of. */
export function sorted(candidates: readonly Resource[], ask: (resource: Resource) => Ternary): Found {
  const found: Resource[] = [];
  const possible: Resource[] = [];
  for (const resource of candidates) {
    const answer = ask(resource);
    if (answer !== false) {
      (answer === true ? found : possible).push(resource);
    }
  }
  return { found, possible, certain: possible.length === 0 };
}
