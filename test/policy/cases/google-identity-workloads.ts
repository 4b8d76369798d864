import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { beside, binding, iam, POOL, SERVING, servingAccount } from "./google-iam";

const ON_ACCOUNT = "google_service_account";
const USER = "roles/iam.workloadIdentityUser";
const ISSUER = "https://token.actions.githubusercontent.com";
const SETS = POOL.replace("principal://", "principalSet://");

function one(kind: string, attributes: object): EstateSource {
  return { resource: { [kind]: { it: attributes } } };
}

function provider(attributes: object): EstateSource {
  return one("google_iam_workload_identity_pool_provider", {
    workload_identity_pool_id: "ci",
    workload_identity_pool_provider_id: "github",
    ...attributes,
  });
}

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

function clusters(first: object, second: object): EstateSource {
  return { resource: { google_container_cluster: { a: { name: "a", ...first }, b: { name: "b", ...second } } } };
}

function pooled(tier: string, pool: string): object {
  return { resource_labels: { tier }, workload_identity_config: { workload_pool: pool } };
}

const RESNET_MEMBER = `serviceAccount:${RESNET}`;

/** A bucket of a tier, somebody with a role on it, and the cluster that has the pool, of some tier. */
function tiered(tier: string, member: string, clusterTier?: string): EstateSource {
  const clusters: EstateSource["resource"] =
    clusterTier === undefined
      ? {}
      : { google_container_cluster: { it: { name: "c", ...pooled(clusterTier, "acme-vision.svc.id.goog") } } };
  return {
    resource: {
      google_storage_bucket: { it: { name: "weights", labels: { tier } } },
      google_storage_bucket_iam_member: {
        it: { bucket: "${google_storage_bucket.it.name}", role: "roles/storage.objectViewer", member },
      },
      ...clusters,
    },
  };
}

/** An account that a stack of some tier makes, with a role on a bucket of another stack. */
function stacked(stackTier: string | undefined, tier: string): EstateSource {
  const metadata = stackTier === undefined ? {} : { modelkeep: { tier: stackTier } };
  return {
    "//": { metadata },
    resource: {
      google_service_account: { resnet: { account_id: "resnet", project: "acme-vision" } },
      google_storage_bucket_iam_member: {
        it: { bucket: "weights", role: "roles/storage.objectViewer", member: RESNET_MEMBER },
      },
    },
    also: [{ name: "models", resource: { google_storage_bucket: { it: { name: "weights", labels: { tier } } } } }],
  };
}

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
    undecided: { "not known": iam(ON_ACCOUNT, USER, "${var.member}") },
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
  {
    control: "GOOGLE_IAM_POOL_PROVIDER_CONDITION",
    holds: {
      "a repository": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: 'assertion.repository == "acme/models"',
      }),
      "an owner": provider({
        oidc: [{ issuer_uri: ISSUER }],
        attribute_condition: 'assertion.repository_owner_id == "123456"',
      }),
      "a project of GitLab": provider({
        oidc: { issuer_uri: "https://gitlab.com" },
        attribute_condition: 'assertion.namespace_id == "42"',
      }),
      "one account of AWS": provider({ aws: { account_id: "111122223333" } }),
      "one that is off": provider({ oidc: { issuer_uri: ISSUER }, disabled: true }),
    },
    fails: {
      none: provider({ oidc: { issuer_uri: ISSUER } }),
      "an empty one": provider({ oidc: { issuer_uri: ISSUER }, attribute_condition: "" }),
      "one that is always true": provider({ oidc: { issuer_uri: "https://gitlab.com" }, attribute_condition: "true" }),
      "one on the branch alone": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: 'assertion.ref == "refs/heads/main"',
      }),
    },
    undecided: { "not known": provider({ oidc: { issuer_uri: ISSUER }, attribute_condition: "${var.c}" }) },
  },
  {
    control: "GOOGLE_IAM_TIERS_DO_NOT_CROSS",
    holds: {
      "one tier": tiered("prod", SERVING, "prod"),
      "a bucket without a tier": iam("google_storage_bucket", "roles/storage.objectViewer", SERVING),
      "a cluster that is not of the estate": tiered("prod", SERVING),
      "an account of a stack of its tier": stacked("production", "prod"),
      "an account of a stack that says no tier": stacked(undefined, "prod"),
    },
    fails: {
      "a workload of a cluster of another tier": tiered("prod", SERVING, "staging"),
      "an account whose pods are of a cluster of another tier": beside(
        tiered("prod", RESNET_MEMBER, "staging"),
        servingAccount(),
      ),
      "an account of a stack of another tier": stacked("staging", "prod"),
    },
  },
  {
    control: "GOOGLE_GKE_POOL_OF_ONE_TIER",
    holds: {
      "pools of their own": clusters(
        pooled("prod", "acme-prod.svc.id.goog"),
        pooled("staging", "acme-staging.svc.id.goog"),
      ),
      "clusters of one tier": clusters(pooled("prod", "acme.svc.id.goog"), pooled("prod", "acme.svc.id.goog")),
      "no tiers": clusters(
        { workload_identity_config: { workload_pool: "p" } },
        { workload_identity_config: { workload_pool: "p" } },
      ),
    },
    fails: {
      "one pool for staging and production": clusters(
        pooled("prod", "acme.svc.id.goog"),
        pooled("staging", "acme.svc.id.goog"),
      ),
      "one pool that is not known yet": clusters(
        pooled("prod", "${var.p}.svc.id.goog"),
        pooled("dev", "${var.p}.svc.id.goog"),
      ),
      "one pool in two stacks": {
        resource: { google_container_cluster: { a: { name: "a", ...pooled("prod", "acme.svc.id.goog") } } },
        also: [
          {
            name: "staging",
            resource: { google_container_cluster: { b: { name: "b", ...pooled("staging", "acme.svc.id.goog") } } },
          },
        ],
      },
    },
  },
  {
    control: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED",
    holds: {
      "taken away": {
        resource: {
          google_project: { it: { name: "p", project_id: "acme-vision" } },
          google_project_default_service_accounts: {
            it: { project: "${google_project.it.project_id}", action: "DISABLE" },
          },
        },
      },
      "taken away by name": {
        resource: {
          google_project: { it: { name: "p", project_id: "acme-vision" } },
          google_project_default_service_accounts: { it: { project: "acme-vision", action: "DEPRIVILEGE" } },
        },
      },
    },
    fails: { none: one("google_project", { name: "p", project_id: "acme-vision" }) },
  },
  {
    control: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED",
    holds: { disabled: one("google_project_default_service_accounts", { project: "p", action: "DISABLE" }) },
    fails: { deleted: one("google_project_default_service_accounts", { project: "p", action: "DELETE" }) },
    undecided: { "not known": one("google_project_default_service_accounts", { project: "p", action: "${var.a}" }) },
  },
  {
    control: "GOOGLE_ORG_POLICY_ENFORCED",
    holds: {
      enforced: one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "TRUE" }] },
      }),
      "the old kind": one("google_project_organization_policy", {
        project: "acme",
        constraint: "constraints/iam.disableServiceAccountKeyCreation",
        boolean_policy: { enforced: true },
      }),
      "another constraint": one("google_org_policy_policy", {
        name: "projects/acme/policies/compute.requireOsLogin",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "FALSE" }] },
      }),
    },
    fails: {
      "switched off": one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "FALSE" }] },
      }),
      "put back to the default": one("google_org_policy_policy", {
        name: "${var.parent}/policies/storage.publicAccessPrevention",
        parent: "${var.parent}",
        spec: { reset: true },
      }),
      "the old kind": one("google_project_organization_policy", {
        project: "acme",
        constraint: "storage.uniformBucketLevelAccess",
        boolean_policy: { enforced: false },
      }),
    },
    undecided: {
      "not known": one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "${var.e}" }] },
      }),
    },
  },
];
