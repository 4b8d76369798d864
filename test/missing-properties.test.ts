import { Testing } from "cdktf";
import { aws, HardenedStack, type HardenedStackProps, kubernetes, ModelFormat, ServingTier } from "modelkeep";
import { ValidationError } from "modelkeep/errors";
import { CLUSTER_ATTRIBUTES, importedCluster } from "./support/samples";
import { testStack } from "./support/stack";

/** A program that runs uncompiled, as by `tsx`, may leave out what a compiler would ask for. */
function uncompiled<T>(props: object): T {
  return JSON.parse(JSON.stringify(props));
}

function errorOf(build: () => unknown): ValidationError {
  try {
    build();
  } catch (error) {
    if (error instanceof ValidationError) {
      return error;
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

const CASES: [string, () => unknown, string[]][] = [
  [
    "a stack without owner",
    () =>
      new HardenedStack(Testing.app(), "stack", uncompiled<HardenedStackProps>({ tier: "staging", tenant: "vision" })),
    ["owner is missing."],
  ],
  [
    "an identity without anything",
    () => new aws.IrsaServingRole(testStack(), "role", uncompiled<aws.ServingRoleProps>({})),
    ["cluster is missing.", "namespace is missing.", "serviceAccountName is missing."],
  ],
  [
    "a network without range",
    () => new aws.ServingNetwork(testStack(), "network", uncompiled<aws.ServingNetworkProps>({})),
    ["cidr is missing."],
  ],
  [
    "a cluster without anything",
    () => new aws.ServingCluster(testStack(), "cluster", uncompiled<aws.ServingClusterProps>({})),
    ["network is missing.", "version is missing."],
  ],
  [
    "a GPU pool without anything",
    () => new aws.GpuNodePool(testStack(), "pool", uncompiled<aws.GpuNodePoolProps>({})),
    ["cluster is missing.", "gpu is missing.", "maxNodes is missing."],
  ],
  [
    "an artifact without digest",
    () => new aws.SecureModelBucket(testStack(), "models").artifact("resnet/v3", uncompiled({ format: {} })),
    ["sha256 is missing."],
  ],
  [
    "an endpoint without anything",
    () =>
      new kubernetes.PrivateInferenceEndpoint(
        testStack(),
        "resnet",
        uncompiled<kubernetes.PrivateInferenceEndpointProps>({}),
      ),
    ["cluster", "identity", "artifact", "server", "fetchImage", "allowedCallers"].map((name) => `${name} is missing.`),
  ],
  [
    "an imported cluster without ranges of S3",
    () =>
      aws.ServingCluster.fromClusterAttributes(
        testStack(),
        "cluster",
        uncompiled({ ...CLUSTER_ATTRIBUTES, s3Cidrs: undefined }),
      ),
    ["s3Cidrs is missing."],
  ],
];

test.each(CASES)("%s is refused by name, not by an accident further down", (_, build, messages) => {
  const error = errorOf(build);

  expect(error.codes).toEqual(["MK_MISSING"]);
  expect(error.problems.map(({ message }) => message)).toEqual(messages);
});

test("a number where text belongs is refused by name", () => {
  const stack = testStack();
  const network = new aws.ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  const version = uncompiled<string>([1.35]).at(0);
  const error = errorOf(() => new aws.ServingCluster(stack, "cluster", { network, version: version ?? "" }));

  expect(error.message).toContain("version is 1.35, not a string.");
});

test("text where a number belongs is shown in quotes", () => {
  const error = errorOf(() => new aws.LogBucket(testStack(), "logs", uncompiled({ retentionDays: "400" })));

  expect(error.message).toContain('retentionDays is "400", not a whole number from 365 to 3650.');
});

test("an endpoint of another tier than its cluster is refused: tiers never reach into one another", () => {
  const cloud = testStack(ServingTier.STAGING, "cloud");
  const cluster = importedCluster(cloud);
  const store = new aws.SecureModelBucket(cloud, "models");
  const error = errorOf(
    () =>
      new kubernetes.PrivateInferenceEndpoint(testStack(ServingTier.PRODUCTION, "workload"), "resnet", {
        cluster,
        identity: new aws.IrsaServingRole(cloud, "resnet", {
          cluster,
          namespace: "vision",
          serviceAccountName: "resnet",
        }),
        artifact: store.artifact("resnet/v3", { format: ModelFormat.SAVED_MODEL, sha256: "9c".repeat(32) }),
        server: kubernetes.ModelServer.tensorflowServing({ image: `acme.example/serving@sha256:${"4f".repeat(32)}` }),
        fetchImage: `acme.example/aws-cli@sha256:${"7a".repeat(32)}`,
        allowedCallers: [],
      }),
  );

  expect(error.codes).toEqual(["MK_ENDPOINT_TIERS"]);
});

test("an error is printed once: its parts do not stand below the message again", () => {
  const error = errorOf(() => new aws.LogBucket(testStack(), "logs", { retentionDays: 1 }));

  expect(Object.keys(error)).toEqual([]);
  expect(error.stack).toMatch(/^ValidationError \[MK_NUMBER_RANGE\] at test\/logs \(aws\.LogBucket\):\n/);
});
