import type { Mutation } from "../mutation";
import { brokenPod } from "./kubernetes-objects";

export const KUBERNETES_GPU_MUTATIONS: readonly Mutation[] = [
  brokenPod("K8S_GPU_NODES_FOR_GPU_PODS", "the server no longer asks for its GPU", (_, server) => {
    delete server.resources.limits["nvidia.com/gpu"];
    delete server.resources.requests["nvidia.com/gpu"];
  }),
  brokenPod("K8S_GPU_PODS_TOLERATE_TAINT", "the pod does not tolerate the taint of GPU nodes", (pod) => {
    pod.toleration = [];
  }),
  brokenPod("K8S_GPUS_FROM_SCHEDULER", "the server takes every GPU of the node", (_, server) => {
    server.env = [{ name: "NVIDIA_VISIBLE_DEVICES", value: "all" }];
  }),
];
