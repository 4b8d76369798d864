import { choose, type Fixes, set } from "./fix";

export const KUBERNETES_AUTOSCALING_FIXES: Fixes = {
  K8S_AUTOSCALER_BOUNDED: [set("spec.maxReplicas", choose("replicas that the quota has GPUs for", 2))],
  KEDA_SCALER_BOUNDED: [set("spec.maxReplicaCount", choose("replicas that the quota has GPUs for", 2))],
};
