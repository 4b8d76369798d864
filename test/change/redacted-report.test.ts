/** A plan marks a secret where it is written; what providers compute of it, or programs paste it into, it does not. */
import { sidesOfPlans } from "../../src/change/plan-sides";
import { CHANGE_FORMATS } from "../../src/change/render/render";
import { CONTROLS } from "../../src/policy/catalogue";
import { type Reported, reported } from "../support/reported";

const SECRET = "Zq7vTokenReferer99";

interface Copy {
  readonly type: string;
  readonly before?: object;
  readonly after: object;
  readonly importing?: object;
}

function reportOf({ type, before, after, importing }: Copy, secret = SECRET): Reported {
  const actions = importing !== undefined ? ["no-op"] : before === undefined ? ["create"] : ["update"];
  const marked = { name: "p", type: "SecureString", value: secret };
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    configuration: { root_module: {} },
    resource_changes: [
      {
        address: "aws_ssm_parameter.source",
        mode: "managed",
        type: "aws_ssm_parameter",
        name: "source",
        change: {
          actions: ["create"],
          before: null,
          after: marked,
          after_unknown: {},
          before_sensitive: false,
          after_sensitive: { value: true },
        },
      },
      {
        address: `${type}.copy`,
        mode: "managed",
        type,
        name: "copy",
        change: {
          actions,
          before: before ?? (importing === undefined ? null : after),
          after,
          after_unknown: {},
          before_sensitive: {},
          after_sensitive: {},
          ...(importing === undefined ? {} : { importing }),
        },
      },
    ],
  };
  return reported(sidesOfPlans([{ file: "plan.json", json: structuredClone(plan) }]), CONTROLS);
}

const policy = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

test.each<[string, Copy]>([
  [
    "who may become a role",
    {
      type: "aws_iam_role",
      after: {
        name: "r",
        assume_role_policy: policy({
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/x.y" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { "x.y:sub": SECRET } },
        }),
      },
    },
  ],
  [
    "what a role may do",
    {
      type: "aws_iam_role_policy",
      after: {
        name: "p",
        role: "r",
        policy: policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::data/${SECRET}/*` }),
      },
    },
  ],
  [
    "who is given a role of Google",
    {
      type: "google_storage_bucket_iam_member",
      after: { bucket: "b", role: "roles/storage.objectViewer", member: `user:${SECRET}@example.com` },
    },
  ],
  [
    "under which condition",
    {
      type: "google_project_iam_member",
      after: {
        project: "p",
        role: "roles/viewer",
        member: "user:a@example.com",
        condition: [{ title: "t", expression: `request.auth.claims.tok == "${SECRET}"` }],
      },
    },
  ],
  [
    "the path of an Ingress",
    {
      type: "kubernetes_manifest",
      after: {
        manifest: {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "i", namespace: "d" },
          spec: {
            ingressClassName: "nginx",
            rules: [
              {
                host: "a.example.com",
                http: {
                  paths: [
                    {
                      path: `/hook/${SECRET}`,
                      pathType: "Prefix",
                      backend: { service: { name: "s", port: { number: 80 } } },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    },
  ],
  [
    "a setting that guarded data",
    {
      type: "aws_s3_bucket",
      before: { bucket: "b", kms_master_key_id: SECRET, versioning: [{ enabled: true }] },
      after: { bucket: "b", kms_master_key_id: null, versioning: [{ enabled: false }] },
    },
  ],
  ["the key of a map", { type: "terraform_data", before: { input: {} }, after: { input: { [SECRET]: "v2" } } }],
  ["the id of an import", { type: "aws_sqs_queue", after: { name: "q" }, importing: { id: SECRET } }],
  [
    "a longer text",
    { type: "terraform_data", before: { input: "a" }, after: { input: `password is ${SECRET} indeed` } },
  ],
  [
    "a text in a document",
    {
      type: "aws_ecs_task_definition",
      after: {
        family: "x",
        container_definitions: JSON.stringify([{ name: "a", command: ["--auth", `user:${SECRET}`] }]),
      },
    },
  ],
  [
    "base64",
    {
      type: "terraform_data",
      before: { input: "a" },
      after: { input: `Basic: ${Buffer.from(SECRET).toString("base64")}` },
    },
  ],
])("copies of a marked value are in no form: %s", (_, copy) => {
  const { written } = reportOf(copy);
  const copies = [SECRET, Buffer.from(SECRET).toString("base64")];
  const leaks = CHANGE_FORMATS.filter((format) => copies.some((text) => written(format).includes(text)));
  expect(leaks).toEqual([]);
  expect(written("text")).toContain("copy");
});

test("what names a place is kept, though a secret has the same word in it", () => {
  const { report } = reportOf(
    {
      type: "aws_iam_role_policy",
      after: { name: "p", role: "r", policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }) },
    },
    "aws_iam_role_policy",
  );
  expect(report.changes.map(({ address }) => address)).toContain("aws_iam_role_policy.copy");
  expect(report.findings.added.map(({ resource }) => resource)).toContain("aws_iam_role_policy.copy");
});

test("a document that nests too deep to be walked is a text", () => {
  const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
  const { report, written } = reportOf({ type: "terraform_data", before: { input: "" }, after: { input: deep } });
  expect(report.changes.map(({ address }) => address)).toContain("terraform_data.copy");
  expect(written("text")).toContain('{\\"a\\":{\\"a\\":');
});
