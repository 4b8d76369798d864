import { weakenings } from "../../../src/change/drift/weakenings";
import { Sensitive } from "../../../src/change/sensitive";
import type { Value } from "../../../src/estate/resource";

type Case = readonly [path: string, before: Value | undefined, after: Value | undefined, told: readonly string[]];

const WEAKER: readonly Case[] = [
  [
    "versioning_configuration.0.status",
    "Enabled",
    "Suspended",
    ["versioning_configuration.status: Enabled -> Suspended"],
  ],
  ["deletion_protection", true, false, ["deletion_protection: true -> false"]],
  ["enable_key_rotation", true, undefined, ["enable_key_rotation: true -> not set"]],
  ["block_public_policy", true, false, ["block_public_policy: true -> false"]],
  ["versioning.0.enabled", true, false, ["versioning.enabled: true -> false"]],
  ["point_in_time_recovery.0.enabled", true, false, ["point_in_time_recovery.enabled: true -> false"]],
  ["encrypt_at_rest.0.enabled", true, false, ["encrypt_at_rest.enabled: true -> false"]],
  ["node_to_node_encryption.0.enabled", true, undefined, ["node_to_node_encryption.enabled: true -> not set"]],
  ["sqs_managed_sse_enabled", true, false, ["sqs_managed_sse_enabled: true -> false"]],
  ["skip_final_backup", false, true, ["skip_final_backup: false -> true"]],
  ["retention_days", 365, 1, ["retention_days: 365 -> 1"]],
  [
    "retention_properties.0.magnetic_store_retention_period_in_days",
    73000,
    1,
    ["retention_properties.magnetic_store_retention_period_in_days: 73000 -> 1"],
  ],
  ["publicly_accessible", false, true, ["publicly_accessible: false -> true"]],
  ["vpc_config.0.endpoint_public_access", false, true, ["vpc_config.endpoint_public_access: false -> true"]],
  ["backup_retention_period", 30, 1, ["backup_retention_period: 30 -> 1"]],
  ["backup_retention_period", 7, 0, ["backup_retention_period: 7 -> 0"]],
  // 0 keeps logs for ever: any other number keeps them for less.
  ["retention_in_days", 0, 30, ["retention_in_days: 0 -> 30"]],
  ["retention_in_days", 365, 30, ["retention_in_days: 365 -> 30"]],
  ["rotation_period_in_days", 90, 365, ["rotation_period_in_days: 90 -> 365"]],
  ["rotation_period", "7776000s", "31536000s", ["rotation_period: 7776000s -> 31536000s"]],
  ["rotation_period", "7776000s", undefined, ["rotation_period: 7776000s -> not set"]],
  ["rotation_rules.0.automatically_after_days", 30, 365, ["rotation_rules.automatically_after_days: 30 -> 365"]],
  ["settings.0.backup_configuration.0.enabled", true, false, ["settings.backup_configuration.enabled: true -> false"]],
  [
    "settings.0.backup_configuration.0.backup_retention_settings.0.retained_backups",
    30,
    7,
    ["settings.backup_configuration.backup_retention_settings.retained_backups: 30 -> 7"],
  ],
  ["delete_automated_backups", false, true, ["delete_automated_backups: false -> true"]],
  ["image_tag_mutability", "IMMUTABLE", "MUTABLE", ["image_tag_mutability: IMMUTABLE -> MUTABLE"]],
  ["metadata_options.0.http_tokens", "required", "optional", ["metadata_options.http_tokens: required -> optional"]],
  ["public_access_prevention", "enforced", "inherited", ["public_access_prevention: enforced -> inherited"]],
  ["kms_key_id", "arn:aws:kms:eu-west-1:1:key/a", undefined, ["kms_key_id: set -> not set"]],
  ["enabled_cluster_log_types.2", "audit", undefined, ["enabled_cluster_log_types: audit -> not set"]],
  ["encryption_config", [{ resources: ["secrets"] }], undefined, ["encryption_config: set -> not set"]],
  // Who logs in to machines of Google.
  ["metadata.enable-oslogin", "TRUE", undefined, ["metadata.enable-oslogin: TRUE -> not set"]],
  ["metadata.enable-oslogin", true, "FALSE", ["metadata.enable-oslogin: true -> FALSE"]],
  ["metadata.enable-oslogin", undefined, "FALSE", ["metadata.enable-oslogin: not set -> FALSE"]],
  ["metadata.block-project-ssh-keys", "yes", "no", ["metadata.block-project-ssh-keys: yes -> no"]],
  ["metadata.serial-port-enable", undefined, "1", ["metadata.serial-port-enable: not set -> 1"]],
  ["metadata.ssh-keys", undefined, "evil:ssh-rsa AAA", ["metadata.ssh-keys: 1 key is new"]],
  [
    "metadata.ssh-keys",
    "a:ssh-rsa A",
    "a:ssh-rsa A\nb:ssh-rsa B\nc:ssh-rsa C\n",
    ["metadata.ssh-keys: 2 keys are new"],
  ],
  ["metadata.sshKeys", undefined, "evil:ssh-rsa AAA", ["metadata.sshKeys: 1 key is new"]],
  ["metadata", undefined, { "ssh-keys": "evil:ssh-rsa AAA" }, ["metadata.ssh-keys: 1 key is new"]],
  [
    "metadata.ssh-keys",
    new Sensitive([], "${sensitive(1)}"),
    new Sensitive([], "${sensitive(2)}"),
    ["metadata.ssh-keys cannot be seen, and may protect less"],
  ],
  // What pods of a namespace are refused for.
  [
    "metadata.0.labels.pod-security.kubernetes.io/enforce",
    "restricted",
    "privileged",
    ["metadata.labels.pod-security.kubernetes.io/enforce: restricted -> privileged"],
  ],
  [
    "metadata.0.labels.pod-security.kubernetes.io/enforce",
    "restricted",
    "baseline",
    ["metadata.labels.pod-security.kubernetes.io/enforce: restricted -> baseline"],
  ],
  [
    "metadata.0.labels.pod-security.kubernetes.io/audit",
    "baseline",
    undefined,
    ["metadata.labels.pod-security.kubernetes.io/audit: baseline -> not set"],
  ],
  // The block goes with what it says.
  [
    "rule.0",
    { default_retention: [{ days: 365 }] },
    undefined,
    ["rule.default_retention: set -> not set", "rule.default_retention.days: 365 -> not set"],
  ],
  [
    "deletion_protection",
    new Sensitive([], "${sensitive(1)}"),
    new Sensitive([], "${sensitive(2)}"),
    ["deletion_protection cannot be seen, and may protect less"],
  ],
];

test.each(WEAKER)("%s from %j to %j protects less", (path, before, after, told) => {
  const found = weakenings([{ path, before, after }]);
  expect(found).toEqual(expect.arrayContaining([...told]));
  expect(found.length).toBeGreaterThan(0);
});

const NOT_WEAKER: readonly (readonly [string, Value | undefined, Value | undefined])[] = [
  ["versioning_configuration.0.status", "Suspended", "Enabled"],
  ["deletion_protection", false, true],
  ["publicly_accessible", true, false],
  ["backup_retention_period", 7, 30],
  ["retention_in_days", 30, 0],
  ["deletion_window_in_days", 7, 30],
  ["rotation_period_in_days", 365, 90],
  ["rotation_period", undefined, "7776000s"],
  ["kms_key_id", undefined, "arn:aws:kms:eu-west-1:1:key/a"],
  ["kms_key_id", "arn:aws:kms:eu-west-1:1:key/a", "arn:aws:kms:eu-west-1:1:key/b"],
  ["enabled_cluster_log_types.2", undefined, "audit"],
  ["tags.deletion", "a", "b"],
  ["metadata.enable-oslogin", "FALSE", "TRUE"],
  ["metadata.enable-oslogin", "TRUE", "true"],
  ["metadata.enable-oslogin", "FALSE", undefined],
  ["metadata.block-project-ssh-keys", undefined, "FALSE"],
  ["metadata.serial-port-enable", "TRUE", "FALSE"],
  ["metadata.ssh-keys", "a:ssh-rsa A\nb:ssh-rsa B", "b:ssh-rsa B"],
  ["metadata.0.labels.pod-security.kubernetes.io/enforce", "baseline", "restricted"],
  ["metadata.0.labels.pod-security.kubernetes.io/enforce", "privileged", undefined],
  ["metadata.0.labels.pod-security.kubernetes.io/warn", "restricted", "privileged"],
  ["scaling_config.0.max_size", 6, 60],
  ["password", new Sensitive([], "${sensitive(1)}"), new Sensitive([], "${sensitive(2)}")],
];

test.each(NOT_WEAKER)("%s from %j to %j protects as before", (path, before, after) => {
  expect(weakenings([{ path, before, after }])).toEqual([]);
});

test("nothing that could be a secret is spelled out", () => {
  const before = { encryption_config: "x".repeat(60) };
  const told = weakenings([{ path: "encryption_config", before: before.encryption_config, after: undefined }]);
  expect(told).toEqual(["encryption_config: set -> not set"]);
});
