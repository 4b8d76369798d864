import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const GOOD = {
  bucket: "state",
  key: "production/vision/a.tfstate",
  encrypt: true,
  kms_key_id: KEY,
  use_lockfile: true,
};

function backend(type: string, settings: object): EstateSource {
  return { terraform: { backend: { [type]: settings } } };
}

function s3(settings: object): EstateSource {
  return backend("s3", { ...GOOD, ...settings });
}

function provider(settings: object): EstateSource {
  return { provider: { aws: [settings] }, variable: { secret: {} } };
}

export const TERRAFORM_STATE_CASES: readonly ControlCases[] = [
  {
    control: "STATE_BACKEND_REMOTE",
    holds: { S3: s3({}), "Terraform Cloud": { terraform: { cloud: { organization: "acme" } } } },
    fails: {
      "none: Terraform falls back to a file": { terraform: {} },
      "a file": backend("local", { path: "terraform.tfstate" }),
    },
  },
  {
    control: "STATE_S3_ENCRYPTED",
    holds: { encrypted: s3({}), "as text": s3({ encrypt: "true" }) },
    fails: { "not said": s3({ encrypt: null }), "switched off": s3({ encrypt: false }) },
    undecided: { "by a variable, as OpenTofu takes them": s3({ encrypt: "${var.encrypt}" }) },
  },
  {
    control: "STATE_S3_CUSTOMER_KEY",
    holds: { "a customer key": s3({}) },
    fails: { "no key": s3({ kms_key_id: null }), "an empty text": s3({ kms_key_id: "" }) },
  },
  {
    control: "STATE_S3_LOCKED",
    holds: { "a lock file": s3({}), "a table": s3({ use_lockfile: null, dynamodb_table: "locks" }) },
    fails: { neither: s3({ use_lockfile: null }), "switched off": s3({ use_lockfile: false }) },
    undecided: { "by a variable, as OpenTofu takes them": s3({ use_lockfile: "${var.lock}" }) },
  },
  {
    control: "STATE_GCS_CUSTOMER_KEY",
    holds: {
      "a Cloud KMS key": backend("gcs", { bucket: "state", prefix: "a", kms_encryption_key: "projects/p/..." }),
    },
    fails: {
      "no key": backend("gcs", { bucket: "state", prefix: "a" }),
      "an empty text": backend("gcs", { bucket: "state", prefix: "a", kms_encryption_key: "" }),
    },
  },
  {
    control: "STATE_GCS_PREFIX",
    holds: { "a prefix": backend("gcs", { bucket: "state", prefix: "production/vision/cloud" }) },
    fails: {
      none: backend("gcs", { bucket: "state" }),
      "an empty one": backend("gcs", { bucket: "state", prefix: "" }),
    },
    undecided: {
      "by a variable, as OpenTofu takes them": backend("gcs", { bucket: "state", prefix: "${var.prefix}" }),
    },
  },
  {
    control: "STATE_BUCKET_DEDICATED",
    holds: {
      "a bucket elsewhere": s3({}),
      "a bucket of states": {
        ...s3({}),
        resource: { aws_s3_bucket: { state: { bucket: "state", tags: { "ai-artifact": "state" } } } },
      },
      "the bucket of models is another": {
        ...s3({}),
        resource: { aws_s3_bucket: { models: { bucket: "models", tags: { "ai-artifact": "model" } } } },
      },
    },
    fails: {
      "the bucket of models": {
        ...s3({}),
        resource: { aws_s3_bucket: { models: { bucket: "state", tags: { "ai-artifact": "model" } } } },
      },
      "the bucket of models of Google": {
        ...backend("gcs", { bucket: "state", prefix: "a" }),
        resource: { google_storage_bucket: { models: { name: "state", labels: { "ai-artifact": "model" } } } },
      },
    },
    undecided: {
      "what lies in the bucket is not known": {
        ...s3({}),
        resource: { aws_s3_bucket: { models: { bucket: "state", tags: { "ai-artifact": "${var.content}" } } } },
      },
    },
  },
  {
    control: "STATE_NO_CREDENTIALS",
    holds: {
      none: s3({}),
      "empty ones": s3({ access_key: "" }),
      "another identity": backend("gcs", { bucket: "state", impersonate_service_account: "ci@acme.example" }),
    },
    fails: {
      "an access key": s3({ access_key: "AKIAQ3EGXAMPLEZZ7PLQ" }),
      "a key file": backend("gcs", { bucket: "state", credentials: "terraform.json" }),
      "a raw encryption key": backend("gcs", { bucket: "state", encryption_key: "c2VjcmV0" }),
    },
  },
  {
    control: "STATE_CHECKS_KEPT",
    holds: { kept: s3({}), "said to be kept": s3({ skip_credentials_validation: false }) },
    fails: {
      "switched off": s3({ skip_credentials_validation: true }),
      insecure: backend("http", { insecure: "true" }),
    },
    undecided: { "by a variable, as OpenTofu takes them": s3({ insecure: "${var.insecure}" }) },
  },
  {
    control: "STATE_KEY_OWN",
    holds: { "one root alone": s3({}), "no backend": { terraform: {} } },
    fails: {
      "the state of another root": {
        ...s3({}),
        also: [{ name: "other", terraform: { backend: { s3: GOOD } } }],
      },
      "the state of another root, neither with a prefix": {
        ...backend("gcs", { bucket: "state" }),
        also: [{ name: "other", terraform: { backend: { gcs: { bucket: "state", prefix: "" } } } }],
      },
    },
  },
  {
    control: "PROVIDER_NO_STATIC_CREDENTIALS",
    holds: {
      "a region alone": provider({ region: "eu-west-1" }),
      "a variable": provider({ access_key: "${var.secret}", secret_key: "${var.secret}" }),
      "a setting by a variable of Google": {
        provider: { google: [{ credentials: "${var.profile}" }] },
        variable: { profile: {} },
      },
      "an assumed role": provider({ assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/deploy" }] }),
    },
    fails: {
      keys: provider({ access_key: "AKIAQ3EGXAMPLEZZ7PLQ", secret_key: "x" }),
      "a key file of Google": { provider: { google: [{ credentials: "terraform.json", project: "acme" }] } },
      "a key file of Google that a function reads": {
        provider: { google: [{ credentials: '${file("terraform.json")}', project: "acme" }] },
      },
      "a token of Google": { provider: { google: [{ access_token: "ya29.example", project: "acme" }] } },
    },
  },
  {
    control: "PROVIDER_VERSION_CONSTRAINED",
    holds: {
      "a version": { terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "~> 6.25" } } } },
      "Terraform's own": {
        terraform: { required_providers: { terraform: { source: "terraform.io/builtin/terraform" } } },
      },
      "no provider": { terraform: {} },
    },
    fails: {
      "no version": { terraform: { required_providers: { aws: { source: "hashicorp/aws" } } } },
    },
  },
];
