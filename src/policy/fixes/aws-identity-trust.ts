import { choose, decide, type Fixes, set } from "./fix";

const DOCUMENT = 'import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";';
const ROLE = 'import { IamRole } from "@cdktf/provider-aws/lib/iam-role";';

export const AWS_IDENTITY_TRUST_FIXES: Fixes = {
  AWS_IAM_TRUST_NAMES_PRINCIPAL: [
    decide("which account, role or service may assume the role", {
      hcl: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/model-publishing"]
    }
  }
}

resource "aws_iam_role" "reading" {
  name               = "model-reading"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
      cdktf: `${DOCUMENT}
${ROLE}

const trust = new DataAwsIamPolicyDocument(this, "Trust", {
  statement: [
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/model-publishing"] }],
    },
  ],
});

new IamRole(this, "Reading", { name: "model-reading", assumeRolePolicy: trust.json });`,
    }),
  ],
  AWS_IAM_IRSA_TRUST_EXACT: [
    decide("which service account of which namespace the role is for", {
      hcl: `locals {
  issuer = replace(aws_eks_cluster.serving.identity[0].oidc[0].issuer, "https://", "")
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.serving.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "\${local.issuer}:sub"
      values   = ["system:serviceaccount:vision:resnet"]
    }

    condition {
      test     = "StringEquals"
      variable = "\${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "resnet" {
  name               = "vision-resnet"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
      cdktf: `${DOCUMENT}
${ROLE}
import { Fn } from "cdktf";

const issuer = Fn.replace(cluster.identity.get(0).oidc.get(0).issuer, "https://", "");

const trust = new DataAwsIamPolicyDocument(this, "ResnetTrust", {
  statement: [
    {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [identityProvider.arn] }],
      condition: [
        { test: "StringEquals", variable: \`\${issuer}:sub\`, values: ["system:serviceaccount:vision:resnet"] },
        { test: "StringEquals", variable: \`\${issuer}:aud\`, values: ["sts.amazonaws.com"] },
      ],
    },
  ],
});

new IamRole(this, "Resnet", { name: "vision-resnet", assumeRolePolicy: trust.json });`,
    }),
  ],
  AWS_IAM_POD_IDENTITY_TRUST_EXACT: [
    decide("which cluster, namespace and service account the role is for", {
      hcl: `data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "trust" {
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

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-namespace"
      values   = ["vision"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-service-account"
      values   = ["resnet"]
    }
  }
}

resource "aws_iam_role" "resnet" {
  name               = "vision-resnet"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
      cdktf: `import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
${DOCUMENT}
${ROLE}

const caller = new DataAwsCallerIdentity(this, "Caller");

const trust = new DataAwsIamPolicyDocument(this, "ResnetTrust", {
  statement: [
    {
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [caller.accountId] },
        { test: "StringEquals", variable: "aws:RequestTag/kubernetes-namespace", values: ["vision"] },
        { test: "StringEquals", variable: "aws:RequestTag/kubernetes-service-account", values: ["resnet"] },
      ],
    },
  ],
});

new IamRole(this, "Resnet", { name: "vision-resnet", assumeRolePolicy: trust.json });`,
    }),
  ],
  AWS_IAM_WEB_IDENTITY_NAMES_SUBJECT: [
    decide("which repository and which of its environments or branches may assume the role", {
      hcl: `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]
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
  assume_role_policy = data.aws_iam_policy_document.trust.json
}`,
      cdktf: `${DOCUMENT}
${ROLE}

const issuer = "token.actions.githubusercontent.com";

const trust = new DataAwsIamPolicyDocument(this, "PublishingTrust", {
  statement: [
    {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [\`arn:aws:iam::111122223333:oidc-provider/\${issuer}\`] }],
      condition: [
        { test: "StringEquals", variable: \`\${issuer}:sub\`, values: ["repo:acme/models:environment:production"] },
        { test: "StringEquals", variable: \`\${issuer}:aud\`, values: ["sts.amazonaws.com"] },
      ],
    },
  ],
});

new IamRole(this, "Publishing", { name: "model-publishing", assumeRolePolicy: trust.json });`,
    }),
  ],
  AWS_EKS_OIDC_AUDIENCE_STS: [set("client_id_list", ["sts.amazonaws.com"])],
  AWS_EKS_OIDC_ISSUER_REFERENCED: [
    set(
      "url",
      choose("reference to the issuer of the cluster", "${aws_eks_cluster.serving.identity[0].oidc[0].issuer}"),
    ),
  ],
};
