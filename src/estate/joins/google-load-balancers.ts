import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { holdsServingPort, namesModels, servesModels } from "./model-targets";
import { targetOf } from "./references";
import { some, type Ternary } from "./ternary";
import { isAttributes, isList, listOf, own } from "./values";

const PROXIES: readonly string[] = ["https", "http", "ssl", "tcp", "grpc"].flatMap((protocol) => [
  `google_compute_target_${protocol}_proxy`,
  `google_compute_region_target_${protocol}_proxy`,
]);
const URL_MAPS: readonly string[] = ["google_compute_url_map", "google_compute_region_url_map"];
const BACKENDS: readonly string[] = ["google_compute_backend_service", "google_compute_region_backend_service"];

/** Attributes that lead on from a forwarding rule, a proxy or a URL map, and what they may lead to. */
const LINKS: readonly (readonly [attribute: string, kinds: readonly string[]])[] = [
  ["target", PROXIES],
  ["url_map", URL_MAPS],
  ["backend_service", BACKENDS],
  ["default_service", BACKENDS],
  ["service", BACKENDS],
];

/** Everything that a forwarding rule, a proxy or a URL map leads to, itself included. */
export interface Path {
  readonly on: readonly Resource[];

  /** Whether every link leads into the estate. */
  readonly certain: boolean;
}

export const pathFrom = remembered((estate: Estate, start: Resource): Path => {
  const on = new Set<Resource>([start]);
  let certain = true;
  // A set is walked in the order of insertion, also what is added on the way.
  for (const resource of on) {
    for (const [value, kinds] of linksOf(resource.attributes)) {
      const found = kinds.map((kind) => targetOf(estate, resource, value, undefined, kind));
      const led = found.find((one): one is Resource => one !== undefined && !isUnknown(one));
      if (led === undefined) {
        certain = certain && !isUnknown(value);
      } else if (kinds.includes(led.kind)) {
        on.add(led);
      }
    }
  }
  return { on: [...on], certain };
});

/** Values of the links at any depth: URL maps nest them in matchers and rules. */
function linksOf(value: Value): (readonly [value: Value, kinds: readonly string[]])[] {
  if (isList(value)) {
    return value.flatMap(linksOf);
  }
  if (!isAttributes(value)) {
    return [];
  }
  const here = LINKS.flatMap(([attribute, kinds]) => {
    const link = own(value, attribute);
    return link === null || isList(link) || isAttributes(link) ? [] : [[link, kinds] as const];
  });
  return [...here, ...Object.values(value).flatMap((member) => (typeof member === "object" ? linksOf(member) : []))];
}

/** Whether a load balancer leads to models: by a port that tells, or by a name on the way that does. */
export function leadsToModels(estate: Estate, start: Resource): Ternary {
  const { on, certain } = pathFrom(estate, start);
  const answer = some(on, (resource) =>
    some([servesModels(resource), ...portsOf(resource), ...portNamesOf(resource)], (one) => one),
  );
  return answer === false && !certain ? new Unknown() : answer;
}

/** Backends on the way that models are served from, or all of them when only the way itself tells of models. */
export function modelBackendServices(estate: Estate, start: Resource): readonly Resource[] {
  const backends = pathFrom(estate, start).on.filter(({ kind }) => BACKENDS.includes(kind));
  const telling = backends.filter((backend) => servesModels(backend) === true || portNamesOf(backend).includes(true));
  return telling.length > 0 ? telling : backends;
}

function portsOf({ kind, attributes }: Resource): Ternary[] {
  if (!kind.endsWith("forwarding_rule")) {
    return [];
  }
  return [...listOf(own(attributes, "ports")), ...listOf(own(attributes, "port_range"))].map((ports) => {
    if (isUnknown(ports)) {
      return ports;
    }
    const [from = "", to = from] = String(ports).split("-");
    // All ports are open on many internal load balancers: that tells nothing of models.
    return Number(to) - Number(from) < 1000 && holdsServingPort(Number(from), Number(to));
  });
}

function portNamesOf({ kind, attributes }: Resource): Ternary[] {
  const name = BACKENDS.includes(kind) ? own(attributes, "port_name") : null;
  return [typeof name === "string" && namesModels(name)];
}
