import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

type Kinds = Record<string, Record<string, unknown>>;

const PRODUCTION = { "ai-artifact": "model", tier: "production" };
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d-1111-2222-3333-444455556666";

/** A bucket of models, and what else there is. */
function models(others: Kinds = {}, tags: unknown = PRODUCTION, attributes: object = {}): EstateSource {
  return { resource: { aws_s3_bucket: { models: { bucket: "acme-models", tags, ...attributes } }, ...others } };
}

function lock(default_retention: unknown, bucket = "${aws_s3_bucket.models.id}"): Kinds {
  return { aws_s3_bucket_object_lock_configuration: { it: { bucket, rule: { default_retention } } } };
}

/** Replication of the bucket by one rule. */
function replicated(rule: object, tags: unknown = PRODUCTION): EstateSource {
  return models(
    {
      aws_s3_bucket_replication_configuration: {
        it: { bucket: "${aws_s3_bucket.models.id}", role: "arn:aws:iam::111122223333:role/copies", rule: [rule] },
      },
    },
    tags,
  );
}

function copied(replica_kms_key_id: unknown): object {
  return {
    status: "Enabled",
    destination: { bucket: "arn:aws:s3:::acme-copies", encryption_configuration: { replica_kms_key_id } },
  };
}

function selected(status: unknown): object {
  return { status: "Enabled", source_selection_criteria: { sse_kms_encrypted_objects: { status } } };
}

function trail(attributes: object): EstateSource {
  return { resource: { aws_cloudtrail: { it: { name: "all", s3_bucket_name: "acme-trail", ...attributes } } } };
}

const RATE = { insight_type: "ApiCallRateInsight" };
const ERRORS = { insight_type: "ApiErrorRateInsight" };

const DATA_EVENTS = { field_selector: [{ field: "eventCategory", equals: ["Data"] }] };
const MANAGEMENT_EVENTS = { field_selector: [{ field: "eventCategory", equals: ["Management"] }] };

function recorder(recording_group: unknown, is_enabled: unknown = true): EstateSource {
  return {
    resource: {
      aws_config_configuration_recorder: {
        it: { name: "default", role_arn: "arn:aws:iam::111122223333:role/config", recording_group },
      },
      aws_config_configuration_recorder_status: {
        it: { name: "${aws_config_configuration_recorder.it.name}", is_enabled },
      },
    },
  };
}

function excluding(...resource_types: readonly string[]): EstateSource {
  return recorder({
    all_supported: false,
    exclusion_by_resource_types: { resource_types },
    recording_strategy: { use_only: "EXCLUSION_BY_RESOURCE_TYPES" },
  });
}

export const REGULATED_AWS_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_MODELS_LOCKED",
    holds: {
      "a lock": models(lock({ mode: "GOVERNANCE", days: 365 })),
      "the old block": models({}, PRODUCTION, {
        object_lock_configuration: {
          object_lock_enabled: "Enabled",
          rule: { default_retention: { mode: "GOVERNANCE", days: 365 } },
        },
      }),
      "models of a lower tier": models({}, { ...PRODUCTION, tier: "staging" }),
      "a bucket of something else": models({}, { tier: "production" }),
    },
    fails: {
      "no lock": models(),
      "a lock of another bucket": models(lock({ mode: "GOVERNANCE", days: 365 }, "acme-others")),
    },
    undecided: {
      "a lock of a bucket that is not known": models(lock({ mode: "GOVERNANCE", days: 365 }, "${var.bucket}")),
      "a tier that is not known": models({}, { ...PRODUCTION, tier: "${var.tier}" }),
    },
  },
  {
    control: "AWS_S3_LOCK_HOLDS_BY_DEFAULT",
    holds: {
      "a year in governance mode": models(lock({ mode: "GOVERNANCE", days: 365 })),
      "seven years in compliance mode": models(lock({ mode: "COMPLIANCE", years: "7" })),
    },
    fails: {
      "for those that ask": {
        resource: { aws_s3_bucket_object_lock_configuration: { it: { bucket: "acme-models" } } },
      },
      "no time": models(lock({ mode: "GOVERNANCE" })),
    },
    undecided: { "a mode that is not known": models(lock({ mode: "${var.mode}", days: 365 })) },
  },
  {
    control: "AWS_S3_REPLICAS_CUSTOMER_KEY",
    holds: {
      "a key of the customer": replicated(copied(KEY)),
      "a rule that is off": replicated({ ...copied("alias/aws/s3"), status: "Disabled" }),
      "logs, which have no key either": replicated(copied(null), { "ai-artifact": "log" }),
    },
    fails: {
      "no key": replicated({ status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copies" } }),
      "the key of S3": replicated(copied("alias/aws/s3")),
    },
    undecided: { "a key that is not known": replicated(copied("${var.key}")) },
  },
  {
    control: "AWS_S3_REPLICAS_COMPLETE",
    holds: {
      enabled: replicated(selected("Enabled")),
      "a bucket of something else": replicated(selected("Disabled"), { tier: "production" }),
    },
    fails: {
      "not said": replicated({ status: "Enabled" }),
      disabled: replicated(selected("Disabled")),
    },
    undecided: { "not known": replicated(selected("${var.status}")) },
  },
  {
    control: "AWS_CLOUDTRAIL_INSIGHTS",
    holds: {
      both: trail({ insight_selector: [RATE, ERRORS] }),
      "a trail of data events alone": trail({ advanced_event_selector: [DATA_EVENTS] }),
      "the same, in the old words": trail({ event_selector: { include_management_events: false } }),
    },
    fails: {
      none: trail({}),
      "one of the two": trail({ insight_selector: RATE }),
      "none, beside data events": trail({ advanced_event_selector: [DATA_EVENTS, MANAGEMENT_EVENTS] }),
    },
    undecided: { "one that is not known": trail({ insight_selector: [RATE, { insight_type: "${var.insight}" }] }) },
  },
  {
    control: "AWS_CONFIG_RECORDS_EVERYTHING",
    holds: {
      "all by default": recorder(null),
      "all, and the global kinds": recorder({ all_supported: true, include_global_resource_types: true }),
      "all but IAM, which another region records": excluding("AWS::IAM::Role", "AWS::IAM::Policy"),
    },
    fails: {
      "some kinds": recorder({ all_supported: false, resource_types: ["AWS::S3::Bucket"] }),
      "all but buckets": excluding("AWS::S3::Bucket"),
      "switched off": recorder(null, false),
      "never switched on": {
        resource: { aws_config_configuration_recorder: { it: { role_arn: "arn:aws:iam::111122223333:role/config" } } },
      },
    },
    undecided: {
      "not known": recorder({ all_supported: "${var.all}" }),
      "a switch that is not known": recorder(null, "${var.on}"),
    },
  },
  {
    control: "AWS_BEDROCK_GUARDRAIL_CUSTOMER_KEY",
    holds: { "a key of the customer": { resource: { aws_bedrock_guardrail: { it: { kms_key_arn: KEY } } } } },
    fails: { none: { resource: { aws_bedrock_guardrail: { it: { name: "edge" } } } } },
    undecided: { "not known": { resource: { aws_bedrock_guardrail: { it: { kms_key_arn: "${var.key}" } } } } },
  },
];
