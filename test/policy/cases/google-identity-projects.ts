import type { ControlCases } from "../case";
import { one } from "./google-iam";

export const GOOGLE_IDENTITY_PROJECTS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_DEPRIVILEGED",
    holds: {
      "taken away": {
        resource: {
          google_project: { it: { name: "p", project_id: "acme-vision" } },
          google_project_default_service_accounts: {
            it: { project: "${google_project.it.project_id}", action: "DISABLE" },
          },
        },
      },
      "taken away by name": {
        resource: {
          google_project: { it: { name: "p", project_id: "acme-vision" } },
          google_project_default_service_accounts: { it: { project: "acme-vision", action: "DEPRIVILEGE" } },
        },
      },
    },
    fails: { none: one("google_project", { name: "p", project_id: "acme-vision" }) },
    undecided: {
      "taken away in a project that is not known": {
        resource: {
          google_project: { it: { name: "p", project_id: "acme-vision" } },
          google_project_default_service_accounts: { it: { project: "${var.project}", action: "DISABLE" } },
        },
      },
    },
  },
  {
    control: "GOOGLE_PROJECT_DEFAULT_ACCOUNTS_NOT_DELETED",
    holds: { disabled: one("google_project_default_service_accounts", { project: "p", action: "DISABLE" }) },
    fails: { deleted: one("google_project_default_service_accounts", { project: "p", action: "DELETE" }) },
    undecided: { "not known": one("google_project_default_service_accounts", { project: "p", action: "${var.a}" }) },
  },
  {
    control: "GOOGLE_ORG_POLICY_ENFORCED",
    holds: {
      enforced: one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "TRUE" }] },
      }),
      "the old kind": one("google_project_organization_policy", {
        project: "acme",
        constraint: "constraints/iam.disableServiceAccountKeyCreation",
        boolean_policy: { enforced: true },
      }),
      "another constraint": one("google_org_policy_policy", {
        name: "projects/acme/policies/compute.requireOsLogin",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "FALSE" }] },
      }),
    },
    fails: {
      "switched off": one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "FALSE" }] },
      }),
      "put back to the default": one("google_org_policy_policy", {
        name: "${var.parent}/policies/storage.publicAccessPrevention",
        parent: "${var.parent}",
        spec: { reset: true },
      }),
      "the old kind": one("google_project_organization_policy", {
        project: "acme",
        constraint: "storage.uniformBucketLevelAccess",
        boolean_policy: { enforced: false },
      }),
    },
    undecided: {
      "not known": one("google_org_policy_policy", {
        name: "projects/acme/policies/iam.disableServiceAccountKeyCreation",
        parent: "projects/acme",
        spec: { rules: [{ enforce: "${var.e}" }] },
      }),
    },
  },
];
