import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, of, podCases, workload } from "./kubernetes-objects";

function withoutGpu(spec: Loose, server: Loose): void {
  delete server.resources.limits["nvidia.com/gpu"];
  spec.volumes = spec.volumes.slice();
}

export const KUBERNETES_GPU_CASES: readonly ControlCases[] = [
  {
    ...podCases("K8S_GPU_NODES_FOR_GPU_PODS", {
      "a toleration without a limit": withoutGpu,
      "a node selector without a limit": (spec, server) => {
        withoutGpu(spec, server);
        delete spec.tolerations;
        spec.nodeSelector = { "nvidia.com/gpu.present": "true" };
      },
    }),
    holds: {
      "a GPU pod": of(deployment()),
      "a slice of a GPU": of(
        deployment((_, server) => {
          server.resources.limits = { memory: "8Gi", "nvidia.com/mig-1g.10gb": 1 };
        }),
      ),
      "a GPU of another maker": of(
        deployment((spec, server) => {
          spec.tolerations = [{ key: "amd.com/gpu", operator: "Exists", effect: "NoSchedule" }];
          server.resources.limits = { memory: "8Gi", "amd.com/gpu": 1 };
        }),
      ),
      "a pod of other nodes": of(
        deployment((spec, server) => {
          withoutGpu(spec, server);
          delete spec.tolerations;
        }),
      ),
      "an exporter of metrics on every node": of(workload("apps/v1", "DaemonSet", withoutGpu), deployment()),
    },
    undecided: {
      "limits by a variable": inTerraform(
        deployment((_, server) => {
          server.resources.limits = "$" + "{var.limits}";
        }),
      ),
    },
  },
  podCases(
    "K8S_GPU_PODS_TOLERATE_TAINT",
    { "no toleration": (spec) => delete spec.tolerations },
    { "a toleration of everything": (spec) => (spec.tolerations = [{ operator: "Exists" }]) },
    { "a toleration by a variable": (spec) => (spec.tolerations = "$" + "{var.tolerations}") },
  ),
  podCases(
    "K8S_GPUS_FROM_SCHEDULER",
    { "all GPUs of the node": (_, server) => (server.env = [{ name: "NVIDIA_VISIBLE_DEVICES", value: "all" }]) },
    { "no GPU at all": (_, server) => (server.env = [{ name: "NVIDIA_VISIBLE_DEVICES", value: "void" }]) },
    { "by a variable": (_, server) => (server.env = [{ name: "NVIDIA_VISIBLE_DEVICES", value: "$" + "{var.gpus}" }]) },
  ),
];
