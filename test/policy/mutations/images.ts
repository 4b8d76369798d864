import type { Mutation } from "../mutation";
import { added, brokenPod } from "./kubernetes-objects";

export const IMAGES_MUTATIONS: readonly Mutation[] = [
  brokenPod("K8S_IMAGE_BY_DIGEST", "the server's image has a tag in place of its digest", (_, server) => {
    server.image = server.image.replace(/@.*/, ":2.19.0");
  }),
  brokenPod("K8S_IMAGE_FROM_OWN_REGISTRY", "the init container's image comes from Docker Hub", (pod) => {
    const [fetch] = pod.init_container;
    fetch.image = fetch.image.replace(/.*@/, "amazon/aws-cli@");
  }),
  added(
    "K8S_INFERENCE_SERVICE_IMAGE_BY_DIGEST",
    "an InferenceService of the latest image is there too",
    "kubernetes_manifest",
    {
      manifest: {
        apiVersion: "serving.kserve.io/v1beta1",
        kind: "InferenceService",
        metadata: {
          name: "iris",
          namespace: "iris",
          labels: { "networking.knative.dev/visibility": "cluster-local" },
        },
        spec: {
          predictor: {
            serviceAccountName: "iris",
            containers: [{ name: "kserve-container", image: "registry.example/iris:latest" }],
          },
        },
      },
    },
  ),
];
