/** Attributes by which other resources point at one of the kind; a path may lead into nested blocks. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ["bucket"],
  aws_ecr_repository: ["repository", "repository_name"],
  aws_ecr_registry_policy: ["registry_id"],
  aws_secretsmanager_secret: ["secret_id", "secret_arn"],
  aws_kms_key: ["key_id", "target_key_id"],
  aws_iam_role: ["role", "role_name", "roles", "role_arn"],
  aws_iam_policy: ["policy_arn"],
  aws_iam_user: ["user", "users"],
  aws_vpc: ["vpc_id"],
  aws_subnet: ["subnet_id", "subnet_ids"],
  aws_route_table: ["route_table_id", "route_table_ids"],
  aws_security_group: ["security_group_id"],
  aws_internet_gateway: ["gateway_id"],
  aws_eks_cluster: ["cluster_name", "cluster"],
  aws_launch_template: ["launch_template.id", "launch_template.name"],
  aws_lb: ["load_balancer_arn", "resource_arn"],
  aws_lb_target_group: ["target_group_arn"],
  aws_lb_listener: ["listener_arn"],
  aws_api_gateway_rest_api: ["rest_api_id"],
  aws_api_gateway_stage: ["stage_name", "resource_arn"],
  aws_apigatewayv2_api: ["api_id"],
  aws_wafv2_web_acl: ["web_acl_arn"],
  aws_sagemaker_model: ["production_variants.model_name", "shadow_production_variants.model_name"],
  aws_sagemaker_endpoint_configuration: ["endpoint_config_name"],
  aws_cloudwatch_log_group: ["log_group_name"],
  aws_lambda_function: ["function_name"],
  aws_dynamodb_table: ["table_name"],
  aws_sns_topic: ["topic_arn", "arn"],
  aws_sqs_queue: ["queue_url"],
  google_storage_bucket: ["bucket"],
  google_kms_crypto_key: ["crypto_key_id", "crypto_key"],
  google_kms_key_ring: ["key_ring", "key_ring_id"],
  google_container_cluster: ["cluster"],
  google_secret_manager_secret: ["secret", "secret_id"],
  google_artifact_registry_repository: ["repository"],
  google_compute_network: ["network"],
  google_compute_subnetwork: ["subnetwork"],
  google_service_account: ["service_account_id"],
  google_vertex_ai_endpoint: ["endpoint"],
};

/** Attributes that point at a resource of the kind: those of the table, else the kind's own name with `_id`, `_arn`, `_name`. */
export function linksTo(kind: string): readonly string[] {
  if (Object.hasOwn(LINKS, kind)) {
    return LINKS[kind] ?? [];
  }
  const steps = kind.split("_").slice(1);
  return steps
    .map((_, index) => steps.slice(index).join("_"))
    .flatMap((name) => [`${name}_id`, `${name}_arn`, `${name}_name`, name]);
}
