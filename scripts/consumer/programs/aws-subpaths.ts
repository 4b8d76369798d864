/** The same program through the entry points of its parts, and an error caught by its class. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing } from "cdktf";
import { GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep";
import { IrsaServingRole, SecureModelBucket, SecureStateBackend, ServingCluster, ServingNetwork } from "modelkeep/aws";
import { ValidationError } from "modelkeep/errors";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";

const REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

const app = new App();
const state = {
  bucketName: "acme-terraform-state",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };

const cloud = new HardenedStack(app, "cloud", owner);
SecureStateBackend.attach(cloud, state);
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
const models = new SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const network = new ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
const cluster = new ServingCluster(cloud, "cluster", { network, version: "1.35" });
cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) });
const identity = new IrsaServingRole(cloud, "resnet", { cluster, namespace: "vision", serviceAccountName: "resnet" });
models.grantRead(identity, resnet);

const workload = new HardenedStack(app, "workload", owner);
SecureStateBackend.attach(workload, state);
new PrivateInferenceEndpoint(workload, "resnet", {
  cluster,
  identity,
  artifact: resnet,
  gpu: GpuModel.NVIDIA_L4,
  server: ModelServer.tensorflowServing({ image: `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}` }),
  fetchImage: `${REGISTRY}/aws-cli@sha256:${"7a".repeat(32)}`,
  allowedCallers: [Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
});
app.synth();
console.log(JSON.stringify({ codes: codesOfBadBucket() }));

function codesOfBadBucket(): string[] {
  try {
    new SecureModelBucket(new HardenedStack(Testing.app(), "bad", owner), "models", { bucketName: "Not A Bucket" });
  } catch (error) {
    if (error instanceof ValidationError) {
      return error.codes;
    }
    throw error;
  }
  return [];
}
