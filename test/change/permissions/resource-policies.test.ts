import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { changesOf, expectChanges } from "./words";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const PARTNER = "arn:aws:iam::444455556666:root";

const base: Resources = {
  aws_iam_role: { app: { name: "app" } },
  aws_s3_bucket: { models: { bucket: "models" } },
  aws_kms_key: { key: { description: "models" } },
  aws_secretsmanager_secret: { token: { name: "token" } },
  aws_ecr_repository: { images: { name: "images" } },
  aws_sqs_queue: { jobs: { name: "jobs" } },
  aws_sns_topic: { alarms: { name: "alarms" } },
  aws_vpc_endpoint: { s3: { service_name: "com.amazonaws.eu-west-1.s3" } },
  aws_lambda_function: { hook: { function_name: "hook" } },
};

function estate(more: Resources): EstateSource {
  return { resource: { ...base, ...more } };
}

function policy(principal: unknown, action: string | string[], resource?: string, more: object = {}): string {
  const statement = { Effect: "Allow", Principal: principal, Action: action, ...more };
  return JSON.stringify({ Statement: [resource === undefined ? statement : { ...statement, Resource: resource }] });
}

const BUCKET = "${aws_s3_bucket.models.id}";

describe("policies on resources give to whom they name", () => {
  test.each<[name: string, more: Resources, expected: string[]]>([
    [
      "a bucket and another account",
      {
        aws_s3_bucket_policy: {
          p: { bucket: BUCKET, policy: policy({ AWS: PARTNER }, "s3:GetObject", "arn:aws:s3:::models/*") },
        },
      },
      [`${PARTNER} gains s3:GetObject on arn:aws:s3:::models/* [read]`],
    ],
    [
      "a bucket and everybody",
      {
        aws_s3_bucket_policy: {
          p: { bucket: BUCKET, policy: policy("*", "s3:GetObject", "${aws_s3_bucket.models.arn}/*") },
        },
      },
      ["* gains s3:GetObject on arn:aws:s3:::models/* [read]"],
    ],
    [
      "a bucket and a service",
      {
        aws_s3_bucket_policy: {
          p: {
            bucket: BUCKET,
            policy: policy({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject", "arn:aws:s3:::models/*", {
              Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
            }),
          },
        },
      },
      [
        "logging.s3.amazonaws.com gains s3:PutObject on arn:aws:s3:::models/* " +
          "if StringEquals aws:SourceAccount 111122223333 [write]",
      ],
    ],
    [
      "a bucket and a role of the estate",
      {
        aws_s3_bucket_policy: {
          p: {
            bucket: BUCKET,
            policy: policy({ AWS: "${aws_iam_role.app.arn}" }, "s3:ListBucket", "arn:aws:s3:::models"),
          },
        },
      },
      ["role app gains s3:ListBucket on arn:aws:s3:::models [read]"],
    ],
    [
      "a bucket and everybody but one",
      {
        aws_s3_bucket_policy: {
          p: {
            bucket: BUCKET,
            policy: JSON.stringify({
              Statement: [{ Effect: "Allow", NotPrincipal: { AWS: PARTNER }, Action: "s3:GetObject", Resource: "*" }],
            }),
          },
        },
      },
      [`* except ${PARTNER} gains s3:GetObject on arn:aws:s3:::models/* [read]`],
    ],
    [
      "a key",
      { aws_kms_key: { key: { description: "models", policy: policy({ AWS: "444455556666" }, "kms:Decrypt", "*") } } },
      [`${PARTNER} gains kms:Decrypt on \${aws_kms_key.key.arn} [write]`],
    ],
    [
      "a key whose policy is a resource",
      {
        aws_kms_key_policy: { p: { key_id: "${aws_kms_key.key.id}", policy: policy({ AWS: PARTNER }, "kms:*", "*") } },
      },
      [`${PARTNER} gains kms:* on \${aws_kms_key.key.arn} [write]`],
    ],
    [
      "a grant of a key",
      {
        aws_kms_grant: {
          g: {
            key_id: "${aws_kms_key.key.key_id}",
            grantee_principal: "${aws_iam_role.app.arn}",
            operations: ["Decrypt", "GenerateDataKey"],
            constraints: [{ encryption_context_equals: { tenant: "vision" } }],
          },
        },
      },
      [
        "role app gains kms:Decrypt, kms:GenerateDataKey on ${aws_kms_key.key.arn} if encryption context tenant=vision [write]",
      ],
    ],
    [
      "a secret",
      {
        aws_secretsmanager_secret_policy: {
          p: {
            secret_arn: "${aws_secretsmanager_secret.token.arn}",
            policy: policy({ AWS: PARTNER }, "secretsmanager:GetSecretValue", "*"),
          },
        },
      },
      [`${PARTNER} gains secretsmanager:GetSecretValue on \${aws_secretsmanager_secret.token.arn} [read]`],
    ],
    [
      "a repository",
      {
        aws_ecr_repository_policy: {
          p: { repository: "${aws_ecr_repository.images.name}", policy: policy({ AWS: PARTNER }, "ecr:BatchGetImage") },
        },
      },
      [`${PARTNER} gains ecr:BatchGetImage on \${aws_ecr_repository.images.arn} [read]`],
    ],
    [
      "a queue",
      {
        aws_sqs_queue_policy: {
          p: { queue_url: "${aws_sqs_queue.jobs.id}", policy: policy("*", "sqs:SendMessage", "*") },
        },
      },
      ["* gains sqs:SendMessage on ${aws_sqs_queue.jobs.arn} [write]"],
    ],
    [
      "a topic",
      { aws_sns_topic: { alarms: { name: "alarms", policy: policy("*", "sns:Publish", "*") } } },
      ["* gains sns:Publish on ${aws_sns_topic.alarms.arn} [write]"],
    ],
    [
      "an endpoint, which gives nothing to anybody by itself",
      {
        aws_vpc_endpoint_policy: {
          p: { vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}", policy: policy("*", "s3:GetObject", "*") },
        },
      },
      ["whoever calls through aws_vpc_endpoint.s3 gains s3:GetObject on * [read]"],
    ],
    [
      "a function",
      {
        aws_lambda_permission: {
          p: {
            function_name: "${aws_lambda_function.hook.function_name}",
            action: "lambda:InvokeFunction",
            principal: "s3.amazonaws.com",
            source_arn: "${aws_s3_bucket.models.arn}",
          },
        },
      },
      [
        "s3.amazonaws.com gains lambda:InvokeFunction on ${aws_lambda_function.hook.arn} " +
          "if ArnLike aws:SourceArn arn:aws:s3:::models [write]",
      ],
    ],
    [
      "everything, which on a queue is the queue",
      { aws_sqs_queue: { jobs: { name: "jobs", policy: policy({ AWS: PARTNER }, "*", "*") } } },
      [`${PARTNER} gains * on \${aws_sqs_queue.jobs.arn} [write]`],
    ],
    [
      "a policy that is not known",
      { aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: "${var.policy}" } } },
      ["whoever aws_s3_bucket_policy.p names gains ${var.policy} on arn:aws:s3:::models [write] [undecided]"],
    ],
    [
      "somebody who is not known",
      {
        aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: policy({ AWS: "${var.partner}" }, "s3:GetObject", "*") } },
      },
      ["${var.partner} gains s3:GetObject on arn:aws:s3:::models/* [read] [undecided]"],
    ],
  ])("%s", (_, more, expected) => {
    expectChanges(estate({}), estate(more), expected);
  });
});

describe("a Deny that goes from a resource gives what somebody is allowed", () => {
  type Statement = Readonly<Record<string, unknown>>;
  const OBJECTS = "arn:aws:s3:::models/*";
  const deny = (more: Statement = {}): Statement => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    ...more,
  });
  const allow = (more: Statement = {}): Statement => ({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: OBJECTS,
    ...more,
  });
  const of = (statements: readonly Statement[], more: Resources): EstateSource =>
    estate({
      ...(statements.length === 0
        ? {}
        : { aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: JSON.stringify({ Statement: statements }) } } }),
      ...more,
    });
  const may = (Action: string, Resource = "*", more: Statement = {}): Resources => ({
    aws_iam_role_policy: {
      p: { role: "app", policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource, ...more }] }) },
    },
  });
  const attached = (policy: string): Resources => ({
    aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: `arn:aws:iam::aws:policy/${policy}` } },
  });
  const PARTNER_ROLE = "arn:aws:iam::444455556666:role/x";

  test.each<[name: string, policy: Statement[], denied: Statement, more: Resources, expected: string[]]>([
    ["to nobody", [], deny(), {}, []],
    [
      "to everybody, by the same policy",
      [allow()],
      deny(),
      {},
      [`* gains s3:GetObject on ${OBJECTS} [read] [no longer denied]`],
    ],
    [
      "to an account, by the same policy",
      [allow({ Principal: { AWS: PARTNER } })],
      deny(),
      {},
      [`* gains s3:GetObject on ${OBJECTS} [read] [no longer denied]`],
    ],
    [
      "to a role, by its own policy",
      [],
      deny(),
      may("s3:PutObject"),
      [`* gains s3:PutObject on arn:aws:s3:::models, ${OBJECTS} [write] [no longer denied]`],
    ],
    [
      "on the conditions of both",
      [allow({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })],
      deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      {},
      [
        `* gains s3:GetObject on ${OBJECTS} if Bool aws:SecureTransport false and ` +
          "StringEquals aws:PrincipalOrgID o-1 [read] [no longer denied]",
      ],
    ],
    ["to a role on another bucket", [], deny(), may("s3:*", "arn:aws:s3:::other/*"), []],
    ["to a role of another service", [], deny(), may("sqs:*"), []],
    [
      "to administrators",
      [],
      deny({ Action: "s3:DeleteBucket" }),
      attached("AdministratorAccess"),
      ["* gains s3:DeleteBucket on arn:aws:s3:::models [write] [no longer denied]"],
    ],
    [
      "to a role by a policy that nobody has read",
      [allow()],
      deny({ Action: ["s3:GetObject", "s3:PutObject"], Resource: OBJECTS }),
      attached("AmazonS3FullAccess"),
      [
        `* gains s3:GetObject on ${OBJECTS} [read] [no longer denied]`,
        `* gains s3:PutObject on ${OBJECTS} [write] [undecided] [no longer denied]`,
      ],
    ],
    [
      "to a role that is denied by name",
      [],
      deny({ Principal: { AWS: "${aws_iam_role.app.arn}" } }),
      may("s3:GetObject", OBJECTS),
      [`role app gains s3:GetObject on ${OBJECTS} [read] [no longer denied]`],
    ],
    [
      "to a role that is denied by name, and has a policy that nobody has read",
      [],
      deny({ Principal: { AWS: "${aws_iam_role.app.arn}" }, Action: "s3:GetObject" }),
      attached("AmazonS3FullAccess"),
      [`role app gains s3:GetObject on ${OBJECTS} [read] [undecided] [no longer denied]`],
    ],
    [
      "to a role elsewhere, whose policies nobody knows",
      [],
      deny({ Principal: { AWS: PARTNER_ROLE }, Action: "s3:GetObject" }),
      {},
      [`${PARTNER_ROLE} gains s3:GetObject on ${OBJECTS} [read] [undecided] [no longer denied]`],
    ],
    [
      "to no service by what roles are allowed",
      [],
      deny({ Principal: { Service: "logging.s3.amazonaws.com" } }),
      may("s3:*"),
      [],
    ],
  ])("%s", (_, statements, denied, more, expected) => {
    expectChanges(of([...statements, denied], more), of(statements, more), expected);
  });

  test("on a key whose ARN is known after apply, a pattern of keys may be it", () => {
    const key = (policy?: string): Resources => ({
      aws_kms_key: { key: { description: "models", ...(policy === undefined ? {} : { policy }) } },
      ...may("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/*"),
    });
    const denied = policy("*", "kms:*", "*", { Effect: "Deny" });
    expectChanges(estate(key(denied)), estate(key()), [
      "* gains kms:Decrypt on ${aws_kms_key.key.arn} [write] [undecided] [no longer denied]",
    ]);
  });

  test("through an endpoint, what its own policy lets through", () => {
    const through = (...statements: Statement[]): EstateSource =>
      estate({
        ...may("s3:*"),
        aws_vpc_endpoint_policy: {
          p: { vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}", policy: JSON.stringify({ Statement: statements }) },
        },
      });
    expectChanges(through(allow({ Resource: "*" }), deny()), through(allow({ Resource: "*" })), [
      "whoever calls through aws_vpc_endpoint.s3 gains s3:GetObject on * [read] [no longer denied]",
    ]);
  });
});

describe("everything in the policy of a bucket", () => {
  const NAME = "arn:aws:s3:::models";

  test.each<[name: string, action: string | string[], expected: string[]]>([
    ["for objects", "s3:GetObject", [`s3:GetObject on ${NAME}/* [read]`]],
    ["for a pattern of objects", "s3:ReplicateT*", [`s3:ReplicateTags on ${NAME}/* [write]`]],
    ["for a pattern of buckets", "s3:ListBucketV*", [`s3:ListBucketVersions on ${NAME} [read]`]],
    ["for the bucket", "s3:ListBucket", [`s3:ListBucket on ${NAME} [read]`]],
    [
      "for its settings",
      "s3:GetBucketObjectLockConfiguration",
      [`s3:GetBucketObjectLockConfiguration on ${NAME} [read]`],
    ],
    ["for both", "s3:*", [`s3:* on ${NAME}, ${NAME}/* [write]`]],
    [
      "for one after the other",
      ["s3:ListBucket", "s3:GetObject"],
      [`s3:GetObject on ${NAME}/* [read]`, `s3:ListBucket on ${NAME} [read]`],
    ],
  ])("%s", (_, action, expected) => {
    const after = estate({ aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: policy("*", action, "*") } } });
    expectChanges(
      estate({}),
      after,
      expected.map((each) => `* gains ${each}`),
    );
  });

  test("is the same as the bucket and its objects by name", () => {
    const of = (...statements: object[]): EstateSource =>
      estate({ aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: JSON.stringify({ Statement: statements }) } } });
    const all = { Effect: "Allow", Principal: { AWS: PARTNER } };
    expect(
      changesOf(
        of({ ...all, Action: ["s3:ListBucket", "s3:GetObject"], Resource: "*" }),
        of(
          { ...all, Action: "s3:ListBucket", Resource: NAME },
          { ...all, Action: "s3:GetObject", Resource: `${NAME}/*` },
        ),
      ),
    ).toEqual([]);
  });

  test("of a bucket that is made elsewhere is by its ARN too", () => {
    const elsewhere = { aws_s3_bucket_policy: { p: { bucket: "theirs", policy: policy("*", "s3:GetObject", "*") } } };
    expectChanges(estate({}), estate(elsewhere), ["* gains s3:GetObject on arn:aws:s3:::theirs/* [read]"]);
  });
});

describe("a Deny on something that does not stay the same thing", () => {
  const deny = (bucket: string, principal: unknown = "*"): object => ({
    bucket: BUCKET,
    policy: policy(principal, "s3:DeleteObject", `arn:aws:s3:::${bucket}/*`, { Effect: "Deny" }),
  });
  const denied = (bucket: string, principal?: unknown): EstateSource =>
    estate({
      aws_s3_bucket: { models: { bucket } },
      aws_s3_bucket_policy: { p: deny(bucket, principal) },
    });
  const gone = Object.fromEntries(Object.entries(base).filter(([kind]) => kind !== "aws_s3_bucket"));
  const ROLE = { AWS: "${aws_iam_role.app.arn}" };
  const deletes = { aws_iam_role_policy: { p: { role: "app", policy: policy(undefined, "s3:DeleteObject", "*") } } };
  const administrates = { aws_iam_role_policy: { p: { role: "app", policy: policy(undefined, "*", "*") } } };
  const with_ = (source: EstateSource, more: Resources): EstateSource => ({
    resource: { ...source.resource, ...more },
  });

  test.each<[name: string, before: EstateSource, after: EstateSource, expected: string[]]>([
    ["a bucket that is renamed is another one", denied("old"), denied("new"), []],
    [
      "a bucket that is renamed, and a role that is denied it by name",
      with_(denied("old", ROLE), deletes),
      with_(denied("new", ROLE), deletes),
      [],
    ],
    ["a bucket that is destroyed", denied("old"), { resource: gone }, []],
    [
      "a bucket that stays",
      with_(denied("models"), deletes),
      estate(deletes),
      ["* gains s3:DeleteObject on arn:aws:s3:::models/* [write] [no longer denied]"],
    ],
    [
      "a registry is there with and without a policy",
      estate({
        ...administrates,
        aws_ecr_registry_policy: { p: { policy: policy("*", "ecr:DeleteRepository", "*", { Effect: "Deny" }) } },
      }),
      estate(administrates),
      ["* gains ecr:DeleteRepository on * [write] [no longer denied]"],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(before, after, expected);
  });

  test("the sides know that the bucket is replaced", () => {
    const { changes } = sidesOf(denied("old"), denied("new"));
    expect(changes.map(({ address, action }) => [address, action])).toContainEqual(["aws_s3_bucket.models", "replace"]);
  });
});

test("a Deny that comes with what it is on takes nothing from anybody", () => {
  const deny = policy("*", "s3:*", "arn:aws:s3:::new/*", { Effect: "Deny" });
  const after = estate({
    aws_s3_bucket: { ...base.aws_s3_bucket, new: { bucket: "new" } },
    aws_s3_bucket_policy: { p: { bucket: "${aws_s3_bucket.new.id}", policy: deny } },
  });
  expectChanges(estate({}), after, []);
});

test("the policies of two keys are told apart, although both speak of `*`", () => {
  const open = { description: "a", policy: policy({ AWS: PARTNER }, "kms:Decrypt", "*") };
  const closed = { description: "b" };
  expectChanges(
    estate({ aws_kms_key: { key: open, other: closed } }),
    estate({ aws_kms_key: { key: closed, other: open } }),
    [
      `${PARTNER} gains kms:Decrypt on \${aws_kms_key.other.arn} [write]`,
      `${PARTNER} loses kms:Decrypt on \${aws_kms_key.key.arn} [write]`,
    ],
  );
});

test("a policy that moves out of its resource is no change, and its copy does not hide that it goes", () => {
  const document = policy({ AWS: PARTNER }, "s3:GetObject", "arn:aws:s3:::models/*");
  const inside = { aws_s3_bucket: { models: { bucket: "models", policy: document } } };
  const outside = { aws_s3_bucket_policy: { p: { bucket: "models", policy: document } } };
  expect(changesOf(estate(inside), estate(outside))).toEqual([]);
  expectChanges(estate({ ...inside, ...outside }), estate(inside), [
    `${PARTNER} loses s3:GetObject on arn:aws:s3:::models/* [read]`,
  ]);
});

test("a role of another account is not taken for the one of ours with its name", () => {
  const named = policy({ AWS: "arn:aws:iam::444455556666:role/app" }, "s3:GetObject", "*");
  expect(changesOf(estate({}), estate({ aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: named } } }))).toEqual([
    "arn:aws:iam::444455556666:role/app gains s3:GetObject on arn:aws:s3:::models/* [read]",
  ]);
});

test("one principal of the keys of two stacks has one entry, by stack and by key", () => {
  const root = { AWS: "444455556666" };
  const stack = (name: string, actions: Readonly<Record<string, string[]>>): EstateSource["also"] => [
    {
      name,
      resource: {
        aws_kms_key: Object.fromEntries(
          Object.entries(actions).map(([key, named]) => [key, { description: key, policy: policy(root, named, "*") }]),
        ),
      },
    },
  ];
  const of = (x: Readonly<Record<string, string[]>>, y: Readonly<Record<string, string[]>>): EstateSource => ({
    also: [...(stack("y", y) ?? []), ...(stack("x", x) ?? [])],
    resource: base,
  });
  const none = { a: ["kms:Verify"], b: ["kms:Verify"] };
  const more = { b: ["kms:Verify", "kms:Decrypt"], a: ["kms:Verify", "kms:DescribeKey", "kms:Encrypt"] };
  const [entry, ...others] = permissionsOf(sidesOf(of(none, none), of(more, more)));
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ principal: PARTNER, resource: "aws_kms_key.a", root: "x", kind: "aws_kms_key" });
  expect(entry?.gained.map(({ through, actions }) => [through.root, through.resource, ...actions])).toEqual([
    ["x", "aws_kms_key.a", "kms:DescribeKey", "kms:Encrypt"],
    ["x", "aws_kms_key.b", "kms:Decrypt"],
    ["y", "aws_kms_key.a", "kms:DescribeKey", "kms:Encrypt"],
    ["y", "aws_kms_key.b", "kms:Decrypt"],
  ]);
});

test("who is named is an entry by the policy that names it", () => {
  const after = estate({ aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: policy("*", "s3:GetObject", "*") } } });
  const through = { resource: "aws_s3_bucket_policy.p", root: "case", kind: "aws_s3_bucket_policy" };
  expect(permissionsOf(sidesOf(estate({}), after))).toMatchObject([{ ...through, gained: [{ through }] }]);
});

describe("access to clusters", () => {
  const entry = { cluster_name: "prod", principal_arn: "${aws_iam_role.app.arn}" };
  const cluster = "arn:aws:eks::aws:cluster-access-policy/";

  test.each<[name: string, more: Resources, expected: string[]]>([
    ["an entry", { aws_eks_access_entry: { e: entry } }, ["role app gains sign in on cluster prod * [read]"]],
    [
      "an entry with groups",
      { aws_eks_access_entry: { e: { ...entry, kubernetes_groups: ["viewers"] } } },
      ["role app gains group viewers on cluster prod * [write]"],
    ],
    [
      "an entry with the group that may everything",
      { aws_eks_access_entry: { e: { ...entry, kubernetes_groups: ["system:masters"] } } },
      ["role app gains group system:masters on cluster prod * [admin]"],
    ],
    [
      "a policy of the cluster",
      {
        aws_eks_access_policy_association: {
          a: { ...entry, policy_arn: `${cluster}AmazonEKSClusterAdminPolicy`, access_scope: { type: "cluster" } },
        },
      },
      ["role app gains policy AmazonEKSClusterAdminPolicy on cluster prod * [admin]"],
    ],
    [
      "a policy of a namespace",
      {
        aws_eks_access_policy_association: {
          a: {
            ...entry,
            policy_arn: `${cluster}AmazonEKSViewPolicy`,
            access_scope: { type: "namespace", namespaces: ["vision"] },
          },
        },
      },
      ["role app gains policy AmazonEKSViewPolicy on cluster prod vision [read]"],
    ],
  ])("%s", (_, more, expected) => {
    expectChanges(estate({}), estate(more), expected);
  });

  test("the whole cluster covers a namespace of it", () => {
    const policyArn = `${cluster}AmazonEKSEditPolicy`;
    const scoped = (access_scope: object): EstateSource =>
      estate({ aws_eks_access_policy_association: { a: { ...entry, policy_arn: policyArn, access_scope } } });
    expectChanges(scoped({ type: "namespace", namespaces: ["vision"] }), scoped({ type: "cluster" }), [
      "role app gains policy AmazonEKSEditPolicy on cluster prod * [write]",
    ]);
  });
});

describe("what a bucket policy gives to everybody while the bucket keeps the public out is for its account", () => {
  const held = " if the caller is of the account: the public access block holds all others back";
  const blocked = (block: object, principal: unknown = "*", more: object = {}): EstateSource =>
    estate({
      aws_s3_bucket_policy: { p: { bucket: BUCKET, policy: policy(principal, "s3:GetObject", `${NAMED}/*`, more) } },
      aws_s3_bucket_public_access_block: { b: { bucket: BUCKET, ...block } },
    });
  const NAMED = "arn:aws:s3:::models";
  const inOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };

  test.each<[name: string, after: EstateSource, expected: string]>([
    ["restricted", blocked({ restrict_public_buckets: true }), `* gains s3:GetObject on ${NAMED}/*${held} [read]`],
    ["not restricted", blocked({ restrict_public_buckets: false }), `* gains s3:GetObject on ${NAMED}/* [read]`],
    ["not known", blocked({ restrict_public_buckets: "${var.b}" }), `* gains s3:GetObject on ${NAMED}/* [read]`],
    [
      "for somebody by name",
      blocked({ restrict_public_buckets: true }, { AWS: PARTNER }),
      `${PARTNER} gains s3:GetObject on ${NAMED}/* [read]`,
    ],
    [
      "for an organization",
      blocked({ restrict_public_buckets: true }, "*", inOrganization),
      `* gains s3:GetObject on ${NAMED}/* if StringEquals aws:PrincipalOrgID o-1 [read]`,
    ],
  ])("%s", (_, after, expected) => {
    expect(changesOf(estate({}), after)).toEqual([expected]);
  });
});
