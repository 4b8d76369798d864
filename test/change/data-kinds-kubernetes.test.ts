import { dataLossOf } from "../../src/change/data-loss";
import { lossOf } from "../support/losses";
import { sidesOf } from "../support/sides";

const set = (whenDeleted: string | undefined, claims = [{ metadata: { name: "data" } }]) => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db", namespace: "d" },
  spec: {
    ...(whenDeleted === undefined ? {} : { persistentVolumeClaimRetentionPolicy: { whenDeleted } }),
    volumeClaimTemplates: claims,
  },
});

const OBJECTS: readonly (readonly [string, object, string | undefined])[] = [
  ["a set that takes its claims along", set("Delete"), "the volumes of its pods"],
  ["a set whose claims stay", set("Retain"), undefined],
  ["a set that says nothing", set(undefined), undefined],
  ["a set without claims", set("Delete", []), undefined],
  [
    "a definition",
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "models.acme.io" },
    },
    "all objects of its kind",
  ],
  [
    "a namespace",
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "d" } },
    "everything in it, its volume claims too",
  ],
  ["a config map", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace: "d" } }, undefined],
];

describe.each(OBJECTS)("%s", (_, object, lost) => {
  const told = lost === undefined ? [] : [expect.objectContaining({ lost, isProtected: false })];

  test("as a manifest", () => {
    const other = { apiVersion: "v1", kind: "Service", metadata: { name: "s", namespace: "d" } };
    expect(dataLossOf(sidesOf({ manifests: [object, other] }, { manifests: [other] }))).toEqual(told);
  });

  test("that Terraform applies", () => {
    expect(lossOf("kubernetes_manifest", { manifest: object })).toEqual(told);
  });
});

test("a set of the provider that takes its claims along", () => {
  const spec = {
    persistent_volume_claim_retention_policy: [{ when_deleted: "Delete" }],
    volume_claim_template: [{ metadata: [{ name: "data" }] }],
  };
  expect(lossOf("kubernetes_stateful_set_v1", { metadata: [{ name: "db" }], spec: [spec] })).toMatchObject([
    { kind: "kubernetes_stateful_set_v1", lost: "the volumes of its pods" },
  ]);
});
