import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const TAGS = { tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" };

function secretWithKey(tier: string, keyTier: string): EstateSource {
  return {
    resource: {
      aws_kms_key: { models: { tags: { tier: keyTier } } },
      aws_secretsmanager_secret: { hub: { kms_key_id: "${aws_kms_key.models.arn}", tags: { tier } } },
    },
  };
}

function topics(...tags: unknown[]): EstateSource {
  return { resource: { aws_sns_topic: Object.fromEntries(tags.map((each, index) => [`t${index}`, { tags: each }])) } };
}

const LABELS = { tenant: "vision", owner: "vision_at_acme_example", "data-class": "confidential" };

function labelled(...labels: unknown[]): EstateSource {
  const buckets = labels.map((each, index) => [`b${index}`, { name: `b${index}`, labels: each }]);
  return { resource: { google_storage_bucket: Object.fromEntries(buckets) } };
}

function secretOf(tenant: string, keyTenant: string): EstateSource {
  return {
    resource: {
      aws_kms_key: { models: { tags: { tenant: keyTenant } } },
      aws_secretsmanager_secret: { hub: { kms_key_id: "${aws_kms_key.models.arn}", tags: { tenant } } },
    },
  };
}

const PRODUCTION = { tier: "production" };

/** A plan that does this to one resource, beside another with those tags. */
function planned(kind: string, actions: readonly string[], attributes: object, beside: object = {}): EstateSource {
  const gone = !actions.includes("create");
  const change = { actions, before: attributes, after: gone ? null : attributes, after_unknown: {} };
  const topic = { name: "beside", tags: beside };
  return {
    plan: {
      format_version: "1.2",
      terraform_version: "1.13.0",
      planned_values: {},
      resource_changes: [
        { address: `${kind}.it`, mode: "managed", type: kind, name: "it", change },
        {
          address: "aws_sns_topic.beside",
          mode: "managed",
          type: "aws_sns_topic",
          name: "beside",
          change: { actions: ["no-op"], before: topic, after: topic, after_unknown: {} },
        },
      ],
    },
  };
}

export const TIERS_CASES: readonly ControlCases[] = [
  {
    control: "TIERS_DO_NOT_CROSS",
    holds: {
      "one tier": secretWithKey("production", "production"),
      "two spellings of one": secretWithKey("production", "prod"),
      "a word that is no tier": secretWithKey("production", "gold"),
      "one tier that is not known": secretWithKey("${var.tier}", "${var.tier}"),
    },
    fails: {
      "staging takes the key of production": secretWithKey("staging", "production"),
      "production takes the key of development": secretWithKey("prod", "dev"),
    },
    undecided: { "a key of a tier that is not known": secretWithKey("production", "${var.tier}") },
  },
  {
    control: "TIERS_TAGGED",
    holds: {
      "all four": topics({ tier: "staging", ...TAGS }),
      "a root that knows no tiers": topics({ team: "vision" }, null),
      "a root in which a namespace alone has a tier": {
        resource: {
          ...topics({ team: "vision" }).resource,
          kubernetes_namespace_v1: { it: { metadata: [{ name: "vision", labels: { tier: "prod" } }] } },
        },
      },
      "all four as labels": labelled({ tier: "staging", ...LABELS }),
      "labels by the provider": {
        ...labelled({ tier: "staging" }),
        provider: { google: [{ default_labels: LABELS }] },
      },
      "a cluster": {
        resource: { google_container_cluster: { it: { name: "c", resource_labels: { tier: "staging", ...LABELS } } } },
      },
      "what takes no labels": {
        resource: {
          ...labelled({ tier: "staging", ...LABELS }).resource,
          google_compute_network: { it: { name: "n" } },
        },
      },
      "by the provider": { ...topics({ tier: "staging" }), provider: { aws: [{ default_tags: [{ tags: TAGS }] }] } },
    },
    fails: {
      "one resource has none": topics({ tier: "staging", ...TAGS }, null),
      "one bucket has no labels": labelled({ tier: "staging", ...LABELS }, null),
      "one bucket has no owner": labelled({ tier: "staging", tenant: "vision", "data-class": "confidential" }),
    },
    undecided: { "tags that a function makes": topics({ tier: "staging", ...TAGS }, "${merge(local.tags, var.more)}") },
  },
  {
    control: "TENANTS_KEYS_OWN",
    holds: {
      "a key of its own": secretOf("vision", "vision"),
      "a key for all": secretOf("vision", "shared"),
      "nobody's key": {
        resource: {
          aws_kms_key: { models: { description: "d" } },
          aws_secretsmanager_secret: { hub: { kms_key_id: "${aws_kms_key.models.arn}", tags: { tenant: "vision" } } },
        },
      },
      "one tenant that is not known": secretOf("${var.tenant}", "${var.tenant}"),
    },
    fails: {
      "a secret": secretOf("vision", "speech"),
      "a bucket, by its encryption": {
        resource: {
          aws_kms_key: { models: { tags: { tenant: "speech" } } },
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { tenant: "vision" } } },
          aws_s3_bucket_server_side_encryption_configuration: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: "${aws_kms_key.models.arn}" }] }],
            },
          },
        },
      },
      "a bucket of Google": {
        resource: {
          google_kms_crypto_key: { models: { labels: { tenant: "speech" } } },
          google_storage_bucket: {
            weights: {
              labels: { tenant: "vision" },
              encryption: [{ default_kms_key_name: "${google_kms_crypto_key.models.id}" }],
            },
          },
        },
      },
    },
    undecided: { "a tenant that is not known": secretOf("${var.tenant}", "speech") },
  },
  {
    control: "PRODUCTION_KEPT",
    holds: {
      "a key of staging": planned("aws_kms_key", ["delete"], { tags: { tier: "staging" } }),
      "a key of nobody's production": planned("aws_kms_key", ["delete"], {}),
      "a key that Terraform forgets": planned("aws_kms_key", ["forget"], { tags: PRODUCTION }),
      "a bucket of downloads": planned("aws_s3_bucket", ["delete"], { bucket: "b", tags: PRODUCTION }),
      "a replaced bucket of models, which another control judges": planned("aws_s3_bucket", ["delete", "create"], {
        bucket: "b",
        tags: { ...PRODUCTION, "ai-artifact": "model" },
      }),
      "a log bucket that Google keeps": planned(
        "google_logging_project_bucket_config",
        ["delete"],
        { bucket_id: "_Default" },
        PRODUCTION,
      ),
      "a sink of other logs": planned(
        "google_logging_project_sink",
        ["delete"],
        { filter: "severity>=ERROR" },
        PRODUCTION,
      ),
    },
    fails: {
      "a key is deleted": planned("aws_kms_key", ["delete"], { tags: PRODUCTION }),
      "a key is replaced": planned("aws_kms_key", ["delete", "create"], { tags: PRODUCTION }),
      "a key of Google": planned("google_kms_crypto_key", ["delete"], { name: "k", labels: PRODUCTION }),
      "a bucket of models": planned("aws_s3_bucket", ["delete"], {
        bucket: "b",
        tags: { ...PRODUCTION, "ai-artifact": "model" },
      }),
      "a bucket of states of Google": planned("google_storage_bucket", ["create", "delete"], {
        name: "b",
        labels: { ...PRODUCTION, "ai-artifact": "state" },
      }),
      "a sink of a billing account": planned(
        "google_logging_billing_account_sink",
        ["delete"],
        { filter: "" },
        PRODUCTION,
      ),
      "a log bucket of Google": planned(
        "google_logging_project_bucket_config",
        ["delete"],
        { bucket_id: "audit" },
        PRODUCTION,
      ),
      "the trail": planned("aws_cloudtrail", ["delete"], { name: "audit", tags: PRODUCTION }),
      "an audit sink in a plan of production": planned(
        "google_logging_project_sink",
        ["delete"],
        { filter: 'log_id("cloudaudit.googleapis.com/activity")' },
        PRODUCTION,
      ),
    },
  },
];
