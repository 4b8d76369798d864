import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { holdsServingPort, namesModels, servesModels } from "./model-targets";
import { targetOf } from "./references";
import { some, type Ternary } from "./ternary";
import { blocksOf, isAttributes, isList, listOf, own, textOf } from "./values";

const PROXIES: readonly string[] = ["https", "http", "ssl", "tcp", "grpc"].flatMap((protocol) => [
  `google_compute_target_${protocol}_proxy`,
  `google_compute_region_target_${protocol}_proxy`,
]);
const URL_MAPS: readonly string[] = ["google_compute_url_map", "google_compute_region_url_map"];
const BACKENDS: readonly string[] = ["google_compute_backend_service", "google_compute_region_backend_service"];

/** What a forwarding rule leads to without a backend service: nobody there asks who calls. */
const BARE_TARGETS: readonly string[] = ["google_compute_target_pool", "google_compute_target_instance"];
const GROUPS: readonly string[] = [
  "google_compute_instance_group",
  "google_compute_instance_group_manager",
  "google_compute_region_instance_group_manager",
  "google_compute_network_endpoint_group",
  "google_compute_region_network_endpoint_group",
];
const HEALTH_CHECKS: readonly string[] = [
  "google_compute_health_check",
  "google_compute_region_health_check",
  "google_compute_http_health_check",
  "google_compute_https_health_check",
];
const INSTANCES: readonly string[] = ["google_compute_instance"];

/** Attributes that lead on from a forwarding rule, a proxy or a URL map, and what they may lead to. */
const LINKS: readonly (readonly [attribute: string, kinds: readonly string[]])[] = [
  ["target", [...PROXIES, ...BARE_TARGETS]],
  ["url_map", URL_MAPS],
  ["backend_service", BACKENDS],
  ["default_service", BACKENDS],
  ["service", BACKENDS],
];

/** Attributes that lead to what stands behind: it tells of models where it is known, and says nothing where it is not. */
const BEHIND: readonly (readonly [attribute: string, kinds: readonly string[]])[] = [
  ["group", GROUPS],
  ["health_checks", HEALTH_CHECKS],
  ["instance", INSTANCES],
  ["instances", INSTANCES],
];

const HAS_BEHIND: ReadonlySet<string> = new Set([...BACKENDS, ...BARE_TARGETS, ...GROUPS]);

/** What stands behind has labels and settings of its own, and none of them is a link. */
const LEAVES: ReadonlySet<string> = new Set([...GROUPS, ...HEALTH_CHECKS, ...INSTANCES]);

/** Paths that Triton, TensorFlow Serving and servers with OpenAI's API alone are asked at. */
const MODEL_PATH = /^\/v2\/health\/(?:ready|live)$|^\/v[12]\/models(?:\/|$)/;

/** Everything that a forwarding rule, a proxy or a URL map leads to, itself included. */
export interface Path {
  readonly on: readonly Resource[];

  /** Whether every link, save those to what stands behind a backend, leads into the estate. */
  readonly certain: boolean;
}

export const pathFrom = remembered((estate: Estate, start: Resource): Path => {
  const on = new Set<Resource>([start]);
  let certain = true;
  // A set is walked in the order of insertion, also what is added on the way.
  for (const resource of on) {
    for (const [value, kinds] of LEAVES.has(resource.kind) ? [] : linksOf(resource.attributes, LINKS)) {
      const led = ledTo(estate, resource, value, kinds);
      if (led !== undefined) {
        on.add(led);
      } else if (isUnknown(value) && !leadsElsewhere(estate, resource, value)) {
        certain = false;
      }
    }
    for (const [value, kinds] of HAS_BEHIND.has(resource.kind) ? linksOf(resource.attributes, BEHIND) : []) {
      const led = ledTo(estate, resource, value, kinds);
      if (led !== undefined) {
        on.add(led);
      }
    }
  }
  return { on: [...on], certain };
});

function ledTo(estate: Estate, from: Resource, value: Value, kinds: readonly string[]): Resource | undefined {
  for (const kind of kinds) {
    const found = targetOf(estate, from, value, undefined, kind);
    if (found !== undefined && !isUnknown(found) && kinds.includes(found.kind)) {
      return found;
    }
  }
  return undefined;
}

/** Whether the link leads to a known thing that is no part of a way to models, or to a bare target out of the estate. */
function leadsElsewhere(estate: Estate, from: Resource, value: Unknown): boolean {
  const found = targetOf(estate, from, value);
  if (found !== undefined && !isUnknown(found)) {
    return true;
  }
  const addresses = value.references.map(({ address }) => address);
  return (
    addresses.length > 0 &&
    addresses.every((address) => BARE_TARGETS.some((kind) => `.${address}`.includes(`.${kind}.`)))
  );
}

type Link = readonly [value: Value, kinds: readonly string[]];

/** Values of the links at any depth: URL maps nest them in matchers and rules. */
function linksOf(value: Value, links: readonly (readonly [attribute: string, kinds: readonly string[]])[]): Link[] {
  if (isList(value)) {
    return value.flatMap((member) => linksOf(member, links));
  }
  if (!isAttributes(value)) {
    return [];
  }
  const here = links.flatMap(([attribute, kinds]): Link[] =>
    listOf(own(value, attribute)).flatMap((link): Link[] =>
      isAttributes(link) || isList(link) ? [] : [[link, kinds]],
    ),
  );
  const within = Object.values(value).flatMap((member) => (typeof member === "object" ? linksOf(member, links) : []));
  return [...here, ...within];
}

/** Whether a load balancer leads to models: by a port that tells, or by a name on the way that does. */
export function leadsToModels(estate: Estate, start: Resource): Ternary {
  const { on, certain } = pathFrom(estate, start);
  const answer = some(on, (resource) =>
    some(
      [...namesAndPorts(resource), ...portsOf(resource), ...portNamesOf(resource), ...saidBehind(resource, on)],
      (one) => one,
    ),
  );
  return answer === false && !certain ? new Unknown() : answer;
}

/** Backends on the way that models are served from, or all of them when only the way itself tells of models. */
export function modelBackendServices(estate: Estate, start: Resource): readonly Resource[] {
  const backends = pathFrom(estate, start).on.filter(({ kind }) => BACKENDS.includes(kind));
  const telling = backends.filter((backend) => leadsToModels(estate, backend) === true);
  return telling.length > 0 ? telling : backends;
}

/** Health checks and machines have ports that say nothing of models: their names alone tell. */
function namesAndPorts(resource: Resource): Ternary[] {
  const { kind, attributes, address } = resource;
  if (!HEALTH_CHECKS.includes(kind) && !INSTANCES.includes(kind)) {
    return [servesModels(resource)];
  }
  const name = own(attributes, "name");
  return [namesModels(typeof name === "string" ? name : (address.split(".").at(-1) ?? ""))];
}

/** What stands behind a backend service says of models: the path of its health check, the port that is named. */
function saidBehind({ kind, attributes }: Resource, on: readonly Resource[]): boolean[] {
  if (HEALTH_CHECKS.includes(kind)) {
    const checks = [
      attributes,
      ...["http", "https", "http2"].flatMap((name) => blocksOf(attributes, `${name}_health_check`)),
    ];
    return checks.map((check) => MODEL_PATH.test(textOf(own(check, "request_path")) ?? ""));
  }
  if (!GROUPS.includes(kind)) {
    return [];
  }
  // One group may serve much: only the port that a backend asks for is on the way, "http" when it names none.
  const asked = on
    .filter((one) => BACKENDS.includes(one.kind))
    .map((one) => own(one.attributes, "port_name") ?? "http");
  return blocksOf(attributes, "named_port").map((port) => {
    const [name, number] = [textOf(own(port, "name")), Number(textOf(own(port, "port")) ?? own(port, "port"))];
    return name !== undefined && asked.includes(name) && (namesModels(name) || isTellingPort(number));
  });
}

/** 8000 is as common before web shops. */
function isTellingPort(port: number): boolean {
  return port !== 8000 && holdsServingPort(port, port);
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
    return Number(to) - Number(from) <= 1000 && holdsServingPort(Number(from), Number(to));
  });
}

function portNamesOf({ kind, attributes }: Resource): Ternary[] {
  const name = BACKENDS.includes(kind) ? own(attributes, "port_name") : null;
  return [typeof name === "string" && namesModels(name)];
}
