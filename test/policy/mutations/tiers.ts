import type { Attributes, Mutation } from "../mutation";

export const TIERS_MUTATIONS: readonly Mutation[] = [
  {
    control: "TIERS_DO_NOT_CROSS",
    name: "a secret of development takes the key of staging",
    stack: "model-store",
    breaks: (stack) => {
      const [key, { tags }] = stack.first("aws_kms_key");
      return stack.add("aws_cloudwatch_log_group", "stray", {
        name: "/stray",
        kms_key_id: `\${aws_kms_key.${key}.arn}`,
        retention_in_days: 365,
        tags: { ...(tags as Attributes), tier: "development" },
      });
    },
  },
  {
    control: "TIERS_TAGGED",
    name: "an override takes a log group's owner",
    stack: "model-store",
    breaks: (stack) =>
      stack.change("aws_cloudwatch_log_group", (group) => {
        delete (group.tags as Attributes).owner;
      }),
  },
  {
    control: "TIERS_TAGGED",
    name: "an override takes a bucket's owner",
    stack: "vision-cloud-gke",
    breaks: (stack) =>
      stack.change("google_storage_bucket", (bucket) => {
        delete (bucket.labels as Attributes).owner;
      }),
  },
  {
    control: "TENANTS_KEYS_OWN",
    name: "a log group of another tenant takes the key",
    stack: "model-store",
    breaks: (stack) => {
      const [key, { tags }] = stack.first("aws_kms_key");
      return stack.add("aws_cloudwatch_log_group", "stray", {
        name: "/stray",
        kms_key_id: `\${aws_kms_key.${key}.arn}`,
        retention_in_days: 365,
        tags: { ...(tags as Attributes), tenant: "speech" },
      });
    },
  },
  {
    control: "PRODUCTION_KEPT",
    name: "a plan deletes a key of production",
    stack: "model-store",
    breaks: (stack) => {
      stack.destroy("aws_kms_key");
      return "model-store";
    },
  },
];
