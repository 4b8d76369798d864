import type { Attributes, BreakableStack, Mutation } from "../mutation";

interface TerraformBlock {
  backend: Record<string, Attributes>;
  required_providers: Record<string, Attributes>;
}

function terraformOf({ json }: BreakableStack): TerraformBlock {
  return json.terraform as TerraformBlock;
}

/** A mutation of the settings of the stack's S3 backend; what must be found is the stack. */
function brokenBackend(control: string, name: string, change: (settings: Attributes) => void): Mutation {
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => {
      change(terraformOf(stack).backend.s3 as Attributes);
      return "model-store";
    },
  };
}

/** A mutation that gives the stack another backend. */
function otherBackend(control: string, name: string, backend: Record<string, Attributes>): Mutation {
  return {
    control,
    name,
    stack: "model-store",
    breaks: (stack) => {
      terraformOf(stack).backend = backend;
      return "model-store";
    },
  };
}

export const TERRAFORM_STATE_MUTATIONS: readonly Mutation[] = [
  otherBackend("STATE_BACKEND_REMOTE", "the state lies in a file", { local: { path: "terraform.tfstate" } }),
  brokenBackend("STATE_S3_ENCRYPTED", "the backend does not encrypt", (settings) => {
    settings.encrypt = false;
  }),
  brokenBackend("STATE_S3_CUSTOMER_KEY", "the backend has no key of its own", (settings) => {
    delete settings.kms_key_id;
  }),
  brokenBackend("STATE_S3_LOCKED", "the backend does not lock", (settings) => {
    delete settings.use_lockfile;
  }),
  otherBackend("STATE_GCS_CUSTOMER_KEY", "the state lies in GCS without a key", { gcs: { bucket: "s", prefix: "a" } }),
  {
    control: "STATE_GCS_PREFIX",
    name: "the state lies at the root of its bucket",
    stack: "everything-google",
    breaks: (stack) => {
      delete (terraformOf(stack).backend.gcs as Attributes).prefix;
      return "everything-google";
    },
  },
  {
    control: "STATE_NO_CREDENTIALS",
    name: "a raw key for the state stands in the backend",
    stack: "everything-google",
    breaks: (stack) => {
      (terraformOf(stack).backend.gcs as Attributes).encryption_key = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";
      return "everything-google";
    },
  },
  {
    control: "PROVIDER_NO_STATIC_CREDENTIALS",
    name: "the file of a service account's key stands in a provider block",
    stack: "everything-google",
    breaks: (stack) => {
      const [provider] = (stack.json.provider as { google: Attributes[] }).google;
      Object.assign(provider as Attributes, { credentials: "terraform.json" });
      return "everything-google";
    },
  },
  {
    control: "STATE_KEY_OWN",
    name: "two stacks keep their states at the root of one bucket",
    stack: "vision-workload-gke",
    breaks: (stack) => {
      (terraformOf(stack).backend.gcs as Attributes).prefix = "production/vision/vision-cloud";
      return "vision-workload-gke";
    },
  },
  brokenBackend("STATE_NO_CREDENTIALS", "a session token stands in the backend", (settings) => {
    settings.token = "FwoGZXIvYXdzEExample";
  }),
  {
    control: "STATE_BUCKET_DEDICATED",
    name: "the state lies beside the models",
    stack: "model-store",
    breaks: (stack) => {
      const isModels = ({ tags }: Attributes) => (tags as Attributes | undefined)?.["ai-artifact"] === "model";
      const [, { bucket }] = stack.first("aws_s3_bucket", isModels);
      (terraformOf(stack).backend.s3 as Attributes).bucket = bucket;
      return "model-store";
    },
  },
  brokenBackend("STATE_CHECKS_KEPT", "the backend skips its checks", (settings) => {
    settings.skip_credentials_validation = true;
  }),
  {
    control: "STATE_KEY_OWN",
    name: "the workload takes the state of the cloud stack",
    stack: "vision-workload",
    breaks: (stack) => {
      (terraformOf(stack).backend.s3 as Attributes).key = "production/vision/vision-cloud.tfstate";
      return "vision-workload";
    },
  },
  {
    control: "PROVIDER_NO_STATIC_CREDENTIALS",
    name: "a password stands in a provider block",
    stack: "model-store",
    breaks: (stack) => {
      const [provider] = (stack.json.provider as { aws: Attributes[] }).aws;
      Object.assign(provider as Attributes, { access_key: "AKIAQ3EGXAMPLEZZ7PLQ" });
      return "model-store";
    },
  },
  {
    control: "PROVIDER_VERSION_CONSTRAINED",
    name: "a provider comes in any version",
    stack: "model-store",
    breaks: (stack) => {
      delete terraformOf(stack).required_providers.aws?.version;
      return "model-store";
    },
  },
];
