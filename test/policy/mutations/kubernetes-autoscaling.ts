import type { Mutation } from "../mutation";
import { added, WORKLOAD_STACK } from "./kubernetes-objects";

export const KUBERNETES_AUTOSCALING_MUTATIONS: readonly Mutation[] = [
  added("KEDA_SCALER_BOUNDED", "KEDA grows the endpoint to its own default", "kubernetes_manifest", {
    manifest: {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "resnet", namespace: "vision" },
      spec: { scaleTargetRef: { name: "resnet" }, triggers: [{ type: "cpu", metadata: { value: "60" } }] },
    },
  }),
  {
    control: "K8S_AUTOSCALER_BOUNDED",
    name: "the endpoint may grow beyond its quota",
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      stack.add("kubernetes_resource_quota_v1", "quota", {
        metadata: { name: "quota", namespace: "vision" },
        spec: { hard: { "requests.nvidia.com/gpu": "4", "services.loadbalancers": "0", "services.nodeports": "0" } },
      });
      return stack.add("kubernetes_horizontal_pod_autoscaler_v2", "added", {
        metadata: { name: "resnet", namespace: "vision" },
        spec: {
          max_replicas: 100,
          scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "resnet" },
          metric: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } }],
        },
      });
    },
  },
];
