import type { ResourceChange } from "../sides";

/** What all kinds have that may decide what they cost: how many there are, and where. */
const ALWAYS: ReadonlySet<string> = new Set(["count", "for_each", "region", "location"]);

const CACHE = ["engine", "engine_version", "node_type"];
const FSX = ["deployment_type", "storage_capacity", "storage_type", "throughput_capacity"];
const INSIGHTS = ["performance_insights_enabled", "performance_insights_retention_period"];

/**
 * Of kinds that have no price here: the arguments of the provider that the dimensions of their price come from, as their pricing
 * page lists them. What is charged by use alone (backups, logs, requests, metrics) is not in it. The version of an engine is, for old ones
 * cost extended support; so is a public address. A name stands for all below it.
 *
 * @see https://aws.amazon.com/rds/pricing/ and the same for elasticache, opensearch-service, redshift, msk, fsx, waf, network-firewall,
 * transit-gateway, sagemaker, private-ca
 * @see https://cloud.google.com/sql/pricing and the same for memorystore, filestore, vertex-ai, workbench
 */
const DECIDING: ReadonlyMap<string, readonly string[]> = new Map([
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
      "publicly_accessible",
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
      "publicly_accessible",
      "scaling_configuration",
      "serverlessv2_scaling_configuration",
      "storage_type",
    ],
  ],
  ["aws_rds_cluster_instance", [...INSIGHTS, "engine", "engine_version", "instance_class", "publicly_accessible"]],
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
  ["aws_redshift_cluster", ["cluster_type", "multi_az", "node_type", "number_of_nodes", "publicly_accessible"]],
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
  ["v1 Service", ["spec.type", "spec.loadBalancerClass"]],
  ["kubernetes_service", ["spec.type", "spec.load_balancer_class"]],
  ["kubernetes_service_v1", ["spec.type", "spec.load_balancer_class"]],
  ["google_vertex_ai_index_endpoint_deployed_index", ["automatic_resources", "dedicated_resources"]],
]);

/** What is said about a resource and costs nothing, at whatever depth. */
const WORDS = /^(?:tags|tags_all|(?:\w+_)?labels|(?:\w+_)?annotations|description)$/;

/** Settings that never cost: names, who may use it, when it is maintained, what keeps it from being deleted. */
const SETTINGS: ReadonlySet<string> = new Set([
  "access_policies",
  "allow_major_version_upgrade",
  "apply_immediately",
  "arn",
  "auto_minor_version_upgrade",
  "backup_window",
  "ca_cert_identifier",
  "copy_tags_to_snapshot",
  "disable_api_termination",
  "display_name",
  "etag",
  "final_snapshot_identifier",
  "fingerprint",
  "force_destroy",
  "iam_instance_profile",
  "iam_role_arn",
  "iam_roles",
  "id",
  "maintenance_policy",
  "maintenance_window",
  "metadata_options",
  "name",
  "password",
  "policy",
  "preferred_maintenance_window",
  "security_group_ids",
  "security_groups",
  "self_link",
  "skip_final_snapshot",
  "status",
  "taint",
  "timeouts",
  "update_config",
  "user_data",
  "user_data_base64",
  "vpc_security_group_ids",
]);

/** All of its kin, as in `deletion_protection_enabled`. */
const PROTECTION = /^deletion_protection/;

/** Annotations of a Service that tell a cloud which load balancer to make. */
const BALANCER_ANNOTATION = /annotations\..*(?:load-?balancer|\.google\.com\/|\.amazonaws\.com\/)/i;

/** Whether the kind may cost something else when the attribute is something else: of kinds that are not known here, in doubt. */
export function canDecidePrice(kind: string, path: string): boolean {
  // Blocks of Terraform are lists of one in a plan, and may be without a list in a folder.
  const plain = path.replaceAll(/\.\d+(?=\.|$)/g, "");
  const [first = "", ...below] = plain.split(".");
  if (ALWAYS.has(first) || BALANCER_ANNOTATION.test(plain)) {
    return true;
  }
  const deciding = DECIDING.get(kind);
  return deciding === undefined
    ? !SETTINGS.has(first) && !PROTECTION.test(first) && ![first, ...below].some((name) => WORDS.test(name))
    : deciding.some((name) => leads(name, plain));
}

/** What is above an attribute that decides is not known or came and went as a whole: then the attribute did, too. */
function leads(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`);
}

/** Whether the change can alter what the resource costs, as far as its own attributes decide. */
export function canAlterPrice({ action, before, after, deferred, kind, attributes }: ResourceChange): boolean {
  switch (action) {
    case "create":
    case "destroy":
    case "replace":
      return true;
    default:
      // What is not known to be as it was, may be anything.
      return (
        deferred !== undefined ||
        ((before === undefined || after === undefined) && action === "update") ||
        attributes.some(({ path }) => canDecidePrice(kind, path))
      );
  }
}
