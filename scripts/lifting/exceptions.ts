/** Arguments of the resource itself that are Terraform's own: they never reach the API server. */
export const DROPPED: ReadonlySet<string> = new Set(["id", "timeouts"]);

/** File modes are octal texts in the provider, numbers in Kubernetes. */
export const OCTAL: ReadonlySet<string> = new Set(["default_mode", "mode"]);

/**
 * Arguments whose field has another name, by Kubernetes type and argument: the field, with its path when it lies deeper, or
 *
 * - `dropped`: the provider's own, or an argument that it takes and does not send. Where the type has the field it is not dropped
 * - `inline`: the block's fields stand in the parent
 * - `base64`: plain in Terraform, encoded in Kubernetes
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  // What the provider itself waits for or does, which is no part of the object.
  "CertificateSigningRequest.auto_approve": "dropped",
  "DaemonSet.wait_for_rollout": "dropped",
  "Deployment.wait_for_rollout": "dropped",
  "Ingress.wait_for_load_balancer": "dropped",
  "Job.wait_for_completion": "dropped",
  "Namespace.wait_for_default_service_account": "dropped",
  "PersistentVolumeClaim.wait_until_bound": "dropped",
  "Pod.target_state": "dropped",
  "Secret.binary_data_wo_revision": "dropped",
  "Secret.data_wo_revision": "dropped",
  "Secret.wait_for_service_account_token": "dropped",
  "Service.wait_for_load_balancer": "dropped",
  "StatefulSet.wait_for_rollout": "dropped",

  // Arguments of volumes that stand in persistent volumes only: a pod's volume has no such field.
  "AzureFileVolumeSource.secret_namespace": "dropped",
  "LocalObjectReference.namespace": "dropped",
  "Volume.local": "dropped",

  // Only autoscaling/v1 has the field; the other versions take a metric block.
  "HorizontalPodAutoscalerSpec.target_cpu_utilization_percentage": "dropped",

  // Bytes: Kubernetes takes them encoded.
  "APIServiceSpec.ca_bundle": "base64",
  "CertificateSigningRequestSpec.request": "base64",
  "ServiceReference.ca_bundle": "base64",
  "WebhookClientConfig.ca_bundle": "base64",

  // A secret's data is plain in Terraform: stringData is what Kubernetes takes plain.
  "Secret.binary_data": "data",
  "Secret.binary_data_wo": "data",
  "Secret.data": "stringData",
  "Secret.data_wo": "stringData",

  // Other names.
  "AzureDiskVolumeSource.data_disk_uri": "diskURI",
  "DaemonSetSpec.strategy": "updateStrategy",
  "GlusterfsPersistentVolumeSource.endpoints_name": "endpoints",
  "GlusterfsVolumeSource.endpoints_name": "endpoints",
  "PersistentVolumeSpec.persistent_volume_source": "inline",
  "RBDPersistentVolumeSource.ceph_monitors": "monitors",
  "RBDPersistentVolumeSource.rados_user": "user",
  "RBDPersistentVolumeSource.rbd_image": "image",
  "RBDPersistentVolumeSource.rbd_pool": "pool",
  "RBDVolumeSource.ceph_monitors": "monitors",
  "RBDVolumeSource.rados_user": "user",
  "RBDVolumeSource.rbd_image": "image",
  "RBDVolumeSource.rbd_pool": "pool",
  "StorageClass.storage_provisioner": "provisioner",

  // kubernetes_ingress has the shape of networking.k8s.io/v1beta1; this is its conversion to v1.
  "IngressBackend.service_name": "service.name",
  "IngressBackend.service_port": "service.port",
  "IngressSpec.backend": "defaultBackend",
};
