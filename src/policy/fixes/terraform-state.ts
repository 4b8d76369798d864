import { choose, decide, type Fixes, set, unset } from "./fix";

/** Settings of backends that hold credentials, by the type of the backend. */
const BACKEND_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  s3: ["access_key", "secret_key", "token"],
  gcs: ["credentials", "access_token", "encryption_key"],
  azurerm: ["access_key", "client_secret"],
  http: ["password"],
  remote: ["token"],
  consul: ["access_token"],
};

const PROVIDER_CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  aws: ["access_key", "secret_key", "token"],
  google: ["credentials", "access_token"],
  "google-beta": ["credentials", "access_token"],
  kubernetes: ["token", "password"],
};

const BACKEND_CHECKS: Readonly<Record<string, readonly string[]>> = {
  s3: ["skip_credentials_validation", "insecure"],
  http: ["skip_cert_verification", "insecure"],
};

/** A place for each tier, tenant and stack. */
const OWN_PLACE = {
  hcl: `terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    region       = "eu-west-1"
    key          = "production/vision/vision-cloud.tfstate"
    encrypt      = true
    kms_key_id   = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    use_lockfile = true
  }
}`,
  cdktf: `import { aws } from "modelkeep";

aws.SecureStateBackend.attach(this, {
  bucketName: "acme-terraform-state",
  region: "eu-west-1",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
});`,
};

export const TERRAFORM_STATE_FIXES: Fixes = {
  STATE_BACKEND_REMOTE: [
    decide(
      "Where states are kept: a bucket for them alone, S3 with a lock file, or GCS with kms_encryption_key.",
      OWN_PLACE,
    ),
  ],
  STATE_S3_ENCRYPTED: [set("terraform.backend.s3.encrypt", true)],
  STATE_S3_CUSTOMER_KEY: [
    set(
      "terraform.backend.s3.kms_key_id",
      choose(
        "ARN of the key of the states",
        "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
      ),
    ),
  ],
  STATE_S3_LOCKED: [set("terraform.backend.s3.use_lockfile", true)],
  STATE_GCS_CUSTOMER_KEY: [
    set(
      "terraform.backend.gcs.kms_encryption_key",
      choose(
        "path of the key of the states",
        "projects/acme-platform/locations/europe-west4/keyRings/state/cryptoKeys/terraform",
      ),
    ),
  ],
  STATE_GCS_PREFIX: [
    set("terraform.backend.gcs.prefix", choose("tier, tenant and stack", "production/vision/vision-cloud")),
  ],
  STATE_BUCKET_DEDICATED: [
    decide("Which bucket is for states alone; terraform init -migrate-state moves the state there.", OWN_PLACE),
  ],
  STATE_NO_CREDENTIALS: unsets("terraform.backend", BACKEND_CREDENTIALS),
  STATE_CHECKS_KEPT: unsets("terraform.backend", BACKEND_CHECKS),
  STATE_KEY_OWN: [
    decide(
      "Which of the root modules keeps the place; the other gets a key or a prefix of its own before it is applied.",
      OWN_PLACE,
    ),
  ],
  PROVIDER_NO_STATIC_CREDENTIALS: unsets("provider", PROVIDER_CREDENTIALS),
  PROVIDER_VERSION_CONSTRAINED: [
    decide("Which versions the code was tested with; terraform init -upgrade writes the lock file.", {
      hcl: `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }
}`,
      cdktf: `import { AwsProvider } from "@cdktf/provider-aws/lib/provider";

// A prebuilt provider brings its version constraint along.
new AwsProvider(this, "Aws", { region: "eu-west-1" });`,
    }),
  ],
};

function unsets(place: string, settings: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(settings).flatMap(([type, names]) => names.map((name) => unset(`${place}.${type}.${name}`)));
}
