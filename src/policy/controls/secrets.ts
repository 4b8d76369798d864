import type { Control } from "../control";

/** Secrets that stand where they can be read, wherever that is. */
export const SECRETS_CONTROLS: readonly Control[] = [
  {
    id: "NO_HARDCODED_SECRETS",
    severity: "critical",
    category: "secrets",
    title: "No secret stands in the configuration",
    appliesTo: ["*"],
    require: "secrets().size() == 0",
    found: "secrets()",
    attribute: "value",
    message: "A secret can be read by everybody who reads the source, the plan or the state",
    rationale:
      "Tokens of model hubs and registries are copied from configuration into images and states, and open every private model " +
      "of the team to whoever reads one of them.",
    remediation:
      "Revoke the secret, keep its successor in a secret store, and let the workload fetch it by reference; " +
      "write-only arguments such as secret_string_wo keep it out of the state. No construct of Modelkeep takes a secret.",
    answers: ["DENY-SEC-001", "CKV_AWS_46", "KSV-0109", "CIS K8s-1.12 5.4.1"],
  },
];
