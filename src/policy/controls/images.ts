import type { Control } from "../control";
import { containerControl } from "./kubernetes-workloads";

/** Registries that anyone may push to: an image from them is somebody else's until it is in a registry of one's own. */
const PUBLIC_REGISTRIES =
  "^(([a-z0-9-]+[.])?docker[.]io|ghcr[.]io|quay[.]io|nvcr[.]io|mirror[.]gcr[.]io|gcr[.]io/(google-samples|kubeflow-images-public|kaggle-images)|public[.]ecr[.]aws|mcr[.]microsoft[.]com|registry[.]gitlab[.]com)/";

/** The first part of an image's name is a host when it has a dot or a port; without one it is Docker Hub. */
const HAS_HOST = "^([^/]*[.][^/]*|[^/]*:[0-9]+|localhost)/";

const INFERENCE_SERVICE_IMAGES =
  '["predictor", "transformer", "explainer"].filter(part, part in object.spec).map(part, object.spec[part])';

/** The image that is judged is the image that runs. */
export const IMAGES_CONTROLS: readonly Control[] = [
  containerControl({
    id: "K8S_IMAGE_BY_DIGEST",
    severity: "high",
    category: "supply-chain",
    title: "Every image is named by its digest",
    holds: '(has(container.image) && container.image.matches("@sha256:[0-9a-f]{64}$"))',
    attribute: "image",
    also: 'has(container.image) ? container.image : "no image"',
    message: "An image has no digest",
    rationale:
      "A tag can be moved: whoever can push it runs code beside the weights at the next start of a pod, and nothing in the estate has changed.",
    remediation:
      "Write the image as repository@sha256:..., from a registry of your own; ModelServer takes images in no other form.",
    answers: [
      "K8S-15",
      "IMG-32",
      "DENY-IMG-001",
      "CKV_K8S_43",
      "CKV_K8S_14",
      "KSV-0013",
      "KICS 228c4c19",
      "AML.T0010.004",
      "CIS GKE-1.9 5.1.4",
      "AML.M0014",
    ],
  }),
  containerControl({
    id: "K8S_IMAGE_FROM_OWN_REGISTRY",
    severity: "medium",
    category: "supply-chain",
    title: "Every image comes from a registry of one's own",
    holds: `(has(container.image) && container.image.matches("${HAS_HOST}") && !container.image.matches("${PUBLIC_REGISTRIES}"))`,
    attribute: "image",
    also: 'has(container.image) ? container.image : "no image"',
    message: "An image comes from a public registry",
    rationale:
      "An image in a public registry can be taken away or replaced, and its scan is nobody's duty. Which registries are yours the control cannot know: it names the public ones.",
    remediation: "Mirror the image into a registry of your own, scanned and immutable; ImageRepository makes one.",
    answers: ["K8S-15", "DENY-IMG-002", "KSV-0125", "KSV-0124", "AML.T0010.004", "LLM03"],
  }),
  {
    id: "K8S_INFERENCE_SERVICE_IMAGE_BY_DIGEST",
    severity: "high",
    category: "supply-chain",
    title: "Images of an InferenceService are named by their digests",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require: `${INFERENCE_SERVICE_IMAGES}.all(part, (!("containers" in part) || part.containers.all(container, !has(container.image) || container.image.matches("@sha256:[0-9a-f]{64}$"))) && (!("model" in part) || !has(part.model.image) || part.model.image.matches("@sha256:[0-9a-f]{64}$")))`,
    attribute: "spec.predictor",
    message: "An image of the InferenceService has no digest",
    rationale:
      "A tag that is moved puts other code beside the weights. Images of the runtime are the runtime's to name.",
    remediation: "Write the image as repository@sha256:..., or leave it to a ServingRuntime that does.",
    answers: ["K8S-66", "DENY-IMG-001", "AML.T0010.004", "AML.M0014"],
  },
];
