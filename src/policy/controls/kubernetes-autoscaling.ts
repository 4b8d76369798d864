import type { Control } from "../control";

/** How far servers grow by themselves. */
export const KUBERNETES_AUTOSCALING_CONTROLS: readonly Control[] = [
  {
    id: "K8S_AUTOSCALER_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "An autoscaler of GPU pods stays within the GPUs of its namespace",
    appliesTo: ["autoscaling/v2 HorizontalPodAutoscaler", "autoscaling/v1 HorizontalPodAutoscaler"],
    require: "unboundedGpus(object).size() == 0",
    found: "unboundedGpus(object)",
    attribute: "spec.maxReplicas",
    message: "The autoscaler may ask for more GPUs than there are for it",
    rationale:
      "A caller who floods the model decides how many GPUs you pay for; beyond the quota, replicas wait for GPUs that they do not get, and other models of the namespace with them.",
    remediation:
      "Set spec.maxReplicas to no more than requests.nvidia.com/gpu of the ResourceQuota divided by the GPUs of a pod.",
    answers: ["K8S-57", "AML.T0034", "LLM10"],
  },
  {
    id: "KEDA_SCALER_BOUNDED",
    severity: "high",
    category: "resilience",
    title: "A ScaledObject of GPU pods has a bound, within the GPUs of its namespace",
    appliesTo: ["keda.sh/v1alpha1 ScaledObject"],
    require: "unboundedGpus(object).size() == 0",
    found: "unboundedGpus(object)",
    attribute: "spec.maxReplicaCount",
    message: "The scaler may ask for more GPUs than there are for it",
    rationale:
      "KEDA goes up to 100 replicas unless it is told otherwise: a caller who floods the model decides how many GPUs you pay for.",
    remediation:
      "Set spec.maxReplicaCount, whose default is 100, to no more than requests.nvidia.com/gpu of the ResourceQuota divided by the GPUs of a pod.",
    answers: ["K8S-57", "AML.T0034", "LLM10"],
  },
];
