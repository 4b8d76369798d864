import { type Attributes, lossOf } from "../support/losses";

type Case = readonly [kind: string, attributes: Attributes, lost: string, isProtected: boolean, protection: string];

const NOTHING = "nothing keeps it";
const EMPTIED = "force_destroy deletes what is in it";

const GONE: readonly Case[] = [
  ["google_vertex_ai_featurestore", { force_destroy: true }, "the features in it", false, EMPTIED],
  [
    "google_vertex_ai_feature_online_store",
    {},
    "the features in it",
    true,
    "Vertex AI refuses to delete a store that is not empty",
  ],
  ["google_vertex_ai_dataset", {}, "the items and annotations in it", false, NOTHING],
  ["google_parallelstore_instance", {}, "the files on it", false, NOTHING],
  ["google_lustre_instance", {}, "the files on it", false, NOTHING],
  ["google_netapp_volume", { deletion_policy: "FORCE" }, "the files on it", false, NOTHING],
  ["google_memorystore_instance", { deletion_protection_enabled: false }, "the data in it", false, NOTHING],
  ["google_memorystore_instance", {}, "the data in it", true, "deletion_protection_enabled stops the apply"],
  ["google_redis_cluster", { deletion_protection_enabled: false }, "the data in it", false, NOTHING],
  [
    "google_redis_instance",
    { deletion_protection: true },
    "the data in it",
    true,
    "deletion_protection stops the apply",
  ],
  [
    "google_alloydb_cluster",
    { deletion_protection: true },
    "the databases in it",
    true,
    "deletion_protection stops the apply",
  ],
  [
    "google_backup_dr_backup_vault",
    { force_delete: true },
    "the backups in it",
    true,
    "Backup and DR refuses to delete a vault that holds backups",
  ],
  ["google_storage_folder", { force_destroy: true }, "the objects in it", false, EMPTIED],
  ["google_healthcare_dataset", {}, "the stores in it", false, NOTHING],
  ["google_workbench_instance", {}, "the files on it", false, NOTHING],
  [
    "google_notebooks_instance",
    { no_remove_data_disk: true },
    "the files on it",
    true,
    "no_remove_data_disk leaves its data disk",
  ],
  ["google_compute_image", {}, "the image", false, NOTHING],
  [
    "google_compute_region_disk",
    { create_snapshot_before_destroy: true },
    "the files on it",
    true,
    "a snapshot is taken before",
  ],
  [
    "google_firestore_database",
    { deletion_policy: "DELETE", delete_protection_state: "DELETE_PROTECTION_ENABLED" },
    "the documents in it",
    true,
    "delete_protection_state stops the apply",
  ],
  [
    "google_spanner_database",
    { deletion_protection: false, enable_drop_protection: true },
    "the database",
    true,
    "enable_drop_protection stops the apply",
  ],
  [
    "google_sql_database_instance",
    { deletion_protection: false, settings: [{ retain_backups_on_delete: true }] },
    "the databases in it",
    true,
    "its backups are kept",
  ],
];

test.each(GONE)("%s %j loses %s (kept: %s)", (kind, attributes, lost, isProtected, protection) => {
  expect(lossOf(kind, attributes)).toMatchObject([{ kind, action: "destroy", lost, isProtected, protection }]);
});

const HARMLESS: readonly (readonly [string, string, Attributes])[] = [
  ["a machine of Google", "google_compute_instance", { boot_disk: [{ auto_delete: true }] }],
  ["a managed folder, whose objects stay", "google_storage_managed_folder", { force_destroy: true }],
];

test.each(HARMLESS)("%s loses nothing", (_, kind, attributes) => {
  expect(lossOf(kind, attributes)).toEqual([]);
});
