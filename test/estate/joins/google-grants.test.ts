import { googleGrantsIn, googleGrantsOf, iamKindsOf } from "../../../src/estate/joins/google-grants";
import type { Resource } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";
import { estate, made, ref } from "./made";

const ROLE = "roles/storage.objectViewer";
const CI = "serviceAccount:ci@acme.iam.gserviceaccount.com";
const GROUP = "group:ml@acme.example";

/** `role to member` of every grant of the bucket. */
function said(source: EstateSource): string[] {
  const graph = estateOf(source);
  return googleGrantsIn(graph, iamKindsOf("google_storage_bucket")).map(({ role, member, condition }) => {
    const asked = condition === null ? "" : ` if ${String(condition)}`;
    return `${role instanceof Unknown ? "?" : role} to ${member.type instanceof Unknown ? "?" : member.text}${asked}`;
  });
}

function policy(document: unknown): EstateSource {
  return { resource: { google_storage_bucket_iam_policy: { it: { bucket: "b", policy_data: document } } } };
}

test("a member, a binding and a policy give the same", () => {
  const bindings = [{ role: ROLE, members: [CI, GROUP] }];
  const both = [`${ROLE} to ${CI}`, `${ROLE} to ${GROUP}`];
  expect(
    said({ resource: { google_storage_bucket_iam_member: { it: { bucket: "b", role: ROLE, member: CI } } } }),
  ).toEqual([`${ROLE} to ${CI}`]);
  expect(
    said({
      resource: { google_storage_bucket_iam_binding: { it: { bucket: "b", role: ROLE, members: [CI, GROUP] } } },
    }),
  ).toEqual(both);
  expect(said(policy(JSON.stringify({ bindings })))).toEqual(both);
  expect(said(policy(`\${jsonencode({bindings = [{role = "${ROLE}", members = ["${CI}", "${GROUP}"]}]})}`))).toEqual(
    both,
  );
  expect(
    said({
      data: { google_iam_policy: { d: { binding: [{ role: ROLE, members: [CI, GROUP] }] } } },
      ...policy("${data.google_iam_policy.d.policy_data}"),
    }),
  ).toEqual(both);
});

test("conditions are read from blocks and from documents", () => {
  const condition = { title: "t", expression: "resource.name == 'a'" };
  const binding = { role: ROLE, members: [CI], condition };
  const line = [`${ROLE} to ${CI} if resource.name == 'a'`];
  expect(said(policy(JSON.stringify({ bindings: [binding] })))).toEqual(line);
  expect(
    said({
      resource: {
        google_storage_bucket_iam_member: { it: { bucket: "b", role: ROLE, member: CI, condition: [condition] } },
      },
    }),
  ).toEqual(line);
  expect(
    said({
      data: { google_iam_policy: { d: { binding: [{ ...binding, condition: [condition] }] } } },
      ...policy("${data.google_iam_policy.d.policy_data}"),
    }),
  ).toEqual(line);
});

test("accounts that a document refers to are found in it", () => {
  const resource = { google_service_account: { a: { account_id: "ci", project: "acme" } } };
  const member = "serviceAccount:${google_service_account.a.email}";
  const written = [
    JSON.stringify({ bindings: [{ role: ROLE, members: [member] }] }),
    `\${jsonencode({bindings = [{role = "${ROLE}", members = ["${member}"]}]})}`,
  ];
  for (const document of written) {
    const source = policy(document);
    expect(said({ resource: { ...source.resource, ...resource } })).toEqual([`${ROLE} to ${CI}`]);
  }
});

test("for_each is followed where it is written out", () => {
  const many = (role: string, member: string, forEach: unknown) =>
    said({
      resource: { google_storage_bucket_iam_member: { it: { for_each: forEach, bucket: "b", role, member } } },
    });
  expect(many(ROLE, "${each.value}", `\${toset(["${CI}", "${GROUP}"])}`)).toEqual([
    `${ROLE} to ${CI}`,
    `${ROLE} to ${GROUP}`,
  ]);
  expect(many("${each.key}", CI, { "roles/a": "x", "roles/b": "y" })).toEqual([`roles/a to ${CI}`, `roles/b to ${CI}`]);
  expect(many("${each.value}", CI, "${var.roles}")).toEqual([`? to ${CI}`]);
});

test("each.value is followed into objects, and role and member are of the same one", () => {
  const grants = {
    a: { role: "roles/owner", member: CI, of: { bucket: "b" } },
    b: { role: ROLE, member: GROUP, of: { bucket: "b" } },
  };
  const many = (role: string, member: string, forEach: unknown = grants) =>
    said({ resource: { google_storage_bucket_iam_member: { it: { for_each: forEach, bucket: "b", role, member } } } });
  expect(many("${each.value.role}", "${each.value.member}")).toEqual([`roles/owner to ${CI}`, `${ROLE} to ${GROUP}`]);
  expect(many('${each.value["role"]}', CI)).toEqual([`roles/owner to ${CI}`, `${ROLE} to ${CI}`]);
  expect(many("${each.value.of.role}", CI)).toEqual([`? to ${CI}`, `? to ${CI}`]);
  expect(
    said({
      locals: { grants },
      resource: {
        google_storage_bucket_iam_binding: {
          it: { for_each: "${local.grants}", bucket: "b", role: ROLE, members: ["${each.value.member}"] },
        },
      },
    }),
  ).toEqual([`${ROLE} to ${CI}`, `${ROLE} to ${GROUP}`]);
});

test("a document that is not known is one grant of which nothing is known", () => {
  expect(said(policy("${var.policy}"))).toEqual(["? to ?"]);
  expect(said(policy("no policy"))).toEqual(["? to ?"]);
  expect(said(policy('${jsonencode({bindings = "${var.bindings}"})}'))).toEqual(["? to ?"]);
  expect(
    said({
      data: { google_iam_policy: { d: { binding: "${var.b}" } } },
      ...policy("${data.google_iam_policy.d.policy_data}"),
    }),
  ).toEqual(["? to ?"]);
});

test("members that are not known are one grant of a role that is", () => {
  expect(
    said({ resource: { google_storage_bucket_iam_binding: { it: { bucket: "b", role: ROLE, members: "${var.m}" } } } }),
  ).toEqual([`${ROLE} to ?`]);
});

test("a set of members that a plan does not know holds those whom it refers to, and perhaps others", () => {
  const members = ref("google_service_account.a", "email", false);
  const binding = made("google_storage_bucket_iam_binding.it", { bucket: "b", role: ROLE, members });
  const graph = estate(made("google_service_account.a", { account_id: "ci", project: "acme" }), binding);
  const [known, others, ...more] = googleGrantsOf(graph, binding);
  expect(known?.member).toMatchObject({ type: "account", text: CI });
  expect(others?.member.type).toBeInstanceOf(Unknown);
  expect(more).toEqual([]);
});

test("a policy that gives nothing has no grants", () => {
  expect(said(policy(JSON.stringify({ bindings: [] })))).toEqual([]);
  expect(said(policy(JSON.stringify({ bindings: [{ role: ROLE, members: [] }] })))).toEqual([]);
  expect(
    said({ resource: { google_storage_bucket_iam_binding: { it: { bucket: "b", role: ROLE, members: [] } } } }),
  ).toEqual([]);
});

test("a custom role brings its permissions, by reference and by name", () => {
  const custom = { google_project_iam_custom_role: { r: { role_id: "reader", permissions: ["storage.objects.get"] } } };
  for (const role of ["${google_project_iam_custom_role.r.id}", "projects/acme/roles/reader"]) {
    const graph = estateOf({
      resource: { ...custom, google_storage_bucket_iam_member: { it: { bucket: "b", role, member: CI } } },
    });
    const [grant] = googleGrantsOf(graph, graph.ofKind("google_storage_bucket_iam_member")[0] as Resource);
    expect(grant?.permissions).toEqual(["storage.objects.get"]);
    expect(grant?.role).toMatch(/^projects\/.*\/roles\/reader$/);
  }
});

test("permissions that are not known are not none", () => {
  const permissionsOf = (permissions: unknown) => {
    const graph = estateOf({
      resource: {
        google_project_iam_custom_role: { r: { role_id: "r", permissions } },
        google_storage_bucket_iam_member: {
          it: { bucket: "b", role: "${google_project_iam_custom_role.r.id}", member: CI },
        },
      },
    });
    return googleGrantsIn(graph, ["google_storage_bucket_iam_member"])[0]?.permissions;
  };
  expect(permissionsOf("${data.google_iam_role.owner.included_permissions}")).toBeInstanceOf(Unknown);
  expect(permissionsOf('${concat(["iam.serviceAccounts.getAccessToken"], var.more)}')).toBeInstanceOf(Unknown);
  expect(permissionsOf(["storage.objects.get", "${var.more}"])).toEqual(["storage.objects.get", expect.any(Unknown)]);
});

test("a role that is chosen among several is not the custom one", () => {
  const custom = { google_project_iam_custom_role: { r: { role_id: "r", permissions: ["storage.objects.get"] } } };
  const grant = (role: string) => {
    const it = { bucket: "b", role, member: CI };
    const graph = estateOf({ resource: { ...custom, google_storage_bucket_iam_member: { it } } });
    return googleGrantsIn(graph, ["google_storage_bucket_iam_member"])[0];
  };
  const chosen = grant('${var.admin ? "roles/owner" : google_project_iam_custom_role.r.id}');
  expect(chosen?.role).toBeInstanceOf(Unknown);
  expect(chosen).not.toHaveProperty("permissions");
  expect(grant("projects/acme/roles/${google_project_iam_custom_role.r.role_id}")?.permissions).toHaveLength(1);
});

test("a role of Google's that is called like a custom one is not that one", () => {
  const graph = estateOf({
    resource: {
      google_project_iam_custom_role: { r: { role_id: "viewer", permissions: ["storage.objects.get"] } },
      google_storage_bucket_iam_member: { it: { bucket: "b", role: "roles/viewer", member: CI } },
    },
  });
  const [grant] = googleGrantsIn(graph, ["google_storage_bucket_iam_member"]);
  expect(grant).toMatchObject({ role: "roles/viewer" });
  expect(grant).not.toHaveProperty("permissions");
});

test("other kinds give nothing", () => {
  const graph = estateOf({ resource: { google_storage_bucket: { b: { name: "b" } } } });
  expect(googleGrantsOf(graph, graph.ofKind("google_storage_bucket")[0] as Resource)).toEqual([]);
});
