import type { EstateSource } from "../../support/estates";
import { expectChanges } from "./words";

const GITHUB = "https://token.actions.githubusercontent.com";
const ACME = 'assertion.repository_owner=="acme"';
const PROVIDER = {
  workload_identity_pool_id: "ci",
  workload_identity_pool_provider_id: "github",
  attribute_condition: ACME,
  oidc: [{ issuer_uri: GITHUB }],
};

const pool = (changed: object, kind = "google_iam_workload_identity_pool_provider"): EstateSource => ({
  resource: { [kind]: { p: { ...PROVIDER, ...changed } } },
});

describe("who may become an identity of a pool", () => {
  test.each<[name: string, before: object, after: object, expected: string[]]>([
    [
      "another issuer",
      { oidc: [{ issuer_uri: "https://mine.example.com" }] },
      { oidc: [{ issuer_uri: "https://evil.example.com" }] },
      [
        `identity pool ci trusts https://evil.example.com if ${ACME}`,
        `identity pool ci trusts no more https://mine.example.com if ${ACME}`,
      ],
    ],
    [
      "another condition",
      {},
      { attribute_condition: 'assertion.repository_owner=="evil"' },
      [
        `identity pool ci trusts ${GITHUB} if assertion.repository_owner=="evil"`,
        `identity pool ci trusts no more ${GITHUB} if ${ACME}`,
      ],
    ],
    [
      "an account of AWS",
      { disabled: true },
      { oidc: null, aws: [{ account_id: "999999999999" }] },
      [`identity pool ci trusts arn:aws:iam::999999999999:root if ${ACME}`],
    ],
    ["a provider that nobody can use", { disabled: true }, { disabled: true, attribute_condition: "true" }, []],
  ])("%s", (_, before, after, expected) => {
    expectChanges(pool(before), pool(after), expected);
  });

  test("no condition, of an issuer that gives everybody an identity", () => {
    expectChanges(pool({ disabled: true }), pool({ attribute_condition: null }), [
      `identity pool ci trusts ${GITHUB} [anyone]`,
    ]);
    const own = { attribute_condition: null, oidc: [{ issuer_uri: "https://mine.example.com" }] };
    expectChanges(pool({ disabled: true }), pool(own), ["identity pool ci trusts https://mine.example.com"]);
  });

  test("a pool of a workforce", () => {
    const workforce = (changed: object): EstateSource =>
      pool({ workforce_pool_id: "staff", ...changed }, "google_iam_workforce_pool_provider");
    expectChanges(workforce({ disabled: true }), workforce({}), [`identity pool staff trusts ${GITHUB} if ${ACME}`]);
  });
});

describe("a custom role that others give", () => {
  const role = (permissions: string[] | undefined, more: EstateSource["resource"] = {}): EstateSource => ({
    resource: {
      google_storage_bucket: { models: { name: "acme-models", project: "acme" } },
      ...(permissions === undefined
        ? {}
        : { google_project_iam_custom_role: { own: { role_id: "own", project: "acme", permissions } } }),
      ...more,
    },
  });

  test("gives whoever has it what it gains", () => {
    expectChanges(role(["storage.objects.get"]), role(["resourcemanager.projects.setIamPolicy"]), [
      "whoever has the role own gains resourcemanager.projects.setIamPolicy on * [admin]",
      "whoever has the role own loses storage.objects.get on * [read]",
    ]);
  });

  test("is nobody's when it is made", () => {
    expectChanges(role(undefined), role(["resourcemanager.projects.setIamPolicy"]), []);
  });

  test("is that of its members where the estate knows them", () => {
    const member = {
      google_project_iam_member: {
        m: { project: "acme", role: "projects/acme/roles/own", member: "user:ann@acme.com" },
      },
    };
    expectChanges(role(["storage.objects.get"], member), role(["storage.objects.delete"], member), [
      "user:ann@acme.com gains storage.objects.delete on acme [write]",
      "user:ann@acme.com loses storage.objects.get on acme [read]",
    ]);
  });
});
