const CACHE = ["engine", "engine_version", "node_type"];
const FSX = ["deployment_type", "storage_capacity", "storage_type", "throughput_capacity"];
const INSIGHTS = ["performance_insights_enabled", "performance_insights_retention_period"];

/**
 * Of kinds that have no price here, or not everywhere: the arguments of the provider that the dimensions of their price come from, as
 * their pricing page lists them. What is charged by use alone (backups, logs, requests, metrics) is not in it. The version of an engine
 * is, for old ones cost extended support. A public address is not: it is no price of the database, and a note names it. A name stands
 * for all below it.
 *
 * @see https://aws.amazon.com/rds/pricing/ and the same for elasticache, opensearch-service, redshift, msk, fsx, waf, network-firewall,
 * transit-gateway, sagemaker, private-ca
 * @see https://cloud.google.com/sql/pricing and the same for memorystore, filestore, vertex-ai, workbench
 */
export const DECIDING_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "aws_db_instance",
    [
      ...INSIGHTS,
      "allocated_storage",
      "database_insights_mode",
      "dedicated_log_volume",
      "engine",
      "engine_lifecycle_support",
      "engine_version",
      "instance_class",
      "iops",
      "license_model",
      "max_allocated_storage",
      "multi_az",
      "replica_mode",
      "replicate_source_db",
      "storage_throughput",
      "storage_type",
      "upgrade_storage_config",
    ],
  ],
  [
    "aws_rds_cluster",
    [
      ...INSIGHTS,
      "allocated_storage",
      "db_cluster_instance_class",
      "engine",
      "engine_lifecycle_support",
      "engine_mode",
      "engine_version",
      "iops",
      "scaling_configuration",
      "serverlessv2_scaling_configuration",
      "storage_type",
    ],
  ],
  ["aws_rds_cluster_instance", [...INSIGHTS, "engine", "engine_version", "instance_class"]],
  // Where its region has no price.
  [
    "aws_dynamodb_table",
    ["billing_mode", "global_secondary_index", "read_capacity", "replica", "table_class", "write_capacity"],
  ],
  ["aws_elasticache_cluster", [...CACHE, "num_cache_nodes"]],
  [
    "aws_elasticache_replication_group",
    [
      ...CACHE,
      "data_tiering_enabled",
      "global_replication_group_id",
      "node_group_configuration",
      "num_cache_clusters",
      "num_node_groups",
      "replicas_per_node_group",
    ],
  ],
  ["aws_opensearch_domain", ["aiml_options", "cluster_config", "ebs_options", "engine_version"]],
  ["aws_redshift_cluster", ["cluster_type", "multi_az", "node_type", "number_of_nodes"]],
  ["aws_msk_cluster", ["broker_node_group_info", "enhanced_monitoring", "number_of_broker_nodes", "storage_mode"]],
  [
    "aws_fsx_lustre_file_system",
    [
      ...FSX,
      "data_read_cache_configuration",
      "drive_cache_type",
      "metadata_configuration",
      "per_unit_storage_throughput",
    ],
  ],
  ["aws_fsx_ontap_file_system", [...FSX, "disk_iops_configuration", "ha_pairs", "throughput_capacity_per_ha_pair"]],
  ["aws_fsx_openzfs_file_system", [...FSX, "disk_iops_configuration", "read_cache_configuration"]],
  ["aws_sagemaker_notebook_instance", ["instance_type", "volume_size"]],
  ["aws_wafv2_web_acl", ["rule", "rule_json", "scope"]],
  [
    "aws_networkfirewall_firewall",
    ["availability_zone_mapping", "firewall_policy_arn", "subnet_mapping", "transit_gateway_id"],
  ],
  // The hours of an attachment cost the same whatever it attaches.
  ["aws_ec2_transit_gateway_vpc_attachment", []],
  ["aws_acmpca_certificate_authority", ["key_storage_security_standard", "type", "usage_mode"]],
  [
    "google_sql_database_instance",
    [
      "database_version",
      "instance_type",
      "node_count",
      "replica_configuration",
      ...[
        "activation_policy",
        "advanced_machine_features",
        "availability_type",
        "connection_pool_config",
        "data_cache_config",
        "data_disk_provisioned_iops",
        "data_disk_provisioned_throughput",
        "disk_autoresize",
        "disk_autoresize_limit",
        "disk_size",
        "disk_type",
        "edition",
        "ip_configuration",
        "pricing_plan",
        "tier",
      ].map((name) => `settings.${name}`),
    ],
  ],
  ["google_redis_instance", ["memory_size_gb", "read_replicas_mode", "replica_count", "tier"]],
  [
    "google_redis_cluster",
    ["cross_cluster_replication_config", "node_type", "persistence_config", "replica_count", "shard_count"],
  ],
  ["google_filestore_instance", ["file_shares", "initial_replication", "performance_config", "tier"]],
  ["google_parallelstore_instance", ["capacity_gib", "deployment_type"]],
  [
    "google_notebooks_instance",
    [
      "accelerator_config",
      "boot_disk_size_gb",
      "boot_disk_type",
      "data_disk_size_gb",
      "data_disk_type",
      "desired_state",
      "machine_type",
      "no_public_ip",
      "reservation_affinity",
    ],
  ],
  [
    "google_workbench_instance",
    [
      "desired_state",
      ...[
        "accelerator_configs",
        "boot_disk",
        "confidential_instance_config",
        "data_disks",
        "disable_public_ip",
        "machine_type",
        "reservation_affinity",
      ].map((name) => `gce_setup.${name}`),
    ],
  ],
  // What is unpriced of these is so in regions without a price, or of types without one.
  [
    "aws_instance",
    [
      "ami",
      "associate_public_ip_address",
      "availability_zone",
      "capacity_reservation_specification",
      "credit_specification",
      "ebs_block_device",
      "ebs_optimized",
      "host_id",
      "host_resource_group_arn",
      "instance_market_options",
      "instance_type",
      "launch_template",
      "monitoring",
      "root_block_device",
      "subnet_id",
      "tenancy",
    ],
  ],
  [
    "aws_eks_node_group",
    ["ami_type", "capacity_type", "disk_size", "instance_types", "launch_template", "scaling_config"],
  ],
  [
    "aws_autoscaling_group",
    [
      "desired_capacity",
      "launch_configuration",
      "launch_template",
      "max_size",
      "min_size",
      "mixed_instances_policy",
      "vpc_zone_identifier",
      "warm_pool",
    ],
  ],
  [
    "aws_eks_cluster",
    ["compute_config", "control_plane_scaling_config", "remote_network_config", "upgrade_policy", "version"],
  ],
  [
    "aws_lb",
    [
      "internal",
      "ip_address_type",
      "load_balancer_type",
      "minimum_load_balancer_capacity",
      "subnet_mapping",
      "subnets",
    ],
  ],
  [
    "google_container_cluster",
    [
      "cluster_autoscaling",
      "enable_autopilot",
      "enterprise_config",
      "initial_node_count",
      "location",
      "node_config",
      "node_locations",
      "node_pool",
      "remove_default_node_pool",
    ],
  ],
  ["aws_nat_gateway", ["availability_mode", "availability_zone_address", "connectivity_type"]],
  ["aws_vpc_endpoint", ["subnet_configuration", "subnet_ids", "vpc_endpoint_type"]],
  ["aws_sagemaker_endpoint", ["endpoint_config_name"]],
  [
    "aws_ecs_service",
    ["capacity_provider_strategy", "desired_count", "launch_type", "task_definition", "volume_configuration"],
  ],
  ["aws_docdb_cluster_instance", ["enable_performance_insights", "engine", "instance_class"]],
  ["aws_neptune_cluster_instance", ["engine", "engine_version", "instance_class"]],
  ["aws_memorydb_cluster", ["data_tiering", "engine", "node_type", "num_replicas_per_shard", "num_shards"]],
  ["aws_mq_broker", ["deployment_mode", "engine_type", "host_instance_type", "storage_type"]],
  ["aws_kinesis_stream", ["retention_period", "shard_count", "shard_level_metrics", "stream_mode_details"]],
  ["aws_dax_cluster", ["node_type", "replication_factor"]],
  // Their hours cost the same whatever they lead to.
  ["aws_globalaccelerator_accelerator", []],
  ["google_compute_vpn_tunnel", []],
  [
    "google_alloydb_instance",
    ["activation_policy", "availability_type", "instance_type", "machine_config", "read_pool_config"],
  ],
  [
    "google_spanner_instance",
    ["autoscaling_config", "config", "edition", "instance_type", "num_nodes", "processing_units"],
  ],
  ["google_bigtable_instance", ["cluster", "instance_type"]],
  ["v1 Service", ["spec.type", "spec.loadBalancerClass"]],
  ["kubernetes_service", ["spec.type", "spec.load_balancer_class"]],
  ["kubernetes_service_v1", ["spec.type", "spec.load_balancer_class"]],
  ["google_vertex_ai_index_endpoint_deployed_index", ["automatic_resources", "dedicated_resources"]],
]);
