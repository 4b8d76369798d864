/** A consumer's program on Google Cloud: everything through `modelkeep` and its namespaces. */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { GpuModel, google, HardenedStack, kubernetes, ModelFormat, ServingTier } from "modelkeep";

const REGISTRY = "europe-west4-docker.pkg.dev/acme-vision/serving";

const app = new App();
const state = {
  bucketName: "acme-terraform-state",
  kmsKeyName: "projects/acme-vision/locations/europe-west4/keyRings/terraform/cryptoKeys/state",
};
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };

const cloud = new HardenedStack(app, "cloud", owner);
google.SecureStateBackend.attach(cloud, state);
new GoogleProvider(cloud, "google", { project: "acme-vision", region: "europe-west4" });
const models = new google.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const network = new google.ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
const cluster = new google.ServingCluster(cloud, "cluster", { network, version: "1.35" });
cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) });
const identity = new google.WorkloadIdentityBinding(cloud, "resnet", {
  cluster,
  namespace: "vision",
  serviceAccountName: "resnet",
});
models.grantRead(identity, resnet);

const workload = new HardenedStack(app, "workload", owner);
google.SecureStateBackend.attach(workload, state);
new kubernetes.PrivateInferenceEndpoint(workload, "resnet", {
  cluster,
  identity,
  artifact: resnet,
  gpu: GpuModel.NVIDIA_L4,
  server: kubernetes.ModelServer.tensorflowServing({
    image: `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}`,
  }),
  fetchImage: `${REGISTRY}/google-cloud-cli@sha256:${"7a".repeat(32)}`,
  allowedCallers: [kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
});
app.synth();
