import { choose, decide, type Fixes, set, unset } from "./fix";

export const AWS_SECRETS_MANAGER_FIXES: Fixes = {
  AWS_SECRETS_MANAGER_CUSTOMER_KEY: [
    set(
      "kms_key_id",
      choose(
        "ARN of the tenant's key for secrets",
        "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
      ),
    ),
  ],
  AWS_SECRETS_MANAGER_RECOVERY_WINDOW: [set("recovery_window_in_days", 30)],
  AWS_SECRETS_MANAGER_NO_VALUE_IN_STATE: [
    unset("secret_string"),
    unset("secret_binary"),
    set("secret_string_wo", choose("the value, from an ephemeral variable", "${var.hub_token}")),
    set("secret_string_wo_version", 1),
  ],
  AWS_SECRETS_MANAGER_POLICY_NO_ANYONE: [
    decide("Who reads the secret: name the one role.", {
      hcl: `data "aws_iam_policy_document" "hub" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.external_secrets.arn]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "hub" {
  secret_arn          = aws_secretsmanager_secret.hub.arn
  policy              = data.aws_iam_policy_document.hub.json
  block_public_policy = true
}`,
      cdktf: `import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";

const policy = new DataAwsIamPolicyDocument(this, "HubPolicy", {
  statement: [
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: [externalSecrets.arn] }],
    },
  ],
});

new SecretsmanagerSecretPolicy(this, "HubReaders", {
  secretArn: hub.arn,
  policy: policy.json,
  blockPublicPolicy: true,
});`,
    }),
  ],
  AWS_SECRETS_MANAGER_BLOCK_PUBLIC_POLICY: [set("block_public_policy", true)],
};
