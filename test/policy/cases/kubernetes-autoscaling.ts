import type { ControlCases } from "../case";
import { deployment, inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

const APPLY = "$" + "{var.most}";
const TARGET = { apiVersion: "apps/v1", kind: "Deployment", name: "resnet" };

function autoscaler(maxReplicas: Loose): Loose {
  return namespaced("autoscaling/v2", "HorizontalPodAutoscaler", { spec: { maxReplicas, scaleTargetRef: TARGET } });
}

function scaledObject(spec: Loose): Loose {
  return namespaced("keda.sh/v1alpha1", "ScaledObject", { spec: { scaleTargetRef: { name: "resnet" }, ...spec } });
}

function quota(gpus: Loose): Loose {
  return namespaced("v1", "ResourceQuota", { spec: { hard: { "requests.nvidia.com/gpu": gpus } } });
}

export const KUBERNETES_AUTOSCALING_CASES: readonly ControlCases[] = [
  {
    control: "K8S_AUTOSCALER_BOUNDED",
    holds: {
      "as many as the quota has": of(deployment(), quota("4"), autoscaler(4)),
      "no quota, of which the namespace is asked": of(deployment(), autoscaler(4)),
      "pods without GPUs": of(
        deployment((_, server) => delete server.resources.limits["nvidia.com/gpu"]),
        quota("4"),
        autoscaler(100),
      ),
    },
    fails: {
      "more than the quota has": of(deployment(), quota("4"), autoscaler(5)),
      "pods of two GPUs": of(
        deployment((_, server) => (server.resources.limits["nvidia.com/gpu"] = 2)),
        quota("4"),
        autoscaler(4),
      ),
    },
    undecided: { "the bound is a variable": inTerraform(deployment(), quota("4"), autoscaler(APPLY)) },
  },
  {
    control: "KEDA_SCALER_BOUNDED",
    holds: {
      "as many as the quota has": of(deployment(), quota("4"), scaledObject({ maxReplicaCount: 4 })),
      "pods without GPUs": of(
        deployment((_, server) => delete server.resources.limits["nvidia.com/gpu"]),
        scaledObject({}),
      ),
    },
    fails: {
      "no bound": of(deployment(), scaledObject({})),
      "beyond the quota": of(deployment(), quota("4"), scaledObject({ maxReplicaCount: 100 })),
    },
    undecided: {
      "the bound is a variable": inTerraform(deployment(), quota("4"), scaledObject({ maxReplicaCount: APPLY })),
    },
  },
];
