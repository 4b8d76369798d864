/**
 * What the examples leave out, in one stack for the real Terraform: every construct and option that makes resources of its
 * own. It is no example: nobody needs all of this at once.
 */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { aws, GpuModel, HardenedStack, ModelFormat, ServingTier } from "modelkeep";

const ACCOUNT = "arn:aws:iam::111122223333:role";

const app = new App();
const stack = new HardenedStack(app, "everything", {
  tier: ServingTier.STAGING,
  tenant: "platform",
  owner: "platform@acme.example",
});
new AwsProvider(stack, "aws", { region: "us-east-1" });

const states = new aws.SecureStateBackend(stack, "states", { bucketName: "acme-terraform-states" });
aws.SecureStateBackend.attach(stack, {
  bucketName: "acme-terraform-states",
  region: "us-east-1",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
});
states.grantAccess(`${ACCOUNT}/vision-pipeline`, ServingTier.PRODUCTION, "vision");
states.grantAccess(`${ACCOUNT}/audio-pipeline`, ServingTier.PRODUCTION, "audio");

const images = new aws.ImageRepository(stack, "images", { repositoryName: "serving/tensorflow" });
images.grantPush(`${ACCOUNT}/build-images`);
images.grantPull(`${ACCOUNT}/promote-images`);

const network = new aws.ServingNetwork(stack, "network", {
  cidr: "10.20.0.0/16",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  additionalEndpoints: ["secretsmanager", "autoscaling"],
  internetDestinations: [
    { name: "licences", cidr: "203.0.113.0/24" },
    { name: "licences-admin", cidr: "203.0.113.0/24", port: 8443 },
  ],
});

const cluster = new aws.ServingCluster(stack, "cluster", {
  network,
  version: "1.34",
  apiAllowedCidrs: ["10.9.0.0/24"],
});
cluster.addGpuNodePool("h100", {
  gpu: GpuModel.NVIDIA_H100,
  machineType: "p5.48xlarge",
  maxNodes: 2,
  zones: ["us-east-1a"],
  lowLatency: true,
  capacity: aws.NodeCapacity.capacityBlock("cr-0123456789abcdef0"),
});
cluster.addGpuNodePool("spot", { gpu: GpuModel.NVIDIA_T4, maxNodes: 3, capacity: aws.NodeCapacity.SPOT });
cluster.addSystemNodePool("monitoring", { machineTypes: ["m7i.xlarge"], minNodes: 1, maxNodes: 2 });
cluster.grantBreakGlass("emergency", `${ACCOUNT}/break-glass`);
cluster.grantAccess("vision-team", {
  roleArn: `${ACCOUNT}/vision-team`,
  level: aws.ClusterAccessLevel.VIEW,
  namespaces: ["vision"],
});

const logs = new aws.LogBucket(stack, "logs", { bucketName: "acme-access-logs" });
const models = new aws.SecureModelBucket(stack, "models", {
  logBucket: logs,
  objectLock: { mode: aws.ObjectLockMode.GOVERNANCE, days: 30 },
  replication: {
    destinationBucketArn: "arn:aws:s3:::acme-models-copy",
    destinationKeyArn: "arn:aws:kms:us-west-2:111122223333:key/8d1e1f6a-5b3c-4d2e-9f10-2a3b4c5d6e7f",
    destinationRegion: "us-west-2",
  },
});
models.grantPublish(`${ACCOUNT}/release-models`, "bert");

const identity = new aws.PodIdentityServingRole(stack, "bert", {
  cluster,
  namespace: "vision",
  serviceAccountName: "bert",
});
models.grantRead(identity, models.artifact("bert/v1", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) }));
new aws.ServingLogGroup(stack, "log").grantWrite(identity);
app.synth();
