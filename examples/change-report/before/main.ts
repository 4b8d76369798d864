import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { App, S3Backend, TerraformStack } from "cdktf";
import { aws, GpuModel, HardenedStack, kubernetes, ModelFormat, ServingTier } from "modelkeep";

const REGION = "us-east-1";
const REGISTRY = `111122223333.dkr.ecr.${REGION}.amazonaws.com`;
const SERVING_IMAGE = `${REGISTRY}/tensorflow-serving@sha256:${"4f".repeat(32)}`;
const FETCH_IMAGE = `${REGISTRY}/aws-cli@sha256:${"7a".repeat(32)}`;
const STATE_KEY = `arn:aws:kms:${REGION}:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d`;
const STATE = { bucketName: "acme-terraform-state", region: REGION, keyArn: STATE_KEY };
const GPU = GpuModel.NVIDIA_A10G;

const app = new App();

// The platform: one network, one cluster, one pool of GPUs that all tenants share.
const platform = stackOf("platform", "platform");
const network = new aws.ServingNetwork(platform, "network", { cidr: "10.20.0.0/16" });
const cluster = new aws.ServingCluster(platform, "cluster", { network, version: "1.35" });
cluster.addGpuNodePool("gpu", { gpu: GPU, minNodes: 2, maxNodes: 4 });

// The gateway is older than Modelkeep: a plain stack, which nothing judges at synthesis.
const gateway = new TerraformStack(app, "gateway");
new AwsProvider(gateway, "aws", { region: REGION });
new S3Backend(gateway, {
  bucket: "acme-terraform-state",
  key: "gateway",
  region: REGION,
  kmsKeyId: STATE_KEY,
  encrypt: true,
});
gateway.addOverride("terraform.backend.s3.use_lockfile", true);
const callers = new SecurityGroup(gateway, "callers", {
  vpcId: network.vpcId,
  description: "Gateway: HTTPS from the offices",
  ingress: [{ description: "Offices", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.8.0.0/16"] }],
});
new Lb(gateway, "gateway", {
  name: "gateway",
  loadBalancerType: "application",
  internal: true,
  subnets: network.privateSubnetIds,
  securityGroups: [callers.id],
  enableDeletionProtection: true,
  dropInvalidHeaderFields: true,
  accessLogs: { bucket: "acme-gateway-logs", enabled: true },
});

const vision = tenant("vision");
serve(vision, "resnet", "9c");
new aws.SecureModelBucket(vision.cloud, "archive", { bucketName: "acme-vision-archive" });

const speech = tenant("speech");
serve(speech, "whisper", "3e");

app.synth();

/** What a tenant has: a stack in the cloud, a stack in the cluster, and a bucket for its models. */
interface Tenant {
  readonly name: string;
  readonly cloud: HardenedStack;
  readonly workload: HardenedStack;
  readonly models: aws.SecureModelBucket;
}

function tenant(name: string): Tenant {
  const cloud = stackOf(`${name}-cloud`, name);
  const models = new aws.SecureModelBucket(cloud, "models", { bucketName: `acme-${name}-models` });
  return { name, cloud, workload: stackOf(`${name}-workload`, name), models };
}

/** One model, with an identity of its own; the first one of a tenant makes its namespace. */
function serve({ name, cloud, workload, models }: Tenant, model: string, digest: string, createNamespace = true): void {
  const artifact = models.artifact(`${model}/v1`, { format: ModelFormat.SAVED_MODEL, sha256: digest.repeat(32) });
  const account = { cluster, namespace: name, serviceAccountName: model };
  const identity = new aws.IrsaServingRole(cloud, model, account);
  models.grantRead(identity, artifact);
  new kubernetes.PrivateInferenceEndpoint(workload, model, {
    cluster,
    identity,
    artifact,
    gpu: GPU,
    createNamespace,
    server: kubernetes.ModelServer.tensorflowServing({ image: SERVING_IMAGE }),
    fetchImage: FETCH_IMAGE,
    allowedCallers: [kubernetes.Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
  });
}

function stackOf(id: string, team: string): HardenedStack {
  const owner = { tier: ServingTier.PRODUCTION, tenant: team, owner: `${team}@acme.example` };
  const stack = new HardenedStack(app, id, owner);
  new AwsProvider(stack, "aws", { region: REGION });
  aws.SecureStateBackend.attach(stack, STATE);
  return stack;
}
