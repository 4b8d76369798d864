import type { Construct } from "constructs";
import { ModelFormat } from "../core/model-format";
import { Validator } from "../core/validation";
import type { PrivateInferenceEndpointProps } from "./private-inference-endpoint";

/** Reports everything that is wrong with the properties of an endpoint. */
export function validateEndpoint(endpoint: Construct, props: PrivateInferenceEndpointProps): void {
  const { artifact, identity, cluster, server } = props;
  const validator = new Validator(endpoint, "kubernetes.PrivateInferenceEndpoint")
    .kubernetesName("id", endpoint.node.id)
    .imageByDigest("server.image", server.image)
    .imageByDigest("fetchImage", props.fetchImage)
    .wholeNumber("replicas", props.replicas, 1, 100)
    .wholeNumber("gpuCount", props.gpuCount, 1, 16)
    .wholeNumber("server.cpus", server.cpus, 1, 192)
    .wholeNumber("server.memoryGib", server.memoryGib, 1, 2048)
    .wholeNumber("server.modelSizeGib", server.modelSizeGib, 1, 1024)
    .wholeNumber("server.startupSeconds", server.startupSeconds, 60, 3600)
    .require(props.gpuCount === undefined || props.gpu !== undefined, {
      code: "MK_ENDPOINT_GPU",
      message: `gpuCount is ${props.gpuCount}, but gpu is not set.`,
      remedy: "Set gpu to the model of the pool, or leave gpuCount out.",
    })
    .require(artifact.format === ModelFormat.SAVED_MODEL, {
      code: "MK_ENDPOINT_FORMAT",
      message: `artifact is of format ${artifact.format}, which TensorFlow Serving does not load.`,
      remedy: "Serve a SavedModel.",
    })
    .require(artifact.store.cloud === cluster.cloud && identity.cloud === cluster.cloud, {
      code: "MK_ENDPOINT_CLOUDS",
      message: `store, identity and cluster are of ${artifact.store.cloud}, ${identity.cloud} and ${cluster.cloud}.`,
      remedy: "Use constructs of one cloud for one endpoint.",
    });
  props.allowedCallers.forEach((caller, index) => {
    validator.kubernetesName(`allowedCallers[${index}].namespace`, caller.namespace);
  });
  validator.done();
}
