import type { Resource, Value } from "../../src/estate/resource";
import { Unknown } from "../../src/estate/unknown";
import { GOOGLE_FUNCTIONS } from "../../src/policy/functions-google";
import { type EstateSource, estateOf } from "../support/estates";

const USER = "roles/iam.workloadIdentityUser";
const EMAIL = "resnet@acme.iam.gserviceaccount.com";

/** What the function says about the first resource of the kind. */
function asked(name: string, kind: string, source: EstateSource, ...more: Value[]): unknown {
  const estate = estateOf(source);
  const resource = estate.ofKind(kind)[0] as Resource;
  return GOOGLE_FUNCTIONS[name]?.call([resource.attributes, ...more], { estate, resource, root: resource.root });
}

function seconds(duration: Value): unknown {
  return GOOGLE_FUNCTIONS.seconds?.call([duration, -1], { estate: estateOf({}), root: "case" });
}

function account(member: string): EstateSource["resource"] {
  return {
    google_service_account: { resnet: { account_id: "resnet", project: "acme" } },
    google_service_account_iam_member: {
      it: { service_account_id: "${google_service_account.resnet.name}", role: USER, member },
    },
  };
}

function kubernetes(namespace: string, email?: string): object {
  const annotations = email === undefined ? {} : { "iam.gke.io/gcp-service-account": email };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "resnet", namespace, annotations } };
}

test.each([
  ["7776000s", 7_776_000],
  ["1.5s", 1.5],
  ["7776000", 7_776_000],
  [3600, 3600],
  ["90 days", -1],
  ["", -1],
  [null, -1],
])("%p is %p seconds", (duration, expected) => {
  expect(seconds(duration)).toBe(expected);
});

test("a grant is told as people say it, with what is known of its member", () => {
  const member = "serviceAccount:acme.svc.id.goog[vision/resnet]";
  expect(asked("googleGrants", "google_service_account_iam_member", { resource: account(member) })).toEqual([
    {
      role: USER,
      own: false,
      serves_models: true,
      permissions: [],
      member,
      type: "workload",
      serving: true,
      namespace: "vision",
      service_account: "resnet",
      condition: null,
      said: `${USER} to ${member}`,
    },
  ]);
});

test("of a member that is not known nothing is known", () => {
  const [grant] = asked("googleGrants", "google_service_account_iam_member", { resource: account("${var.m}") }) as [
    Record<string, unknown>,
  ];
  expect(grant).toMatchObject({ role: USER, said: `${USER} to \${var.m}` });
  for (const name of ["type", "serving", "namespace", "service_account"]) {
    expect(grant[name]).toBeInstanceOf(Unknown);
  }
});

test("a resource is made unless its count is 0 or its for_each empty", () => {
  const key = (meta: object) =>
    asked("isMade", "google_service_account_key", {
      resource: { google_service_account_key: { it: { service_account_id: "a", ...meta } } },
    });
  expect([{}, { count: 1 }, { for_each: '${toset(["a"])}' }].map(key)).toEqual([true, true, true]);
  expect([{ count: 0 }, { for_each: [] }, { for_each: {} }].map(key)).toEqual([false, false, false]);
  expect(key({ count: "${var.n}" })).toBeInstanceOf(Unknown);
});

test("an annotation is bound when a binding names its namespace and name", () => {
  const bound = (member: string, manifest: object) =>
    asked("unboundAnnotation", "v1 ServiceAccount", { resource: account(member), manifests: [manifest] });
  const vision = "serviceAccount:acme.svc.id.goog[vision/resnet]";
  expect(bound(vision, kubernetes("vision", EMAIL))).toEqual([]);
  expect(bound(vision, kubernetes("vision"))).toEqual([]);
  expect(bound(vision, kubernetes("search", EMAIL))).toEqual(["bound to vision/resnet"]);
  expect(bound("serviceAccount:ci@acme.iam.gserviceaccount.com", kubernetes("vision", EMAIL))).toEqual([
    "bound to nobody",
  ]);
  expect(bound("${var.m}", kubernetes("vision", EMAIL))).toEqual([expect.any(Unknown)]);
});

test("a binding waits for the service accounts that it names and that are not annotated with it", () => {
  const waiting = (...manifests: object[]) =>
    asked("unannotatedUsers", "google_service_account_iam_member", {
      resource: account("serviceAccount:acme.svc.id.goog[vision/resnet]"),
      manifests,
    });
  expect(waiting()).toEqual([]);
  expect(waiting(kubernetes("search"))).toEqual([]);
  expect(waiting(kubernetes("vision", EMAIL))).toEqual([]);
  expect(waiting(kubernetes("vision"))).toEqual(["vision/resnet"]);
  expect(waiting(kubernetes("vision", "bert@acme.iam.gserviceaccount.com"))).toEqual(["vision/resnet"]);
});

test("the cluster of the lower tier is told that it shares its pool", () => {
  const cluster = (name: string, tier: string) => ({
    name,
    resource_labels: { tier },
    workload_identity_config: { workload_pool: "acme.svc.id.goog" },
  });
  const of = (first: string, second: string) =>
    asked("poolSharers", "google_container_cluster", {
      resource: { google_container_cluster: { a: cluster("a", first), b: cluster("b", second) } },
    });
  expect(of("staging", "prod")).toEqual(["google_container_cluster.b of prod"]);
  expect(of("dev", "staging")).toEqual(["google_container_cluster.b of staging"]);
  expect(of("prod", "staging")).toEqual([]);
  expect(of("prod", "prod")).toEqual([]);
});

test("a key elsewhere is told with both places", () => {
  const key = "projects/acme/locations/us/keyRings/ring/cryptoKeys/models";
  const bucket = { name: "b", location: "EU", encryption: { default_kms_key_name: key } };
  expect(
    asked("keysElsewhere", "google_storage_bucket", { resource: { google_storage_bucket: { it: bucket } } }),
  ).toEqual([{ attribute: "encryption.default_kms_key_name", message: "lies in us, not in europe" }]);
});
