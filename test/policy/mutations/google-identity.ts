import type { Attributes, BreakableStack, Mutation } from "../mutation";

const CLOUD = "vision-cloud-gke";
const WORKLOAD = "vision-workload-gke";
const PROJECT = "google_project_iam_member";
const ON_ACCOUNT = "google_service_account_iam_member";
const USER = "roles/iam.workloadIdentityUser";
const CI = "serviceAccount:ci@acme-vision.iam.gserviceaccount.com";
const GROUP = "group:ml@acme.example";
const VIT = "vit@acme-vision.iam.gserviceaccount.com";
const SERVING =
  "principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/subject/ns/vision/sa/bert";

function added(control: string, name: string, kind: string, attributes: Attributes): Mutation {
  return { control, name, stack: CLOUD, breaks: (stack) => stack.add(kind, "added", attributes) };
}

/** Somebody has a role in the project. */
function atProject(control: string, name: string, role: string, member: string): Mutation {
  return added(control, name, PROJECT, { project: "acme-vision", role, member });
}

/** Somebody may act as an account that is made elsewhere. */
function asAccount(control: string, name: string, member: string): Mutation {
  return added(control, name, ON_ACCOUNT, {
    service_account_id: "projects/acme-vision/serviceAccounts/ci@acme-vision.iam.gserviceaccount.com",
    role: USER,
    member,
  });
}

/** An account that pods act as, with its one binding. */
function withAccount(stack: BreakableStack): string {
  stack.add(ON_ACCOUNT, "vit", {
    service_account_id: "${google_service_account.vit.name}",
    role: USER,
    member: "serviceAccount:acme-vision.svc.id.goog[vision/vit]",
  });
  return stack.add("google_service_account", "vit", { account_id: "vit", project: "acme-vision" });
}

function kubernetesAccount(stack: BreakableStack, name: string, annotations: Attributes): string {
  return stack.add("kubernetes_service_account_v1", name, {
    metadata: { name, namespace: "vision", annotations },
    automount_service_account_token: false,
  });
}

/** The cluster of the stack once more, in a lower tier, with what it refers to spelled out. */
function stagingCluster(stack: BreakableStack): string {
  const [, cluster] = stack.first("google_container_cluster");
  const spelled = JSON.parse(
    JSON.stringify(cluster).replaceAll(
      /\$\{google_kms_crypto_key[^}]*\}/g,
      "projects/acme-vision/locations/europe-west4/keyRings/staging/cryptoKeys/cluster",
    ),
  ) as Attributes;
  const { depends_on, ...rest } = spelled;
  const labels = { ...(rest.resource_labels as Attributes), tier: "staging" };
  return stack.add("google_container_cluster", "staging", { ...rest, name: "staging", resource_labels: labels });
}

export const GOOGLE_IDENTITY_MUTATIONS: readonly Mutation[] = [
  atProject("GOOGLE_IAM_NO_PUBLIC_MEMBER", "the world writes logs", "roles/logging.logWriter", "allUsers"),
  added("GOOGLE_IAM_WEB_CALLED_BY_NAME", "the world calls a web page", "google_cloud_run_v2_service_iam_member", {
    name: "storefront",
    location: "europe-west4",
    role: "roles/run.invoker",
    member: "allUsers",
  }),
  atProject("GOOGLE_IAM_NO_BASIC_ROLE", "a group views the project", "roles/viewer", GROUP),
  atProject("GOOGLE_IAM_NO_ADMIN_SERVICE_ACCOUNT", "a pipeline administers machines", "roles/compute.admin", CI),
  atProject(
    "GOOGLE_IAM_NO_PROJECT_IMPERSONATION",
    "a group may be every service account",
    "roles/iam.serviceAccountTokenCreator",
    GROUP,
  ),
  atProject(
    "GOOGLE_IAM_SERVING_GRANTS_SCOPED",
    "a model server reads every bucket",
    "roles/storage.objectViewer",
    SERVING,
  ),
  added("GOOGLE_IAM_NOT_AUTHORITATIVE", "a role is taken from everybody else", "google_project_iam_binding", {
    project: "acme-vision",
    role: "roles/logging.viewer",
    members: [GROUP],
  }),
  atProject(
    "GOOGLE_IAM_NO_DEFAULT_SERVICE_ACCOUNT",
    "every machine writes logs",
    "roles/logging.logWriter",
    "serviceAccount:123456789-compute@developer.gserviceaccount.com",
  ),
  atProject(
    "GOOGLE_IAM_NO_PERSONAL_ACCOUNT",
    "a personal account reads logs",
    "roles/logging.viewer",
    "user:somebody@gmail.com",
  ),
  atProject("GOOGLE_IAM_NO_SINGLE_USER", "one person reads logs", "roles/logging.viewer", "user:a@acme.example"),
  {
    control: "GOOGLE_IAM_SERVING_ACCOUNT_ONE_WAY",
    name: "a pipeline mints tokens of a model server",
    stack: "everything-google",
    breaks: (stack) => {
      const [name] = stack.first("google_service_account_iam_member");
      const bound = stack.json.resource[ON_ACCOUNT]?.[name] as Attributes;
      return stack.add(ON_ACCOUNT, "added", {
        service_account_id: bound.service_account_id,
        role: "roles/iam.serviceAccountTokenCreator",
        member: CI,
      });
    },
  },
  added("GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY", "a pipeline has a key", "google_service_account_key", {
    service_account_id: "projects/acme-vision/serviceAccounts/ci@acme-vision.iam.gserviceaccount.com",
  }),
  asAccount(
    "GOOGLE_IAM_NO_WHOLE_POOL",
    "every pod of the project may be the pipeline",
    "principalSet://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-vision.svc.id.goog/*",
  ),
  asAccount(
    "GOOGLE_IAM_WORKLOAD_OWN_ACCOUNT",
    "pods without an account of their own may be the pipeline",
    "serviceAccount:acme-vision.svc.id.goog[vision/default]",
  ),
  asAccount(
    "GOOGLE_IAM_WORKLOAD_OWN_NAMESPACE",
    "pods of the namespace default may be the pipeline",
    "serviceAccount:acme-vision.svc.id.goog[default/runner]",
  ),
  {
    control: "GOOGLE_IAM_SERVING_ACCOUNT_OF_ONE_NAMESPACE",
    name: "pods of two tenants are one account",
    stack: CLOUD,
    breaks: (stack) => {
      stack.add("google_service_account_iam_member", "search", {
        service_account_id: "${google_service_account.vit.name}",
        role: USER,
        member: "serviceAccount:acme-vision.svc.id.goog[search/vit]",
      });
      return withAccount(stack);
    },
  },
  {
    control: "GOOGLE_IAM_WORKLOAD_ANNOTATED",
    name: "a binding waits for a service account that has forgotten it",
    stack: WORKLOAD,
    breaks: (stack) => {
      withAccount(stack);
      kubernetesAccount(stack, "vit", {});
      return `${ON_ACCOUNT}.vit`;
    },
  },
  {
    control: "K8S_GOOGLE_SERVICE_ACCOUNT_BOUND",
    name: "the binding names the service account of old",
    stack: WORKLOAD,
    breaks: (stack) => {
      withAccount(stack);
      return kubernetesAccount(stack, "vit-large", { "iam.gke.io/gcp-service-account": VIT });
    },
  },
  added(
    "GOOGLE_IAM_POOL_PROVIDER_CONDITION",
    "any repository of the world may be the pipeline",
    "google_iam_workload_identity_pool_provider",
    {
      workload_identity_pool_id: "ci",
      workload_identity_pool_provider_id: "github",
      attribute_mapping: { "google.subject": "assertion.sub" },
      oidc: { issuer_uri: "https://token.actions.githubusercontent.com" },
    },
  ),
  {
    control: "GOOGLE_IAM_TIERS_DO_NOT_CROSS",
    name: "staging reads the weights of production",
    stack: "everything-google",
    breaks: (stack) => {
      const [name] = stack.first("google_service_account_iam_member");
      const bound = stack.json.resource[ON_ACCOUNT]?.[name] as Attributes;
      const account = String(bound.service_account_id).replace(/\.(?:name|id)\}$/, ".email}");
      return stack.add("google_storage_bucket_iam_member", "added", {
        bucket: "acme-vision-models",
        role: "roles/storage.objectViewer",
        member: `serviceAccount:${account}`,
        condition: {
          title: "resnet",
          expression: 'resource.name.startsWith("projects/_/buckets/acme-vision-models/objects/resnet/")',
        },
      });
    },
  },
  {
    control: "GOOGLE_GKE_POOL_OF_ONE_TIER",
    name: "staging has the identities of production",
    stack: CLOUD,
    breaks: stagingCluster,
  },
  added("GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED", "a project keeps its Editors", "google_project", {
    name: "search",
    project_id: "acme-search",
    org_id: "123456789",
    auto_create_network: false,
  }),
  added(
    "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED",
    "default accounts are deleted",
    "google_project_default_service_accounts",
    { project: "acme-vision", action: "DELETE" },
  ),
  added("GOOGLE_ORG_POLICY_ENFORCED", "keys of service accounts may be made again", "google_org_policy_policy", {
    name: "projects/acme-vision/policies/iam.disableServiceAccountKeyCreation",
    parent: "projects/acme-vision",
    spec: { rules: [{ enforce: "FALSE" }] },
  }),
];
