import type { DriftEntry } from "../../../src/change/drift/drift-report";
import { driftPlan, entriesOf, type Stated } from "./drift-plans";

const BUCKET: Stated = { address: "aws_s3_bucket.models", was: { bucket: "acme-models", id: "acme-models" } };
const BLOCK = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const OF_BUCKET = { bucket: "acme-models", id: "acme-models" };
const toBucket = { bucket: { references: ["aws_s3_bucket.models.id", "aws_s3_bucket.models"] } };
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}';
const role = (more: object = {}): Stated["was"] => ({
  name: "resnet",
  id: "resnet",
  arn: "arn:aws:iam::1:role/resnet",
  assume_role_policy: TRUST,
  inline_policy: [],
  managed_policy_arns: [],
  ...more,
});
const statement = (action: string, resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
const nodes = (desired: number, min: number, max: number): Stated["was"] => ({
  node_group_name: "gpu",
  cluster_name: "serving",
  scaling_config: [{ desired_size: desired, min_size: min, max_size: max }],
  instance_types: ["g6.xlarge"],
});
const deployment = (replicas: number, image: string): Stated["was"] => ({
  metadata: [{ name: "resnet", namespace: "vision" }],
  spec: [
    {
      replicas: String(replicas),
      selector: [{ match_labels: { app: "resnet" } }],
      template: [{ metadata: [{ labels: { app: "resnet" } }], spec: [{ container: [{ name: "server", image }] }] }],
    },
  ],
});
const autoscaler: Stated = {
  address: "kubernetes_horizontal_pod_autoscaler_v2.resnet",
  was: {
    metadata: [{ name: "resnet", namespace: "vision" }],
    spec: [
      {
        min_replicas: 2,
        max_replicas: 8,
        scale_target_ref: [{ api_version: "apps/v1", kind: "Deployment", name: "resnet" }],
      },
    ],
  },
};
const pool = (nodes: number): Stated["was"] => ({
  name: "gpu",
  node_count: nodes,
  autoscaling: [{ min_node_count: 0, max_node_count: 0, total_min_node_count: 1, total_max_node_count: 6 }],
});
const KEY = "arn:aws:kms:eu-west-1:1:key/models";
const key = (more: object): Stated["was"] => ({
  id: "models",
  arn: KEY,
  deletion_window_in_days: 7,
  is_enabled: true,
  ...more,
});

/** An endpoint that depends on the key. */
const KEYED: Stated = {
  address: "aws_sagemaker_endpoint.rank",
  was: { name: "rank", kms_key_arn: KEY },
  code: { kms_key_arn: { references: ["aws_kms_key.models.arn", "aws_kms_key.models"] } },
};
const group = (cidr: string): Stated["was"] => ({
  id: "sg-1",
  name: "model-servers",
  ingress: [
    {
      cidr_blocks: [cidr],
      ipv6_cidr_blocks: [],
      from_port: 8501,
      to_port: 8501,
      protocol: "tcp",
      description: "callers",
      prefix_list_ids: [],
      security_groups: [],
      self: false,
    },
  ],
});

type Case = readonly [name: string, resources: readonly Stated[], group: DriftEntry["group"], reason: RegExp];

const CASES: readonly Case[] = [
  [
    "a public access block that somebody deleted",
    [
      BUCKET,
      {
        address: "aws_s3_bucket_public_access_block.models",
        was: { ...OF_BUCKET, ...BLOCK },
        is: null,
        code: toBucket,
      },
    ],
    "security",
    /^AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT \(critical\) held and now fails/,
  ],
  [
    "versioning that somebody suspended",
    [
      BUCKET,
      {
        address: "aws_s3_bucket_versioning.models",
        was: { ...OF_BUCKET, versioning_configuration: [{ status: "Enabled" }] },
        is: { ...OF_BUCKET, versioning_configuration: [{ status: "Suspended" }] },
      },
    ],
    "security",
    /^protects less: versioning_configuration\.status: Enabled -> Suspended$/,
  ],
  [
    "a policy that somebody widened",
    [
      { address: "aws_iam_role.resnet", was: role() },
      {
        address: "aws_iam_role_policy.resnet",
        was: { name: "grants", role: "resnet", policy: statement("s3:GetObject", "arn:aws:s3:::acme-models/*") },
        is: { name: "grants", role: "resnet", policy: statement("s3:*", "*") },
      },
    ],
    "security",
    /^role resnet gains s3:\* \(\d+ actions: [^)]+\) on \*$/,
  ],
  [
    "a policy of AWS that somebody attached",
    [
      {
        address: "aws_iam_role.resnet",
        was: role(),
        is: role({ managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
        code: { name: {}, assume_role_policy: {} },
      },
    ],
    "security",
    /AdministratorAccess/,
  ],
  [
    "a security group that somebody opened",
    [{ address: "aws_security_group.servers", was: group("10.0.0.0/8"), is: group("0.0.0.0/0") }],
    "security",
    /can be reached now: tcp 8501 from the internet/,
  ],
  [
    "a security group that somebody closed",
    [{ address: "aws_security_group.servers", was: group("10.0.0.0/8"), is: group("10.0.1.0/24") }],
    "outage",
    /can no longer be reached: tcp 8501/,
  ],
  [
    "a permission that somebody took away",
    [
      { address: "aws_iam_role.resnet", was: role() },
      {
        address: "aws_iam_role_policy.resnet",
        was: { name: "grants", role: "resnet", policy: statement("s3:GetObject", "arn:aws:s3:::acme-models/*") },
        is: { name: "grants", role: "resnet", policy: statement("logs:PutLogEvents", "arn:aws:s3:::acme-models/*") },
      },
    ],
    "security",
    /^role resnet loses s3:GetObject on arn:aws:s3:::acme-models\/\*$/,
  ],
  [
    "a node group that somebody limited to one node",
    [{ address: "aws_eks_node_group.gpu", was: nodes(3, 1, 6), is: nodes(1, 1, 1) }],
    "outage",
    /^it was scaled \(scaling_config\.max_size\)/,
  ],
  [
    "a node group that the autoscaler moved",
    [{ address: "aws_eks_node_group.gpu", was: nodes(3, 1, 6), is: nodes(5, 1, 6) }],
    "harmless",
    /^an autoscaler moved it/,
  ],
  [
    "a deployment that somebody scaled to zero",
    [{ address: "kubernetes_deployment_v1.resnet", was: deployment(3, "serving:1"), is: deployment(0, "serving:1") }],
    "outage",
    /^it was scaled \(spec\.replicas\)/,
  ],
  [
    "a deployment that its autoscaler moved",
    [
      { address: "kubernetes_deployment_v1.resnet", was: deployment(3, "serving:1"), is: deployment(6, "serving:1") },
      autoscaler,
    ],
    "harmless",
    /^an autoscaler moved it/,
  ],
  [
    "a deployment beyond what its autoscaler may",
    [
      { address: "kubernetes_deployment_v1.resnet", was: deployment(3, "serving:1"), is: deployment(0, "serving:1") },
      autoscaler,
    ],
    "outage",
    /^it was scaled below its minimum of 2 \(spec\.replicas\)$/,
  ],
  [
    "a deployment that somebody scaled to more than its autoscaler may",
    [
      { address: "kubernetes_deployment_v1.resnet", was: deployment(3, "serving:1"), is: deployment(12, "serving:1") },
      autoscaler,
    ],
    "outage",
    /^it was scaled beyond its maximum of 8 \(spec\.replicas\)$/,
  ],
  [
    "a node group beyond its largest size",
    [{ address: "aws_eks_node_group.gpu", was: nodes(2, 1, 3), is: nodes(9, 1, 3) }],
    "outage",
    /^it was scaled beyond its maximum of 3 \(scaling_config\.desired_size\)/,
  ],
  [
    "a node group below its smallest size",
    [{ address: "aws_eks_node_group.gpu", was: nodes(2, 2, 3), is: nodes(0, 2, 3) }],
    "outage",
    /^it was scaled below its minimum of 2 \(scaling_config\.desired_size\)/,
  ],
  [
    "an autoscaling group below its smallest size",
    [
      {
        address: "aws_autoscaling_group.gpu",
        was: { name: "gpu", desired_capacity: 2, min_size: 2, max_size: 4 },
        is: { name: "gpu", desired_capacity: 1, min_size: 2, max_size: 4 },
      },
    ],
    "outage",
    /^it was scaled below its minimum of 2 \(desired_capacity\)$/,
  ],
  [
    // The bounds that a pool does not use are 0.
    "a node pool beyond what it may be in total",
    [
      {
        address: "google_container_node_pool.gpu",
        was: pool(3),
        is: pool(9),
      },
    ],
    "outage",
    /^it was scaled beyond its maximum of 6 \(node_count\)$/,
  ],
  [
    "a key that is kept for longer before it is deleted",
    [KEYED, { address: "aws_kms_key.models", was: key({}), is: key({ deletion_window_in_days: 30 }) }],
    "harmless",
    /^nothing can fail from it, and nothing is guarded less \(deletion_window_in_days\)$/,
  ],
  [
    "a key that is kept for shorter before it is deleted",
    [KEYED, { address: "aws_kms_key.models", was: key({ deletion_window_in_days: 30 }), is: key({}) }],
    "security",
    /^protects less: deletion_window_in_days: 30 -> 7$/,
  ],
  [
    "a key that is disabled",
    [KEYED, { address: "aws_kms_key.models", was: key({}), is: key({ is_enabled: false }) }],
    "security",
    /^what it acts as, its key, or whether it is on differs \(is_enabled\), and 1 service depends on it/,
  ],
  [
    "another instance type",
    [
      {
        address: "aws_instance.server",
        was: { id: "i-1", instance_type: "g6.xlarge" },
        is: { id: "i-1", instance_type: "t3.micro" },
      },
    ],
    "outage",
    /^what it runs, or what it runs on, differs \(instance_type\)/,
  ],
  [
    "another subnet",
    [
      {
        address: "aws_lb.serving",
        was: { id: "lb", internal: true, subnets: ["subnet-a"] },
        is: { id: "lb", internal: true, subnets: ["subnet-b"] },
      },
    ],
    "outage",
    /^its network differs \(subnets\)/,
  ],
  [
    "another role",
    [
      {
        address: "aws_sagemaker_notebook_instance.n",
        was: { id: "n", role_arn: "arn:aws:iam::1:role/a" },
        is: { id: "n", role_arn: "arn:aws:iam::1:role/b" },
      },
    ],
    "outage",
    /^what it acts as/,
  ],
  [
    "a bucket that is gone, and what was in it",
    [{ ...BUCKET, is: null }],
    "outage",
    /^it is gone, and with it the objects in it/,
  ],
  [
    "something of an unknown kind that is gone",
    [{ address: "vendor_thing.a", was: { id: "a" }, is: null }],
    "outage",
    /^it is gone/,
  ],
  [
    "an alarm that is gone",
    [{ address: "aws_cloudwatch_metric_alarm.a", was: { alarm_name: "a" }, is: null }],
    "harmless",
    /^it is gone; nothing is served by it/,
  ],
  [
    "a tag",
    [
      {
        address: "aws_iam_user.ci",
        was: { name: "ci", tags: { a: "1" } },
        is: { name: "ci", tags: { a: "1", by: "hand" } },
      },
    ],
    "harmless",
    /^only words and counters differ/,
  ],
  [
    "null that became the empty text",
    [{ address: "aws_iam_user.ci", was: { name: "ci", path: null }, is: { name: "ci", path: "" } }],
    "harmless",
    /^nothing changed: path is written in another way/,
  ],
  [
    "a secret that somebody changed",
    [
      {
        address: "vendor_thing.a",
        was: { id: "a", flavour: "sweet" },
        is: { id: "a", flavour: "sour" },
        sensitive: { flavour: true },
      },
    ],
    "outage",
    /^a secret of it differs \(flavour\)$/,
  ],
  [
    "something of an unknown kind that is otherwise",
    [{ address: "vendor_thing.a", was: { id: "a", flavour: "sweet" }, is: { id: "a", flavour: "sour" } }],
    "outage",
    /^it differs \(flavour\), and nobody has looked into what that means for its kind$/,
  ],
  [
    "something of an unknown kind whose words are otherwise",
    [{ address: "vendor_thing.a", was: { id: "a", description: "x" }, is: { id: "a", description: "y" } }],
    "harmless",
    /^only words and counters differ/,
  ],
  [
    "something of an unknown kind that is recorded otherwise",
    [{ address: "aws_vendor_thing.a", was: { monitoring_interval: 60 }, is: { monitoring_interval: 0 } }],
    "harmless",
    /^nothing can fail from it/,
  ],
  [
    "a record of logs that somebody sends elsewhere, of a kind that nobody has looked into",
    [{ address: "google_logging_project_sink.a", was: { destination: "a" }, is: { destination: "b" } }],
    "outage",
    /^it differs \(destination\), and nobody has looked into/,
  ],
  [
    "something of a known kind that is otherwise",
    [{ address: "aws_eip.a", was: { id: "a", public_ipv4_pool: "amazon" }, is: { id: "a", public_ipv4_pool: "own" } }],
    "harmless",
    /^no control, exposure, permission or service/,
  ],
  [
    "keys that somebody added to all machines of a project",
    [
      {
        address: "google_compute_project_metadata.all",
        was: { metadata: { "enable-oslogin": "TRUE" } },
        is: { metadata: { "ssh-keys": "evil:ssh-rsa AAA" } },
      },
    ],
    "security",
    /^protects less: metadata\.ssh-keys: 1 key is new$/,
  ],
  [
    "a key that somebody added to a machine",
    [
      {
        address: "google_compute_instance.server",
        was: { name: "server", metadata: { "block-project-ssh-keys": "TRUE" } },
        is: { name: "server", metadata: { "ssh-keys": "evil:ssh-rsa AAA" } },
      },
    ],
    "security",
    /^protects less: metadata\.block-project-ssh-keys: TRUE -> not set$/,
  ],
  [
    "a namespace that somebody lets privileged pods into",
    [
      {
        address: "kubernetes_namespace_v1.vision",
        was: { metadata: [{ name: "vision", labels: { "pod-security.kubernetes.io/enforce": "restricted" } }] },
        is: { metadata: [{ name: "vision", labels: { "pod-security.kubernetes.io/enforce": "privileged" } }] },
      },
    ],
    "security",
    /^protects less: metadata\.labels\.pod-security\.kubernetes\.io\/enforce: restricted -> privileged$/,
  ],
  [
    "a bucket that somebody has copied into another",
    [
      BUCKET,
      {
        address: "aws_s3_bucket_replication_configuration.models",
        was: { ...OF_BUCKET, rule: [] },
        is: {
          ...OF_BUCKET,
          rule: [{ status: "Enabled", destination: [{ bucket: "arn:aws:s3:::evil" }] }],
        },
        code: toBucket,
      },
    ],
    "security",
    /^aws_s3_bucket\.models now sends copies of its objects to bucket evil, which may be another account's$/,
  ],
  [
    "a role that somebody gave a service account",
    [
      {
        address: "kubernetes_service_account_v1.s",
        was: { metadata: [{ name: "s", namespace: "d", annotations: {} }] },
        is: {
          metadata: [
            {
              name: "s",
              namespace: "d",
              annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111111111111:role/admin" },
            },
          ],
        },
      },
    ],
    "security",
    /^serviceAccount d\/s may now act as role arn:aws:iam::111111111111:role\/admin, as far as can be told$/,
  ],
];

test.each(CASES)("%s", (_, resources, expected, reason) => {
  const entries = entriesOf(driftPlan(resources));
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  expect(entry?.reasons.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  expect(entry?.group).toBe(expected);
});

test("what cannot make anything fail reaches no service, and is no outage beside what it guards less", () => {
  const [entry] = entriesOf(
    driftPlan([KEYED, { address: "aws_kms_key.models", was: key({ deletion_window_in_days: 30 }), is: key({}) }]),
  );
  expect(new Set(entry?.reasons.map(({ group: of }) => of))).toEqual(new Set(["security"]));
  expect(entry?.services).toEqual([]);
});

test("a protection that is less is told once, also where a service depends on it", () => {
  const database = (isPublic: boolean) => ({ id: "features", publicly_accessible: isPublic, tags: { Tier: "prod" } });
  const [entry] = entriesOf(
    driftPlan([
      { address: "aws_db_instance.features", was: database(false), is: database(true) },
      {
        address: "aws_sagemaker_endpoint.rank",
        was: { name: "rank" },
        code: { tags: { references: ["aws_db_instance.features.id", "aws_db_instance.features"] } },
      },
    ]),
  );
  expect(entry?.services.length).toBeGreaterThan(0);
  const told = entry?.reasons.filter(({ text }) => /publicly_accessible/.test(text)).map(({ text }) => text);
  expect(told).toEqual(["protects less: publicly_accessible: false -> true"]);
});

test("a state that is as Terraform left it has no drift", () => {
  const entries = entriesOf(driftPlan([BUCKET, { address: "aws_iam_role.resnet", was: role() }]));
  expect(entries).toEqual([]);
});

test("each finding is blamed on the one that caused it", () => {
  const plan = driftPlan([
    { ...BUCKET, was: { ...BUCKET.was, tags: { a: "1" } }, is: { ...BUCKET.was, tags: { a: "2" } } },
    { address: "aws_s3_bucket_public_access_block.models", was: { ...OF_BUCKET, ...BLOCK }, is: null, code: toBucket },
    {
      address: "aws_s3_bucket_versioning.models",
      was: { ...OF_BUCKET, versioning_configuration: [{ status: "Enabled" }] },
      is: { ...OF_BUCKET, versioning_configuration: [{ status: "Suspended" }] },
      code: toBucket,
    },
  ]);
  const blamed = new Map(
    entriesOf(plan).map(({ resource, findings }) => [resource, findings.map(({ control }) => control)]),
  );
  expect(blamed.get("aws_s3_bucket_public_access_block.models")).toContain("AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT");
  expect(blamed.get("aws_s3_bucket_versioning.models")).toContain("AWS_S3_VERSIONING_ENABLED");
  expect(blamed.get("aws_s3_bucket.models")).toEqual([]);
});

test("a finding that somebody accepted is told, and fails nothing", () => {
  const plan = driftPlan([
    {
      address: "aws_ecr_repository.models",
      was: { name: "models", image_scanning_configuration: [{ scan_on_push: true }] },
      is: { name: "models", image_scanning_configuration: [] },
    },
  ]);
  const failing = entriesOf(structuredClone(plan)).flatMap(({ findings }) => findings);
  expect(failing.length).toBeGreaterThan(0);
  const [entry] = entriesOf(
    plan,
    failing.map(({ control, resource }) => ({
      control,
      resource,
      reason: "scanned by the registry",
      owner: "platform@acme.example",
      expires: "2999-01-01",
      source: "waivers.yaml:2",
      file: "waivers.yaml",
    })),
  );
  expect(entry?.waived.map(({ control }) => control)).toEqual(failing.map(({ control }) => control));
  expect(entry?.findings).toEqual([]);
  expect(entry?.reasons.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/is waived until 2999-01-01 by platform@acme\.example$/),
  );
});

test("the worst comes first, then what is gone, then by address", () => {
  const was = { id: "a", instance_type: "a" };
  const entries = entriesOf(
    driftPlan([
      { address: "aws_iam_user.b", was: { tags: { a: "1" } }, is: { tags: { a: "2" } } },
      { address: "aws_iam_user.a", was: { tags: { a: "1" } }, is: { tags: { a: "2" } } },
      { address: "aws_instance.z", was, is: null },
      { address: "aws_instance.a", was, is: { ...was, instance_type: "b" } },
      {
        address: "aws_db_instance.db",
        was: { id: "db", deletion_protection: true },
        is: { id: "db", deletion_protection: false },
      },
    ]),
  );
  expect(entries.map(({ resource, group: of }) => `${of} ${resource}`)).toEqual([
    "security aws_db_instance.db",
    "outage aws_instance.z",
    "outage aws_instance.a",
    "harmless aws_iam_user.a",
    "harmless aws_iam_user.b",
  ]);
});

test("copies of a marked value are not in what is said of drift", () => {
  const secret = "Zq7vTokenReferer99";
  const trust = (subject: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/idp.example.com" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { "idp.example.com:sub": subject } },
        },
      ],
    });
  const role = { name: "r", id: "r", arn: "arn:aws:iam::111122223333:role/r" };
  const entries = entriesOf(
    driftPlan([
      {
        address: "vendor_thing.source",
        was: { id: "a", token: "first" },
        is: { id: "a", token: secret },
        sensitive: { token: true },
      },
      {
        address: "aws_iam_role.r",
        was: { ...role, assume_role_policy: trust("somebody") },
        is: { ...role, assume_role_policy: trust(secret) },
      },
    ]),
  );
  expect(entries.find(({ resource }) => resource === "aws_iam_role.r")?.reasons[0]?.text).toContain("(sensitive)");
  expect(JSON.stringify(entries)).not.toContain(secret);
});
