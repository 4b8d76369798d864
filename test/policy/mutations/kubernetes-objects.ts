import type { Attributes, BreakableStack, Mutation } from "../mutation";

/** A part of Terraform JSON that a mutation changes. */
// biome-ignore lint/suspicious/noExplicitAny: mutations reach into resources at any depth
export type Loose = any;

/** The stack of the example that holds the endpoint. */
export const WORKLOAD_STACK = "vision-workload";

const DEPLOYMENT = "kubernetes_deployment_v1";

/** Breaks the pod of the hardened endpoint, or its server's container. */
export function brokenPod(control: string, name: string, breaks: (pod: Loose, server: Loose) => void): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => stack.change(DEPLOYMENT, (deployment) => breakPod(deployment, breaks)),
  };
}

/** Adds the hardened endpoint's Deployment a second time, in another namespace, and breaks that. */
export function strayPod(
  control: string,
  name: string,
  namespace: string,
  breaks: (pod: Loose, server: Loose) => void = () => {},
): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const [, hardened] = stack.first(DEPLOYMENT);
      const stray: Loose = structuredClone(hardened);
      stray.metadata.namespace = namespace;
      breakPod(stray, breaks);
      return stack.add(DEPLOYMENT, "stray", stray);
    },
  };
}

function breakPod(deployment: Loose, breaks: (pod: Loose, server: Loose) => void): void {
  const pod = deployment.spec.template.spec;
  breaks(pod, pod.container[0]);
}

/** Adds a resource beside the endpoint. */
export function added(control: string, name: string, kind: string, attributes: Loose): Mutation {
  return { control, name, stack: WORKLOAD_STACK, breaks: (stack) => stack.add(kind, "added", attributes) };
}

/** Changes a resource of the endpoint's stack. */
export function changed(control: string, name: string, kind: string, change: (attributes: Loose) => void): Mutation {
  return { control, name, stack: WORKLOAD_STACK, breaks: (stack) => stack.change(kind, change) };
}

/** Changes something that is found at the namespace of the endpoint. */
export function inNamespace(control: string, name: string, change: (stack: BreakableStack) => unknown): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      change(stack);
      return `kubernetes_namespace_v1.${stack.first("kubernetes_namespace_v1")[0]}`;
    },
  };
}

/** Labels of the endpoint's pods. */
export function podLabels(stack: BreakableStack): Attributes {
  const [, deployment]: [string, Loose] = stack.first(DEPLOYMENT);
  return deployment.spec.selector.match_labels;
}
