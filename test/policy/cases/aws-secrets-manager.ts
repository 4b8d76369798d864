import type { ControlCases } from "../case";

export const AWS_SECRETS_MANAGER_CASES: readonly ControlCases[] = [
  {
    control: "AWS_SECRETS_MANAGER_CUSTOMER_KEY",
    holds: {
      "by reference": {
        resource: { aws_secretsmanager_secret: { it: { kms_key_id: "${aws_kms_key.k.arn}" } }, aws_kms_key: { k: {} } },
      },
      "by ARN": {
        resource: {
          aws_secretsmanager_secret: {
            it: { kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d" },
          },
        },
      },
    },
    fails: {
      unset: { resource: { aws_secretsmanager_secret: { it: { name: "n" } } } },
      "of AWS": { resource: { aws_secretsmanager_secret: { it: { kms_key_id: "alias/aws/logs" } } } },
    },
    undecided: { "a variable": { resource: { aws_secretsmanager_secret: { it: { kms_key_id: "${var.key}" } } } } },
  },
  {
    control: "AWS_SECRETS_MANAGER_RECOVERY_WINDOW",
    holds: {
      unset: { resource: { aws_secretsmanager_secret: { it: { name: "n" } } } },
      "7": { resource: { aws_secretsmanager_secret: { it: { recovery_window_in_days: "7" } } } },
    },
    fails: { "0": { resource: { aws_secretsmanager_secret: { it: { recovery_window_in_days: 0 } } } } },
  },
  {
    control: "AWS_SECRETS_MANAGER_NO_VALUE_IN_STATE",
    holds: {
      "write-only": {
        resource: {
          aws_secretsmanager_secret_version: { it: { secret_string_wo: "${var.s}", secret_string_wo_version: 1 } },
        },
      },
    },
    fails: {
      "a reference": {
        resource: { aws_secretsmanager_secret_version: { it: { secret_string: "${random_password.p.result}" } } },
      },
      binary: { resource: { aws_secretsmanager_secret_version: { it: { secret_binary: "eA==" } } } },
    },
  },
  {
    control: "AWS_SECRETS_MANAGER_POLICY_NO_ANYONE",
    holds: {
      "a named role": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of an organization": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody of an account, with other conditions": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}]}',
            },
          },
        },
      },
      "no policy": { resource: { aws_secretsmanager_secret: { it: { name: "n" } } } },
    },
    fails: {
      everybody: {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of AWS, jsonencode": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '${jsonencode({Statement = [{Effect = "Allow", Principal = { AWS = "*" }, Action = "secretsmanager:GetSecretValue", Resource = "*"}]})}',
            },
          },
        },
      },
      "everybody, with a condition that everybody meets": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}}]}',
            },
          },
        },
      },
      "everybody whose organization is one, if they have one": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody whose account begins with anything": {
        resource: {
          aws_secretsmanager_secret_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalAccount": "*"}}}]}',
            },
          },
        },
      },
      inline: {
        resource: {
          aws_secretsmanager_secret: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
    },
  },
  {
    control: "AWS_SECRETS_MANAGER_BLOCK_PUBLIC_POLICY",
    holds: { on: { resource: { aws_secretsmanager_secret_policy: { it: { block_public_policy: true } } } } },
    fails: { unset: { resource: { aws_secretsmanager_secret_policy: { it: { secret_arn: "a" } } } } },
  },
];
