import { add, choose, decide, type Fixes, ofSubject, set } from "./fix";

const KEY_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:role/key-administrator" },
      Action: [
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:CancelKeyDeletion",
        "kms:TagResource",
      ],
      Resource: "*",
    },
    {
      Sid: "Serving",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:role/serving" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    },
  ],
});

/** Who reads through S3, in a policy of a key. */
const USERS_NAMED = {
  hcl: `data "aws_iam_policy_document" "models_key" {
  statement {
    sid = "Administration"
    actions = [
      "kms:CancelKeyDeletion",
      "kms:DescribeKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.key_administrator.arn]
    }
  }

  statement {
    sid       = "Serving"
    actions   = ["kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.serving.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.eu-west-1.amazonaws.com"]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

const policy = new DataAwsIamPolicyDocument(this, "ModelsKeyPolicy", {
  statement: [
    {
      sid: "Administration",
      actions: [
        "kms:CancelKeyDeletion",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
      ],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [keyAdministrator.arn] }],
    },
    {
      sid: "Serving",
      actions: ["kms:Decrypt"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [serving.arn] }],
      condition: [{ test: "StringEquals", variable: "kms:ViaService", values: ["s3.eu-west-1.amazonaws.com"] }],
    },
  ],
});`,
};

const LOG_GROUPS = {
  hcl: `data "aws_iam_policy_document" "logs_key" {
  statement {
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.eu-west-1.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:eu-west-1:111122223333:log-group:/acme/vision/*"]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

const policy = new DataAwsIamPolicyDocument(this, "LogsKeyPolicy", {
  statement: [
    {
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: ["*"],
      principals: [{ type: "Service", identifiers: ["logs.eu-west-1.amazonaws.com"] }],
      condition: [
        {
          test: "ArnLike",
          variable: "kms:EncryptionContext:aws:logs:arn",
          values: ["arn:aws:logs:eu-west-1:111122223333:log-group:/acme/vision/*"],
        },
      ],
    },
  ],
});`,
};

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html */
const NODE_VOLUMES = {
  hcl: `data "aws_iam_policy_document" "disks_key" {
  statement {
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]
    }
  }

  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]
    }

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }
  }
}`,
  cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

const autoScaling = {
  type: "AWS",
  identifiers: [
    "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  ],
};

const policy = new DataAwsIamPolicyDocument(this, "DisksKeyPolicy", {
  statement: [
    {
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: ["*"],
      principals: [autoScaling],
    },
    {
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      principals: [autoScaling],
      condition: [{ test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
    },
  ],
});`,
};

export const AWS_KMS_FIXES: Fixes = {
  AWS_KMS_ROTATION_ENABLED: [set("enable_key_rotation", true)],
  AWS_KMS_ROTATION_YEARLY: [set("rotation_period_in_days", 365)],
  AWS_KMS_DELETION_WINDOW: [set("deletion_window_in_days", 30)],
  AWS_KMS_PREVENT_DESTROY: [set("lifecycle.prevent_destroy", true)],
  AWS_KMS_KEY_ENABLED: [set("is_enabled", true)],
  AWS_KMS_POLICY_DEFINED: [
    add("aws_kms_key_policy", "policy", {
      key_id: ofSubject(),
      policy: choose("policy that names who administers the key and who reads with it", KEY_POLICY),
    }),
  ],
  AWS_KMS_POLICY_NO_ANYONE: [decide("Who uses the key, and through which service: name the roles.", USERS_NAMED)],
  AWS_KMS_ADMINISTRATORS_CANNOT_READ: [
    decide("Who administers the key and who reads with it: split the statement in two.", USERS_NAMED),
  ],
  AWS_KMS_LOG_GROUPS_NAMED: [
    decide("Which log groups the key is for: name them in a condition on the encryption context.", LOG_GROUPS),
  ],
  // multi_region cannot be taken back: Terraform would make another key, and destroy this one.
  AWS_KMS_SINGLE_REGION: [
    decide(
      "Whether models are read in another region. If so, declare the copy there; if not, make a new key without multi_region, " +
        "encrypt anew with it, and let this one go afterwards.",
      {
        hcl: `resource "aws_kms_replica_key" "models" {
  region                  = "eu-central-1"
  primary_key_arn         = aws_kms_key.models.arn
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.models_key.json
}`,
        cdktf: `import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";

new KmsReplicaKey(this, "ModelsCopy", {
  region: "eu-central-1",
  primaryKeyArn: models.arn,
  deletionWindowInDays: 30,
  policy: policy.json,
});`,
      },
    ),
  ],
  AWS_KMS_LOCKOUT_CHECK: [set("bypass_policy_lockout_safety_check", false)],
  // A grant leaves the statements of the policy as they are.
  AWS_KMS_NODE_DISKS_USABLE: [
    add("aws_kms_grant", "node_volumes", {
      name: "node-volumes",
      key_id: ofSubject("key_id"),
      grantee_principal: choose(
        "ARN of the service-linked role of EC2 Auto Scaling in the account",
        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
      ),
      operations: [
        "CreateGrant",
        "Decrypt",
        "DescribeKey",
        "Encrypt",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncryptFrom",
        "ReEncryptTo",
      ],
    }),
  ],
  AWS_KMS_AUTOSCALING_DISKS_ONLY: [
    decide(
      "Which key the disks of nodes get instead: move the statements for auto scaling to that one, and name it in the launch templates.",
      NODE_VOLUMES,
    ),
  ],
  AWS_KMS_SAME_REGION: [
    decide(
      "Which key of the resource's own region encrypts it; what is already encrypted has to be written anew. A copy in another " +
        "region is made with a key of there.",
      {
        hcl: `resource "aws_secretsmanager_secret" "hub" {
  name       = "vision/hub"
  region     = "eu-west-1"
  kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
}`,
        cdktf: `import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";

new SecretsmanagerSecret(this, "Hub", {
  name: "vision/hub",
  region: "eu-west-1",
  kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
});`,
      },
    ),
  ],
};
