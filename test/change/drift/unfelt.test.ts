import { isUnfelt } from "../../../src/change/drift/unfelt";

test.each([
  ["aws_kms_key", "deletion_window_in_days"],
  ["aws_kms_key", "rotation_period_in_days"],
  ["aws_secretsmanager_secret", "recovery_window_in_days"],
  ["aws_cloudwatch_log_group", "retention_in_days"],
  ["aws_db_instance", "backup_retention_period"],
  ["aws_db_instance", "backup_window"],
  ["aws_db_instance", "maintenance_window"],
  ["aws_db_instance", "final_snapshot_identifier"],
  ["aws_db_instance", "deletion_protection"],
  ["aws_db_instance", "enabled_cloudwatch_logs_exports.1"],
  ["aws_rds_cluster", "preferred_maintenance_window"],
  ["aws_elasticache_replication_group", "snapshot_retention_limit"],
  ["aws_sqs_queue", "message_retention_seconds"],
  ["aws_kinesis_stream", "retention_period"],
  ["aws_dynamodb_table", "point_in_time_recovery.0.recovery_period_in_days"],
  ["aws_eks_cluster", "enabled_cluster_log_types.2"],
  ["aws_lb", "enable_deletion_protection"],
  ["aws_instance", "volume_tags.owner"],
  ["aws_security_group", "ingress.3.description"],
  ["google_container_cluster", "maintenance_policy.0.daily_maintenance_window.0.start_time"],
  ["google_container_cluster", "deletion_protection"],
  ["google_sql_database_instance", "settings.0.backup_configuration.0.start_time"],
  ["google_sql_database_instance", "settings.0.maintenance_window.0.day"],
  ["google_storage_bucket", "soft_delete_policy.0.retention_duration_seconds"],
  ["google_kms_crypto_key", "rotation_period"],
  ["kubernetes_deployment_v1", "spec.0.revision_history_limit"],
])("nothing can fail from %s.%s", (kind, path) => {
  expect(isUnfelt(kind, path)).toBe(true);
});

test.each([
  ["aws_kms_key", "is_enabled"],
  ["aws_kms_key", "policy"],
  ["aws_db_instance", "engine_version"],
  // It may bring a restart, and a version that answers otherwise.
  ["aws_db_instance", "auto_minor_version_upgrade"],
  // Who writes or deletes is refused.
  ["aws_ecr_repository", "image_tag_mutability"],
  ["google_storage_bucket", "retention_policy.0.retention_period"],
  ["aws_s3_bucket", "lifecycle_rule.0.expiration.0.days"],
  // Schedules that stop machines fail.
  ["aws_instance", "disable_api_stop"],
  // Upgrades come where they were kept off; replicas need the log.
  ["google_container_cluster", "maintenance_policy.0.maintenance_exclusion.0.end_time"],
  ["google_sql_database_instance", "settings.0.backup_configuration.0.binary_log_enabled"],
  ["aws_security_group", "ingress.3.from_port"],
  ["kubernetes_deployment_v1", "spec.0.replicas"],
  ["vendor_thing", "retention_in_days"],
])("something may fail from %s.%s", (kind, path) => {
  expect(isUnfelt(kind, path)).toBe(false);
});
