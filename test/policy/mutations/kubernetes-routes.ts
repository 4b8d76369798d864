import type { BreakableStack, Mutation } from "../mutation";
import { type Loose, podLabels, WORKLOAD_STACK } from "./kubernetes-objects";

const NAMESPACE = "gateway";

/** Name and namespace of the Service of the endpoint. */
function serviceOf(stack: BreakableStack): { readonly name: string; readonly namespace: string } {
  const [, service]: [string, Loose] = stack.first("kubernetes_service_v1", ({ spec }: Loose) =>
    Object.entries(podLabels(stack)).every(([label, value]) => spec.selector[label] === value),
  );
  return service.metadata;
}

const DEMANDED = { action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] };

function policy(namespace: string): Loose {
  return {
    manifest: {
      apiVersion: "security.istio.io/v1",
      kind: "AuthorizationPolicy",
      metadata: { name: "tokens", namespace },
      spec: DEMANDED,
    },
  };
}

/** Adds a route to the endpoint through a Gateway, with a policy that demands tokens, in which nothing else is wrong. */
function route(
  control: string,
  name: string,
  breaks: (route: Loose, gateway: Loose, stack: BreakableStack) => void,
  found: "route" | "gateway" = "route",
): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const { name: backend, namespace } = serviceOf(stack);
      const manifest: Loose = {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { name: "resnet", namespace },
        spec: {
          parentRefs: [{ name: "internal", namespace: NAMESPACE }],
          hostnames: ["resnet.models.example"],
          rules: [
            {
              matches: [{ path: { type: "Exact", value: "/v1/models/resnet:predict" } }],
              backendRefs: [{ name: backend, port: 8501 }],
            },
          ],
        },
      };
      const gateway: Loose = {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "Gateway",
        metadata: { name: "internal", namespace: NAMESPACE },
        spec: { gatewayClassName: "gke-l7-rilb", listeners: [{ name: "https", protocol: "HTTPS", port: 443 }] },
      };
      stack.add("kubernetes_manifest", "tokens", policy(namespace));
      breaks(manifest, gateway, stack);
      stack.add("kubernetes_manifest", "route", { manifest });
      stack.add("kubernetes_manifest", "gateway", { manifest: gateway });
      return `kubernetes_manifest.${found}`;
    },
  };
}

export const KUBERNETES_ROUTES_MUTATIONS: readonly Mutation[] = [
  route("K8S_ROUTE_NARROW", "a route takes every host and path", ({ spec }) => {
    delete spec.hostnames;
    delete spec.rules[0].matches;
  }),
  {
    control: "ISTIO_ROUTE_NARROW",
    name: "a VirtualService takes every path",
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const { name: host, namespace } = serviceOf(stack);
      stack.add("kubernetes_manifest", "tokens", policy(namespace));
      return stack.add("kubernetes_manifest", "route", {
        manifest: {
          apiVersion: "networking.istio.io/v1",
          kind: "VirtualService",
          metadata: { name: "resnet", namespace },
          spec: {
            hosts: ["resnet.models.example"],
            gateways: ["gateway/internal"],
            http: [{ route: [{ destination: { host } }] }],
          },
        },
      });
    },
  },
  route("K8S_ROUTE_ENCRYPTED", "the Gateway of a route takes plain text too", (_, { spec }) => {
    spec.listeners.push({ name: "http", protocol: "HTTP", port: 80 });
  }),
  route("K8S_ROUTE_AUTHENTICATED", "nobody asks the callers of a route", (_, __, stack) => {
    stack.remove("kubernetes_manifest", ({ manifest }: Loose) => manifest.metadata.name === "tokens");
  }),
  route(
    "K8S_GATEWAY_INTERNAL",
    "the Gateway of a route is public",
    (_, { spec }) => {
      spec.gatewayClassName = "gke-l7-regional-external-managed";
    },
    "gateway",
  ),
];
