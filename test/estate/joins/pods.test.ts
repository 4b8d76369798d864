import { podsOf, targetPorts } from "../../../src/estate/joins/pods";
import type { Value } from "../../../src/estate/resource";
import { estate, manifest } from "./made";

const ODD = { toString: null, valueOf: null };

function deployment(labels: Value, ports: Value = []) {
  const template = { metadata: { labels }, spec: { containers: [{ name: "c", ports }] } };
  return manifest("apps/v1 Deployment", "d", { spec: { template } });
}

test.each<[string, Value, Value]>([
  ["wants", { app: ODD }, { app: "m" }],
  ["finds", { app: "m" }, { app: ODD }],
])("a Service that %s a label which nobody can read may select the pods", (_, selector, labels) => {
  const pods = deployment(labels);
  const service = manifest("v1 Service", "s", { spec: { selector } });
  expect(podsOf(estate(pods, service), service)).toEqual({ found: [], possible: [pods], certain: false });
});

test("labels are the same as texts", () => {
  const pods = deployment({ gpu: "1" });
  const service = manifest("v1 Service", "s", { spec: { selector: { gpu: 1 } } });
  expect(podsOf(estate(pods, service), service).found).toEqual([pods]);
});

test("a named port leads to the numbers that can be read", () => {
  const ports = [
    { name: "http", containerPort: ODD },
    { name: "http", containerPort: "8080" },
  ];
  expect(targetPorts("http", deployment({}, ports))).toEqual([8080]);
});
