import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

function inferenceService(change: (object: Loose) => void = () => {}): EstateSource {
  const object = namespaced("serving.kserve.io/v1beta1", "InferenceService", {
    spec: {
      predictor: {
        serviceAccountName: "iris",
        model: { modelFormat: { name: "sklearn" }, storageUri: "s3://models/iris/v1" },
      },
    },
  });
  object.metadata.labels = { "networking.knative.dev/visibility": "cluster-local" };
  change(object);
  return of(object);
}

/** The same as a part of Terraform. */
function unknown(change: (object: Loose) => void): EstateSource {
  return inTerraform(...(inferenceService(change).manifests ?? []));
}

export const KUBERNETES_INFERENCE_SERVICES_CASES: readonly ControlCases[] = [
  {
    control: "K8S_INFERENCE_SERVICE_PRIVATE",
    holds: {
      "it is local": inferenceService(),
      "without Knative": inferenceService((object) => {
        delete object.metadata.labels;
        object.metadata.annotations = { "serving.kserve.io/deploymentMode": "RawDeployment" };
      }),
    },
    fails: { "nothing is said": inferenceService((object) => delete object.metadata.labels) },
    undecided: {
      "the label is a variable": unknown(
        (object) => (object.metadata.labels["networking.knative.dev/visibility"] = APPLY),
      ),
    },
  },
  {
    control: "K8S_INFERENCE_SERVICE_IDENTITY",
    holds: { "an account": inferenceService() },
    fails: { none: inferenceService((object) => delete object.spec.predictor.serviceAccountName) },
    undecided: { "the account is a variable": unknown((object) => (object.spec.predictor.serviceAccountName = APPLY)) },
  },
  {
    control: "K8S_INFERENCE_SERVICE_STORAGE",
    holds: { "a bucket": inferenceService() },
    fails: {
      "a hub": inferenceService((object) => (object.spec.predictor.model.storageUri = "hf://somebody/iris")),
      "a server, in the form of old": inferenceService(
        (object) => (object.spec.predictor = { sklearn: { storageUri: "http://models.example/iris.pkl" } }),
      ),
    },
    undecided: { "the address is a variable": unknown((object) => (object.spec.predictor.model.storageUri = APPLY)) },
  },
];
