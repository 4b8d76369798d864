import type { Attributes, Mutation } from "../mutation";

const CLOUD = "vision-cloud-gke";
const KEY = "google_kms_crypto_key";
const USE = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
const RING = "projects/acme-vision/locations/europe-west4/keyRings/models";
const COMPUTE = "serviceAccount:service-123456789@compute-system.iam.gserviceaccount.com";

function key(control: string, name: string, change: (key: Attributes) => void): Mutation {
  return { control, name, stack: CLOUD, breaks: (stack) => stack.change(KEY, change) };
}

function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: CLOUD, breaks: (stack) => stack.add(kind, "added", attributes) };
}

export const GOOGLE_KMS_MUTATIONS: readonly Mutation[] = [
  key("GOOGLE_KMS_ROTATED", "a key is rotated once a year", (it) => {
    it.rotation_period = "31536000s";
  }),
  key("GOOGLE_KMS_DESTRUCTION_DELAYED", "a destroyed version is gone in a day", (it) => {
    it.destroy_scheduled_duration = "86400s";
  }),
  key("GOOGLE_KMS_PREVENT_DESTROY", "a destroy takes the key of production along", (it) => {
    delete it.lifecycle;
  }),
  key("GOOGLE_KMS_PURPOSE", "somebody encrypts by hand", (it) => {
    it.purpose = "RAW_ENCRYPT_DECRYPT";
  }),
  added("GOOGLE_KMS_NO_PUBLIC_MEMBER", "the world may decrypt", "google_kms_crypto_key_iam_member", {
    crypto_key_id: `${RING}/cryptoKeys/weights`,
    role: "roles/cloudkms.cryptoKeyDecrypter",
    member: "allAuthenticatedUsers",
  }),
  added("GOOGLE_KMS_MACHINES_ONLY_USE", "a service administers a key", "google_kms_crypto_key_iam_member", {
    crypto_key_id: `${RING}/cryptoKeys/weights`,
    role: "roles/cloudkms.admin",
    member: COMPUTE,
  }),
  added("GOOGLE_KMS_GRANTED_BY_KEY", "a service uses every key of the key ring", "google_kms_key_ring_iam_member", {
    key_ring_id: RING,
    role: USE,
    member: COMPUTE,
  }),
  {
    control: "GOOGLE_KMS_KEY_SAME_LOCATION",
    name: "the bucket of weights moves away from its key",
    stack: CLOUD,
    breaks: (stack) =>
      stack.change(
        "google_storage_bucket",
        (it) => {
          it.location = "EU";
        },
        ({ labels }) => (labels as Attributes)["ai-artifact"] === "model",
      ),
  },
];
