/** Of every pool's machines, wherever they are written. */
const NODE_CONFIG: readonly string[] = [
  "confidential_nodes",
  "gcfs_config",
  "guest_accelerator",
  "guest_accelerator.gpu_driver_installation_config",
  "kubelet_config",
  "shielded_instance_config",
  "workload_metadata_config",
];

const POOL: readonly string[] = [
  "management",
  "network_config",
  "node_config",
  "upgrade_settings",
  ...NODE_CONFIG.map((name) => `node_config.${name}`),
];

/**
 * Blocks of Google Cloud that the provider fills in when they are not written (optional and computed in its schema), by
 * their path: those within another block are filled in where the other block is written without them.
 *
 * @see https://github.com/hashicorp/terraform-provider-google/blob/main/google/services/container/resource_container_cluster.go
 * @see https://github.com/hashicorp/terraform-provider-google/blob/main/google/services/storage/resource_storage_bucket.go
 */
export const FILLED_IN_BY_GOOGLE: Readonly<Record<string, readonly string[]>> = {
  google_container_cluster: [
    "addons_config",
    "addons_config.http_load_balancing",
    "addons_config.network_policy_config",
    "anonymous_authentication_config",
    "authenticator_groups_config",
    "cluster_autoscaling",
    "cluster_autoscaling.auto_provisioning_defaults",
    "cluster_autoscaling.auto_provisioning_defaults.management",
    "cluster_autoscaling.auto_provisioning_defaults.upgrade_settings",
    "confidential_nodes",
    "control_plane_endpoints_config",
    "control_plane_endpoints_config.dns_endpoint_config",
    "control_plane_endpoints_config.ip_endpoints_config",
    "cost_management_config",
    "database_encryption",
    "default_snat_status",
    "enterprise_config",
    "gateway_api_config",
    "gke_auto_upgrade_config",
    "identity_service_config",
    "ip_allocation_policy",
    "ip_allocation_policy.pod_cidr_overprovision_config",
    "logging_config",
    "master_auth",
    "master_authorized_networks_config",
    "mesh_certificates",
    "monitoring_config",
    "monitoring_config.advanced_datapath_observability_config",
    "monitoring_config.managed_prometheus",
    "node_pool",
    "node_pool_auto_config",
    "node_pool_defaults",
    "notification_config",
    "pod_autoscaling",
    "private_cluster_config",
    "private_cluster_config.master_global_access_config",
    "rbac_binding_config",
    "release_channel",
    "security_posture_config",
    "service_external_ips_config",
    "vertical_pod_autoscaling",
    "workload_identity_config",
    "node_config",
    ...NODE_CONFIG.map((name) => `node_config.${name}`),
    ...POOL.map((name) => `node_pool.${name}`),
  ],
  google_container_node_pool: POOL,
  google_storage_bucket: ["soft_delete_policy", "versioning", "website"],
  google_kms_crypto_key: ["version_template"],
  google_compute_instance: ["guest_accelerator", "reservation_affinity", "scheduling", "shielded_instance_config"],
  google_compute_backend_service: ["iap", "log_config"],
  google_compute_region_backend_service: ["iap", "log_config"],
  google_compute_security_policy: ["rule"],
  google_artifact_registry_repository: ["vulnerability_scanning_config"],
};
