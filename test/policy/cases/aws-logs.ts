import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const MODELS = { aws_s3_bucket: { models: { bucket: "acme-models", tags: { "ai-artifact": "model" } } } };

function group(attributes: object): EstateSource {
  return { resource: { aws_cloudwatch_log_group: { one: { name: "/aws/eks/serving/cluster", ...attributes } } } };
}

function trail(attributes: object, others: Record<string, Record<string, unknown>> = {}): EstateSource {
  return { resource: { aws_cloudtrail: { one: { name: "audit", s3_bucket_name: "logs", ...attributes } }, ...others } };
}

const RECORDS = { aws_s3_bucket: { records: { bucket: "acme-records" } } };
const TO_RECORDS = { s3_bucket_name: "${aws_s3_bucket.records.id}" };
const LOCK = {
  aws_s3_bucket_object_lock_configuration: {
    it: {
      bucket: "${aws_s3_bucket.records.id}",
      rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 365 }] }],
    },
  },
};

function alarm(attributes: object): EstateSource {
  return {
    resource: {
      aws_cloudwatch_metric_alarm: { it: { alarm_name: "deleted-keys", metric_name: "DeletedKeys", ...attributes } },
    },
  };
}

function advanced(type: string): object {
  return {
    advanced_event_selector: [
      {
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: [type] },
        ],
      },
    ],
  };
}

export const AWS_LOGS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_LOG_GROUP_ENCRYPTED",
    holds: { "a key": group({ kms_key_id: KEY }), "a reference": group({ kms_key_id: "${aws_kms_key.logs.arn}" }) },
    fails: { "no key": group({}), "an explicit null": group({ kms_key_id: null }) },
  },
  {
    control: "AWS_LOG_GROUP_AUDIT_RETAINED",
    holds: {
      "a year": group({ retention_in_days: 365 }),
      "for ever": group({ retention_in_days: 0 }),
      "not said, which is for ever": group({}),
    },
    fails: {
      "a month": group({ retention_in_days: 30 }),
      "a month, as text, of a trail": group({ name: "acme-CloudTrail", retention_in_days: "30" }),
    },
    undecided: { "by a variable": group({ retention_in_days: "${var.days}" }) },
  },
  {
    control: "AWS_CLOUDTRAIL_MULTI_REGION",
    holds: { "every region": trail({ is_multi_region_trail: true }) },
    fails: { "not said": trail({}), "one region": trail({ is_multi_region_trail: "false" }) },
    undecided: { "by a variable": trail({ is_multi_region_trail: "${var.all}" }) },
  },
  {
    control: "AWS_CLOUDTRAIL_VALIDATED",
    holds: { digests: trail({ enable_log_file_validation: true }) },
    fails: { "not said": trail({}), "switched off": trail({ enable_log_file_validation: false }) },
    undecided: { "by a variable": trail({ enable_log_file_validation: "${var.digests}" }) },
  },
  {
    control: "AWS_CLOUDTRAIL_LOGGING",
    holds: { on: trail({ enable_logging: true }), "not said: the default is on": trail({}) },
    fails: { off: trail({ enable_logging: false }) },
    undecided: { "by a variable": trail({ enable_logging: "${var.on}" }) },
  },
  {
    control: "AWS_CLOUDTRAIL_ENCRYPTED",
    holds: { "a key": trail({ kms_key_id: KEY }) },
    fails: { "no key": trail({}) },
  },
  {
    control: "AWS_CLOUDTRAIL_GLOBAL_EVENTS",
    holds: { recorded: trail({ include_global_service_events: true }), "not said: the default is yes": trail({}) },
    fails: { "left out": trail({ include_global_service_events: false }) },
    undecided: { "by a variable": trail({ include_global_service_events: "${var.global}" }) },
  },
  {
    control: "AWS_CLOUDTRAIL_WATCHED",
    holds: { "a log group": trail({ cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.audit.arn}:*" }) },
    fails: { none: trail({}) },
  },
  {
    control: "AWS_CLOUDTRAIL_MODEL_READS",
    holds: {
      "advanced selectors": trail(advanced("AWS::S3::Object"), MODELS),
      "basic selectors": trail(
        { event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3"] } } },
        MODELS,
      ),
    },
    fails: {
      "management calls alone": trail({}, MODELS),
      "data events of functions": trail(advanced("AWS::Lambda::Function"), MODELS),
    },
    undecided: {
      "selectors that are not known": trail({ advanced_event_selector: "${var.selectors}" }, MODELS),
    },
  },
  {
    control: "AWS_CLOUDTRAIL_BUCKET_LOCKED",
    holds: {
      "locked by a satellite": trail(TO_RECORDS, { ...RECORDS, ...LOCK }),
      "locked by the old block": trail(TO_RECORDS, {
        aws_s3_bucket: {
          records: {
            bucket: "acme-records",
            object_lock_configuration: [{ rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 365 }] }] }],
          },
        },
      }),
      "the bucket of another account": trail({ s3_bucket_name: "central-records" }, RECORDS),
    },
    fails: {
      "no lock": trail(TO_RECORDS, RECORDS),
      "a lock without retention": trail(TO_RECORDS, {
        ...RECORDS,
        aws_s3_bucket_object_lock_configuration: {
          it: { bucket: "${aws_s3_bucket.records.id}", object_lock_enabled: "Enabled" },
        },
      }),
      "by name": trail({ s3_bucket_name: "acme-records" }, RECORDS),
    },
    undecided: { "a bucket that is not known": trail({ s3_bucket_name: "${var.bucket}" }, RECORDS) },
  },
  {
    control: "AWS_ALARM_ACTS",
    holds: {
      "a topic": alarm({ alarm_actions: ["${aws_sns_topic.security.arn}"] }),
      "an alarm that feeds another, by reference": {
        resource: {
          aws_cloudwatch_metric_alarm: { it: { alarm_name: "deleted-keys" } },
          aws_cloudwatch_composite_alarm: {
            all: { alarm_rule: "ALARM(${aws_cloudwatch_metric_alarm.it.alarm_name})", alarm_actions: ["arn"] },
          },
        },
      },
      "an alarm that feeds another, by name": {
        resource: {
          aws_cloudwatch_metric_alarm: { it: { alarm_name: "deleted-keys" } },
          aws_cloudwatch_composite_alarm: { all: { alarm_rule: 'ALARM("deleted-keys")', alarm_actions: ["arn"] } },
        },
      },
    },
    fails: {
      "no action": alarm({}),
      "actions switched off": alarm({ actions_enabled: false, alarm_actions: ["${aws_sns_topic.security.arn}"] }),
      "an empty list": alarm({ alarm_actions: [] }),
    },
    undecided: { "actions that are not known": alarm({ alarm_actions: "${var.actions}" }) },
  },
];
