import { choose, decide, type Fixes, set } from "./fix";
import { objects } from "./kubernetes-example";

export const KUBERNETES_INFERENCE_SERVICES_FIXES: Fixes = {
  K8S_INFERENCE_SERVICE_PRIVATE: [set('metadata.labels["networking.knative.dev/visibility"]', "cluster-local")],
  K8S_INFERENCE_SERVICE_IDENTITY: [
    set("spec.predictor.serviceAccountName", choose("service account of this model alone", "iris")),
  ],
  K8S_INFERENCE_SERVICE_STORAGE: [
    decide(
      "where the vetted model lies, and who may read it",
      objects([
        "iris",
        {
          apiVersion: "serving.kserve.io/v1beta1",
          kind: "InferenceService",
          metadata: {
            name: "iris",
            namespace: "vision",
            labels: { "networking.knative.dev/visibility": "cluster-local" },
          },
          spec: {
            predictor: {
              serviceAccountName: "iris",
              model: { modelFormat: { name: "sklearn" }, storageUri: "s3://acme-models/iris/v1" },
            },
          },
        },
      ]),
    ),
  ],
};
