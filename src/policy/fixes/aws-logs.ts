import { add, choose, type Fixes, include, set } from "./fix";

const KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

export const AWS_LOGS_FIXES: Fixes = {
  AWS_LOG_GROUP_ENCRYPTED: [
    set("kms_key_id", choose("ARN of a key whose policy admits CloudWatch Logs for this log group", KEY_ARN)),
  ],
  AWS_LOG_GROUP_AUDIT_RETAINED: [set("retention_in_days", 365)],
  AWS_CLOUDTRAIL_MULTI_REGION: [set("is_multi_region_trail", true)],
  AWS_CLOUDTRAIL_VALIDATED: [set("enable_log_file_validation", true)],
  AWS_CLOUDTRAIL_LOGGING: [set("enable_logging", true)],
  AWS_CLOUDTRAIL_ENCRYPTED: [set("kms_key_id", choose("ARN of a key whose policy admits CloudTrail", KEY_ARN))],
  AWS_CLOUDTRAIL_GLOBAL_EVENTS: [set("include_global_service_events", true)],
  AWS_CLOUDTRAIL_WATCHED: [
    set(
      "cloud_watch_logs_group_arn",
      choose("ARN of the log group, with :* at the end", "arn:aws:logs:eu-west-1:111122223333:log-group:audit:*"),
    ),
    set(
      "cloud_watch_logs_role_arn",
      choose("ARN of the role that writes to the log group", "arn:aws:iam::111122223333:role/cloudtrail-delivery"),
    ),
  ],
  // Management calls are recorded by default, and no longer once there are selectors.
  AWS_CLOUDTRAIL_MODEL_READS: [
    include(
      "advanced_event_selector",
      { name: "Management calls", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      {
        name: "Reads and writes of models",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          {
            field: "resources.ARN",
            starts_with: [choose("ARN of the bucket of models and a slash", "arn:aws:s3:::acme-models/")],
          },
        ],
      },
    ),
  ],
  AWS_CLOUDTRAIL_BUCKET_LOCKED: [
    add("aws_s3_bucket_object_lock_configuration", "records", {
      bucket: choose("name of the trail's bucket, which keeps versions", "acme-records"),
      rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
    }),
  ],
  AWS_ALARM_ACTS: [
    set("actions_enabled", true),
    include(
      "alarm_actions",
      choose("ARN of the topic that people read", "arn:aws:sns:eu-west-1:111122223333:security-alarms"),
    ),
  ],
};
