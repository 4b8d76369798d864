import type { ControlCases } from "../case";
import { allowing, openPolicies, withPolicy } from "./open-policies";

const OPEN = openPolicies("aws_secretsmanager_secret_policy", "secretsmanager:GetSecretValue");

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
    undecided: {
      "not known": { resource: { aws_secretsmanager_secret: { it: { recovery_window_in_days: "${var.days}" } } } },
    },
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
    holds: { ...OPEN.holds, "no policy": { resource: { aws_secretsmanager_secret: { it: { name: "n" } } } } },
    fails: { ...OPEN.fails, inline: withPolicy("aws_secretsmanager_secret", allowing("s3:GetObject", "*")) },
    undecided: OPEN.undecided,
  },
  {
    control: "AWS_SECRETS_MANAGER_BLOCK_PUBLIC_POLICY",
    holds: { on: { resource: { aws_secretsmanager_secret_policy: { it: { block_public_policy: true } } } } },
    fails: { unset: { resource: { aws_secretsmanager_secret_policy: { it: { secret_arn: "a" } } } } },
    undecided: {
      "not known": { resource: { aws_secretsmanager_secret_policy: { it: { block_public_policy: "${var.block}" } } } },
    },
  },
];
