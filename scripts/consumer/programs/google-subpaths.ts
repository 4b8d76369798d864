/** The same program through the entry points of its parts, and an error caught by its class. */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, Testing } from "cdktf";
import { GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep/core";
import { ValidationError } from "modelkeep/errors";
import {
  SecureModelBucket,
  SecureStateBackend,
  ServingCluster,
  ServingNetwork,
  WorkloadIdentityBinding,
} from "modelkeep/google";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";

const REGISTRY = "europe-west4-docker.pkg.dev/acme-vision/serving";

const app = new App();
const state = {
  bucketName: "acme-terraform-state",
  kmsKeyName: "projects/acme-vision/locations/europe-west4/keyRings/terraform/cryptoKeys/state",
};
const place = { project: "acme-vision", region: "europe-west4" };
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };

const cloud = new HardenedStack(app, "cloud", owner);
SecureStateBackend.attach(cloud, state);
new GoogleProvider(cloud, "google", place);
const models = new SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const network = new ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
const cluster = new ServingCluster(cloud, "cluster", { network, version: "1.35" });
cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) });
const account = { cluster, namespace: "vision", serviceAccountName: "resnet" };
const identity = new WorkloadIdentityBinding(cloud, "resnet", account);
models.grantRead(identity, resnet);

const workload = new HardenedStack(app, "workload", owner);
SecureStateBackend.attach(workload, state);
new PrivateInferenceEndpoint(workload, "resnet", {
  cluster,
  identity,
  artifact: resnet,
  gpu: GpuModel.NVIDIA_L4,
  server: ModelServer.tensorflowServing({ image: `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}` }),
  fetchImage: `${REGISTRY}/google-cloud-cli@sha256:${"7a".repeat(32)}`,
  allowedCallers: [Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
});
app.synth();
console.log(JSON.stringify({ codes: codesOfBadBucket() }));

function codesOfBadBucket(): string[] {
  const bad = new HardenedStack(Testing.app(), "bad", owner);
  new GoogleProvider(bad, "google", place);
  try {
    new SecureModelBucket(bad, "models", { bucketName: "Not A Bucket" });
  } catch (error) {
    if (error instanceof ValidationError) {
      return error.codes;
    }
    throw error;
  }
  return [];
}
