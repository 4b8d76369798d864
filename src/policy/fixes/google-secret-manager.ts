import { choose, decide, type Fixes, set, unset } from "./fix";
import { type ExampleResource, example } from "./google-example";

const KEY = "projects/acme-vision/locations/europe-west4/keyRings/secrets/cryptoKeys/tokens";

const READS: ExampleResource = [
  "google_secret_manager_secret_iam_member",
  "resnet",
  {
    project: "acme-vision",
    secret_id: "hub-token",
    role: "roles/secretmanager.secretAccessor",
    member: "serviceAccount:resnet@acme-vision.iam.gserviceaccount.com",
  },
];

const ROTATES: ExampleResource = [
  "google_secret_manager_secret_iam_member",
  "rotation",
  {
    project: "acme-vision",
    secret_id: "hub-token",
    role: "roles/secretmanager.secretVersionAdder",
    member: "serviceAccount:rotation@acme-vision.iam.gserviceaccount.com",
  },
];

/** A variable that lives as long as the run, and in no state. */
const WRITE_ONLY = {
  hcl: `variable "hub_token" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "google_secret_manager_secret_version" "hub_token" {
  secret                 = "projects/acme-vision/secrets/hub-token"
  secret_data_wo         = var.hub_token
  secret_data_wo_version = 1
}`,
  cdktf: `import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { TerraformVariable } from "cdktf";

const token = new TerraformVariable(this, "hub_token", { type: "string", sensitive: true });
token.addOverride("ephemeral", true);

new SecretManagerSecretVersion(this, "hub-token-version", {
  secret: "projects/acme-vision/secrets/hub-token",
  secretDataWo: token.stringValue,
  secretDataWoVersion: 1,
});`,
};

export const GOOGLE_SECRET_MANAGER_FIXES: Fixes = {
  GOOGLE_SECRET_MANAGER_CUSTOMER_KEY: [
    decide(
      "Which key, in its own location, encrypts each replica. A regional secret names its key in " +
        "customer_managed_encryption beside location.",
      example([
        "google_secret_manager_secret",
        "hub_token",
        {
          secret_id: "hub-token",
          version_destroy_ttl: "604800s",
          replication: {
            user_managed: {
              replicas: [{ location: "europe-west4", customer_managed_encryption: { kms_key_name: KEY } }],
            },
          },
        },
      ]),
    ),
  ],
  GOOGLE_SECRET_MANAGER_REGION_PINNED: [
    unset("replication.auto"),
    set("replication.user_managed.replicas", [
      {
        location: choose("region that serves", "europe-west4"),
        customer_managed_encryption: { kms_key_name: choose("key of the secrets, in that region", KEY) },
      },
    ]),
  ],
  GOOGLE_SECRET_MANAGER_DELAYED_DESTRUCTION: [set("version_destroy_ttl", "604800s")],
  GOOGLE_SECRET_MANAGER_ROTATED: [
    decide(
      "What listens to the topic and changes the token, each quarter or more often. Where nothing can, there is no schedule.",
      example([
        "google_secret_manager_secret",
        "hub_token",
        {
          secret_id: "hub-token",
          rotation: { rotation_period: "7776000s", next_rotation_time: "2027-01-01T00:00:00Z" },
          topics: [{ name: "projects/acme-vision/topics/rotate-secrets" }],
          replication: {
            user_managed: {
              replicas: [{ location: "europe-west4", customer_managed_encryption: { kms_key_name: KEY } }],
            },
          },
        },
      ]),
    ),
  ],
  GOOGLE_SECRET_MANAGER_NO_VALUE_IN_STATE: [
    decide(
      "Where the value comes from: a write-only argument from an ephemeral variable, or a person who adds the version after the " +
        "apply. A value that was in a state is changed too.",
      WRITE_ONLY,
    ),
  ],
  GOOGLE_SECRET_MANAGER_NO_ANYONE: [
    decide("Which workload reads the secret: it is named in place of everybody.", example(READS)),
  ],
  GOOGLE_SECRET_MANAGER_MACHINES_ONLY_READ: [
    decide(
      "Which identity rotates the secret and which group administers it: what serves reads.",
      example(READS, ROTATES),
    ),
  ],
  GOOGLE_SECRET_MANAGER_ONE_TENANT: [
    decide(
      "Which tenant keeps the secret: each of the others gets a secret with a token of its own, and reads that one alone.",
      example(READS),
    ),
  ],
  GOOGLE_SECRET_MANAGER_READ_ONE_BY_ONE: [
    decide("Which secrets the member reads: it has the role on each of them.", example(READS)),
  ],
};
