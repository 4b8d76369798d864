import { managedPolicies, roleStatements } from "../../../src/estate/joins/roles";
import { serviceAccountsOf, servingRoles } from "../../../src/estate/joins/service-accounts";
import { Unknown } from "../../../src/estate/unknown";
import { estate, made, manifest, ref } from "./made";

const allow = (action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

test("statements of a role come from every way to give it a policy", () => {
  const role = made("aws_iam_role.r", {
    name: "r",
    inline_policy: [{ name: "i", policy: allow("a:1") }],
    managed_policy_arns: [ADMIN],
  });
  const graph = estate(
    role,
    made("aws_iam_role_policy.p", { role: ref("aws_iam_role.r"), policy: allow("a:2") }),
    made("aws_iam_policy.p", { name: "p", policy: allow("a:3") }),
    made("aws_iam_policy.q", { name: "q", policy: allow("a:4") }),
    made("aws_iam_role_policy_attachment.a", { role: "r", policy_arn: ref("aws_iam_policy.p", "arn") }),
    made("aws_iam_policy_attachment.a", { roles: ["r"], policy_arn: "arn:aws:iam::123456789012:policy/q" }),
    made("aws_iam_role_policy_attachments_exclusive.a", {
      role_name: ref("aws_iam_role.r", "name"),
      policy_arns: [ref("aws_iam_policy.p", "arn")],
    }),
  );
  const { statements, certain } = roleStatements(graph, role);
  expect(statements.map(({ statement }) => statement.actions[0]).sort()).toEqual(["a:1", "a:2", "a:3", "a:4"]);
  expect(certain).toBe(true);
  expect(managedPolicies(graph, role)).toEqual([ADMIN]);
});

test.each([
  [
    "a policy elsewhere",
    made("aws_iam_role_policy_attachment.a", { role: "r", policy_arn: new Unknown([], "${var.p}") }),
  ],
  ["an unknown document", made("aws_iam_role_policy.a", { role: "r", policy: new Unknown() })],
  ["an unknown role", made("aws_iam_role_policy.a", { role: new Unknown(), policy: allow("a:1") })],
  ["no policy at all", made("aws_iam_role_policy.a", { role: "r", policy: "nonsense" })],
])("%s makes a role's statements uncertain", (_, other) => {
  const role = made("aws_iam_role.r", { name: "r" });
  expect(roleStatements(estate(role, other), role).certain).toBe(false);
});

test("serving roles are those that pods take", () => {
  const trust = (statement: object) => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });
  const issuer = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC";
  const irsa = made("aws_iam_role.irsa", {
    name: "irsa",
    assume_role_policy: trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: issuer },
      Condition: {
        StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:team-a:serving" },
      },
    }),
  });
  const pods = made("aws_iam_role.pods", {
    name: "pods",
    assume_role_policy: trust({
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Principal: { Service: "pods.eks.amazonaws.com" },
    }),
  });
  const github = made("aws_iam_role.ci", {
    name: "ci",
    assume_role_policy: trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com" },
    }),
  });
  const noted = made("aws_iam_role.noted", { name: "noted", arn: "arn:aws:iam::1:role/noted" });
  const account = manifest("v1 ServiceAccount", "sa", {
    metadata: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/noted" } },
  });
  const association = made("aws_eks_pod_identity_association.a", {
    role_arn: ref("aws_iam_role.pods", "arn"),
    namespace: "team-b",
    service_account: "x",
  });
  const graph = estate(irsa, pods, github, noted, account, association);
  expect(servingRoles(graph)).toEqual([irsa, pods, noted]);
  expect(serviceAccountsOf(graph, irsa)).toMatchObject([{ namespace: "team-a", serviceAccount: "serving" }]);
  expect(serviceAccountsOf(graph, pods)).toMatchObject([
    { by: "trust" },
    { by: "pod-identity", namespace: "team-b", serviceAccount: "x" },
  ]);
  expect(serviceAccountsOf(graph, noted)).toMatchObject([{ by: "annotation", serviceAccount: "sa" }]);
});

test("a role for the workflows of GitHub is none of a cluster; one whose issuer is not spelt still names its account", () => {
  const trust = (provider: string, variable: string, sub: string) =>
    JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: `\${aws_iam_openid_connect_provider.${provider}.arn}` },
          Condition: { StringEquals: { [variable]: sub } },
        },
      ],
    });
  const deploy = made("aws_iam_role.deploy", {
    assume_role_policy: new Unknown(
      [],
      trust("github", "token.actions.githubusercontent.com:sub", "repo:acme/shop:environment:production"),
    ),
  });
  const serving = made("aws_iam_role.serving", {
    assume_role_policy: new Unknown([], trust("cluster", "${local.issuer}:sub", "system:serviceaccount:vision:resnet")),
  });
  const graph = estate(
    deploy,
    serving,
    made("aws_iam_openid_connect_provider.github", { url: "https://token.actions.githubusercontent.com" }),
    made("aws_iam_openid_connect_provider.cluster", { url: ref("aws_eks_cluster.main", "identity") }),
  );
  expect(servingRoles(graph)).toEqual([serving]);
  expect(serviceAccountsOf(graph, serving)).toMatchObject([{ namespace: "vision", serviceAccount: "resnet" }]);
});
