import { decide, type Fixes } from "./fix";
import { objects, server } from "./kubernetes-example";

const DIGEST = `sha256:${"4f".repeat(32)}`;

const IMAGE = server({
  image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/tensorflow-serving@${DIGEST}`,
});

export const IMAGES_FIXES: Fixes = {
  K8S_IMAGE_BY_DIGEST: [
    decide(
      "which digest each image has: docker buildx imagetools inspect, or crane digest, tells that of a tag",
      IMAGE,
    ),
  ],
  K8S_IMAGE_FROM_OWN_REGISTRY: [
    decide("which repository of your own holds the image: crane copy, or a pull-through cache, brings it there", IMAGE),
  ],
  K8S_INFERENCE_SERVICE_IMAGE_BY_DIGEST: [
    decide(
      "which digest the image has, or which ServingRuntime names it",
      objects([
        "iris",
        {
          apiVersion: "serving.kserve.io/v1beta1",
          kind: "InferenceService",
          metadata: { name: "iris", namespace: "vision" },
          spec: {
            predictor: {
              serviceAccountName: "iris",
              containers: [
                { name: "kserve-container", image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/iris@${DIGEST}` },
              ],
            },
          },
        },
      ]),
    ),
  ],
};
