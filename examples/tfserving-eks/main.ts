import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { aws, GpuModel, HardenedStack, kubernetes, ModelFormat, ServingTier } from "modelkeep";

const REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const SERVING_IMAGE = `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}`;
const FETCH_IMAGE = `${REGISTRY}/aws-cli@sha256:${"7a".repeat(32)}`;
const RESNET_SHA256 = "9c".repeat(32);
const STATE_KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

const app = new App();
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const state = { bucketName: "acme-terraform-state", region: "eu-west-1", keyArn: STATE_KEY };

const cloud = new HardenedStack(app, "vision-cloud", owner);
new AwsProvider(cloud, "aws", { region: "eu-west-1" });
aws.SecureStateBackend.attach(cloud, state);
const models = new aws.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const network = new aws.ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
const cluster = new aws.ServingCluster(cloud, "cluster", { network, version: "1.35" });
cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: RESNET_SHA256 });
const account = { cluster, namespace: "vision", serviceAccountName: "resnet" };
const identity = new aws.IrsaServingRole(cloud, "resnet", account);
models.grantRead(identity, resnet);
models.grantPublish("arn:aws:iam::111122223333:role/release-models");

const workload = new HardenedStack(app, "vision-workload", owner);
aws.SecureStateBackend.attach(workload, state);
new kubernetes.PrivateInferenceEndpoint(workload, "resnet", {
  cluster,
  identity,
  artifact: resnet,
  gpu: GpuModel.NVIDIA_L4,
  server: kubernetes.ModelServer.tensorflowServing({ image: SERVING_IMAGE }),
  fetchImage: FETCH_IMAGE,
  allowedCallers: [kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
});
app.synth();
