import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ModelFormat } from "../core/model-format";
import { ownershipOf } from "../core/ownership";
import type { IServingCluster } from "../core/serving-cluster";
import type { IServingIdentity } from "../core/serving-identity";
import { Validator } from "../core/validation";
import type { PrivateInferenceEndpointProps } from "./private-inference-endpoint";

/** A Service's name must begin with a letter (RFC 1035), where other objects' may begin with a digit. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Reports everything that is wrong with the properties of an endpoint. */
export function validateEndpoint(endpoint: Construct, props: PrivateInferenceEndpointProps): void {
  const { artifact, identity, cluster, server } = props;
  const validator = new Validator(endpoint, "kubernetes.PrivateInferenceEndpoint")
    .given(props, "cluster", "identity", "artifact", "server", "fetchImage", "allowedCallers")
    .given({ "server.image": server?.image }, "server.image")
    .matches(
      "id",
      endpoint.node.id,
      SERVICE_NAME,
      "a name of a Service: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter",
    )
    .tenantNamespace("identity.namespace", identity.namespace)
    .ownServiceAccount("identity.serviceAccountName", identity.serviceAccountName)
    .require(!boundServiceAccounts(endpoint).has(nameOf(identity)), {
      code: "MK_ENDPOINT_SERVICE_ACCOUNT",
      message: `service account ${identity.namespace}/${identity.serviceAccountName} is that of another endpoint already.`,
      remedy: "Give each endpoint an identity of its own: one stolen token must reach one model.",
    })
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
  validator.require(livesOn(cluster, identity), {
    code: "MK_ENDPOINT_IDENTITY_CLUSTER",
    message: `service account ${nameOf(identity)} is bound to an identity of cluster ${identity.cluster?.node.path}, but the endpoint runs on ${cluster.node.path}.`,
    remedy: "Make an identity for the service account on the endpoint's own cluster.",
  });
  const tiers = new Set([endpoint, cluster, identity, artifact.store].flatMap((part) => ownershipOf(part)?.tier ?? []));
  validator.require(tiers.size <= 1, {
    code: "MK_ENDPOINT_TIERS",
    message: `endpoint, cluster, identity and store are of the tiers ${[...tiers].join(", ")}.`,
    remedy: "Serve each tier from stacks of that tier: tiers never reach into one another.",
  });
  props.allowedCallers.forEach((caller, index) => {
    validator.kubernetesName(`allowedCallers[${index}].namespace`, caller.namespace);
  });
  validator.done();
  boundServiceAccounts(endpoint).add(nameOf(identity));
}

/** A cluster may stand for one that was imported: what both have in common is the API server. Other clouds are told apart. */
function livesOn(cluster: IServingCluster, { cloud, cluster: home }: IServingIdentity): boolean {
  return cloud !== cluster.cloud || home === undefined || home === cluster || home.endpoint === cluster.endpoint;
}

/** Service accounts that endpoints of a stack are bound to. */
const bound = new WeakMap<TerraformStack, Set<string>>();

function boundServiceAccounts(endpoint: Construct): Set<string> {
  const stack = TerraformStack.of(endpoint);
  const names = bound.get(stack) ?? new Set<string>();
  bound.set(stack, names);
  return names;
}

function nameOf({ namespace, serviceAccountName }: IServingIdentity): string {
  return `${namespace}/${serviceAccountName}`;
}
