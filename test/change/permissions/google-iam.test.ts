import { levelOfGoogle } from "../../../src/change/permissions/google-levels";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { changesOf, expectChanges } from "./words";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const base: Resources = {
  google_service_account: { app: { account_id: "app", project: "acme" } },
  google_storage_bucket: { models: { name: "acme-models" } },
};
const APP = "serviceAccount app@acme.iam.gserviceaccount.com";
const MEMBER = "${google_service_account.app.member}";

function estate(more: Resources, data: Resources = {}): EstateSource {
  return { resource: { ...base, ...more }, data };
}

const bucket = (member: string, role: string): object => ({
  bucket: "${google_storage_bucket.models.name}",
  role,
  member,
});

describe("what members are given", () => {
  test.each<[name: string, more: Resources, expected: string[]]>([
    [
      "a bucket to a service account of the estate",
      { google_storage_bucket_iam_member: { m: bucket(MEMBER, "roles/storage.objectViewer") } },
      [`${APP} gains roles/storage.objectViewer on acme-models [read]`],
    ],
    [
      "a bucket to its address",
      {
        google_storage_bucket_iam_member: {
          m: bucket("serviceAccount:app@acme.iam.gserviceaccount.com", "roles/storage.objectUser"),
        },
      },
      [`${APP} gains roles/storage.objectUser on acme-models [write]`],
    ],
    [
      "a bucket to everybody",
      { google_storage_bucket_iam_member: { m: bucket("allUsers", "roles/storage.objectViewer") } },
      ["allUsers gains roles/storage.objectViewer on acme-models [read]"],
    ],
    [
      "a project to several",
      {
        google_project_iam_binding: {
          b: { project: "acme", role: "roles/editor", members: ["user:ann@acme.com", "group:ops@acme.com"] },
        },
      },
      ["user:ann@acme.com gains roles/editor on acme [admin]", "group:ops@acme.com gains roles/editor on acme [admin]"],
    ],
    [
      "a policy as a whole",
      {
        google_storage_bucket_iam_policy: {
          p: {
            bucket: "acme-models",
            policy_data: JSON.stringify({
              bindings: [{ role: "roles/storage.admin", members: ["user:ann@acme.com"] }],
            }),
          },
        },
      },
      ["user:ann@acme.com gains roles/storage.admin on acme-models [admin]"],
    ],
    [
      "a condition",
      {
        google_project_iam_member: {
          m: {
            project: "acme",
            role: "roles/viewer",
            member: "user:ann@acme.com",
            condition: { title: "soon over", expression: 'request.time < timestamp("2026-12-01T00:00:00Z")' },
          },
        },
      },
      ['user:ann@acme.com gains roles/viewer on acme if request.time < timestamp("2026-12-01T00:00:00Z") [read]'],
    ],
    [
      "a role that is not known",
      { google_storage_bucket_iam_member: { m: bucket("user:ann@acme.com", "${var.role}") } },
      ["user:ann@acme.com gains ${var.role} on acme-models [write] [undecided]"],
    ],
    [
      "a role of one's own, by its permissions",
      {
        google_project_iam_custom_role: {
          reads: { role_id: "reads", permissions: ["storage.objects.get", "storage.objects.list"] },
        },
        google_storage_bucket_iam_member: { m: bucket(MEMBER, "${google_project_iam_custom_role.reads.id}") },
      },
      [`${APP} gains storage.objects.get, storage.objects.list on acme-models [read]`],
    ],
  ])("%s", (_, more, expected) => {
    expectChanges(estate({}), estate(more), expected);
  });

  test("a member of its own for each of a binding is no change", () => {
    const binding = { project: "acme", role: "roles/viewer" };
    expect(
      changesOf(
        estate({ google_project_iam_binding: { b: { ...binding, members: ["user:a@x.com", "user:b@x.com"] } } }),
        estate({
          google_project_iam_member: {
            a: { ...binding, member: "user:a@x.com" },
            b: { ...binding, member: "user:b@x.com" },
          },
        }),
      ),
    ).toEqual([]);
  });

  test("a permission more in a role of one's own is gained by whoever has the role", () => {
    const of = (...permissions: string[]): EstateSource =>
      estate({
        google_project_iam_custom_role: { reads: { role_id: "reads", permissions } },
        google_storage_bucket_iam_member: { m: bucket(MEMBER, "${google_project_iam_custom_role.reads.id}") },
      });
    expectChanges(of("storage.objects.get"), of("storage.objects.get", "storage.buckets.setIamPolicy"), [
      `${APP} gains storage.buckets.setIamPolicy on acme-models [admin]`,
    ]);
  });

  test("the same secret in another project is another secret", () => {
    const of = (project: string): EstateSource =>
      estate({
        google_secret_manager_secret_iam_member: {
          m: { project, secret_id: "token", role: "roles/secretmanager.secretAccessor", member: "user:ann@acme.com" },
        },
      });
    expectChanges(of("acme"), of("other"), [
      "user:ann@acme.com gains roles/secretmanager.secretAccessor on token [read]",
      "user:ann@acme.com loses roles/secretmanager.secretAccessor on token [read]",
    ]);
  });
});

describe("who may become a service account", () => {
  const on = (member: string, role: string): Resources => ({
    google_service_account_iam_member: {
      m: { service_account_id: "${google_service_account.app.name}", role, member },
    },
  });

  test.each<[name: string, more: Resources, expected: string[]]>([
    [
      "a ServiceAccount of Kubernetes",
      on("serviceAccount:acme.svc.id.goog[vision/resnet]", "roles/iam.workloadIdentityUser"),
      [`${APP} trusts serviceAccount:acme.svc.id.goog[vision/resnet] if by roles/iam.workloadIdentityUser [own]`],
    ],
    [
      "a ServiceAccount of the clusters of another project",
      on("serviceAccount:other.svc.id.goog[vision/resnet]", "roles/iam.workloadIdentityUser"),
      [`${APP} trusts serviceAccount:other.svc.id.goog[vision/resnet] if by roles/iam.workloadIdentityUser [foreign]`],
    ],
    [
      "a service account of the estate",
      on(MEMBER, "roles/iam.serviceAccountUser"),
      [`${APP} trusts serviceAccount:app@acme.iam.gserviceaccount.com if by roles/iam.serviceAccountUser [own]`],
    ],
    [
      "a service account of the project",
      on("serviceAccount:ci@acme.iam.gserviceaccount.com", "roles/iam.serviceAccountUser"),
      [`${APP} trusts serviceAccount:ci@acme.iam.gserviceaccount.com if by roles/iam.serviceAccountUser [own]`],
    ],
    [
      "a service account of another project",
      on("serviceAccount:ci@other.iam.gserviceaccount.com", "roles/iam.serviceAccountUser"),
      [`${APP} trusts serviceAccount:ci@other.iam.gserviceaccount.com if by roles/iam.serviceAccountUser [foreign]`],
    ],
    [
      "a service of Google",
      on("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com", "roles/iam.serviceAccountTokenCreator"),
      [
        `${APP} trusts serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com ` +
          "if by roles/iam.serviceAccountTokenCreator",
      ],
    ],
    [
      "an account that no organization looks after",
      on("user:ann@gmail.com", "roles/iam.serviceAccountTokenCreator"),
      [`${APP} trusts user:ann@gmail.com if by roles/iam.serviceAccountTokenCreator [foreign]`],
    ],
    [
      "a user",
      on("user:ann@acme.com", "roles/iam.serviceAccountTokenCreator"),
      [`${APP} trusts user:ann@acme.com if by roles/iam.serviceAccountTokenCreator`],
    ],
    [
      "everybody",
      on("allUsers", "roles/iam.serviceAccountTokenCreator"),
      [`${APP} trusts allUsers if by roles/iam.serviceAccountTokenCreator [anyone]`],
    ],
    [
      "somebody who is not known",
      on("${var.member}", "roles/iam.workloadIdentityUser"),
      [`${APP} trusts \${var.member} if by roles/iam.workloadIdentityUser [undecided]`],
    ],
    [
      "a role that lets nobody become it",
      on("user:ann@acme.com", "roles/iam.serviceAccountViewer"),
      ["user:ann@acme.com gains roles/iam.serviceAccountViewer on ${google_service_account.app.name} [read]"],
    ],
  ])("%s", (_, more, expected) => {
    expectChanges(estate({}), estate(more), expected);
  });
});

test.each([
  ["user:ann@acme.com", false],
  ["group:ops@ACME.com", false],
  ["domain:acme.com", false],
  ["user:eve@rival.com", true],
  ["domain:rival.com", true],
  ["allUsers", undefined],
])("where the domain of the organization is known, %s is foreign: %s", (member, isForeign) => {
  const organization = { google_organization: { ours: { domain: "acme.com" } } };
  const more = {
    google_service_account_iam_member: {
      m: { service_account_id: "${google_service_account.app.name}", role: "roles/iam.serviceAccountUser", member },
    },
  };
  const [change] = permissionsOf(sidesOf(estate({}, organization), estate(more, organization)));
  expect(change?.trust.gained.map((trust) => trust.isForeign)).toEqual([isForeign]);
});

test.each([
  ["roles/owner", "admin"],
  ["roles/editor", "admin"],
  ["roles/viewer", "read"],
  ["roles/browser", "read"],
  ["roles/iam.securityAdmin", "admin"],
  ["roles/iam.securityReviewer", "read"],
  ["roles/iam.serviceAccountTokenCreator", "admin"],
  ["roles/iam.serviceAccountUser", "admin"],
  ["roles/iam.serviceAccountKeyAdmin", "admin"],
  ["roles/resourcemanager.projectIamAdmin", "admin"],
  ["roles/orgpolicy.policyAdmin", "admin"],
  ["roles/deploymentmanager.editor", "admin"],
  ["roles/deploymentmanager.viewer", "read"],
  ["roles/cloudbuild.builds.editor", "admin"],
  ["roles/cloudbuild.builds.viewer", "read"],
  ["roles/container.clusterAdmin", "admin"],
  ["roles/container.clusterViewer", "read"],
  ["roles/storage.admin", "admin"],
  ["roles/storage.objectAdmin", "write"],
  ["roles/storage.objectViewer", "read"],
  ["roles/secretmanager.secretAccessor", "read"],
  ["roles/cloudkms.cryptoKeyEncrypterDecrypter", "write"],
  ["roles/artifactregistry.reader", "read"],
  ["projects/acme/roles/own", "write"],
  ["storage.objects.get", "read"],
  ["storage.objects.delete", "write"],
  ["iam.serviceAccounts.actAs", "admin"],
  ["resourcemanager.projects.setIamPolicy", "admin"],
])("%s is %s", (role, level) => {
  expect(levelOfGoogle([role])).toBe(level);
});
