import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { IServingCluster } from "../core/serving-cluster";
import { Validator } from "../core/validation";

const ID = "Kubernetes";

const connected = new WeakMap<TerraformStack, IServingCluster>();

/**
 * Connects the stack to the cluster, unless the program made a Kubernetes provider itself. The token is printed by a command
 * when Terraform runs; it lies in no file.
 */
export function connectTo(scope: Construct, cluster: IServingCluster): void {
  const stack = TerraformStack.of(scope);
  new Validator(scope, "kubernetes.PrivateInferenceEndpoint")
    .require((connected.get(stack) ?? cluster).endpoint === cluster.endpoint, {
      code: "MK_ENDPOINT_CLUSTERS",
      message: `the stack is connected to ${connected.get(stack)?.node.path} already, not to ${cluster.node.path}.`,
      remedy: "Use one stack for each cluster: a stack has one default Kubernetes provider.",
    })
    .done();
  if (connected.has(stack)) {
    return;
  }
  connected.set(stack, cluster);
  // Looked for once a stack: searching the tree for every endpoint would take quadratic time.
  if (stack.node.findAll().some((construct) => construct instanceof KubernetesProvider)) {
    return;
  }
  const [command = "", ...args] = cluster.tokenCommand;
  new KubernetesProvider(stack, ID, {
    host: cluster.endpoint,
    clusterCaCertificate: Fn.base64decode(cluster.certificateAuthorityData),
    exec: [{ apiVersion: "client.authentication.k8s.io/v1beta1", command, args }],
  });
}
