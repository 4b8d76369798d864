import { add, choose, decide, type Fixes, ofSubject } from "./fix";

const TLS_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyOldTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"],
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
  ],
});

const POLICY_ADDED = [
  add("aws_s3_bucket_policy", "tls", {
    bucket: ofSubject(),
    policy: choose("policy that denies requests without TLS, with the ARN of the bucket", TLS_POLICY),
  }),
];

/** A Deny to everyone on the bucket and its objects under one condition, as it stands in a policy document. */
function denied(test: string, variable: string, value: string): { readonly hcl: string; readonly cdktf: string } {
  return {
    hcl: `data "aws_iam_policy_document" "weights" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.weights.arn, "\${aws_s3_bucket.weights.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "${test}"
      variable = "${variable}"
      values   = ["${value}"]
    }
  }
}

resource "aws_s3_bucket_policy" "weights" {
  bucket = aws_s3_bucket.weights.id
  policy = data.aws_iam_policy_document.weights.json
}`,
    cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";

const policy = new DataAwsIamPolicyDocument(this, "WeightsPolicy", {
  statement: [
    {
      effect: "Deny",
      actions: ["s3:*"],
      resources: [weights.arn, \`\${weights.arn}/*\`],
      principals: [{ type: "*", identifiers: ["*"] }],
      condition: [{ test: "${test}", variable: "${variable}", values: ["${value}"] }],
    },
  ],
});

new S3BucketPolicy(this, "Policy", { bucket: weights.id, policy: policy.json });`,
  };
}

/** A role that reads the objects, and nothing else. */
const READS = {
  hcl: `data "aws_iam_policy_document" "weights" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.weights.arn}/resnet/*"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.serving.arn]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

const policy = new DataAwsIamPolicyDocument(this, "WeightsPolicy", {
  statement: [
    {
      actions: ["s3:GetObject"],
      resources: [\`\${weights.arn}/resnet/*\`],
      principals: [{ type: "AWS", identifiers: [serving.arn] }],
    },
  ],
});`,
};

const GUARDED = {
  hcl: `data "aws_iam_policy_document" "weights" {
  statement {
    effect    = "Deny"
    actions   = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"]
    resources = ["\${aws_s3_bucket.weights.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::111122223333:role/publisher"]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

const policy = new DataAwsIamPolicyDocument(this, "WeightsPolicy", {
  statement: [
    {
      effect: "Deny",
      actions: ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [\`\${weights.arn}/*\`],
      principals: [{ type: "*", identifiers: ["*"] }],
      condition: [
        {
          test: "ArnNotEquals",
          variable: "aws:PrincipalArn",
          values: ["arn:aws:iam::111122223333:role/publisher"],
        },
      ],
    },
  ],
});`,
};

export const AWS_S3_POLICIES_FIXES: Fixes = {
  AWS_S3_MODEL_POLICY_PRESENT: POLICY_ADDED,
  AWS_S3_POLICY_PRESENT: POLICY_ADDED,
  AWS_S3_TLS_ONLY: [
    decide(
      "Add the statement to those of the policy, with no condition beside it.",
      denied("Bool", "aws:SecureTransport", "false"),
    ),
  ],
  AWS_S3_TLS_1_2: [
    decide(
      "Add the statement to those of the policy; clients that speak TLS 1.1 or older can no longer read.",
      denied("NumericLessThan", "s3:TlsVersion", "1.2"),
    ),
  ],
  AWS_S3_POLICY_NO_ANYONE: [
    decide(
      "Who reads the bucket: name the roles, or keep everybody and add StringEquals on aws:PrincipalOrgID.",
      READS,
    ),
  ],
  AWS_S3_POLICY_NO_LOCKOUT: [
    decide(
      "Which requests the Deny is meant for: give it that condition, or take the actions on policies out of it.",
      denied("Bool", "aws:SecureTransport", "false"),
    ),
  ],
  AWS_S3_SERVING_READS_ONLY: [
    decide("Which role publishes: give the writes to that one, and the serving role reads alone.", READS),
  ],
  AWS_S3_MODEL_WRITES_GUARDED: [
    decide("Which roles publish models: the statement denies writes and deletions to everybody else.", GUARDED),
  ],
};
