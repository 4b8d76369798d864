import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, namespaced, of, service } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

const TOKENS = [
  namespaced("security.istio.io/v1", "AuthorizationPolicy", {
    spec: { action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] },
  }),
];

/** A route to the model server in which nothing is wrong, changed, with the Gateway that it comes in through. */
function routed(change: (route: Loose, gateway: Loose) => void = () => {}, ...others: readonly Loose[]): Loose[] {
  const route = namespaced("gateway.networking.k8s.io/v1", "HTTPRoute", {
    spec: {
      parentRefs: [{ name: "internal", namespace: "gateway" }],
      hostnames: ["resnet.models.example"],
      rules: [
        {
          matches: [{ path: { type: "Exact", value: "/v1/models/resnet:predict" } }],
          backendRefs: [{ name: "resnet", port: 80 }],
        },
      ],
    },
  });
  const gateway = namespaced(
    "gateway.networking.k8s.io/v1",
    "Gateway",
    {
      spec: {
        gatewayClassName: "gke-l7-rilb",
        listeners: [{ name: "https", protocol: "HTTPS", port: 443, tls: { certificateRefs: [{ name: "models" }] } }],
      },
    },
    "internal",
    "gateway",
  );
  change(route, gateway);
  return [deployment(), service(), route, gateway, ...others];
}

function route(change?: (route: Loose, gateway: Loose) => void, ...others: readonly Loose[]): EstateSource {
  return of(...routed(change, ...others));
}

/** A VirtualService in front of the model server in which nothing is wrong, changed, with the Gateway of Istio. */
function virtualService(
  change: (route: Loose, gateway: Loose) => void = () => {},
  ...others: readonly Loose[]
): EstateSource {
  const object = namespaced("networking.istio.io/v1", "VirtualService", {
    spec: {
      hosts: ["resnet.models.example"],
      gateways: ["gateway/internal"],
      http: [
        {
          match: [{ uri: { exact: "/v1/models/resnet:predict" } }],
          route: [{ destination: { host: "resnet.vision.svc.cluster.local" } }],
        },
      ],
    },
  });
  const gateway = namespaced(
    "networking.istio.io/v1",
    "Gateway",
    { spec: { servers: [{ port: { number: 443, name: "https", protocol: "HTTPS" }, tls: { mode: "SIMPLE" } }] } },
    "internal",
    "gateway",
  );
  change(object, gateway);
  return of(deployment(), service(), object, gateway, ...others);
}

export const KUBERNETES_ROUTES_CASES: readonly ControlCases[] = [
  {
    control: "K8S_ROUTE_NARROW",
    holds: {
      "a host and a path": route(),
      "for callers within the mesh": of(
        ...routed(),
        ...routed((object) => {
          object.metadata.name = "inside";
          object.spec = { parentRefs: [{ group: "", kind: "Service", name: "resnet" }], rules: object.spec.rules };
          delete object.spec.rules[0].matches;
        }).slice(2, 3),
      ),
    },
    fails: {
      "no hosts": route((object) => delete object.spec.hostnames),
      "no paths": route((object) => delete object.spec.rules[0].matches),
      "the root": route((object) => (object.spec.rules[0].matches[0].path.value = "/")),
    },
    undecided: {
      "the path is a variable": inTerraform(
        ...routed((object) => (object.spec.rules[0].matches[0].path.value = APPLY)),
      ),
    },
  },
  {
    control: "ISTIO_ROUTE_NARROW",
    holds: {
      "a host and a path": virtualService(),
      "for callers within the mesh": of(
        ...(virtualService().manifests ?? []),
        ...(virtualService((object) => {
          object.metadata.name = "inside";
          object.spec.gateways = ["mesh"];
          delete object.spec.http[0].match;
        }).manifests?.slice(2, 3) ?? []),
      ),
    },
    fails: {
      "every host": virtualService((object) => (object.spec.hosts = ["*"])),
      "no match": virtualService((object) => delete object.spec.http[0].match),
      "the root": virtualService((object) => (object.spec.http[0].match = [{ uri: { prefix: "/" } }])),
      "headers alone": virtualService(
        (object) => (object.spec.http[0].match = [{ headers: { tenant: { exact: "a" } } }]),
      ),
    },
    undecided: {
      "the path is a variable": inTerraform(
        ...(virtualService((object) => (object.spec.http[0].match = [{ uri: { prefix: APPLY } }])).manifests ?? []),
      ),
    },
  },
  {
    control: "K8S_ROUTE_ENCRYPTED",
    holds: {
      "TLS at the Gateway": route(),
      "the listener with TLS of two": route((object, gateway) => {
        object.spec.parentRefs[0].sectionName = "https";
        gateway.spec.listeners.push({ name: "http", protocol: "HTTP", port: 80 });
      }),
      "TLS at Istio's, which redirects plain requests": virtualService((_, gateway) =>
        gateway.spec.servers.push({ port: { number: 80, protocol: "HTTP" }, tls: { httpsRedirect: true } }),
      ),
    },
    fails: {
      "a plain listener": route((_, gateway) => (gateway.spec.listeners[0].protocol = "HTTP")),
      "a plain listener beside": route((_, gateway) =>
        gateway.spec.listeners.push({ name: "http", protocol: "HTTP", port: 80 }),
      ),
      "a plain server of Istio": virtualService((_, gateway) => {
        gateway.spec.servers[0] = { port: { number: 80, protocol: "HTTP2" } };
      }),
    },
    undecided: {
      "the protocol is a variable": inTerraform(
        ...routed((_, gateway) => (gateway.spec.listeners[0].protocol = APPLY)),
      ),
    },
  },
  {
    control: "K8S_ROUTE_AUTHENTICATED",
    holds: {
      "a policy of Istio demands tokens": route(undefined, ...TOKENS),
      "an authorizer of one's own": virtualService(
        undefined,
        namespaced("security.istio.io/v1", "AuthorizationPolicy", { spec: { action: "CUSTOM" } }, "ask", "gateway"),
      ),
      "Envoy Gateway asks for a token": route(
        undefined,
        namespaced("gateway.envoyproxy.io/v1alpha1", "SecurityPolicy", { spec: { jwt: { providers: [] } } }),
      ),
      "IAP asks": route(
        undefined,
        namespaced("networking.gke.io/v1", "GCPBackendPolicy", { spec: { default: { iap: { enabled: true } } } }),
      ),
      "clients have certificates": virtualService((_, gateway) => (gateway.spec.servers[0].tls.mode = "MUTUAL")),
      "a filter of the gateway's maker": route((object) => {
        object.spec.rules[0].filters = [{ type: "ExtensionRef", extensionRef: { kind: "Middleware", name: "login" } }];
      }),
    },
    fails: {
      "nobody asks": route(),
      "nobody asks at Istio's": virtualService(),
      "a policy of another namespace": route(
        undefined,
        namespaced("security.istio.io/v1", "AuthorizationPolicy", { spec: { action: "CUSTOM" } }, "ask", "shop"),
      ),
    },
    undecided: {
      "the namespace of the policy is a variable": inTerraform(
        ...routed(
          undefined,
          namespaced("security.istio.io/v1", "AuthorizationPolicy", { spec: { action: "CUSTOM" } }, "ask", APPLY),
        ),
      ),
      "the backend is a variable": inTerraform(
        ...routed((object) => (object.spec.rules[0].backendRefs[0].name = APPLY)),
      ),
    },
  },
  {
    control: "K8S_GATEWAY_INTERNAL",
    holds: { "an internal class": route() },
    fails: {
      "Google's public class": route(
        (_, gateway) => (gateway.spec.gatewayClassName = "gke-l7-regional-external-managed"),
      ),
      "AWS's public scheme": route((_, gateway) => {
        gateway.spec.gatewayClassName = "aws-alb";
        gateway.metadata.annotations = { "gateway.k8s.aws/load-balancer-scheme": "internet-facing" };
      }),
    },
    undecided: {
      "the class is a variable": inTerraform(...routed((_, gateway) => (gateway.spec.gatewayClassName = APPLY))),
    },
  },
];
