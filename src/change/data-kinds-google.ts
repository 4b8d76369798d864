import { count } from "../policy/reports/wording";
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
  keeps,
  keepsWhen,
  type Protection,
  refuses,
  stops,
  stopsWhen,
} from "./data-protections";

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

const PROJECT: Protection = {
  attribute: "deletion_policy",
  tells: (value) =>
    value === "DELETE" ? keeps("it can be restored for 30 days") : keeps("deletion_policy stops the apply"),
};

const DOCUMENTS: Protection = {
  attribute: "deletion_policy",
  tells: (value) => (value === "DELETE" ? undefined : keeps("deletion_policy leaves it where it is")),
};

const ABANDONED = keepsWhen("deletion_policy", "ABANDON", "deletion_policy ABANDON leaves it where it is");
const SNAPSHOT_BEFORE = keepsWhen("create_snapshot_before_destroy", true, "a snapshot is taken before");

const SECRET: DataKind = { lost: SECRET_VERSIONS, protections: [stops("deletion_protection")] };

/** Stores of Vertex AI that hold what others made. */
function vertex(lost: string): DataKind {
  return {
    lost,
    protections: [empties("force_destroy", "Vertex AI refuses to delete a store that is not empty")],
  };
}

/**
 * Kinds of Google Cloud that hold data, and what keeps it when the resource goes.
 *
 * @see https://registry.terraform.io/providers/hashicorp/google/latest/docs for the arguments and their defaults
 */
export const GOOGLE_DATA: DataKinds = {
  google_project: { lost: "everything in it", protections: [PROJECT] },

  // ----- Objects. A managed folder is none: what lies in it stays where it is, with force_destroy too.
  google_storage_bucket: {
    lost: bucketContent,
    protections: [empties("force_destroy", "Cloud Storage refuses to delete a bucket that is not empty")],
  },
  google_storage_bucket_object: { lost: "the object", protections: [ABANDONED] },
  google_storage_folder: {
    lost: "the objects in it",
    protections: [empties("force_destroy", "Cloud Storage refuses to delete a folder that is not empty")],
  },

  // ----- Keys and secrets
  google_kms_crypto_key: { lost: KEYED, protections: [CRYPTO_KEY] },
  google_kms_crypto_key_version: { lost: KEYED, protections: [] },
  google_secret_manager_secret: SECRET,
  google_secret_manager_regional_secret: SECRET,

  // ----- Databases
  google_sql_database_instance: {
    lost: DATABASE,
    protections: [
      stops("deletion_protection", true),
      stops("settings.0.deletion_protection_enabled"),
      keepsWhen("settings.0.retain_backups_on_delete", true, "its backups are kept"),
    ],
  },
  google_sql_database: { lost: "the database", protections: [ABANDONED] },
  google_alloydb_cluster: { lost: DATABASE, protections: [stops("deletion_protection")] },
  google_spanner_instance: { lost: DATABASE, protections: [] },
  google_spanner_database: {
    lost: "the database",
    protections: [stops("deletion_protection", true), stops("enable_drop_protection")],
  },
  google_bigtable_instance: { lost: TABLES, protections: [stops("deletion_protection", true)] },
  google_bigtable_table: { lost: ROWS, protections: [stopsWhen("deletion_protection", "PROTECTED")] },
  google_bigquery_dataset: {
    lost: TABLES,
    protections: [empties("delete_contents_on_destroy", "BigQuery refuses to delete a dataset that is not empty")],
  },
  google_bigquery_table: { lost: ROWS, protections: [stops("deletion_protection", true)] },
  google_firestore_database: {
    lost: "the documents in it",
    protections: [stopsWhen("delete_protection_state", "DELETE_PROTECTION_ENABLED"), DOCUMENTS],
  },
  google_healthcare_dataset: { lost: "the stores in it", protections: [] },
  google_healthcare_fhir_store: { lost: RECORDS, protections: [] },
  google_healthcare_dicom_store: { lost: RECORDS, protections: [] },
  google_healthcare_hl7_v2_store: { lost: RECORDS, protections: [] },

  // ----- Caches and messages
  google_redis_instance: { lost: CACHE, protections: [stops("deletion_protection")] },
  google_redis_cluster: { lost: CACHE, protections: [stops("deletion_protection_enabled", true)] },
  google_memorystore_instance: { lost: CACHE, protections: [stops("deletion_protection_enabled", true)] },
  google_pubsub_subscription: { lost: "the messages in it", protections: [] },

  // ----- Volumes and file systems. Of a machine nothing is told: its disks are made of an image, or stand for themselves.
  google_compute_disk: { lost: VOLUME, protections: [SNAPSHOT_BEFORE] },
  google_compute_region_disk: { lost: VOLUME, protections: [SNAPSHOT_BEFORE] },
  google_compute_snapshot: { lost: SNAPSHOT, protections: [] },
  google_compute_image: { lost: "the image", protections: [] },
  google_filestore_instance: { lost: VOLUME, protections: [stops("deletion_protection_enabled")] },
  google_filestore_backup: { lost: BACKUP, protections: [] },
  google_filestore_snapshot: { lost: SNAPSHOT, protections: [] },
  google_lustre_instance: { lost: VOLUME, protections: [] },
  google_parallelstore_instance: { lost: VOLUME, protections: [] },
  google_netapp_volume: { lost: VOLUME, protections: [] },
  google_netapp_volume_snapshot: { lost: SNAPSHOT, protections: [] },
  google_netapp_backup: { lost: BACKUP, protections: [] },
  google_backup_dr_backup_vault: {
    lost: "the backups in it",
    // force_delete is for data sources without backups, whatever its name says.
    protections: [refuses("Backup and DR refuses to delete a vault that holds backups")],
  },

  // ----- Logs
  google_logging_project_bucket_config: { lost: LOGS, protections: [] },

  // ----- Images, models, and what people work on
  google_artifact_registry_repository: { lost: "the images and packages in it", protections: [] },
  google_vertex_ai_index: { lost: "the index", protections: [] },
  google_vertex_ai_dataset: { lost: "the items and annotations in it", protections: [] },
  google_vertex_ai_featurestore: vertex("the features in it"),
  google_vertex_ai_feature_online_store: vertex("the features in it"),
  google_workbench_instance: { lost: VOLUME, protections: [] },
  google_notebooks_instance: {
    lost: VOLUME,
    protections: [keepsWhen("no_remove_data_disk", true, "no_remove_data_disk leaves its data disk")],
  },
};
