import { decide, type Fixes } from "./fix";
import { type ExampleResource, example } from "./google-example";

const PROJECT = "acme-vision";
const RESNET = "serviceAccount:resnet@acme-vision.iam.gserviceaccount.com";

/** A role of the project that is of no use against models. */
const AT_PROJECT: ExampleResource = [
  "google_project_iam_member",
  "log_writer",
  { project: PROJECT, role: "roles/logging.logWriter", member: RESNET },
];

const BY_GROUP: ExampleResource = [
  "google_project_iam_member",
  "ml_engineers",
  { project: PROJECT, role: "roles/container.viewer", member: "group:ml-engineers@acme.example" },
];

const ON_BUCKET: ExampleResource = [
  "google_storage_bucket_iam_member",
  "resnet",
  {
    bucket: "acme-vision-models",
    role: "roles/storage.objectViewer",
    member: RESNET,
    condition: {
      title: "resnet",
      expression: 'resource.name.startsWith("projects/_/buckets/acme-vision-models/objects/resnet/")',
    },
  },
];

const ON_KEY: ExampleResource = [
  "google_kms_crypto_key_iam_member",
  "resnet",
  {
    crypto_key_id: "projects/acme-vision/locations/europe-west4/keyRings/models/cryptoKeys/weights",
    role: "roles/cloudkms.cryptoKeyDecrypter",
    member: RESNET,
  },
];

const ON_ACCOUNT: ExampleResource = [
  "google_service_account_iam_member",
  "release_models",
  {
    service_account_id: "projects/acme-vision/serviceAccounts/release-models@acme-vision.iam.gserviceaccount.com",
    role: "roles/iam.serviceAccountTokenCreator",
    member: "group:release-managers@acme.example",
  },
];

const ITS_PODS: ExampleResource = [
  "google_service_account_iam_member",
  "resnet",
  {
    service_account_id: "projects/acme-vision/serviceAccounts/resnet@acme-vision.iam.gserviceaccount.com",
    role: "roles/iam.workloadIdentityUser",
    member: "serviceAccount:acme-vision.svc.id.goog[vision/resnet]",
  },
];

const OWN_ACCOUNT: ExampleResource = [
  "google_service_account",
  "resnet",
  { project: PROJECT, account_id: "resnet", display_name: "Model server resnet" },
];

export const GOOGLE_IDENTITY_GRANTS_FIXES: Fixes = {
  GOOGLE_IAM_NO_PUBLIC_MEMBER: [
    decide(
      "Who needs the role: a group, a service account or a workload is named in place of everybody.",
      example(BY_GROUP),
    ),
  ],
  GOOGLE_IAM_WEB_CALLED_BY_NAME: [
    decide(
      "Who calls it: each caller is named, or the control is waived for what is meant for the public.",
      example([
        "google_cloud_run_v2_service_iam_member",
        "storefront",
        {
          project: PROJECT,
          location: "europe-west4",
          name: "storefront",
          role: "roles/run.invoker",
          member: "serviceAccount:gateway@acme-vision.iam.gserviceaccount.com",
        },
      ]),
    ),
  ],
  GOOGLE_IAM_NO_BASIC_ROLE: [
    decide(
      "What the member does, and the predefined roles that permit it, on the bucket or the key where they can be given there.",
      example(BY_GROUP, ON_BUCKET),
    ),
  ],
  GOOGLE_IAM_NO_ADMIN_SERVICE_ACCOUNT: [
    decide(
      "What the service account does: it has a role that does not administer, on what it works with. The pipeline that runs " +
        "Terraform is waived by name.",
      example(ON_BUCKET),
    ),
  ],
  GOOGLE_IAM_NO_PROJECT_IMPERSONATION: [
    decide("Which service account the member acts as: it has the role on that one.", example(ON_ACCOUNT)),
  ],
  GOOGLE_IAM_SERVING_GRANTS_SCOPED: [
    decide(
      "Which bucket, prefix, key or secret the workload reads: it has the role there.",
      example(ON_BUCKET, ON_KEY),
    ),
  ],
  GOOGLE_IAM_NOT_AUTHORITATIVE: [
    decide(
      "Who has the role besides those that are named here: each member becomes a resource of its own, and the binding or the " +
        "policy leaves the state by terraform state rm, lest its destruction takes everybody's role.",
      example(AT_PROJECT, BY_GROUP),
    ),
  ],
  GOOGLE_IAM_NO_DEFAULT_SERVICE_ACCOUNT: [
    decide(
      "What runs as the default account and needs the role: it gets a service account of its own.",
      example(OWN_ACCOUNT, AT_PROJECT),
    ),
  ],
  GOOGLE_IAM_NO_PERSONAL_ACCOUNT: [
    decide("Which group of the organization's directory the person belongs to.", example(BY_GROUP)),
  ],
  GOOGLE_IAM_NO_SINGLE_USER: [
    decide("Which group of the organization's directory the person belongs to.", example(BY_GROUP)),
  ],
  GOOGLE_IAM_SERVING_ACCOUNT_ONE_WAY: [
    decide(
      "What the member does as the model server, and the identity of its own that does it instead. The pods alone keep the account.",
      example(ITS_PODS),
    ),
  ],
};
