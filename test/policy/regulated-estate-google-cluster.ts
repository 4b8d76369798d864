export const LOCATION = "europe-west4";
export const PROJECT = "acme-radiology";
export const LABELS = {
  tier: "production",
  tenant: "radiology",
  owner: "radiology_at_acme_example",
  "data-class": "restricted",
};

/** Networks and the accounts of nodes lie in the platform's stack. */
export const NETWORK = `projects/${PROJECT}/global/networks/serving`;
const NODES = `serving-nodes@${PROJECT}.iam.gserviceaccount.com`;

const MACHINE = {
  image_type: "COS_CONTAINERD",
  service_account: NODES,
  boot_disk_kms_key: "${google_kms_crypto_key.models.id}",
  oauth_scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  metadata: { "disable-legacy-endpoints": "true" },
  shielded_instance_config: { enable_integrity_monitoring: true, enable_secure_boot: true },
  workload_metadata_config: { mode: "GKE_METADATA" },
};

export const CLUSTER = {
  name: "serving",
  project: PROJECT,
  location: LOCATION,
  network: NETWORK,
  subnetwork: `projects/${PROJECT}/regions/${LOCATION}/subnetworks/serving`,
  networking_mode: "VPC_NATIVE",
  datapath_provider: "ADVANCED_DATAPATH",
  in_transit_encryption_config: "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT",
  enable_fqdn_network_policy: true,
  enable_intranode_visibility: true,
  enable_kubernetes_alpha: false,
  enable_legacy_abac: false,
  enable_shielded_nodes: true,
  deletion_protection: true,
  initial_node_count: 1,
  remove_default_node_pool: true,
  min_master_version: "1.34",
  release_channel: { channel: "REGULAR" },
  addons_config: {
    dns_cache_config: { enabled: false },
    gcs_fuse_csi_driver_config: { enabled: true },
    http_load_balancing: { disabled: true },
    network_policy_config: { disabled: true },
  },
  anonymous_authentication_config: { mode: "LIMITED" },
  authenticator_groups_config: { security_group: "gke-security-groups@acme.example" },
  binary_authorization: { evaluation_mode: "PROJECT_SINGLETON_POLICY_ENFORCE" },
  cluster_autoscaling: { enabled: false },
  control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: false } },
  database_encryption: { key_name: "${google_kms_crypto_key.cluster.id}", state: "ENCRYPTED" },
  dns_config: { cluster_dns: "PLATFORM_DEFAULT" },
  ip_allocation_policy: { cluster_secondary_range_name: "pods", services_secondary_range_name: "services" },
  logging_config: {
    enable_components: ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
  },
  master_auth: { client_certificate_config: { issue_client_certificate: false } },
  master_authorized_networks_config: {
    cidr_blocks: [{ cidr_block: "10.9.0.0/24", display_name: "administrators" }],
    gcp_public_cidrs_access_enabled: false,
    private_endpoint_enforcement_enabled: true,
  },
  monitoring_config: {
    enable_components: ["SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
    managed_prometheus: { enabled: true },
  },
  network_policy: { enabled: false },
  node_config: MACHINE,
  node_pool_defaults: { node_config_defaults: { insecure_kubelet_readonly_port_enabled: "FALSE" } },
  private_cluster_config: {
    enable_private_endpoint: true,
    enable_private_nodes: true,
    master_global_access_config: { enabled: false },
    master_ipv4_cidr_block: "10.20.32.0/28",
  },
  rbac_binding_config: {
    enable_insecure_binding_system_authenticated: false,
    enable_insecure_binding_system_unauthenticated: false,
  },
  secret_manager_config: { enabled: true },
  security_posture_config: { mode: "BASIC", vulnerability_mode: "VULNERABILITY_ENTERPRISE" },
  workload_identity_config: { workload_pool: `${PROJECT}.svc.id.goog` },
  resource_labels: LABELS,
};

export const POOL = {
  name: "scratch",
  project: PROJECT,
  location: LOCATION,
  cluster: "${google_container_cluster.serving.name}",
  autoscaling: { location_policy: "BALANCED", total_max_node_count: 4, total_min_node_count: 2 },
  management: { auto_repair: true, auto_upgrade: true },
  network_config: { enable_private_nodes: true },
  upgrade_settings: { max_surge: 1, max_unavailable: 0, strategy: "SURGE" },
  node_config: {
    ...MACHINE,
    machine_type: "n2-standard-8",
    ephemeral_storage_local_ssd_config: { local_ssd_count: 2 },
    local_ssd_encryption_mode: "EPHEMERAL_KEY_ENCRYPTION",
    gvnic: { enabled: true },
    kubelet_config: { cpu_cfs_quota: true, insecure_kubelet_readonly_port_enabled: "FALSE", pod_pids_limit: 4096 },
    tags: ["serving-scratch"],
    labels: { "modelkeep/pool": "scratch", "modelkeep/tenant": "radiology", "modelkeep/tier": "production" },
    resource_labels: LABELS,
  },
};
