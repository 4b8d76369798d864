import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";
const EKS_PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${EKS}`;
const GITHUB = "token.actions.githubusercontent.com";
const SUBJECT = { [`${EKS}:sub`]: "system:serviceaccount:vision:resnet" };
const AUDIENCE = { [`${EKS}:aud`]: "sts.amazonaws.com" };
const ACCOUNT = { StringEquals: { "aws:SourceAccount": "111122223333" } };

function trust(...statements: object[]): EstateSource {
  return role(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

function role(policy: string): EstateSource {
  return { resource: { aws_iam_role: { r: { name: "serving", assume_role_policy: policy } } } };
}

function web(issuer: string, condition?: object): object {
  return {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: issuer },
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function pods(action: unknown, condition?: object): object {
  return {
    Effect: "Allow",
    Action: action,
    Principal: { Service: "pods.eks.amazonaws.com" },
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function github(condition?: object): EstateSource {
  return trust(web(`arn:aws:iam::111122223333:oidc-provider/${GITHUB}`, condition));
}

function provider(attributes: object): EstateSource {
  return {
    resource: {
      aws_eks_cluster: { c: { name: "c" } },
      aws_iam_openid_connect_provider: {
        p: { url: "${aws_eks_cluster.c.identity[0].oidc[0].issuer}", ...attributes },
      },
    },
  };
}

const EC2 = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } };
const PLACEHOLDER = '${replace(aws_iam_openid_connect_provider.p.url, "https://", "")}';

const EXACT_DOCUMENT: EstateSource = {
  data: {
    aws_iam_policy_document: {
      trust: {
        statement: [
          {
            actions: ["sts:AssumeRoleWithWebIdentity"],
            principals: [{ type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.p.arn}"] }],
            condition: [
              {
                test: "StringEquals",
                variable: `${PLACEHOLDER}:sub`,
                values: ["system:serviceaccount:vision:${var.name}"],
              },
              { test: "StringEquals", variable: `${PLACEHOLDER}:aud`, values: ["sts.amazonaws.com"] },
            ],
          },
        ],
      },
    },
  },
  ...role("${data.aws_iam_policy_document.trust.json}"),
};

export const AWS_IDENTITY_TRUST_CASES: readonly ControlCases[] = [
  {
    control: "AWS_IAM_TRUST_NAMES_PRINCIPAL",
    holds: {
      "a service": trust(EC2),
      "an account": trust({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
      }),
      "everybody of the organization": trust({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } },
      }),
      "a Deny": trust(EC2, { Effect: "Deny", Action: "sts:AssumeRole", Principal: "*" }),
    },
    fails: {
      everybody: trust({ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" }),
      "every account, in a list": trust(EC2, { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ["*"] } }),
      "a condition that everybody can meet": trust({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "*" },
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
      "every provider of identities": trust(web("*", { StringEquals: { ...SUBJECT, ...AUDIENCE } })),
    },
    undecided: { "a document that is a variable": role("${var.trust}") },
  },
  {
    control: "AWS_IAM_IRSA_TRUST_EXACT",
    holds: {
      "both, exact": trust(web(EKS_PROVIDER, { StringEquals: { ...SUBJECT, ...AUDIENCE } })),
      "in a data source, with placeholders": EXACT_DOCUMENT,
      "StringLike without a wildcard": trust(web(EKS_PROVIDER, { StringLike: SUBJECT, StringEquals: AUDIENCE })),
      "two accounts, both exact": trust(
        web(EKS_PROVIDER, {
          StringEquals: {
            [`${EKS}:sub`]: ["system:serviceaccount:vision:a", "system:serviceaccount:vision:b"],
            ...AUDIENCE,
          },
        }),
      ),
      "no web identity": trust(EC2),
      "GitHub, which has a control of its own": github(),
    },
    fails: {
      "no condition": trust(web(EKS_PROVIDER)),
      "only the audience": trust(web(EKS_PROVIDER, { StringEquals: AUDIENCE })),
      "only the subject": trust(web(EKS_PROVIDER, { StringEquals: SUBJECT })),
      "every account of every namespace": trust(
        web(EKS_PROVIDER, {
          StringLike: { [`${EKS}:sub`]: "system:serviceaccount:*:*" },
          StringEquals: AUDIENCE,
        }),
      ),
      "every account of a namespace": trust(
        web(EKS_PROVIDER, {
          StringLike: { [`${EKS}:sub`]: "system:serviceaccount:vision:*" },
          StringEquals: AUDIENCE,
        }),
      ),
      "one of two with a wildcard": trust(
        web(EKS_PROVIDER, {
          StringLike: { [`${EKS}:sub`]: ["system:serviceaccount:vision:a", "system:serviceaccount:?:b"] },
          StringEquals: AUDIENCE,
        }),
      ),
      "a condition that absence meets": trust(
        web(EKS_PROVIDER, { StringEqualsIfExists: SUBJECT, StringEquals: AUDIENCE }),
      ),
      "a reference to the provider, no condition": {
        resource: {
          aws_iam_openid_connect_provider: { p: { url: "${var.issuer}" } },
          ...trust(web("${aws_iam_openid_connect_provider.p.arn}")).resource,
        },
      },
      "the second statement": trust(
        web(EKS_PROVIDER, { StringEquals: { ...SUBJECT, ...AUDIENCE } }),
        web(EKS_PROVIDER, { StringEquals: AUDIENCE }),
      ),
    },
    undecided: { "a document that is a variable": role("${var.trust}") },
  },
  {
    control: "AWS_IAM_POD_IDENTITY_TRUST_EXACT",
    holds: {
      "both actions, in the account": trust(pods(["sts:AssumeRole", "sts:TagSession"], ACCOUNT)),
      "both actions, in the organization": trust(
        pods(["sts:TagSession", "sts:AssumeRole"], { StringEquals: { "aws:SourceOrgId": "o-abcdef1234" } }),
      ),
      "two statements": trust(pods("sts:AssumeRole", ACCOUNT), pods("sts:TagSession", ACCOUNT)),
      "another service": trust(EC2),
    },
    fails: {
      "no condition": trust(pods(["sts:AssumeRole", "sts:TagSession"])),
      "no session tags": trust(pods("sts:AssumeRole", ACCOUNT)),
      "every action of STS": trust(pods("sts:*", ACCOUNT)),
      "an action too many": trust(pods(["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], ACCOUNT)),
      "a condition on a namespace alone": trust(
        pods(["sts:AssumeRole", "sts:TagSession"], {
          StringEquals: { "aws:RequestTag/kubernetes-namespace": "vision" },
        }),
      ),
    },
    undecided: { "a document that is a variable": role("${var.trust}") },
  },
  {
    control: "AWS_IAM_WEB_IDENTITY_NAMES_SUBJECT",
    holds: {
      "a repository and a branch": github({
        StringEquals: {
          [`${GITHUB}:sub`]: "repo:acme/models:ref:refs/heads/main",
          [`${GITHUB}:aud`]: "sts.amazonaws.com",
        },
      }),
      "a repository and all of its branches": github({
        StringLike: { [`${GITHUB}:sub`]: "repo:acme/models:*" },
      }),
      "another issuer with its audience": trust(
        web("cognito-identity.amazonaws.com", {
          StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:11111111-2222-3333-4444-555555555555" },
        }),
      ),
      "a cluster, which has a control of its own": trust(web(EKS_PROVIDER)),
      "no web identity": trust(EC2),
    },
    fails: {
      "no condition": github(),
      "the audience alone": github({ StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
      "any subject": github({ StringLike: { [`${GITHUB}:sub`]: "*" } }),
      "any repository": github({ StringLike: { [`${GITHUB}:sub`]: "repo:*" } }),
      "any owner": github({ StringLike: { [`${GITHUB}:sub`]: "repo:*/models:*" } }),
      "one of two is any": github({ StringLike: { [`${GITHUB}:sub`]: ["repo:acme/models:*", "*"] } }),
      "the provider is a resource": {
        resource: {
          aws_iam_openid_connect_provider: { p: { url: `https://${GITHUB}`, client_id_list: ["sts.amazonaws.com"] } },
          ...trust(web("${aws_iam_openid_connect_provider.p.arn}")).resource,
        },
      },
      "another issuer without a condition": trust(web("arn:aws:iam::111122223333:oidc-provider/gitlab.com")),
    },
    undecided: { "a document that is a variable": role("${var.trust}") },
  },
  {
    control: "AWS_EKS_OIDC_AUDIENCE_STS",
    holds: {
      "STS alone": provider({ client_id_list: ["sts.amazonaws.com"] }),
      "a literal issuer": provider({ url: `https://${EKS}`, client_id_list: ["sts.amazonaws.com"] }),
      "another issuer": provider({ url: "https://gitlab.com", client_id_list: ["https://gitlab.com"] }),
    },
    fails: {
      "another audience too": provider({ client_id_list: ["sts.amazonaws.com", "vault"] }),
      "another audience, literal issuer": provider({ url: `https://${EKS}`, client_id_list: ["vault"] }),
      none: provider({ client_id_list: [] }),
    },
    undecided: { "a variable": provider({ client_id_list: "${var.audiences}" }) },
  },
  {
    control: "AWS_EKS_OIDC_ISSUER_REFERENCED",
    holds: {
      "the issuer of the cluster": provider({ client_id_list: ["sts.amazonaws.com"] }),
      "the issuer of a cluster that is looked up": provider({
        url: "${data.aws_eks_cluster.c.identity[0].oidc[0].issuer}",
      }),
      "an id that is a variable": provider({ url: "https://oidc.eks.eu-west-1.amazonaws.com/id/${var.id}" }),
      "another issuer": provider({ url: "https://gitlab.com" }),
    },
    fails: {
      "written out": provider({ url: `https://${EKS}` }),
      "written out, without the scheme": provider({ url: EKS }),
      "written out but for the region": provider({
        url: "https://oidc.eks.${data.aws_region.here.region}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
      }),
    },
  },
];
