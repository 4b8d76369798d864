import { add, choose, decide, type Fixes, include, ofSubject, set } from "./fix";

export const REGULATED_AWS_FIXES: Fixes = {
  AWS_S3_MODELS_LOCKED: [
    add("aws_s3_bucket_object_lock_configuration", "lock", {
      bucket: ofSubject(),
      rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
    }),
  ],
  AWS_S3_LOCK_HOLDS_BY_DEFAULT: [
    set("rule.default_retention.mode", "GOVERNANCE"),
    set("rule.default_retention.days", 365),
  ],
  AWS_S3_REPLICAS_CUSTOMER_KEY: [
    set(
      "rule.destination.encryption_configuration.replica_kms_key_id",
      choose(
        "ARN of the key of the copies, in their region",
        "arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666",
      ),
    ),
  ],
  AWS_S3_REPLICAS_COMPLETE: [set("rule.source_selection_criteria.sse_kms_encrypted_objects.status", "Enabled")],
  AWS_CLOUDTRAIL_INSIGHTS: [
    include("insight_selector", { insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }),
  ],
  AWS_CONFIG_RECORDS_EVERYTHING: [
    decide(
      "In which region IAM is recorded, and where its delivery channel leads: a recorder of everything, switched on. A region beside " +
        "that one leaves out AWS::IAM:: kinds by exclusion_by_resource_types.",
      {
        hcl: `resource "aws_config_configuration_recorder" "everything" {
  name     = "everything"
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_config_configuration_recorder_status" "everything" {
  name       = aws_config_configuration_recorder.everything.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.everything]
}`,
        cdktf: `import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";

const recorder = new ConfigConfigurationRecorder(this, "Everything", {
  name: "everything",
  roleArn: role.arn,
  recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});

new ConfigConfigurationRecorderStatus(this, "EverythingStatus", {
  name: recorder.name,
  isEnabled: true,
  dependsOn: [deliveryChannel],
});`,
      },
    ),
  ],
  AWS_BEDROCK_GUARDRAIL_CUSTOMER_KEY: [
    set(
      "kms_key_arn",
      choose(
        "ARN of a key that the roles which use the guardrail may use",
        "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666",
      ),
    ),
  ],
};
