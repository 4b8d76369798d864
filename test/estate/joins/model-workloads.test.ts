import type { Estate } from "../../../src/estate/estate";
import { modelBackends, podsSelectedBy, runsModels, workloadsIn } from "../../../src/estate/joins/model-workloads";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown } from "../../../src/estate/unknown";
import { estateOf } from "../../support/estates";

function deployment(name: string, container: object, namespace = "vision"): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "main", ...container }] } },
    },
  };
}

function object(apiVersion: string, kind: string, name: string, spec: object, namespace = "vision"): object {
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}

function only(estate: Estate, kind: string): Resource {
  const [found, ...others] = estate.ofKind(kind);
  if (found === undefined || others.length > 0) {
    throw new Error(`not one ${kind}`);
  }
  return found;
}

const names = (resources: readonly Resource[]): unknown[] =>
  resources.map(({ attributes }) => (attributes.metadata as { name?: unknown }).name);

const SERVER = { image: "registry.example/tritonserver:1" };
const SHOP = { image: "registry.example/shop:1" };

describe("a workload runs models", () => {
  test.each([
    ["by its image", SERVER],
    ["by its command", { image: "registry.example/app:1", command: ["vllm", "serve", "phi"] }],
    ["by the GPU that it asks for", { ...SHOP, resources: { limits: { "nvidia.com/gpu": 1 } } }],
  ])("%s", (_, container) => {
    const estate = estateOf({ manifests: [deployment("app", container)] });
    expect(runsModels(only(estate, "apps/v1 Deployment"))).toBe(true);
  });

  test("not when nothing says so", () => {
    const estate = estateOf({ manifests: [deployment("app", SHOP)] });
    expect(runsModels(only(estate, "apps/v1 Deployment"))).toBe(false);
  });

  test("perhaps, when its image is known after apply", () => {
    const manifest = deployment("app", { image: "$" + "{var.image}" });
    const estate = estateOf({ resource: { kubernetes_manifest: { app: { manifest } } } });
    expect(isUnknown(runsModels(only(estate, "apps/v1 Deployment")))).toBe(true);
  });
});

describe("a NetworkPolicy selects pods", () => {
  const selected = (podSelector: object, namespace = "vision"): unknown[] => {
    const policy = object("networking.k8s.io/v1", "NetworkPolicy", "policy", { podSelector }, namespace);
    const estate = estateOf({ manifests: [deployment("resnet", SERVER), deployment("shop", SHOP), policy] });
    return names(podsSelectedBy(estate, only(estate, "networking.k8s.io/v1 NetworkPolicy")).found);
  };

  test.each([
    ["all", {}, ["resnet", "shop"]],
    ["by their labels", { matchLabels: { app: "shop" } }, ["shop"]],
    ["by a list", { matchExpressions: [{ key: "app", operator: "In", values: ["resnet"] }] }, ["resnet"]],
    ["but some", { matchExpressions: [{ key: "app", operator: "NotIn", values: ["resnet"] }] }, ["shop"]],
    ["that have a label", { matchExpressions: [{ key: "tier", operator: "Exists" }] }, []],
    ["that do not", { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] }, ["resnet", "shop"]],
  ])("%s", (_, selector, expected) => {
    expect(selected(selector)).toEqual(expected);
  });

  test("of its own namespace only", () => {
    expect(selected({}, "elsewhere")).toEqual([]);
  });
});

describe("an Ingress leads to models", () => {
  const service = (name: string): object => object("v1", "Service", name, { selector: { app: name } });
  const backends = (spec: object, kind = "Ingress", group = "networking.k8s.io/v1"): unknown[] => {
    const route = object(group, kind, "route", spec);
    const estate = estateOf({
      manifests: [deployment("resnet", SERVER), deployment("shop", SHOP), service("resnet"), service("shop"), route],
    });
    return names(modelBackends(estate, only(estate, `${group} ${kind}`)).found);
  };
  const path = (name: string): object => ({ path: "/", backend: { service: { name } } });

  test("through a path", () => {
    expect(backends({ rules: [{ http: { paths: [path("shop"), path("resnet")] } }] })).toEqual(["resnet"]);
  });

  test("through its default backend", () => {
    expect(backends({ defaultBackend: { service: { name: "resnet" } } })).toEqual(["resnet"]);
  });

  test("not when only the shop is behind it", () => {
    expect(backends({ rules: [{ http: { paths: [path("shop")] } }] })).toEqual([]);
  });

  test("and so does an HTTPRoute", () => {
    const spec = { rules: [{ backendRefs: [{ name: "resnet", port: 80 }] }] };
    expect(backends(spec, "HTTPRoute", "gateway.networking.k8s.io/v1")).toEqual(["resnet"]);
  });
});

test("workloads in a namespace are those of every kind, and of no other namespace", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "vision" } };
  const pod = object("v1", "Pod", "notebook", { containers: [] });
  const estate = estateOf({
    manifests: [namespace, deployment("resnet", SERVER), deployment("phi", SERVER, "llm"), pod],
  });
  expect(names(workloadsIn(estate, only(estate, "v1 Namespace")).found).sort()).toEqual(["notebook", "resnet"]);
});
