import { add, choose, decide, drop, type Fixes, ofSubject, set, unset } from "./fix";

const ROLE_ANNOTATIONS = ["eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account"];

const READING_MODELS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-models/resnet/*" }],
});

export const AWS_IDENTITY_ACCOUNTS_FIXES: Fixes = {
  // Whoever used the key takes a role instead: a key that stays is still a key.
  AWS_IAM_NO_ACCESS_KEY: [drop()],
  AWS_IAM_NO_USER: [
    decide("who or what uses it, and which role takes its place: a pipeline comes through federation", {
      hcl: `data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_iam_policy_document" "publishing" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [data.aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:acme/models:environment:production"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "publishing" {
  name               = "model-publishing"
  assume_role_policy = data.aws_iam_policy_document.publishing.json
}`,
      cdktf: `import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";

const github = new DataAwsIamOpenidConnectProvider(this, "GitHub", {
  url: "https://token.actions.githubusercontent.com",
});

const trust = new DataAwsIamPolicyDocument(this, "PublishingTrust", {
  statement: [
    {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [github.arn] }],
      condition: [
        {
          test: "StringEquals",
          variable: "token.actions.githubusercontent.com:sub",
          values: ["repo:acme/models:environment:production"],
        },
        {
          test: "StringEquals",
          variable: "token.actions.githubusercontent.com:aud",
          values: ["sts.amazonaws.com"],
        },
      ],
    },
  ],
});

new IamRole(this, "Publishing", { name: "model-publishing", assumeRolePolicy: trust.json });`,
    }),
  ],
  AWS_IAM_SERVING_ROLE_OF_ONE_NAMESPACE: [
    decide("which service account keeps this role; each of the others gets a role of its own", {
      hcl: `data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "pods" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "vision_resnet" {
  name                 = "vision-resnet"
  assume_role_policy   = data.aws_iam_policy_document.pods.json
  permissions_boundary = "arn:aws:iam::111122223333:policy/serving-boundary"
}

resource "aws_eks_pod_identity_association" "vision_resnet" {
  cluster_name    = "serving"
  namespace       = "vision"
  service_account = "resnet"
  role_arn        = aws_iam_role.vision_resnet.arn
}`,
      cdktf: `import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";

const caller = new DataAwsCallerIdentity(this, "Caller");

const trust = new DataAwsIamPolicyDocument(this, "PodsTrust", {
  statement: [
    {
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [caller.accountId] }],
    },
  ],
});

const role = new IamRole(this, "VisionResnet", {
  name: "vision-resnet",
  assumeRolePolicy: trust.json,
  permissionsBoundary: "arn:aws:iam::111122223333:policy/serving-boundary",
});

new EksPodIdentityAssociation(this, "VisionResnetPods", {
  clusterName: "serving",
  namespace: "vision",
  serviceAccount: "resnet",
  roleArn: role.arn,
});`,
    }),
  ],
  AWS_IAM_SERVING_ROLE_BOUNDED: [
    set(
      "permissions_boundary",
      choose("ARN of the policy that bounds serving roles", "arn:aws:iam::111122223333:policy/serving-boundary"),
    ),
  ],
  AWS_IAM_SERVING_ROLE_SESSION_SHORT: [set("max_session_duration", 3600)],
  AWS_IAM_ROLE_POLICIES_SEPARATE: [
    add("aws_iam_role_policy", "models", {
      name: choose("name of the inline_policy block", "models"),
      role: ofSubject("id"),
      policy: choose("policy of the inline_policy block, one resource for each block", READING_MODELS),
    }),
    unset("inline_policy"),
  ],
  AWS_EKS_POD_IDENTITY_OWN_ACCOUNT: [
    set("service_account", choose("service account that is made for the model server", "resnet")),
  ],
  AWS_EKS_POD_IDENTITY_OWN_NAMESPACE: [set("namespace", choose("namespace of the tenant", "vision"))],
  AWS_EKS_POD_IDENTITY_ONLY_WAY: [
    decide("which of the two roles stays: with this association, the service account has no annotation", {
      hcl: `resource "kubernetes_service_account_v1" "resnet" {
  metadata {
    name      = "resnet"
    namespace = "vision"
  }

  automount_service_account_token = false
}`,
      cdktf: `import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";

new ServiceAccountV1(this, "Resnet", {
  metadata: { name: "resnet", namespace: "vision" },
  automountServiceAccountToken: false,
});`,
    }),
  ],
  AWS_EKS_POD_IDENTITY_SESSION_TAGS: [unset("disable_session_tags")],
  AWS_EKS_POD_IDENTITY_AGENT_PRESENT: [
    add("aws_eks_addon", "pod_identity_agent", {
      cluster_name: ofSubject("name"),
      addon_name: "eks-pod-identity-agent",
      addon_version: choose("version of the add-on for the cluster's Kubernetes version", "v1.3.8-eksbuild.2"),
    }),
  ],
  K8S_DEFAULT_SERVICE_ACCOUNT_NO_ROLE: ROLE_ANNOTATIONS.map((name) => unset(`metadata.annotations["${name}"]`)),
};
