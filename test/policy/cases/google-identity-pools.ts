import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { one } from "./google-iam";

const ISSUER = "https://token.actions.githubusercontent.com";

function provider(attributes: object): EstateSource {
  return one("google_iam_workload_identity_pool_provider", {
    workload_identity_pool_id: "ci",
    workload_identity_pool_provider_id: "github",
    ...attributes,
  });
}

export const GOOGLE_IDENTITY_POOLS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_IAM_POOL_PROVIDER_CONDITION",
    holds: {
      "a repository": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: 'assertion.repository == "acme/models"',
      }),
      "an owner": provider({
        oidc: [{ issuer_uri: ISSUER }],
        attribute_condition: 'assertion.repository_owner_id == "123456"',
      }),
      "a project of GitLab": provider({
        oidc: { issuer_uri: "https://gitlab.com" },
        attribute_condition: 'assertion.namespace_id == "42"',
      }),
      "a subject that begins so": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "assertion.sub.startsWith('repo:acme/models:')",
      }),
      "one of some repositories": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition:
          "attribute.repository in ['acme/models', 'acme/infra'] && assertion.ref == 'refs/heads/main'",
      }),
      "the other way round": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "'acme' == assertion.repository_owner",
      }),
      "one account of AWS": provider({ aws: { account_id: "111122223333" } }),
      "one that is off": provider({ oidc: { issuer_uri: ISSUER }, disabled: true }),
    },
    fails: {
      none: provider({ oidc: { issuer_uri: ISSUER } }),
      "an empty one": provider({ oidc: { issuer_uri: ISSUER }, attribute_condition: "" }),
      "one that is always true": provider({ oidc: { issuer_uri: "https://gitlab.com" }, attribute_condition: "true" }),
      "any repository that has a name": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "assertion.repository != ''",
      }),
      "a repository, or true": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "attribute.repository == 'acme/models' || true",
      }),
      "a repository that is empty": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "assertion.repository.startsWith('') && assertion.ref == 'refs/heads/main'",
      }),
      "every repository, by a pattern": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: "assertion.repository.matches('.*')",
      }),
      "one on the branch alone": provider({
        oidc: { issuer_uri: ISSUER },
        attribute_condition: 'assertion.ref == "refs/heads/main"',
      }),
    },
    undecided: { "not known": provider({ oidc: { issuer_uri: ISSUER }, attribute_condition: "${var.c}" }) },
  },
];
