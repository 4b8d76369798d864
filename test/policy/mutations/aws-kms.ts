import type { Attributes, BreakableStack, Mutation } from "../mutation";

const AUTOSCALING: Attributes = {
  Effect: "Allow",
  Principal: {
    AWS: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  },
  Action: "kms:CreateGrant",
  Resource: "*",
};

/** Statements of the policy of the first key that `which` accepts, changed. */
function rewritten(
  stack: BreakableStack,
  change: (statements: Attributes[]) => Attributes[],
  which?: (attributes: Attributes) => boolean,
): string {
  return stack.change(
    "aws_kms_key",
    (key) => {
      const document = JSON.parse(String(key.policy)) as { Statement: Attributes[] };
      key.policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
    },
    which,
  );
}

/** Adds a statement to the policy of the key at the address, or of the first. */
function granted(stack: BreakableStack, statement: Attributes, address?: string): string {
  const key =
    address === undefined ? undefined : stack.json.resource.aws_kms_key?.[address.replace("aws_kms_key.", "")];
  return rewritten(stack, (all) => [...all, statement], key && ((attributes) => attributes === key));
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
    control: "AWS_KMS_PREVENT_DESTROY",
    name: "a destroy takes the key of production along",
    breaks: (stack) => stack.change("aws_kms_key", (it) => delete it.lifecycle),
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
  {
    control: "AWS_KMS_NODE_DISKS_USABLE",
    name: "auto scaling may no longer use the key of the nodes' disks",
    breaks: (stack) =>
      rewritten(
        stack,
        (all) => all.filter(({ Sid }) => Sid !== "NodeVolumeGrants"),
        ({ policy }) => String(policy).includes("NodeVolumeGrants"),
      ),
  },
  {
    control: "AWS_KMS_AUTOSCALING_DISKS_ONLY",
    name: "auto scaling may use the key of the models",
    breaks: (stack) => {
      const [, { rule }] = stack.first("aws_s3_bucket_server_side_encryption_configuration", ({ rule }) =>
        JSON.stringify(rule).includes("aws_kms_key."),
      );
      const [, key] = /aws_kms_key\.(\w+)\./.exec(JSON.stringify(rule)) ?? [];
      return granted(stack, AUTOSCALING, `aws_kms_key.${key}`);
    },
  },
  {
    control: "AWS_KMS_SAME_REGION",
    name: "a log group is encrypted with a key of another region",
    stack: "model-store",
    breaks: (stack) =>
      stack.change("aws_cloudwatch_log_group", (it) => {
        it.kms_key_id = "arn:aws:kms:ap-southeast-2:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
      }),
  },
];
