import type { Control } from "../control";

/** Logs that tell who did what: of control planes, of trails, of traffic. Logs of content should be kept for less. */
const IS_AUDIT_LOG =
  'spelling(self.name).startsWith("/aws/eks/") || spelling(self.name).lowerAscii().contains("cloudtrail") || ' +
  'spelling(self.name).lowerAscii().contains("audit")';

const READS_OF_OBJECTS =
  'self.advanced_event_selector.exists(s, s.field_selector.exists(f, f.field == "resources.type" && ' +
  'list(f.equals).exists(e, e == "AWS::S3::Object"))) || ' +
  'self.event_selector.exists(s, s.data_resource.exists(r, r.type == "AWS::S3::Object"))';

const LOCKS =
  'satellites(b, "aws_s3_bucket_object_lock_configuration").exists(l, l.rule.exists(r, r.default_retention.size() > 0)) || ' +
  "b.object_lock_configuration.exists(l, l.rule.exists(r, r.default_retention.size() > 0))";

/** A bucket that is only named may lie in the account that keeps the records of all, where it is judged. */
const BUCKET_IS_HERE =
  '!isLiteral(self.s3_bucket_name) || resources("aws_s3_bucket").exists(b, isLiteral(b.bucket) && b.bucket == self.s3_bucket_name)';

/** An alarm that only feeds others acts through them. */
const FEEDS_ANOTHER =
  'resources("aws_cloudwatch_composite_alarm").exists(c, spelling(c.alarm_rule).contains(resource.address) || ' +
  "(isLiteral(self.alarm_name) && spelling(c.alarm_rule).contains(self.alarm_name)))";

/** Who read the weights, who called the API, who changed the estate: kept, encrypted, and out of reach of who did it. */
export const AWS_LOGS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_LOG_GROUP_ENCRYPTED",
    severity: "medium",
    category: "encryption",
    title: "Log groups are encrypted with a key of the customer",
    appliesTo: ["aws_cloudwatch_log_group"],
    require: "self.kms_key_id != null",
    attribute: "kms_key_id",
    rationale:
      "Logs of model servers hold prompts, those of the control plane the names of secrets; a key can be revoked, CloudWatch's cannot.",
    remediation: "Set kms_key_id to a key whose policy admits logs.<region>.amazonaws.com; ServingLogGroup does.",
    answers: ["EKS-25", "AUD-12", "DENY-AUD-002", "CKV_AWS_158", "AVD-AWS-0017", "KICS 0afbcfe9", "AML.M0012", "LLM02"],
  },
  {
    id: "AWS_LOG_GROUP_AUDIT_RETAINED",
    severity: "medium",
    category: "logging",
    title: "Audit logs are kept for a year or longer",
    appliesTo: ["aws_cloudwatch_log_group"],
    when: IS_AUDIT_LOG,
    require: "number(self.retention_in_days, 0) == 0 || number(self.retention_in_days, 0) >= 365",
    attribute: "retention_in_days",
    rationale:
      "Theft of weights is found months later; what the logs no longer say, nobody can prove. Unset and 0 keep them for ever.",
    remediation:
      "Set retention_in_days to 365 or more for /aws/eks/..., CloudTrail and audit groups; ServingLogGroup and AuditTrail do.",
    answers: ["EKS-26", "AUD-11", "DENY-AUD-002", "CKV_AWS_66", "CKV_AWS_338", "KICS ef0b316a", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_MULTI_REGION",
    severity: "medium",
    category: "logging",
    title: "The trail records every region",
    appliesTo: ["aws_cloudtrail"],
    require: "isTrue(self.is_multi_region_trail)",
    attribute: "is_multi_region_trail",
    rationale: "A stolen identity works where nobody looks: in the region that the trail leaves out.",
    remediation: "Set is_multi_region_trail to true; it defaults to false. AuditTrail does.",
    answers: ["AUD-01", "CKV_AWS_67", "AVD-AWS-0014", "KICS 8173d5eb", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_VALIDATED",
    severity: "medium",
    category: "logging",
    title: "The trail's files are signed with digests",
    appliesTo: ["aws_cloudtrail"],
    require: "isTrue(self.enable_log_file_validation)",
    attribute: "enable_log_file_validation",
    rationale: "Without digests a file of the trail can be edited, and nobody can tell.",
    remediation: "Set enable_log_file_validation to true; it defaults to false. AuditTrail does.",
    answers: ["AUD-02", "CKV_AWS_36", "AVD-AWS-0016", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_LOGGING",
    severity: "high",
    category: "logging",
    title: "The trail is switched on",
    appliesTo: ["aws_cloudtrail"],
    require: "self.enable_logging == null || isTrue(self.enable_logging)",
    attribute: "enable_logging",
    rationale: "A trail that is declared and switched off is what an intruder leaves behind.",
    remediation: "Remove enable_logging, which defaults to true, or set it to true; AuditTrail does.",
    answers: ["AUD-03", "CKV_AWS_251", "KICS 4bb76f17", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_ENCRYPTED",
    severity: "medium",
    category: "encryption",
    title: "The trail is encrypted with a key of the customer",
    appliesTo: ["aws_cloudtrail"],
    require: "self.kms_key_id != null",
    attribute: "kms_key_id",
    rationale: "The trail tells which principals read which weights: a map for whoever reads it.",
    remediation: "Set kms_key_id to a key whose policy admits CloudTrail; AuditTrail does.",
    answers: ["AUD-04", "CKV_AWS_35", "AVD-AWS-0015", "AML.M0012"],
  },
  {
    id: "AWS_CLOUDTRAIL_GLOBAL_EVENTS",
    severity: "medium",
    category: "logging",
    title: "The trail records the global services",
    appliesTo: ["aws_cloudtrail"],
    require: "self.include_global_service_events == null || isTrue(self.include_global_service_events)",
    attribute: "include_global_service_events",
    rationale: "IAM and STS are global services: without them the trail does not say who became whom.",
    remediation: "Remove include_global_service_events, which defaults to true, or set it to true; AuditTrail does.",
    answers: ["AUD-07", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_WATCHED",
    severity: "low",
    category: "logging",
    title: "The trail is delivered to a log group that alarms can watch",
    appliesTo: ["aws_cloudtrail"],
    require: "self.cloud_watch_logs_group_arn != null",
    attribute: "cloud_watch_logs_group_arn",
    rationale:
      "Files in a bucket are read after the fact; a metric filter sees a deleted key or an opened bucket within minutes.",
    remediation: "Set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn; AuditTrail does.",
    answers: ["AUD-05", "CKV2_AWS_10", "AVD-AWS-0162", "CIS AWS-1.4 3.4", "AML.M0024"],
  },
  {
    id: "AWS_CLOUDTRAIL_MODEL_READS",
    severity: "high",
    category: "logging",
    title: "The trail records who reads and writes model objects",
    appliesTo: ["aws_cloudtrail"],
    when: 'resources("aws_s3_bucket").exists(b, b.tags != null && "ai-artifact" in b.tags && b.tags["ai-artifact"] == "model")',
    require: READS_OF_OBJECTS,
    attribute: "advanced_event_selector",
    message: "The estate has buckets of models, and the trail has no data events of S3 objects",
    rationale: "By default a trail records management calls alone: a copy of the weights leaves no line in it.",
    remediation:
      "Select eventCategory Data with resources.type AWS::S3::Object for the model buckets; AuditTrail({ modelStores }) does.",
    answers: [
      "AUD-08",
      "DENY-AUD-001",
      "AVD-AWS-0171",
      "AVD-AWS-0172",
      "CIS AWS-1.4 3.10",
      "CIS AWS-1.4 3.11",
      "AML.M0024",
    ],
  },
  {
    id: "AWS_CLOUDTRAIL_BUCKET_LOCKED",
    severity: "medium",
    category: "logging",
    title: "Nobody can delete what the trail has recorded",
    appliesTo: ["aws_cloudtrail"],
    when: BUCKET_IS_HERE,
    require: `[target(self, "s3_bucket_name", "aws_s3_bucket")].all(b, ${LOCKS})`,
    attribute: "s3_bucket_name",
    message: "The bucket of the trail has no object lock with a default retention",
    rationale:
      "The first thing that whoever took the weights deletes is the record of it. Digests tell that files are missing, not what was in them.",
    remediation:
      "Add an aws_s3_bucket_object_lock_configuration with default_retention of a year in GOVERNANCE mode to the trail's bucket; " +
      "AuditTrail does. That the bucket is private and logged is asked of every bucket.",
    answers: ["AUD-10", "AML.M0024"],
  },
  {
    id: "AWS_ALARM_ACTS",
    severity: "medium",
    category: "logging",
    title: "Alarms tell somebody",
    appliesTo: ["aws_cloudwatch_metric_alarm"],
    require: `(text(self.actions_enabled) != "false" && list(self.alarm_actions).size() > 0) || ${FEEDS_ANOTHER}`,
    attribute: "alarm_actions",
    message: "Nothing happens when the alarm goes off",
    rationale:
      "An alarm on deleted keys, opened buckets or a rush of requests that nobody hears is only a colour on a dashboard. Those that " +
      "feed a composite alarm act through it, and are not judged.",
    remediation:
      "Set alarm_actions to the ARN of a topic that people read, and leave actions_enabled at its default, true.",
    answers: ["AUD-17", "CKV_AWS_319", "AML.M0024"],
  },
];
