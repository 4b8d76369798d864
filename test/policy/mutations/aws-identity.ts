import type { Attributes, BreakableStack, Mutation } from "../mutation";

interface Statement {
  Action: string | string[];
  Resource?: string;
  Principal?: Record<string, string>;
  Condition?: Record<string, Record<string, unknown>>;
}

/** Changes the only statement of the trust policy of a role that pods take. */
function trust(control: string, name: string, principal: string, breaks: (statement: Statement) => void): Mutation {
  return {
    control,
    name,
    breaks: (stack) =>
      stack.change(
        "aws_iam_role",
        (role) => changeDocument(role, "assume_role_policy", breaks),
        (role) => String(role.assume_role_policy).includes(principal) && role.permissions_boundary !== undefined,
      ),
  };
}

/** Changes the first statement of what a serving role is granted. */
function grant(control: string, name: string, breaks: (statement: Statement) => void): Mutation {
  return {
    control,
    name,
    breaks: (stack) =>
      stack.change(
        "aws_iam_role_policy",
        (policy) => changeDocument(policy, "policy", breaks),
        ({ name: policy }) => policy === "grants",
      ),
  };
}

function changeDocument(attributes: Attributes, attribute: string, breaks: (statement: Statement) => void): void {
  const document = JSON.parse(String(attributes[attribute])) as { Statement: [Statement] };
  breaks(document.Statement[0]);
  attributes[attribute] = JSON.stringify(document);
}

/** Adds a policy that nothing serves through. */
function policy(control: string, name: string, statement: object): Mutation {
  return {
    control,
    name,
    breaks: (stack) =>
      stack.add("aws_iam_policy", "added", {
        name: "added",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
      }),
  };
}

function servingRole(control: string, name: string, breaks: (role: Attributes) => void): Mutation {
  return {
    control,
    name,
    breaks: (stack) => stack.change("aws_iam_role", breaks, ({ permissions_boundary: bound }) => bound !== undefined),
  };
}

function association(control: string, name: string, breaks: (association: Attributes) => void): Mutation {
  return { control, name, breaks: (stack) => stack.change("aws_eks_pod_identity_association", breaks) };
}

/** The address of the first of the kind. */
function addressOf(stack: BreakableStack, kind: string): string {
  return `${kind}.${stack.first(kind)[0]}`;
}

const EKS = '"Federated"';
const PODS = "pods.eks.amazonaws.com";

export const AWS_IDENTITY_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_IAM_TRUST_NAMES_PRINCIPAL",
    name: "a role trusts everybody",
    breaks: (stack) =>
      stack.add("aws_iam_role", "added", {
        name: "added",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
        }),
      }),
  },
  trust("AWS_IAM_IRSA_TRUST_EXACT", "the trust has no condition", EKS, (statement) => {
    delete statement.Condition;
  }),
  trust("AWS_IAM_IRSA_TRUST_EXACT", "the trust takes every service account", EKS, (statement) => {
    const { StringEquals: exact = {} } = statement.Condition ?? {};
    const [subject = ""] = Object.keys(exact).filter((key) => key.endsWith(":sub"));
    delete exact[subject];
    statement.Condition = { StringEquals: exact, StringLike: { [subject]: "system:serviceaccount:*:*" } };
  }),
  trust("AWS_IAM_POD_IDENTITY_TRUST_EXACT", "the trust names no account", PODS, (statement) => {
    delete statement.Condition?.StringEquals?.["aws:SourceAccount"];
  }),
  trust("AWS_IAM_POD_IDENTITY_TRUST_EXACT", "the trust has no session tags", PODS, (statement) => {
    statement.Action = "sts:AssumeRole";
  }),
  {
    control: "AWS_IAM_WEB_IDENTITY_NAMES_SUBJECT",
    name: "a role trusts every workflow of GitHub",
    breaks: (stack) =>
      stack.add("aws_iam_role", "added", {
        name: "added",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRoleWithWebIdentity",
              Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
              Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } },
            },
          ],
        }),
      }),
  },
  {
    control: "AWS_EKS_OIDC_AUDIENCE_STS",
    name: "the provider takes tokens for a vault too",
    breaks: (stack) =>
      stack.change("aws_iam_openid_connect_provider", (provider) => {
        provider.client_id_list = ["sts.amazonaws.com", "vault"];
      }),
  },
  {
    control: "AWS_EKS_OIDC_ISSUER_REFERENCED",
    name: "the provider has the issuer of a cluster that was",
    breaks: (stack) =>
      stack.change("aws_iam_openid_connect_provider", (provider) => {
        provider.url = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
      }),
  },
  grant("AWS_IAM_SERVING_ACTIONS_NAMED", "a serving role may do everything with S3", (statement) => {
    statement.Action = "s3:*";
    statement.Resource = "*";
  }),
  grant("AWS_IAM_SERVING_RESOURCES_NAMED", "a serving role reads every bucket", (statement) => {
    statement.Resource = "*";
  }),
  grant("AWS_IAM_SERVING_READS_ONLY", "a serving role writes what it reads", (statement) => {
    statement.Action = ["s3:GetObject", "s3:PutObject"];
  }),
  policy("AWS_IAM_NO_ADMINISTRATOR", "a policy allows everything", { Action: "*", Resource: "*" }),
  policy("AWS_IAM_NO_WHOLE_SERVICE", "a policy allows all of IAM", { Action: ["iam:*"], Resource: "*" }),
  policy("AWS_IAM_PASS_ROLE_NAMED", "a policy lets every role be passed", { Action: "iam:PassRole", Resource: "*" }),
  {
    control: "AWS_IAM_NO_ADMINISTRATOR_ATTACHED",
    name: "a serving role is an administrator",
    breaks: (stack) => {
      const [role] = stack.first("aws_iam_role", ({ permissions_boundary: bound }) => bound !== undefined);
      return stack.add("aws_iam_role_policy_attachment", "added", {
        role: `\${aws_iam_role.${role}.name}`,
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      });
    },
  },
  {
    control: "AWS_IAM_NO_FULL_ACCESS_ATTACHED",
    name: "a serving role has all of S3",
    breaks: (stack) => {
      const [role] = stack.first("aws_iam_role", ({ permissions_boundary: bound }) => bound !== undefined);
      return stack.add("aws_iam_role_policy_attachment", "added", {
        role: `\${aws_iam_role.${role}.name}`,
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
      });
    },
  },
  {
    control: "AWS_IAM_NO_ACCESS_KEY",
    name: "a user gets a key",
    breaks: (stack) => stack.add("aws_iam_access_key", "added", { user: "uploader" }),
  },
  {
    control: "AWS_IAM_NO_USER",
    name: "a user is made",
    breaks: (stack) => stack.add("aws_iam_user", "added", { name: "uploader" }),
  },
  trust(
    "AWS_IAM_SERVING_ROLE_OF_ONE_NAMESPACE",
    "another tenant's service account takes the role too",
    EKS,
    ({ Condition: { StringEquals: exact = {} } = {} }) => {
      const [subject = ""] = Object.keys(exact).filter((key) => key.endsWith(":sub"));
      exact[subject] = [exact[subject], "system:serviceaccount:speech:resnet"];
    },
  ),
  servingRole("AWS_IAM_SERVING_ROLE_BOUNDED", "a serving role loses its boundary", (role) => {
    delete role.permissions_boundary;
  }),
  servingRole("AWS_IAM_SERVING_ROLE_SESSION_SHORT", "credentials last half a day", (role) => {
    role.max_session_duration = 43200;
  }),
  servingRole("AWS_IAM_ROLE_POLICIES_SEPARATE", "a role has its policy inline", (role) => {
    role.inline_policy = [
      {
        name: "models",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-models/resnet/*" }],
        }),
      },
    ];
  }),
  association("AWS_EKS_POD_IDENTITY_OWN_ACCOUNT", "the role goes to the default account", (it) => {
    it.service_account = "default";
  }),
  association("AWS_EKS_POD_IDENTITY_OWN_NAMESPACE", "the role goes to the default namespace", (it) => {
    it.namespace = "default";
  }),
  association("AWS_EKS_POD_IDENTITY_SESSION_TAGS", "sessions lose their tags", (it) => {
    it.disable_session_tags = true;
  }),
  association("AWS_EKS_POD_IDENTITY_ONLY_WAY", "the account has an annotation already", (it) => {
    // The service account of the example is annotated with its role.
    it.namespace = "vision";
    it.service_account = "resnet";
  }),
  {
    control: "AWS_EKS_POD_IDENTITY_AGENT_PRESENT",
    name: "the agent is removed",
    stack: "everything",
    breaks: (stack) => {
      stack.remove("aws_eks_addon", ({ addon_name: addon }) => addon === "eks-pod-identity-agent");
      return addressOf(stack, "aws_eks_cluster");
    },
  },
  {
    control: "K8S_DEFAULT_SERVICE_ACCOUNT_NO_ROLE",
    name: "the default account gets a role",
    breaks: (stack) =>
      stack.change("kubernetes_default_service_account_v1", ({ metadata }) => {
        (metadata as Attributes).annotations = {
          "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/everything",
        };
      }),
  },
];
