import { plainPath } from "../description";

/** Kinds, and settings of them at the start of the path. */
type Unfelt = readonly [kinds: RegExp, settings: RegExp];

/**
 * Settings that only say how long something is kept, when it is tended, what is recorded, or what stops its deletion: no
 * request fails from another value. Where less protects, weakenings tell it. What belongs here makes nothing fail in either
 * direction: a retention that stops overwriting and deleting (of a bucket, a vault) does, and so does immutability of tags.
 */
const UNFELT: readonly Unfelt[] = [
  // How long what was deleted can be had back, and how old records are kept.
  [
    /^aws_/,
    /^(?:deletion_window_in_days|recovery_window_in_days|retention_in_days|backup_retention_period|automatic_backup_retention_days|automated_snapshot_retention_period|manual_snapshot_retention_period|snapshot_retention_limit|performance_insights_retention_period|message_retention_seconds)$/,
  ],
  [/^aws_kinesis_stream$/, /^retention_period$/],
  [/^google_/, /^(?:soft_delete_policy|destroy_scheduled_duration|message_retention_duration)(?:\.|$)/],

  // When it is backed up or tended.
  [
    /^aws_/,
    /^(?:backup_window|preferred_backup_window|snapshot_window|daily_automatic_backup_start_time|maintenance_window|preferred_maintenance_window|maintenance_window_start_time|weekly_maintenance_start_time)(?:\.|$)/,
  ],
  [/^google_container_cluster$/, /^maintenance_policy\.(?:daily_maintenance_window|recurring_window)(?:\.|$)/],
  [
    /^google_sql_database_instance$/,
    /^settings\.(?:maintenance_window(?:\.|$)|backup_configuration\.(?:enabled|start_time|location|point_in_time_recovery_enabled|transaction_log_retention_days|backup_retention_settings)(?:\.|$))/,
  ],
  [/^google_redis_(?:instance|cluster)$/, /^maintenance_policy(?:\.|$)/],

  // What its deletion leaves behind, and what stops it.
  [
    /^(?:aws|google)_/,
    /^(?:final_snapshot_identifier|skip_final_snapshot|copy_tags_to_snapshot|delete_automated_backups|force_destroy|deletion_protection|deletion_protection_enabled|enable_deletion_protection|termination_protection|disable_api_termination)$/,
  ],
  [/^google_sql_database_instance$/, /^settings\.deletion_protection_enabled$/],
  [/^aws_dynamodb_table$/, /^point_in_time_recovery(?:\.|$)/],

  // When keys are turned: the old ones go on to decrypt.
  [/^aws_kms_key$/, /^(?:enable_key_rotation|rotation_period_in_days)$/],
  [/^google_kms_crypto_key$/, /^(?:rotation_period|next_rotation_time)$/],

  // What is recorded of it.
  [
    /^aws_/,
    /^(?:monitoring_interval|performance_insights_enabled|enabled_metrics|metrics_granularity|enabled_cluster_log_types|enabled_cloudwatch_logs_exports)(?:\.|$)/,
  ],
  [/^aws_instance$/, /^monitoring$/],
  [/^aws_ecr_repository$/, /^image_scanning_configuration(?:\.|$)/],
  [/^google_sql_database_instance$/, /^settings\.insights_config(?:\.|$)/],

  [/^kubernetes_/, /^spec\.(?:revision|successful_jobs|failed_jobs)_history_limit$/],

  // Words about what it makes, and about single rules.
  [/^aws_/, /^(?:volume_tags|tag_specifications\.tags|propagate_tags|enable_ecs_managed_tags)(?:\.|$)/],
  [/^(?:aws_security_group|google_compute_security_policy)$/, /^(?:ingress|egress|rule)\.description$/],
];

/** Whether nothing that runs notices another value of the setting, however it changes. */
export function isUnfelt(kind: string, path: string): boolean {
  const plain = plainPath(path);
  return UNFELT.some(([kinds, settings]) => settings.test(plain) && kinds.test(kind));
}
