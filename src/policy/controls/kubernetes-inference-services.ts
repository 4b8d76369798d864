import type { Control } from "../control";
import { annotation } from "./kubernetes-annotations";

/** Models that KServe serves. */
export const KUBERNETES_INFERENCE_SERVICES_CONTROLS: readonly Control[] = [
  {
    id: "K8S_INFERENCE_SERVICE_PRIVATE",
    severity: "high",
    category: "exposure",
    title: "An InferenceService has no route from outside the cluster",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require: `(has(object.metadata.labels) && "networking.knative.dev/visibility" in object.metadata.labels && object.metadata.labels["networking.knative.dev/visibility"] == "cluster-local") || ${annotation("serving.kserve.io/deploymentMode", ' in ["RawDeployment", "Standard"]')}`,
    attribute: "metadata.labels",
    message: 'The label networking.knative.dev/visibility is not "cluster-local"',
    rationale:
      "Knative publishes a route for every service unless it is told not to: the model is on the public gateway.",
    remediation:
      "Set the label networking.knative.dev/visibility: cluster-local, or the annotation serving.kserve.io/deploymentMode: RawDeployment.",
    answers: ["K8S-67", "LLM10", "AML.M0019"],
  },
  {
    id: "K8S_INFERENCE_SERVICE_IDENTITY",
    severity: "high",
    category: "identity",
    title: "An InferenceService has a service account of its own",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require:
      'has(object.spec.predictor.serviceAccountName) && object.spec.predictor.serviceAccountName != "" && object.spec.predictor.serviceAccountName != "default"',
    attribute: "spec.predictor.serviceAccountName",
    message: "The predictor uses the default service account",
    rationale: "The account decides which weights the server may read: the default one is everybody's.",
    remediation: "Set spec.predictor.serviceAccountName to an account of this model alone.",
    answers: ["K8S-66", "AML.M0005"],
  },
  {
    id: "K8S_INFERENCE_SERVICE_STORAGE",
    severity: "high",
    category: "supply-chain",
    title: "An InferenceService reads its model from storage of one's own",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require:
      'object.spec.predictor.all(name, !(name in ["model", "tensorflow", "triton", "pytorch", "sklearn", "xgboost", "onnx", "huggingface", "lightgbm"]) || !has(object.spec.predictor[name].storageUri) || !object.spec.predictor[name].storageUri.matches("^(https?|hf)://"))',
    attribute: "spec.predictor.model.storageUri",
    message: "The model is downloaded from the internet when the server starts",
    rationale: "Whoever controls that address decides what runs beside your secrets at the next start.",
    remediation:
      "Put the vetted model into a bucket of your own and name it by s3:// or gs://; SecureModelBucket makes one.",
    answers: ["K8S-66", "AML.M0011", "LLM03"],
  },
];
