/** A Kubernetes kind that a Terraform type becomes. */
export interface LiftedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Kubernetes kind of each liftable Terraform type.
 *
 * Types without a version in their name still speak to APIs that Kubernetes has removed (`batch/v1beta1`, `policy/v1beta1`,
 * `networking.k8s.io/v1beta1`, `autoscaling/v2beta2`). They are lifted to the version that replaced them, which is what the API server
 * stores, so that a control written for the current kind judges them too.
 */
export const LIFTED_KINDS: Readonly<Record<string, LiftedKind>> = {
  ...both("kubernetes_api_service", "apiregistration.k8s.io/v1", "APIService"),
  ...both("kubernetes_certificate_signing_request", "certificates.k8s.io/v1", "CertificateSigningRequest"),
  ...both("kubernetes_cluster_role", "rbac.authorization.k8s.io/v1", "ClusterRole"),
  ...both("kubernetes_cluster_role_binding", "rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
  ...both("kubernetes_config_map", "v1", "ConfigMap"),
  ...both("kubernetes_cron_job", "batch/v1", "CronJob"),
  ...both("kubernetes_csi_driver", "storage.k8s.io/v1", "CSIDriver"),
  kubernetes_daemonset: { apiVersion: "apps/v1", kind: "DaemonSet" },
  kubernetes_daemon_set_v1: { apiVersion: "apps/v1", kind: "DaemonSet" },
  ...both("kubernetes_default_service_account", "v1", "ServiceAccount"),
  ...both("kubernetes_deployment", "apps/v1", "Deployment"),
  kubernetes_endpoint_slice_v1: { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  ...both("kubernetes_endpoints", "v1", "Endpoints"),
  kubernetes_horizontal_pod_autoscaler: { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
  kubernetes_horizontal_pod_autoscaler_v1: { apiVersion: "autoscaling/v1", kind: "HorizontalPodAutoscaler" },
  kubernetes_horizontal_pod_autoscaler_v2: { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
  kubernetes_horizontal_pod_autoscaler_v2beta2: { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
  ...both("kubernetes_ingress", "networking.k8s.io/v1", "Ingress"),
  ...both("kubernetes_ingress_class", "networking.k8s.io/v1", "IngressClass"),
  ...both("kubernetes_job", "batch/v1", "Job"),
  ...both("kubernetes_limit_range", "v1", "LimitRange"),
  ...both(
    "kubernetes_mutating_webhook_configuration",
    "admissionregistration.k8s.io/v1",
    "MutatingWebhookConfiguration",
  ),
  ...both("kubernetes_namespace", "v1", "Namespace"),
  ...both("kubernetes_network_policy", "networking.k8s.io/v1", "NetworkPolicy"),
  ...both("kubernetes_persistent_volume", "v1", "PersistentVolume"),
  ...both("kubernetes_persistent_volume_claim", "v1", "PersistentVolumeClaim"),
  ...both("kubernetes_pod", "v1", "Pod"),
  ...both("kubernetes_pod_disruption_budget", "policy/v1", "PodDisruptionBudget"),
  ...both("kubernetes_priority_class", "scheduling.k8s.io/v1", "PriorityClass"),
  ...both("kubernetes_replication_controller", "v1", "ReplicationController"),
  ...both("kubernetes_resource_quota", "v1", "ResourceQuota"),
  ...both("kubernetes_role", "rbac.authorization.k8s.io/v1", "Role"),
  ...both("kubernetes_role_binding", "rbac.authorization.k8s.io/v1", "RoleBinding"),
  kubernetes_runtime_class_v1: { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass" },
  ...both("kubernetes_secret", "v1", "Secret"),
  ...both("kubernetes_service", "v1", "Service"),
  ...both("kubernetes_service_account", "v1", "ServiceAccount"),
  ...both("kubernetes_stateful_set", "apps/v1", "StatefulSet"),
  ...both("kubernetes_storage_class", "storage.k8s.io/v1", "StorageClass"),
  kubernetes_token_request_v1: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest" },
  ...both(
    "kubernetes_validating_webhook_configuration",
    "admissionregistration.k8s.io/v1",
    "ValidatingWebhookConfiguration",
  ),
};

/** The type and its `_v1` twin. */
function both(type: string, apiVersion: string, kind: string): Record<string, LiftedKind> {
  return { [type]: { apiVersion, kind }, [`${type}_v1`]: { apiVersion, kind } };
}
