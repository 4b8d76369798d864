import type { Mutation } from "../mutation";
import { added, changed, inNamespace, type Loose } from "./kubernetes-objects";

const NAMESPACE = "kubernetes_namespace_v1";
const PSS = "pod-security.kubernetes.io";

function relabelled(control: string, name: string, change: (labels: Loose) => void): Mutation {
  return changed(control, name, NAMESPACE, ({ metadata }) => change(metadata.labels));
}

function withQuota(control: string, name: string, hard: Loose): Mutation {
  return inNamespace(control, name, (stack) =>
    stack.add("kubernetes_resource_quota_v1", "quota", {
      metadata: { name: "quota", namespace: "vision" },
      spec: { hard },
    }),
  );
}

/** Adds a project of Argo CD in which nothing else is wrong. */
function project(control: string, name: string, breaks: (spec: Loose) => void): Mutation {
  const spec: Loose = {
    sourceRepos: ["https://git.models.example/vision.git"],
    destinations: [{ server: "https://kubernetes.default.svc", namespace: "vision" }],
    namespaceResourceBlacklist: [
      { group: "", kind: "ResourceQuota" },
      { group: "", kind: "LimitRange" },
      { group: "networking.k8s.io", kind: "NetworkPolicy" },
      { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
    ],
  };
  breaks(spec);
  const metadata = { name: "vision", namespace: "argocd" };
  return added(control, name, "kubernetes_manifest", {
    manifest: { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject", metadata, spec },
  });
}

export const KUBERNETES_TENANCY_MUTATIONS: readonly Mutation[] = [
  relabelled("K8S_POD_SECURITY_RESTRICTED", "the namespace enforces the baseline alone", (labels) => {
    labels[`${PSS}/enforce`] = "baseline";
  }),
  relabelled("K8S_POD_SECURITY_PINNED", "the namespace enforces whatever is latest", (labels) => {
    labels[`${PSS}/enforce-version`] = "latest";
  }),
  relabelled("K8S_POD_SECURITY_TOLD", "nobody is warned", (labels) => {
    delete labels[`${PSS}/warn`];
  }),
  relabelled("K8S_NAMESPACE_TIER_LABELLED", "the namespace does not say its tier", (labels) => {
    delete labels["modelkeep/tier"];
  }),
  inNamespace("K8S_NAMESPACE_QUOTA", "the endpoint grows by itself", (stack) =>
    stack.add("kubernetes_horizontal_pod_autoscaler_v2", "autoscaler", {
      metadata: { name: "resnet", namespace: "vision" },
      spec: {
        max_replicas: 100,
        scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "resnet" },
        metric: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } }],
      },
    }),
  ),
  inNamespace("K8S_NAMESPACE_LIMIT_RANGE", "the server has no limit of CPU", (stack) =>
    stack.change("kubernetes_deployment_v1", ({ spec }: Loose) => {
      delete spec.template.spec.container[0].resources.limits.cpu;
    }),
  ),
  withQuota("K8S_QUOTA_COUNTS_GPUS", "a quota counts memory alone", {
    "limits.memory": "64Gi",
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  }),
  withQuota("K8S_QUOTA_FORBIDS_EXPOSURE", "a quota leaves load balancers to the tenant", {
    "requests.nvidia.com/gpu": "4",
    "services.nodeports": "0",
  }),
  changed("K8S_SERVICE_ACCOUNT_NO_TOKEN", "the account hands out its token", "kubernetes_service_account_v1", (it) => {
    it.automount_service_account_token = true;
  }),
  added("K8S_NO_TOKEN_SECRET", "a token that never expires is there", "kubernetes_secret_v1", {
    metadata: {
      name: "resnet-token",
      namespace: "vision",
      annotations: { "kubernetes.io/service-account.name": "resnet" },
    },
    type: "kubernetes.io/service-account-token",
  }),
  added("K8S_NO_GLOBAL_PRIORITY", "a class of priority is everybody's", "kubernetes_priority_class_v1", {
    metadata: { name: "batch" },
    value: 1000,
    global_default: true,
  }),
  added("K8S_STORAGE_CLASS_ENCRYPTED", "volumes are not encrypted", "kubernetes_storage_class_v1", {
    metadata: { name: "models" },
    storage_provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" },
  }),
  added("K8S_STORAGE_CLASS_OWN_KEY", "volumes are encrypted with AWS's key", "kubernetes_storage_class_v1", {
    metadata: { name: "models" },
    storage_provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true" },
  }),
  project("K8S_PROJECT_BOUNDED", "a project of Argo CD deploys from everywhere", (spec) => {
    spec.sourceRepos = ["*"];
  }),
  project("K8S_PROJECT_KEEPS_GUARDRAILS", "a project of Argo CD writes its own quota", (spec) => {
    spec.namespaceResourceBlacklist.shift();
  }),
];
