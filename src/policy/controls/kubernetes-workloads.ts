import type { Control } from "../control";
import { WORKLOAD_KINDS } from "../scope";

/**
 * Namespaces of the platform: what runs there runs nodes (CNI, CSI and GPU drivers, device plugins), and has to reach into
 * them. Few, by their well-known names: whatever else needs an exception gets a waiver with a reason.
 */
const PLATFORM_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease", "gpu-operator", "nvidia-device-plugin"];

/** CEL: the object is not one of the platform's own. */
export const OUTSIDE_PLATFORM = `!(has(object.metadata.namespace) && object.metadata.namespace in ${names(PLATFORM_NAMESPACES)})`;

/** CEL: as {@link OUTSIDE_PLATFORM}, and no agent that runs on every node, whose tolerations are wide by design. */
export const NOT_ON_EVERY_NODE = `${OUTSIDE_PLATFORM} && object.kind != "DaemonSet"`;

/**
 * Images of model servers, as their projects name them: controls that ask for what only a server needs. A plain pattern, for these controls
 * are exported to clusters; src/estate/serving-ports.ts knows more.
 */
export const SERVER_IMAGES =
  "tensorflow[-/_]?serving|tritonserver|vllm|text-generation-inference|sglang|lmdeploy|torchserve|" +
  "huggingfaceserver|mlserver|ollama|llama[.]?-?cpp";

/** What a control on pods says for itself; the rest is the same for all of them. */
export type PodControl = Omit<Control, "category" | "appliesTo" | "attribute"> & {
  readonly category?: Control["category"];

  /** Path in the pod spec, or in its containers. */
  readonly attribute: string;
};

/** A control on the pods of any kind of workload, outside the platform's namespaces. */
export function podControl({ attribute, ...control }: PodControl): Control {
  return {
    category: "workload",
    appliesTo: WORKLOAD_KINDS,
    when: OUTSIDE_PLATFORM,
    attribute: `spec.template.spec.${attribute}`,
    ...control,
  };
}

/** What a control on containers says for itself: `holds` and `also` are CEL about `container`. */
export type ContainerControl = Omit<PodControl, "require" | "found"> & {
  readonly holds: string;

  /** What is said of a container at fault besides its name: a text. */
  readonly also?: string;
};

/** A control on each container of a pod. Names the containers in which it does not hold. */
export function containerControl({ holds, also, attribute, ...control }: ContainerControl): Control {
  const said = also === undefined ? NAME : `(${NAME}) + " (" + (${also}) + ")"`;
  return podControl({
    attribute: `containers.${attribute}`,
    ...control,
    require: `variables.containers.all(container, ${holds})`,
    found: `variables.containers.filter(container, !(${holds})).map(container, ${said})`,
  });
}

/** CEL: name of a container. */
export const NAME = 'has(container.name) ? container.name : "a container without a name"';

/** CEL: the field of the container's security context is there and the condition on it holds. */
export function inSecurityContext(field: string, condition: string): string {
  const path = `container.securityContext.${field}`;
  return `(has(container.securityContext) && has(${path}) && ${path} ${condition})`;
}

/** CEL: a list of texts. */
export function names(texts: readonly string[]): string {
  return JSON.stringify(texts);
}

/** CEL: the words that the container is started with. */
export const WORDS =
  "((has(container.command) ? container.command : []) + (has(container.args) ? container.args : []))";
