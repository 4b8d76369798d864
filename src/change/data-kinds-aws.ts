import { blocksOf, own } from "../estate/joins/values";
import type { Resource } from "../estate/resource";
import {
  BACKUP,
  bucketContent,
  CACHE,
  DATABASE,
  KEYED,
  LOGS,
  RECORDS,
  ROWS,
  SECRET_VERSIONS,
  SNAPSHOT,
  TABLES,
  VOLUME,
} from "./data-content";
import {
  type DataKind,
  type DataKinds,
  empties,
  finalCopy,
  finalCopyNamed,
  keeps,
  keepsWhen,
  loses,
  type Protection,
  refuses,
  stops,
  stopsWhen,
  window,
} from "./data-protections";

const KEY_WINDOW = window("deletion_window_in_days", 30, "the deletion can be cancelled");

const FINAL_SNAPSHOT = finalCopy("skip_final_snapshot", "snapshot");
const FINAL_BACKUP = finalCopy("skip_final_backup", "backup");

const RDS: DataKind = { lost: DATABASE, protections: [stops("deletion_protection"), FINAL_SNAPSHOT] };

const S3: DataKind = {
  lost: bucketContent,
  protections: [empties("force_destroy", "S3 refuses to delete a bucket that is not empty")],
};

const SEARCH: DataKind = { lost: "the indices in it", protections: [] };

/** A parameter in plain text is configuration: its value stands in the code, or in what writes it. */
function parameterValue({ attributes }: Resource): string | undefined {
  const type = own(attributes, "type");
  return type === "String" || type === "StringList" ? undefined : "the parameter's value";
}

/** What lies in the offline store stays; a group that says neither of both has to have one of them. */
function onlineRecords({ attributes }: Resource): string | undefined {
  const isOnline = blocksOf(attributes, "online_store_config").length > 0;
  return isOnline || !isOffline(attributes) ? "the records in its online store" : undefined;
}

function isOffline(attributes: Resource["attributes"]): boolean {
  return blocksOf(attributes, "offline_store_config").length > 0;
}

const OFFLINE_STORE: Protection = {
  attribute: "offline_store_config",
  tells: (_, { attributes }) => (isOffline(attributes) ? keeps("its offline store keeps the records") : undefined),
};

const HOME_FOLDERS: Protection = {
  attribute: "retention_policy.0.home_efs_file_system",
  tells: (value) =>
    value === "Delete" ? loses("retention_policy deletes the home file system") : keeps("the home file system stays"),
};

/**
 * Kinds of AWS that hold data, and what keeps it when the resource goes.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs for the arguments and their defaults
 */
export const AWS_DATA: DataKinds = {
  // ----- Objects
  aws_s3_bucket: S3,
  aws_s3_directory_bucket: S3,
  aws_s3_object: { lost: "the object", protections: [] },
  aws_s3tables_table_bucket: {
    lost: TABLES,
    protections: [empties("force_destroy", "S3 refuses to delete a table bucket that is not empty")],
  },
  aws_s3tables_table: { lost: ROWS, protections: [] },
  aws_s3vectors_vector_bucket: {
    lost: "the vectors in it",
    protections: [empties("force_destroy", "S3 refuses to delete a vector bucket that is not empty")],
  },
  aws_s3vectors_index: { lost: "the vectors in it", protections: [] },
  aws_glacier_vault: {
    lost: "the archives in it",
    protections: [refuses("Glacier refuses to delete a vault that is not empty")],
  },

  // ----- Keys and secrets
  aws_kms_key: { lost: KEYED, protections: [KEY_WINDOW] },
  aws_kms_external_key: { lost: KEYED, protections: [KEY_WINDOW] },
  aws_kms_replica_key: { lost: "this region's copy of the key", protections: [KEY_WINDOW] },
  aws_secretsmanager_secret: { lost: SECRET_VERSIONS, protections: [window("recovery_window_in_days", 30)] },
  aws_ssm_parameter: { lost: parameterValue, protections: [] },
  aws_cognito_user_pool: { lost: "the users in it", protections: [stopsWhen("deletion_protection", "ACTIVE")] },

  // ----- Databases
  aws_db_instance: RDS,
  aws_rds_cluster: RDS,
  aws_docdb_cluster: RDS,
  aws_neptune_cluster: RDS,
  aws_docdbelastic_cluster: { lost: DATABASE, protections: [] },
  aws_dsql_cluster: {
    lost: DATABASE,
    protections: [
      {
        attribute: "force_destroy",
        tells: (value) => (value === true ? loses("force_destroy deletes it, guarded or not") : undefined),
      },
      stops("deletion_protection_enabled"),
    ],
  },
  aws_neptunegraph_graph: { lost: "the graph", protections: [stops("deletion_protection", true)] },
  aws_redshift_cluster: { lost: DATABASE, protections: [FINAL_SNAPSHOT] },
  aws_redshiftserverless_namespace: { lost: DATABASE, protections: [] },
  aws_dynamodb_table: {
    lost: "the items in it",
    protections: [
      stops("deletion_protection_enabled"),
      keepsWhen("point_in_time_recovery.0.enabled", true, "a backup is kept for 35 days"),
    ],
  },
  aws_keyspaces_keyspace: { lost: TABLES, protections: [] },
  aws_keyspaces_table: {
    lost: ROWS,
    protections: [keepsWhen("point_in_time_recovery.0.status", "ENABLED", "a backup is kept for 35 days")],
  },
  aws_timestreamwrite_table: { lost: RECORDS, protections: [] },
  aws_timestreaminfluxdb_db_instance: { lost: RECORDS, protections: [] },
  aws_timestreaminfluxdb_db_cluster: { lost: RECORDS, protections: [] },
  aws_db_snapshot: { lost: SNAPSHOT, protections: [] },
  aws_db_cluster_snapshot: { lost: SNAPSHOT, protections: [] },

  // ----- Caches, indices, streams
  aws_elasticache_replication_group: { lost: CACHE, protections: [finalCopyNamed("final_snapshot_identifier")] },
  aws_elasticache_cluster: { lost: CACHE, protections: [finalCopyNamed("final_snapshot_identifier")] },
  aws_elasticache_serverless_cache: { lost: CACHE, protections: [] },
  aws_memorydb_cluster: { lost: CACHE, protections: [finalCopyNamed("final_snapshot_name")] },
  aws_opensearch_domain: SEARCH,
  aws_elasticsearch_domain: SEARCH,
  aws_opensearchserverless_collection: SEARCH,
  aws_msk_cluster: { lost: "the topics in it", protections: [] },
  aws_kinesis_stream: { lost: RECORDS, protections: [] },
  aws_sqs_queue: { lost: "the messages in it", protections: [] },

  // ----- Volumes and file systems
  aws_ebs_volume: { lost: VOLUME, protections: [keepsWhen("final_snapshot", true, "a final snapshot is taken")] },
  aws_ebs_snapshot: { lost: SNAPSHOT, protections: [] },
  aws_ami: { lost: "the image", protections: [] },
  aws_efs_file_system: { lost: VOLUME, protections: [] },
  // Lustre alone takes no final backup unless it is asked for: https://docs.aws.amazon.com/fsx/latest/APIReference
  aws_fsx_lustre_file_system: { lost: VOLUME, protections: [finalCopy("skip_final_backup", "backup", true)] },
  aws_fsx_windows_file_system: { lost: VOLUME, protections: [FINAL_BACKUP] },
  aws_fsx_openzfs_file_system: { lost: VOLUME, protections: [FINAL_BACKUP] },
  aws_fsx_openzfs_volume: { lost: VOLUME, protections: [] },
  aws_fsx_openzfs_snapshot: { lost: SNAPSHOT, protections: [] },
  aws_fsx_ontap_file_system: {
    lost: "the volumes in it",
    protections: [refuses("FSx refuses to delete a file system that holds volumes")],
  },
  aws_fsx_ontap_volume: { lost: VOLUME, protections: [FINAL_BACKUP] },
  aws_fsx_backup: { lost: BACKUP, protections: [] },
  aws_backup_vault: {
    lost: "the backups in it",
    protections: [empties("force_destroy", "AWS Backup refuses to delete a vault that is not empty")],
  },

  // ----- Logs
  aws_cloudwatch_log_group: {
    lost: LOGS,
    protections: [keepsWhen("skip_destroy", true, "skip_destroy leaves the log group where it is")],
  },
  aws_cloudtrail_event_data_store: {
    lost: "the events in it",
    protections: [stops("termination_protection_enabled", true)],
  },

  // ----- Images, and what people work on
  aws_ecr_repository: {
    lost: "the images in it",
    protections: [empties("force_delete", "ECR refuses to delete a repository that is not empty")],
  },
  aws_ecrpublic_repository: {
    lost: "the images in it",
    protections: [empties("force_destroy", "ECR refuses to delete a repository that is not empty")],
  },
  aws_athena_workgroup: {
    lost: "the saved queries in it",
    protections: [empties("force_destroy", "Athena refuses to delete a workgroup that is not empty")],
  },
  aws_sagemaker_domain: { lost: "the home folders of its users", protections: [HOME_FOLDERS] },
  aws_sagemaker_feature_group: { lost: onlineRecords, protections: [OFFLINE_STORE] },
  aws_sagemaker_model_package_group: {
    lost: "the model versions in it",
    protections: [refuses("SageMaker refuses to delete a group that is not empty")],
  },
  aws_sagemaker_notebook_instance: { lost: VOLUME, protections: [] },
};

/** What a machine boots from is made of its image; volumes beside it that go with it are told. */
function volumesThatGo({ attributes }: Resource): string | undefined {
  const isGoing = blocksOf(attributes, "ebs_block_device").some((it) => own(it, "delete_on_termination") !== false);
  return isGoing ? "the files on its data volumes" : undefined;
}

/** Machines, which hold no data but on what is declared inside of them. */
export const AWS_MACHINES: DataKinds = {
  aws_instance: {
    lost: volumesThatGo,
    protections: [
      {
        attribute: "disable_api_termination",
        tells: (value, { attributes }) =>
          value === true && own(attributes, "force_destroy") !== true
            ? keeps("disable_api_termination stops the apply")
            : undefined,
      },
    ],
  },
};
