import fc from "fast-check";
import type { EstateSource } from "./estates";

type Body = Readonly<Record<string, unknown>>;

/** Stands in every place that holds a secret: no report may print it. */
export const CANARY = "MK_CANARY_s3cr3t";

const ACTIONS = ["s3:GetObject", "s3:Get*", "s3:*", "kms:Decrypt", "iam:PassRole", "*"];
const CIDRS = ["10.0.0.0/8", "10.8.0.0/16", "0.0.0.0/0", "::/0", "${aws_vpc.main.cidr_block}"];
const MACHINES = ["g5.xlarge", "g6.xlarge", "m7i.large", "p5.48xlarge", "x9.huge", "${var.machine}"];
const NAMESPACES = ["vision", "speech"];

function policy(actions: readonly string[], principal?: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*", ...(principal && { Principal: principal }) }],
  });
}

const actions = fc.subarray(ACTIONS, { minLength: 1 });

/** A resource of each kind that some part of the report reads, in a few states that differ in what matters to it. */
const RESOURCES: Readonly<Record<string, fc.Arbitrary<Body>>> = {
  "aws_s3_bucket.models": fc.record({ bucket: fc.constantFrom("models", "models-2") }),
  "aws_s3_bucket.logs": fc.record({ bucket: fc.constant("logs"), force_destroy: fc.boolean() }),
  "aws_s3_bucket_policy.models": fc.record({
    bucket: fc.constant("${aws_s3_bucket.models.id}"),
    policy: fc
      .tuple(actions, fc.constantFrom("*", "arn:aws:iam::444455556666:root"))
      .map(([all, AWS]) => policy(all, { AWS })),
  }),
  "aws_s3_bucket_public_access_block.models": fc.record({
    bucket: fc.constant("${aws_s3_bucket.models.id}"),
    block_public_acls: fc.boolean(),
    block_public_policy: fc.boolean(),
    ignore_public_acls: fc.boolean(),
    restrict_public_buckets: fc.boolean(),
  }),
  "aws_kms_key.models": fc.record({ description: fc.constantFrom("Models", "Weights"), multi_region: fc.boolean() }),
  "aws_ebs_volume.scratch": fc.record({
    availability_zone: fc.constant("us-east-1a"),
    size: fc.constantFrom(10, 100),
    type: fc.constantFrom("gp3", "gp2", "zz9"),
  }),
  "aws_vpc.main": fc.record({ cidr_block: fc.constantFrom("10.0.0.0/16", "10.1.0.0/16") }),
  "aws_nat_gateway.main": fc.record({ subnet_id: fc.constantFrom("subnet-1", "subnet-2") }),
  "aws_security_group.serving": fc.record({
    vpc_id: fc.constant("${aws_vpc.main.id}"),
    ingress: fc.array(
      fc.record({
        protocol: fc.constantFrom("tcp", "-1"),
        from_port: fc.constantFrom(443, 8501),
        to_port: fc.constantFrom(8501, 9000),
        cidr_blocks: fc.subarray(CIDRS, { minLength: 1 }),
      }),
      { maxLength: 2 },
    ),
  }),
  "aws_lb.serving": fc.record({
    internal: fc.boolean(),
    load_balancer_type: fc.constantFrom("application", "network"),
    security_groups: fc.constant(["${aws_security_group.serving.id}"]),
  }),
  "aws_eks_cluster.main": fc.record({
    name: fc.constant("main"),
    version: fc.constantFrom("1.29", "1.35"),
    vpc_config: fc.record({ endpoint_public_access: fc.boolean(), public_access_cidrs: fc.subarray(CIDRS) }),
  }),
  "aws_eks_node_group.gpu": fc.record({
    cluster_name: fc.constant("${aws_eks_cluster.main.name}"),
    node_group_name: fc.constantFrom("gpu", "gpu-2"),
    instance_types: fc.constantFrom(...MACHINES).map((machine) => [machine]),
    scaling_config: fc
      .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
      .map(([least, more]) => ({ min_size: least, max_size: least + more, desired_size: least })),
  }),
  "aws_iam_role.resnet": fc.record({
    name: fc.constant("resnet"),
    assume_role_policy: fc
      .constantFrom<object>({ Service: "ec2.amazonaws.com" }, { AWS: "*" }, { AWS: "arn:aws:iam::444455556666:root" })
      .map((principal) => policy(["sts:AssumeRole"], principal)),
  }),
  "aws_iam_role_policy.resnet": fc.record({
    role: fc.constant("${aws_iam_role.resnet.id}"),
    policy: actions.map((all) => policy(all)),
  }),
  "aws_db_instance.features": fc.record({
    engine: fc.constant("postgres"),
    password: fc.constantFrom(CANARY, `${CANARY}2`),
    deletion_protection: fc.boolean(),
  }),
  "aws_secretsmanager_secret_version.token": fc.record({
    secret_id: fc.constant("token"),
    secret_string: fc.constantFrom(CANARY, `${CANARY}2`, JSON.stringify({ token: CANARY })),
  }),
  "google_container_node_pool.gpu": fc.record({
    cluster: fc.constant("main"),
    location: fc.constantFrom("us-central1-a", "us-central1"),
    node_config: fc.record({ machine_type: fc.constantFrom("g2-standard-4", "n2-standard-4", "zz-9") }),
    autoscaling: fc.integer({ min: 0, max: 4 }).map((max_node_count) => ({ min_node_count: 0, max_node_count })),
  }),
  "google_storage_bucket_iam_member.models": fc.record({
    bucket: fc.constant("models"),
    role: fc.constantFrom("roles/storage.objectViewer", "roles/storage.admin"),
    member: fc.constantFrom("allUsers", "serviceAccount:resnet@acme.iam.gserviceaccount.com"),
  }),
  "kubernetes_namespace_v1.tenant": fc.constantFrom(...NAMESPACES).map((name) => ({ metadata: { name } })),
  "kubernetes_secret_v1.token": fc.record({
    metadata: fc.constant({ name: "token", namespace: "vision" }),
    data: fc.constantFrom({ token: CANARY }, { token: `${CANARY}2` }),
  }),
  "kubernetes_deployment_v1.resnet": fc.record({
    metadata: fc.constantFrom(...NAMESPACES).map((namespace) => ({ name: "resnet", namespace })),
    spec: fc.constantFrom("a", "b").map((tag) => ({
      selector: { match_labels: { app: "resnet" } },
      template: {
        metadata: { labels: { app: "resnet" } },
        spec: {
          container: [
            {
              name: "serving",
              image: `serving:${tag}`,
              port: [{ container_port: 8501 }],
              env: [{ name: "API_TOKEN", value: CANARY }],
            },
          ],
        },
      },
    })),
  }),
  "kubernetes_service_v1.resnet": fc.record({
    metadata: fc.constantFrom(...NAMESPACES).map((namespace) => ({ name: "resnet", namespace })),
    spec: fc.constantFrom("ClusterIP", "LoadBalancer", "NodePort").map((type) => ({
      type,
      selector: { app: "resnet" },
      port: [{ port: 8501 }],
    })),
  }),
  "kubernetes_network_policy_v1.resnet": fc.record({
    metadata: fc.constantFrom(...NAMESPACES).map((namespace) => ({ name: "resnet", namespace })),
    spec: fc.subarray(["gateway", "batch"]).map((names) => ({
      pod_selector: { match_labels: { app: "resnet" } },
      policy_types: ["Ingress"],
      ingress: names.map((name) => ({ from: [{ namespace_selector: { match_labels: { name } } }] })),
    })),
  }),
};

/** What others refer to: Terraform refuses a reference to what is not declared. */
const ALWAYS: ReadonlySet<string> = new Set([
  "aws_s3_bucket.models",
  "aws_vpc.main",
  "aws_security_group.serving",
  "aws_eks_cluster.main",
  "aws_iam_role.resnet",
]);

function sometimes(address: string, body: fc.Arbitrary<Body>): fc.Arbitrary<Body | undefined> {
  return ALWAYS.has(address) ? body : fc.option(body, { nil: undefined });
}

/** Estates that have some of the resources, each in one of its states. */
export const changingEstate: fc.Arbitrary<EstateSource> = estatesOf((body) => body);

/** Mostly nothing: with more of them no estate could be read. */
const rarelyOdd = fc.oneof(
  { weight: 24, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** The same kinds with anything in their attributes: what nobody would write, and somebody's tool does. */
export const oddEstate: fc.Arbitrary<EstateSource> = estatesOf((body) =>
  fc.tuple(body, fc.infiniteStream(rarelyOdd)).map(([usual, values]) =>
    Object.fromEntries(
      Object.entries(usual).map(([name, value]) => {
        const odd = values.next().value;
        return [name, odd === undefined ? value : odd];
      }),
    ),
  ),
);

function estatesOf(made: (body: fc.Arbitrary<Body>) => fc.Arbitrary<Body>): fc.Arbitrary<EstateSource> {
  return fc
    .record(
      Object.fromEntries(Object.entries(RESOURCES).map(([address, body]) => [address, sometimes(address, made(body))])),
    )
    .map((bodies) => ({ provider: { aws: [{ region: "us-east-1" }] }, resource: byKind(bodies) }));
}

function byKind(bodies: Readonly<Record<string, Body | undefined>>): Record<string, Record<string, Body>> {
  const resources: Record<string, Record<string, Body>> = {};
  for (const [address, body] of Object.entries(bodies)) {
    const [kind = "", name = ""] = address.split(".");
    if (body !== undefined) {
      resources[kind] = { ...resources[kind], [name]: body };
    }
  }
  return resources;
}
