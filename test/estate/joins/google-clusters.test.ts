import { clustersOf, crossTierGrants, farClusters, poolOf } from "../../../src/estate/joins/google-clusters";
import { googleGrantsOf } from "../../../src/estate/joins/google-grants";
import { googleMemberOf } from "../../../src/estate/joins/google-members";
import type { Resource } from "../../../src/estate/resource";
import { isUnknown, type Unknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";

type Resources = NonNullable<EstateSource["resource"]>;

const POOL = "acme.svc.id.goog";
const SERVING = `principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/${POOL}/subject/ns/vision/sa/resnet`;
const IAM = "google_storage_bucket_iam_member";

const ACCOUNT: Resources = {
  google_service_account: { resnet: { account_id: "resnet", project: "acme" } },
  google_service_account_iam_member: {
    it: {
      service_account_id: "${google_service_account.resnet.name}",
      role: "roles/iam.workloadIdentityUser",
      member: `serviceAccount:${POOL}[vision/resnet]`,
    },
  },
};

function cluster(attributes: object, pool = POOL): Resources {
  return {
    google_container_cluster: { c: { name: "c", workload_identity_config: { workload_pool: pool }, ...attributes } },
  };
}

function served(bucket: object, member: string): Resources {
  return {
    google_storage_bucket: { b: { name: "weights", ...bucket } },
    [IAM]: { it: { bucket: "${google_storage_bucket.b.name}", role: "roles/storage.objectViewer", member } },
  };
}

function far(bucket: object, ...clusters: readonly Resources[]): readonly string[] | Unknown {
  const graph = estateOf({ resource: { ...served(bucket, SERVING), ...Object.assign({}, ...clusters) } });
  return farClusters(graph, graph.ofKind("google_storage_bucket")[0] as Resource);
}

function crossing(...parts: readonly Resources[]) {
  const graph = estateOf({ resource: Object.assign({}, ...parts) });
  const grant = graph.ofKind(IAM)[0] as Resource;
  return crossTierGrants(graph, grant, googleGrantsOf(graph, grant)).map((found) =>
    isUnknown(found) ? found.text : [found.memberTier, found.tier],
  );
}

test("clusters of a member are those of its pool, directly or through its account", () => {
  const graph = estateOf({ resource: { ...ACCOUNT, ...cluster({}), ...served({}, SERVING) } });
  const [it] = graph.ofKind("google_container_cluster");
  const from = graph.ofKind(IAM)[0] as Resource;
  for (const member of [
    SERVING,
    `serviceAccount:${POOL}[vision/resnet]`,
    "serviceAccount:resnet@acme.iam.gserviceaccount.com",
  ]) {
    expect(clustersOf(graph, googleMemberOf(graph, from, member))).toEqual([it]);
  }
  for (const member of ["group:ml@acme.example", SERVING.replace("acme.", "other.")]) {
    expect(clustersOf(graph, googleMemberOf(graph, from, member))).toEqual([]);
  }
});

test("pools that are written the same are the same within a root", () => {
  const graph = estateOf({
    resource: cluster({}, "${var.project}.svc.id.goog"),
    also: [{ name: "other", resource: cluster({}, "${var.project}.svc.id.goog") }],
  });
  const [one, other] = graph.ofKind("google_container_cluster").map(poolOf);
  expect(one).toBeDefined();
  expect(one).not.toBe(other);
});

test("a bucket is far from a cluster when it lies in neither its region nor around it", () => {
  const at = (location: string) => cluster({ location });
  expect(far({ location: "EUROPE-WEST4" }, at("europe-west4"))).toEqual([]);
  expect(far({ location: "EUROPE-WEST4" }, at("europe-west4-b"))).toEqual([]);
  expect(far({ location: "EU" }, at("europe-west4"))).toEqual([]);
  expect(far({ location: "ASIA1" }, at("asia-northeast1"))).toEqual([]);
  expect(far({ location: "EUROPE-WEST1" }, at("europe-west4"))).toEqual(["europe-west4"]);
  expect(far({ location: "US" }, at("europe-west4"))).toEqual(["europe-west4"]);
  expect(far({ location: "US" })).toEqual([]);
  expect(far({ location: "${var.region}" }, at("${var.region}"))).toEqual([]);
  expect(far({ location: "${var.location}" }, at("europe-west4"))).toMatchObject({ text: "${var.location}" });
  expect(far({ location: "EU" }, at("${var.region}"))).toMatchObject({ text: "${var.region}" });
});

test("a role crosses tiers when cluster and bucket say different ones", () => {
  const prod = { labels: { tier: "production" } };
  const staging = cluster({ resource_labels: { tier: "staging" } });
  expect(crossing(served(prod, SERVING), staging)).toEqual([["staging", "prod"]]);
  expect(crossing(served(prod, "serviceAccount:resnet@acme.iam.gserviceaccount.com"), staging, ACCOUNT)).toEqual([
    ["staging", "prod"],
  ]);
  expect(crossing(served(prod, SERVING), cluster({ resource_labels: { tier: "prod" } }))).toEqual([]);
  expect(crossing(served({}, SERVING), staging)).toEqual([]);
  expect(crossing(served(prod, SERVING), cluster({}))).toEqual([]);
  expect(crossing(served(prod, "group:ml@acme.example"), staging)).toEqual([]);

  const open = (tier: string) => ({ labels: { tier } });
  expect(crossing(served(open("${var.tier}"), SERVING), staging)).toEqual(["${var.tier}"]);
  expect(crossing(served(open("${var.tier}"), SERVING), cluster({ resource_labels: { tier: "${var.tier}" } }))).toEqual(
    [],
  );
});
