import { contentOf } from "../estate/joins/losses";
import { textOf } from "../estate/joins/values";
import type { Resource, Value } from "../estate/resource";
import { count } from "../policy/reports/wording";

/** What an attribute says about what becomes of the data. */
export interface Protection {
  /** Path of the attribute. */
  readonly attribute: string;

  /** Undefined when the value leaves it open, and the next one is asked. */
  readonly tells: (value: Value, resource: Resource) => Told | undefined;
}

interface Told {
  readonly isProtected: boolean;
  readonly protection: string;
}

/** A kind that holds data. */
interface DataKind {
  /** What is lost with it; undefined from a function when this one holds none. */
  readonly lost: string | ((resource: Resource) => string | undefined);

  /** In the order in which they are asked. */
  readonly protections: readonly Protection[];
}

const keeps = (protection: string): Told => ({ isProtected: true, protection });
const loses = (protection: string): Told => ({ isProtected: false, protection });

/** An attribute that stops the apply when it is true, or not set where the provider's default is true. */
function stops(attribute: string, isDefault = false): Protection {
  return {
    attribute,
    tells: (value) =>
      value === true || (value === null && isDefault) ? keeps(`${attribute} stops the apply`) : undefined,
  };
}

/** An attribute that has the provider delete what is inside; without it the service refuses. */
function empties(attribute: string, refusal: string): Protection {
  return {
    attribute,
    tells: (value) => (value === true ? loses(`${attribute} deletes what is in it`) : keeps(refusal)),
  };
}

/** A number of days in which the deletion can be taken back. */
function window(attribute: string, byDefault: number, word = "can be restored"): Protection {
  return {
    attribute,
    tells: (value) => {
      const days = value === null ? byDefault : Number(value);
      return days > 0 ? keeps(`${word} for ${count(days, "day")}`) : loses(`${attribute} is 0: it cannot be restored`);
    },
  };
}

/** A snapshot that is taken on the way out, unless it is skipped. */
const FINAL_SNAPSHOT: Protection = {
  attribute: "skip_final_snapshot",
  tells: (value) => (value === true ? loses("skip_final_snapshot leaves no copy") : keeps("a final snapshot is taken")),
};

const FINAL_SNAPSHOT_NAMED: Protection = {
  attribute: "final_snapshot_identifier",
  tells: (value) => (textOf(value) === undefined ? undefined : keeps("a final snapshot is taken")),
};

const CONTENTS: Readonly<Record<string, string>> = {
  model: "the models in it",
  state: "the Terraform states in it",
  audit: "the audit logs in it",
};

/** What the tag says that lies in the bucket. */
function bucketContent(resource: Resource): string {
  const content = contentOf(resource) ?? "";
  return (Object.hasOwn(CONTENTS, content) ? CONTENTS[content] : undefined) ?? "the objects in it";
}

const KEYED = "everything that it encrypts";
const DATABASE = "the databases in it";
const VOLUME = "the files on it";
const LOGS = "the logs in it";

const S3: DataKind = {
  lost: bucketContent,
  protections: [empties("force_destroy", "S3 refuses to delete a bucket that is not empty")],
};

const RDS: DataKind = { lost: DATABASE, protections: [stops("deletion_protection"), FINAL_SNAPSHOT] };

const SECRET: DataKind = {
  lost: "the object's data",
  protections: [],
};

/** GCP deletes nothing of a key at once: versions are scheduled, by default for 30 days. */
const CRYPTO_KEY: Protection = {
  attribute: "destroy_scheduled_duration",
  tells: (value) => {
    const seconds = value === null ? 30 * 86_400 : Number.parseInt(String(value), 10);
    return seconds > 0
      ? keeps(`its versions can be restored for ${count(Math.floor(seconds / 86_400), "day")}`)
      : undefined;
  },
};

/**
 * Kinds that hold data, and what keeps it when the resource goes.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs and .../google/latest/docs for the arguments and
 * their defaults
 */
export const DATA: Readonly<Record<string, DataKind>> = {
  aws_s3_bucket: S3,
  aws_s3_directory_bucket: S3,
  aws_kms_key: { lost: KEYED, protections: [window("deletion_window_in_days", 30, "the deletion can be cancelled")] },
  aws_kms_external_key: {
    lost: KEYED,
    protections: [window("deletion_window_in_days", 30, "the deletion can be cancelled")],
  },
  aws_kms_replica_key: {
    lost: "this region's copy of the key",
    protections: [window("deletion_window_in_days", 30, "the deletion can be cancelled")],
  },
  aws_db_instance: RDS,
  aws_rds_cluster: RDS,
  aws_docdb_cluster: RDS,
  aws_neptune_cluster: RDS,
  aws_redshift_cluster: { lost: DATABASE, protections: [FINAL_SNAPSHOT] },
  aws_dynamodb_table: {
    lost: "the items in it",
    protections: [
      stops("deletion_protection_enabled"),
      {
        attribute: "point_in_time_recovery.0.enabled",
        tells: (value) => (value === true ? keeps("a backup is kept for 35 days") : undefined),
      },
    ],
  },
  aws_elasticache_replication_group: { lost: "the data in it", protections: [FINAL_SNAPSHOT_NAMED] },
  aws_elasticache_cluster: { lost: "the data in it", protections: [FINAL_SNAPSHOT_NAMED] },
  aws_memorydb_cluster: {
    lost: "the data in it",
    protections: [
      {
        attribute: "final_snapshot_name",
        tells: (value) => (textOf(value) === undefined ? undefined : keeps("a final snapshot is taken")),
      },
    ],
  },
  aws_opensearch_domain: { lost: "the indices in it", protections: [] },
  aws_ebs_volume: {
    lost: VOLUME,
    protections: [
      {
        attribute: "final_snapshot",
        tells: (value) => (value === true ? keeps("a final snapshot is taken") : undefined),
      },
    ],
  },
  aws_ebs_snapshot: { lost: "the snapshot", protections: [] },
  aws_efs_file_system: { lost: VOLUME, protections: [] },
  aws_fsx_lustre_file_system: { lost: VOLUME, protections: [] },
  aws_fsx_ontap_file_system: { lost: VOLUME, protections: [] },
  aws_fsx_openzfs_file_system: { lost: VOLUME, protections: [] },
  aws_cloudwatch_log_group: {
    lost: LOGS,
    protections: [
      {
        attribute: "skip_destroy",
        tells: (value) => (value === true ? keeps("skip_destroy leaves the log group where it is") : undefined),
      },
    ],
  },
  aws_cloudtrail_event_data_store: {
    lost: "the events in it",
    protections: [stops("termination_protection_enabled", true)],
  },
  aws_secretsmanager_secret: { lost: "the secret's versions", protections: [window("recovery_window_in_days", 30)] },
  aws_ssm_parameter: { lost: "the parameter's value", protections: [] },
  aws_ecr_repository: {
    lost: "the images in it",
    protections: [empties("force_delete", "ECR refuses to delete a repository that is not empty")],
  },
  aws_s3_object: { lost: "the object", protections: [] },
  aws_elasticsearch_domain: { lost: "the indices in it", protections: [] },
  aws_opensearchserverless_collection: { lost: "the indices in it", protections: [] },
  aws_timestreamwrite_table: { lost: "the records in it", protections: [] },
  aws_msk_cluster: { lost: "the topics in it", protections: [] },
  aws_kinesis_stream: { lost: "the records in it", protections: [] },
  aws_sqs_queue: { lost: "the messages in it", protections: [] },
  aws_cognito_user_pool: { lost: "the users in it", protections: [] },
  aws_backup_vault: {
    lost: "the backups in it",
    protections: [empties("force_destroy", "AWS Backup refuses to delete a vault that is not empty")],
  },
  aws_db_snapshot: { lost: "the snapshot", protections: [] },
  aws_db_cluster_snapshot: { lost: "the snapshot", protections: [] },
  aws_ami: { lost: "the image", protections: [] },
  aws_fsx_windows_file_system: { lost: VOLUME, protections: [FINAL_SNAPSHOT] },
  google_storage_bucket_object: { lost: "the object", protections: [] },
  google_alloydb_cluster: { lost: DATABASE, protections: [] },
  google_bigtable_table: {
    lost: "the rows in it",
    protections: [
      {
        attribute: "deletion_protection",
        tells: (value) => (value === "PROTECTED" ? keeps("deletion_protection stops the apply") : undefined),
      },
    ],
  },
  google_redis_instance: { lost: "the data in it", protections: [] },
  google_pubsub_subscription: { lost: "the messages in it", protections: [] },
  google_vertex_ai_index: { lost: "the index", protections: [] },
  google_project: {
    lost: "everything in it",
    protections: [
      {
        attribute: "deletion_policy",
        tells: (value) =>
          value === "DELETE" ? keeps("it can be restored for 30 days") : keeps("deletion_policy stops the apply"),
      },
    ],
  },
  "v1 PersistentVolume": {
    lost: VOLUME,
    protections: [
      {
        attribute: "spec.persistentVolumeReclaimPolicy",
        tells: (value) => (value === "Delete" ? undefined : keeps("its reclaim policy leaves the volume where it is")),
      },
    ],
  },
  google_storage_bucket: {
    lost: bucketContent,
    protections: [empties("force_destroy", "Cloud Storage refuses to delete a bucket that is not empty")],
  },
  google_kms_crypto_key: { lost: KEYED, protections: [CRYPTO_KEY] },
  google_kms_crypto_key_version: { lost: KEYED, protections: [] },
  google_sql_database_instance: {
    lost: DATABASE,
    protections: [stops("deletion_protection", true), stops("settings.0.deletion_protection_enabled")],
  },
  google_sql_database: {
    lost: "the database",
    protections: [
      {
        attribute: "deletion_policy",
        tells: (value) => (value === "ABANDON" ? keeps("deletion_policy ABANDON leaves it where it is") : undefined),
      },
    ],
  },
  google_spanner_instance: { lost: DATABASE, protections: [] },
  google_spanner_database: { lost: "the database", protections: [stops("deletion_protection", true)] },
  google_bigtable_instance: { lost: "the tables in it", protections: [stops("deletion_protection", true)] },
  google_bigquery_dataset: {
    lost: "the tables in it",
    protections: [empties("delete_contents_on_destroy", "BigQuery refuses to delete a dataset that is not empty")],
  },
  google_bigquery_table: { lost: "the rows in it", protections: [stops("deletion_protection", true)] },
  google_firestore_database: {
    lost: "the documents in it",
    protections: [
      {
        attribute: "deletion_policy",
        tells: (value) => (value === "DELETE" ? undefined : keeps("deletion_policy leaves it where it is")),
      },
    ],
  },
  google_filestore_instance: { lost: VOLUME, protections: [stops("deletion_protection_enabled")] },
  google_compute_disk: {
    lost: VOLUME,
    protections: [
      {
        attribute: "create_snapshot_before_destroy",
        tells: (value) => (value === true ? keeps("a snapshot is taken before") : undefined),
      },
    ],
  },
  google_compute_region_disk: { lost: VOLUME, protections: [] },
  google_compute_snapshot: { lost: "the snapshot", protections: [] },
  google_logging_project_bucket_config: { lost: LOGS, protections: [] },
  google_secret_manager_secret: { lost: "the secret's versions", protections: [stops("deletion_protection")] },
  google_secret_manager_regional_secret: { lost: "the secret's versions", protections: [stops("deletion_protection")] },
  google_artifact_registry_repository: { lost: "the images and packages in it", protections: [] },
  kubernetes_namespace: { lost: "everything in it, its volume claims too", protections: [] },
  kubernetes_namespace_v1: { lost: "everything in it, its volume claims too", protections: [] },
  "v1 Namespace": { lost: "everything in it, its volume claims too", protections: [] },
  kubernetes_persistent_volume_claim: { lost: "the volume behind it, when its class deletes it", protections: [] },
  kubernetes_persistent_volume_claim_v1: { lost: "the volume behind it, when its class deletes it", protections: [] },
  "v1 PersistentVolumeClaim": { lost: "the volume behind it, when its class deletes it", protections: [] },
  kubernetes_secret: SECRET,
  kubernetes_secret_v1: SECRET,
  "v1 Secret": SECRET,
};
