import type { Control } from "../control";

const VERSIONS = ["v1", "v1beta1"];
const STORES = VERSIONS.map((version) => `external-secrets.io/${version} SecretStore`);
const CLUSTER_STORES = VERSIONS.map((version) => `external-secrets.io/${version} ClusterSecretStore`);

const PROVIDER = "object.spec.provider";

/** CEL: the provider of the store is there, and so is what lies at the path in it. */
function has(path: string): string {
  const steps = path.split(".");
  return `(${steps.map((_, index) => `has(${PROVIDER}.${steps.slice(0, index + 1).join(".")})`).join(" && ")})`;
}

/** Where providers take keys that somebody has made and that nobody renews. */
const STATIC_KEYS = [
  "aws.auth.secretRef",
  "gcpsm.auth.secretRef",
  "azurekv.authSecretRef",
  "ibm.auth.secretRef",
  "vault.auth.tokenSecretRef",
  "vault.auth.userPass",
  "vault.auth.appRole",
];

/** CEL: the store of a cloud acts as an account of its namespace, or as a role that is named. */
const OWN_IDENTITY = [
  `(!${has("aws")} || ${has("aws.auth.jwt.serviceAccountRef")} || ${has("aws.role")})`,
  `(!${has("gcpsm")} || ${has("gcpsm.auth.workloadIdentity.serviceAccountRef")})`,
].join(" && ");

/** CEL: one condition of the store narrows which namespaces may use it. */
const NARROW =
  '((has(condition.namespaces) && condition.namespaces.size() > 0) || (has(condition.namespaceRegexes) && condition.namespaceRegexes.size() > 0 && condition.namespaceRegexes.all(pattern, !pattern.matches("^\\\\^?[(]?[.][*+]"))) || (has(condition.namespaceSelector) && ((has(condition.namespaceSelector.matchLabels) && condition.namespaceSelector.matchLabels.size() > 0) || (has(condition.namespaceSelector.matchExpressions) && condition.namespaceSelector.matchExpressions.size() > 0))))';

/** CEL: one part of the condition is every namespace, whatever the others say. */
const WIDE =
  '((has(condition.namespaceRegexes) && condition.namespaceRegexes.exists(pattern, pattern.matches("^[(^]*([.][*+]|$)"))) || (has(condition.namespaceSelector) && !has(condition.namespaceSelector.matchLabels) && !has(condition.namespaceSelector.matchExpressions)))';

/** Secrets of Kubernetes: where they come from, and who gets them. */
export const KUBERNETES_SECRETS_CONTROLS: readonly Control[] = [
  {
    id: "K8S_SECRET_NOT_IN_STATE",
    severity: "high",
    category: "secrets",
    title: "No Secret of Kubernetes has its values in the state",
    appliesTo: ["kubernetes_secret_v1", "kubernetes_secret"],
    require:
      '[self.data, self.binary_data].all(values, values == null || values.all(name, name.matches("(^ca|[.]crt|[.]pub)$")))',
    attribute: "data",
    message: "data or binary_data are set, and stand in the state and in the plan",
    rationale:
      "Terraform keeps the values in plain text: whoever reads the state has the tokens of model hubs and registries, also when they came from a generator or a secret store.",
    remediation:
      "Let External Secrets or the Secrets Store CSI driver fill the Secret, or set data_wo with data_wo_revision (Terraform 1.11 or later).",
    answers: ["SEC-13", "DENY-SEC-002", "CIS K8s-1.12 5.4.2", "CIS EKS-1.8 4.4.2", "CIS GKE-1.9 4.4.2", "AML.T0055"],
  },
  {
    id: "EXTERNAL_SECRETS_NO_STATIC_KEYS",
    severity: "high",
    category: "secrets",
    title: "Secret stores are read with a workload's identity, not with a key",
    appliesTo: [...STORES, ...CLUSTER_STORES],
    require: STATIC_KEYS.map((path) => `!${has(path)}`).join(" && "),
    attribute: "spec.provider",
    message: "The store is read with credentials that lie in a Secret",
    rationale:
      "A key that never expires opens every secret of the store to whoever reads that one Secret, from anywhere in the world.",
    remediation:
      "Set auth.jwt.serviceAccountRef (AWS), auth.workloadIdentity (Google Cloud) or authType: WorkloadIdentity (Azure), or auth.kubernetes of Vault.",
    answers: ["SEC-17", "DENY-SEC-004", "AML.T0055"],
  },
  {
    id: "EXTERNAL_SECRETS_OWN_IDENTITY",
    severity: "medium",
    category: "identity",
    title: "A secret store of a namespace acts as an account of that namespace",
    appliesTo: STORES,
    require: OWN_IDENTITY,
    attribute: "spec.provider",
    message: "The store acts as External Secrets itself",
    rationale:
      "The operator may read the secrets of all tenants: a store without an identity of its own hands that on to its namespace.",
    remediation:
      "Set spec.provider.aws.auth.jwt.serviceAccountRef or spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef to the tenant's service account, or role to the tenant's role.",
    answers: ["SEC-17", "AML.T0055"],
  },
  {
    id: "EXTERNAL_SECRETS_CLUSTER_STORE_BOUNDED",
    severity: "high",
    category: "isolation",
    title: "A secret store of the cluster says which namespaces may use it",
    appliesTo: CLUSTER_STORES,
    require: `has(object.spec.conditions) && object.spec.conditions.size() > 0 && object.spec.conditions.all(condition, ${NARROW} && !${WIDE})`,
    attribute: "spec.conditions",
    message: "spec.conditions names no namespaces, or all of them",
    rationale:
      "Without conditions an ExternalSecret in any namespace copies any secret of the store: one tenant reads the tokens of all.",
    remediation:
      "Set spec.conditions with a namespaceSelector of the tenant's labels, or use a SecretStore in each namespace.",
    answers: ["SEC-17", "DENY-SEC-004", "AML.T0055"],
  },
];
