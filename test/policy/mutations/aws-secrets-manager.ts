import type { Mutation } from "../mutation";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/** What every resource of the hardened stacks says about itself. */
const TAGS = { tier: "staging", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

export const AWS_SECRETS_MANAGER_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_SECRETS_MANAGER_CUSTOMER_KEY",
    name: "a secret under the key of AWS is added",
    breaks: (stack) => stack.add("aws_secretsmanager_secret", "hub", { name: "hub-token", tags: TAGS }),
  },
  {
    control: "AWS_SECRETS_MANAGER_RECOVERY_WINDOW",
    name: "a secret that is gone at once is added",
    breaks: (stack) =>
      stack.add("aws_secretsmanager_secret", "hub", {
        name: "hub-token",
        kms_key_id: KEY,
        recovery_window_in_days: 0,
        tags: TAGS,
      }),
  },
  {
    control: "AWS_SECRETS_MANAGER_NO_VALUE_IN_STATE",
    name: "a value is written by Terraform",
    breaks: (stack) =>
      stack.add("aws_secretsmanager_secret_version", "hub", {
        secret_id: "hub-token",
        secret_string: "${random_password.hub.result}",
      }),
  },
  {
    control: "AWS_SECRETS_MANAGER_POLICY_NO_ANYONE",
    name: "everybody may read a secret",
    breaks: (stack) =>
      stack.add("aws_secretsmanager_secret_policy", "hub", {
        secret_arn: "hub-token",
        block_public_policy: true,
        policy:
          '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}',
      }),
  },
  {
    control: "AWS_SECRETS_MANAGER_BLOCK_PUBLIC_POLICY",
    name: "public policies are not refused",
    breaks: (stack) =>
      stack.add("aws_secretsmanager_secret_policy", "hub", { secret_arn: "hub-token", policy: '{"Statement":[]}' }),
  },
];
