import { add, decide, type Fixes, ofSubject, set } from "./fix";
import { example } from "./google-example";

export const GOOGLE_IDENTITY_PROJECTS_FIXES: Fixes = {
  GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED: [
    add("google_project_default_service_accounts", "disabled", { project: ofSubject("project_id"), action: "DISABLE" }),
  ],
  GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED: [set("action", "DISABLE")],
  GOOGLE_ORG_POLICY_ENFORCED: [
    decide(
      "What still needs the exception, and what it uses instead; then the constraint is enforced here too. The older kinds of " +
        "resources say so by boolean_policy { enforced = true }.",
      example([
        "google_org_policy_policy",
        "no_service_account_keys",
        {
          name: "projects/acme-vision/policies/iam.disableServiceAccountKeyCreation",
          parent: "projects/acme-vision",
          spec: { rules: [{ enforce: "TRUE" }] },
        },
      ]),
    ),
  ],
};
