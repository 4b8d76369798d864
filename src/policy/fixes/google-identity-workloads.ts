import { choose, decide, drop, type Fixes, set } from "./fix";
import { type ExampleResource, example } from "./google-example";

const PROJECT = "acme-vision";

function account(name: string): ExampleResource {
  return ["google_service_account", name, { project: PROJECT, account_id: name, display_name: `Model server ${name}` }];
}

/** The Kubernetes service account that may act as the account. */
function binding(name: string, workload: string): ExampleResource {
  return [
    "google_service_account_iam_member",
    name,
    {
      service_account_id: `projects/${PROJECT}/serviceAccounts/${name}@${PROJECT}.iam.gserviceaccount.com`,
      role: "roles/iam.workloadIdentityUser",
      member: `serviceAccount:${PROJECT}.svc.id.goog[${workload}]`,
    },
  ];
}

const BOUND = example(binding("resnet", "vision/resnet"));

const ANNOTATED = {
  hcl: `resource "kubernetes_service_account_v1" "resnet" {
  metadata {
    name      = "resnet"
    namespace = "vision"
    annotations = {
      "iam.gke.io/gcp-service-account" = "resnet@acme-vision.iam.gserviceaccount.com"
    }
  }

  automount_service_account_token = false
}`,
  cdktf: `import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";

new ServiceAccountV1(this, "resnet", {
  metadata: {
    name: "resnet",
    namespace: "vision",
    annotations: { "iam.gke.io/gcp-service-account": "resnet@acme-vision.iam.gserviceaccount.com" },
  },
  automountServiceAccountToken: false,
});`,
};

/** A cluster in the project that its tier has for itself. */
const PROJECT_OF_TIER = {
  hcl: `resource "google_container_cluster" "staging" {
  name     = "serving"
  project  = "acme-vision-staging"
  location = "europe-west4"

  workload_identity_config {
    workload_pool = "acme-vision-staging.svc.id.goog"
  }

  resource_labels = {
    tier = "staging"
  }
}`,
  cdktf: `import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";

new ContainerCluster(this, "staging", {
  name: "serving",
  project: "acme-vision-staging",
  location: "europe-west4",
  workloadIdentityConfig: { workloadPool: "acme-vision-staging.svc.id.goog" },
  resourceLabels: { tier: "staging" },
});`,
};

export const GOOGLE_IDENTITY_WORKLOADS_FIXES: Fixes = {
  GOOGLE_IAM_NO_SERVICE_ACCOUNT_KEY: [drop()],
  GOOGLE_IAM_NO_WHOLE_POOL: [
    decide("Which Kubernetes service account, or which repository of an outside pool, needs the role.", BOUND),
  ],
  GOOGLE_IAM_WORKLOAD_OWN_ACCOUNT: [
    decide(
      "Which pods need the role: they get a Kubernetes service account of their own, and that one is named.",
      BOUND,
    ),
  ],
  GOOGLE_IAM_WORKLOAD_OWN_NAMESPACE: [
    decide("Which tenant the workload is of: it moves to that namespace, and is named there.", BOUND),
  ],
  GOOGLE_IAM_SERVING_ACCOUNT_OF_ONE_NAMESPACE: [
    decide(
      "Which namespace keeps the account: the others get one each, with roles on their own models.",
      example(account("resnet"), account("bert"), binding("resnet", "vision/resnet"), binding("bert", "search/bert")),
    ),
  ],
  GOOGLE_IAM_WORKLOAD_ANNOTATED: [
    decide("Whether the Kubernetes service account is to act as the account: then it is annotated with it.", ANNOTATED),
  ],
  K8S_GOOGLE_SERVICE_ACCOUNT_BOUND: [
    decide(
      "Which Kubernetes service account acts as the account: the binding names its namespace and its name as they are now.",
      BOUND,
    ),
  ],
  GOOGLE_IAM_POOL_PROVIDER_CONDITION: [
    set(
      "attribute_condition",
      choose(
        "repository or owner, and branch, whose tokens are let in",
        'assertion.repository_owner_id == "123456" && assertion.ref == "refs/heads/main"',
      ),
    ),
  ],
  GOOGLE_IAM_TIERS_DO_NOT_CROSS: [
    decide(
      "Which identity of the tier needs the role: it is made there, and the one of the other tier loses the role.",
      BOUND,
    ),
  ],
  GOOGLE_GKE_POOL_OF_ONE_TIER: [
    decide(
      "In which project each tier has its clusters. The pool is the project's and cannot be chosen: the cluster of one of the tiers " +
        "is made anew in a project of its own.",
      PROJECT_OF_TIER,
    ),
  ],
};
