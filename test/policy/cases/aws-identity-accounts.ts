import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const EKS = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";
const ROLE = "arn:aws:iam::111122223333:role/resnet";

function trustOf(...subjects: string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${EKS}` },
        Condition: { StringEquals: { [`${EKS}:sub`]: subjects } },
      },
    ],
  });
}

function role(attributes: object, ...subjects: string[]): EstateSource {
  const users = subjects.length === 0 ? ["system:serviceaccount:vision:resnet"] : subjects;
  return {
    resource: { aws_iam_role: { r: { name: "resnet", assume_role_policy: trustOf(...users), ...attributes } } },
  };
}

function association(attributes: object): EstateSource {
  return {
    resource: {
      aws_eks_pod_identity_association: {
        a: { cluster_name: "c", namespace: "vision", service_account: "resnet", role_arn: ROLE, ...attributes },
      },
    },
  };
}

function account(name: string, annotations?: object): object {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace: "vision", ...(annotations === undefined ? {} : { annotations }) },
  };
}

function cluster(attributes: object, addon: string): EstateSource {
  return {
    resource: {
      aws_eks_cluster: { c: { name: "serving", ...attributes } },
      aws_eks_addon: { a: { cluster_name: "${aws_eks_cluster.c.name}", addon_name: addon } },
      aws_eks_pod_identity_association: {
        a: {
          cluster_name: "${aws_eks_cluster.c.name}",
          namespace: "vision",
          service_account: "resnet",
          role_arn: ROLE,
        },
      },
    },
  };
}

const MACHINE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

const ANNOTATED = { "eks.amazonaws.com/role-arn": ROLE };

export const AWS_IDENTITY_ACCOUNTS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_IAM_NO_ACCESS_KEY",
    holds: {
      "a key that is switched off": { resource: { aws_iam_access_key: { k: { user: "u", status: "Inactive" } } } },
    },
    fails: { "a key": { resource: { aws_iam_access_key: { k: { user: "uploader" } } } } },
  },
  {
    control: "AWS_IAM_NO_USER",
    holds: { "one for emergencies": { resource: { aws_iam_user: { u: { name: "break-glass-1" } } } } },
    fails: { "a user": { resource: { aws_iam_user: { u: { name: "uploader" } } } } },
  },
  {
    control: "AWS_IAM_SERVING_ROLE_OF_ONE_NAMESPACE",
    holds: {
      "one account": role({}),
      "two accounts of one namespace": role({}, "system:serviceaccount:vision:a", "system:serviceaccount:vision:b"),
      "nobody in particular": role({ assume_role_policy: MACHINE }),
    },
    fails: {
      "two namespaces in the trust": role({}, "system:serviceaccount:vision:a", "system:serviceaccount:speech:a"),
      "associations of two namespaces": {
        resource: {
          aws_iam_role: { r: { name: "resnet", assume_role_policy: MACHINE } },
          aws_eks_pod_identity_association: {
            a: { cluster_name: "c", namespace: "vision", service_account: "a", role_arn: "${aws_iam_role.r.arn}" },
            b: { cluster_name: "c", namespace: "speech", service_account: "a", role_arn: "${aws_iam_role.r.arn}" },
          },
        },
      },
    },
    undecided: { "a trust that is a variable": role({ assume_role_policy: "${var.trust}" }) },
  },
  {
    control: "AWS_IAM_SERVING_ROLE_BOUNDED",
    holds: {
      "a boundary": role({ permissions_boundary: "arn:aws:iam::111122223333:policy/serving" }),
      "a machine's role": role({ assume_role_policy: MACHINE }),
      "the platform's role": role({}, "system:serviceaccount:kube-system:cluster-autoscaler"),
    },
    fails: { "no boundary": role({}), "an explicit null": role({ permissions_boundary: null }) },
  },
  {
    control: "AWS_IAM_SERVING_ROLE_SESSION_SHORT",
    holds: {
      unset: role({}),
      "an hour, as a text": role({ max_session_duration: "3600" }),
      "a machine's role": role({ assume_role_policy: MACHINE, max_session_duration: 43200 }),
    },
    fails: { "half a day": role({ max_session_duration: 43200 }) },
    undecided: { "a variable": role({ max_session_duration: "${var.seconds}" }) },
  },
  {
    control: "AWS_IAM_ROLE_POLICIES_SEPARATE",
    holds: { none: role({}), "an empty list": role({ inline_policy: [] }) },
    fails: {
      "a block": role({
        inline_policy: [
          {
            name: "p",
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::m/x/*" }],
            }),
          },
        ],
      }),
    },
  },
  {
    control: "AWS_EKS_POD_IDENTITY_OWN_ACCOUNT",
    holds: { "an account of its own": association({}) },
    fails: { default: association({ service_account: "default" }) },
    undecided: { "a variable": association({ service_account: "${var.account}" }) },
  },
  {
    control: "AWS_EKS_POD_IDENTITY_OWN_NAMESPACE",
    holds: { "a tenant's": association({}) },
    fails: { default: association({ namespace: "default" }) },
    undecided: { "a variable": association({ namespace: "${var.namespace}" }) },
  },
  {
    control: "AWS_EKS_POD_IDENTITY_ONLY_WAY",
    holds: {
      "no account in the estate": association({}),
      "an account without annotations": { ...association({}), manifests: [account("resnet")] },
      "another account": { ...association({}), manifests: [account("bert", ANNOTATED)] },
    },
    fails: {
      "an annotated account": { ...association({}), manifests: [account("resnet", ANNOTATED)] },
      "an annotated account of Terraform": {
        resource: {
          ...association({}).resource,
          kubernetes_service_account_v1: {
            a: { metadata: { name: "resnet", namespace: "vision", annotations: ANNOTATED } },
          },
        },
      },
    },
    undecided: {
      "a variable": { ...association({ service_account: "${var.a}" }), manifests: [account("resnet", ANNOTATED)] },
    },
  },
  {
    control: "AWS_EKS_POD_IDENTITY_SESSION_TAGS",
    holds: { unset: association({}), "said to be false": association({ disable_session_tags: false }) },
    fails: {
      disabled: association({ disable_session_tags: true }),
      "as a text": association({ disable_session_tags: "true" }),
    },
    undecided: { "a variable": association({ disable_session_tags: "${var.x}" }) },
  },
  {
    control: "AWS_EKS_POD_IDENTITY_AGENT_PRESENT",
    holds: {
      "the agent": cluster({}, "eks-pod-identity-agent"),
      "Auto Mode": cluster({ compute_config: [{ enabled: true }] }, "coredns"),
      "no associations": { resource: { aws_eks_cluster: { c: { name: "serving" } } } },
    },
    fails: { "no agent": cluster({}, "coredns") },
    undecided: { "an add-on that is a variable": cluster({}, "${var.addon}") },
  },
  {
    control: "K8S_DEFAULT_SERVICE_ACCOUNT_NO_ROLE",
    holds: {
      "no annotations": { manifests: [account("default")] },
      "other annotations": { manifests: [account("default", { owner: "vision" })] },
      "an account of its own": { manifests: [account("resnet", ANNOTATED)] },
    },
    fails: {
      "a role of AWS": { manifests: [account("default", ANNOTATED)] },
      "a service account of Google": {
        manifests: [account("default", { "iam.gke.io/gcp-service-account": "models@acme.iam.gserviceaccount.com" })],
      },
    },
  },
];
