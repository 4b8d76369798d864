import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing } from "cdktf";
import { GpuModel, HardenedStack, ServingTier } from "modelkeep";
import {
  ClusterAccessLevel,
  type InternetDestination,
  LogBucket,
  ModelKey,
  SecureModelBucket,
  SecureStateBackend,
  ServingCluster,
  ServingLogGroup,
  ServingNetwork,
  type SystemNodePoolOptions,
} from "modelkeep/aws";
import { resourcesOf, synthesize, testStack } from "../support/stack";

const ROLE = "arn:aws:iam::111122223333:role/vision-team";

function clusterIn(
  stack = testStack(),
  internetDestinations: InternetDestination[] = [],
  systemNodePool?: SystemNodePoolOptions,
) {
  const network = new ServingNetwork(stack, "network", {
    cidr: "10.20.0.0/16",
    zones: ["eu-west-1a", "eu-west-1b"],
    internetDestinations,
  });
  return new ServingCluster(stack, "cluster", { network, version: "1.35", systemNodePool });
}

test("cluster-security-groups.test.ts, NET-09: every security group says what it is for, in characters that EC2 takes", () => {
  const stack = testStack();
  clusterIn(stack);
  expect(synthesize(stack)).toHaveEvery("aws_security_group", {
    description: expect.stringMatching(/^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/),
  });
});

test("serving-cluster.test.ts: access is granted after the cluster is made", () => {
  const stack = testStack();
  clusterIn(stack).grantBreakGlass("emergency", ROLE);
  expect(synthesize(stack)).toHaveEvery("aws_eks_access_entry", {
    cluster_name: expect.stringMatching(/^\$\{aws_eks_cluster\.\w+\.name\}$/),
  });
});

test("serving-cluster.test.ts: a role that is granted access twice has one entry", () => {
  const stack = testStack();
  const cluster = clusterIn(stack);
  cluster.grantAccess("view", { roleArn: ROLE, level: ClusterAccessLevel.VIEW, namespaces: ["speech"] });
  cluster.grantAccess("edit", { roleArn: ROLE, level: ClusterAccessLevel.EDIT, namespaces: ["vision"] });
  expect(resourcesOf(synthesize(stack), "aws_eks_access_entry")).toHaveLength(1);
});

test("internet-destinations.test.ts: one range on two ports is routed once in each route table", () => {
  const stack = testStack();
  clusterIn(stack, [
    { name: "web", cidr: "203.0.113.0/24" },
    { name: "registry", cidr: "203.0.113.0/24", port: 5000 },
  ]);
  const routes = resourcesOf(synthesize(stack), "aws_route").map(
    (r) => `${r.route_table_id} ${r.destination_cidr_block}`,
  );
  expect(new Set(routes).size).toBe(routes.length);
});

test("internet-destinations.test.ts: two destinations of one name are refused", () => {
  expect(() =>
    clusterIn(undefined, [
      { name: "a", cidr: "203.0.113.0/24" },
      { name: "a", cidr: "198.51.100.0/24" },
    ]),
  ).toThrow(expect.objectContaining({ name: "ValidationError" }));
});

test.each([["pods"], ["dns-tcp"], ["dns-udp"]])(
  "cluster-security-groups.test.ts: a destination may be named %s",
  (name) => {
    expect(() => clusterIn(undefined, [{ name, cidr: "203.0.113.0/24" }])).not.toThrow();
  },
);

test.each([["169.254.169.254/32"], ["127.0.0.0/16"], ["224.0.0.0/16"], ["0.0.0.0/16"]])(
  "internet-destinations.test.ts: %s is refused, it is not on the internet",
  (cidr) => {
    expect(() => clusterIn(undefined, [{ name: "a", cidr }])).toThrow(
      expect.objectContaining({ codes: ["MK_NETWORK_DESTINATION"] }),
    );
  },
);

test("gpu-node-pool.test.ts: a region that does not offer the machine type is refused, also when the pool names no zones", () => {
  expect(() => clusterIn().addGpuNodePool("gpu", { gpu: GpuModel.NVIDIA_H200, maxNodes: 1 })).toThrow(
    expect.objectContaining({ codes: ["MK_GPU_NOT_IN_REGION"] }),
  );
});

test("gpu-node-pool.test.ts: the same zone twice is refused", () => {
  expect(() =>
    clusterIn().addGpuNodePool("gpu", { gpu: GpuModel.NVIDIA_L4, maxNodes: 1, zones: ["eu-west-1a", "eu-west-1a"] }),
  ).toThrow(expect.objectContaining({ codes: ["MK_GPU_ZONES"] }));
});

test.each([[["m7g.large"]], [[]], [["p3.2xlarge"]], [["inf2.xlarge"]]])(
  "system-node-pool.test.ts: machineTypes %j is refused",
  (machineTypes) => {
    expect(() => clusterIn(undefined, [], { machineTypes })).toThrow(
      expect.objectContaining({ name: "ValidationError" }),
    );
  },
);

test("serving-network.test.ts: zones that EKS cannot use are not chosen", () => {
  const stack = testStack();
  new ServingNetwork(stack, "network", { cidr: "10.20.0.0/16" });
  expect(Object.values(synthesize(stack).data.aws_availability_zones ?? {})).toEqual([
    expect.objectContaining({ exclude_zone_ids: ["use1-az3", "usw1-az2", "cac1-az3"] }),
  ]);
});

test("secure-model-bucket.test.ts: a wildcard or an empty prefix is no place to publish to", () => {
  for (const prefix of ["", "res*", "resnet/", "../other"]) {
    const models = new SecureModelBucket(testStack(), "models");
    expect(() => models.grantPublish(ROLE, prefix)).toThrow(expect.objectContaining({ codes: ["MK_NAME_FORMAT"] }));
  }
});

test("secure-model-bucket.test.ts: a wildcard of roles is no publisher", () => {
  const models = new SecureModelBucket(testStack(), "models");
  expect(() => models.grantPublish("arn:aws:iam::111122223333:role/*")).toThrow(
    expect.objectContaining({ codes: ["MK_ROLE_ARN"] }),
  );
});

test("log-bucket.test.ts: a log bucket of another stack is not named in depends_on, which takes whole resources", () => {
  const app = Testing.app();
  const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" };
  const platform = new HardenedStack(app, "platform", owner);
  const tenant = new HardenedStack(app, "tenant", owner);
  new AwsProvider(platform, "aws");
  new AwsProvider(tenant, "aws");
  new SecureModelBucket(tenant, "models", { logBucket: new LogBucket(platform, "logs") });
  for (const stack of [platform, tenant]) {
    stack.prepareStack();
  }
  expect(synthesize(tenant)).toHaveNone("aws_s3_bucket_logging", "depends_on");
});

test("serving-log-group.test.ts: a key of another stack encrypts a log group", () => {
  const app = Testing.app();
  const owner = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision" };
  const platform = new HardenedStack(app, "platform", owner);
  const tenant = new HardenedStack(app, "tenant", owner);
  new AwsProvider(platform, "aws");
  new AwsProvider(tenant, "aws");
  new ServingLogGroup(tenant, "log", { key: new ModelKey(platform, "key"), logGroupName: "/tenant/log" });
  for (const stack of [platform, tenant]) {
    stack.prepareStack();
  }
  expect(synthesize(platform)).toHaveEvery("aws_kms_key", { policy: expect.stringContaining("log-group:/tenant/log") });
});

test("secure-state-backend.test.ts: the role of a location is a literal role", () => {
  const stack = testStack();
  const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/8d1e1f6a-5b3c-4d2e-9f10-2a3b4c5d6e7f";
  const location = { bucketName: "acme-states", region: "eu-west-1", keyArn };
  expect(() => SecureStateBackend.attach(stack, { ...location, roleArn: "arn:aws:iam::111122223333:user/jo" })).toThrow(
    expect.objectContaining({ codes: ["MK_ROLE_ARN"] }),
  );
});

test("imported-serving-cluster.test.ts: ranges that would open the pods are refused", () => {
  const attributes = {
    clusterName: "serving",
    clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/serving",
    region: "eu-west-1",
    endpoint: "https://example.eks.amazonaws.com",
    certificateAuthorityData: "LS0t",
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    oidcIssuer: "oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    vpcCidr: "10.20.0.0/16",
  };
  for (const s3Cidrs of [[], ["0.0.0.0/0"], ["52.0.0.0/8"], ["s3"]]) {
    expect(() => ServingCluster.fromClusterAttributes(testStack(), "cluster", { ...attributes, s3Cidrs })).toThrow(
      expect.objectContaining({ codes: ["MK_S3_CIDRS"] }),
    );
  }
});
