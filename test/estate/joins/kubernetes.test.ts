import { gpuPools, isGpuWorkload, poolsFor } from "../../../src/estate/joins/gpu";
import { inNamespace, namespacesInUse } from "../../../src/estate/joins/namespaces";
import { podsOf, servicesOf } from "../../../src/estate/joins/pods";
import type { Attributes, Value } from "../../../src/estate/resource";
import { serverOf, servingPortsOf } from "../../../src/estate/serving-ports";
import { Unknown } from "../../../src/estate/unknown";
import { estate, made, manifest } from "./made";

function deployment(name: string, labels: Value, container: Attributes = {}, namespace = "default") {
  const template = { metadata: { labels }, spec: { containers: [{ name: "c", ...container }] } };
  return manifest("apps/v1 Deployment", name, { spec: { template } }, namespace);
}

function service(selector: Value, targetPort: Value = 8080, namespace = "default") {
  return manifest("v1 Service", "s", { spec: { selector, ports: [{ port: 80, targetPort }] } }, namespace);
}

test("a Service selects pods of its namespace that have all its labels", () => {
  const mine = deployment("mine", { app: "m", tier: "x" });
  const graph = [mine, deployment("other", { app: "n" }), deployment("far", { app: "m" }, {}, "far")];
  const s = service({ app: "m" });
  const all = estate(...graph, s);
  expect(podsOf(all, s)).toEqual({ found: [mine], possible: [], certain: true });
  expect(servicesOf(all, mine).found).toEqual([s]);
  expect(podsOf(all, service({})).found).toEqual([]);
});

test("labels that are not known make it uncertain", () => {
  const one = deployment("one", { app: new Unknown([], "${var.app}") });
  const s = service({ app: "m" });
  expect(podsOf(estate(one, s), s)).toEqual({ found: [], possible: [one], certain: false });
});

test("a namespace has the objects that say its name, and may have those that do not say", () => {
  const namespace = { ...manifest("v1 Namespace", "team-a"), namespace: undefined } as never;
  const mine = manifest("networking.k8s.io/v1 NetworkPolicy", "deny", {}, "team-a");
  const other = manifest("networking.k8s.io/v1 NetworkPolicy", "deny", {}, "team-b");
  const kind = "networking.k8s.io/v1 NetworkPolicy";
  expect(inNamespace(estate(namespace, mine, other), namespace, kind)).toEqual({
    found: [mine],
    possible: [],
    certain: true,
  });
  const { namespace: _, ...unsaid } = { ...mine, attributes: { metadata: { namespace: new Unknown() } } };
  expect(inNamespace(estate(namespace, unsaid), namespace, kind)).toMatchObject({ found: [], certain: false });
  const used = namespacesInUse(estate(namespace, deployment("d", {}, {}, "team-a"), deployment("d", {}, {}, "team-b")));
  expect([...used]).toEqual([
    ["team-a", true],
    ["team-b", false],
  ]);
});

test.each<[Attributes, string | undefined, readonly number[]]>([
  [{ image: "vllm/vllm-openai:v1" }, "vLLM", [8000]],
  [{ image: "vllm/vllm-openai", args: ["--port", "9999"] }, "vLLM", [9999]],
  [
    { image: "r.example/tensorflow/serving@sha256:aa", args: ["--rest_api_port=8601"] },
    "TensorFlow Serving",
    [8500, 8601],
  ],
  [{ image: "nvcr.io/nvidia/tritonserver:24", args: ["--http-port=1"] }, "Triton", [1, 8001, 8002]],
  [{ image: "python:3", command: ["sh", "-c", "vllm serve m --port 7777"] }, "vLLM", [7777]],
  [{ image: "ollama/ollama" }, "Ollama", [11434]],
  [{ image: "nginx" }, undefined, []],
])("%p is %s", (container, name, ports) => {
  const server = serverOf(container);
  expect(server?.name).toBe(name);
  expect(server?.ports ?? []).toEqual(ports);
});

test("serving ports of a Service are those of the containers that it leads to", () => {
  const s = service({ app: "m" }, "http");
  const ports = [{ name: "http", containerPort: 9999 }];
  const moved = deployment("d", { app: "m" }, { image: "vllm/vllm-openai", args: ["--port=9999"], ports });
  expect(servingPortsOf(estate(s, moved), s)).toEqual([9999]);
  expect(servingPortsOf(estate(s, deployment("d", { app: "m" }, { image: "nginx", ports })), s)).toEqual([]);
  const alone = service({ app: "m" }, 8501);
  expect(servingPortsOf(estate(alone), alone)).toEqual([8501]);
  const maybe = deployment("d", { app: new Unknown() }, { image: "nginx" });
  expect(servingPortsOf(estate(s, maybe), s)).toBeInstanceOf(Unknown);
});

test("GPU pools are told by their machines, and workloads by what they ask for", () => {
  const group = (name: string, types: Value) =>
    made(`aws_eks_node_group.${name}`, {
      instance_types: types,
      taint: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
      labels: { pool: name },
    });
  const [gpu, cpu, unsaid] = [group("gpu", ["g6.xlarge"]), group("cpu", ["m7i.large"]), group("unsaid", new Unknown())];
  const google = made("google_container_node_pool.g", {
    node_config: [{ machine_type: "a3-highgpu-8g", guest_accelerator: [] }],
  });
  const graph = estate(gpu, cpu, unsaid, google);
  expect(gpuPools(graph)).toEqual({ found: [gpu, google], possible: [unsaid], certain: false });
  const container = { resources: { limits: { "nvidia.com/gpu": "1" } } };
  expect(isGpuWorkload({ containers: [container] })).toBe(true);
  expect(isGpuWorkload({ containers: [{ resources: { limits: { cpu: "1" } } }] })).toBe(false);
  const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];
  expect(poolsFor(graph, { containers: [container], tolerations, nodeSelector: { pool: "gpu" } }).found).toEqual([gpu]);
  expect(poolsFor(graph, { containers: [container] }).found).toEqual([google]);
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } };
  expect(poolsFor(graph, { containers: [container], affinity })).toMatchObject({ found: [], certain: false });
});
