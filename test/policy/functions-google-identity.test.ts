import type { Resource, Value } from "../../src/estate/resource";
import { isUnknown, Unknown } from "../../src/estate/unknown";
import { GOOGLE_IDENTITY_FUNCTIONS } from "../../src/policy/functions-google-identity";
import { type EstateSource, estateOf } from "../support/estates";

/** What the function says about the first resource of the kind. */
function asked(name: string, kind: string, source: EstateSource, ...more: Value[]): unknown {
  const estate = estateOf(source);
  const resource = estate.ofKind(kind)[0] as Resource;
  return GOOGLE_IDENTITY_FUNCTIONS[name]?.call([resource.attributes, ...more], {
    estate,
    resource,
    root: resource.root,
  });
}

function claimsAsked(condition: string): unknown {
  return GOOGLE_IDENTITY_FUNCTIONS.claimsAsked?.call([condition], { estate: estateOf({}), root: "case" });
}

test.each([
  ["assertion.repository == 'acme/models'", ["assertion.repository"]],
  ['assertion.repository_owner_id=="123456"', ["assertion.repository_owner_id"]],
  ["attribute.repository in ['a/b', 'a/c']", ["attribute.repository"]],
  ["assertion.sub.startsWith('repo:acme/')", ["assertion.sub"]],
  ["assertion['sub'].matches(r'^repo:acme/.*$')", ["assertion['sub']"]],
  ["google.subject.extract('repo:{owner}/') == 'acme'", ["google.subject"]],
  ["'acme' == assertion.repository_owner", ["assertion.repository_owner"]],
  ["'ml' in google.groups", ["google.groups"]],
  ["assertion.ref == 'refs/heads/main' && assertion.aud == 'x'", ["assertion.ref", "assertion.aud"]],
])("%s asks for %p", (condition, claims) => {
  expect(claimsAsked(condition)).toEqual(claims);
});

test.each([
  "",
  "true",
  "assertion.repository != ''",
  "assertion.repository == ''",
  "has(assertion.repository)",
  "assertion.repository.startsWith('')",
  "assertion.repository.matches('.*')",
  "assertion.repository.matches('^.+$')",
  "attribute.repository == 'a/b' || true",
  "true || attribute.repository == 'a/b'",
])("%p asks for nothing", (condition) => {
  expect(claimsAsked(condition)).toEqual([]);
});

describe("what a machine runs as", () => {
  const source: EstateSource = {
    data: {
      google_compute_default_service_account: { d: {} },
      google_service_account: { looked: { account_id: "nodes" } },
    },
    resource: {
      google_service_account: { own: { account_id: "own", project: "acme" } },
      google_container_node_pool: { it: { cluster: "c" } },
    },
  };
  const runsAs = (account: string | null): unknown => {
    const held = { google_container_node_pool: { it: { cluster: "c", node_config: [{ service_account: account }] } } };
    const estate = estateOf({ ...source, resource: { ...source.resource, ...held } });
    const [pool] = estate.ofKind("google_container_node_pool") as [Resource];
    const [config] = pool.attributes.node_config as readonly { readonly service_account: Value }[];
    const answer = GOOGLE_IDENTITY_FUNCTIONS.runsAs?.call([pool.attributes, config?.service_account ?? null], {
      estate,
      resource: pool,
      root: pool.root,
    });
    return isUnknown(answer) ? "?" : answer;
  };

  test.each([
    [null, "default-account"],
    ["", "default-account"],
    ["default", "default-account"],
    ["1-compute@developer.gserviceaccount.com", "default-account"],
    ["${data.google_project.p.number}-compute@developer.gserviceaccount.com", "default-account"],
    ["acme@appspot.gserviceaccount.com", "default-account"],
    ["${data.google_compute_default_service_account.d.email}", "default-account"],
    ["nodes@acme.iam.gserviceaccount.com", "account"],
    ["nodes@${var.project}.iam.gserviceaccount.com", "account"],
    ["${google_service_account.own.email}", "account"],
    ["${data.google_service_account.looked.email}", "account"],
    ["${var.sa}", "?"],
    ['${var.sa == "" ? "default" : google_service_account.own.email}', "?"],
    ['${lookup(each.value, "service_account", local.sa)}', "?"],
  ])("%p is of type %s", (account, type) => {
    expect(runsAs(account)).toBe(type);
  });
});

test("namespaces that act as an account are told once each, by its bindings alone", () => {
  const bound = ["[vision/a]", "[vision/b]", "[search/a]"].map((one) => `serviceAccount:acme.svc.id.goog${one}`);
  const annotations = { "iam.gke.io/gcp-service-account": "resnet@acme.iam.gserviceaccount.com" };
  const source: EstateSource = {
    resource: {
      google_service_account: { it: { account_id: "resnet", project: "acme" } },
      google_service_account_iam_binding: {
        it: {
          service_account_id: "${google_service_account.it.name}",
          role: "roles/iam.workloadIdentityUser",
          members: bound,
        },
      },
    },
    manifests: [
      { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "x", namespace: "elsewhere", annotations } },
    ],
  };
  expect(asked("namespacesOf", "google_service_account", source)).toEqual(["vision", "search"]);
});

test.each([
  [{ name: "vllm" }, true],
  [{ name: "storefront" }, false],
  [{ name: "main" }, false],
  [{ service: "resnet-predict" }, true],
  [{ name: "${google_cloud_run_v2_service.it.name}" }, true],
])("a service called %p", (place, serves) => {
  const source = {
    resource: {
      google_cloud_run_v2_service: { it: { name: "llama" } },
      google_cloud_run_v2_service_iam_member: { it: { ...place, role: "roles/run.invoker", member: "allUsers" } },
    },
  };
  expect(asked("invokesModels", "google_cloud_run_v2_service_iam_member", source)).toBe(serves);
});

test("a value that no source tells of is not known", () => {
  const estate = estateOf({ resource: { google_container_node_pool: { it: { cluster: "c" } } } });
  const [resource] = estate.ofKind("google_container_node_pool") as [Resource];
  const unknown = new Unknown();
  expect(
    GOOGLE_IDENTITY_FUNCTIONS.runsAs?.call([resource.attributes, unknown], { estate, resource, root: resource.root }),
  ).toBe(unknown);
});
