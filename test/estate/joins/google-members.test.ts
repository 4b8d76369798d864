import { googleMemberOf } from "../../../src/estate/joins/google-members";
import { googleAccountOf, googleEmailOf, projectOf } from "../../../src/estate/joins/google-service-accounts";
import { Unknown } from "../../../src/estate/unknown";
import { estateOf } from "../../support/estates";
import { estate, made, ref } from "./made";

const SETS = "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools";
const ONE = SETS.replace("principalSet", "principal");

test.each([
  ["allUsers", "everybody"],
  ["allAuthenticatedUsers", "everybody"],
  ["user:a@acme.example", "user"],
  ["user:a@gmail.com", "gmail"],
  ["user:gmail.com@acme.example", "user"],
  ["group:a@acme.example", "group"],
  ["domain:acme.example", "domain"],
  ["projectEditor:acme", "project-role"],
  ["deleted:serviceAccount:a@acme.iam.gserviceaccount.com?uid=1", "deleted"],
  ["serviceAccount:a@acme.iam.gserviceaccount.com", "account"],
  ["serviceAccount:default", "default-account"],
  ["serviceAccount:1-compute@developer.gserviceaccount.com", "default-account"],
  ["serviceAccount:acme@appspot.gserviceaccount.com", "default-account"],
  ["serviceAccount:service-1@container-engine-robot.iam.gserviceaccount.com", "agent"],
  ["serviceAccount:service-1@gs-project-accounts.iam.gserviceaccount.com", "agent"],
  ["serviceAccount:1@cloudservices.gserviceaccount.com", "agent"],
  ["serviceAccount:service-1@gcp-sa-aiplatform.iam.gserviceaccount.com", "agent"],
  ["serviceAccount:service-${data.google_project.p.number}@compute-system.iam.gserviceaccount.com", "agent"],
  ["serviceAccount:1@cloudbuild.gserviceaccount.com", "account"],
  ["serviceAccount:service-resnet@acme.iam.gserviceaccount.com", "account"],
  ["serviceAccount:service-1@acme.iam.gserviceaccount.com", "account"],
  ["group:acme.svc.id.goog:/allAuthenticatedUsers/", "pool"],
  ["serviceAccount:acme.svc.id.goog[vision/resnet]", "workload"],
  ["serviceAccount:acme.svc.id.goog[vision/*]", "pool"],
  [`${ONE}/acme.svc.id.goog/subject/ns/vision/sa/resnet`, "workload"],
  [`${ONE}/github/subject/repo:acme/models:ref:refs/heads/main`, "principal"],
  [`${SETS}/acme.svc.id.goog/*`, "pool"],
  [`${SETS}/acme.svc.id.goog/namespace/vision`, "pool"],
  [`${SETS}/acme.svc.id.goog/kubernetes.serviceaccount.uid/0123`, "principal"],
  [`${SETS}/github/*`, "pool"],
  [`${SETS}/github/attribute.repository/*`, "pool"],
  [`${SETS}/github/attribute.repository/acme/models`, "principal"],
  [`${SETS}/staff/group/ml`, "principal"],
])("%s is of type %s", (member, type) => {
  const from = made("google_project_iam_member.m", { member });
  expect(googleMemberOf(estate(from), from, member)).toMatchObject({ text: member, type });
});

test("a workload has a namespace and a name, in either spelling", () => {
  const from = made("google_project_iam_member.m", {});
  for (const member of [
    "serviceAccount:acme.svc.id.goog[vision/resnet]",
    `${ONE}/acme.svc.id.goog/subject/ns/vision/sa/resnet`,
  ]) {
    expect(googleMemberOf(estate(from), from, member)).toMatchObject({
      namespace: "vision",
      serviceAccount: "resnet",
    });
  }
});

test("a workload whose namespace is not known yet is one all the same", () => {
  const from = made("google_service_account_iam_member.m", {});
  const value = new Unknown(
    [],
    "serviceAccount:${var.project}.svc.id.goog[${var.namespaces[0]}/${kubernetes_service_account.main[0].metadata[0].name}]",
  );
  const member = googleMemberOf(estate(from), from, value);
  expect(member.type).toBe("workload");
  expect(member).not.toHaveProperty("namespace");
  expect(member).not.toHaveProperty("serviceAccount");
});

describe("a member that is made from an account", () => {
  const account = made("google_service_account.a", { account_id: "resnet", project: "acme" });
  const from = made("google_project_iam_member.m", {});
  const graph = estate(account, from);

  test.each([
    [
      "its address",
      new Unknown(
        [{ root: "app", address: "google_service_account.a", attribute: "email" }],
        "serviceAccount:${google_service_account.a.email}",
      ),
    ],
    ["its member", ref("google_service_account.a", "member")],
    ["its address in a plan", ref("google_service_account.a", "email", false)],
    ["its literal address", "serviceAccount:resnet@acme.iam.gserviceaccount.com"],
  ])("by %s is that account", (_, value) => {
    expect(googleMemberOf(graph, from, value)).toMatchObject({
      text: "serviceAccount:resnet@acme.iam.gserviceaccount.com",
      type: "account",
      account,
    });
  });

  test("of another project is not that account", () => {
    const member = googleMemberOf(graph, from, "serviceAccount:resnet@other.iam.gserviceaccount.com");
    expect(member).toMatchObject({ type: "account" });
    expect(member).not.toHaveProperty("account");
  });
});

test.each([
  ["google_compute_default_service_account", "email", "default-account"],
  ["google_app_engine_default_service_account", "email", "default-account"],
  ["google_storage_project_service_account", "email_address", "agent"],
])("the address of %s is of its type, in a plan too", (kind, attribute, type) => {
  const from = made("google_project_iam_member.m", {});
  const graph = estate(from, made(`data.${kind}.it`, {}));
  const references = [{ root: "app", address: `data.${kind}.it`, attribute }];
  const text = `serviceAccount:\${data.${kind}.it.${attribute}}`;
  expect(googleMemberOf(graph, from, new Unknown(references, text))).toMatchObject({ type });
  expect(googleMemberOf(graph, from, new Unknown(references))).toMatchObject({ type });
});

test("the writer of a sink is one of Google's own", () => {
  const from = made("google_storage_bucket_iam_member.m", {});
  const graph = estate(from, made("google_logging_project_sink.s", { name: "s" }));
  expect(googleMemberOf(graph, from, ref("google_logging_project_sink.s", "writer_identity"))).toMatchObject({
    type: "agent",
  });
});

test("a member that could be anybody is of no type that is known", () => {
  const from = made("google_project_iam_member.m", {});
  for (const value of [new Unknown([], "${var.member}"), new Unknown()]) {
    expect(googleMemberOf(estate(from), from, value).type).toBeInstanceOf(Unknown);
  }
});

describe("an expression that may come to somebody else", () => {
  const account = made("google_service_account.x", { account_id: "resnet", project: "acme" });
  const standard = made("data.google_compute_default_service_account.d", {});
  const from = made("google_storage_bucket_iam_binding.b", {});
  const graph = estate(account, standard, from);
  const x = { root: "app", address: "google_service_account.x", attribute: "member" };
  const d = { root: "app", address: "data.google_compute_default_service_account.d", attribute: "email" };

  test.each([
    "${concat(var.extra, [google_service_account.x.member])}",
    '${concat(["principalSet://iam.googleapis.com/x/gh/*"], var.extra, [google_service_account.x.member])}',
    '${var.p ? ["allUsers"] : [google_service_account.x.member]}',
    "${setunion(var.extra, [google_service_account.x.member])}",
    '${try(google_service_account.x.member, "allUsers")}',
    "${[for m in concat(var.extra, [google_service_account.x.member]) : m]}",
    '${coalesce("allUsers", google_service_account.x.member)}',
  ])("%s is nobody in particular", (text) => {
    const member = googleMemberOf(graph, from, new Unknown([x], text));
    expect(member.type).toBeInstanceOf(Unknown);
    expect(member).not.toHaveProperty("account");
  });

  test.each([
    "${google_service_account.x.member}",
    '${google_service_account.x["a"].member}',
    "${google_service_account.x[each.key].member}",
    "${google_service_account.x[*].member}",
    "serviceAccount:${module.identity.emails[0]}",
  ])("%s is the account and nobody else", (text) => {
    expect(googleMemberOf(graph, from, new Unknown([x], text))).toMatchObject({ type: "account", account });
  });

  test("an address that may be the default account's is of no type that is known", () => {
    const text =
      "serviceAccount:${var.own ? google_service_account.x.email : data.google_compute_default_service_account.d.email}";
    expect(googleMemberOf(graph, from, new Unknown([x, d], text)).type).toBeInstanceOf(Unknown);
  });

  test("an agent of a service that is not known may be an account", () => {
    const text = "serviceAccount:service-${var.name}@${var.project}.iam.gserviceaccount.com";
    expect(googleMemberOf(graph, from, new Unknown([], text)).type).toBeInstanceOf(Unknown);
  });
});

test("an account of the estate is no agent, whatever it is called", () => {
  const account = made("google_service_account.a", { account_id: "service-1", project: "gcp-sa-mine" });
  const from = made("google_project_iam_member.m", {});
  const member = "serviceAccount:service-1@gcp-sa-mine.iam.gserviceaccount.com";
  expect(googleMemberOf(estate(account, from), from, member)).toMatchObject({ type: "account", account });
});

test("an account is found by reference, by a data source that looks it up, by its address and by its full name", () => {
  const account = made("google_service_account.a", { account_id: "resnet", project: "acme" });
  const from = made("google_service_account_iam_member.m", {});
  const looked = made("data.google_service_account.d", { account_id: "resnet@acme.iam.gserviceaccount.com" });
  const graph = estate(account, from, looked);
  for (const value of [
    ref("google_service_account.a", "name"),
    ref("data.google_service_account.d", "name"),
    "resnet@acme.iam.gserviceaccount.com",
    "projects/-/serviceAccounts/resnet@acme.iam.gserviceaccount.com",
  ]) {
    expect(googleAccountOf(graph, from, value)?.resource).toBe(account);
  }
  expect(googleAccountOf(graph, from, null)).toBeUndefined();
  expect(googleAccountOf(graph, from, "somebody")).toBeUndefined();
});

test("two accounts of one id are told apart by their projects, and by nothing else", () => {
  const [one, other] = ["acme", "search"].map((project) =>
    made(`google_service_account.${project}`, { account_id: "resnet", project }),
  );
  const unsaid = ["x", "y"].map((name) =>
    made(`google_service_account.${name}`, { account_id: "bert", project: null }),
  );
  const from = made("google_service_account_iam_member.m", {});
  const graph = estate(...[one, other, ...unsaid, from].flatMap((each) => each ?? []));
  expect(googleAccountOf(graph, from, "resnet@search.iam.gserviceaccount.com")?.resource).toBe(other);
  expect(googleAccountOf(graph, from, "bert@search.iam.gserviceaccount.com")?.resource).toBeUndefined();
});

test("the project of a resource is its own, else that of the provider", () => {
  const graph = estateOf({
    provider: { google: [{ project: "acme", region: "europe-west4" }] },
    resource: {
      google_service_account: { own: { account_id: "a", project: "other" }, plain: { account_id: "b" } },
    },
  });
  const [own, plain] = graph.ofKind("google_service_account");
  expect(own && projectOf(graph, own)).toBe("other");
  expect(plain && projectOf(graph, plain)).toBe("acme");
  expect(plain && googleEmailOf(graph, plain)).toBe("b@acme.iam.gserviceaccount.com");
});

test("two providers of different projects leave the project open", () => {
  const graph = estateOf({
    provider: { google: [{ project: "acme" }, { alias: "other", project: "search" }] },
    resource: { google_service_account: { plain: { account_id: "b" } } },
  });
  const [plain] = graph.ofKind("google_service_account");
  expect(plain && projectOf(graph, plain)).toBeUndefined();
});
