import { exposureOf } from "../../../src/change/exposure/exposure";
import type { Named, Reach } from "../../../src/change/report";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";

function object(apiVersion: string, kind: string, name: string, namespace: string | null, spec: object): object {
  return { apiVersion, kind, metadata: { name, ...(namespace === null ? {} : { namespace }) }, spec };
}

function service(namespace: string | null, type = "LoadBalancer"): object {
  return object("v1", "Service", "resnet", namespace, { type, ports: [{ port: 443 }] });
}

function ingress(namespace: string): object {
  const backend = { service: { name: "resnet", port: { number: 443 } } };
  return object("networking.k8s.io/v1", "Ingress", "edge", namespace, {
    ingressClassName: "gce",
    defaultBackend: backend,
  });
}

const POD = object("v1", "Pod", "resnet", "vision", { containers: [] });
const POLICY = object("networking.k8s.io/v1", "NetworkPolicy", "resnet", "vision", {
  podSelector: {},
  ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }],
});

function spelt({ resource, namespace }: Named): string {
  return `${namespace ?? "-"} ${resource}`;
}

function named(reach: Reach): string {
  return `${spelt(reach)} by ${spelt(reach.through)}`;
}

function gained(before: EstateSource, after: EstateSource): readonly string[] {
  return exposureOf(sidesOf(before, after)).gained.map(named);
}

const LIFTED = (namespace: string): EstateSource => ({
  resource: {
    kubernetes_namespace: { team: { metadata: { name: "vision" } } },
    kubernetes_service: {
      resnet: { metadata: { name: "resnet", namespace }, spec: { type: "LoadBalancer", port: [{ port: 443 }] } },
    },
  },
});

test.each<readonly [what: string, before: EstateSource, after: EstateSource, gained: readonly string[]]>([
  [
    "of two Services of one name, the one that opens is told",
    { manifests: [service("vision"), service("speech", "ClusterIP")] },
    { manifests: [service("vision"), service("speech")] },
    ["speech Service/resnet by speech Service/resnet"],
  ],
  [
    "one that says none is in the namespace `default`",
    { manifests: [service(null, "ClusterIP")] },
    { manifests: [service(null)] },
    ["default Service/resnet by default Service/resnet"],
  ],
  [
    "a Service of Terraform",
    { resource: { aws_vpc: { main: {} } } },
    LIFTED("vision"),
    ["vision kubernetes_service.resnet by vision kubernetes_service.resnet"],
  ],
  [
    "a Service of Terraform whose namespace is a reference",
    { resource: { aws_vpc: { main: {} } } },
    LIFTED("${kubernetes_namespace.team.metadata[0].name}"),
    ["vision kubernetes_service.resnet by vision kubernetes_service.resnet"],
  ],
  [
    "a namespace that is not known is not told",
    { resource: { aws_vpc: { main: {} } } },
    LIFTED("${var.namespace}"),
    ["- kubernetes_service.resnet by - kubernetes_service.resnet"],
  ],
  [
    "routes to Services that are not in the estate, of one name in two namespaces",
    { manifests: [ingress("vision")] },
    { manifests: [ingress("vision"), ingress("speech")] },
    ["speech Service/resnet by speech Ingress/edge"],
  ],
  [
    "a policy, and what it stands before",
    { manifests: [POD, { ...POLICY, spec: { podSelector: {} } }] },
    { manifests: [POD, POLICY] },
    ["vision Pod/resnet by vision NetworkPolicy/resnet"],
  ],
  [
    "a policy that goes",
    { manifests: [POD, POLICY] },
    { manifests: [POD] },
    ["vision Pod/resnet by vision NetworkPolicy/resnet"],
  ],
])("%s", (_, before, after, expected) => {
  expect(gained(before, after)).toEqual(expected);
});

test("a Service whose manifest comes to the estate is the one that a route named", () => {
  const list = (...items: readonly object[]): EstateSource => ({
    manifests: [{ apiVersion: "v1", kind: "List", items }],
  });
  const sides = sidesOf(list(ingress("vision")), list(ingress("vision"), service("vision", "ClusterIP")));
  expect(sides.changes).toHaveLength(1);
  expect(exposureOf(sides)).toEqual({ gained: [], lost: [] });
});
