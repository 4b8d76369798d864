import type { KindCases } from "./cases";
import { KEY, OTHER_KEY, OTHER_ROLE, ROLE } from "./values";

/** Databases and tables. */
export const DATABASES: Readonly<Record<string, KindCases>> = {
  aws_db_instance: {
    base: {
      identifier: "models",
      instance_class: "db.t4g.micro",
      engine: "postgres",
      allocated_storage: 20,
      username: "models",
      password: "only-a-test",
      skip_final_snapshot: true,
    },
    replaces: {
      kms_key_id: [OTHER_KEY, KEY, { storage_encrypted: true }],
      backup_target: ["outposts", "region"],
      nchar_character_set_name: ["UTF16", "UTF8"],
      "s3_import.0.bucket_name": [
        "b",
        "a",
        {
          engine: "mysql",
          s3_import: [{ ingestion_role: ROLE, source_engine: "mysql", source_engine_version: "5.6" }],
        },
      ],
      storage_encrypted: [false, true],
      availability_zone: ["old", "new"],
      character_set_name: ["old", "new"],
      custom_iam_instance_profile: ["other", null],
      db_name: ["old", "new"],
      engine: ["other", "postgres"],
      restore_to_point_in_time: [
        [
          {
            restore_time: "other",
            source_db_instance_automated_backups_arn: "other",
            source_db_instance_identifier: "other",
            source_dbi_resource_id: "other",
            use_latest_restorable_time: true,
          },
        ],
        null,
      ],
      timezone: ["old", "new"],
      username: ["other", "models"],
    },
    updates: {
      identifier_prefix: ["b", "a", { identifier: null }],
      network_type: ["DUAL", "IPV4"],
      backup_retention_period: [7, 14],
      engine_lifecycle_support: ["open-source-rds-extended-support", "open-source-rds-extended-support-disabled"],
      performance_insights_kms_key_id: [OTHER_KEY, KEY, { performance_insights_enabled: true }],
      replica_mode: ["mounted", "open-read-only"],
      monitoring_role_arn: [OTHER_ROLE, ROLE],
      database_insights_mode: ["standard", "advanced"],
      multi_az: [false, true],
      db_subnet_group_name: ["b", "a"],
      engine_version: ["15", "16"],
      "restore_to_point_in_time.0.source_db_instance_identifier": [
        "b",
        "a",
        { restore_to_point_in_time: [{ use_latest_restorable_time: true }] },
      ],
      storage_type: ["gp2", "gp3"],
      replicate_source_db: ["b", "a", { username: null, password: null, engine: null, allocated_storage: null }],
    },
    depends: [
      {
        path: "snapshot_identifier",
        on: "is replaced when it is set; that it is gone is ignored",
        replaces: [
          ["snapshot_identifier", "b", "a"],
          ["snapshot_identifier", null, "a"],
        ],
        updates: [],
        ignored: [["snapshot_identifier", "a", null]],
      },
    ],
  },
  aws_rds_cluster: {
    base: {
      cluster_identifier: "models",
      engine: "aurora-postgresql",
      master_username: "models",
      master_password: "only-a-test",
      skip_final_snapshot: true,
    },
    filled: { engine_mode: "provisioned", availability_zones: [] },
    replaces: {
      cluster_identifier_prefix: ["b", "a", { cluster_identifier: null }],
      kms_key_id: [OTHER_KEY, KEY, { storage_encrypted: true }],
      cluster_scalability_type: ["standard", "limitless"],
      engine_mode: ["serverless", "provisioned"],
      availability_zones: [["eu-west-1b"], ["eu-west-1a"]],
      storage_encrypted: [false, true],
      "s3_import.0.bucket_name": [
        "b",
        "a",
        {
          engine: "aurora-mysql",
          s3_import: [{ ingestion_role: ROLE, source_engine: "mysql", source_engine_version: "5.6" }],
        },
      ],
      "restore_to_point_in_time.0.source_cluster_identifier": [
        "b",
        "a",
        { restore_to_point_in_time: [{ use_latest_restorable_time: true }] },
      ],
      cluster_identifier: ["other", "models"],
      database_name: ["old", "new"],
      db_subnet_group_name: ["old", "new"],
      db_system_id: ["old", "new"],
      engine: ["other", "aurora-postgresql"],
      master_username: ["other", "models"],
      source_region: ["other", null],
    },
    updates: {
      network_type: ["DUAL", "IPV4"],
      engine_version: ["15", "16"],
      global_cluster_identifier: ["b", "a"],
      replication_source_identifier: ["b", "a"],
      engine_lifecycle_support: ["open-source-rds-extended-support", "open-source-rds-extended-support-disabled"],
      database_insights_mode: ["standard", "advanced"],
    },
    depends: [
      {
        path: "snapshot_identifier",
        on: "is replaced when it is set; that it is gone is ignored",
        replaces: [
          ["snapshot_identifier", "b", "a"],
          ["snapshot_identifier", null, "a"],
        ],
        updates: [],
        ignored: [["snapshot_identifier", "a", null]],
      },
      {
        path: "storage_type",
        on: "is replaced when the engine is not Aurora",
        replaces: [["storage_type", "io1", "gp3", { engine: "mysql" }]],
        updates: [["storage_type", "", "aurora-iopt1"]],
      },
    ],
  },
  aws_dynamodb_table: {
    base: { name: "models", hash_key: "id", billing_mode: "PAY_PER_REQUEST", attribute: [{ name: "id", type: "S" }] },
    replaces: {
      local_secondary_index: [
        [],
        [{ name: "l", projection_type: "ALL", range_key: "r" }],
        {
          range_key: "r2",
          attribute: [
            { name: "id", type: "S" },
            { name: "r", type: "S" },
            { name: "r2", type: "S" },
          ],
        },
      ],
      restore_source_name: ["b", "a"],
      restore_source_table_arn: [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/b",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/a",
      ],
      import_table: [null, [{ input_format: "ION", s3_bucket_source: [{ bucket: "a" }] }]],
      hash_key: ["other", "id"],
      name: ["other", "models"],
      range_key: ["other", null],
      restore_date_time: ["other", null],
      restore_to_latest_time: [true, null],
    },
    updates: {
      global_secondary_index: [
        [],
        [{ name: "g", projection_type: "ALL", hash_key: "r" }],
        {
          attribute: [
            { name: "id", type: "S" },
            { name: "r", type: "S" },
          ],
        },
      ],
      billing_mode: ["PROVISIONED", "PAY_PER_REQUEST"],
      "server_side_encryption.0.kms_key_arn": [OTHER_KEY, KEY, { server_side_encryption: [{ enabled: true }] }],
      stream_view_type: ["NEW_IMAGE", "OLD_IMAGE", { stream_enabled: true }],
      "import_table.0.input_format": [
        "ION",
        "DYNAMODB_JSON",
        { import_table: [{ s3_bucket_source: [{ bucket: "a" }] }] },
      ],
    },
  },
};
