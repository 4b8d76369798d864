import type { Control } from "../control";

/** Constraints that keep the identities and buckets of an organization closed, whoever writes the code. */
const CONSTRAINT =
  '"(^|/)(constraints/|policies/)?(iam[.](managed[.])?(disableServiceAccountKeyCreation|disableServiceAccountKeyUpload|' +
  "automaticIamGrantsForDefaultServiceAccounts|preventPrivilegedBasicRolesForDefaultServiceAccounts)|" +
  'storage[.](publicAccessPrevention|uniformBucketLevelAccess))$"';

/** What a project starts with. */
export const GOOGLE_IDENTITY_PROJECTS_CONTROLS: readonly Control[] = [
  {
    id: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED",
    severity: "medium",
    category: "identity",
    title: "A project takes the roles of its default service accounts away",
    appliesTo: ["google_project"],
    require:
      'resources("google_project_default_service_accounts").exists(d, d.project == self.project_id) || ' +
      'satellites(self, "google_project_default_service_accounts", "project").size() > 0',
    attribute: "project_id",
    message: "No google_project_default_service_accounts points at this project",
    rationale:
      "Google makes the default service account of a project its Editor, unless a policy of the organization forbids it: a machine " +
      "that names no identity owns every bucket of models.",
    remediation:
      'Add a google_project_default_service_accounts with action "DISABLE" or "DEPRIVILEGE", or enforce ' +
      "iam.automaticIamGrantsForDefaultServiceAccounts and waive this.",
    answers: ["IDG-11", "CKV2_GCP_1", "CIS GKE-1.9 5.2.1", "LLM06"],
  },
  {
    id: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED",
    severity: "low",
    category: "identity",
    title: "Default service accounts are disabled, not deleted",
    appliesTo: ["google_project_default_service_accounts"],
    require: 'self.action in ["DEPRIVILEGE", "DISABLE"]',
    attribute: "action",
    rationale:
      "What counts on a deleted default account fails for good after 30 days, and the usual way out is a new account that is " +
      "Editor again.",
    remediation: 'Set action to "DISABLE", or to "DEPRIVILEGE" where something still runs as the account.',
    answers: ["IDG-11", "CKV2_GCP_1", "CIS GKE-1.9 5.2.1"],
  },
  {
    id: "GOOGLE_ORG_POLICY_ENFORCED",
    severity: "medium",
    category: "governance",
    title: "Constraints on keys and public buckets are enforced",
    appliesTo: [
      "google_org_policy_policy",
      "google_project_organization_policy",
      "google_organization_policy",
      "google_folder_organization_policy",
    ],
    when: `spelling(resource.kind == "google_org_policy_policy" ? self.name : self.constraint).matches(${CONSTRAINT})`,
    require:
      'resource.kind == "google_org_policy_policy" ? !self.spec.exists(s, isTrue(s.reset) || s.rules.exists(r, ' +
      'text(r.enforce).lowerAscii() == "false")) : ' +
      "!self.restore_policy.exists(p, isTrue(p.default)) && self.boolean_policy.all(p, isTrue(p.enforced))",
    attribute: "spec.rules.enforce",
    message: "A constraint of the organization is switched off here",
    rationale:
      "The constraints are the backstop behind this code: where one is off, the next key of a service account or the next public " +
      "bucket is a single call away.",
    remediation: 'Set enforce to "TRUE" and leave reset out; remove the exception once nothing needs it.',
    answers: ["IDG-13", "AML.T0055"],
  },
];
