import type { Estate } from "../estate";
import type { Resource } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { listenerTargets, targetGroupPaths } from "./listeners";
import { target } from "./references";
import { type Found, satellites } from "./satellites";
import type { Ternary } from "./ternary";
import { isAttributes, own } from "./values";

/**
 * Ports that hardly anything but a model server listens on: TensorFlow Serving, Triton, TorchServe's gRPC, Ollama, SGLang,
 * LMDeploy. 8000, 8080, 3000 and the like are as common before web shops.
 */
const TELLING_PORTS: ReadonlySet<number> = new Set([8500, 8501, 8001, 8002, 7070, 7071, 11434, 30000, 23333]);

/** Ports of model servers that other programs use as often: they tell only with a name beside them. */
const COMMON_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 5000, 8000, 8080, 8081, 8443, 9000]);

const TELLING_NAME =
  /(?:^|[^a-z])(?:tf-?serving|tensorflow|triton|vllm|sglang|tgi|torchserve|kserve|ollama|llms?|inference|predict(?:ion|or)?s?)(?:[^a-z]|$)/;
const COMMON_NAME = /(?:^|[^a-z])(?:models?|serving|gpu|ml|ai)(?:[^a-z]|$)/;

/** Whether targets of the group are model servers: by a port that tells, or by a name that does. */
export function servesModels(group: Resource): Ternary {
  const port = own(group.attributes, "port");
  const names = namesOf(group);
  const number = Number(isUnknown(port) ? Number.NaN : port);
  if (TELLING_PORTS.has(number) || names.some((name) => TELLING_NAME.test(name))) {
    return true;
  }
  if (COMMON_PORTS.has(number) && names.some((name) => COMMON_NAME.test(name))) {
    return true;
  }
  return isUnknown(port) ? port : false;
}

/** Whether the name says that models are served there. */
export function namesModels(name: string): boolean {
  return TELLING_NAME.test(name.toLowerCase().replaceAll("_", "-"));
}

/** Whether a range of ports holds one that hardly anything but a model server listens on. */
export function holdsServingPort(from: number, to: number): boolean {
  return [...TELLING_PORTS, 8000].some((port) => from <= port && port <= to);
}

function namesOf({ attributes, address }: Resource): string[] {
  const tags = ["tags", "tags_all"].map((place) => own(attributes, place)).filter(isAttributes);
  const values = [own(attributes, "name"), own(attributes, "name_prefix"), ...tags.map((one) => own(one, "Name"))];
  const last =
    address
      .replace(/\[[^\]]*\]$/, "")
      .split(".")
      .at(-1) ?? "";
  return [last, ...values.filter((one) => typeof one === "string")].map((name) =>
    name.toLowerCase().replaceAll("_", "-"),
  );
}

/** Target groups that the actions of a listener, or of one of its rules, forward to themselves. */
export function forwardTargets(estate: Estate, from: Resource): Found {
  const action = from.kind.endsWith("_rule") ? "action" : "default_action";
  const found = new Set<Resource>();
  let certain = !isUnknown(own(from.attributes, action));
  for (const path of targetGroupPaths(from, action)) {
    const group = target(estate, from, path, "aws_lb_target_group");
    if (group instanceof Unknown) {
      certain = false;
    } else if (group !== undefined) {
      found.add(group);
    }
  }
  return { found: [...found], possible: [], certain };
}

/** Target groups that the listeners of a load balancer, and their rules, lead to. */
export function loadBalancerTargets(estate: Estate, loadBalancer: Resource): Found {
  const listeners = ["aws_lb_listener", "aws_alb_listener"].map((kind) =>
    satellites(estate, loadBalancer, kind, "load_balancer_arn"),
  );
  const targets = listeners.flatMap(({ found }) => found.map((listener) => listenerTargets(estate, listener)));
  return {
    found: [...new Set(targets.flatMap(({ targetGroups }) => targetGroups))],
    possible: [],
    certain: listeners.every(({ certain }) => certain) && targets.every(({ certain }) => certain),
  };
}
