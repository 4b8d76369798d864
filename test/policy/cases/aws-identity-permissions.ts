import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Resources = Record<string, Record<string, unknown>>;

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";

function trustOf(namespace: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${EKS}` },
        Condition: { StringEquals: { [`${EKS}:sub`]: `system:serviceaccount:${namespace}:resnet` } },
      },
    ],
  });
}

const EC2_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

function document(...statements: object[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}

/** The policy of a role that pods of the namespace take. */
function serving(statement: object, namespace = "vision"): EstateSource {
  return {
    resource: {
      aws_iam_role: { r: { name: "serving", assume_role_policy: trustOf(namespace) } },
      aws_iam_role_policy: { p: { role: "${aws_iam_role.r.id}", policy: document(statement) } },
    },
  };
}

/** A policy that is attached to a role that pods take. */
function attached(statement: object): EstateSource {
  return {
    resource: {
      aws_iam_role: { r: { name: "serving", assume_role_policy: trustOf("vision") } },
      aws_iam_policy: { p: { name: "models", policy: document(statement) } },
      aws_iam_role_policy_attachment: {
        a: { role: "${aws_iam_role.r.name}", policy_arn: "${aws_iam_policy.p.arn}" },
      },
    },
  };
}

function inline(statement: object): EstateSource {
  return {
    resource: {
      aws_iam_role: {
        r: {
          name: "serving",
          assume_role_policy: trustOf("vision"),
          inline_policy: [{ name: "p", policy: document(statement) }],
        },
      },
    },
  };
}

/** The policy of a role that machines take. */
function machine(statement: object, others: Resources = {}): EstateSource {
  return {
    resource: {
      aws_iam_role: { r: { name: "machine", assume_role_policy: EC2_TRUST } },
      aws_iam_role_policy: { p: { role: "${aws_iam_role.r.id}", policy: document(statement) } },
      ...others,
    },
  };
}

function policy(statement: object, others: Resources = {}, name = "p"): EstateSource {
  return { resource: { aws_iam_policy: { p: { name, policy: document(statement) } }, ...others } };
}

function boundary(statement: object): EstateSource {
  return policy(statement, {
    aws_iam_role: { r: { assume_role_policy: EC2_TRUST, permissions_boundary: "${aws_iam_policy.p.arn}" } },
  });
}

function attachment(arn: string, kind = "aws_iam_role_policy_attachment"): EstateSource {
  return { resource: { [kind]: { a: { role: "r", user: "r", group: "r", policy_arn: arn } } } };
}

const READS = { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-models/resnet/*" };
const VARIABLE: EstateSource = {
  resource: {
    aws_iam_role: { r: { name: "machine", assume_role_policy: EC2_TRUST } },
    aws_iam_role_policy: { p: { role: "${aws_iam_role.r.id}", policy: "${var.policy}" } },
  },
};

export const AWS_IDENTITY_PERMISSIONS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_IAM_SERVING_ACTIONS_NAMED",
    holds: {
      "one action": serving(READS),
      "actions with a prefix": serving({ Action: ["s3:Get*", "s3:List*"], Resource: READS.Resource }),
      "a Deny of everything": serving({ Effect: "Deny", Action: "*", Resource: "*" }),
      "a machine's role, judged by another control": machine({ Action: "s3:*", Resource: "*" }),
      "the platform's pods": serving({ Action: "elasticloadbalancing:*", Resource: "*" }, "kube-system"),
    },
    fails: {
      "every action of S3": serving({ Action: "s3:*", Resource: "*" }),
      "every action of S3 on one bucket": serving({ Action: ["s3:*"], Resource: READS.Resource }),
      "every action": serving({ Action: "*", Resource: "*" }),
      NotAction: serving({ NotAction: "iam:*", Resource: READS.Resource }),
      "in an attached policy": attached({ Action: "kms:*", Resource: "*" }),
      "in an inline policy": inline({ Action: "S3:*", Resource: "*" }),
    },
    undecided: {
      "an action that is a variable": serving({ Action: "${var.action}", Resource: READS.Resource }),
    },
  },
  {
    control: "AWS_IAM_SERVING_RESOURCES_NAMED",
    holds: {
      "one prefix": serving(READS),
      "the ARN of a bucket": serving({ Action: "s3:GetObject", Resource: "${aws_s3_bucket.b.arn}/*" }),
      "what takes no resource": serving({
        Action: ["s3:ListAllMyBuckets", "sts:GetCallerIdentity", "kms:ListAliases"],
        Resource: "*",
      }),
      "another service": serving({ Action: "cloudwatch:PutMetricData", Resource: "*" }),
      "keys by their alias": serving({
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: { "kms:ResourceAliases": "alias/models" } },
      }),
      "every action, judged by another control": serving({ Action: "s3:*", Resource: "*" }),
      "the platform's pods": serving({ Action: "secretsmanager:GetSecretValue", Resource: "*" }, "external-secrets"),
    },
    fails: {
      "every object": serving({ Action: "s3:GetObject", Resource: "*" }),
      "every object, by its ARN": serving({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }),
      "every key": serving({ Action: "kms:Decrypt", Resource: "*" }),
      "every key, by its ARN": serving({ Action: "kms:Decrypt", Resource: "arn:aws:kms:*:*:key/*" }),
      "every secret": attached({ Action: ["logs:PutLogEvents", "secretsmanager:GetSecretValue"], Resource: ["*"] }),
      "every role": inline({ Action: "sts:AssumeRole", Resource: "*" }),
      NotResource: serving({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::acme-private/*" }),
    },
    undecided: {
      "a resource that is a variable": serving({ Action: "s3:GetObject", Resource: "${var.resource}" }),
    },
  },
  {
    control: "AWS_IAM_SERVING_READS_ONLY",
    holds: {
      "reading and decrypting": serving({ Action: ["s3:GetObject", "kms:Decrypt"], Resource: READS.Resource }),
      "writing logs": serving({ Action: "logs:PutLogEvents", Resource: "*" }),
      "a role passed to a service": serving({
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111122223333:role/training",
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      }),
      "a machine's role": machine({ Action: "s3:PutObject", Resource: READS.Resource }),
      "the platform's pods": serving({ Action: "s3:PutObject", Resource: READS.Resource }, "velero"),
    },
    fails: {
      "writing objects": serving({ Action: ["s3:GetObject", "s3:PutObject"], Resource: READS.Resource }),
      "every Put": attached({ Action: "s3:Put*", Resource: READS.Resource }),
      "deleting objects": serving({ Action: "s3:DeleteObject", Resource: READS.Resource }),
      "passing a role": serving({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/training" }),
      "assuming a role": serving({ Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/admin" }),
      "granting a key": inline({ Action: "kms:CreateGrant", Resource: "${aws_kms_key.k.arn}" }),
    },
    undecided: {
      "an action that is a variable": serving({ Action: "${var.action}", Resource: READS.Resource }),
    },
  },
  {
    control: "AWS_IAM_NO_ADMINISTRATOR",
    holds: {
      "one action": machine(READS),
      "everything of one bucket": machine({ Action: "*", Resource: READS.Resource }),
      "a boundary": boundary({ Action: "*", Resource: "*" }),
      "a boundary by its name": policy({ Action: "*", Resource: "*" }, {}, "team-boundary"),
      "a serving role, judged by another control": serving({ Action: "*", Resource: "*" }),
    },
    fails: {
      "a role": machine({ Action: "*", Resource: "*" }),
      "a role, in lists": machine({ Action: ["s3:GetObject", "*"], Resource: [READS.Resource, "*"] }),
      "a policy": policy({ Action: "*:*", Resource: "*" }),
      "a user": {
        resource: { aws_iam_user_policy: { p: { user: "u", policy: document({ Action: "*", Resource: "*" }) } } },
      },
      "a boundary that is attached": policy(
        { Action: "*", Resource: "*" },
        {
          aws_iam_role: {
            r: { name: "r", assume_role_policy: EC2_TRUST, permissions_boundary: "${aws_iam_policy.p.arn}" },
          },
          aws_iam_role_policy_attachment: {
            a: { role: "${aws_iam_role.r.name}", policy_arn: "${aws_iam_policy.p.arn}" },
          },
        },
      ),
    },
    undecided: { "a variable": VARIABLE },
  },
  {
    control: "AWS_IAM_NO_WHOLE_SERVICE",
    holds: {
      "one bucket": machine({ Action: "s3:*", Resource: READS.Resource }),
      "a service without models": machine({ Action: "autoscaling:*", Resource: "*" }),
      "an administrator, judged by another control": machine({ Action: "*", Resource: "*" }),
      "a boundary": boundary({ Action: ["s3:*", "kms:*"], Resource: "*" }),
    },
    fails: {
      S3: machine({ Action: "s3:*", Resource: "*" }),
      "IAM, among others": machine({ Action: ["s3:GetObject", "iam:*"], Resource: "*" }),
      "a policy": policy({ Action: "kms:*", Resource: "*" }),
      NotAction: machine({ NotAction: ["iam:*"], Resource: "*" }),
      "a group": {
        resource: { aws_iam_group_policy: { p: { group: "g", policy: document({ Action: "sts:*", Resource: "*" }) } } },
      },
    },
    undecided: { "a variable": VARIABLE },
  },
  {
    control: "AWS_IAM_PASS_ROLE_NAMED",
    holds: {
      "a role by its name": machine({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/training" }),
      "to a service": machine({
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      }),
      "every action of IAM, judged by another control": machine({ Action: "iam:*", Resource: "*" }),
    },
    fails: {
      "every role": machine({ Action: ["ec2:RunInstances", "iam:PassRole"], Resource: "*" }),
      "every role of the account": policy({ Action: "iam:Pass*", Resource: "arn:aws:iam::111122223333:role/*" }),
    },
    undecided: { "a variable": VARIABLE },
  },
  {
    control: "AWS_IAM_NO_ADMINISTRATOR_ATTACHED",
    holds: {
      "a narrow policy of AWS": attachment("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"),
      "a policy of one's own": attached(READS),
      "another's policy of that name": attachment("arn:aws:iam::111122223333:policy/AdministratorAccess"),
      "a role without policies": machine(READS),
    },
    fails: {
      "to a role": attachment("arn:aws:iam::aws:policy/AdministratorAccess"),
      "to a user": attachment("arn:aws:iam::aws:policy/IAMFullAccess", "aws_iam_user_policy_attachment"),
      "to a group": attachment("arn:aws:iam::aws:policy/PowerUserAccess", "aws_iam_group_policy_attachment"),
      "in another partition": attachment("arn:${data.aws_partition.p.partition}:iam::aws:policy/AdministratorAccess"),
      "by a data source": {
        data: { aws_iam_policy: { admin: { name: "AdministratorAccess" } } },
        ...attachment("${data.aws_iam_policy.admin.arn}"),
      },
      "by the role itself": {
        resource: {
          aws_iam_role: {
            r: {
              assume_role_policy: EC2_TRUST,
              managed_policy_arns: [
                "arn:aws:iam::aws:policy/ReadOnlyAccess",
                "arn:aws:iam::aws:policy/AdministratorAccess",
              ],
            },
          },
        },
      },
    },
    undecided: { "a variable": attachment("${var.policy_arn}") },
  },
  {
    control: "AWS_IAM_NO_FULL_ACCESS_ATTACHED",
    holds: {
      "a narrow policy of AWS": attachment("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"),
      "an administrator's, judged by another control": attachment("arn:aws:iam::aws:policy/AdministratorAccess"),
    },
    fails: {
      S3: attachment("arn:aws:iam::aws:policy/AmazonS3FullAccess"),
      SageMaker: attachment("arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"),
      "secrets, to a user": attachment(
        "arn:aws:iam::aws:policy/SecretsManagerReadWrite",
        "aws_iam_user_policy_attachment",
      ),
    },
    undecided: { "a variable": attachment("${var.policy_arn}") },
  },
];
