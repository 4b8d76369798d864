import { levelOfManaged } from "../../../src/change/permissions/managed-policies";
import type { EstateSource } from "../../support/estates";
import { changesOf, expectChanges } from "./words";

type Given = readonly [action: string | string[], resource?: string, condition?: object];

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const ROOT = { AWS: "arn:aws:iam::111122223333:root" };
const LAMBDA = { Service: "lambda.amazonaws.com" };

/** An account with a role `admin`, and a role `app` that may what is given. */
function may(given: readonly Given[], admin: object = { managed_policy_arns: [ADMIN] }, trusted: object = LAMBDA) {
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: trusted }] };
  const policy = {
    Statement: given.map(([Action, Resource = "*", Condition]) => ({
      Effect: "Allow",
      Action,
      Resource,
      ...(Condition === undefined ? {} : { Condition }),
    })),
  };
  const source: EstateSource = {
    resource: {
      aws_iam_role: {
        app: { name: "app" },
        admin: { name: "admin", assume_role_policy: JSON.stringify(trust), ...admin },
      },
      aws_iam_role_policy: { p: { role: "app", policy: JSON.stringify(policy) } },
    },
  };
  return source;
}

const PASS: Given = ["iam:PassRole"];

describe("every role, and what runs as it", () => {
  test.each([
    "apprunner:CreateService",
    "batch:RegisterJobDefinition",
    "batch:SubmitJob",
    "bedrock-agentcore:CreateCodeInterpreter",
    "cloudformation:CreateChangeSet",
    "cloudformation:CreateStackSet",
    "ec2:AssociateIamInstanceProfile",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "eks:CreatePodIdentityAssociation",
    "elasticmapreduce:RunJobFlow",
    "lambda:UpdateFunctionConfiguration",
    "sagemaker:CreateDomain",
    "sagemaker:CreateModel",
    "sagemaker:CreatePipeline",
    "scheduler:CreateSchedule",
    "ssm:CreateAssociation",
    "ssm:StartAutomationExecution",
    "states:CreateStateMachine",
  ])("%s", (action) => {
    expectChanges(may([PASS]), may([PASS, [action]]), [`role app gains ${action} on * [admin]`]);
    expectChanges(may([]), may([[action]]), [`role app gains ${action} on * [write]`]);
  });

  test.each(["states:StartExecution", "lambda:InvokeFunction"])("not %s", (action) => {
    expect(changesOf(may([PASS]), may([PASS, [action]]))).toEqual([`role app gains ${action} on * [write]`]);
  });

  test.each([
    ["ec2.amazonaws.com", "admin"],
    ["elasticmapreduce.amazonaws.com", "admin"],
    ["glue.amazonaws.com", "write"],
  ])("what takes roles for two services runs for %s: %s", (service, level) => {
    const passing: Given = ["iam:PassRole", "*", { StringEquals: { "iam:PassedToService": service } }];
    expect(changesOf(may([passing]), may([passing, ["elasticmapreduce:RunJobFlow"]]))).toEqual([
      `role app gains elasticmapreduce:RunJobFlow on * [${level}]`,
    ]);
  });
});

describe("one role, and what runs as it", () => {
  const RUN: Given = ["lambda:CreateFunction"];

  test.each<[name: string, resource: string, admin: object | undefined, level: string]>([
    ["an administrator by reference", "${aws_iam_role.admin.arn}", undefined, "admin"],
    ["an administrator by the ARN that it will have", "arn:aws:iam::111122223333:role/admin", undefined, "admin"],
    [
      "an administrator by the ARN that it has",
      "arn:aws:iam::111122223333:role/admin",
      { arn: "arn:aws:iam::111122223333:role/admin", managed_policy_arns: [ADMIN] },
      "admin",
    ],
    ["a pattern that an administrator is among", "arn:aws:iam::111122223333:role/adm*", undefined, "admin"],
    [
      "an administrator in a path",
      "arn:aws:iam::111122223333:role/team/*",
      { path: "/team/", managed_policy_arns: [ADMIN] },
      "admin",
    ],
    [
      "the administrator of that name in another account",
      "arn:aws:iam::999999999999:role/admin",
      { arn: "arn:aws:iam::111122223333:role/admin", managed_policy_arns: [ADMIN] },
      "write",
    ],
    ["another role", "arn:aws:iam::111122223333:role/other", undefined, "write"],
    ["a role that is no administrator", "${aws_iam_role.admin.arn}", { managed_policy_arns: [] }, "write"],
  ])("%s", (_, resource, admin, level) => {
    const expected = [`role app gains iam:PassRole on ${resource} [${level}]`];
    expectChanges(may([RUN], admin), may([RUN, ["iam:PassRole", resource]], admin), expected);
  });
});

describe("roles that may be assumed", () => {
  const ASSUME = "sts:AssumeRole";

  test.each<[name: string, given: Given, trusted: object, level: string]>([
    ["every role", [ASSUME], LAMBDA, "admin"],
    ["every role of an account", [ASSUME, "arn:aws:iam::111122223333:role/*"], LAMBDA, "admin"],
    ["every role with a tag", [ASSUME, "*", { StringEquals: { "aws:ResourceTag/team": "a" } }], LAMBDA, "write"],
    ["an administrator that trusts the account", [ASSUME, "${aws_iam_role.admin.arn}"], ROOT, "admin"],
    ["an administrator that a service alone may be", [ASSUME, "${aws_iam_role.admin.arn}"], LAMBDA, "write"],
    ["another role", [ASSUME, "arn:aws:iam::111122223333:role/other"], ROOT, "write"],
  ])("%s", (_, given, trusted, level) => {
    const after = may([given], undefined, trusted);
    expect(changesOf(may([], undefined, trusted), after)).toEqual([expect.stringMatching(`\\[${level}\\]$`)]);
    expect(changesOf(after, after)).toEqual([]);
  });
});

test.each([
  ["eks:AssociateAccessPolicy", "admin"],
  ["eks:CreateAccessEntry", "write"],
  ["sso:AttachManagedPolicyToPermissionSet", "admin"],
  ["sso:CreateAccountAssignment", "admin"],
  ["sso:PutInlinePolicyToPermissionSet", "admin"],
  ["sso:*", "admin"],
  ["sso:ListInstances", "read"],
])("%s makes administrators: %s", (action, level) => {
  expect(changesOf(may([]), may([[action]]))).toEqual([`role app gains ${action} on * [${level}]`]);
});

test.each([
  ["AdministratorAccess", "admin"],
  ["AdministratorAccess-Amplify", "admin"],
  ["AWSCloudFormationFullAccess", "admin"],
  ["AWSLambda_FullAccess", "admin"],
  ["AWSSSOMasterAccountAdministrator", "admin"],
  ["AmazonS3FullAccess", "write"],
  ["AWSCloudFormationReadOnlyAccess", "read"],
])("policy %s is %s", (name, level) => {
  expect(levelOfManaged(name)).toBe(level);
});
