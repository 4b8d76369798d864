import { decide, type Fixes } from "./fix";
import { type ExampleObject, objects } from "./kubernetes-example";

const ROUTE: ExampleObject = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "resnet", namespace: "vision" },
  spec: {
    parentRefs: [{ name: "internal", namespace: "gateway", sectionName: "https" }],
    hostnames: ["resnet.models.example"],
    rules: [
      {
        matches: [{ path: { type: "Exact", value: "/v1/models/resnet:predict" } }],
        backendRefs: [{ name: "resnet", port: 80 }],
      },
    ],
  },
};

const VIRTUAL_SERVICE: ExampleObject = {
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: { name: "resnet", namespace: "vision" },
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
};

const GATEWAY: ExampleObject = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "Gateway",
  metadata: { name: "internal", namespace: "gateway" },
  spec: {
    gatewayClassName: "gke-l7-rilb",
    listeners: [
      {
        name: "https",
        protocol: "HTTPS",
        port: 443,
        tls: { mode: "Terminate", certificateRefs: [{ name: "models-tls" }] },
        allowedRoutes: { namespaces: { from: "Selector", selector: { matchLabels: { "modelkeep/tier": "prod" } } } },
      },
    ],
  },
};

const TOKENS: ExampleObject = {
  apiVersion: "security.istio.io/v1",
  kind: "RequestAuthentication",
  metadata: { name: "tokens", namespace: "vision" },
  spec: {
    jwtRules: [
      {
        issuer: "https://login.models.example",
        jwksUri: "https://login.models.example/keys",
        audiences: ["models"],
      },
    ],
  },
};

const DEMANDED: ExampleObject = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "tokens-demanded", namespace: "vision" },
  spec: { action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] },
};

export const KUBERNETES_ROUTES_FIXES: Fixes = {
  K8S_ROUTE_NARROW: [decide("which hosts and which paths of inference callers need", objects(["route", ROUTE]))],
  ISTIO_ROUTE_NARROW: [
    decide("which hosts and which paths of inference callers need", objects(["route", VIRTUAL_SERVICE])),
  ],
  K8S_ROUTE_ENCRYPTED: [
    decide(
      "which certificate the Gateway has; the route then names the listener with TLS",
      objects(["gateway", GATEWAY], ["route", ROUTE]),
    ),
  ],
  K8S_ROUTE_AUTHENTICATED: [
    decide(
      "who issues the tokens of callers, and for which audience",
      objects(["tokens", TOKENS], ["demanded", DEMANDED]),
    ),
  ],
  K8S_GATEWAY_INTERNAL: [
    decide(
      "which internal class the Gateway has, or which firewall stands before it when callers are outside",
      objects(["gateway", GATEWAY]),
    ),
  ],
};
