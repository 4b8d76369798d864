import { isGrant, isGuard, servesNothing, servingAspect } from "../../../src/change/drift/meaning";

test.each([
  ["tags.0", "network"],
  ["traffic.0.revision", "network"],
  ["environment.0.variables.MODEL", "image"],
  ["configuration_info.0.revision", "image"],
  ["scaling_config.0.max_size", "scaled"],
  ["spec.0.replicas", "scaled"],
  ["autoscaling.0.max_node_count", "scaled"],
  ["production_variants.0.initial_instance_count", "scaled"],
  ["desired_capacity", "scaled"],
  ["spec.0.template.0.spec.0.container.0.image", "image"],
  ["ami_type", "image"],
  ["instance_types.0", "image"],
  ["version", "image"],
  ["node_config.0.machine_type", "image"],
  ["launch_template.0.version", "image"],
  ["metadata.startup-script", "image"],
  ["metadata_startup_script", "image"],
  ["role_arn", "identity"],
  ["node_role_arn", "identity"],
  ["iam_instance_profile", "identity"],
  ["spec.0.template.0.spec.0.service_account_name", "identity"],
  ["is_enabled", "identity"],
  ["kms_key_id", "identity"],
  ["subnet_ids.0", "network"],
  ["vpc_config.0.security_group_ids", "network"],
  ["ingress.0.cidr_blocks", "network"],
  ["route.1.gateway_id", "network"],
  ["source_ranges", "network"],
  ["default_action.0.target_group_arn", "network"],
  ["enable_key_rotation", undefined],
  ["storage_class", undefined],
  ["bucket", undefined],
])("%s is felt as %s", (path, aspect) => {
  expect(servingAspect(path)).toBe(aspect);
});

test.each([
  ["policy", true],
  ["managed_policy_arns.0", true],
  ["assume_role_policy", true],
  ["ingress.0.cidr_blocks.0", true],
  ["policy_version", false],
  ["image", false],
])("%s says who may do what: %s", (path, expected) => {
  expect(isGrant(path)).toBe(expected);
});

test.each([
  ["aws_s3_bucket_public_access_block", true, true],
  ["aws_s3_bucket_versioning", true, true],
  ["aws_s3_bucket_policy", true, false],
  ["aws_s3_bucket_lifecycle_configuration", false, true],
  ["aws_s3_bucket", false, false],
  ["aws_cloudtrail", true, true],
  ["aws_cloudwatch_metric_alarm", false, true],
  ["aws_cloudwatch_log_group", false, false],
  ["aws_iam_role", false, false],
  ["aws_eks_node_group", false, false],
  ["kubernetes_network_policy_v1", true, false],
  ["kubernetes_deployment_v1", false, false],
  ["random_id", false, true],
  ["vendor_thing", false, false],
])("%s guards others: %s; nothing is served by it: %s", (kind, guards, serves) => {
  expect([isGuard(kind), servesNothing(kind)]).toEqual([guards, serves]);
});
