import {
  ACCOUNT,
  administrator,
  FOREIGN_ACCOUNT,
  type Principal,
  type RequestContext,
  service,
  tokenOf,
} from "../../support/principals";
import { OIDC_ISSUER, REGION } from "../../support/simulate";
import { roleArn, simulatedEstate } from "./estate";

const account = simulatedEstate();
const cluster = account.arn("aws_eks_cluster", "cluster");
const pods = service("pods.eks.amazonaws.com");
const otherIssuer = OIDC_ISSUER.replace("EXAMPLE", "ANOTHER");

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";
const ASSUME = "sts:AssumeRole";
const TAG = "sts:TagSession";

type Attempt = readonly [label: string, principal: Principal, action: string, context?: RequestContext];

function proveTrust(
  path: string,
  { allowed, denied }: { allowed: readonly Attempt[]; denied: readonly Attempt[] },
): void {
  const resource = account.arn("aws_iam_role", path);

  test.each(allowed.map(inFull))("may be assumed: %s", async (_, principal, action, context) => {
    expect(await account.ask(principal, { action, resource, context })).toBe("Allowed");
  });

  test.each(denied.map(inFull))("may not be assumed: %s", async (_, principal, action, context) => {
    expect(await account.ask(principal, { action, resource, context })).toMatch(/Denied$/);
  });

  test("fewer than three refusals are tried for each way in: none", () => {
    expect(denied.length).toBeGreaterThanOrEqual(3 * allowed.length);
  });
}

function inFull([label, principal, action, context = {}]: Attempt): [string, Principal, string, RequestContext] {
  return [label, principal, action, context];
}

/** Whom no role of the estate knows, be they as powerful as they like. */
const INTRUDERS: readonly Attempt[] = [
  ["by an administrator of the account", administrator(), ASSUME],
  ["by an administrator of another account", administrator("administrator", FOREIGN_ACCOUNT), ASSUME],
  ["by the publisher", administrator("release-models"), ASSUME],
  ["with session tags by an administrator", administrator(), TAG, { "aws:RequestTag/kubernetes-namespace": "vision" }],
  ["with an administrator's web identity", administrator(), WEB_IDENTITY],
  ["with an administrator's SAML assertion", administrator(), "sts:AssumeRoleWithSAML"],
  ["by Lambda", service("lambda.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
  ["by SageMaker", service("sagemaker.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
  ["by CodeBuild", service("codebuild.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
  ["by Systems Manager", service("ssm.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
  ["by ECS tasks", service("ecs-tasks.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
  ["with a token of Google", tokenOf("accounts.google.com", { sub: "1", aud: "sts.amazonaws.com" }), WEB_IDENTITY],
];

describe.each([
  ["resnet", "vision", "resnet"],
  ["whisper", "audio", "whisper"],
])("the IRSA role %s", (path, namespace, serviceAccountName) => {
  const aud = "sts.amazonaws.com";
  const sub = `system:serviceaccount:${namespace}:${serviceAccountName}`;

  proveTrust(path, {
    allowed: [["by its service account, for STS", tokenOf(OIDC_ISSUER, { sub, aud }), WEB_IDENTITY]],
    denied: [
      ...INTRUDERS,
      ...[
        `system:serviceaccount:${namespace}:default`,
        `system:serviceaccount:${namespace}:${serviceAccountName}2`,
        `system:serviceaccount:${namespace}:other`,
        `system:serviceaccount:other:${serviceAccountName}`,
        `system:serviceaccount:${namespace}:*`,
        `system:serviceaccount:${namespace}2:${serviceAccountName}`,
        `system:serviceaccount:kube-system:${serviceAccountName}`,
        "system:serviceaccount:kube-system:default",
        `system:node:${serviceAccountName}`,
        `system:serviceaccount:${namespace}:${serviceAccountName}:admin`,
        sub.toUpperCase(),
        `x${sub}`,
        "*",
        "",
      ].map<Attempt>((subject) => [
        `with a token of "${subject}"`,
        tokenOf(OIDC_ISSUER, { sub: subject, aud }),
        WEB_IDENTITY,
      ]),
      ...[
        "kubernetes.default.svc",
        "https://kubernetes.default.svc",
        "vault",
        "sts.amazonaws.com.evil.example",
        "",
      ].map<Attempt>((audience) => [
        `with its token for "${audience}"`,
        tokenOf(OIDC_ISSUER, { sub, aud: audience }),
        WEB_IDENTITY,
      ]),
      ["with a token that names no subject", tokenOf(OIDC_ISSUER, { aud }), WEB_IDENTITY],
      ["with a token that names no audience", tokenOf(OIDC_ISSUER, { sub }), WEB_IDENTITY],
      ["with a token that names nothing", tokenOf(OIDC_ISSUER, {}), WEB_IDENTITY],
      ["with a token of another cluster", tokenOf(otherIssuer, { sub, aud }), WEB_IDENTITY],
      [
        "with a token of the same issuer, registered in another account",
        tokenOf(OIDC_ISSUER, { sub, aud }, FOREIGN_ACCOUNT),
        WEB_IDENTITY,
      ],
      ["by its service account, by AssumeRole", tokenOf(OIDC_ISSUER, { sub, aud }), ASSUME],
      ["by its service account, with session tags", tokenOf(OIDC_ISSUER, { sub, aud }), TAG],
      ["by Pod Identity", pods, ASSUME, podTags({ namespace, serviceAccountName })],
      ["by EC2", service("ec2.amazonaws.com"), ASSUME],
      ["by EKS", service("eks.amazonaws.com"), ASSUME, { "aws:SourceAccount": ACCOUNT }],
    ],
  });
});

interface Pod {
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly clusterArn?: string;
  readonly sourceAccount?: string;
}

function podTags({
  namespace,
  serviceAccountName,
  clusterArn = cluster,
  sourceAccount = ACCOUNT,
}: Pod): RequestContext {
  return {
    "aws:SourceAccount": sourceAccount,
    "aws:RequestTag/eks-cluster-arn": clusterArn,
    "aws:RequestTag/kubernetes-namespace": namespace,
    "aws:RequestTag/kubernetes-service-account": serviceAccountName,
  };
}

function without(context: RequestContext, key: string): RequestContext {
  return Object.fromEntries(Object.entries(context).filter(([name]) => name !== key));
}

describe.each([
  ["the Pod Identity role bert", "bert", "text", "bert"],
  ["the role of the CNI", "cluster/Addons/vpc-cni-role", "kube-system", "aws-node"],
  ["the role of the EBS driver", "cluster/Addons/aws-ebs-csi-driver-role", "kube-system", "ebs-csi-controller-sa"],
])("%s", (_, path, namespace, serviceAccountName) => {
  const own: Pod = { namespace, serviceAccountName };
  const tags = podTags(own);

  proveTrust(path, {
    allowed: [
      ["by its service account", pods, ASSUME, tags],
      ["with the session tags of its service account", pods, TAG, tags],
    ],
    denied: [
      ...INTRUDERS,
      ...[ASSUME, TAG].flatMap<Attempt>((action) => [
        [`${action} for another service account`, pods, action, podTags({ ...own, serviceAccountName: "other" })],
        [`${action} for the default service account`, pods, action, podTags({ ...own, serviceAccountName: "default" })],
        [
          `${action} for a service account that begins like its own`,
          pods,
          action,
          podTags({ ...own, serviceAccountName: `${serviceAccountName}-2` }),
        ],
        [`${action} for another namespace`, pods, action, podTags({ ...own, namespace: "other" })],
        [
          `${action} for a namespace that begins like its own`,
          pods,
          action,
          podTags({ ...own, namespace: `${namespace}-2` }),
        ],
        [
          `${action} for another cluster of the account`,
          pods,
          action,
          podTags({ ...own, clusterArn: cluster.replace("serving", "training") }),
        ],
        [
          `${action} for a cluster of the same name elsewhere`,
          pods,
          action,
          podTags({ ...own, clusterArn: cluster.replace(REGION, "us-east-1") }),
        ],
        [
          `${action} for a cluster of another account`,
          pods,
          action,
          podTags({ ...own, clusterArn: cluster.replace(ACCOUNT, FOREIGN_ACCOUNT) }),
        ],
        [`${action} on behalf of another account`, pods, action, podTags({ ...own, sourceAccount: FOREIGN_ACCOUNT })],
        [`${action} without tags`, pods, action, { "aws:SourceAccount": ACCOUNT }],
        ...Object.keys(tags).map<Attempt>((key) => [`${action} without ${key}`, pods, action, without(tags, key)]),
        [`${action} by an administrator with the right tags`, administrator(), action, tags],
      ]),
      ["by EC2 with the right tags", service("ec2.amazonaws.com"), ASSUME, tags],
      ["by EKS with the right tags", service("eks.amazonaws.com"), ASSUME, tags],
      [
        "with a token of its service account",
        tokenOf(OIDC_ISSUER, {
          sub: `system:serviceaccount:${namespace}:${serviceAccountName}`,
          aud: "sts.amazonaws.com",
        }),
        WEB_IDENTITY,
      ],
    ],
  });
});

interface ServiceRole {
  readonly path: string;
  readonly service: string;
  /** What the service says when it acts for the resource that the role was made for. */
  readonly own: RequestContext;
  /** What it says when it acts for somebody else: the confused deputy. */
  readonly confused: readonly (readonly [label: string, context: RequestContext])[];
}

const SERVICE_ROLES: readonly (readonly [string, ServiceRole])[] = [
  [
    "flow logs",
    {
      path: "network/FlowLogs/Role",
      service: "vpc-flow-logs.amazonaws.com",
      own: sourced(`arn:aws:ec2:${REGION}:${ACCOUNT}:vpc-flow-log/fl-1`),
      confused: [
        [
          "a flow log of another account",
          sourced(`arn:aws:ec2:${REGION}:${FOREIGN_ACCOUNT}:vpc-flow-log/fl-1`, FOREIGN_ACCOUNT),
        ],
        ["a flow log of another region", sourced(`arn:aws:ec2:us-east-1:${ACCOUNT}:vpc-flow-log/fl-1`)],
        ["something that is no flow log", sourced(`arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-1`)],
      ],
    },
  ],
  [
    "replication",
    {
      path: "models/ReplicationRole",
      service: "s3.amazonaws.com",
      own: sourced("arn:aws:s3:::acme-models"),
      confused: [
        ["another bucket", sourced("arn:aws:s3:::acme-audio-models")],
        ["a bucket that begins like its own", sourced("arn:aws:s3:::acme-models-logs")],
        ["a bucket of another account", sourced("arn:aws:s3:::loot", FOREIGN_ACCOUNT)],
      ],
    },
  ],
  [
    "the control plane",
    {
      path: "cluster/ControlPlaneRole",
      service: "eks.amazonaws.com",
      own: sourced(cluster),
      confused: [
        ["another cluster", sourced(cluster.replace("serving", "training"))],
        ["a cluster that begins like its own", sourced(`${cluster}-2`)],
        ["a cluster of another region", sourced(cluster.replace(REGION, "us-east-1"))],
        ["a cluster of another account", sourced(cluster.replace(ACCOUNT, FOREIGN_ACCOUNT), FOREIGN_ACCOUNT)],
      ],
    },
  ],
  [
    "record delivery",
    {
      path: "trail/DeliveryRole",
      service: "cloudtrail.amazonaws.com",
      own: sourced(`arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/weights`),
      confused: [
        [
          "a trail of another account",
          sourced(`arn:aws:cloudtrail:${REGION}:${FOREIGN_ACCOUNT}:trail/x`, FOREIGN_ACCOUNT),
        ],
      ],
    },
  ],
];

function sourced(arn: string, sourceAccount = ACCOUNT): RequestContext {
  return { "aws:SourceArn": arn, "aws:SourceAccount": sourceAccount };
}

describe.each(SERVICE_ROLES)("the role of %s", (_, role) => {
  const own = service(role.service);

  proveTrust(role.path, {
    allowed: [["by its service for its own resource", own, ASSUME, role.own]],
    denied: [
      ...INTRUDERS,
      ...role.confused.map<Attempt>(([label, context]) => [`by its service for ${label}`, own, ASSUME, context]),
      ["by its service on nobody's behalf", own, ASSUME, {}],
      ["by its service with session tags", own, TAG, role.own],
      ["by EC2", service("ec2.amazonaws.com"), ASSUME, role.own],
      ["by an administrator who claims to act for it", administrator(), ASSUME, role.own],
      [
        "with a token of the cluster",
        tokenOf(OIDC_ISSUER, { sub: "system:serviceaccount:vision:resnet" }),
        WEB_IDENTITY,
      ],
    ],
  });
});

describe("the role of nodes", () => {
  proveTrust("cluster/NodeRole", {
    allowed: [["by EC2", service("ec2.amazonaws.com"), ASSUME]],
    denied: [
      ...INTRUDERS,
      ["by EC2 with session tags", service("ec2.amazonaws.com"), TAG],
      ["by EKS", service("eks.amazonaws.com"), ASSUME, sourced(cluster)],
      ["by Pod Identity", pods, ASSUME, podTags({ namespace: "vision", serviceAccountName: "resnet" })],
      [
        "with a token of the cluster",
        tokenOf(OIDC_ISSUER, { sub: "system:serviceaccount:vision:resnet", aud: "sts.amazonaws.com" }),
        WEB_IDENTITY,
      ],
    ],
  });
});

test("the sample ARN of a role is the one that its name leads to", () => {
  expect(account.arn("aws_iam_role", "resnet")).toMatch(new RegExp(`^${roleArn("estate-resnet-")}[0-9a-f]{8}$`));
});
