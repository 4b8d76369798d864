import { ENCRYPTED_KINDS, keyLocationOf, keysElsewhere } from "../../../src/estate/joins/google-keys";
import type { Resource, Value } from "../../../src/estate/resource";
import { schemaOf } from "../../../src/estate/schema";
import { Unknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";
import { estate, made, ref } from "./made";

const KEY = "projects/acme/locations/europe-west4/keyRings/ring/cryptoKeys/models";

function elsewhere(kind: string, attributes: object, more: EstateSource["resource"] = {}) {
  const graph = estateOf({ resource: { [kind]: { it: attributes }, ...more } });
  return keysElsewhere(graph, graph.ofKind(kind)[0] as Resource);
}

test("the location of a key is in its name, or that of its key ring", () => {
  const from = made("google_storage_bucket.b", {});
  const graph = estate(
    from,
    made("google_kms_key_ring.r", { name: "ring", location: "europe-west4" }),
    made("google_kms_crypto_key.k", { name: "k", key_ring: ref("google_kms_key_ring.r") }),
    made("google_kms_crypto_key.literal", { name: "l", key_ring: "projects/acme/locations/us/keyRings/other" }),
    made("google_kms_crypto_key.lost", { name: "x", key_ring: new Unknown([], "${var.ring}") }),
  );
  const locations: (readonly [Value, unknown])[] = [
    [KEY, "europe-west4"],
    [ref("google_kms_crypto_key.k"), "europe-west4"],
    [ref("google_kms_crypto_key.k", "id", false), "europe-west4"],
    [ref("google_kms_crypto_key.literal"), "us"],
    [ref("google_kms_crypto_key.lost"), undefined],
    [new Unknown([], "${var.key}"), undefined],
    [null, undefined],
  ];
  for (const [value, location] of locations) {
    expect(keyLocationOf(graph, from, value)).toBe(location);
  }
  const spelt = new Unknown([], "projects/acme/locations/${var.region}/keyRings/r/cryptoKeys/k");
  expect(keyLocationOf(graph, from, spelt)).toBeInstanceOf(Unknown);
});

test.each(ENCRYPTED_KINDS)("%s is of the provider", (kind) => {
  expect(schemaOf(kind, "managed")).toBeDefined();
});

test("a key lies where a bucket does, in either spelling", () => {
  const bucket = (location: string, key: string) =>
    elsewhere("google_storage_bucket", { name: "b", location, encryption: { default_kms_key_name: key } });
  expect(bucket("EUROPE-WEST4", KEY)).toEqual([]);
  expect(bucket("EU", KEY.replace("europe-west4", "europe"))).toEqual([]);
  expect(bucket("NAM4", KEY.replace("europe-west4", "nam4"))).toEqual([]);
  expect(bucket("EU", KEY)).toEqual([
    { attribute: "encryption.default_kms_key_name", location: "europe", keyLocation: "europe-west4" },
  ]);
});

test("a cluster of a zone has a key of its region, and disks may have a wider one", () => {
  const wide = KEY.replace("europe-west4", "europe");
  const cluster = (key: string, disk: string) =>
    elsewhere("google_container_cluster", {
      location: "europe-west4-b",
      database_encryption: { state: "ENCRYPTED", key_name: key },
      node_config: { boot_disk_kms_key: disk },
    });
  expect(cluster(KEY, wide)).toEqual([]);
  expect(cluster(wide, KEY)).toEqual([
    { attribute: "database_encryption.key_name", location: "europe-west4", keyLocation: "europe" },
  ]);
});

test("each replica of a secret has a key of its own location", () => {
  const replica = (location: string) => ({ location, customer_managed_encryption: { kms_key_name: KEY } });
  expect(
    elsewhere("google_secret_manager_secret", {
      secret_id: "s",
      replication: { user_managed: { replicas: [replica("europe-west4"), replica("europe-west1")] } },
    }),
  ).toEqual([
    {
      attribute: "replication.user_managed.replicas.customer_managed_encryption.kms_key_name",
      location: "europe-west1",
      keyLocation: "europe-west4",
    },
  ]);
});

test("one of two locations that is not known leaves it open, unless both are written the same", () => {
  const bucket = (location: string, ring: string) =>
    elsewhere(
      "google_storage_bucket",
      { name: "b", location, encryption: { default_kms_key_name: "${google_kms_crypto_key.k.id}" } },
      {
        google_kms_crypto_key: { k: { name: "k", key_ring: "${google_kms_key_ring.r.id}" } },
        google_kms_key_ring: { r: { name: "r", location: ring } },
      },
    );
  expect(bucket("${var.region}", "${var.region}")).toEqual([]);
  expect(bucket("${var.region}", "europe-west4")).toEqual([expect.any(Unknown)]);
  expect(bucket("EU", "${var.region}")).toEqual([expect.any(Unknown)]);
});

test("a bucket without a key, or without a location, is not judged", () => {
  expect(elsewhere("google_storage_bucket", { name: "b", location: "EU" })).toEqual([]);
  expect(elsewhere("google_artifact_registry_repository", { repository_id: "r", kms_key_name: KEY })).toEqual([]);
});
