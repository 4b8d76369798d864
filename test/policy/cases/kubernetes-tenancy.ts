import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, deployment, inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

const PSS = "pod-security.kubernetes.io";

/** A namespace with a model server, its labels changed, and other objects. */
function tenant(change: (labels: Loose) => void, ...others: readonly Loose[]): EstateSource {
  const labels = {
    [`${PSS}/enforce`]: "restricted",
    [`${PSS}/enforce-version`]: "v1.33",
    [`${PSS}/warn`]: "restricted",
    [`${PSS}/audit`]: "restricted",
    tier: "prod",
  };
  change(labels);
  const namespace = cluster("v1", "Namespace", {});
  namespace.metadata.labels = labels;
  return of(namespace, ...(others.length === 0 ? [deployment()] : others));
}

const nothing = (): void => {};
const unbounded = deployment((_, server) => delete server.resources.limits.memory);
const autoscaler = namespaced("autoscaling/v2", "HorizontalPodAutoscaler", { spec: { maxReplicas: 9 } });

function quota(hard: Loose, name = "quota"): Loose {
  return namespaced("v1", "ResourceQuota", { spec: { hard } }, name);
}

function storageClass(parameters?: Loose, provisioner = "ebs.csi.aws.com"): Loose {
  return cluster("storage.k8s.io/v1", "StorageClass", {
    provisioner,
    ...(parameters === undefined ? {} : { parameters }),
  });
}

function project(spec: Loose): Loose {
  return namespaced("argoproj.io/v1alpha1", "AppProject", {
    spec: {
      sourceRepos: ["https://git.models.example/vision.git"],
      destinations: [{ server: "https://kubernetes.default.svc", namespace: "vision" }],
      ...spec,
    },
  });
}

/** A namespace with a model server, and a label that is known after apply. */
function unknownLabel(name: string): EstateSource {
  const [namespace] = tenant((labels) => (labels[name] = "$" + "{var.label}")).manifests as Loose[];
  return inTerraform(namespace, deployment());
}

/** A namespace with a model server, and a quota of which something is known after apply. */
function unknownQuota(hard: Loose): EstateSource {
  return inTerraform(cluster("v1", "Namespace", {}), deployment(), quota(hard));
}

function unknownLimits(): Loose {
  return deployment((_, server) => (server.resources.limits = "$" + "{var.limits}"));
}

const GUARDRAILS = [
  { group: "", kind: "ResourceQuota" },
  { group: "", kind: "LimitRange" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
];

export const KUBERNETES_TENANCY_CASES: readonly ControlCases[] = [
  {
    control: "K8S_POD_SECURITY_RESTRICTED",
    holds: { "it is enforced": tenant(nothing) },
    fails: {
      "the baseline is": tenant((labels) => (labels[`${PSS}/enforce`] = "baseline")),
      "nothing is": of(cluster("v1", "Namespace", {}), deployment()),
    },
    undecided: { "by a variable": unknownLabel(`${PSS}/enforce`) },
  },
  {
    control: "K8S_POD_SECURITY_PINNED",
    holds: { "a version": tenant(nothing) },
    fails: {
      "the latest": tenant((labels) => (labels[`${PSS}/enforce-version`] = "latest")),
      "none, which is the latest": tenant((labels) => delete labels[`${PSS}/enforce-version`]),
    },
    undecided: { "by a variable": unknownLabel(`${PSS}/enforce-version`) },
  },
  {
    control: "K8S_POD_SECURITY_TOLD",
    holds: { both: tenant(nothing) },
    fails: { "no warning": tenant((labels) => delete labels[`${PSS}/warn`]) },
    undecided: { "by a variable": unknownLabel(`${PSS}/warn`) },
  },
  {
    control: "K8S_NAMESPACE_TIER_LABELLED",
    holds: {
      "a tier": tenant(nothing),
      "an environment, with a prefix": tenant((labels) => {
        delete labels.tier;
        labels["acme.example/environment"] = "prod";
      }),
    },
    fails: { none: tenant((labels) => delete labels.tier) },
    undecided: {
      "by a variable": inTerraform(
        { ...cluster("v1", "Namespace", {}), metadata: { name: "vision", labels: "$" + "{var.labels}" } },
        deployment(),
      ),
    },
  },
  {
    control: "K8S_NAMESPACE_QUOTA",
    holds: {
      "its containers bound themselves": tenant(nothing),
      "a quota": tenant(nothing, unbounded, quota({ "limits.memory": "64Gi" })),
    },
    fails: {
      "a container without a limit": tenant(nothing, unbounded),
      "replicas that grow": tenant(nothing, deployment(), autoscaler),
    },
    undecided: { "limits by a variable": inTerraform(cluster("v1", "Namespace", {}), unknownLimits()) },
  },
  {
    control: "K8S_NAMESPACE_LIMIT_RANGE",
    holds: {
      "its containers have limits": tenant(nothing),
      "a limit range": tenant(nothing, unbounded, namespaced("v1", "LimitRange", { spec: { limits: [] } })),
    },
    fails: {
      "a container without a limit": tenant(nothing, unbounded),
      "a container without a limit of CPU": tenant(
        nothing,
        deployment((_, server) => delete server.resources.limits.cpu),
      ),
    },
    undecided: { "limits by a variable": inTerraform(cluster("v1", "Namespace", {}), unknownLimits()) },
  },
  {
    control: "K8S_QUOTA_COUNTS_GPUS",
    holds: {
      "GPUs are counted": tenant(nothing, deployment(), quota({ "requests.nvidia.com/gpu": "4" })),
      "by another quota": tenant(
        nothing,
        deployment(),
        quota({ "limits.memory": "64Gi" }),
        quota({ "requests.nvidia.com/gpu": 4 }, "gpus"),
      ),
    },
    fails: { "they are not": tenant(nothing, deployment(), quota({ "limits.memory": "64Gi" })) },
    undecided: { "by a variable": unknownQuota("$" + "{var.hard}") },
  },
  {
    control: "K8S_QUOTA_FORBIDS_EXPOSURE",
    holds: {
      "none of either": tenant(
        nothing,
        deployment(),
        quota({ "services.loadbalancers": "0", "services.nodeports": 0 }),
      ),
    },
    fails: {
      "two load balancers": tenant(
        nothing,
        deployment(),
        quota({ "services.loadbalancers": "2", "services.nodeports": "0" }),
      ),
      "nothing is said": tenant(nothing, deployment(), quota({ "limits.memory": "64Gi" })),
    },
    undecided: {
      "by a variable": unknownQuota({ "services.loadbalancers": "$" + "{var.balancers}", "services.nodeports": "0" }),
    },
  },
  {
    control: "K8S_SERVICE_ACCOUNT_NO_TOKEN",
    holds: {
      "no token": of(namespaced("v1", "ServiceAccount", { automountServiceAccountToken: false })),
      "the provider's block": {
        resource: {
          kubernetes_service_account_v1: {
            resnet: { metadata: { name: "resnet", namespace: "vision" }, automount_service_account_token: "false" },
          },
        },
      },
    },
    fails: {
      "nothing is said": of(namespaced("v1", "ServiceAccount", {})),
      "nothing is said in Terraform": {
        resource: { kubernetes_service_account_v1: { resnet: { metadata: { name: "resnet", namespace: "vision" } } } },
      },
    },
    undecided: {
      "by a variable": inTerraform(
        namespaced("v1", "ServiceAccount", { automountServiceAccountToken: "$" + "{var.token}" }),
      ),
    },
  },
  {
    control: "K8S_NO_TOKEN_SECRET",
    holds: {
      "another type": of(namespaced("v1", "Secret", { type: "Opaque" })),
      "no type": of(namespaced("v1", "Secret", {})),
    },
    fails: { "a token": of(namespaced("v1", "Secret", { type: "kubernetes.io/service-account-token" })) },
    undecided: { "by a variable": inTerraform(namespaced("v1", "Secret", { type: "$" + "{var.type}" })) },
  },
  {
    control: "K8S_NO_GLOBAL_PRIORITY",
    holds: { "a class of its own": of(cluster("scheduling.k8s.io/v1", "PriorityClass", { value: 1000 })) },
    fails: {
      "everybody's": of(cluster("scheduling.k8s.io/v1", "PriorityClass", { value: 1000, globalDefault: true })),
    },
    undecided: {
      "by a variable": inTerraform(
        cluster("scheduling.k8s.io/v1", "PriorityClass", { globalDefault: "$" + "{var.everybody}" }),
      ),
    },
  },
  {
    control: "K8S_STORAGE_CLASS_ENCRYPTED",
    holds: {
      "it is encrypted": of(storageClass({ encrypted: "true" })),
      "in Terraform": {
        resource: {
          kubernetes_storage_class_v1: {
            gp3: { metadata: { name: "gp3" }, storage_provisioner: "ebs.csi.aws.com", parameters: { encrypted: true } },
          },
        },
      },
      "of files": of(storageClass({}, "efs.csi.aws.com"), storageClass({ encrypted: "true" })),
    },
    fails: { "nothing is said": of(storageClass()), "it is not": of(storageClass({ encrypted: "false" })) },
    undecided: { "by a variable": inTerraform(storageClass({ encrypted: "$" + "{var.encrypted}" })) },
  },
  {
    control: "K8S_STORAGE_CLASS_OWN_KEY",
    holds: {
      "a key on AWS": of(storageClass({ kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" })),
      "a key that is made with it": inTerraform(storageClass({ kmsKeyId: "$" + "{aws_kms_key.models.arn}" })),
      "a key on Google Cloud": of(
        storageClass(
          { "disk-encryption-kms-key": "projects/p/locations/l/keyRings/r/cryptoKeys/k" },
          "pd.csi.storage.gke.io",
        ),
      ),
    },
    fails: { none: of(storageClass({ encrypted: "true" })) },
    undecided: { "a provisioner by a variable": inTerraform(storageClass({}, "$" + "{var.provisioner}")) },
  },
  {
    control: "K8S_PROJECT_BOUNDED",
    holds: { "one repository, one namespace": of(project({})) },
    fails: {
      "every repository": of(project({ sourceRepos: ["*"] })),
      "every namespace": of(project({ destinations: [{ server: "https://kubernetes.default.svc", namespace: "*" }] })),
      "every namespace, as a pattern": of(
        project({ destinations: [{ server: "https://kubernetes.default.svc", namespace: "**" }] }),
      ),
      "every cluster by its name": of(project({ destinations: [{ name: "*", namespace: "vision" }] })),
      "kinds of the cluster": of(project({ clusterResourceWhitelist: [{ group: "*", kind: "*" }] })),
    },
    undecided: { "by a variable": inTerraform(project({ sourceRepos: "$" + "{var.repositories}" })) },
  },
  {
    control: "K8S_PROJECT_KEEPS_GUARDRAILS",
    holds: {
      "they are withheld": of(project({ namespaceResourceBlacklist: GUARDRAILS })),
      "all kinds of their groups are withheld": of(
        project({
          namespaceResourceBlacklist: [
            { group: "*", kind: "NetworkPolicy" },
            { group: "rbac.authorization.k8s.io", kind: "*" },
            { group: "", kind: "ResourceQuota" },
            { kind: "LimitRange" },
          ],
        }),
      ),
      "what may be written is listed": of(
        project({ namespaceResourceWhitelist: [{ group: "apps", kind: "Deployment" }] }),
      ),
      "the project that Argo CD makes": of(
        { ...project({}), metadata: { name: "default" } },
        project({ namespaceResourceBlacklist: GUARDRAILS }),
      ),
    },
    fails: {
      "nothing is said": of(project({})),
      "policies of the network are left out": of(
        project({ namespaceResourceBlacklist: GUARDRAILS.filter(({ kind }) => kind !== "NetworkPolicy") }),
      ),
      "a group of that name is another": of(
        project({
          namespaceResourceBlacklist: GUARDRAILS.map(({ kind }) => ({ group: "example.com", kind })),
        }),
      ),
    },
    undecided: {
      "what is withheld is known after apply": inTerraform(
        project({ namespaceResourceBlacklist: "$" + "{var.withheld}" }),
      ),
    },
  },
];
