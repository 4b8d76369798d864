import type { Control } from "../control";
import { NOBODY_UNNAMED, OPEN_STATEMENTS } from "./open-policies";

/** Secrets of Secrets Manager: tokens of model hubs, client secrets, passwords. */
export const AWS_SECRETS_MANAGER_CONTROLS: readonly Control[] = [
  {
    id: "AWS_SECRETS_MANAGER_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Secrets are encrypted with a key of the customer",
    appliesTo: ["aws_secretsmanager_secret"],
    require: "customerKey(self.kms_key_id)",
    attribute: "kms_key_id",
    rationale: "The key aws/secretsmanager cannot be taken from one tenant, nor given to one role.",
    remediation: "Set kms_key_id to a customer key; unset AWS uses aws/secretsmanager. ModelKey is one.",
    answers: ["SEC-01", "DENY-SEC-003", "CKV_AWS_149", "AVD-AWS-0098", "KICS a2f548f2", "AML.M0012"],
  },
  {
    id: "AWS_SECRETS_MANAGER_RECOVERY_WINDOW",
    severity: "medium",
    category: "resilience",
    title: "A deleted secret can be brought back for a week",
    appliesTo: ["aws_secretsmanager_secret"],
    require: "number(self.recovery_window_in_days, 30) >= 7",
    attribute: "recovery_window_in_days",
    rationale: "With 0 a destroy of the stack takes the secret at once, and with it every service that needs it.",
    remediation: "Set recovery_window_in_days to 7 or more, or leave it out: 30 is the default.",
    answers: ["SEC-02"],
  },
  {
    id: "AWS_SECRETS_MANAGER_NO_VALUE_IN_STATE",
    severity: "high",
    category: "secrets",
    title: "Values of secrets are not in the state",
    appliesTo: ["aws_secretsmanager_secret_version"],
    // A literal is found as such, at critical.
    when: "secrets().size() == 0",
    require: "self.secret_string == null && self.secret_binary == null",
    attribute: "secret_string",
    message: "Terraform writes the value of the secret, and keeps it in its state",
    rationale:
      "A value that Terraform writes lies in plain text in the source or the plan, and in the state, whoever may read it.",
    remediation: "Use secret_string_wo with secret_string_wo_version, or set the value by hand after the apply.",
    answers: ["SEC-06", "DENY-SEC-002", "AML.T0055"],
  },
  {
    id: "AWS_SECRETS_MANAGER_POLICY_NO_ANYONE",
    severity: "critical",
    category: "exposure",
    title: "No policy of a secret allows anyone",
    appliesTo: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"],
    // Plans show on the secret the policy that it had before its satellite changes it.
    when:
      'resource.kind != "aws_secretsmanager_secret" || ' +
      'satellites(self, "aws_secretsmanager_secret_policy").size() == 0',
    require: NOBODY_UNNAMED,
    found: OPEN_STATEMENTS,
    attribute: "policy",
    message: "The policy allows everybody",
    rationale: "A secret that everybody may read is a token of the model hub for everybody.",
    remediation:
      "Name the role that reads the secret, or add StringEquals on aws:PrincipalOrgID; unset nobody else is allowed.",
    answers: ["SEC-04", "AML.M0005", "AML.T0055"],
  },
  {
    id: "AWS_SECRETS_MANAGER_BLOCK_PUBLIC_POLICY",
    severity: "medium",
    category: "exposure",
    title: "Public policies of secrets are refused",
    appliesTo: ["aws_secretsmanager_secret_policy"],
    require: "isTrue(self.block_public_policy)",
    attribute: "block_public_policy",
    rationale:
      "With it AWS itself refuses a policy that opens the secret to the world, also one that is written later.",
    remediation: "Set block_public_policy to true; it defaults to false.",
    answers: ["SEC-03", "AML.M0005"],
  },
];
