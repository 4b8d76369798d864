import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const EXAMPLES = join(ROOT, "examples");
const TSX = createRequire(__filename).resolve("tsx/cli");
const LINES = 40;
const SYNTHESIS_TIMEOUT = 120_000;

interface Run {
  readonly status: number | null;
  readonly stderr: string;
  readonly outdir: string;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "modelkeep-examples-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("every example is tested here", () => {
  const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  expect(examples.map(({ name }) => name).sort()).toEqual([
    "change-report",
    "model-store",
    "tfserving-eks",
    "tfserving-gke",
  ]);
});

/** What a pull request changes in a program: the lines that are in one and not in the other. */
test("the pull request of the example change-report is a handful of lines", () => {
  const [before = [], after = []] = ["before", "after"].map((program) =>
    readFileSync(join(EXAMPLES, "change-report", program, "main.ts"), "utf8").split("\n"),
  );

  expect(before.filter((line) => !after.includes(line))).toEqual([
    "const GPU = GpuModel.NVIDIA_A10G;",
    'cluster.addGpuNodePool("gpu", { gpu: GPU, minNodes: 2, maxNodes: 4 });',
    'new aws.SecureModelBucket(vision.cloud, "archive", { bucketName: "acme-vision-archive" });',
  ]);
  expect(after.filter((line) => !before.includes(line))).toEqual([
    "const GPU = GpuModel.NVIDIA_L4;",
    'cluster.addGpuNodePool("gpu", { gpu: GPU, minNodes: 2, maxNodes: 6 });',
    'callers.addOverride("ingress.0.cidr_blocks", ["0.0.0.0/0"]); // Partners try the demo.',
    'serve(speech, "conformer", "b7", false);',
  ]);
});

describe.each<[string, Record<string, Record<string, number>>]>([
  [
    "tfserving-eks",
    {
      "vision-cloud": {
        aws_s3_bucket: 2,
        aws_eks_cluster: 1,
        aws_eks_node_group: 2,
        aws_vpc: 1,
      },
      "vision-workload": {
        kubernetes_namespace_v1: 1,
        kubernetes_deployment_v1: 1,
        kubernetes_service_v1: 1,
        kubernetes_network_policy_v1: 2,
        kubernetes_service_account_v1: 1,
        kubernetes_default_service_account_v1: 1,
        kubernetes_pod_disruption_budget_v1: 1,
      },
    },
  ],
  [
    "tfserving-gke",
    {
      "vision-cloud": {
        google_storage_bucket: 2,
        google_container_cluster: 1,
        google_container_node_pool: 2,
        google_compute_network: 1,
      },
      "vision-workload": {
        kubernetes_namespace_v1: 1,
        kubernetes_deployment_v1: 1,
        kubernetes_service_v1: 1,
        kubernetes_network_policy_v1: 2,
        kubernetes_service_account_v1: 1,
        kubernetes_default_service_account_v1: 1,
        kubernetes_pod_disruption_budget_v1: 1,
      },
    },
  ],
  ["model-store", { "model-store": { aws_s3_bucket: 4, aws_cloudtrail: 1 } }],
])("example %s", (name, expected) => {
  let run: Run;

  beforeAll(() => {
    run = runProgram(join(EXAMPLES, name, "main.ts"), join(folder, name));
  }, SYNTHESIS_TIMEOUT);

  test(`is a program of at most ${LINES} lines`, () => {
    const program = readFileSync(join(EXAMPLES, name, "main.ts"), "utf8");

    expect(program.trimEnd().split("\n").length).toBeLessThanOrEqual(LINES);
    expect(Math.max(...program.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test("synthesizes without a word on the error stream", () => {
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  test.each(Object.entries(expected))("makes the resources of %s", (stack, counts) => {
    const { resource } = JSON.parse(readFileSync(join(run.outdir, "stacks", stack, "cdk.tf.json"), "utf8"));

    expect(
      Object.fromEntries(Object.keys(counts).map((type) => [type, Object.keys(resource[type] ?? {}).length])),
    ).toEqual(counts);
  });

  test("makes no other stack", () => {
    expect(readdirSync(join(run.outdir, "stacks")).sort()).toEqual(Object.keys(expected).sort());
  });
});

/** What a line says of one cloud alone: its values, its provider, its name of the identity. */
const OF_ONE_CLOUD = [
  /^import /,
  /^const (REGISTRY|FETCH_IMAGE|STATE_KEY|state|imageRepositories) = /,
  /^new (Aws|Google)Provider\(/,
  /^models\.grantPublish\(/,
];

test("the programs of both clouds differ in imports and in the clouds' own props alone", () => {
  const [onEks = [], onGke = []] = ["tfserving-eks", "tfserving-gke"].map((name) =>
    readFileSync(join(EXAMPLES, name, "main.ts"), "utf8")
      .split("\n")
      .filter((line) => !OF_ONE_CLOUD.some((pattern) => pattern.test(line)))
      .map((line) =>
        line
          .replace(/\b(?:aws|google)\./g, "cloud.")
          .replace(/IrsaServingRole|WorkloadIdentityBinding/, "ServingIdentity")
          .replace(", imageRepositories }", " }"),
      ),
  );

  expect(onEks.length).toBeGreaterThan(25);
  expect(onGke).toEqual(onEks);
});

describe("an invalid program", () => {
  const arn = "arn:aws:iam::111122223333:role/release-models";

  test.each([
    [
      "bad bucket name",
      "acme-vision-model-store",
      "Acme_Models",
      "MK_NAME_FORMAT",
      'bucketName is "Acme_Models"',
      "model-store",
    ],
    [
      "ARN where a bucket name belongs",
      "acme-vision-model-store",
      "arn:aws:s3:::models",
      "MK_NAME_NOT_ARN",
      'bucketName is "arn:aws:s3:::models"',
      "model-store",
    ],
    [
      "digest of wrong length",
      '"9c".repeat(32)',
      '"9c".repeat(31)',
      "MK_ARTIFACT_DIGEST",
      "(62 characters), not a SHA-256 digest",
      "model-store",
    ],
    [
      "format that runs code in production",
      "ModelFormat.SAVED_MODEL",
      "ModelFormat.PICKLE",
      "MK_ARTIFACT_EXECUTES_CODE",
      "format is pickle",
      "tfserving-eks",
    ],
    [
      "minimum over maximum",
      "maxNodes: 4",
      "minNodes: 5, maxNodes: 4",
      "MK_POOL_RANGE",
      "maxNodes is 4, below minNodes 5.",
      "tfserving-eks",
    ],
    ["user as publisher", arn, arn.replace("role", "user"), "MK_ROLE_ARN", "publisherRoleArn is", "model-store"],
    [
      "image by tag",
      "tensorflow-serving@sha256:${",
      "tensorflow-serving:latest${",
      "MK_IMAGE_DIGEST",
      "server.image is",
      "tfserving-eks",
    ],
    [
      "key of another location",
      '{ bucketName: "acme-vision-models" }',
      '{ bucketName: "acme-vision-models", location: "us-east1", key: new google.ModelKey(cloud, "key") }',
      "MK_KEY_LOCATION",
      "lies in europe-west4, but the bucket in us-east1",
      "tfserving-gke",
    ],
    [
      "accelerator that Google does not offer",
      "gpu: GpuModel.NVIDIA_L4, maxNodes",
      "gpu: GpuModel.NVIDIA_A10G, maxNodes",
      "MK_GPU_NOT_OFFERED",
      "gpu is nvidia-a10g",
      "tfserving-gke",
    ],
    [
      "address of a Google service account where a Kubernetes one belongs",
      'serviceAccountName: "resnet"',
      'serviceAccountName: "resnet@acme-vision.iam.gserviceaccount.com"',
      "MK_SERVICE_ACCOUNT_KIND",
      "serviceAccountName is",
      "tfserving-gke",
    ],
    [
      "whole pool as publisher",
      "serviceAccount:release-models@acme-vision.iam.gserviceaccount.com",
      "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/*",
      "MK_IAM_MEMBER",
      "member is",
      "tfserving-gke",
    ],
    [
      "name of a cluster that is too long",
      'version: "1.35", imageRepositories',
      'version: "1.35", clusterName: "a-cluster-with-a-name-that-is-too-long-for-it", imageRepositories',
      "MK_NAME_FORMAT",
      "clusterName is",
      "tfserving-gke",
    ],
    ["tenant that is no name", 'tenant: "vision"', 'tenant: "Vision!"', "MK_NAME_FORMAT", "tenant is", "model-store"],
  ])(
    "%s: ends with one ValidationError and leaves no file",
    (kind, valid, invalid, code, message, example) => {
      // GIVEN
      const program = readFileSync(join(EXAMPLES, example, "main.ts"), "utf8");
      expect(program).toContain(valid);
      const file = join(folder, `${kind.replaceAll(" ", "-")}.ts`);
      writeFileSync(file, program.replace(valid, invalid));
      // WHEN
      const { status, stderr, outdir } = runProgram(file, join(folder, `out-of-${kind.replaceAll(" ", "-")}`));
      // THEN
      expect(status).toBe(1);
      expect(stderr.match(/^ValidationError \[/gm)).toHaveLength(1);
      expect(stderr).toContain(`ValidationError [${code}] at `);
      expect(stderr).toContain(message);
      expect(filesIn(outdir)).toEqual([]);
    },
    SYNTHESIS_TIMEOUT,
  );
});

/** Runs a program as its user does, in a process of its own. */
function runProgram(file: string, outdir: string): Run {
  const { status, stderr } = spawnSync(process.execPath, [TSX, "--tsconfig", join(EXAMPLES, "tsconfig.json"), file], {
    cwd: folder,
    encoding: "utf8",
    // Programs that lie outside the repository find its packages by NODE_PATH.
    env: { ...process.env, CDKTF_OUTDIR: outdir, NODE_PATH: join(ROOT, "node_modules") },
  });
  return { status, stderr, outdir };
}

function filesIn(directory: string): string[] {
  return existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
}
