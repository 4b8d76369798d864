import { ENCRYPTED_KINDS } from "../../estate/joins/google-keys";
import type { Control } from "../control";
import { grantsAtFault, KEY_IAM, KEY_RING_IAM, noGrant, PROJECT_IAM } from "./google-iam-kinds";

const NINETY_DAYS = 7_776_000;
const THIRTY_DAYS = 2_592_000;

/** Keys that cannot be rotated by Cloud KMS: asymmetric ones, imported ones, those kept elsewhere. */
const ROTATES =
  'text(self.purpose) in ["", "ENCRYPT_DECRYPT"] && !isTrue(self.import_only) && ' +
  '!self.version_template.exists(t, text(t.protection_level) in ["EXTERNAL", "EXTERNAL_VPC"])';

const EVERYBODY = 'g.type == "everybody"';
const IS_MACHINE = '(g.type in ["account", "default-account", "agent", "workload", "pool", "principal"])';
const ADMINISTERS =
  `${IS_MACHINE} && (g.role.matches("^roles/(owner|editor|cloudkms[.](admin|importer))$") || ` +
  'g.permissions.exists(p, p.matches("^cloudkms[.]((cryptoKeys|keyRings)[.](create|update|setIamPolicy)|' +
  'cryptoKeyVersions[.](create|update|destroy|restore))$")))';
/** Roles that use keys; at a key ring or a project they are for all keys that are or will be there. */
const USES_KEYS =
  '(g.role.matches("^roles/cloudkms[.](cryptoKey(Encrypter|Decrypter|EncrypterDecrypter)(ViaDelegation)?|cryptoOperator)$") || ' +
  'g.permissions.exists(p, p.matches("^cloudkms[.]cryptoKeyVersions[.]useTo(Encrypt|Decrypt)$")))';

/** What pods act as has a control of its own at projects. */
const USES_ALL_KEYS = `${USES_KEYS} && (resource.kind.startsWith("google_kms_") || !g.serving)`;

/** Keys of Cloud KMS. */
export const GOOGLE_KMS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_KMS_ROTATED",
    severity: "high",
    category: "encryption",
    title: "Keys are rotated every 90 days at least",
    appliesTo: ["google_kms_crypto_key"],
    when: ROTATES,
    require: `seconds(self.rotation_period, ${Number.MAX_SAFE_INTEGER}) <= ${NINETY_DAYS}`,
    attribute: "rotation_period",
    rationale:
      "Key material that is never changed is worth stealing for ever. Keys that sign, imported keys and those of another key " +
      "manager cannot be rotated by Cloud KMS and are not judged.",
    remediation: 'Set rotation_period to "7776000s" or less; the default is never. ModelKey does.',
    answers: ["KEY-17", "DENY-KEY-001", "CKV_GCP_43", "AVD-GCP-0065", "KICS d8c57c4e", "AML.M0012"],
  },
  {
    id: "GOOGLE_KMS_DESTRUCTION_DELAYED",
    severity: "medium",
    category: "resilience",
    title: "A destroyed version of a key can be brought back for 30 days",
    appliesTo: ["google_kms_crypto_key"],
    require: `seconds(self.destroy_scheduled_duration, ${THIRTY_DAYS}) >= ${THIRTY_DAYS}`,
    attribute: "destroy_scheduled_duration",
    rationale:
      "With the key every model that it encrypts is gone: the delay is the only time in which somebody notices.",
    remediation:
      'Set destroy_scheduled_duration to "2592000s" or more, or leave it out: 30 days is the default. ModelKey does.',
    answers: ["KEY-19", "DENY-KEY-001"],
  },
  {
    id: "GOOGLE_KMS_PREVENT_DESTROY",
    severity: "high",
    category: "resilience",
    title: "Keys of production are protected from terraform destroy",
    appliesTo: ["google_kms_crypto_key"],
    // Plans do not carry lifecycle blocks. A key that says no tier is nobody's production.
    when: 'resource.actions.size() == 0 && tier(self) == "prod"',
    require:
      'resource.actions.size() > 0 || tier(self) != "prod" || ' +
      '("lifecycle" in resource.meta && resource.meta.lifecycle != null && ' +
      '"prevent_destroy" in resource.meta.lifecycle && isTrue(resource.meta.lifecycle.prevent_destroy))',
    attribute: "lifecycle.prevent_destroy",
    message: "Nothing keeps terraform from destroying the versions of this key",
    rationale:
      "Cloud KMS never deletes a key, but Terraform destroys all of its versions: every model that it encrypts becomes " +
      "unreadable. It can only be seen in code, for plans do not say it.",
    remediation:
      "Add lifecycle { prevent_destroy = true }; ModelKey does outside development. The key must say its tier in a label.",
    answers: ["KEY-18", "DENY-KEY-001", "CKV_GCP_82"],
  },
  {
    id: "GOOGLE_KMS_PURPOSE",
    severity: "medium",
    category: "encryption",
    title: "Keys encrypt, or sign images, and do nothing else",
    appliesTo: ["google_kms_crypto_key"],
    require: 'text(self.purpose) in ["", "ENCRYPT_DECRYPT", "ASYMMETRIC_SIGN"]',
    attribute: "purpose",
    rationale:
      "Google's services encrypt with symmetric keys, and images are signed with asymmetric ones; a key for anything else is " +
      "one that somebody uses by hand.",
    remediation:
      "Leave purpose out or set it to ENCRYPT_DECRYPT, its default; ModelKey does. BinaryAuthorization makes the one that signs.",
    answers: ["KEY-21"],
  },
  {
    id: "GOOGLE_KMS_NO_PUBLIC_MEMBER",
    severity: "critical",
    category: "exposure",
    title: "No key is given to everybody",
    appliesTo: [...KEY_IAM, ...KEY_RING_IAM],
    require: noGrant(EVERYBODY),
    found: grantsAtFault(EVERYBODY),
    attribute: "member",
    message: "The key is given to everybody",
    rationale: "A key for everybody lets anybody decrypt weights that they got hold of.",
    remediation: "Name the service agent or the service account; ModelKey.grantUse refuses everybody.",
    answers: ["KEY-22", "KEY-23", "DENY-KEY-001", "CKV_GCP_112", "CKV2_GCP_6", "CKV2_GCP_8", "AML.M0005", "ML05:2023"],
  },
  {
    id: "GOOGLE_KMS_MACHINES_ONLY_USE",
    severity: "high",
    category: "identity",
    title: "Machines use keys and do not administer them",
    appliesTo: [...KEY_IAM, ...KEY_RING_IAM],
    require: noGrant(ADMINISTERS),
    found: grantsAtFault(ADMINISTERS),
    attribute: "role",
    message: "A service account or a service agent may do more than encrypt and decrypt",
    rationale:
      "Services encrypt and decrypt. One that may also administer the key can destroy it, with every model, or give it away.",
    remediation:
      "Give roles/cloudkms.cryptoKeyEncrypterDecrypter on the key, and administration to a group; ModelKey lets in each " +
      "service that encrypts so.",
    answers: ["KEY-24", "CIS GKE-1.9 5.3.1", "CIS GKE-1.9 5.9.2", "AML.M0005"],
  },
  {
    id: "GOOGLE_KMS_GRANTED_BY_KEY",
    severity: "medium",
    category: "identity",
    title: "The use of keys is given key by key",
    appliesTo: [...KEY_RING_IAM, ...PROJECT_IAM],
    require: noGrant(USES_ALL_KEYS),
    found: grantsAtFault(USES_ALL_KEYS),
    attribute: "role",
    message: "Every key of the key ring or the project may be used",
    rationale:
      "Keys part tenants: whoever may use all keys of a key ring or a project reads the models of every tenant that has one there.",
    remediation: "Grant on the key by google_kms_crypto_key_iam_member; ModelKey.grantUse does.",
    answers: ["KEY-24", "AML.M0005"],
  },
  {
    id: "GOOGLE_KMS_KEY_SAME_LOCATION",
    severity: "high",
    category: "encryption",
    title: "A key lies where that lies which it encrypts",
    appliesTo: ENCRYPTED_KINDS,
    require: '!keysElsewhere(self).exists(k, k.message != "")',
    found: "keysElsewhere(self)",
    attribute: "encryption",
    message: "A key is in another location than what it encrypts",
    rationale:
      "Cloud KMS keys are bound to their location: the apply fails, and whoever then leaves the key out to make it pass has " +
      "weights under a key of Google's. A key ring in the wrong place can never be deleted.",
    remediation:
      "Make a google_kms_key_ring in the location of the bucket, the cluster or the repository; ModelKeyRing.of(scope, " +
      "location) does.",
    answers: ["KEY-16", "GCS-11", "DENY-KEY-002", "DENY-GCS-002", "AML.M0012"],
  },
];
