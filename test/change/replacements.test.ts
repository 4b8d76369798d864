import { isReplacementKnown, replacingAttributes } from "../../src/change/replacements";
import { REPLACING_AWS } from "../../src/change/replacements-aws";

describe("an argument of the provider", () => {
  test.each([
    { kind: "aws_s3_bucket", path: "bucket", replaces: true, because: "it is in the table" },
    { kind: "aws_s3_bucket", path: "tags", replaces: false, because: "it is not" },
    { kind: "aws_s3_bucket", path: "bucket_prefix", replaces: true, because: "it is in the table itself" },
    { kind: "aws_s3_bucket", path: "bucket_key", replaces: false, because: "it only begins like one of the table" },
    {
      kind: "aws_eks_node_group",
      path: "subnet_ids.1",
      replaces: true,
      because: "it is an element of one of the table",
    },
    {
      kind: "aws_eks_node_group",
      path: "remote_access.0.ec2_ssh_key",
      replaces: true,
      because: "the block is in the table",
    },
    { kind: "aws_eks_node_group", path: "remote_access", replaces: true, because: "the block comes or goes" },
    { kind: "aws_eks_node_group", path: "launch_template.0.id", replaces: true, because: "it is in the table" },
    {
      kind: "aws_eks_node_group",
      path: "launch_template.0.version",
      replaces: false,
      because: "only others of its block are",
    },
    {
      kind: "aws_eks_node_group",
      path: "launch_template.0",
      replaces: true,
      because: "the block takes the id with it",
    },
    { kind: "aws_eks_node_group", path: "launch_template", replaces: true, because: "the block takes the id with it" },
    {
      kind: "aws_eks_node_group",
      path: "scaling_config.0.max_size",
      replaces: false,
      because: "it is not in the table",
    },
    { kind: "aws_sagemaker_model", path: "vpc_config", replaces: true, because: "the block comes or goes" },
    {
      kind: "aws_sagemaker_model",
      path: "vpc_config.0.subnets",
      replaces: false,
      because: "what is in the block does not",
    },
    { kind: "aws_db_instance", path: "identifier", replaces: false, because: "a database is renamed in place" },
    { kind: "aws_eks_cluster", path: "version", replaces: false, because: "a cluster is upgraded in place" },
    { kind: "aws_eks_cluster", path: "remote_network_config", replaces: false, because: "version 6 updates it" },
  ])("$kind $path: $replaces, for $because", ({ kind, path, replaces }) => {
    expect(replacingAttributes(kind)(path)).toBe(replaces);
  });
});

test("what is regional is replaced in another region, and what is not has none", () => {
  const regional = Object.keys(REPLACING_AWS).filter((kind) => !kind.startsWith("aws_iam_"));
  expect(regional.length).toBeGreaterThan(50);
  expect(regional.filter((kind) => !replacingAttributes(kind)("region"))).toEqual([]);
  expect(replacingAttributes("aws_iam_role")("region")).toBe(false);
});

describe("an object of Kubernetes", () => {
  test.each([
    { kind: "kubernetes_deployment", path: "metadata.0.name", replaces: true },
    { kind: "kubernetes_deployment", path: "metadata.0.namespace", replaces: true },
    { kind: "kubernetes_deployment", path: "metadata.0.labels.app", replaces: false },
    { kind: "kubernetes_deployment", path: "spec.0.selector.0.match_labels", replaces: true },
    { kind: "kubernetes_deployment", path: "spec.0.replicas", replaces: false },
    { kind: "kubernetes_deployment_v1", path: "spec.0.selector.0.match_labels", replaces: true },
    { kind: "kubernetes_deployment_v1", path: "spec.0.replicas", replaces: false },
    { kind: "kubernetes_horizontal_pod_autoscaler_v2", path: "metadata.0.name", replaces: true },
    { kind: "kubernetes_horizontal_pod_autoscaler_v2", path: "spec.0.max_replicas", replaces: false },
    { kind: "kubernetes_service_v1", path: "spec.0.cluster_ip", replaces: true },
    { kind: "kubernetes_config_map_v1", path: "data.settings", replaces: false },
    { kind: "kubernetes_toString", path: "spec.0.replicas", replaces: false },
  ])("$kind $path: $replaces", ({ kind, path, replaces }) => {
    expect(replacingAttributes(kind)(path)).toBe(replaces);
  });
});

test.each(["aws_no_such_kind", "azurerm_resource_group", "apps/v1 Deployment", "constructor", "__proto__", ""])(
  "nobody knows what replaces %p, and nothing is said of it",
  (kind) => {
    expect(isReplacementKnown(kind)).toBe(false);
    expect(["name", "bucket", "region", ""].map((path) => replacingAttributes(kind)(path))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  },
);

test.each(["aws_s3_bucket", "google_storage_bucket", "kubernetes_namespace", "helm_release", "terraform_data"])(
  "it is known what replaces %s",
  (kind) => {
    expect(isReplacementKnown(kind)).toBe(true);
  },
);

test.each([
  { kind: "helm_release", path: "namespace", replaces: true },
  { kind: "helm_release", path: "version", replaces: false },
  { kind: "terraform_data", path: "triggers_replace.0", replaces: true },
  { kind: "terraform_data", path: "input", replaces: false },
  { kind: "google_container_node_pool", path: "node_config.0.machine_type", replaces: false },
  { kind: "google_container_node_pool", path: "node_config.0.service_account", replaces: true },
])("$kind $path: $replaces", ({ kind, path, replaces }) => {
  expect(replacingAttributes(kind)(path)).toBe(replaces);
});

test("no entry of the table is in it twice, or below another one", () => {
  const covered = Object.entries(REPLACING_AWS).flatMap(([kind, entries]) =>
    entries
      .filter((entry, index) => entries.some((other, at) => at !== index && `${entry}.`.startsWith(`${other}.`)))
      .map((entry) => `${kind} ${entry}`),
  );
  expect(covered).toEqual([]);
});

describe("a value that decides", () => {
  test.each([
    ["aws_s3_bucket", "region", "eu-west-1", "us-east-1", true],
    ["aws_s3_bucket", "region", undefined, "us-east-1", false],
    ["aws_s3_bucket", "region", "us-east-1", undefined, false],
    ["aws_iam_role", "region", "eu-west-1", "us-east-1", false],
    ["aws_eks_cluster", "encryption_config.0", [{}], undefined, true],
    ["aws_eks_cluster", "encryption_config.0", undefined, [{}], false],
    ["aws_ssm_parameter", "tier", "Advanced", "Standard", true],
    ["aws_ssm_parameter", "tier", "Standard", "Advanced", false],
    ["aws_vpc", "instance_tenancy", "dedicated", "default", false],
    ["aws_vpc", "instance_tenancy", "default", "dedicated", true],
  ])("%s.%s from %j to %j", (kind, path, before, after, expected) => {
    expect(replacingAttributes(kind)(path, before, after)).toBe(expected);
  });
});
