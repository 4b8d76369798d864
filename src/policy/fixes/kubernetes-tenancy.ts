import { add, choose, decide, drop, type Fixes, include, ofSubject, set } from "./fix";

const PSS = "pod-security.kubernetes.io";

/** An object of the namespace that was found. */
function within(name: string): { readonly name: string; readonly namespace: ReturnType<typeof ofSubject> } {
  return { name, namespace: ofSubject("metadata.name") };
}

export const KUBERNETES_TENANCY_FIXES: Fixes = {
  K8S_POD_SECURITY_RESTRICTED: [set(`metadata.labels["${PSS}/enforce"]`, "restricted")],
  K8S_POD_SECURITY_PINNED: [
    set(`metadata.labels["${PSS}/enforce-version"]`, choose("minor version of the cluster", "v1.33")),
  ],
  K8S_POD_SECURITY_TOLD: [
    set(`metadata.labels["${PSS}/warn"]`, "restricted"),
    set(`metadata.labels["${PSS}/audit"]`, "restricted"),
  ],
  K8S_NAMESPACE_TIER_LABELLED: [set('metadata.labels["tier"]', choose("tier: dev, staging or prod", "prod"))],
  K8S_NAMESPACE_QUOTA: [
    add("v1 ResourceQuota", "tenant", {
      metadata: within("tenant"),
      spec: {
        hard: {
          "requests.cpu": choose("CPUs of the tenant", "32"),
          "requests.memory": choose("memory of the tenant", "128Gi"),
          "limits.cpu": choose("CPUs of the tenant at most", "64"),
          "limits.memory": choose("memory of the tenant at most", "128Gi"),
          "requests.nvidia.com/gpu": choose("GPUs of the tenant", "4"),
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    }),
  ],
  K8S_NAMESPACE_LIMIT_RANGE: [
    add("v1 LimitRange", "containers", {
      metadata: within("containers"),
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: choose("CPUs of a container that says none", "2"), memory: choose("its memory", "4Gi") },
            defaultRequest: {
              cpu: choose("CPUs that it asks for", "500m"),
              memory: choose("memory that it asks for", "4Gi"),
            },
            max: { cpu: choose("CPUs of any container at most", "32"), memory: choose("memory at most", "128Gi") },
          },
        ],
      },
    }),
  ],
  // Quotas of a namespace hold together: the one that is there stays as it is.
  K8S_QUOTA_COUNTS_GPUS: [
    add("v1 ResourceQuota", "gpus", {
      metadata: within("gpus"),
      spec: { hard: { "requests.nvidia.com/gpu": choose("GPUs of the tenant", "4") } },
    }),
  ],
  K8S_QUOTA_FORBIDS_EXPOSURE: [
    add("v1 ResourceQuota", "exposure", {
      metadata: within("exposure"),
      spec: { hard: { "services.loadbalancers": "0", "services.nodeports": "0" } },
    }),
  ],
  K8S_SERVICE_ACCOUNT_NO_TOKEN: [set("automountServiceAccountToken", false)],
  // Nothing makes such a token safe: pods get projected ones, people those of kubectl create token.
  K8S_NO_TOKEN_SECRET: [drop()],
  K8S_NO_GLOBAL_PRIORITY: [set("globalDefault", false)],
  K8S_STORAGE_CLASS_ENCRYPTED: [set('parameters["encrypted"]', "true")],
  K8S_STORAGE_CLASS_OWN_KEY: [
    decide("which key encrypts the volumes; classes cannot be changed, so volumes move to a new one", {
      hcl: `# EBS
resource "kubernetes_storage_class_v1" "models" {
  metadata {
    name = "models"
  }
  storage_provisioner = "ebs.csi.aws.com"
  volume_binding_mode = "WaitForFirstConsumer"
  parameters = {
    type      = "gp3"
    encrypted = "true"
    kmsKeyId  = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

# Persistent disks of Google Cloud
resource "kubernetes_storage_class_v1" "models_pd" {
  metadata {
    name = "models"
  }
  storage_provisioner = "pd.csi.storage.gke.io"
  volume_binding_mode = "WaitForFirstConsumer"
  parameters = {
    type                    = "pd-balanced"
    disk-encryption-kms-key = "projects/acme-vision/locations/europe-west4/keyRings/serving/cryptoKeys/models"
  }
}`,
      cdktf: `import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";

// EBS
new StorageClassV1(this, "Models", {
  metadata: { name: "models" },
  storageProvisioner: "ebs.csi.aws.com",
  volumeBindingMode: "WaitForFirstConsumer",
  parameters: {
    type: "gp3",
    encrypted: "true",
    kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  },
});

// Persistent disks of Google Cloud
new StorageClassV1(this, "ModelsPd", {
  metadata: { name: "models" },
  storageProvisioner: "pd.csi.storage.gke.io",
  volumeBindingMode: "WaitForFirstConsumer",
  parameters: {
    type: "pd-balanced",
    "disk-encryption-kms-key": "projects/acme-vision/locations/europe-west4/keyRings/serving/cryptoKeys/models",
  },
});`,
    }),
  ],
  K8S_PROJECT_BOUNDED: [
    set("spec.sourceRepos", [choose("repository of the tenant", "https://git.example.com/vision/models.git")]),
    set("spec.destinations", [
      {
        server: choose("the one cluster of the tenant", "https://kubernetes.default.svc"),
        namespace: choose("the namespace of the tenant", "vision"),
      },
    ]),
    set("spec.clusterResourceWhitelist", []),
  ],
  K8S_PROJECT_KEEPS_GUARDRAILS: [
    include(
      "spec.namespaceResourceBlacklist",
      { group: "", kind: "ResourceQuota" },
      { group: "", kind: "LimitRange" },
      { group: "networking.k8s.io", kind: "NetworkPolicy" },
      { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
    ),
  ],
};
