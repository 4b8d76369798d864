import type { Attributes, Mutation } from "../mutation";

/** A mutation of the trail of an example. */
function brokenTrail(control: string, name: string, change: (trail: Attributes) => void): Mutation {
  return { control, name, stack: "model-store", breaks: (stack) => stack.change("aws_cloudtrail", change) };
}

export const AWS_LOGS_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_LOG_GROUP_ENCRYPTED",
    name: "a log group loses its key",
    stack: "model-store",
    breaks: (stack) =>
      stack.change("aws_cloudwatch_log_group", (group) => {
        delete group.kms_key_id;
      }),
  },
  {
    control: "AWS_LOG_GROUP_AUDIT_RETAINED",
    name: "the control plane's logs are kept for a week",
    breaks: (stack) =>
      stack.change(
        "aws_cloudwatch_log_group",
        (group) => {
          group.retention_in_days = 7;
        },
        ({ name }) => String(name).startsWith("/aws/eks/"),
      ),
  },
  brokenTrail("AWS_CLOUDTRAIL_MULTI_REGION", "the trail records one region", (trail) => {
    trail.is_multi_region_trail = false;
  }),
  brokenTrail("AWS_CLOUDTRAIL_VALIDATED", "the trail has no digests", (trail) => {
    delete trail.enable_log_file_validation;
  }),
  brokenTrail("AWS_CLOUDTRAIL_LOGGING", "the trail is switched off", (trail) => {
    trail.enable_logging = false;
  }),
  brokenTrail("AWS_CLOUDTRAIL_ENCRYPTED", "the trail has no key", (trail) => {
    trail.kms_key_id = null;
  }),
  brokenTrail("AWS_CLOUDTRAIL_GLOBAL_EVENTS", "the trail leaves out IAM", (trail) => {
    trail.include_global_service_events = false;
  }),
  brokenTrail("AWS_CLOUDTRAIL_WATCHED", "nobody watches the trail", (trail) => {
    delete trail.cloud_watch_logs_group_arn;
  }),
  brokenTrail("AWS_CLOUDTRAIL_MODEL_READS", "the trail records management calls alone", (trail) => {
    trail.advanced_event_selector = (trail.advanced_event_selector as unknown[]).slice(0, 1);
  }),
  {
    control: "AWS_CLOUDTRAIL_BUCKET_LOCKED",
    name: "the trail's bucket loses its lock",
    stack: "model-store",
    breaks: (stack) => {
      const [name, { s3_bucket_name: bucket }] = stack.first("aws_cloudtrail");
      stack.remove("aws_s3_bucket_object_lock_configuration", (lock) => lock.bucket === bucket);
      return `aws_cloudtrail.${name}`;
    },
  },
  {
    control: "AWS_ALARM_ACTS",
    name: "an alarm that tells nobody is added",
    stack: "model-store",
    breaks: (stack) =>
      stack.add("aws_cloudwatch_metric_alarm", "deleted_keys", {
        alarm_name: "deleted-keys",
        comparison_operator: "GreaterThanThreshold",
        evaluation_periods: 1,
        metric_name: "DeletedKeys",
        namespace: "Audit",
        period: 300,
        statistic: "Sum",
        threshold: 0,
      }),
  },
];
