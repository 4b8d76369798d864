import { permissionsOf } from "../../../src/change/permissions/permissions";
import { sidesOfPlans } from "../../../src/change/plan-sides";

type Change = Readonly<Record<string, unknown>>;

interface Planned {
  readonly address: string;
  readonly change: Change;
  readonly expressions?: Readonly<Record<string, unknown>>;
}

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const policy = (...actions: string[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

/** A plan as Terraform 1.9 writes it. */
function plan(...planned: Planned[]): unknown {
  const named = planned.map(({ address, change, expressions = {} }) => {
    const [type = "", name = ""] = address.split(".");
    return {
      address,
      mode: "managed",
      type,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change,
      expressions,
    };
  });
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: named
          .filter(({ change }) => change.after !== null)
          .map(({ address, mode, type, name, provider_name, change }) => ({
            address,
            mode,
            type,
            name,
            provider_name,
            schema_version: 0,
            values: change.after,
            sensitive_values: {},
          })),
      },
    },
    resource_changes: named.map(({ expressions: _, ...rest }) => rest),
    configuration: {
      provider_config: {},
      root_module: {
        resources: named.map(({ address, mode, type, name, expressions }) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: "aws",
          expressions,
        })),
      },
    },
  };
}

const role = {
  name: "app",
  id: "app",
  arn: "arn:aws:iam::111122223333:role/app",
  managed_policy_arns: [ADMIN],
  inline_policy: [],
};
const plain = { ...role, managed_policy_arns: [] };
const same = (address: string, values: object): Planned => ({
  address,
  change: {
    actions: ["no-op"],
    before: values,
    after: values,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
  },
});
const change = (
  address: string,
  actions: string[],
  before: unknown,
  after: unknown,
  unknown: object,
  expressions = {},
): Planned => ({
  address,
  change: { actions, before, after, after_unknown: unknown, before_sensitive: {}, after_sensitive: {} },
  expressions,
});

function changesOf(...planned: Planned[]): ReturnType<typeof permissionsOf> {
  return permissionsOf(sidesOfPlans([{ file: "plan.json", json: plan(...planned) }]));
}

test("a policy that the plan changes", () => {
  const [before, after] = [policy("sqs:SendMessage"), policy("sqs:SendMessage", "sqs:DeleteQueue")];
  const values = { role: "app", name: "p", id: "app:p" };
  expect(
    changesOf(
      same("aws_iam_role.app", plain),
      change("aws_iam_role_policy.p", ["update"], { ...values, policy: before }, { ...values, policy: after }, {}),
    ),
  ).toMatchObject([{ principal: "role app", gained: [{ actions: ["sqs:DeleteQueue"], undecided: false }], lost: [] }]);
});

test("an attachment that the plan deletes, although the role shows its copy", () => {
  const values = { role: "app", policy_arn: ADMIN, id: "app-1" };
  expect(
    changesOf(same("aws_iam_role.app", role), change("aws_iam_role_policy_attachment.a", ["delete"], values, null, {})),
  ).toMatchObject([{ principal: "role app", gained: [], lost: [{ actions: ["*"], level: "admin" }] }]);
});

test("a policy that the plan does not know is undecided, with what it is made from, and so is what goes for it", () => {
  const values = { role: "app", name: "p", id: "app:p" };
  const [principal, ...others] = changesOf(
    same("aws_iam_role.app", plain),
    change("aws_s3_bucket.models", ["create"], null, { bucket: "models" }, { arn: true, id: true, policy: true }),
    change(
      "aws_iam_role_policy.p",
      ["update"],
      { ...values, policy: policy("sqs:SendMessage") },
      values,
      { policy: true },
      { policy: { references: ["aws_s3_bucket.models.arn", "aws_s3_bucket.models"] } },
    ),
  );
  expect(others).toEqual([]);
  expect(principal?.gained).toMatchObject([{ undecided: true }]);
  expect(principal?.gained[0]?.actions.join()).toContain("aws_s3_bucket.models");
  expect(principal?.lost).toMatchObject([{ actions: ["sqs:SendMessage"], undecided: true }]);
});

test("a role that comes new gains all, also where its ARN is known only after apply", () => {
  const attachment = { policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" };
  const [principal, ...others] = changesOf(
    change(
      "aws_iam_role.new",
      ["create"],
      null,
      { name: "new", assume_role_policy: policy() },
      { arn: true, id: true, managed_policy_arns: true },
    ),
    change(
      "aws_iam_role_policy_attachment.a",
      ["create"],
      null,
      attachment,
      { id: true, role: true },
      {
        role: { references: ["aws_iam_role.new.name", "aws_iam_role.new"] },
        policy_arn: { constant_value: attachment.policy_arn },
      },
    ),
  );
  expect(others).toEqual([]);
  expect(principal).toMatchObject({
    principal: "role new",
    resource: "aws_iam_role.new",
    gained: [{ actions: ["policy AmazonS3ReadOnlyAccess"], level: "read" }],
    lost: [],
  });
});

test("a plan that changes nothing, or nothing of permissions", () => {
  const bucket = { bucket: "models", tags: {} };
  expect(changesOf(same("aws_iam_role.app", role))).toEqual([]);
  expect(
    changesOf(
      same("aws_iam_role.app", role),
      change("aws_s3_bucket.b", ["update"], bucket, { ...bucket, tags: { a: "b" } }, {}),
    ),
  ).toEqual([]);
});

test("a Deny on a bucket that the plan replaces is no gain, and one on a bucket that stays is", () => {
  const denies = (bucket: string): string =>
    JSON.stringify({
      Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: `arn:aws:s3:::${bucket}/*` }],
    });
  const on = (bucket: string): object => ({ bucket, policy: denies(bucket), id: bucket });
  const bucket = (name: string): object => ({ bucket: name, id: name, arn: `arn:aws:s3:::${name}` });
  expect(
    changesOf(
      change("aws_s3_bucket.models", ["delete", "create"], bucket("old"), { bucket: "new" }, { id: true, arn: true }),
      change(
        "aws_s3_bucket_policy.p",
        ["delete", "create"],
        on("old"),
        { policy: denies("new") },
        { bucket: true, id: true },
        { bucket: { references: ["aws_s3_bucket.models.id", "aws_s3_bucket.models"] } },
      ),
    ),
  ).toEqual([]);
  expect(
    changesOf(
      same("aws_s3_bucket.models", bucket("models")),
      same("aws_iam_role.app", plain),
      same("aws_iam_role_policy.deletes", { role: "app", name: "deletes", policy: policy("s3:DeleteObject") }),
      change("aws_s3_bucket_policy.p", ["delete"], on("models"), null, {}),
    ),
  ).toMatchObject([
    {
      principal: "*",
      gained: [{ kind: "no-longer-denied", written: ["s3:DeleteObject"], undecided: false }],
      lost: [],
    },
  ]);
});

test("a Deny in the policy of a role about a bucket that the plan renames is no gain and no loss", () => {
  const denies = (...buckets: string[]): string =>
    JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: "*" },
        { Effect: "Deny", Action: "s3:DeleteObject", Resource: buckets.map((name) => `arn:aws:s3:::${name}/*`) },
      ],
    });
  const of = (...buckets: string[]): object => ({ role: "app", name: "p", policy: denies(...buckets) });
  const bucket = (name: string): object => ({ bucket: name, id: name, arn: `arn:aws:s3:::${name}` });
  const renamed = change(
    "aws_s3_bucket.models",
    ["delete", "create"],
    bucket("old"),
    { bucket: "new" },
    { id: true, arn: true },
  );
  const staying = [same("aws_iam_role.app", plain), same("aws_s3_bucket.logs", bucket("logs"))];
  expect(
    changesOf(
      ...staying,
      renamed,
      change("aws_iam_role_policy.p", ["update"], of("old", "logs"), of("new", "logs"), {}),
    ),
  ).toEqual([]);
  expect(
    changesOf(...staying, renamed, change("aws_iam_role_policy.p", ["update"], of("old", "logs"), of("new"), {})),
  ).toMatchObject([{ principal: "role app", gained: [{ resources: ["arn:aws:s3:::logs/*"] }], lost: [] }]);
});

test("the account of a plan is that of the ARNs in its state", () => {
  const trust = (...accounts: string[]): string =>
    JSON.stringify({
      Statement: accounts.map((AWS) => ({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" })),
    });
  const [before, after] = [trust(), trust("444455556666", "arn:aws:iam::111122223333:role/ci")].map((document) => ({
    ...plain,
    assume_role_policy: document,
  }));
  const [principal] = changesOf(change("aws_iam_role.app", ["update"], before, after, {}));
  expect(principal?.trust.gained.map(({ who, isForeign }) => [who, isForeign])).toEqual([
    ["arn:aws:iam::444455556666:root", true],
    ["arn:aws:iam::111122223333:role/ci", false],
  ]);
});
