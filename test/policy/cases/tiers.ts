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

export const TIERS_CASES: readonly ControlCases[] = [
  {
    control: "TIERS_DO_NOT_CROSS",
    holds: {
      "one tier": secretWithKey("production", "production"),
      "two spellings of one": secretWithKey("production", "prod"),
      "a word that is no tier": secretWithKey("production", "gold"),
    },
    fails: {
      "staging takes the key of production": secretWithKey("staging", "production"),
      "production takes the key of development": secretWithKey("prod", "dev"),
    },
  },
  {
    control: "TIERS_TAGGED",
    holds: {
      "all four": topics({ tier: "staging", ...TAGS }),
      "a root that knows no tiers": topics({ team: "vision" }, null),
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
];
