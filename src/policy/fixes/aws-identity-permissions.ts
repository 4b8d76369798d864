import { decide, type Fixes } from "./fix";

/** What serving needs: one prefix, one key, through S3. */
const READS_BY_NAME = {
  hcl: `data "aws_iam_policy_document" "resnet" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::acme-models/resnet/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::acme-models"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["resnet/*"]
    }
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.eu-west-1.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "resnet" {
  name   = "models"
  role   = aws_iam_role.resnet.id
  policy = data.aws_iam_policy_document.resnet.json
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";

const reading = new DataAwsIamPolicyDocument(this, "ResnetModels", {
  statement: [
    { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme-models/resnet/*"] },
    {
      actions: ["s3:ListBucket"],
      resources: ["arn:aws:s3:::acme-models"],
      condition: [{ test: "StringLike", variable: "s3:prefix", values: ["resnet/*"] }],
    },
    {
      actions: ["kms:Decrypt"],
      resources: ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
      condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["s3.eu-west-1.amazonaws.com"] }],
    },
  ],
});

new IamRolePolicy(this, "ResnetReads", { name: "models", role: role.id, policy: reading.json });`,
};

const NAMED_POLICY = {
  hcl: `resource "aws_iam_policy" "publishing" {
  name = "model-publishing"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "arn:aws:s3:::acme-models/*"
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      },
    ]
  })
}`,
  cdktf: `import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";

const publishing = new IamPolicy(this, "Publishing", {
  name: "model-publishing",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::acme-models/*" },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    ],
  }),
});`,
};

const PASSED_BY_NAME = {
  hcl: `resource "aws_iam_policy" "training" {
  name = "start-training"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = "arn:aws:iam::111122223333:role/training"
      Condition = { StringEquals = { "iam:PassedToService" = "sagemaker.amazonaws.com" } }
    }]
  })
}`,
  cdktf: `import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";

new IamPolicy(this, "StartTraining", {
  name: "start-training",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111122223333:role/training",
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      },
    ],
  }),
});`,
};

const OWN_POLICY_ATTACHED = {
  hcl: `${NAMED_POLICY.hcl}

resource "aws_iam_role_policy_attachment" "publishing" {
  role       = "model-publishing"
  policy_arn = aws_iam_policy.publishing.arn
}`,
  cdktf: `import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
${NAMED_POLICY.cdktf}

new IamRolePolicyAttachment(this, "PublishingPolicy", { role: "model-publishing", policyArn: publishing.arn });`,
};

export const AWS_IDENTITY_PERMISSIONS_FIXES: Fixes = {
  AWS_IAM_SERVING_ACTIONS_NAMED: [decide("which actions the model server calls", READS_BY_NAME)],
  AWS_IAM_SERVING_RESOURCES_NAMED: [decide("which prefix, key or secret the model server reads", READS_BY_NAME)],
  AWS_IAM_SERVING_READS_ONLY: [
    decide("which role writes or hands out rights in place of the model server, which only reads", READS_BY_NAME),
  ],
  AWS_IAM_NO_ADMINISTRATOR: [decide("which actions and resources are needed", NAMED_POLICY)],
  AWS_IAM_NO_WHOLE_SERVICE: [decide("which actions of the service are needed, and on what", NAMED_POLICY)],
  AWS_IAM_PASS_ROLE_NAMED: [decide("which role is passed, and to which service", PASSED_BY_NAME)],
  AWS_IAM_NO_ADMINISTRATOR_ATTACHED: [
    decide(
      "which actions and resources are needed, and attach a policy of your own that names them",
      OWN_POLICY_ATTACHED,
    ),
  ],
  AWS_IAM_NO_FULL_ACCESS_ATTACHED: [
    decide(
      "which buckets, keys or secrets are needed, and attach a policy of your own that names them",
      OWN_POLICY_ATTACHED,
    ),
  ],
};
