import type { Attributes, BreakableStack, Mutation } from "../mutation";

/** Adds a statement to the policy of the first key. */
function granted(stack: BreakableStack, statement: Attributes): string {
  return stack.change("aws_kms_key", (key) => {
    const document = JSON.parse(String(key.policy)) as { Statement: Attributes[] };
    key.policy = JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
  });
}

export const AWS_KMS_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_KMS_ROTATION_ENABLED",
    name: "a key is no longer rotated",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.enable_key_rotation = false)),
  },
  {
    control: "AWS_KMS_ROTATION_YEARLY",
    name: "a key is rotated every other year",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.rotation_period_in_days = 730)),
  },
  {
    control: "AWS_KMS_DELETION_WINDOW",
    name: "a deleted key is gone in a week",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.deletion_window_in_days = 7)),
  },
  {
    control: "AWS_KMS_KEY_ENABLED",
    name: "a key is off",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.is_enabled = false)),
  },
  {
    control: "AWS_KMS_POLICY_DEFINED",
    name: "a key loses its policy",
    breaks: (stack) => stack.change("aws_kms_key", (it) => delete it.policy),
  },
  {
    control: "AWS_KMS_POLICY_NO_ANYONE",
    name: "everybody may decrypt",
    breaks: (stack) =>
      granted(stack, { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" }),
  },
  {
    control: "AWS_KMS_ADMINISTRATORS_CANNOT_READ",
    name: "an administrator may decrypt",
    breaks: (stack) =>
      granted(stack, {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:role/admin" },
        Action: "kms:*",
        Resource: "*",
      }),
  },
  {
    control: "AWS_KMS_LOG_GROUPS_NAMED",
    name: "the log groups of anybody may use a key",
    breaks: (stack) =>
      granted(stack, {
        Effect: "Allow",
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
      }),
  },
  {
    control: "AWS_KMS_SINGLE_REGION",
    name: "a key may leave its region",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.multi_region = true)),
  },
  {
    control: "AWS_KMS_LOCKOUT_CHECK",
    name: "a key may be locked up for good",
    breaks: (stack) => stack.change("aws_kms_key", (it) => (it.bypass_policy_lockout_safety_check = true)),
  },
];
