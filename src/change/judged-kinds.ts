import { isAttributes, own, textOf } from "../estate/joins/values";
import type { Resource } from "../estate/resource";

/**
 * Kinds whose making the report can judge: what they open and grant is read, or they open and grant nothing by being made.
 * Of a kind that is not here nobody has looked, and unknown is not safe.
 */
const AWS = words(`
  acm_certificate acm_certificate_validation alb alb_listener alb_listener_certificate alb_listener_rule alb_target_group
  alb_target_group_attachment ami ami_copy ami_from_instance ami_launch_permission api_gateway_account api_gateway_api_key
  api_gateway_authorizer api_gateway_base_path_mapping api_gateway_deployment api_gateway_domain_name api_gateway_integration
  api_gateway_integration_response api_gateway_method api_gateway_method_response api_gateway_method_settings api_gateway_model
  api_gateway_request_validator api_gateway_resource api_gateway_rest_api api_gateway_rest_api_policy api_gateway_stage
  api_gateway_usage_plan api_gateway_usage_plan_key api_gateway_vpc_link apigatewayv2_api apigatewayv2_api_mapping apigatewayv2_authorizer
  apigatewayv2_deployment apigatewayv2_domain_name apigatewayv2_integration apigatewayv2_route apigatewayv2_stage apigatewayv2_vpc_link
  appautoscaling_policy appautoscaling_scheduled_action appautoscaling_target apprunner_service autoscaling_group autoscaling_policy
  autoscaling_schedule backup_plan backup_selection backup_vault backup_vault_lock_configuration backup_vault_policy
  bedrock_provisioned_model_throughput budgets_budget cloudfront_distribution cloudtrail cloudwatch_composite_alarm cloudwatch_dashboard
  cloudwatch_event_bus cloudwatch_event_bus_policy cloudwatch_event_permission cloudwatch_event_rule cloudwatch_log_destination_policy
  cloudwatch_log_group cloudwatch_log_metric_filter cloudwatch_log_resource_policy cloudwatch_log_stream cloudwatch_metric_alarm
  cloudwatch_query_definition db_instance db_option_group db_parameter_group db_subnet_group default_network_acl default_route_table
  default_security_group default_subnet default_vpc docdb_cluster docdb_cluster_instance docdb_cluster_parameter_group docdb_subnet_group
  dynamodb_resource_policy dynamodb_table dynamodb_table_item dynamodb_table_replica ebs_default_kms_key ebs_encryption_by_default
  ebs_snapshot ebs_snapshot_block_public_access ebs_snapshot_copy ebs_volume ec2_capacity_block_reservation ec2_capacity_reservation
  ec2_host ec2_managed_prefix_list ec2_tag ecr_lifecycle_policy ecr_pull_through_cache_rule ecr_registry_policy
  ecr_registry_scanning_configuration ecr_repository ecr_repository_policy ecrpublic_repository_policy ecs_capacity_provider ecs_cluster
  ecs_cluster_capacity_providers ecs_service ecs_task_definition efs_access_point efs_backup_policy efs_file_system efs_file_system_policy
  efs_mount_target egress_only_internet_gateway eip eip_association eks_access_entry eks_access_policy_association eks_addon eks_cluster
  eks_fargate_profile eks_node_group eks_pod_identity_association elasticache_cluster elasticache_parameter_group
  elasticache_replication_group elasticache_subnet_group elasticsearch_domain elb flow_log fsx_lustre_file_system fsx_ontap_file_system
  fsx_openzfs_file_system fsx_windows_file_system glacier_vault glue_resource_policy guardduty_detector iam_account_alias
  iam_account_password_policy iam_group iam_group_membership iam_group_policy iam_group_policy_attachment
  iam_group_policy_attachments_exclusive iam_instance_profile iam_openid_connect_provider iam_policy iam_policy_attachment iam_role
  iam_role_policies_exclusive iam_role_policy iam_role_policy_attachment iam_role_policy_attachments_exclusive iam_server_certificate
  iam_service_linked_role iam_user iam_user_group_membership iam_user_policy iam_user_policy_attachment
  iam_user_policy_attachments_exclusive instance internet_gateway key_pair kinesis_resource_policy kinesis_stream kms_alias
  kms_external_key kms_grant kms_key kms_key_policy kms_replica_external_key kms_replica_key lambda_alias lambda_event_source_mapping
  lambda_function lambda_function_url lambda_layer_version lambda_layer_version_permission lambda_permission
  lambda_provisioned_concurrency_config launch_configuration launch_template lb lb_listener lb_listener_certificate lb_listener_rule
  lb_target_group lb_target_group_attachment lightsail_database lightsail_instance_public_ports main_route_table_association
  media_store_container_policy msk_cluster msk_cluster_policy nat_gateway neptune_cluster_instance neptunegraph_graph network_interface
  network_interface_attachment opensearch_domain opensearch_domain_policy placement_group
  ram_principal_association ram_resource_association ram_resource_share rds_cluster rds_cluster_instance rds_cluster_parameter_group
  redshift_cluster redshift_parameter_group redshift_subnet_group redshiftserverless_workgroup resourcegroups_group route route53_record
  route53_zone route_table route_table_association s3_access_point s3_account_public_access_block s3_bucket
  s3_bucket_accelerate_configuration s3_bucket_acl s3_bucket_intelligent_tiering_configuration s3_bucket_lifecycle_configuration
  s3_bucket_logging s3_bucket_metric s3_bucket_object s3_bucket_object_lock_configuration s3_bucket_ownership_controls s3_bucket_policy
  s3_bucket_public_access_block s3_bucket_replication_configuration s3_bucket_request_payment_configuration
  s3_bucket_server_side_encryption_configuration s3_bucket_versioning s3_bucket_website_configuration s3_object s3_object_copy
  s3control_access_grant s3control_access_point_policy s3control_multi_region_access_point_policy s3tables_table_bucket_policy
  sagemaker_endpoint sagemaker_endpoint_configuration sagemaker_model sagemaker_model_package_group sagemaker_model_package_group_policy
  secretsmanager_secret secretsmanager_secret_policy secretsmanager_secret_rotation secretsmanager_secret_version security_group
  security_group_rule service_discovery_private_dns_namespace service_discovery_service ses_identity_policy sesv2_email_identity_policy
  snapshot_create_volume_permission sns_topic sns_topic_policy spot_instance_request sqs_queue sqs_queue_policy sqs_queue_redrive_policy
  ssm_document ssm_parameter subnet transfer_server volume_attachment vpc vpc_dhcp_options vpc_dhcp_options_association vpc_endpoint
  vpc_endpoint_policy vpc_endpoint_private_dns vpc_endpoint_route_table_association vpc_endpoint_security_group_association
  vpc_endpoint_service vpc_endpoint_service_allowed_principal vpc_endpoint_subnet_association vpc_ipv4_cidr_block_association
  vpc_security_group_egress_rule vpc_security_group_ingress_rule vpclattice_auth_policy wafv2_ip_set wafv2_regex_pattern_set
  wafv2_rule_group wafv2_web_acl wafv2_web_acl_association wafv2_web_acl_logging_configuration
`);

const GOOGLE = words(`
  alloydb_instance artifact_registry_repository bigquery_dataset bigquery_dataset_access bigquery_table bigtable_instance bigtable_table
  binary_authorization_attestor binary_authorization_policy cloud_run_v2_service compute_address compute_autoscaler
  compute_backend_service compute_disk compute_disk_resource_policy_attachment compute_firewall compute_firewall_policy
  compute_firewall_policy_association compute_firewall_policy_rule compute_firewall_policy_with_rules compute_forwarding_rule
  compute_global_address compute_global_forwarding_rule compute_health_check compute_instance compute_instance_group
  compute_instance_group_manager compute_instance_template compute_managed_ssl_certificate compute_network compute_network_endpoint_group
  compute_network_firewall_policy compute_network_firewall_policy_association compute_network_firewall_policy_rule
  compute_network_firewall_policy_with_rules compute_region_autoscaler compute_region_backend_service compute_region_disk
  compute_region_health_check compute_region_instance_group_manager compute_region_instance_template compute_region_network_endpoint_group
  compute_region_network_firewall_policy compute_region_network_firewall_policy_association compute_region_network_firewall_policy_rule
  compute_region_network_firewall_policy_with_rules compute_region_ssl_policy compute_region_target_http_proxy
  compute_region_target_https_proxy compute_region_url_map compute_reservation compute_resource_policy compute_route compute_router
  compute_router_nat compute_security_policy compute_service_attachment compute_ssl_certificate compute_ssl_policy compute_subnetwork
  compute_target_http_proxy compute_target_https_proxy compute_target_pool compute_target_ssl_proxy compute_target_tcp_proxy
  compute_url_map container_analysis_note container_cluster container_node_pool dns_managed_zone dns_policy dns_record_set
  filestore_instance iam_workload_identity_pool iam_workload_identity_pool_provider kms_crypto_key kms_crypto_key_version kms_key_ring
  logging_metric logging_project_bucket_config monitoring_alert_policy monitoring_dashboard monitoring_notification_channel
  project_iam_custom_role project_service project_service_identity pubsub_topic redis_instance secret_manager_regional_secret
  secret_manager_regional_secret_version secret_manager_secret secret_manager_secret_version service_account spanner_database
  spanner_instance sql_database sql_database_instance storage_bucket storage_bucket_access_control storage_bucket_acl
  storage_bucket_object storage_default_object_access_control storage_default_object_acl storage_object_access_control storage_object_acl
  vertex_ai_deployment_resource_pool vertex_ai_endpoint vertex_ai_endpoint_with_model_garden_deployment
`);

/** Grants of Google, on whatever they are. */
const GOOGLE_GRANT = /^google_\w+_iam_(?:member|binding|policy|audit_config)$/;

/** Objects of Kubernetes by their names, as manifests and as resources of the provider have them. */
const KUBERNETES = words(`
  certificate clusterissuer clusterpolicy clusterrole clusterrolebinding clustersecretstore configmap configmapv1data constrainttemplate cronjob daemonset
  defaultserviceaccount deployment externalsecret gateway gatewayclass grpcroute horizontalpodautoscaler httproute inferenceservice
  ingress ingressclass ingressroute ingressroutetcp ingressrouteudp issuer job limitrange namespace networkpolicy nodepool
  peerauthentication persistentvolume persistentvolumeclaim pod poddisruptionbudget podmonitor policy priorityclass prometheusrule
  replicaset replicationcontroller requestauthentication resourcequota role rolebinding runtimeclass scaledobject secret secretstore
  service serviceaccount servicemonitor statefulset storageclass targetgroupbinding tcproute tlsroute udproute validatingadmissionpolicy
  validatingadmissionpolicybinding virtualservice
`);

/** Constraints of Gatekeeper have kinds of their own, and can only refuse. */
const CONSTRAINTS = "constraints.gatekeeper.sh/";

/** Providers that make nothing that anybody could reach. */
const LOCAL = /^(?:null_resource|terraform_data|(?:random|time|tls|archive|local)_\w+)$/;

/** Whether the report can tell what it opens and grants that the resource is made. */
export function isMakingJudged({ kind, mode, attributes }: Pick<Resource, "kind" | "mode" | "attributes">): boolean {
  const { prefix, name } = split(kind);
  if (mode === "manifest") {
    return isObjectJudged(kind.slice(kind.indexOf(" ") + 1), kind);
  }
  const manifest = own(attributes, "manifest");
  if (kind === "kubernetes_manifest" && isAttributes(manifest)) {
    const [object, version] = [textOf(own(manifest, "kind")), textOf(own(manifest, "apiVersion"))];
    return object !== undefined && isObjectJudged(object, `${version ?? ""} ${object}`);
  }
  return (
    (prefix === "aws" && AWS.has(name)) ||
    (prefix === "google" && (GOOGLE.has(name) || GOOGLE_GRANT.test(kind))) ||
    (prefix === "kubernetes" && isObjectJudged(name.replace(/_v\d+$/, "").replaceAll("_", ""), kind)) ||
    LOCAL.test(kind)
  );
}

function isObjectJudged(object: string, kind: string): boolean {
  return kind.startsWith(CONSTRAINTS) || KUBERNETES.has(object.toLowerCase());
}

function split(kind: string): { readonly prefix: string; readonly name: string } {
  const end = kind.indexOf("_");
  return { prefix: kind.slice(0, Math.max(end, 0)), name: kind.slice(end + 1) };
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
