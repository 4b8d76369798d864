import { HUB_TOKENS } from "../controls/aws-sagemaker";
import { AWS_SAGEMAKER_ENDPOINT_FIXES } from "./aws-sagemaker-endpoints";
import { choose, decide, type Fixes, set, unset } from "./fix";

const CONTAINERS = ["primary_container", "container"];
const REMOTE_CODE = [
  "TRUST_REMOTE_CODE",
  "HF_TRUST_REMOTE_CODE",
  "OPTION_TRUST_REMOTE_CODE",
  "SM_VLLM_TRUST_REMOTE_CODE",
  "VLLM_TRUST_REMOTE_CODE",
];

function withoutVariables(names: readonly string[]) {
  return CONTAINERS.flatMap((container) => names.map((name) => unset(`${container}.environment.${name}`)));
}

const MODEL = {
  hcl: `resource "aws_sagemaker_model" "llm" {
  name                     = "llm"
  execution_role_arn       = aws_iam_role.llm.arn
  enable_network_isolation = true

  primary_container {
    image = "\${aws_ecr_repository.serving.repository_url}@sha256:4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f"

    model_data_source {
      s3_data_source {
        s3_uri           = "s3://\${aws_s3_bucket.models.bucket}/llm/v3/"
        s3_data_type     = "S3Prefix"
        compression_type = "None"
      }
    }
  }

  vpc_config {
    subnets            = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.models.id]
  }
}`,
  cdktf: `import { SagemakerModel } from "@cdktf/provider-aws/lib/sagemaker-model";

new SagemakerModel(this, "llm", {
  name: "llm",
  executionRoleArn: role.arn,
  enableNetworkIsolation: true,
  primaryContainer: {
    image: \`\${repository.repositoryUrl}@sha256:4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f\`,
    modelDataSource: {
      s3DataSource: [
        { s3Uri: \`s3://\${bucket.bucket}/llm/v3/\`, s3DataType: "S3Prefix", compressionType: "None" },
      ],
    },
  },
  vpcConfig: { subnets: privateSubnets.map((subnet) => subnet.id), securityGroupIds: [securityGroup.id] },
});`,
};

const MODEL_FIXES: Fixes = {
  AWS_SAGEMAKER_MODEL_ISOLATED: [set("enable_network_isolation", true)],
  AWS_SAGEMAKER_MODEL_IN_VPC: [
    set(
      "vpc_config.subnets",
      choose("ids of private subnets in two zones", ["subnet-0a1b2c3d4e5f60718", "subnet-1a2b3c4d5e6f70819"]),
    ),
    set(
      "vpc_config.security_group_ids",
      choose("ids of security groups without 0.0.0.0/0 in their egress", ["sg-0a1b2c3d4e5f60718"]),
    ),
  ],
  AWS_SAGEMAKER_IMAGE_BY_DIGEST: [
    decide(
      "which image was tested: ask the registry for the digest of its tag, and write that for each container",
      MODEL,
    ),
  ],
  AWS_SAGEMAKER_IMAGE_FROM_PRIVATE_REGISTRY: [
    decide(
      "which repository the image is mirrored into; docker buildx imagetools create copies it with its digest",
      MODEL,
    ),
  ],
  AWS_SAGEMAKER_WEIGHTS_VERSIONED: [
    decide("which release of the weights is served, and the prefix that it keeps for ever", MODEL),
  ],
  AWS_SAGEMAKER_NO_HUB_TOKEN: withoutVariables(HUB_TOKENS),
  AWS_SAGEMAKER_NO_REMOTE_CODE: withoutVariables(REMOTE_CODE),
  AWS_SAGEMAKER_ROLE_NARROW: [
    decide("which prefix, key and repository the model needs; its own role names them, and nothing else", {
      hcl: `data "aws_iam_policy_document" "sagemaker" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "llm" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.models.arn}/llm/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.models.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["llm/*"]
    }
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.models.arn]
  }

  statement {
    actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
    resources = [aws_ecr_repository.serving.arn]
  }

  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/llm:*"]
  }
}

resource "aws_iam_role" "llm" {
  name               = "sagemaker-llm"
  assume_role_policy = data.aws_iam_policy_document.sagemaker.json
}

resource "aws_iam_role_policy" "llm" {
  role   = aws_iam_role.llm.id
  policy = data.aws_iam_policy_document.llm.json
}`,
      cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";

const trust = new DataAwsIamPolicyDocument(this, "sagemaker", {
  statement: [
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["sagemaker.amazonaws.com"] }],
    },
  ],
});
const permissions = new DataAwsIamPolicyDocument(this, "llm-permissions", {
  statement: [
    { actions: ["s3:GetObject"], resources: [\`\${bucket.arn}/llm/*\`] },
    {
      actions: ["s3:ListBucket"],
      resources: [bucket.arn],
      condition: [{ test: "StringLike", variable: "s3:prefix", values: ["llm/*"] }],
    },
    { actions: ["kms:Decrypt"], resources: [key.arn] },
    {
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
      resources: [repository.arn],
    },
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: ["arn:aws:logs:eu-west-1:111122223333:log-group:/aws/sagemaker/Endpoints/llm:*"],
    },
  ],
});
const role = new IamRole(this, "llm", { name: "sagemaker-llm", assumeRolePolicy: trust.json });
new IamRolePolicy(this, "llm-policy", { role: role.id, policy: permissions.json });`,
    }),
  ],
};

export const AWS_SAGEMAKER_FIXES: Fixes = { ...MODEL_FIXES, ...AWS_SAGEMAKER_ENDPOINT_FIXES };
