import type { Estate } from "../../../src/estate/estate";
import { leadsToModels, modelBackendServices, pathFrom } from "../../../src/estate/joins/google-load-balancers";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown } from "../../../src/estate/unknown";
import { estateOf, type TerraformSource } from "../../support/estates";

const BACKENDS = { shop: { name: "shop" }, b: { name: "tf-serving" } };

/** A forwarding rule whose URL map sends one path to models and the rest to a shop. */
const EDGE = {
  google_compute_global_forwarding_rule: { edge: { target: "${google_compute_target_https_proxy.edge.id}" } },
  google_compute_target_https_proxy: { edge: { url_map: "${google_compute_url_map.edge.id}" } },
  google_compute_url_map: {
    edge: {
      default_service: "${google_compute_backend_service.shop.id}",
      path_matcher: [
        { name: "all", route_rules: [{ priority: 1, service: "${google_compute_backend_service.b.self_link}" }] },
      ],
    },
  },
  google_compute_backend_service: BACKENDS,
};

function made(resource: NonNullable<TerraformSource["resource"]>): { estate: Estate; first: Resource } {
  const estate = estateOf({ resource });
  const [first] = estate.resources;
  if (first === undefined) {
    throw new Error("the source holds nothing");
  }
  return { estate, first };
}

test("the path leads through proxy and URL map to every backend, at whatever depth", () => {
  const { estate, first } = made(EDGE);
  const { on, certain } = pathFrom(estate, first);
  expect(on.map(({ kind }) => kind.replace("google_compute_", ""))).toEqual([
    "global_forwarding_rule",
    "target_https_proxy",
    "url_map",
    "backend_service",
    "backend_service",
  ]);
  expect(certain).toBe(true);
});

test("one backend with models on the way is enough, and it alone is judged", () => {
  const { estate, first } = made(EDGE);
  expect(leadsToModels(estate, first)).toBe(true);
  expect(modelBackendServices(estate, first).map(({ attributes }) => attributes.name)).toEqual(["tf-serving"]);
});

test.each([
  ["a port of a model server", { ports: ["8501"] }, true],
  ["a range that holds one", { port_range: "8500-8501" }, true],
  ["the name of the rule", { name: "vllm" }, true],
  ["a port of anything", { ports: ["443"] }, false],
  ["a range of all ports", { port_range: "1-65535" }, false],
])("a rule with %s leads to models or not", (_, attributes, leads) => {
  const { estate, first } = made({ google_compute_forwarding_rule: { one: attributes } });
  expect(leadsToModels(estate, first)).toBe(leads);
});

test("a way that leads out of the estate may lead to models", () => {
  const { estate, first } = made({ google_compute_target_http_proxy: { one: { url_map: "${var.map}" } } });
  expect(isUnknown(leadsToModels(estate, first))).toBe(true);
  const named = made({ google_compute_forwarding_rule: { one: { target: "projects/p/serviceAttachments/s" } } });
  expect(leadsToModels(named.estate, named.first)).toBe(false);
});
