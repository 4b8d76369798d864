import type { Control } from "../control";
import { HOLDS_MODELS } from "./model-buckets";

/** CEL: a configuration of object lock holds what is written to the bucket without being asked. */
function holdsByDefault(lock: string): string {
  return (
    `${lock}.rule.exists(r, r.default_retention.exists(d, text(d.mode) in ["GOVERNANCE", "COMPLIANCE"] && ` +
    "(number(d.days, 0) > 0 || number(d.years, 0) > 0)))"
  );
}

const REPLICATES_MODELS = 'tag(target(self, "bucket", "aws_s3_bucket"), "ai-artifact") == "model"';

/** CEL: the condition on every rule, `r`, that replicates. */
function everyReplication(holds: string): string {
  return `self.rule.all(r, text(r.status) == "Disabled" || ${holds})`;
}

/** Insights are made from management events: a trail of data events alone has none to make them from. */
const RECORDS_MANAGEMENT =
  "(self.event_selector.size() == 0 || " +
  "self.event_selector.exists(s, s.include_management_events == null || isTrue(s.include_management_events))) && " +
  "(self.advanced_event_selector.size() == 0 || self.advanced_event_selector.exists(s, " +
  's.field_selector.exists(f, f.field == "eventCategory" && list(f.equals).exists(e, e == "Management"))))';

/** IAM is the same in every region: AWS advises to record it in one of them, and to leave it out elsewhere. */
const RECORDS_ALL_KINDS =
  "self.recording_group.all(g, isTrue(g.all_supported) || " +
  "(g.all_supported == null && list(g.resource_types).size() == 0 && g.exclusion_by_resource_types.size() == 0) || " +
  "(g.exclusion_by_resource_types.size() > 0 && g.exclusion_by_resource_types.all(e, " +
  'list(e.resource_types).size() > 0 && list(e.resource_types).all(t, t.startsWith("AWS::IAM::")))))';
const RECORDS = 'satellites(self, "aws_config_configuration_recorder_status", "name").exists(s, isTrue(s.is_enabled))';

/** What a regulator asks of models and of the record of what was done with them. */
export const REGULATED_AWS_CONTROLS: readonly Control[] = [
  {
    id: "AWS_S3_MODELS_LOCKED",
    severity: "high",
    category: "resilience",
    title: "Buckets of models in production have an object lock",
    appliesTo: ["aws_s3_bucket"],
    when: `${HOLDS_MODELS} && tier(self) == "prod"`,
    require:
      'satellites(self, "aws_s3_bucket_object_lock_configuration").size() > 0 || ' +
      `self.object_lock_configuration.exists(l, ${holdsByDefault("l")})`,
    attribute: "bucket",
    message: "No aws_s3_bucket_object_lock_configuration points at this bucket of models",
    rationale:
      "Which model answered a patient or refused a loan must be shown years later, byte for byte. Versions can be deleted by whoever " +
      "stole the publisher's role; locked ones cannot.",
    remediation:
      "Add an aws_s3_bucket_object_lock_configuration with default_retention in GOVERNANCE mode, or COMPLIANCE where the law asks for " +
      "it; versioning must be enabled. A bucket that is there already keeps object_lock_enabled as it is: a change replaces it. " +
      "SecureModelBucket({ objectLock }) makes one.",
    answers: ["S3-03", "CKV_AWS_143", "AML.M0014", "AML.T0018", "LLM04"],
  },
  {
    id: "AWS_S3_LOCK_HOLDS_BY_DEFAULT",
    severity: "high",
    category: "resilience",
    title: "An object lock holds what is written without being asked",
    appliesTo: ["aws_s3_bucket_object_lock_configuration"],
    require: holdsByDefault("self"),
    attribute: "rule.default_retention.mode",
    message: "The lock has no default retention, so it holds only objects that ask for it",
    rationale:
      "An upload that forgets to ask for a retention is as easily replaced as before, and the bucket looks as if it were locked.",
    remediation:
      'Set rule.default_retention with mode "GOVERNANCE" or "COMPLIANCE", and days or years; there is none by default.',
    answers: ["S3-31", "CKV_AWS_143", "AML.M0014", "AML.T0018"],
  },
  {
    id: "AWS_S3_REPLICAS_CUSTOMER_KEY",
    severity: "high",
    category: "encryption",
    title: "Copies of models are encrypted with a key of the customer",
    appliesTo: ["aws_s3_bucket_replication_configuration"],
    when: REPLICATES_MODELS,
    require: everyReplication(
      "r.destination.exists(d, d.encryption_configuration.exists(e, customerKey(e.replica_kms_key_id)))",
    ),
    attribute: "rule.destination.encryption_configuration.replica_kms_key_id",
    message: "A rule replicates models and names no key of the customer for the copies",
    rationale:
      "A copy for disaster recovery is a second set of weights to steal: under a key that no policy guards, whoever may read that " +
      "bucket has them.",
    remediation:
      "Set rule.destination.encryption_configuration.replica_kms_key_id to a customer key in the region of the copies; unset, S3 takes " +
      "its own. Replication itself is not asked for.",
    answers: ["S3-33", "CKV_AWS_144", "AML.M0012", "ML05:2023"],
  },
  {
    id: "AWS_S3_REPLICAS_COMPLETE",
    severity: "medium",
    category: "resilience",
    title: "Models that are encrypted with KMS are replicated too",
    appliesTo: ["aws_s3_bucket_replication_configuration"],
    when: REPLICATES_MODELS,
    require: everyReplication(
      'r.source_selection_criteria.exists(c, c.sse_kms_encrypted_objects.exists(o, o.status == "Enabled"))',
    ),
    attribute: "rule.source_selection_criteria.sse_kms_encrypted_objects.status",
    message: "A rule leaves out what is encrypted with KMS, which models are",
    rationale:
      "S3 passes over objects under KMS without a word: on the day of the disaster the copy of the models is empty.",
    remediation:
      'Set rule.source_selection_criteria.sse_kms_encrypted_objects.status to "Enabled"; without the block they are not replicated.',
    answers: ["S3-34", "CKV_AWS_144"],
  },
  {
    id: "AWS_CLOUDTRAIL_INSIGHTS",
    severity: "medium",
    category: "logging",
    title: "The trail notices calls that are out of the ordinary",
    appliesTo: ["aws_cloudtrail"],
    when: RECORDS_MANAGEMENT,
    require:
      '["ApiCallRateInsight", "ApiErrorRateInsight"].all(t, self.insight_selector.exists(i, i.insight_type == t))',
    attribute: "insight_selector.insight_type",
    message: "Insights on the rate of calls and on the rate of errors are not both there",
    rationale:
      "A stolen role that tries what it may do is a burst of calls and refusals: in the trail it is a million lines, as an insight it " +
      "is one.",
    remediation:
      "Add insight_selector for ApiCallRateInsight and for ApiErrorRateInsight; there are none by default. Trails of data events alone " +
      "are not judged.",
    answers: ["AUD-09", "AML.M0024"],
  },
  {
    id: "AWS_CONFIG_RECORDS_EVERYTHING",
    severity: "medium",
    category: "logging",
    title: "AWS Config records every kind of resource",
    appliesTo: ["aws_config_configuration_recorder"],
    require: `(${RECORDS_ALL_KINDS}) && (${RECORDS})`,
    found:
      `((${RECORDS_ALL_KINDS}) ? [] : ["it leaves out kinds of resources"]) + ` +
      `((${RECORDS}) ? [] : ["no aws_config_configuration_recorder_status switches it on"])`,
    attribute: "recording_group.all_supported",
    message: "AWS Config does not keep the history of everything",
    rationale:
      "How the bucket of models was set up on the day in question is asked by auditors and by those who look into a theft; only a " +
      "recorder of everything knows. IAM may be left out where another region records it.",
    remediation:
      "Set recording_group.all_supported to true, its default, and add an aws_config_configuration_recorder_status with is_enabled = true.",
    answers: ["AUD-19", "CKV2_AWS_45", "CKV2_AWS_48"],
  },
  {
    id: "AWS_BEDROCK_GUARDRAIL_CUSTOMER_KEY",
    severity: "medium",
    category: "encryption",
    title: "Guardrails are encrypted with a key of the customer",
    appliesTo: ["aws_bedrock_guardrail"],
    require: "customerKey(self.kms_key_arn)",
    attribute: "kms_key_arn",
    rationale:
      "The topics, words and patterns that a guardrail refuses tell what the business fears, and how to get around it.",
    remediation: "Set kms_key_arn to the ARN of a customer key; unset, Bedrock takes its own.",
    answers: ["MEP-36", "AML.M0012", "AML.M0020"],
  },
];
