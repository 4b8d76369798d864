import { type Attributes, lossOf } from "../support/losses";

type Case = readonly [kind: string, attributes: Attributes, lost: string, isProtected: boolean, protection: string];

const NOTHING = "nothing keeps it";
const EMPTIED = "force_destroy deletes what is in it";

const GONE: readonly Case[] = [
  // ----- FSx: final backups, each kind in its way
  [
    "aws_fsx_windows_file_system",
    { skip_final_backup: true },
    "the files on it",
    false,
    "skip_final_backup leaves no copy",
  ],
  ["aws_fsx_windows_file_system", { skip_final_backup: false }, "the files on it", true, "a final backup is taken"],
  ["aws_fsx_windows_file_system", {}, "the files on it", true, "a final backup is taken"],
  [
    "aws_fsx_openzfs_file_system",
    { skip_final_backup: true },
    "the files on it",
    false,
    "skip_final_backup leaves no copy",
  ],
  ["aws_fsx_lustre_file_system", {}, "the files on it", false, "no final backup is taken"],
  ["aws_fsx_lustre_file_system", { skip_final_backup: false }, "the files on it", true, "a final backup is taken"],
  ["aws_fsx_ontap_volume", { skip_final_backup: true }, "the files on it", false, "skip_final_backup leaves no copy"],
  ["aws_fsx_ontap_volume", {}, "the files on it", true, "a final backup is taken"],
  ["aws_fsx_openzfs_volume", {}, "the files on it", false, NOTHING],
  [
    "aws_fsx_ontap_file_system",
    {},
    "the volumes in it",
    true,
    "FSx refuses to delete a file system that holds volumes",
  ],

  // ----- AWS
  ["aws_s3tables_table_bucket", { force_destroy: true }, "the tables in it", false, EMPTIED],
  ["aws_s3tables_table_bucket", {}, "the tables in it", true, "S3 refuses to delete a table bucket that is not empty"],
  ["aws_s3vectors_vector_bucket", { force_destroy: true }, "the vectors in it", false, EMPTIED],
  ["aws_glacier_vault", {}, "the archives in it", true, "Glacier refuses to delete a vault that is not empty"],
  ["aws_ssm_parameter", { type: "SecureString" }, "the parameter's value", false, NOTHING],
  [
    "aws_cognito_user_pool",
    { deletion_protection: "ACTIVE" },
    "the users in it",
    true,
    "deletion_protection stops the apply",
  ],
  ["aws_cognito_user_pool", { deletion_protection: "INACTIVE" }, "the users in it", false, NOTHING],
  ["aws_docdbelastic_cluster", {}, "the databases in it", false, NOTHING],
  [
    "aws_dsql_cluster",
    { deletion_protection_enabled: true },
    "the databases in it",
    true,
    "deletion_protection_enabled stops the apply",
  ],
  [
    "aws_dsql_cluster",
    { deletion_protection_enabled: true, force_destroy: true },
    "the databases in it",
    false,
    "force_destroy deletes it, guarded or not",
  ],
  ["aws_neptunegraph_graph", {}, "the graph", true, "deletion_protection stops the apply"],
  ["aws_neptunegraph_graph", { deletion_protection: false }, "the graph", false, NOTHING],
  ["aws_redshiftserverless_namespace", {}, "the databases in it", false, NOTHING],
  ["aws_keyspaces_table", {}, "the rows in it", false, NOTHING],
  [
    "aws_keyspaces_table",
    { point_in_time_recovery: [{ status: "ENABLED" }] },
    "the rows in it",
    true,
    "a backup is kept for 35 days",
  ],
  ["aws_timestreaminfluxdb_db_instance", {}, "the records in it", false, NOTHING],
  ["aws_elasticache_serverless_cache", {}, "the data in it", false, NOTHING],
  ["aws_ecrpublic_repository", { force_destroy: true }, "the images in it", false, EMPTIED],
  ["aws_athena_workgroup", { force_destroy: true }, "the saved queries in it", false, EMPTIED],
  [
    "aws_sagemaker_domain",
    { retention_policy: [{ home_efs_file_system: "Delete" }] },
    "the home folders of its users",
    false,
    "retention_policy deletes the home file system",
  ],
  ["aws_sagemaker_domain", {}, "the home folders of its users", true, "the home file system stays"],
  [
    "aws_sagemaker_feature_group",
    { online_store_config: [{ enable_online_store: true }] },
    "the records in its online store",
    false,
    NOTHING,
  ],
  [
    "aws_sagemaker_feature_group",
    {
      online_store_config: [{ enable_online_store: true }],
      offline_store_config: [{ disable_glue_table_creation: false }],
    },
    "the records in its online store",
    true,
    "its offline store keeps the records",
  ],
  [
    "aws_sagemaker_model_package_group",
    {},
    "the model versions in it",
    true,
    "SageMaker refuses to delete a group that is not empty",
  ],
  ["aws_sagemaker_notebook_instance", {}, "the files on it", false, NOTHING],
  [
    "aws_instance",
    { ebs_block_device: [{ device_name: "/dev/sdb", delete_on_termination: true }] },
    "the files on its data volumes",
    false,
    NOTHING,
  ],
  [
    "aws_instance",
    { ebs_block_device: [{ device_name: "/dev/sdb" }], disable_api_termination: true },
    "the files on its data volumes",
    true,
    "disable_api_termination stops the apply",
  ],
  [
    "aws_instance",
    { ebs_block_device: [{ device_name: "/dev/sdb" }], disable_api_termination: true, force_destroy: true },
    "the files on its data volumes",
    false,
    NOTHING,
  ],
];

test.each(GONE)("%s %j loses %s (kept: %s)", (kind, attributes, lost, isProtected, protection) => {
  expect(lossOf(kind, attributes)).toMatchObject([{ kind, action: "destroy", lost, isProtected, protection }]);
});

const HARMLESS: readonly (readonly [string, string, Attributes])[] = [
  ["a parameter in plain text", "aws_ssm_parameter", { type: "String", value: "ami-1" }],
  ["a list in plain text", "aws_ssm_parameter", { type: "StringList", value: "a,b" }],
  ["a machine without volumes of its own", "aws_instance", { root_block_device: [{ delete_on_termination: true }] }],
  ["a machine whose volumes stay", "aws_instance", { ebs_block_device: [{ delete_on_termination: false }] }],
  [
    "features that only the offline store has",
    "aws_sagemaker_feature_group",
    { offline_store_config: [{ disable_glue_table_creation: false }] },
  ],
];

test.each(HARMLESS)("%s loses nothing", (_, kind, attributes) => {
  expect(lossOf(kind, attributes)).toEqual([]);
});
