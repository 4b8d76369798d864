import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Attributes, Resource, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isGone } from "./existence";
import { virtualServiceModels } from "./mesh";
import { modelBackends } from "./model-workloads";
import { nameOf } from "./pods";
import type { Found } from "./satellites";
import { some, type Ternary } from "./ternary";
import { isAttributes, isList, listOf, own, textOf, valueAt } from "./values";

const GATEWAYS = ["gateway.networking.k8s.io/v1 Gateway", "gateway.networking.k8s.io/v1beta1 Gateway"];
const ISTIO_GATEWAYS = ["v1", "v1beta1", "v1alpha3"].map((version) => `networking.istio.io/${version} Gateway`);
const ROUTES = ["v1 HTTPRoute", "v1beta1 HTTPRoute", "v1 GRPCRoute"].map((kind) => `gateway.networking.k8s.io/${kind}`);
const VIRTUAL_SERVICES = ["v1", "v1beta1", "v1alpha3"].map(
  (version) => `networking.istio.io/${version} VirtualService`,
);

/** Services with models behind an Ingress, a route of the Gateway API or a VirtualService of Istio. */
export const routedModels = remembered(
  (estate: Estate, route: Resource): Found =>
    isVirtualService(route) ? virtualServiceModels(estate, route) : modelBackends(estate, route),
);

/** Routes to models that come in through the gateway. */
export function modelRoutes(estate: Estate, gateway: Resource): readonly Resource[] {
  const routes = routesByGateway(estate, undefined).get(gateway) ?? [];
  return routes.filter((route) => routedModels(estate, route).found.length > 0);
}

const routesByGateway = remembered((estate: Estate, _: undefined): ReadonlyMap<Resource, readonly Resource[]> => {
  const routes = [...ROUTES, ...VIRTUAL_SERVICES].flatMap((kind) => estate.ofKind(kind));
  const byGateway = new Map<Resource, Resource[]>();
  for (const route of routes.filter((one) => !isGone(one))) {
    for (const gateway of gatewaysOf(estate, route)) {
      const others = byGateway.get(gateway);
      others === undefined ? byGateway.set(gateway, [route]) : others.push(route);
    }
  }
  return byGateway;
});

/** Gateways of the estate that a route comes in through, each with the listener that it names. */
export function gatewaysOf(estate: Estate, route: Resource): readonly Resource[] {
  return [...new Set(entrances(estate, route).map(({ gateway }) => gateway))];
}

/** Listeners without TLS through which requests for a route come in: `internal/http`. */
export function plainListeners(estate: Estate, route: Resource): readonly Value[] {
  return entrances(estate, route).flatMap(({ gateway, listener }) => {
    const name = nameOf(gateway) ?? "gateway";
    const listeners = valueAt(gateway.attributes, isIstio(gateway) ? "spec.servers" : "spec.listeners");
    if (isUnknown(listeners)) {
      return [listeners];
    }
    return listOf(listeners)
      .filter(isAttributes)
      .filter((one) => listener === undefined || own(one, "name") === listener)
      .flatMap((one) => (isIstio(gateway) ? plainServer(one, name) : plainListener(one, name)));
  });
}

interface Entrance {
  readonly gateway: Resource;

  /** Name of the listener; undefined when the route is on all of them. */
  readonly listener?: string;
}

function entrances(estate: Estate, route: Resource): readonly Entrance[] {
  return isVirtualService(route) ? istioEntrances(estate, route) : apiEntrances(estate, route);
}

function apiEntrances(estate: Estate, route: Resource): readonly Entrance[] {
  const parents = listOf(valueAt(route.attributes, "spec.parentRefs")).filter(isAttributes);
  return parents.flatMap((parent) => {
    const namespace = textOf(own(parent, "namespace")) ?? route.namespace;
    const listener = textOf(own(parent, "sectionName"));
    return gatewaysNamed(estate, GATEWAYS, own(parent, "name"), namespace).map((gateway) =>
      listener === undefined ? { gateway } : { gateway, listener },
    );
  });
}

/** `internal`, `gateways/internal`; `mesh` is no gateway. */
function istioEntrances(estate: Estate, route: Resource): readonly Entrance[] {
  return listOf(valueAt(route.attributes, "spec.gateways"))
    .filter((name): name is string => typeof name === "string")
    .flatMap((name) => {
      const slash = name.indexOf("/");
      const namespace = slash === -1 ? route.namespace : name.slice(0, slash);
      return gatewaysNamed(estate, ISTIO_GATEWAYS, name.slice(slash + 1), namespace).map((gateway) => ({ gateway }));
    });
}

function gatewaysNamed(
  estate: Estate,
  kinds: readonly string[],
  name: Value,
  namespace: string | undefined,
): readonly Resource[] {
  const named = typeof name === "string" ? (gatewaysByName(estate, kinds).get(name) ?? []) : [];
  return named.filter((gateway) => gateway.namespace === namespace);
}

const gatewaysByName = remembered(
  (estate: Estate, kinds: readonly string[]): ReadonlyMap<string, readonly Resource[]> => {
    const byName = new Map<string, Resource[]>();
    for (const gateway of kinds.flatMap((kind) => estate.ofKind(kind))) {
      const name = isGone(gateway) ? undefined : nameOf(gateway);
      if (name !== undefined) {
        const others = byName.get(name);
        others === undefined ? byName.set(name, [gateway]) : others.push(gateway);
      }
    }
    return byName;
  },
);

function plainListener(listener: Attributes, gateway: string): readonly Value[] {
  const protocol = own(listener, "protocol");
  if (isUnknown(protocol)) {
    return [protocol];
  }
  return protocol === "HTTP" || protocol === "TCP" ? [`${gateway}/${String(own(listener, "name"))}`] : [];
}

function plainServer(server: Attributes, gateway: string): readonly Value[] {
  const [protocol, tls, redirects] = ["port.protocol", "tls", "tls.httpsRedirect"].map((path) => valueAt(server, path));
  if (isUnknown(protocol) || isUnknown(tls)) {
    return [new Unknown()];
  }
  const isPlain = /^(?:HTTP2?|GRPC|GRPC-WEB|TCP)$/i.test(String(protocol)) && redirects !== true;
  const port = valueAt(server, "port.number");
  return isPlain ? [`${gateway}/${isUnknown(port) ? "port" : String(port)}`] : [];
}

function isVirtualService({ kind }: Resource): boolean {
  return VIRTUAL_SERVICES.includes(kind);
}

function isIstio({ kind }: Resource): boolean {
  return ISTIO_GATEWAYS.includes(kind);
}

/** Objects by which gateways ask callers who they are, with where they say so. */
const ASKING: Readonly<Record<string, (object: Attributes) => boolean>> = {
  "gateway.envoyproxy.io/v1alpha1 SecurityPolicy": (object) =>
    ["jwt", "oidc", "extAuth", "basicAuth", "apiKeyAuth"].some((name) => valueAt(object, `spec.${name}`) !== null),
  "networking.gke.io/v1 GCPBackendPolicy": (object) => valueAt(object, "spec.default.iap.enabled") === true,
  "security.istio.io/v1 AuthorizationPolicy": asksForPrincipals,
  "security.istio.io/v1beta1 AuthorizationPolicy": asksForPrincipals,
};

/**
 * Whether something of the estate asks callers of a route who they are: a policy in the namespace of the route, of its gateways or
 * of its models, client certificates at the gateway, or a filter of the route that no standard describes.
 */
export function asksCallers(estate: Estate, route: Resource): Ternary {
  const gateways = gatewaysOf(estate, route);
  const places = new Set([
    route.namespace,
    "istio-system",
    ...[...gateways, ...routedModels(estate, route).found].map(({ namespace }) => namespace),
  ]);
  if (gateways.some(wantsCertificates) || isFiltered(route)) {
    return true;
  }
  const asking = Object.entries(ASKING).flatMap(([kind, asks]) =>
    estate.ofKind(kind).filter((object) => !isGone(object) && asks(object.attributes)),
  );
  return some(asking, ({ attributes, namespace }) => {
    const stated = valueAt(attributes, "metadata.namespace");
    return isUnknown(stated) ? stated : places.has(namespace);
  });
}

/** An AuthorizationPolicy that hands callers to a provider, or names those whom it lets in by their tokens. */
function asksForPrincipals(policy: Attributes): boolean {
  if (valueAt(policy, "spec.action") === "CUSTOM") {
    return true;
  }
  return listOf(valueAt(policy, "spec.rules"))
    .filter(isAttributes)
    .some((rule) => demandsToken(rule));
}

/** A rule of an AuthorizationPolicy that is about the token of the request. */
export function demandsToken(rule: Attributes): boolean {
  const sources = listOf(own(rule, "from")).map((from) => (isAttributes(from) ? own(from, "source") : null));
  const conditions = listOf(own(rule, "when")).filter(isAttributes);
  return (
    sources.some(
      (source) =>
        isAttributes(source) &&
        ["requestPrincipals", "notRequestPrincipals"].some((name) => listOf(own(source, name)).length > 0),
    ) || conditions.some((condition) => String(own(condition, "key")).startsWith("request.auth."))
  );
}

function wantsCertificates(gateway: Resource): boolean {
  return isIstio(gateway)
    ? listOf(valueAt(gateway.attributes, "spec.servers")).some(
        (server) => isAttributes(server) && /^(?:MUTUAL|ISTIO_MUTUAL)$/.test(String(valueAt(server, "tls.mode"))),
      )
    : listOf(valueAt(gateway.attributes, "spec.listeners")).some(
        (listener) => isAttributes(listener) && valueAt(listener, "tls.frontendValidation") !== null,
      );
}

function isFiltered(route: Resource): boolean {
  const rules = valueAt(route.attributes, "spec.rules");
  return (isList(rules) ? rules : []).some(
    (rule) =>
      isAttributes(rule) &&
      listOf(own(rule, "filters")).some((filter) => isAttributes(filter) && own(filter, "type") === "ExtensionRef"),
  );
}
