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
    answers: [
      "DENY-SEC-001",
      "SEC-15",
      "SEC-16",
      "EKS-38",
      "K8S-29",
      "MEP-07",
      "CKV_AWS_46",
      "AVD-AWS-0129",
      "KSV-0109",
      "KSV-01010",
      "CIS K8s-1.12 5.4.1",
      "CIS EKS-1.8 4.4.1",
      "CIS GKE-1.9 4.4.1",
      "AML.T0055",
      "AML.T0083",
    ],
  },
];
