/**
 * What the example leaves out, in one stack for the real Terraform: every construct and option of Google Cloud that makes
 * resources of its own. It is no example: nobody needs all of this at once.
 */
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { GpuModel, google, HardenedStack, ModelFormat, ServingTier } from "modelkeep";

const PROJECT = "acme-platform";

const app = new App();
const stack = new HardenedStack(app, "everything-google", {
  tier: ServingTier.STAGING,
  tenant: "platform",
  owner: "platform@acme.example",
});
new GoogleProvider(stack, "google", { project: PROJECT, region: "us-central1" });

const states = new google.SecureStateBackend(stack, "states", { bucketName: "acme-terraform-states" });
google.SecureStateBackend.attach(stack, {
  bucketName: "acme-terraform-states",
  kmsKeyName: `projects/${PROJECT}/locations/us-central1/keyRings/terraform/cryptoKeys/state`,
});
states.grantAccess(pipeline("vision"), ServingTier.PRODUCTION, "vision");
states.grantAccess(pipeline("audio"), ServingTier.PRODUCTION, "audio");

const images = new google.ImageRepository(stack, "images", { repositoryId: "serving" });
images.grantPush(pipeline("build-images"));
images.grantPull(pipeline("promote-images"));

const network = new google.ServingNetwork(stack, "network", {
  cidr: "10.20.0.0/16",
  privateServiceConnect: true,
  allowedDestinations: [
    { name: "licences", cidr: "203.0.113.0/24" },
    { name: "licences-admin", cidr: "203.0.113.0/24", port: 8443 },
    { name: "metadata-store", cidr: "10.9.0.0/24", port: 5432 },
  ],
});

const cluster = new google.ServingCluster(stack, "cluster", {
  network,
  version: "1.34",
  apiAllowedCidrs: ["10.9.0.0/24"],
  imageRepositories: [images.repositoryName],
  securityGroup: "gke-security-groups@acme.example",
});
cluster.addGpuNodePool("h100", {
  gpu: GpuModel.NVIDIA_H100,
  machineType: "a3-highgpu-8g",
  maxNodes: 2,
  zones: ["us-central1-a"],
  capacity: google.NodeCapacity.reservation("h100-serving"),
  compactPlacement: true,
});
cluster.addGpuNodePool("spot", { gpu: GpuModel.NVIDIA_T4, maxNodes: 3, capacity: google.NodeCapacity.SPOT });
cluster.addSystemNodePool("monitoring", { machineType: "e2-standard-4", minNodes: 1, maxNodes: 2 });

new google.AuditTrail(stack, "audit");
const logs = new google.LogBucket(stack, "logs", { bucketName: "acme-access-logs" });
const models = new google.SecureModelBucket(stack, "models", { logBucket: logs, retention: { days: 30 } });
models.grantPublish(pipeline("release-models"), "bert");

const identity = new google.WorkloadIdentityBinding(stack, "bert", {
  cluster,
  namespace: "vision",
  serviceAccountName: "bert",
  impersonate: true,
});
models.grantRead(identity, models.artifact("bert/v1", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) }));
new google.BinaryAuthorization(stack, "attested").grantAttest(pipeline("build-images"));
app.synth();

function pipeline(name: string): string {
  return `serviceAccount:${name}@${PROJECT}.iam.gserviceaccount.com`;
}
