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
      "by the provider": { ...topics({ tier: "staging" }), provider: { aws: [{ default_tags: [{ tags: TAGS }] }] } },
    },
    fails: { "one resource has none": topics({ tier: "staging", ...TAGS }, null) },
    undecided: { "tags that a function makes": topics({ tier: "staging", ...TAGS }, "${merge(local.tags, var.more)}") },
  },
];
