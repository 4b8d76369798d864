import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, binding, iam, one, POOL, SERVING, servingAccount } from "./google-iam";

const ON_ACCOUNT = "google_service_account";
const USER = "roles/iam.workloadIdentityUser";
const SETS = POOL.replace("principal://", "principalSet://");

function serviceAccount(namespace: string, name: string, email: string | undefined): object {
  const annotations = email === undefined ? {} : { "iam.gke.io/gcp-service-account": email };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace, annotations } };
}

const RESNET = "resnet@acme-vision.iam.gserviceaccount.com";

/** The binding of an account and a Kubernetes service account, wherever each half points. */
function halves(member: string, annotated: object): EstateSource {
  return { resource: servingAccount(member), manifests: [annotated] };
}

const BOUND = "serviceAccount:acme-vision.svc.id.goog[vision/resnet]";

/** The account as Terraform writes both halves. */
const BY_REFERENCE: EstateSource = {
  resource: {
    ...servingAccount(),
    kubernetes_service_account_v1: {
      resnet: {
        metadata: [
          {
            name: "resnet",
            namespace: "vision",
            annotations: { "iam.gke.io/gcp-service-account": "${google_service_account.resnet.email}" },
          },
        ],
      },
    },
  },
};

export const GOOGLE_IDENTITY_WORKLOADS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY",
    holds: {
      "a key of none": beside(
        { resource: servingAccount() },
        { google_service_account_key: { it: { count: 0, service_account_id: "a" } } },
      ),
    },
    undecided: { "one or none": one("google_service_account_key", { count: "${var.n}", service_account_id: "a" }) },
    fails: {
      one: one("google_service_account_key", { service_account_id: "${google_service_account.a.name}" }),
      "one whose public half is uploaded": one("google_service_account_key", {
        service_account_id: "a",
        public_key_data: "TUlJ",
      }),
    },
  },
  {
    control: "GOOGLE_IAM_NO_WHOLE_POOL",
    holds: {
      "one workload by a binding": iam(ON_ACCOUNT, USER, BOUND),
      "one workload of a project that is not known": iam(
        ON_ACCOUNT,
        USER,
        "serviceAccount:${var.project}.svc.id.goog[vision/resnet]",
      ),
      "one workload by a direct grant": iam("google_storage_bucket", "roles/storage.objectViewer", SERVING),
      "a repository of an outside pool": iam(ON_ACCOUNT, USER, `${SETS}/github/attribute.repository/acme/models`),
      "a group of an outside pool": iam(ON_ACCOUNT, USER, `${SETS}/staff/group/ml`),
    },
    fails: {
      "every identity of a pool": iam(ON_ACCOUNT, USER, `${SETS}/acme-vision.svc.id.goog/*`),
      "every identity of an outside pool": iam(ON_ACCOUNT, USER, `${SETS}/github/*`),
      "every pod of a namespace": iam(
        "google_storage_bucket",
        "roles/storage.objectViewer",
        `${SETS}/acme-vision.svc.id.goog/namespace/vision`,
      ),
      "every pod of the project, as Google once spelled it": iam(
        ON_ACCOUNT,
        USER,
        "group:acme-vision.svc.id.goog:/allAuthenticatedUsers/",
      ),
      "every pod of a cluster": binding("google_kms_crypto_key", "roles/cloudkms.cryptoKeyDecrypter", [
        `${SETS}/acme-vision.svc.id.goog/kubernetes.cluster/https://container.googleapis.com/v1/projects/acme-vision/locations/europe-west4/clusters/c`,
      ]),
      "a wildcard for the account": iam(ON_ACCOUNT, USER, "serviceAccount:acme-vision.svc.id.goog[vision/*]"),
      "a pool by reference": iam(
        ON_ACCOUNT,
        USER,
        "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.ci.name}/*",
      ),
    },
    undecided: {
      "not known": iam(ON_ACCOUNT, USER, "${var.member}"),
      "among others": beside(
        binding(
          "google_kms_crypto_key",
          "roles/cloudkms.cryptoKeyDecrypter",
          `\${concat(["${SETS}/github/*"], var.more, [google_service_account.resnet.member])}`,
        ),
        servingAccount(),
      ),
    },
  },
  {
    control: "GOOGLE_IAM_WORKLOAD_OWN_ACCOUNT",
    holds: { "an account of its own": iam(ON_ACCOUNT, USER, BOUND) },
    fails: {
      "the default one, by a binding": iam(ON_ACCOUNT, USER, "serviceAccount:acme-vision.svc.id.goog[vision/default]"),
      "the default one, by a direct grant": iam(
        "google_storage_bucket",
        "roles/storage.objectViewer",
        SERVING.replace("sa/resnet", "sa/default"),
      ),
    },
    undecided: { "not known": iam(ON_ACCOUNT, USER, "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_WORKLOAD_OWN_NAMESPACE",
    holds: { "a tenant's": iam(ON_ACCOUNT, USER, BOUND) },
    fails: { default: iam(ON_ACCOUNT, USER, "serviceAccount:acme-vision.svc.id.goog[default/resnet]") },
    undecided: { "not known": iam(ON_ACCOUNT, USER, "${var.member}") },
  },
  {
    control: "GOOGLE_IAM_SERVING_ACCOUNT_OF_ONE_NAMESPACE",
    holds: {
      "one namespace": { resource: servingAccount() },
      nobody: one("google_service_account", { account_id: "ci" }),
      "two accounts of one namespace": {
        resource: {
          ...servingAccount(),
          google_service_account_iam_binding: {
            more: {
              service_account_id: `projects/-/serviceAccounts/${RESNET}`,
              role: USER,
              members: ["serviceAccount:acme-vision.svc.id.goog[vision/bert]"],
            },
          },
        },
      },
    },
    fails: {
      "two namespaces": {
        resource: {
          ...servingAccount(),
          google_service_account_iam_binding: {
            more: {
              service_account_id: `projects/acme-vision/serviceAccounts/${RESNET}`,
              role: USER,
              members: ["serviceAccount:acme-vision.svc.id.goog[search/resnet]"],
            },
          },
        },
      },
    },
    undecided: {
      "one namespace, and another member that is not known": {
        resource: {
          ...servingAccount(),
          google_service_account_iam_binding: {
            more: {
              service_account_id: `projects/acme-vision/serviceAccounts/${RESNET}`,
              role: USER,
              members: "${var.members}",
            },
          },
        },
      },
    },
  },
  {
    control: "GOOGLE_IAM_WORKLOAD_ANNOTATED",
    holds: {
      "both halves": halves(BOUND, serviceAccount("vision", "resnet", RESNET)),
      "both halves by reference": BY_REFERENCE,
      "a Kubernetes service account elsewhere": { resource: servingAccount() },
      "one of that name in another cluster, with an account of its own": {
        resource: {
          google_service_account: {
            resnet: { account_id: "resnet", project: "acme-vision" },
            staging: { account_id: "resnet", project: "acme-staging" },
          },
          google_service_account_iam_member: {
            resnet: { service_account_id: "${google_service_account.resnet.name}", role: USER, member: BOUND },
            staging: {
              service_account_id: "${google_service_account.staging.name}",
              role: USER,
              member: "serviceAccount:acme-staging.svc.id.goog[vision/resnet]",
            },
          },
        },
        manifests: [serviceAccount("vision", "resnet", "resnet@acme-staging.iam.gserviceaccount.com")],
      },
      "another role": iam(ON_ACCOUNT, "roles/iam.serviceAccountUser", "group:ml@acme.example"),
    },
    fails: {
      "no annotation": halves(BOUND, serviceAccount("vision", "resnet", undefined)),
      "another annotation": halves(
        BOUND,
        serviceAccount("vision", "resnet", "bert@acme-vision.iam.gserviceaccount.com"),
      ),
    },
    undecided: {
      "an annotation that is not known": {
        resource: {
          ...servingAccount(),
          kubernetes_service_account_v1: {
            resnet: {
              metadata: [
                {
                  name: "resnet",
                  namespace: "vision",
                  annotations: { "iam.gke.io/gcp-service-account": "${var.account}" },
                },
              ],
            },
          },
        },
      },
    },
  },
  {
    control: "K8S_GOOGLE_SERVICE_ACCOUNT_BOUND",
    holds: {
      "both halves": halves(BOUND, serviceAccount("vision", "resnet", RESNET)),
      "both halves by reference": BY_REFERENCE,
      "an account elsewhere": { manifests: [serviceAccount("vision", "resnet", RESNET)] },
      "no annotation": halves(BOUND, serviceAccount("vision", "resnet", undefined)),
      "a whole namespace, where another control speaks": halves(
        `${SETS}/acme-vision.svc.id.goog/namespace/vision`,
        serviceAccount("vision", "resnet", RESNET),
      ),
    },
    fails: {
      "bound to another namespace": halves(BOUND, serviceAccount("search", "resnet", RESNET)),
      "bound to another name": halves(BOUND, serviceAccount("vision", "bert", RESNET)),
      "not bound at all": {
        resource: { google_service_account: { resnet: { account_id: "resnet", project: "acme-vision" } } },
        manifests: [serviceAccount("vision", "resnet", RESNET)],
      },
    },
    undecided: { "a binding that is not known": halves("${var.member}", serviceAccount("vision", "resnet", RESNET)) },
  },
];
