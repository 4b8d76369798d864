import type { Control } from "../control";

/** Development, staging and production never reach into one another. */
export const TIERS_CONTROLS: readonly Control[] = [
  {
    id: "TIERS_DO_NOT_CROSS",
    severity: "critical",
    category: "isolation",
    title: "Nothing of one tier leads to something of another",
    appliesTo: ["*"],
    require: '!crossings().exists(c, c.message != "")',
    found: "crossings()",
    attribute: "tags.tier",
    message: "It reaches into another tier",
    rationale:
      "Staging is where unreviewed models and code run; a key, a bucket or a role that it shares with production is the way from one to the other.",
    remediation:
      "Make the resource anew in the tier that uses it; HardenedStack keeps one tier a stack, and a state of its own for each.",
    answers: ["DENY-TIER-001", "K8S-42", "GPA-14", "DENY-KEY-002", "LLM02"],
  },
  {
    id: "TIERS_TAGGED",
    severity: "medium",
    category: "governance",
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
  {
    id: "TENANTS_KEYS_OWN",
    severity: "medium",
    category: "isolation",
    title: "Nothing is encrypted with a key of another tenant",
    appliesTo: ["*"],
    require: '!keysOfOthers().exists(k, k.message != "")',
    found: "keysOfOthers()",
    attribute: "tags.tenant",
    message: "The key belongs to another tenant",
    rationale:
      "The key is what takes a tenant's models away from everybody at once. One that two tenants share gives each the weights and " +
      "prompts of the other, and cannot be revoked for one alone.",
    remediation:
      'Give each tenant a key of its own, a ModelKey in its HardenedStack. Keys for all say so: tenant = "shared".',
    answers: ["DENY-KEY-002", "AML.M0005", "LLM02"],
  },
  {
    id: "PRODUCTION_KEPT",
    severity: "high",
    category: "resilience",
    title: "No plan destroys what production cannot have back",
    appliesTo: ["root"],
    when: 'self.source == "plan"',
    require: "losses().size() == 0",
    found: "losses()",
    attribute: "resource_changes",
    message: "The plan destroys what code cannot make again",
    rationale:
      "Keys, released models, states and the audit trail are not in the code: a rename, a moved block that was forgotten or an " +
      "intruder in the pipeline takes them for good.",
    remediation:
      "Leave names and places of them as they are, say moved or removed blocks where the code changes, and waive this control for the " +
      "one plan that shall delete them.",
    answers: ["DENY-GOV-001", "DENY-S3-007"],
  },
];
