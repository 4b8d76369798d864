import type { Estate } from "../../estate/estate";
import { gatewaysOf } from "../../estate/joins/gateways";
import { blocksOf, isAttributes, listOf, own, textOf, valueAt } from "../../estate/joins/values";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { limitedPeers } from "./ingress-limits";
import { controllerRouteWays } from "./kubernetes-controller-routes";
import { isWritten, spelling, unknownPeer } from "./peers";
import { type Edge, type Entry, EVERYBODY, INSIDE, NOT_SAID, waysOf } from "./route-ways";
import { living, type Way } from "./way";

const INGRESS = "networking.k8s.io/v1 Ingress";
const ROUTES: readonly string[] = [
  ...gatewayKinds("HTTPRoute", "v1", "v1beta1"),
  ...gatewayKinds("GRPCRoute", "v1", "v1alpha2"),
];

/** Routes below HTTP, by what they carry. */
const PLAIN_ROUTES: Readonly<Record<string, readonly string[]>> = {
  tcp: gatewayKinds("TCPRoute", "v1", "v1alpha2"),
  tls: gatewayKinds("TLSRoute", "v1", "v1alpha3", "v1alpha2"),
  udp: gatewayKinds("UDPRoute", "v1", "v1alpha2"),
};
const VIRTUAL_SERVICES: readonly string[] = ["v1", "v1beta1", "v1alpha3"].map(
  (version) => `networking.istio.io/${version} VirtualService`,
);

function gatewayKinds(name: string, ...versions: readonly string[]): readonly string[] {
  return versions.map((version) => `gateway.networking.k8s.io/${version} ${name}`);
}

/** Services that requests come to from outside, through an Ingress, a route of the Gateway API or a VirtualService. */
export function routeWays(estate: Estate): readonly Way[] {
  return [
    ...living(estate, INGRESS).flatMap((ingress) =>
      waysOf(estate, ingress, entriesOfIngress(ingress), edgesOfIngress(estate, ingress)),
    ),
    ...living(estate, ...ROUTES).flatMap((route) =>
      waysOf(estate, route, entriesOfRoute(route), edgesOf(estate, route)),
    ),
    ...Object.entries(PLAIN_ROUTES).flatMap(([protocol, kinds]) =>
      living(estate, ...kinds).flatMap((route) =>
        waysOf(
          estate,
          route,
          entriesOfRoute(route).map((entry) => ({ ...entry, protocol })),
          edgesOf(estate, route),
        ),
      ),
    ),
    ...controllerRouteWays(estate),
    ...living(estate, ...VIRTUAL_SERVICES)
      .filter(isFromOutside)
      .flatMap((route) => waysOf(estate, route, entriesOfVirtualService(route), edgesOf(estate, route))),
  ];
}

function annotationsOf(object: Attributes): Attributes {
  const annotations = valueAt(object, "metadata.annotations");
  return isAttributes(annotations) ? annotations : {};
}

/** Where requests come in, as far as annotations let them. */
function edgesOfIngress(estate: Estate, ingress: Resource): readonly Edge[] {
  const written = valueAt(ingress.attributes, "metadata.annotations");
  if (isWritten(written)) {
    return [{ peer: unknownPeer(written, ingress.root, "internet"), undecided: true }];
  }
  const { peer, undecided } = edgeOfIngress(ingress);
  return limitedPeers(estate, ingress, annotationsOf(ingress.attributes), peer).map((one) => ({
    peer: one,
    undecided,
  }));
}

/** A class that is called so is for the network, as far as its controller is what it is called. */
const INTERNAL_NAME = /(?:^|[-_.])(?:internal|private|intranet)(?:$|[-_.])/;

/**
 * Load balancers of the clouds say which they are; of any other class its controller decides. Where the class is written in both
 * places, controllers read the older annotation.
 */
function edgeOfIngress({ attributes }: Resource): Edge {
  const annotations = annotationsOf(attributes);
  const scheme = own(annotations, "alb.ingress.kubernetes.io/scheme");
  const ingressClass = own(annotations, "kubernetes.io/ingress.class") ?? valueAt(attributes, "spec.ingressClassName");
  const name = textOf(ingressClass) ?? "";
  if (scheme === "internet-facing" || name === "gce") {
    return EVERYBODY;
  }
  const isOfAws =
    name === "alb" || Object.keys(annotations).some((one) => one.startsWith("alb.ingress.kubernetes.io/"));
  if (name === "gce-internal" || scheme === "internal" || (isOfAws && scheme === null)) {
    return INSIDE;
  }
  return INTERNAL_NAME.test(name) ? { ...INSIDE, undecided: true } : NOT_SAID;
}

function entriesOfIngress({ attributes }: Resource): readonly Entry[] {
  const fallback = valueAt(attributes, "spec.defaultBackend.service.name");
  const rules = blocksOf({ rules: valueAt(attributes, "spec.rules") }, "rules").flatMap((rule) =>
    listOf(valueAt(rule, "http.paths"))
      .filter(isAttributes)
      .map((path) => ({
        service: valueAt(path, "backend.service.name"),
        host: textOrNothing(own(rule, "host")),
        path: pathPattern(own(path, "path"), own(path, "pathType") === "Exact"),
      })),
  );
  return [...(fallback === null ? [] : [{ service: fallback, host: "", path: "" }]), ...rules].filter(
    ({ service }) => service !== null,
  );
}

function textOrNothing(value: Value): string {
  return value === null ? "" : spelling(value);
}

function pathPattern(path: Value, isExact: boolean): string {
  const text = textOrNothing(path);
  return isExact ? text : `${text.replace(/[/*]+$/, "")}/*`;
}

function entriesOfRoute(route: Resource): readonly Entry[] {
  const { attributes } = route;
  const parents = listOf(valueAt(attributes, "spec.parentRefs")).filter(isAttributes);
  // A route whose parents are Services is for callers within the mesh.
  if (parents.length > 0 && parents.every((parent) => (own(parent, "kind") ?? "Gateway") !== "Gateway")) {
    return [];
  }
  const hosts = listOf(valueAt(attributes, "spec.hostnames")).map(spelling);
  return blocksOf({ rules: valueAt(attributes, "spec.rules") }, "rules").flatMap((rule) => {
    const matches = blocksOf(rule, "matches");
    const paths = matches.length === 0 ? [""] : matches.map((match) => pathOfMatch(match));
    return blocksOf(rule, "backendRefs").flatMap((backend) =>
      crossed(hosts, paths).map((entry) => ({
        ...entry,
        service: own(backend, "name"),
        namespace: textOf(own(backend, "namespace")),
      })),
    );
  });
}

function crossed(hosts: readonly string[], paths: readonly string[]): readonly Pick<Entry, "host" | "path">[] {
  return (hosts.length === 0 ? [""] : hosts).flatMap((host) => paths.map((path) => ({ host, path })));
}

function pathOfMatch(match: Attributes): string {
  const method = valueAt(match, "method.service");
  if (method !== null) {
    return `/${spelling(method)}/*`;
  }
  const value = valueAt(match, "path.value");
  return value === null ? "" : pathPattern(value, valueAt(match, "path.type") === "Exact");
}

/** `mesh` is no gateway; a VirtualService that names none is for callers within the mesh. */
function isFromOutside({ attributes }: Resource): boolean {
  return listOf(valueAt(attributes, "spec.gateways")).some((gateway) => gateway !== "mesh");
}

function entriesOfVirtualService({ attributes }: Resource): readonly Entry[] {
  const hosts = listOf(valueAt(attributes, "spec.hosts")).map(spelling);
  return ["http", "tls", "tcp"]
    .flatMap((protocol) => listOf(valueAt(attributes, `spec.${protocol}`)))
    .filter(isAttributes)
    .flatMap((rule) => {
      const matches = blocksOf(rule, "match");
      const paths = matches.length === 0 ? [""] : matches.map(pathOfUri);
      return blocksOf(rule, "route").flatMap((destination) => {
        const [name = "", namespace] = spelling(valueAt(destination, "destination.host")).split(".");
        return crossed(hosts, paths).map((entry) => ({ ...entry, service: name, namespace }));
      });
    });
}

function pathOfUri(match: Attributes): string {
  const [exact, prefix, regex] = ["uri.exact", "uri.prefix", "uri.regex"].map((path) => valueAt(match, path));
  if (exact !== null && exact !== undefined) {
    return spelling(exact);
  }
  return prefix !== null && prefix !== undefined ? pathPattern(prefix, false) : textOrNothing(regex ?? null);
}

/** Classes of Google's controller that make public load balancers, and those that make internal ones. */
const PUBLIC_CLASS = /^gke-l7-(?:.*-external-managed|gxlb)(?:-mc)?$/;
const INTERNAL_CLASS = /^gke-l7-(?:cross-regional-internal|rilb|.*-internal-managed)/;

function edgesOf(estate: Estate, route: Resource): readonly Edge[] {
  const edges = gatewaysOf(estate, route).map(edgeOfGateway);
  return edges.length === 0 ? [NOT_SAID] : edges;
}

function edgeOfGateway({ attributes }: Resource): Edge {
  const className = textOf(valueAt(attributes, "spec.gatewayClassName")) ?? "";
  const infrastructure = valueAt(attributes, "spec.infrastructure.annotations");
  const annotations = { ...annotationsOf(attributes), ...(isAttributes(infrastructure) ? infrastructure : {}) };
  const schemes = Object.entries(annotations)
    .filter(([name]) => name.endsWith("load-balancer-scheme"))
    .map(([, scheme]) => scheme);
  if (PUBLIC_CLASS.test(className) || schemes.includes("internet-facing")) {
    return EVERYBODY;
  }
  return INTERNAL_CLASS.test(className) || schemes.includes("internal") ? INSIDE : NOT_SAID;
}
