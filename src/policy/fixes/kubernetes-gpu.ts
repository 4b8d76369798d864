import { decide, type Fixes, include } from "./fix";
import { server } from "./kubernetes-example";

const WITH_GPU = server(
  { resources: { limits: { memory: "16Gi", "nvidia.com/gpu": "1" } } },
  { toleration: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }] },
);

export const KUBERNETES_GPU_FIXES: Fixes = {
  K8S_GPU_NODES_FOR_GPU_PODS: [
    decide(
      "how many GPUs which container needs; a pod that needs none loses its toleration and node selector",
      WITH_GPU,
    ),
  ],
  K8S_GPU_PODS_TOLERATE_TAINT: [
    include("pod.tolerations", { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }),
  ],
  K8S_GPUS_FROM_SCHEDULER: [
    decide("how many GPUs the container asks for in place of the variable NVIDIA_VISIBLE_DEVICES", WITH_GPU),
  ],
};
