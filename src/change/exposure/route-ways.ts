import type { Estate } from "../../estate/estate";
import { nameOf } from "../../estate/joins/pods";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { namespaceOf } from "./namespaces";
import { namespaceKnown } from "./object-namespace";
import { INTERNET, NETWORK, spelling } from "./peers";
import { actionOffer, living, type Offer, type Peer, type Place, placeOf, type Way, way } from "./way";

const SERVICE = "v1 Service";

/** Where requests come in: everybody, or the network; undecided where the controller alone knows. */
export interface Edge {
  readonly peer: Peer;
  readonly undecided: boolean;
}

/** One host and path that leads to a Service. */
export interface Entry {
  readonly service: Value;
  readonly namespace?: string | undefined;
  readonly host: string;

  /** As a pattern: `/v1/*`. */
  readonly path: string;

  /** What is carried, where it is not HTTP: `tcp`. */
  readonly protocol?: string;
}

export function waysOf(
  estate: Estate,
  route: Resource,
  entries: readonly Entry[],
  edges: readonly Edge[],
): readonly Way[] {
  return entries.flatMap((entry) =>
    edges.map(({ peer, undecided }) =>
      way(estate, serviceAt(estate, route, entry), route, {
        lane: "requests",
        peer,
        offer: offerOf(entry),
        undecided: undecided || isUnknown(entry.service),
      }),
    ),
  );
}

function offerOf({ host, path, protocol }: Entry): Offer {
  const [where, at] = [host === "" ? "*" : host, path === "" ? "/*" : path];
  const words = `${where === "*" ? "every host" : where}${at === "/*" ? "" : ` ${at}`}`;
  if (protocol === undefined) {
    return actionOffer("http", `${where}${at}`, words);
  }
  // Below HTTP there is no host, save in the names that TLS asks for.
  return actionOffer(protocol, where, where === "*" ? protocol : `${protocol}, ${words}`);
}

const servicesByName = remembered((estate: Estate, _: undefined): ReadonlyMap<string, Resource> => {
  const services = living(estate, SERVICE).map(
    (service) => [serviceKey(namespaceOf(estate, service), nameOf(service)), service] as const,
  );
  return new Map(services);
});

function serviceKey(namespace: string, name: string | undefined): string {
  return `${namespace}\u0000${name ?? ""}`;
}

function serviceAt(estate: Estate, route: Resource, { service, namespace }: Entry): Place {
  const name = spelling(service);
  const where = namespace ?? namespaceOf(estate, route);
  const found = servicesByName(estate, undefined).get(serviceKey(where, name));
  if (found !== undefined) {
    return placeOf(estate, found);
  }
  const [root, kind, resource, known] = [
    route.root,
    SERVICE,
    `Service/${name}`,
    namespace ?? namespaceKnown(estate, route),
  ];
  // The key is the one that the Service has where its manifest is in the estate: see keyOf.
  const key = [root, resource, kind, where].join("\u0000");
  return { key, named: { resource, root, kind, ...(known === undefined ? {} : { namespace: known }) } };
}

export const EVERYBODY: Edge = { peer: INTERNET[0] ?? NETWORK, undecided: false };
export const INSIDE: Edge = { peer: NETWORK, undecided: false };

/** Whether a controller that is somewhere else has a public address. */
export const NOT_SAID: Edge = { peer: EVERYBODY.peer, undecided: true };
