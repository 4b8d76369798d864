import { isAttributes, isList } from "../../estate/joins/values";
import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { count } from "../../policy/reports/wording";
import { plainPath } from "../description";
import type { RawDifference } from "../plan-attributes";
import { isAccessGuard, isMoreAccess, newKeys } from "./weaker-access";

/** No block of a provider nests deeper. */
const DEEPEST = 20;

/** Settings that protect while they are true. */
const PROTECTING =
  /(?:^|[._])(?:deletion_protection|deletion_protection_enabled|enable_deletion_protection|termination_protection|termination_protection_enabled|disable_api_termination|disable_api_stop|enable_key_rotation|is_enabled|storage_encrypted|encrypted|at_rest_encryption_enabled|transit_encryption_enabled|encryption_at_rest|encrypt_at_rest\.enabled|node_to_node_encryption|node_to_node_encryption\.enabled|sqs_managed_sse_enabled|enforce_https|enable_logging|enable_log_file_validation|is_multi_region_trail|include_global_service_events|block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|uniform_bucket_level_access|scan_on_push|enable_private_nodes|enable_private_endpoint|enable_shielded_nodes|enable_secure_boot|enable_integrity_monitoring|iam_database_authentication_enabled|copy_tags_to_snapshot|enable_network_isolation|read_only_root_filesystem|run_as_non_root|endpoint_private_access|drop_invalid_header_fields|versioning\.enabled|point_in_time_recovery\.enabled|server_side_encryption\.enabled|point_in_time_recovery_enabled|access_logs\.enabled|auto_minor_version_upgrade|prevent_destroy|backup_configuration\.enabled|bucket_key_enabled_by_policy|is_locked)$/;

/** Settings that endanger while they are true. */
const ENDANGERING =
  /(?:^|[._])(?:publicly_accessible|delete_automated_backups|endpoint_public_access|map_public_ip_on_launch|associate_public_ip_address|force_destroy|skip_final_snapshot|skip_final_backup|bypass_policy_lockout_safety_check|allow_privilege_escalation|privileged|host_network|host_pid|host_ipc|automount_service_account_token|enable_legacy_abac|issue_client_certificate|enable_kubernetes_alpha|default_event_based_hold_off)$/;

/** Numbers of days, seconds or copies that data is kept; 0 keeps logs for ever, and backups not at all. */
const KEPT =
  /(?:^|[._])(?:backup_retention_period|retention_in_days|retention_days|retention_period|retention_period_in_days|retention_period_in_hours|automatic_backup_retention_days|automated_snapshot_retention_period|snapshot_retention_limit|deletion_window_in_days|recovery_window_in_days|retention_duration_seconds|default_retention\.(?:days|years)|noncurrent_days|newer_noncurrent_versions|transaction_log_retention_days|retained_backups|message_retention_duration|message_retention_seconds|destroy_scheduled_duration)$/;
const FOR_EVER = /(?:^|[._])retention_in_days$/;

/** Days or seconds after which a key or a secret is turned: the longer, the longer serves one that leaked. */
const TURNED = /(?:^|\.)(?:rotation_period|rotation_period_in_days|automatically_after_days)$/;

/** Words that protect, by the end of the path; every other word protects less. */
const STRICT: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)versioning_configuration\.(?:status|mfa_delete)$/, "Enabled"],
  [/(?:^|\.)image_tag_mutability$/, "IMMUTABLE"],
  [/(?:^|\.)http_tokens$/, "required"],
  [/(?:^|\.)public_access_prevention$/, "enforced"],
  [/(?:^|\.)default_retention\.mode$/, "COMPLIANCE"],
  [/(?:^|\.)object_lock_enabled$/, "Enabled"],
  [/(?:^|\.)sse_algorithm$/, "aws:kms"],
  [/(?:^|\.)object_ownership$/, "BucketOwnerEnforced"],
  [/(?:^|\.)evaluation_mode$/, "PROJECT_SINGLETON_POLICY_ENFORCE"],
  [/(?:^|\.)enforcement_mode$/, "ENFORCED_BLOCK_AND_AUDIT_LOG"],
];

/** Blocks and lists that protect by being there; what is taken out of them protects no more. */
const PROTECTING_BLOCKS =
  /^(?:encryption_config|encryption_configuration|server_side_encryption_configuration|server_side_encryption|database_encryption|retention_policy|soft_delete_policy|object_lock_configuration|versioning|logging|access_logs|enabled_cluster_log_types|enabled_cloudwatch_logs_exports|master_authorized_networks_config|private_cluster_config|binary_authorization|network_policy|workload_identity_config|shielded_instance_config|permissions_boundary|kms_key_id|kms_key_arn|kms_key_name|kms_master_key_id|default_kms_key_name|rotation_period|destroy_scheduled_duration|web_acl_arn|security_policy|vpc_service_controls|allowed_signers|rule\.default_retention|rule\.noncurrent_version_expiration)(?:\.|$)/;

/**
 * Protections that the drift took away: guards against the loss of data, encryption, logs, who may log in. Beside the controls, which judge
 * what is demanded, for a protection that nobody demands was set by somebody all the same.
 */
export function weakenings(differences: readonly RawDifference[]): readonly string[] {
  const found = differences.flatMap(({ path, before, after }) => leaves(path, before ?? null, after ?? null, 0));
  const texts = found.flatMap(({ path, before, after }) => {
    const plain = plainPath(path);
    if (isUnknown(before) || isUnknown(after)) {
      return isGuarding(plain) ? [`${plain} cannot be seen, and may protect less`] : [];
    }
    const keys = newKeys(plain, before, after);
    if (keys > 0) {
      return [`${plain}: ${count(keys, "key")} ${keys === 1 ? "is" : "are"} new`];
    }
    return isWeaker(plain, before, after) ? [`${plain}: ${wordOf(before)} -> ${wordOf(after)}`] : [];
  });
  return [...new Set(texts)];
}

interface Leaf {
  readonly path: string;
  readonly before: Value;
  readonly after: Value;
}

/** The difference, and what lies in a block that came or went. */
function leaves(path: string, before: Value, after: Value, depth: number): readonly Leaf[] {
  const whole = { path, before, after };
  const block = before ?? after;
  if (
    depth > DEEPEST ||
    isUnknown(block) ||
    !(isList(block) || isAttributes(block)) ||
    (before !== null && after !== null)
  ) {
    return [whole];
  }
  const members = Object.entries(block).flatMap(([name, member]: [string, Value]) => {
    const [was, is]: [Value, Value] = before === null ? [null, member] : [member, null];
    return leaves(`${path}.${name}`, was, is, depth + 1);
  });
  return [whole, ...members];
}

/** Only settings are spelled out here, never what could be a secret. */
function wordOf(value: Value): string {
  return typeof value === "boolean" || typeof value === "number"
    ? String(value)
    : typeof value === "string" && /^[\w:. -]{1,40}$/.test(value)
      ? value
      : isThere(value)
        ? "set"
        : "not set";
}

function isGuarding(path: string): boolean {
  return (
    isAccessGuard(path) ||
    [PROTECTING, ENDANGERING, KEPT, TURNED].some((pattern) => pattern.test(path)) ||
    STRICT.some(([pattern]) => pattern.test(path))
  );
}

function isWeaker(path: string, before: Value, after: Value): boolean {
  if (PROTECTING.test(path)) {
    return isTrue(before) && !isTrue(after);
  }
  if (ENDANGERING.test(path)) {
    return !isTrue(before) && isTrue(after);
  }
  if (KEPT.test(path)) {
    return daysOf(path, after) < daysOf(path, before);
  }
  if (TURNED.test(path) && isThere(before) && isThere(after)) {
    return daysOf(path, after) > daysOf(path, before);
  }
  if (isAccessGuard(path)) {
    return isMoreAccess(path, before, after);
  }
  const strict = STRICT.find(([pattern]) => pattern.test(path))?.[1];
  if (strict !== undefined && before === strict) {
    return after !== strict;
  }
  return PROTECTING_BLOCKS.test(path) && isThere(before) && !isThere(after);
}

function isTrue(value: Value): boolean {
  return value === true || value === "true";
}

function daysOf(path: string, value: Value): number {
  const days = typeof value === "string" ? Number.parseFloat(value) : Number(value ?? 0);
  return days === 0 && FOR_EVER.test(path) ? Number.POSITIVE_INFINITY : days;
}

function isThere(value: Value): boolean {
  return isList(value)
    ? value.length > 0
    : isAttributes(value)
      ? Object.keys(value).length > 0
      : value !== null && value !== "" && value !== false;
}
