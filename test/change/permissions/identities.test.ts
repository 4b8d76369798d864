import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { changesOf, expectChanges } from "./words";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const policy = (action: string, resource = "*"): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });

const people: Resources = {
  aws_iam_role: { app: { name: "app" } },
  aws_iam_user: { ann: { name: "ann" } },
  aws_iam_group: { team: { name: "team" } },
};

function estate(more: Resources, data: Resources = {}): EstateSource {
  return { resource: { ...people, ...more }, data };
}

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const LIST = policy("sqs:ListQueues");

describe("policies reach their principals", () => {
  test.each<[name: string, more: Resources, expected: string[]]>([
    [
      "an inline policy of a role, by reference",
      { aws_iam_role_policy: { p: { role: "${aws_iam_role.app.id}", policy: LIST } } },
      ["role app gains sqs:ListQueues on * [read]"],
    ],
    [
      "an inline policy of a role, by name",
      { aws_iam_role_policy: { p: { role: "app", policy: LIST } } },
      ["role app gains sqs:ListQueues on * [read]"],
    ],
    [
      "a block in a role",
      { aws_iam_role: { app: { name: "app", inline_policy: [{ name: "p", policy: LIST }] } } },
      ["role app gains sqs:ListQueues on * [read]"],
    ],
    [
      "an inline policy of a user",
      { aws_iam_user_policy: { p: { user: "${aws_iam_user.ann.name}", policy: LIST } } },
      ["user ann gains sqs:ListQueues on * [read]"],
    ],
    [
      "an inline policy of a group",
      { aws_iam_group_policy: { p: { group: "${aws_iam_group.team.name}", policy: LIST } } },
      ["group team gains sqs:ListQueues on * [read]"],
    ],
    [
      "a policy that is attached to a role",
      {
        aws_iam_policy: { lists: { name: "lists", policy: LIST } },
        aws_iam_role_policy_attachment: {
          a: { role: "${aws_iam_role.app.name}", policy_arn: "${aws_iam_policy.lists.arn}" },
        },
      },
      ["role app gains sqs:ListQueues on * [read]"],
    ],
    [
      "a policy that is attached by its ARN",
      {
        aws_iam_policy: { lists: { name: "lists", policy: LIST } },
        aws_iam_user_policy_attachment: { a: { user: "ann", policy_arn: "arn:aws:iam::111122223333:policy/lists" } },
      },
      ["user ann gains sqs:ListQueues on * [read]"],
    ],
    [
      "a policy that is attached to many",
      {
        aws_iam_policy: { lists: { name: "lists", policy: LIST } },
        aws_iam_policy_attachment: {
          a: {
            name: "a",
            roles: ["${aws_iam_role.app.name}"],
            users: ["${aws_iam_user.ann.name}"],
            groups: ["team"],
            policy_arn: "${aws_iam_policy.lists.arn}",
          },
        },
      },
      [
        "role app gains sqs:ListQueues on * [read]",
        "user ann gains sqs:ListQueues on * [read]",
        "group team gains sqs:ListQueues on * [read]",
      ],
    ],
    ["a policy that nobody has", { aws_iam_policy: { lists: { name: "lists", policy: LIST } } }, []],
    [
      "AdministratorAccess",
      { aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: ADMIN } } },
      ["role app gains * on * [admin]"],
    ],
    [
      "AdministratorAccess of whichever partition it is",
      {
        aws_iam_role_policy_attachment: {
          a: {
            role: "app",
            policy_arn: "arn:${data.aws_partition.here.partition}:iam::aws:policy/AdministratorAccess",
          },
        },
      },
      ["role app gains * on * [admin]"],
    ],
    [
      "policies of AWS",
      {
        aws_iam_role: {
          app: {
            name: "app",
            managed_policy_arns: [
              "arn:aws:iam::aws:policy/AmazonS3FullAccess",
              "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerRegistryReadOnly",
              "arn:aws:iam::aws:policy/PowerUserAccess",
            ],
          },
        },
      },
      [
        "role app gains policy PowerUserAccess on * [admin]",
        "role app gains policy AmazonS3FullAccess on * [write]",
        "role app gains policy AmazonEC2ContainerRegistryReadOnly on * [read]",
      ],
    ],
    [
      "a policy that is made elsewhere",
      { aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: "arn:aws:iam::444455556666:policy/x" } } },
      ["role app gains policy arn:aws:iam::444455556666:policy/x on (not known) [write] [undecided]"],
    ],
    [
      "a policy that is not known",
      { aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: "${var.policy}" } } },
      ["role app gains policy ${var.policy} on (not known) [write] [undecided]"],
    ],
    [
      "a role that is not known",
      { aws_iam_role_policy: { p: { role: "${var.role}", policy: LIST } } },
      ["role ${var.role} gains sqs:ListQueues on * [read]"],
    ],
    [
      "a policy that may not be there",
      { aws_iam_role_policy: { p: { role: "app", policy: LIST, count: "${var.many}" } } },
      ["role app gains sqs:ListQueues on * [read] [undecided]"],
    ],
    ["a policy that is not there", { aws_iam_role_policy: { p: { role: "app", policy: LIST, count: 0 } } }, []],
    [
      "the membership of a group",
      {
        aws_iam_user_group_membership: {
          m: { user: "${aws_iam_user.ann.name}", groups: ["${aws_iam_group.team.name}"] },
        },
      },
      ["user ann gains all that the group team may on * [write]"],
    ],
    [
      "the members of a group",
      { aws_iam_group_membership: { m: { name: "m", users: ["ann"], group: "${aws_iam_group.team.name}" } } },
      ["user ann gains all that the group team may on * [write]"],
    ],
  ])("%s", (_, more, expected) => {
    expectChanges(estate({}), estate(more), expected);
  });
});

describe("who becomes a member of a group gains what the group may", () => {
  const member = (users: string[]): Resources => ({
    aws_iam_group_membership: { m: { name: "m", users, group: "${aws_iam_group.team.name}" } },
  });
  const policyOf = (...Action: string[]): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
  const inline = (document: string): Resources => ({
    aws_iam_group_policy: { p: { group: "${aws_iam_group.team.name}", policy: document } },
  });

  test.each<[name: string, group: Resources, level: string]>([
    ["everything, by a policy of its own", inline(policy("*")), "admin"],
    ["reading", inline(LIST), "read"],
    ["writing, and reading", inline(policyOf("sqs:SendMessage", "sqs:ListQueues")), "write"],
    [
      "everything, by a policy of AWS",
      { aws_iam_group_policy_attachment: { a: { group: "team", policy_arn: ADMIN } } },
      "admin",
    ],
    [
      "reading, by a policy of the estate",
      {
        aws_iam_policy: { lists: { name: "lists", policy: LIST } },
        aws_iam_policy_attachment: { a: { groups: ["team"], policy_arn: "${aws_iam_policy.lists.arn}" } },
      },
      "read",
    ],
    ["to be whatever a service takes", inline(policyOf("iam:PassRole", "ec2:RunInstances")), "admin"],
    ["something that the estate does not know", {}, "write"],
  ])("%s", (_, group, level) => {
    expectChanges(estate({ ...group, ...member(["bob"]) }), estate({ ...group, ...member(["bob", "ann"]) }), [
      `user ann gains all that the group team may on * [${level}]`,
    ]);
  });

  test("says it in these words", () => {
    const [change] = permissionsOf(
      sidesOf(estate(inline(policy("*"))), estate({ ...inline(policy("*")), ...member(["ann"]) })),
    );
    expect(change?.gained).toMatchObject([{ written: ["all that the group team may"], level: "admin" }]);
  });
});

describe("a Deny of what the change makes, renames or destroys", () => {
  const rest = Object.entries(people);
  const of = (bucket: string | undefined, ...denied: string[]): EstateSource => ({
    resource: {
      ...Object.fromEntries(rest),
      ...(bucket === undefined ? {} : { aws_s3_bucket: { models: { bucket } } }),
      aws_iam_role_policy: {
        p: {
          role: "app",
          policy: JSON.stringify({
            Statement: [
              { Effect: "Allow", Action: "s3:*", Resource: "*" },
              ...(denied.length === 0 ? [] : [{ Effect: "Deny", Action: "s3:DeleteObject", Resource: denied }]),
            ],
          }),
        },
      },
    },
  });
  const BY_NAME = "${aws_s3_bucket.models.arn}/*";

  test.each<[name: string, before: EstateSource, after: EstateSource, expected: string[]]>([
    ["one that is renamed", of("old", BY_NAME), of("new", BY_NAME), []],
    ["one that is renamed, by its ARN", of("old", "arn:aws:s3:::old/*"), of("new", "arn:aws:s3:::new/*"), []],
    ["one that is destroyed", of("old", "arn:aws:s3:::old", "arn:aws:s3:::old/*"), of(undefined), []],
    [
      "one that stays",
      of("old", BY_NAME),
      of("old"),
      ["role app gains s3:DeleteObject on arn:aws:s3:::old/* [write] [no longer denied]"],
    ],
    [
      "one that is renamed, and one that is made elsewhere",
      of("old", BY_NAME, "arn:aws:s3:::theirs/*"),
      of("new", BY_NAME),
      ["role app gains s3:DeleteObject on arn:aws:s3:::theirs/* [write] [no longer denied]"],
    ],
    [
      "all whose names begin like it",
      of("old", "arn:aws:s3:::old*"),
      of(undefined),
      ["role app gains s3:DeleteObject on arn:aws:s3:::old* [write] [no longer denied]"],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(before, after, expected);
  });
});

test("a Deny of a role that goes may let out what a policy gives that nobody has read", () => {
  const attached = {
    aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" } },
  };
  const denied = { Statement: [{ Effect: "Deny", Action: "sqs:DeleteQueue", Resource: "*" }] };
  const policies = { aws_iam_role_policy: { p: { role: "app", policy: JSON.stringify(denied) } } };
  expectChanges(estate({ ...attached, ...policies }), estate(attached), [
    "role app gains sqs:DeleteQueue on * [write] [undecided] [no longer denied]",
  ]);
});

test("a document that is a data source is what differs, although no resource does", () => {
  const of = (action: string): EstateSource =>
    estate(
      { aws_iam_role_policy: { p: { role: "app", policy: "${data.aws_iam_policy_document.d.json}" } } },
      { aws_iam_policy_document: { d: { statement: [{ actions: [action], resources: ["*"] }] } } },
    );
  expectChanges(of("sqs:ListQueues"), of("sqs:SendMessage"), [
    "role app gains sqs:SendMessage on * [write]",
    "role app loses sqs:ListQueues on * [read]",
  ]);
});

test("what AdministratorAccess gave already is not gained, and what is left is not lost", () => {
  const admin = { aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: ADMIN } } };
  const inline = { aws_iam_role_policy: { p: { role: "app", policy: LIST } } };
  expect(changesOf(estate(admin), estate({ ...admin, ...inline }))).toEqual([]);
  const [change] = permissionsOf(sidesOf(estate({}), estate(admin)));
  expect(change?.gained).toMatchObject([{ written: ["policy AdministratorAccess"], level: "admin" }]);
});

test("principals come and go with all that they may", () => {
  const inline = { aws_iam_role_policy: { p: { role: "${aws_iam_role.app.name}", policy: LIST } } };
  expectChanges({ resource: { aws_sqs_queue: { q: { name: "q" } } } }, estate(inline), [
    "role app gains sqs:ListQueues on * [read]",
  ]);
});

test("a state and the configuration that it is of say the same", () => {
  const state = {
    aws_iam_role: {
      app: {
        name: "app",
        arn: "arn:aws:iam::111122223333:role/app",
        managed_policy_arns: [ADMIN],
        inline_policy: [{ name: "p", policy: policy("s3:GetObject", "arn:aws:s3:::models/*") }],
      },
    },
    aws_s3_bucket: { models: { bucket: "models", arn: "arn:aws:s3:::models", id: "models" } },
    aws_iam_role_policy: { p: { name: "p", role: "app", policy: policy("s3:GetObject", "arn:aws:s3:::models/*") } },
    aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: ADMIN } },
  };
  const configuration = {
    aws_s3_bucket: { models: { bucket: "models" } },
    aws_iam_role_policy: {
      p: {
        name: "p",
        role: "${aws_iam_role.app.name}",
        policy: policy("s3:GetObject", "${aws_s3_bucket.models.arn}/*"),
      },
    },
    aws_iam_role_policy_attachment: { a: { role: "${aws_iam_role.app.name}", policy_arn: ADMIN } },
  };
  expect(changesOf(estate(state), estate(configuration))).toEqual([]);
});

test("a copy that a state shows in a role does not hide that the attachment goes", () => {
  const role = { aws_iam_role: { app: { name: "app", managed_policy_arns: [ADMIN] } } };
  const attached = { ...role, aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: ADMIN } } };
  expectChanges(estate(attached), estate(role), ["role app loses * on * [admin]"]);
});

test("a policy that is looked up, and that a plan has read, is known", () => {
  const attached = {
    aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: "${data.aws_iam_policy.p.arn}" } },
  };
  const found = (more: object): Resources => ({
    aws_iam_policy: { p: { arn: "arn:aws:iam::111122223333:policy/lists", ...more } },
  });
  expect(changesOf(estate({}, found({ policy: LIST })), estate(attached, found({ policy: LIST })))).toEqual([
    "role app gains sqs:ListQueues on * [read]",
  ]);
  expect(changesOf(estate({}, found({})), estate(attached, found({})))).toEqual([
    "role app gains policy arn:aws:iam::111122223333:policy/lists on (not known) [write] [undecided]",
  ]);
});

describe("to pass every role, and to have it run something", () => {
  type Given = readonly [action: string | string[], resource?: string, condition?: object];
  const may = (...given: Given[]): EstateSource => ({
    resource: {
      ...people,
      aws_iam_role_policy: {
        p: {
          role: "app",
          policy: JSON.stringify({
            Statement: given.map(([Action, Resource = "*", Condition]) => ({
              Effect: "Allow",
              Action,
              Resource,
              ...(Condition === undefined ? {} : { Condition }),
            })),
          }),
        },
      },
    },
  });
  const PASS: Given = ["iam:PassRole"];
  const passedTo = (service: string): object => ({ StringEquals: { "iam:PassedToService": service } });

  test.each<[name: string, before: Given[], after: Given[], expected: string[]]>([
    ["every role, and nothing that runs", [], [PASS], ["role app gains iam:PassRole on * [write]"]],
    [
      "a function, and no role for it",
      [],
      [["lambda:CreateFunction"]],
      ["role app gains lambda:CreateFunction on * [write]"],
    ],
    ...[
      "lambda:CreateFunction",
      "ec2:RunInstances",
      "ecs:RunTask",
      "ecs:RegisterTaskDefinition",
      "glue:CreateJob",
      "cloudformation:CreateStack",
      "sagemaker:CreateTrainingJob",
      "sagemaker:CreateNotebookInstance",
      "codebuild:CreateProject",
      "datapipeline:PutPipelineDefinition",
    ].map((action): [string, Given[], Given[], string[]] => [
      `every role, and ${action} beside it`,
      [PASS],
      [PASS, [action]],
      [`role app gains ${action} on * [admin]`],
    ]),
    [
      "every role beside what runs",
      [["ec2:RunInstances"]],
      [["ec2:RunInstances"], ["iam:PassRole", "arn:aws:iam::111122223333:role/*"]],
      ["role app gains iam:PassRole on arn:aws:iam::111122223333:role/* [admin]"],
    ],
    [
      "both in one statement",
      [],
      [[["iam:PassRole", "lambda:CreateFunction"]]],
      ["role app gains iam:PassRole, lambda:CreateFunction on * [admin]"],
    ],
    [
      "both, and a third that is no more than it is",
      [],
      [PASS, ["lambda:CreateFunction"], ["s3:PutObject"]],
      [
        "role app gains iam:PassRole on * [admin]",
        "role app gains lambda:CreateFunction on * [admin]",
        "role app gains s3:PutObject on * [write]",
      ],
    ],
    [
      "one role, and what runs",
      [],
      [["iam:PassRole", "arn:aws:iam::111122223333:role/app"], ["lambda:CreateFunction"]],
      [
        "role app gains iam:PassRole on arn:aws:iam::111122223333:role/app [write]",
        "role app gains lambda:CreateFunction on * [write]",
      ],
    ],
    [
      "every role to another service than the one that runs",
      [["lambda:CreateFunction"]],
      [["lambda:CreateFunction"], ["iam:PassRole", "*", passedTo("ec2.amazonaws.com")]],
      ["role app gains iam:PassRole on * if StringEquals iam:PassedToService ec2.amazonaws.com [write]"],
    ],
    [
      "every role to the service that runs",
      [["lambda:CreateFunction"]],
      [["lambda:CreateFunction"], ["iam:PassRole", "*", passedTo("lambda.amazonaws.com")]],
      ["role app gains iam:PassRole on * if StringEquals iam:PassedToService lambda.amazonaws.com [admin]"],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(may(...before), may(...after), expected);
  });

  test("what is denied does not run", () => {
    const allow = { Effect: "Allow", Action: ["iam:PassRole", "lambda:CreateFunction"], Resource: "*" };
    const of = (...statements: object[]): EstateSource =>
      estate({ aws_iam_role_policy: { p: { role: "app", policy: JSON.stringify({ Statement: statements }) } } });
    const deny = { Effect: "Deny", Action: "lambda:*", Resource: "*" };
    expectChanges(of(), of(allow, deny), ["role app gains iam:PassRole on * [write]"]);
    expectChanges(of(allow, deny), of(allow), ["role app gains lambda:CreateFunction on * [admin] [no longer denied]"]);
  });
});

describe("permissions boundaries", () => {
  const bounded = (boundary: string | undefined, allowed: string = "sqs:*"): EstateSource =>
    estate({
      aws_iam_role: { app: { name: "app", ...(boundary === undefined ? {} : { permissions_boundary: boundary }) } },
      aws_iam_policy: {
        limits: { name: "limits", policy: policy(allowed) },
        other: { name: "other", policy: policy("sns:*") },
        wider: { name: "wider", policy: policy("*") },
      },
      aws_iam_role_policy: { p: { role: "app", policy: policy("sqs:*") } },
    });
  const LIMITS = "${aws_iam_policy.limits.arn}";

  test.each<[name: string, before: EstateSource, after: EstateSource, expected: string[]]>([
    [
      "one that goes",
      bounded(LIMITS),
      bounded(undefined),
      ["role app gains all that the boundary limits kept back on * [write]"],
    ],
    [
      "another one",
      bounded(LIMITS),
      bounded("${aws_iam_policy.other.arn}"),
      [
        "role app gains all that the boundary limits kept back on * [write]",
        "role app loses all that the boundary other kept back on * [write]",
      ],
    ],
    ...["${aws_iam_policy.wider.arn}", ADMIN].flatMap((all): [string, EstateSource, EstateSource, string[]][] => [
      [
        `${all} in the place of one that keeps something back`,
        bounded(LIMITS),
        bounded(all),
        ["role app gains all that the boundary limits kept back on * [write]"],
      ],
      [`${all}, which keeps nothing back`, bounded(all), bounded(undefined), []],
    ]),
    [
      "one whose document is elsewhere",
      bounded("arn:aws:iam::111122223333:policy/theirs"),
      bounded(undefined),
      [
        "role app gains all that the boundary arn:aws:iam::111122223333:policy/theirs kept back on * [write] [undecided]",
      ],
    ],
    [
      "one that is not known",
      bounded("${var.boundary}"),
      bounded(undefined),
      ["role app gains all that the boundary ${var.boundary} kept back on * [write] [undecided]"],
    ],
    [
      "one that lets more through",
      bounded(LIMITS, "sqs:SendMessage"),
      bounded(LIMITS, "sqs:*Message"),
      [
        "role app gains sqs:DeleteMessage, sqs:ReceiveMessage on * if as far as its policies allow it too: " +
          "it is what the permissions boundary limits lets through [write]",
      ],
    ],
    [
      "one that lets through what no policy of the role speaks of",
      bounded(LIMITS, "sns:Publish"),
      bounded(LIMITS, "sns:*"),
      [],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(before, after, expected);
  });

  test("what was written is what it kept back", () => {
    const [change] = permissionsOf(sidesOf(bounded(LIMITS), bounded(undefined)));
    expect(change?.gained).toMatchObject([{ written: ["all that the boundary limits kept back"], undecided: false }]);
  });
});
