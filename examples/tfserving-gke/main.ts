import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { GpuModel, google, HardenedStack, kubernetes, ModelFormat, ServingTier } from "modelkeep";

const REGISTRY = "europe-west4-docker.pkg.dev/acme-vision/serving";
const SERVING_IMAGE = `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}`;
const FETCH_IMAGE = `${REGISTRY}/google-cloud-cli@sha256:${"7a".repeat(32)}`;
const RESNET_SHA256 = "9c".repeat(32);
const STATE_KEY = "projects/acme-vision/locations/europe-west4/keyRings/terraform/cryptoKeys/state";

const app = new App();
const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const state = { bucketName: "acme-terraform-state", kmsKeyName: STATE_KEY };
const imageRepositories = ["projects/acme-vision/locations/europe-west4/repositories/serving"];

const cloud = new HardenedStack(app, "vision-cloud", owner);
new GoogleProvider(cloud, "google", { project: "acme-vision", region: "europe-west4" });
google.SecureStateBackend.attach(cloud, state);
const models = new google.SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
const network = new google.ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
const cluster = new google.ServingCluster(cloud, "cluster", { network, version: "1.35", imageRepositories });
cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: RESNET_SHA256 });
const account = { cluster, namespace: "vision", serviceAccountName: "resnet" };
const identity = new google.WorkloadIdentityBinding(cloud, "resnet", account);
models.grantRead(identity, resnet);
models.grantPublish("serviceAccount:release-models@acme-vision.iam.gserviceaccount.com");

const workload = new HardenedStack(app, "vision-workload", owner);
google.SecureStateBackend.attach(workload, state);
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
