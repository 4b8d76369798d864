import type { Mutation } from "../mutation";
import { added, type Loose } from "./kubernetes-objects";

function inferenceService(control: string, name: string, breaks: (object: Loose) => void): Mutation {
  const manifest: Loose = {
    apiVersion: "serving.kserve.io/v1beta1",
    kind: "InferenceService",
    metadata: { name: "iris", namespace: "iris", labels: { "networking.knative.dev/visibility": "cluster-local" } },
    spec: {
      predictor: {
        serviceAccountName: "iris",
        model: { modelFormat: { name: "sklearn" }, storageUri: "s3://models/iris/v1" },
      },
    },
  };
  breaks(manifest);
  return added(control, name, "kubernetes_manifest", { manifest });
}

export const KUBERNETES_INFERENCE_SERVICES_MUTATIONS: readonly Mutation[] = [
  inferenceService("K8S_INFERENCE_SERVICE_PRIVATE", "an InferenceService has a public route", ({ metadata }) => {
    delete metadata.labels;
  }),
  inferenceService("K8S_INFERENCE_SERVICE_IDENTITY", "an InferenceService has no account of its own", ({ spec }) => {
    delete spec.predictor.serviceAccountName;
  }),
  inferenceService("K8S_INFERENCE_SERVICE_STORAGE", "an InferenceService reads from a hub", ({ spec }) => {
    spec.predictor.model.storageUri = "hf://somebody/iris";
  }),
];
