import type { Control } from "../control";
import { GOOGLE_STORAGE_BUCKET_CONTROLS } from "./google-storage-buckets";
import { GOOGLE_STORAGE_GRANTS_CONTROLS } from "./google-storage-grants";

/** ACLs of Cloud Storage, each a resource of its own. */
const ACL_KINDS: readonly string[] = [
  "google_storage_bucket_acl",
  "google_storage_default_object_acl",
  "google_storage_object_acl",
  "google_storage_bucket_access_control",
  "google_storage_default_object_access_control",
  "google_storage_object_access_control",
];

const HAS_LIST =
  'resource.kind in ["google_storage_bucket_acl", "google_storage_default_object_acl", "google_storage_object_acl"]';

/** A list of `ROLE:entity`, or one entity. */
const PUBLIC_ENTITY = [
  `${HAS_LIST} ? list(self.role_entity).exists(e, text(e).matches("(?i):all(Authenticated)?Users$")) : `,
  'resource.kind != "google_storage_bucket_object" && text(self.entity).matches("(?i)^all(Authenticated)?Users$")',
].join("");

/** Canned ACLs, of a bucket or an object and of the objects to come; kinds that have none do not have the attribute. */
const PUBLIC_CANNED = ["predefined_acl", "default_acl"]
  .map((name) => `(has(self.${name}) && text(self.${name}).matches("(?i)^(public|authenticated)Read"))`)
  .join(" || ");

/** Ways in which buckets become public. */
const GOOGLE_STORAGE_PUBLIC_ACCESS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_STORAGE_PUBLIC_ACCESS_PREVENTED",
    severity: "critical",
    category: "exposure",
    title: "Every bucket prevents public access",
    appliesTo: ["google_storage_bucket"],
    require: 'self.public_access_prevention == "enforced"',
    attribute: "public_access_prevention",
    rationale:
      "Without it one member allUsers publishes the weights; with it, Cloud Storage refuses that member, whoever writes it. A " +
      "bucket that only inherits it is as safe as a policy of the organization that this code does not show.",
    remediation:
      'Set public_access_prevention to "enforced"; it defaults to "inherited". SecureModelBucket and LogBucket do.',
    answers: ["GCS-02", "STB-12", "DENY-GCS-001", "CKV_GCP_114", "AML.M0005", "ML05:2023"],
  },
  {
    id: "GOOGLE_STORAGE_UNIFORM_ACCESS",
    severity: "critical",
    category: "identity",
    title: "Access to every bucket is decided by IAM alone",
    appliesTo: ["google_storage_bucket"],
    require: "isTrue(self.uniform_bucket_level_access)",
    attribute: "uniform_bucket_level_access",
    rationale:
      "Where ACLs still work, each object can be given away by whoever uploads it, and no IAM policy or audit shows it.",
    remediation: "Set uniform_bucket_level_access to true; it defaults to false. SecureModelBucket and LogBucket do.",
    answers: ["GCS-01", "STB-12", "DENY-GCS-001", "CKV_GCP_29", "AVD-GCP-0002", "KICS bb0db090", "AML.M0005"],
  },
  {
    id: "GOOGLE_STORAGE_ACL_NOT_PUBLIC",
    severity: "critical",
    category: "exposure",
    title: "No ACL gives objects to everybody",
    appliesTo: [...ACL_KINDS, "google_storage_bucket_object"],
    require: `!(${PUBLIC_CANNED}) && !(${PUBLIC_ENTITY})`,
    attribute: "role_entity",
    message: "The ACL gives access to everybody",
    rationale:
      "A public ACL gives the weights to everybody, beside every IAM policy. Anybody with any Google account is an " +
      "authenticated user.",
    remediation:
      "Remove the ACL and turn on uniform_bucket_level_access; what must be read by others is granted by " +
      "SecureModelBucket.grantRead.",
    answers: ["GCS-15", "GCS-18", "DENY-GCS-001", "CKV_GCP_28", "AVD-GCP-0001", "AML.M0005", "ML05:2023"],
  },
  {
    id: "GOOGLE_STORAGE_NO_ACLS",
    severity: "high",
    category: "identity",
    title: "There are no ACLs on buckets and objects",
    appliesTo: ACL_KINDS,
    // Those that are public have a control of their own.
    require: `!isMade(self) || (${PUBLIC_CANNED}) || (${PUBLIC_ENTITY})`,
    attribute: "bucket",
    message: "An ACL is made, which works only where access is not uniform",
    rationale:
      "An ACL is a second way to the weights that IAM does not show; it forces the bucket to keep object ACLs, and the apply " +
      "fails where access is uniform.",
    remediation:
      "Remove it, and give a role on the bucket by google_storage_bucket_iam_member; SecureModelBucket.grantRead does.",
    answers: ["GCS-18", "CKV_GCP_29", "AML.M0005"],
  },
  {
    id: "GOOGLE_STORAGE_NO_WEBSITE",
    severity: "high",
    category: "exposure",
    title: "No bucket is a website",
    appliesTo: ["google_storage_bucket"],
    require: "self.website.size() == 0",
    attribute: "website",
    message: "The bucket is served as a website",
    rationale:
      "A website gives artifacts out to browsers, and needs a public bucket for it. Estates that also host a web page do better " +
      "to put it behind a load balancer with a CDN, in a project of its own.",
    remediation: "Remove the website block; SecureModelBucket has none.",
    answers: ["GCS-13", "ML05:2023"],
  },
  {
    id: "GOOGLE_STORAGE_NO_HMAC_KEY",
    severity: "critical",
    category: "identity",
    title: "There are no HMAC keys",
    appliesTo: ["google_storage_hmac_key"],
    require: 'self.state == "INACTIVE" || !isMade(self)',
    attribute: "service_account_email",
    message: "An HMAC key is made, and its secret lies in the state",
    rationale:
      "An HMAC key is a password for the bucket that does not expire and knows no workload identity: whoever reads the state " +
      "has the weights, from anywhere.",
    remediation:
      "Remove google_storage_hmac_key and use the JSON API with a workload identity: WorkloadIdentityBinding for pods, " +
      "federation for pipelines.",
    answers: ["GCS-19", "DENY-ID-007", "AML.T0055", "ML05:2023"],
  },
];

/** Buckets of Cloud Storage that hold models, logs and states. */
export const GOOGLE_STORAGE_CONTROLS: readonly Control[] = [
  ...GOOGLE_STORAGE_PUBLIC_ACCESS_CONTROLS,
  ...GOOGLE_STORAGE_BUCKET_CONTROLS,
  ...GOOGLE_STORAGE_GRANTS_CONTROLS,
];
