import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, binding, documented, encoded, iam, policy, SERVING } from "./google-iam";

const ON_KEY = "google_kms_crypto_key";
const ON_RING = "google_kms_key_ring";
const USE = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
const STORAGE_AGENT = "serviceAccount:service-123456789@gs-project-accounts.iam.gserviceaccount.com";

function key(attributes: object): EstateSource {
  return { resource: { google_kms_crypto_key: { it: { name: "models", key_ring: "ring", ...attributes } } } };
}

/** A bucket and the key that encrypts it, each somewhere. */
function encrypted(location: unknown, keyRing: object | string, more: object = {}): EstateSource {
  const literal = typeof keyRing === "string";
  return {
    resource: {
      google_storage_bucket: {
        it: {
          name: "weights",
          location,
          encryption: { default_kms_key_name: "${google_kms_crypto_key.it.id}" },
          ...more,
        },
      },
      google_kms_crypto_key: {
        it: { name: "models", key_ring: literal ? keyRing : "${google_kms_key_ring.it.id}" },
      },
      ...(literal ? {} : { google_kms_key_ring: { it: { name: "ring", ...keyRing } } }),
    },
  };
}

function customRole(permission: string) {
  return { google_project_iam_custom_role: { r: { role_id: "any", permissions: [permission] } } };
}

function withKey(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { it: attributes } } };
}

const IN_EU_WEST = "projects/acme/locations/europe-west4/keyRings/ring/cryptoKeys/models";
const IN_US = "projects/acme/locations/us-central1/keyRings/ring/cryptoKeys/models";

export const GOOGLE_KMS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_KMS_ROTATED",
    holds: {
      "90 days": key({ rotation_period: "7776000s" }),
      "a week": key({ rotation_period: "604800.5s", purpose: "ENCRYPT_DECRYPT" }),
      "a key that signs, which cannot be rotated": key({ purpose: "ASYMMETRIC_SIGN" }),
      "a key of another manager": key({
        version_template: { algorithm: "EXTERNAL_SYMMETRIC_ENCRYPTION", protection_level: "EXTERNAL" },
      }),
      "an imported key": key({ import_only: true }),
    },
    fails: {
      unset: key({}),
      null: key({ rotation_period: null }),
      "a year": key({ rotation_period: "31536000s", purpose: "ENCRYPT_DECRYPT" }),
      nonsense: key({ rotation_period: "90 days" }),
    },
    undecided: { "not known": key({ rotation_period: "${var.r}" }) },
  },
  {
    control: "GOOGLE_KMS_DESTRUCTION_DELAYED",
    holds: { unset: key({}), "30 days": key({ destroy_scheduled_duration: "2592000s" }) },
    fails: { "a day": key({ destroy_scheduled_duration: "86400s" }) },
    undecided: { "not known": key({ destroy_scheduled_duration: "${var.d}" }) },
  },
  {
    control: "GOOGLE_KMS_PREVENT_DESTROY",
    holds: {
      protected: key({ labels: { tier: "production" }, lifecycle: { prevent_destroy: true } }),
      "a key of development": key({ labels: { tier: "dev" } }),
      "a key that says no tier": key({}),
    },
    fails: {
      "no lifecycle": key({ labels: { tier: "production" } }),
      "another lifecycle": key({ labels: { tier: "prod" }, lifecycle: { ignore_changes: ["labels"] } }),
      "switched off": key({ labels: { tier: "prod" }, lifecycle: { prevent_destroy: false } }),
    },
    undecided: { "a tier that is not known": key({ labels: { tier: "${var.tier}" } }) },
  },
  {
    control: "GOOGLE_KMS_PURPOSE",
    holds: {
      unset: key({}),
      encryption: key({ purpose: "ENCRYPT_DECRYPT" }),
      "the signing of images": key({ purpose: "ASYMMETRIC_SIGN" }),
    },
    fails: {
      raw: key({ purpose: "RAW_ENCRYPT_DECRYPT" }),
      "asymmetric decryption": key({ purpose: "ASYMMETRIC_DECRYPT" }),
    },
    undecided: { "not known": key({ purpose: "${var.p}" }) },
  },
  {
    control: "GOOGLE_KMS_NO_PUBLIC_MEMBER",
    holds: {
      "a service agent": iam(ON_KEY, USE, STORAGE_AGENT),
      "an agent by reference": iam(
        ON_KEY,
        USE,
        "serviceAccount:${data.google_storage_project_service_account.agent.email_address}",
      ),
    },
    fails: {
      "a key": iam(ON_KEY, USE, "allUsers"),
      "a key ring": iam(ON_RING, USE, "allAuthenticatedUsers"),
      "one of a binding": binding(ON_KEY, USE, [STORAGE_AGENT, "allUsers"]),
      "one of a policy": policy(ON_RING, USE, ["allUsers"]),
      "one of an encoded policy": encoded(ON_KEY, USE, "allAuthenticatedUsers"),
      "one of a policy by a data source": documented(ON_KEY, USE, ["allUsers"]),
    },
    undecided: { "a member that is not known": iam(ON_KEY, USE, "${var.member}") },
  },
  {
    control: "GOOGLE_KMS_MACHINES_ONLY_USE",
    holds: {
      "an agent that uses it": iam(ON_KEY, USE, STORAGE_AGENT),
      "people who administer it": iam(ON_RING, "roles/cloudkms.admin", "group:security@acme.example"),
    },
    fails: {
      "an agent that administers it": iam(ON_KEY, "roles/cloudkms.admin", STORAGE_AGENT),
      "an account by reference": beside(
        iam(ON_RING, "roles/cloudkms.admin", "serviceAccount:${google_service_account.ci.email}"),
        { google_service_account: { ci: { account_id: "ci" } } },
      ),
      "an owner": binding(ON_KEY, "roles/owner", [SERVING]),
      "a custom role that destroys versions": beside(
        iam(ON_KEY, "${google_project_iam_custom_role.r.id}", STORAGE_AGENT),
        customRole("cloudkms.cryptoKeyVersions.destroy"),
      ),
    },
    undecided: { "a role that is not known": iam(ON_KEY, "${var.role}", STORAGE_AGENT) },
  },
  {
    control: "GOOGLE_KMS_GRANTED_BY_KEY",
    holds: {
      "people who look": iam(ON_RING, "roles/cloudkms.viewer", "group:security@acme.example"),
      "pods, at a project, where another control speaks": iam("google_project", USE, SERVING),
    },
    fails: {
      "at a key ring": iam(ON_RING, USE, STORAGE_AGENT),
      "pods, at a key ring": iam(ON_RING, "roles/cloudkms.cryptoKeyDecrypter", SERVING),
      "at a project": iam("google_project", USE, STORAGE_AGENT),
      "at a folder": binding("google_folder", "roles/cloudkms.cryptoKeyDecrypter", ["group:ml@acme.example"]),
      "at a key ring, by a custom role": beside(
        iam(ON_RING, "${google_project_iam_custom_role.r.id}", STORAGE_AGENT),
        customRole("cloudkms.cryptoKeyVersions.useToDecrypt"),
      ),
    },
    undecided: { "a role that is not known": iam(ON_RING, "${var.role}", STORAGE_AGENT) },
  },
  {
    control: "GOOGLE_KMS_KEY_SAME_LOCATION",
    holds: {
      "a region": encrypted("EUROPE-WEST4", { location: "europe-west4" }),
      "a multi-region, as keys spell it": encrypted("EU", { location: "europe" }),
      "a key ring by name": encrypted("europe-west4", "projects/acme/locations/europe-west4/keyRings/ring"),
      "one variable for both": encrypted("${var.region}", { location: "${var.region}" }),
      "no key": withKey("google_storage_bucket", { name: "weights", location: "EU" }),
      "a key that is given in": withKey("google_storage_bucket", {
        name: "weights",
        location: "EU",
        encryption: { default_kms_key_name: "${var.key}" },
      }),
      "a cluster in a zone": withKey("google_container_cluster", {
        name: "c",
        location: "europe-west4-a",
        database_encryption: { state: "ENCRYPTED", key_name: IN_EU_WEST },
      }),
      "a disk of nodes with a key of a wider place": withKey("google_container_node_pool", {
        cluster: "c",
        location: "europe-west4",
        node_config: { boot_disk_kms_key: IN_EU_WEST.replace("europe-west4", "europe") },
      }),
      "a replica of a secret": withKey("google_secret_manager_secret", {
        secret_id: "s",
        replication: {
          user_managed: {
            replicas: [{ location: "europe-west4", customer_managed_encryption: { kms_key_name: IN_EU_WEST } }],
          },
        },
      }),
    },
    fails: {
      "another region": encrypted("EUROPE-WEST4", { location: "us-central1" }),
      "a region for a multi-region": encrypted("EU", { location: "europe-west4" }),
      "a key ring by name": encrypted("europe-west4", "projects/acme/locations/us/keyRings/ring"),
      "a literal key": withKey("google_storage_bucket", {
        name: "weights",
        location: "EUROPE-WEST4",
        encryption: { default_kms_key_name: IN_US },
      }),
      "a repository": withKey("google_artifact_registry_repository", { location: "europe-west4", kms_key_name: IN_US }),
      "a cluster": withKey("google_container_cluster", {
        name: "c",
        location: "europe-west4",
        database_encryption: { state: "ENCRYPTED", key_name: IN_US },
      }),
      "disks of nodes": withKey("google_container_node_pool", {
        cluster: "c",
        location: "europe-west4-a",
        node_config: { boot_disk_kms_key: IN_US },
      }),
      "a replica of a secret": withKey("google_secret_manager_secret", {
        secret_id: "s",
        replication: {
          user_managed: {
            replicas: [
              { location: "europe-west4", customer_managed_encryption: { kms_key_name: IN_EU_WEST } },
              { location: "europe-west1", customer_managed_encryption: { kms_key_name: IN_EU_WEST } },
            ],
          },
        },
      }),
    },
    undecided: { "a location that is not known": encrypted("${var.region}", { location: "europe-west4" }) },
  },
];
