import type { Estate } from "./estate";
import { containersOf, podSpecOf, podsOf, targetPorts } from "./joins/pods";
import { blocksOf, isAttributes, isList, listOf, own, textOf, valueAt } from "./joins/values";
import { remembered } from "./memo";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** A program that serves models, as far as its container tells. */
export interface ModelServer {
  readonly name: string;

  /** Ports that it listens on: its default ones, with those that the arguments say in place of them. */
  readonly ports: readonly number[];
}

interface KnownServer {
  readonly name: string;
  readonly image: RegExp;
  readonly ports: readonly number[];

  /** Arguments that move a port, with the default port that they move. */
  readonly flags?: Readonly<Record<string, number>>;
}

/**
 * Model servers and their ports. Sources: each project's own documentation or Dockerfile, as collected in the catalogue
 * (appendix C.1), for the others the flag's default in the server's command line reference.
 */
const SERVERS: readonly KnownServer[] = [
  // tensorflow/serving: --port (gRPC) 8500, --rest_api_port 8501.
  {
    name: "TensorFlow Serving",
    image: /(?:^|\/)tensorflow\/serving|tensorflow-?serving|tensorflow_model_server|tensorflow-inference/,
    ports: [8500, 8501],
    flags: { port: 8500, rest_api_port: 8501 },
  },
  // Triton: --http-port, --grpc-port, --metrics-port.
  {
    name: "Triton",
    image: /tritonserver|triton-inference/,
    ports: [8000, 8001, 8002],
    flags: { "http-port": 8000, "grpc-port": 8001, "metrics-port": 8002 },
  },
  { name: "LMCache", image: /lmcache(?!.*vllm)/, ports: [9000], flags: { port: 9000 } },
  // vllm serve --port; 14579 is its KV transfer port (VLLM docs: disaggregated prefilling).
  { name: "vLLM", image: /vllm|llm-d/, ports: [8000], flags: { port: 8000 } },
  { name: "NIM", image: /nvcr\.io\/nim\/|(?:^|\/)nim-llm/, ports: [8000], flags: { port: 8000 } },
  { name: "SGLang", image: /sglang/, ports: [30000], flags: { port: 30000 } },
  { name: "LMDeploy", image: /lmdeploy/, ports: [23333], flags: { "server-port": 23333 } },
  // TGI: the program's default is 3000, its image sets PORT=80.
  {
    name: "Text Generation Inference",
    image: /text-generation-inference|text-embeddings-inference/,
    ports: [80, 3000],
    flags: { port: 80 },
  },
  // TorchServe: inference, management, metrics; gRPC inference and management.
  { name: "TorchServe", image: /torchserve|pytorch-serve/, ports: [8080, 8081, 8082, 7070, 7071] },
  {
    name: "KServe",
    image: /kserve|huggingfaceserver|sklearnserver|xgbserver|lgbserver|paddleserver|pmmlserver/,
    ports: [8080, 8081],
    flags: { http_port: 8080, grpc_port: 8081 },
  },
  { name: "Seldon", image: /seldonio|seldon-core|mlserver/, ports: [9000, 8080, 8081] },
  { name: "Ollama", image: /ollama/, ports: [11434] },
  { name: "Ray Serve", image: /(?:^|\/)ray(?:-ml|-llm)?(?:$|[:@])|rayproject/, ports: [8000, 8265] },
  { name: "BentoML", image: /bentoml|bentoserver/, ports: [3000], flags: { port: 3000 } },
  { name: "MLflow", image: /mlflow/, ports: [5000], flags: { port: 5000 } },
  { name: "llama.cpp", image: /llama\.?-?cpp|llama-server/, ports: [8080], flags: { port: 8080 } },
  { name: "Gradio", image: /gradio/, ports: [7860] },
];

/** Ports of model servers, their neighbours and their demo pages, for containers that cannot be told (appendix C.1). */
export const SERVING_PORTS: ReadonlySet<number> = new Set([
  ...SERVERS.flatMap(({ ports }) => ports).filter((port) => port !== 80),
  // Metrics, torch.distributed, vLLM KV transfer.
  ...[9090, 9091, 29500, 14579],
]);

/** A dozen controls ask of each container. */
const servers = new WeakMap<Attributes, { readonly server: ModelServer | undefined }>();

/** The model server that the container runs, by its image, else by its command; undefined when it is none that is known. */
export function serverOf(container: Attributes): ModelServer | undefined {
  let known = servers.get(container);
  if (known === undefined) {
    known = { server: recognised(container) };
    servers.set(container, known);
  }
  return known.server;
}

function recognised(container: Attributes): ModelServer | undefined {
  const words = wordsOf(container);
  const line = words.join(" ");
  const image = (textOf(own(container, "image")) ?? "").toLowerCase();
  // The registry's host and the digest say nothing about the program.
  const name = image.replace(/@sha\d+:.*$/, "");
  const server = SERVERS.find((one) => one.image.test(name)) ?? SERVERS.find((one) => ranBy(one, line));
  return server && { name: server.name, ports: portsOf(server, words, container) };
}

/** Ports of containers that the Service leads to, of model servers, or on the list of serving ports. Unknown when it cannot be told. */
export const servingPortsOf = remembered((estate: Estate, service: Resource): readonly number[] | Unknown => {
  const { found, possible } = podsOf(estate, service);
  const ports = new Set<number>();
  let undecided: Unknown | undefined = possible.length > 0 ? new Unknown() : undefined;
  const servicePorts = valueAt(service.attributes, "spec.ports");
  if (isUnknown(servicePorts)) {
    return servicePorts;
  }
  for (const port of listOf(servicePorts)) {
    if (isUnknown(port)) {
      undecided ??= port;
      continue;
    }
    if (!isAttributes(port)) {
      continue;
    }
    const target = own(port, "targetPort") ?? own(port, "port");
    for (const workload of found) {
      const numbers = targetPorts(target, workload);
      const known = isUnknown(numbers) ? undefined : listOf(numbers as Value);
      if (known === undefined) {
        undecided ??= isUnknown(target) ? target : new Unknown();
      }
      addServing(known ?? [], listening(workload), ports);
    }
    if (found.length === 0) {
      addServing(
        [target, own(port, "port")].map((one) => (isUnknown(one) ? null : Number(one))),
        new Set(),
        ports,
      );
    }
  }
  // What is surely served is the answer; what else might be is of no matter then.
  return ports.size > 0 ? [...ports] : (undecided ?? []);
});

function addServing(numbers: readonly Value[], listened: ReadonlySet<number>, ports: Set<number>): void {
  for (const number of numbers) {
    if (typeof number === "number" && (listened.has(number) || SERVING_PORTS.has(number))) {
      ports.add(number);
    }
  }
}

function listening(workload: Resource): ReadonlySet<number> {
  const podSpec = podSpecOf(workload);
  return new Set((podSpec === undefined ? [] : containersOf(podSpec)).flatMap((one) => serverOf(one)?.ports ?? []));
}

function ranBy({ name }: KnownServer, line: string): boolean {
  switch (name) {
    case "vLLM":
      return /(?:^|[\s/])vllm(?: serve|\.entrypoints)/.test(line);
    case "SGLang":
      return line.includes("sglang.launch_server");
    case "Triton":
      return /(?:^|[\s/])tritonserver(?:\s|$)/.test(line);
    case "TensorFlow Serving":
      return line.includes("tensorflow_model_server");
    case "TorchServe":
      return /(?:^|[\s/])torchserve(?:\s|$)/.test(line);
    case "Ollama":
      return /(?:^|[\s/])ollama serve/.test(line);
    case "llama.cpp":
      return /(?:^|[\s/])llama-server(?:\s|$)/.test(line);
    case "MLflow":
      return /(?:^|[\s/])mlflow (?:server|models serve|ui)/.test(line);
    case "BentoML":
      return /(?:^|[\s/])bentoml serve/.test(line);
    case "Ray Serve":
      return /(?:^|[\s/])serve run\s/.test(line);
    case "LMDeploy":
      return line.includes("lmdeploy serve");
    default:
      return false;
  }
}

function portsOf(server: KnownServer, words: readonly string[], container: Attributes): readonly number[] {
  const moved = new Map<number, number>();
  for (const [index, word] of words.entries()) {
    const [, flag = "", given] = /^--?([\w-]+)(?:=(\d+))?$/.exec(word) ?? [];
    const standard = server.flags && (server.flags[flag] ?? server.flags[flag.replaceAll("-", "_")]);
    const port = Number(given ?? words[index + 1]);
    if (standard !== undefined && Number.isInteger(port)) {
      moved.set(standard, port);
    }
  }
  const variable = blocksOf(container, "env").find((one) =>
    /^(?:PORT|NIM_SERVER_PORT)$/.test(String(own(one, "name"))),
  );
  const byVariable = variable === undefined ? Number.NaN : Number(own(variable, "value") ?? Number.NaN);
  const [first] = server.ports;
  if (first !== undefined && Number.isInteger(byVariable) && !moved.has(first)) {
    moved.set(first, byVariable);
  }
  return [...new Set(server.ports.map((port) => moved.get(port) ?? port))];
}

/** Command and arguments as words: a shell's script is taken apart. */
function wordsOf(container: Attributes): readonly string[] {
  return ["command", "args"]
    .flatMap((name) => {
      const value = own(container, name);
      return isList(value) ? value : [];
    })
    .flatMap((one) => (typeof one === "string" ? one.split(/[\s\\]+/) : []))
    .filter((word) => word !== "");
}
