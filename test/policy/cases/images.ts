import type { ControlCases } from "../case";
import { DIGEST, deployment, inTerraform, namespaced, of, podCases } from "./kubernetes-objects";

function inferenceService(predictor: object): object {
  return namespaced("serving.kserve.io/v1beta1", "InferenceService", { spec: { predictor } });
}

const BY_DIGEST = podCases(
  "K8S_IMAGE_BY_DIGEST",
  {
    "a tag": (_, server) => (server.image = "registry.example/triton:24.08"),
    "no tag, which is latest": (_, server) => (server.image = "registry.example/triton"),
    "a digest of an init container is missing": (spec) =>
      (spec.initContainers = [{ name: "fetch", image: "registry.example/fetch:1" }]),
    "half a digest": (_, server) => (server.image = "registry.example/triton@sha256:4f4f"),
  },
  { "a tag and a digest": (_, server) => (server.image = `registry.example/triton:24.08@${DIGEST}`) },
  { "the image is a variable": (_, server) => (server.image = "$" + "{var.image}") },
);

export const IMAGES_CASES: readonly ControlCases[] = [
  {
    ...BY_DIGEST,
    holds: {
      ...BY_DIGEST.holds,
      "a digest, in a registry whose name is not known yet": inTerraform(
        deployment((_, server) => (server.image = `\${var.account}.dkr.ecr.eu-west-1.amazonaws.com/triton@${DIGEST}`)),
      ),
    },
  },
  podCases(
    "K8S_IMAGE_FROM_OWN_REGISTRY",
    {
      "Docker Hub, by its name": (_, server) => (server.image = `docker.io/vllm/vllm-openai@${DIGEST}`),
      "Docker Hub, by no name": (_, server) => (server.image = `vllm/vllm-openai@${DIGEST}`),
      "an image of Docker's own": (_, server) => (server.image = "busybox"),
      "Docker Hub, through Google's cache of it": (_, server) =>
        (server.image = `mirror.gcr.io/tensorflow/serving@${DIGEST}`),
    },
    {
      "a registry with a port": (_, server) => (server.image = `registry:5000/triton@${DIGEST}`),
      "a repository of Artifact Registry": (_, server) =>
        (server.image = `europe-west4-docker.pkg.dev/acme-vision/serving/tensorflow-serving@${DIGEST}`),
    },
    { "the image is a variable": (_, server) => (server.image = "$" + "{var.image}") },
  ),
  {
    control: "K8S_INFERENCE_SERVICE_IMAGE_BY_DIGEST",
    holds: {
      "the runtime names the image": of(inferenceService({ model: { modelFormat: { name: "sklearn" } } })),
      "a container by its digest": of(
        inferenceService({ containers: [{ name: "kserve-container", image: `registry.example/server@${DIGEST}` }] }),
      ),
    },
    fails: {
      "a container by its tag": of(
        inferenceService({ containers: [{ name: "kserve-container", image: "registry.example/server:latest" }] }),
      ),
      "a model by its tag": of(inferenceService({ model: { image: "registry.example/server:1" } })),
    },
    undecided: { "the image is a variable": inTerraform(inferenceService({ model: { image: "$" + "{var.image}" } })) },
  },
];
