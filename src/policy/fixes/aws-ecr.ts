import { choose, decide, type Fixes, set, unset } from "./fix";

export const AWS_ECR_FIXES: Fixes = {
  AWS_ECR_IMMUTABLE_TAGS: [set("image_tag_mutability", "IMMUTABLE"), unset("image_tag_mutability_exclusion_filter")],
  // Makes the repository anew; without force_delete Terraform stops while there are images in the old one.
  AWS_ECR_CUSTOMER_KEY: [
    set("encryption_configuration.encryption_type", "KMS"),
    set(
      "encryption_configuration.kms_key",
      choose(
        "ARN of the key of the images; the repository is made anew with it, so copy its images first",
        "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
      ),
    ),
  ],
  AWS_ECR_SCAN_ON_PUSH: [set("image_scanning_configuration.scan_on_push", true)],
  AWS_ECR_REGISTRY_SCANS_CONTINUOUSLY: [
    set("scan_type", "ENHANCED"),
    set("rule.scan_frequency", "CONTINUOUS_SCAN"),
    set("rule.repository_filter.filter", choose("the repositories that serve", "*")),
    set("rule.repository_filter.filter_type", "WILDCARD"),
  ],
  AWS_ECR_POLICY_NO_ANYONE: [
    decide("Who pulls and who pushes: name the roles, or keep everybody and add StringEquals on aws:PrincipalOrgID.", {
      hcl: `data "aws_iam_policy_document" "images" {
  statement {
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.nodes.arn]
    }
  }

  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:CompleteLayerUpload",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.pipeline.arn]
    }
  }
}

resource "aws_ecr_repository_policy" "images" {
  repository = aws_ecr_repository.images.name
  policy     = data.aws_iam_policy_document.images.json
}`,
      cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";

const policy = new DataAwsIamPolicyDocument(this, "ImagesPolicy", {
  statement: [
    {
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      principals: [{ type: "AWS", identifiers: [nodes.arn] }],
    },
    {
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      principals: [{ type: "AWS", identifiers: [pipeline.arn] }],
    },
  ],
});

new EcrRepositoryPolicy(this, "Readers", { repository: images.name, policy: policy.json });`,
    }),
  ],
  AWS_ECR_CONTENTS_KEPT: [set("force_delete", false)],
};
