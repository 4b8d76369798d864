import type { Control } from "../control";

/** Development, staging and production never reach into one another. */
export const TIERS_CONTROLS: readonly Control[] = [
  {
    id: "TIERS_DO_NOT_CROSS",
    severity: "critical",
    category: "tenancy",
    title: "Nothing of one tier leads to something of another",
    appliesTo: ["*"],
    require: "crossings().size() == 0",
    found: "crossings()",
    attribute: "tags.tier",
    message: "It reaches into another tier",
    rationale:
      "Staging is where unreviewed models and code run; a key, a bucket or a role that it shares with production is the way from one to the other.",
    remediation:
      "Make the resource anew in the tier that uses it; HardenedStack keeps one tier a stack, and a state of its own for each.",
    answers: ["DENY-TIER-001", "K8S-42", "GPA-14"],
  },
  {
    id: "TIERS_TAGGED",
    severity: "medium",
    category: "tenancy",
    title: "Every resource says its tier, its tenant, its owner and how confidential it is",
    appliesTo: ["*"],
    require: "missingTags().size() == 0",
    found: "missingTags()",
    attribute: "tags",
    message: "Tags that others in the stack have",
    rationale:
      "The tags, or labels on Google Cloud, tell controls, invoices and people what a resource is. Judged only where some resource of the root module has a tier.",
    remediation:
      "Tag it with tier, tenant, owner and data-class, or set default_tags of the AWS provider or default_labels of the Google one; HardenedStack tags and labels everything.",
    answers: ["S3-04", "GCS-12", "DENY-TIER-003"],
  },
];
