import { decide, type Fixes, set } from "./fix";
import { type ExampleResource, example } from "./google-example";

const RING = "projects/acme-vision/locations/europe-west4/keyRings/models";

const USES: ExampleResource = [
  "google_kms_crypto_key_iam_member",
  "storage",
  {
    crypto_key_id: `${RING}/cryptoKeys/weights`,
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
  },
];

const ADMINISTERS: ExampleResource = [
  "google_kms_crypto_key_iam_member",
  "administrators",
  {
    crypto_key_id: `${RING}/cryptoKeys/weights`,
    role: "roles/cloudkms.admin",
    member: "group:security@acme.example",
  },
];

const NEW_KEY: ExampleResource = [
  "google_kms_crypto_key",
  "weights",
  {
    name: "weights-2",
    key_ring: RING,
    purpose: "ENCRYPT_DECRYPT",
    rotation_period: "7776000s",
    destroy_scheduled_duration: "2592000s",
    lifecycle: { prevent_destroy: true },
  },
];

export const GOOGLE_KMS_FIXES: Fixes = {
  GOOGLE_KMS_ROTATED: [set("rotation_period", "7776000s")],
  GOOGLE_KMS_DESTRUCTION_DELAYED: [
    decide(
      "When the key is replaced: the delay of one that is there cannot be changed, and Terraform would destroy its versions. A " +
        "second key encrypts anew, then the first one goes. A key that is not made yet only needs the attribute.",
      example(NEW_KEY),
    ),
  ],
  GOOGLE_KMS_PREVENT_DESTROY: [set("lifecycle.prevent_destroy", true)],
  GOOGLE_KMS_PURPOSE: [
    decide(
      "What uses the key by hand, and how it encrypts from now on: the purpose of a key cannot be changed, so that a second " +
        "key takes its place.",
      example(NEW_KEY),
    ),
  ],
  GOOGLE_KMS_NO_PUBLIC_MEMBER: [
    decide("Which service or workload uses the key: it is named in place of everybody.", example(USES)),
  ],
  GOOGLE_KMS_MACHINES_ONLY_USE: [
    decide(
      "Which group administers the key in place of the service, which encrypts and decrypts.",
      example(USES, ADMINISTERS),
    ),
  ],
  GOOGLE_KMS_GRANTED_BY_KEY: [
    decide("Which keys the member uses: it has the role on each of them and on no key ring or project.", example(USES)),
  ],
  GOOGLE_KMS_KEY_SAME_LOCATION: [
    decide(
      "Which of the two is in the right place. Mostly a key ring in the location of what is encrypted, with a key of its own, " +
        "is missing; what is encrypted then names that key.",
      example(
        ["google_kms_key_ring", "models", { name: "models", project: "acme-vision", location: "europe-west4" }],
        NEW_KEY,
      ),
    ),
  ],
};
