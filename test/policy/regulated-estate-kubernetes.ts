import type { StackJson } from "./hardened-stacks";

const NAMESPACE = "radiology";
const LABELS = {
  "modelkeep/tier": "production",
  "modelkeep/tenant": "radiology",
  "modelkeep/data-class": "restricted",
};
const NAMED = { ...LABELS, "app.kubernetes.io/name": "consent" };
const ANNOTATIONS = { "modelkeep/owner": "radiology@acme.example" };

/** Asks the patients' registry for consent before a picture is judged; the token of the registry comes from the store. */
const POD = {
  automount_service_account_token: false,
  enable_service_links: false,
  service_account_name: "consent",
  security_context: {
    run_as_non_root: true,
    run_as_user: "10001",
    run_as_group: "10001",
    fs_group: "10001",
    seccomp_profile: { type: "RuntimeDefault" },
  },
  container: [
    {
      name: "consent",
      image:
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/consent@sha256:4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f",
      image_pull_policy: "IfNotPresent",
      port: [{ container_port: 8080, name: "http", protocol: "TCP" }],
      liveness_probe: { http_get: { path: "/healthz", port: "8080" }, period_seconds: 10 },
      readiness_probe: { http_get: { path: "/readyz", port: "8080" }, period_seconds: 10 },
      resources: {
        limits: { cpu: "1", memory: "512Mi", "ephemeral-storage": "1Gi" },
        requests: { cpu: "500m", memory: "512Mi", "ephemeral-storage": "1Gi" },
      },
      security_context: {
        allow_privilege_escalation: false,
        capabilities: { drop: ["ALL"] },
        privileged: false,
        read_only_root_filesystem: true,
        run_as_non_root: true,
        run_as_user: "10001",
        seccomp_profile: { type: "RuntimeDefault" },
      },
      volume_mount: [{ name: "token", mount_path: "/var/run/secrets/registry", read_only: true }],
    },
  ],
  topology_spread_constraint: [
    {
      max_skew: 1,
      topology_key: "topology.kubernetes.io/zone",
      when_unsatisfiable: "ScheduleAnyway",
      label_selector: [{ match_labels: { "app.kubernetes.io/name": "consent" } }],
    },
  ],
  volume: [
    {
      name: "token",
      csi: {
        driver: "secrets-store.csi.k8s.io",
        read_only: true,
        volume_attributes: { secretProviderClass: "registry" },
      },
    },
  ],
};

export const REGULATED_KUBERNETES: StackJson = {
  terraform: {
    required_providers: {
      kubernetes: { source: "registry.terraform.io/hashicorp/kubernetes", version: "2.38.0" },
      helm: { source: "registry.terraform.io/hashicorp/helm", version: "3.0.2" },
    },
    backend: {
      s3: {
        bucket: "acme-terraform-state",
        key: "production/radiology/regulated-kubernetes.tfstate",
        region: "eu-west-1",
        encrypt: true,
        kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
        use_lockfile: true,
      },
    },
  },
  resource: {
    kubernetes_namespace_v1: {
      radiology: {
        metadata: {
          name: NAMESPACE,
          annotations: ANNOTATIONS,
          labels: {
            ...LABELS,
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/audit-version": "v1.33",
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/enforce-version": "v1.33",
            "pod-security.kubernetes.io/warn": "restricted",
            "pod-security.kubernetes.io/warn-version": "v1.33",
          },
        },
      },
    },
    kubernetes_default_service_account_v1: {
      radiology: { automount_service_account_token: false, metadata: { namespace: NAMESPACE } },
    },
    kubernetes_service_account_v1: {
      consent: {
        automount_service_account_token: false,
        metadata: { name: "consent", namespace: NAMESPACE, labels: NAMED, annotations: ANNOTATIONS },
      },
    },
    kubernetes_network_policy_v1: {
      deny: {
        metadata: { name: "default-deny", namespace: NAMESPACE, labels: LABELS },
        spec: { pod_selector: {}, policy_types: ["Ingress", "Egress"] },
      },
    },
    kubernetes_deployment_v1: {
      consent: {
        metadata: { name: "consent", namespace: NAMESPACE, labels: NAMED, annotations: ANNOTATIONS },
        spec: {
          replicas: "2",
          selector: { match_labels: { "app.kubernetes.io/name": "consent" } },
          template: { metadata: { labels: NAMED, annotations: ANNOTATIONS }, spec: POD },
        },
      },
    },
    helm_release: {
      metrics: {
        name: "metrics",
        repository: "oci://charts.acme.example",
        chart: "metrics",
        version: "1.15.0",
        namespace: "metrics",
        verify: true,
        keyring: "keys/charts.gpg",
      },
    },
  },
};
