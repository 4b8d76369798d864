import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const TSX = createRequire(__filename).resolve("tsx/cli");
const SYNTHESIS_TIMEOUT = 120_000;

/** The only line that differs. */
const IMPORTS = {
  aws: `import { IrsaServingRole as ServingIdentity, SecureModelBucket, ServingCluster, ServingNetwork } from "modelkeep/aws";`,
  google: `import { SecureModelBucket, ServingCluster, ServingNetwork, WorkloadIdentityBinding as ServingIdentity } from "modelkeep/google";`,
};

type Cloud = keyof typeof IMPORTS;

/** A model that is served, on whatever cloud the constructs are of. */
const PROGRAM = `
import { GpuModel, type HardenedStack, ModelFormat } from "modelkeep";
import { Caller, ModelServer, PrivateInferenceEndpoint } from "modelkeep/kubernetes";

export function compose(cloud: HardenedStack, workload: HardenedStack): void {
  const models = new SecureModelBucket(cloud, "models", { bucketName: "acme-vision-models" });
  const network = new ServingNetwork(cloud, "network", { cidr: "10.20.0.0/16" });
  const cluster = new ServingCluster(cloud, "cluster", { network, version: "1.35" });
  cluster.addGpuNodePool("l4", { gpu: GpuModel.NVIDIA_L4, maxNodes: 4 });
  const artifact = models.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) });
  const identity = new ServingIdentity(cloud, "resnet", { cluster, namespace: "vision", serviceAccountName: "resnet" });
  models.grantRead(identity, artifact);
  new PrivateInferenceEndpoint(workload, "resnet", {
    cluster,
    identity,
    artifact,
    gpu: GpuModel.NVIDIA_L4,
    server: ModelServer.tensorflowServing({ image: \`registry.example/tf-serving@sha256:\${"4f".repeat(32)}\` }),
    fetchImage: \`registry.example/fetch@sha256:\${"7a".repeat(32)}\`,
    allowedCallers: [Caller.inNamespace("gateway", { app: "oauth2-proxy" })],
  });
}
`;

/** What is around it: stacks with a provider. */
const HOST = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App } from "cdktf";
import { HardenedStack, ServingTier } from "modelkeep";

const app = new App();
const owner = { tier: ServingTier.STAGING, tenant: "vision", owner: "vision@acme.example" };
const cloud = new HardenedStack(app, "cloud", owner);
const provider = process.argv[2];
provider === "aws"
  ? new AwsProvider(cloud, "aws", { region: "eu-west-1" })
  : new GoogleProvider(cloud, "google", { project: "acme-vision", region: "europe-west4" });
require("./" + provider + "-program").compose(cloud, new HardenedStack(app, "workload", owner));
app.synth();
`;

type Resources = Record<string, Record<string, Record<string, unknown>>>;

let folder: string;
let workloads: Record<Cloud, Resources>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "modelkeep-one-program-"));
  writeFileSync(join(folder, "host.ts"), HOST);
  workloads = { aws: workloadOn("aws"), google: workloadOn("google") };
}, SYNTHESIS_TIMEOUT);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Resources of the endpoint's stack. */
function workloadOn(cloud: Cloud): Resources {
  writeFileSync(join(folder, `${cloud}-program.ts`), `${IMPORTS[cloud]}\n${PROGRAM}`);
  const outdir = join(folder, `out-${cloud}`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [TSX, "--tsconfig", join(ROOT, "examples", "tsconfig.json"), join(folder, "host.ts"), cloud],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: outdir, NODE_PATH: join(ROOT, "node_modules") },
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(readFileSync(join(outdir, "stacks", "workload", "cdk.tf.json"), "utf8")).resource;
}

test("the program that differs in one import alone makes the same Kubernetes objects on both clouds", () => {
  const [onAws, onGoogle] = [workloads.aws, workloads.google].map((resources) =>
    Object.entries(resources).map(([type, named]) => [type, Object.keys(named)]),
  );

  expect(onAws).toContainEqual(["kubernetes_deployment_v1", [expect.any(String)]]);
  expect(onGoogle).toEqual(onAws);
});

test("the pods are equally hardened: only how they reach store and identity differs", () => {
  const [onAws, onGoogle] = [workloads.aws, workloads.google].map(podOf);

  expect(onGoogle?.container).toEqual(onAws?.container);
  expect({ ...onGoogle, init_container: [] }).toEqual({ ...onAws, init_container: [] });
  const [fetchOnAws, fetchOnGoogle] = [onAws, onGoogle].map((pod) => pod?.init_container[0]);
  expect({ ...fetchOnGoogle, command: [], env: [] }).toEqual({ ...fetchOnAws, command: [], env: [] });
  expect(String(fetchOnAws?.command)).toContain("aws s3 cp");
  expect(String(fetchOnGoogle?.command)).toContain("gcloud storage cp");
});

interface Pod {
  readonly container: unknown[];
  readonly init_container: Record<string, unknown>[];
}

function podOf(resources: Resources): Pod {
  const [deployment = {}] = Object.values(resources.kubernetes_deployment_v1 ?? {});
  return (deployment.spec as { template: { spec: Pod } }).template.spec;
}
