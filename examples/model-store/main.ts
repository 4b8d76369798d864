import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { aws, HardenedStack, ModelFormat, ServingTier } from "modelkeep";

const app = new App();
const stack = new HardenedStack(app, "model-store", {
  tier: ServingTier.STAGING,
  tenant: "vision",
  owner: "vision@acme.example",
});
new AwsProvider(stack, "aws", { region: "eu-west-1" });
aws.SecureStateBackend.attach(stack, {
  bucketName: "acme-terraform-state",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
});
const models = new aws.SecureModelBucket(stack, "models", { bucketName: "acme-vision-model-store" });
models.grantPublish("arn:aws:iam::111122223333:role/release-models", "resnet");
new aws.AuditTrail(stack, "audit", { modelStores: [models] });

const cluster = aws.ServingCluster.fromClusterAttributes(stack, "cluster", {
  clusterName: "serving",
  clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/serving",
  region: "eu-west-1",
  endpoint: "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
  oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF",
  oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF",
  vpcCidr: "10.20.0.0/16",
  s3Cidrs: ["3.5.64.0/21", "52.218.0.0/17", "52.92.0.0/17"],
});
const identity = new aws.IrsaServingRole(stack, "resnet", {
  cluster,
  namespace: "vision",
  serviceAccountName: "resnet",
});
const resnet = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) });
models.grantRead(identity, resnet);
new aws.ServingLogGroup(stack, "log").grantWrite(identity);
app.synth();
