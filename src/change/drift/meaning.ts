import { plainPath } from "../description";
import type { DriftAspect } from "./drift-report";

/** Last steps of a path, and what a change there does to what serves. The first that fits says it. Tags that only describe are not asked about. */
const SERVING: readonly (readonly [DriftAspect, RegExp])[] = [
  [
    "scaled",
    /(?:^|[._])(?:desired_size|min_size|max_size|desired_capacity|desired_count|replicas|node_count|initial_node_count|min_replicas|max_replicas|min_replica_count|max_replica_count|min_node_count|max_node_count|total_min_node_count|total_max_node_count|min_capacity|max_capacity|min_instance_count|max_instance_count|initial_instance_count|instance_count|target_size|reserved_concurrent_executions|provisioned_concurrent_executions|suspended_processes|node_locations|allocated_storage|limits|requests|hard)(?:\.|$)/,
  ],
  [
    "image",
    /(?:^|[._])(?:image|image_uri|image_id|image_type|ami|ami_type|release_version|version|engine_version|node_version|min_master_version|runtime|model_data_url|model_data_source|container|init_container|command|args|env|environment|env_vars|timeout|memory_size|handler|layers|configuration_info|instance_type|instance_types|machine_type|machine_spec|guest_accelerator|gpu|capacity_type|spot|preemptible|launch_template|user_data|user_data_base64|user-data|metadata_startup_script|startup-script|startup-script-url|shutdown-script|shutdown-script-url|windows-startup-script-ps1|windows-startup-script-cmd|windows-startup-script-url|taint|taints|chart|values|set)(?:\.|$)/,
  ],
  [
    "identity",
    /(?:^|[._])(?:role|roles|role_arn|role_name|iam_role|iam_role_arn|execution_role_arn|node_role_arn|task_role_arn|service_account|service_account_name|service_account_email|iam_instance_profile|instance_profile|permissions_boundary|key_id|kms_key_id|kms_key_arn|kms_key_name|kms_master_key_id|crypto_key_id|enabled|is_enabled|disabled|suspended|paused|state|desired_state)(?:\.|$)/,
  ],
  [
    "network",
    /(?:^|[._])(?:subnet|subnets|subnet_id|subnet_ids|subnetwork|network|networks|vpc|vpc_id|vpc_config|network_configuration|network_interface|security_group|security_groups|security_group_id|security_group_ids|vpc_security_group_ids|cidr_block|cidr_blocks|cidr_ipv4|cidr_ipv6|ipv6_cidr_blocks|source_ranges|destination_ranges|ip_cidr_range|secondary_ip_range|route|routes|route_table_id|gateway_id|nat_gateway_id|transit_gateway_id|next_hop_[a-z_]+|ingress|egress|from_port|to_port|port|ports|target_port|node_port|protocol|ip_protocol|allow|deny|selector|pod_selector|load_balancer|load_balancer_type|load_balancers|target_group_arn|target_group_arns|target_id|listener|default_action|action|condition|health_check|endpoint_public_access|endpoint_private_access|public_access_cidrs|private_cluster_config|master_authorized_networks_config|backend|rule|host|path|hosts|traffic|tags|ip_address|private_ip|external_ips|dns_config|records|ttl|alias|name_servers|zone_id|certificate_arn|ssl_policy|internal|scheme|type)(?:\.|$)/,
  ],
];

/** What of what serves an attribute decides; undefined when nothing that is known. */
export function servingAspect(path: string): DriftAspect | undefined {
  const plain = plainPath(path);
  return SERVING.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** Attributes that say who may do what: what they mean, the comparison of permissions and exposure tells. */
const GRANTS =
  /(?:^|[._])(?:policy|policy_arn|policy_document|policy_data|access_policy|assume_role_policy|inline_policy|managed_policy_arns|member|members|principal|principals|subject|role_ref|rule|ingress|egress)(?:\.|$)/;

export function isGrant(path: string): boolean {
  return GRANTS.test(plainPath(path));
}

/** Kinds of which nothing is served: what guards, records or tidies up. Whether something is lost with them, others tell. */
const ASIDE =
  /^(?:aws_s3_bucket_(?!policy$|website_configuration$|cors_configuration$|acl$|replication_configuration$|notification$|accelerate_configuration$)\w+|aws_s3_account_public_access_block|aws_cloudwatch_(?!log_group$|event_)\w+|aws_cloudtrail\w*|aws_flow_log|aws_budgets_\w+|aws_guardduty_\w+|aws_config_\w+|aws_securityhub_\w+|aws_inspector2?_\w+|aws_accessanalyzer_\w+|aws_macie2?_\w+|aws_backup_\w+|aws_ecr_lifecycle_policy|aws_iam_account_\w+|google_monitoring_\w+|google_logging_\w+|google_billing_\w+|google_project_iam_audit_config|google_scc_\w+|(?:null|random|time|local|terraform)_\w+)$/;

/** Whether nothing is served by resources of the kind: their drift breaks nobody's requests. */
export function servesNothing(kind: string): boolean {
  return ASIDE.test(kind);
}

/** Kinds that guard: without them more is possible than before, whatever a control says. */
const GUARDS =
  /^(?:aws_s3_bucket_(?:public_access_block|policy|versioning|object_lock_configuration|server_side_encryption_configuration|ownership_controls|logging)|aws_s3_account_public_access_block|aws_cloudtrail|aws_flow_log|aws_guardduty_detector|aws_config_configuration_recorder|aws_securityhub_account|aws_wafv2_web_acl(?:_association)?|aws_iam_account_password_policy|aws_ebs_encryption_by_default|aws_dynamodb_resource_policy|aws_backup_(?:plan|selection|vault_lock_configuration)|aws_ecr_(?:registry_)?scanning_configuration|aws_secretsmanager_secret_rotation|aws_vpc_endpoint_policy|google_binary_authorization_policy|google_compute_security_policy|google_logging_\w+_sink|google_project_iam_audit_config|google_org_policy_policy|google_project_organization_policy|kubernetes_network_policy(?:_v1)?|kubernetes_resource_quota(?:_v1)?|kubernetes_limit_range(?:_v1)?|kubernetes_validating_\w+)$/;

/** Whether the kind is there to guard others. */
export function isGuard(kind: string): boolean {
  return GUARDS.test(kind);
}
