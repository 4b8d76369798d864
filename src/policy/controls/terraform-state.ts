import type { Control } from "../control";

/** A plan does not say where its state lies, and manifests have none. A folder of HCL without providers is a module. */
const SAYS_ITS_BACKEND =
  '(self.source == "synthesized" || (self.source == "hcl" && (self.providers.size() > 0 || self.backend != null)))';

/** `backend "s3" {}` without a bucket is completed on the command line, out of our sight. */
const S3 = `${SAYS_ITS_BACKEND} && self.backend != null && self.backend.type == "s3" && has(self.backend.settings.bucket)`;
const GCS = `${SAYS_ITS_BACKEND} && self.backend != null && self.backend.type == "gcs" && has(self.backend.settings.bucket)`;

/** A bucket of the estate by the name that the backend says, which holds something else. */
const SHARES_ITS_BUCKET = [
  'resources("aws_s3_bucket").exists(b, isLiteral(b.bucket) && b.bucket == self.backend.settings.bucket && ' +
    'tag(b, "ai-artifact") in ["model", "log", "audit"])',
  'resources("google_storage_bucket").exists(b, isLiteral(b.name) && b.name == self.backend.settings.bucket && holdsModels(b))',
].join(" || ");

const BACKEND_CREDENTIALS = [
  "access_key",
  "secret_key",
  "token",
  "encryption_key",
  "credentials",
  "access_token",
  "password",
  "client_secret",
];
const PROVIDER_CREDENTIALS = [
  "access_key",
  "secret_key",
  "token",
  "password",
  "client_secret",
  "credentials",
  "access_token",
];

/** CEL: whether the backend names something under the setting; modules pass the empty text for nothing. */
function named(setting: string): string {
  const value = `self.backend.settings.${setting}`;
  return `has(${value}) && !(isLiteral(${value}) && ${value} == "")`;
}

/** Names of the settings that are written out. */
function literals(settings: string, names: readonly string[]): string {
  const list = names.map((name) => `"${name}"`).join(", ");
  return `[${list}].filter(n, n in ${settings} && isLiteral(${settings}[n]) && ${settings}[n] != "")`;
}

/** `file("key.json")` is the same key in the same place as "key.json". A plan does not show how a setting is written. */
const KEY_FILES =
  'self.source == "plan" ? [] : ["credentials"].filter(n, n in p.settings && !isLiteral(p.settings[n]) && ' +
  'spelling(p.settings[n]).matches("(^|[^a-z0-9_])file[(]"))';

/** Names of the settings that hold credentials; `p` is the provider. */
const STATIC = `(${literals("p.settings", PROVIDER_CREDENTIALS)} + (${KEY_FILES}))`;
const PROVIDERS_AT_FAULT = `self.providers.filter(p, ${STATIC}.size() > 0).map(p, p.name + ": " + ${STATIC}[0])`;

/** Whoever reads the state reads its secrets; whoever writes it owns what it describes. */
export const TERRAFORM_STATE_CONTROLS: readonly Control[] = [
  {
    id: "STATE_BACKEND_REMOTE",
    severity: "critical",
    category: "state",
    title: "The state is kept by a remote backend",
    appliesTo: ["root"],
    when: SAYS_ITS_BACKEND,
    require: 'self.backend != null && self.backend.type != "local"',
    attribute: "backend.type",
    message: "The state lies unencrypted in the folder that Terraform runs in",
    rationale:
      "State holds ARNs, certificates and secret values of the whole serving estate; a local one lies on a laptop or in a CI " +
      "workspace, without a lock and without a history. Only the stack that makes the state bucket is local once.",
    remediation:
      "Declare a remote backend. SecureStateBackend.attach of aws or google does; CDKTF itself falls back " +
      "to a local one in silence.",
    answers: ["STB-16", "DENY-STB-001", "AML.T0055"],
  },
  {
    id: "STATE_S3_ENCRYPTED",
    severity: "high",
    category: "state",
    title: "The S3 backend asks for encryption of the state",
    appliesTo: ["root"],
    when: S3,
    require: "has(self.backend.settings.encrypt) && isTrue(self.backend.settings.encrypt)",
    attribute: "backend.settings.encrypt",
    rationale:
      "Without encrypt the state object is written as the bucket's default says, and nobody who reads the code can tell.",
    remediation: "Set encrypt to true in the S3 backend; it defaults to false. SecureStateBackend.attach does.",
    answers: ["STB-01", "DENY-STB-001", "CKV_AWS_19", "AML.M0012"],
  },
  {
    id: "STATE_S3_CUSTOMER_KEY",
    severity: "high",
    category: "state",
    title: "The S3 backend encrypts the state with a key of its own",
    appliesTo: ["root"],
    when: S3,
    require: named("kms_key_id"),
    attribute: "backend.settings.kms_key_id",
    rationale:
      "With a key of its own, reading the state needs two permissions, and one revocation closes it for everybody.",
    remediation: "Set kms_key_id in the S3 backend to the ARN of a customer key; SecureStateBackend makes one.",
    answers: ["STB-02", "DENY-STB-001", "AVD-AWS-0132", "AML.M0012"],
  },
  {
    id: "STATE_S3_LOCKED",
    severity: "high",
    category: "state",
    title: "The S3 backend locks the state while it is changed",
    appliesTo: ["root"],
    when: S3,
    require:
      "(has(self.backend.settings.use_lockfile) && isTrue(self.backend.settings.use_lockfile)) || " +
      "has(self.backend.settings.dynamodb_table)",
    attribute: "backend.settings.use_lockfile",
    rationale: "Two pipelines that apply at once corrupt the state, and a corrupt state rebuilds clusters and buckets.",
    remediation:
      "Set use_lockfile to true (Terraform 1.10, OpenTofu 1.10), or dynamodb_table; SecureStateBackend.attach does.",
    answers: ["STB-05", "DENY-STB-001"],
  },
  {
    id: "STATE_GCS_CUSTOMER_KEY",
    severity: "high",
    category: "state",
    title: "The GCS backend encrypts the state with a key of its own",
    appliesTo: ["root"],
    when: GCS,
    require: named("kms_encryption_key"),
    attribute: "backend.settings.kms_encryption_key",
    rationale:
      "With a key of its own, reading the state needs two permissions, and one revocation closes it for everybody.",
    remediation:
      "Set kms_encryption_key in the GCS backend to a Cloud KMS key, not encryption_key, which is a raw key in the code; " +
      "SecureStateBackend.attach does.",
    answers: ["STB-13", "DENY-STB-001", "AVD-GCP-0066", "AML.M0012"],
  },
  {
    id: "STATE_GCS_PREFIX",
    severity: "medium",
    category: "state",
    title: "The GCS backend keeps the state under a prefix of its own",
    appliesTo: ["root"],
    when: GCS,
    require: 'has(self.backend.settings.prefix) && self.backend.settings.prefix != ""',
    attribute: "backend.settings.prefix",
    message: "The state lies at the root of its bucket",
    rationale:
      "At the root of the bucket the next stack's state takes the same place, and no condition of IAM can tell one tier's " +
      "states from another's.",
    remediation:
      "Set prefix to <tier>/<tenant>/<stack>; it defaults to none. SecureStateBackend.attach does, and grantAccess gives by prefix.",
    answers: ["STB-15"],
  },
  {
    id: "STATE_BUCKET_DEDICATED",
    severity: "medium",
    category: "state",
    title: "States have a bucket of their own",
    appliesTo: ["root"],
    when: `(${S3}) || (${GCS})`,
    require: `!(${SHARES_ITS_BUCKET})`,
    attribute: "backend.settings.bucket",
    message: "The state lies in a bucket that holds models or logs",
    rationale:
      "Whoever publishes models or reads logs there is one prefix away from the state, and who writes the state owns what it " +
      "describes. That the bucket is private, versioned and logged is asked of every bucket.",
    remediation: "Keep states in a bucket for them alone; SecureStateBackend of aws or google makes one.",
    answers: ["STB-03"],
  },
  {
    id: "STATE_NO_CREDENTIALS",
    severity: "critical",
    category: "secrets",
    title: "No credentials stand in the backend's settings",
    appliesTo: ["root"],
    when: `${SAYS_ITS_BACKEND} && self.backend != null`,
    require: `${literals("self.backend.settings", BACKEND_CREDENTIALS)}.size() == 0`,
    found: literals("self.backend.settings", BACKEND_CREDENTIALS),
    attribute: "backend.settings",
    message: "Credentials are written into the backend's settings",
    rationale:
      "They land in clear in cdk.tf.json and in every clone of the repository, and open the state with everything in it.",
    remediation:
      "Remove them: the pipeline's own identity signs the requests, through its environment, assume_role or " +
      "impersonate_service_account. A key for the state is named by kms_encryption_key, not written into encryption_key.",
    answers: ["STB-07", "STB-14", "DENY-STB-001", "AML.T0055"],
  },
  {
    id: "STATE_CHECKS_KEPT",
    severity: "medium",
    category: "state",
    title: "The backend's own checks are not switched off",
    appliesTo: ["root"],
    when: `${SAYS_ITS_BACKEND} && self.backend != null`,
    require:
      '!["skip_credentials_validation", "insecure", "skip_cert_verification", "skip_tls_verify", "tls_insecure"]' +
      ".exists(n, n in self.backend.settings && isTrue(self.backend.settings[n]))",
    attribute: "backend.settings",
    message: "A setting of the backend switches a check off",
    rationale: "Those settings are for test servers; left in, state is sent to whoever answers under the name.",
    remediation: "Remove skip_credentials_validation and insecure from the backend.",
    answers: ["STB-08"],
  },
  {
    id: "STATE_KEY_OWN",
    severity: "critical",
    category: "state",
    title: "No two root modules keep their state at the same place",
    appliesTo: ["root"],
    when: SAYS_ITS_BACKEND,
    require: "sharesState().size() == 0",
    found: "sharesState()",
    attribute: "backend.settings.key",
    message: "Its state lies where that of others does",
    rationale:
      "The one that is applied last destroys what the other made; across tiers, staging's pipeline then owns production.",
    remediation:
      "Give each stack a key of its own, as in <tier>/<tenant>/<stack>.tfstate; SecureStateBackend.attach does.",
    answers: ["STB-04", "STB-15"],
  },
  {
    id: "PROVIDER_NO_STATIC_CREDENTIALS",
    severity: "critical",
    category: "secrets",
    title: "No credentials stand in a provider block",
    appliesTo: ["root"],
    require: `self.providers.all(p, ${STATIC}.size() == 0)`,
    found: PROVIDERS_AT_FAULT,
    attribute: "providers",
    message: "Credentials are written into a provider block",
    rationale:
      "What deploys the estate may change all of it; written into code, those rights belong to everybody who reads it.",
    remediation:
      "Remove them: give the pipeline an identity of its own (OIDC, assume_role, impersonate_service_account), or pass a variable at apply.",
    answers: ["DENY-STB-001", "STB-07", "CKV_AWS_41", "AML.T0055"],
  },
  {
    id: "PROVIDER_VERSION_CONSTRAINED",
    severity: "medium",
    category: "supply-chain",
    title: "Every provider has a version constraint",
    appliesTo: ["root"],
    when: SAYS_ITS_BACKEND,
    require: 'self.required_providers.all(p, p.version != null || text(p.source).contains("builtin"))',
    found: 'self.required_providers.filter(p, p.version == null && !text(p.source).contains("builtin")).map(p, p.name)',
    attribute: "required_providers",
    message: "Providers without a version constraint",
    rationale: "A new major version changes defaults, hardened ones too, on the day it is published.",
    remediation:
      "Write a version into required_providers, and commit the lock file; CDKTF's prebuilt providers bring one.",
    answers: ["DENY-GOV-003", "CKV_TF_1"],
  },
];
