import { ComputeDisk } from "@cdktf/provider-google/lib/compute-disk";
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { DataGoogleStorageBucket } from "@cdktf/provider-google/lib/data-google-storage-bucket";
import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { Aspects, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { DataClass, ServingTier } from "modelkeep";
import { labelValue, MandatoryLabels, mandatoryLabels } from "../../src/core/mandatory-labels";
import { onlyResourceOf, synthesize } from "../support/stack";

const OWNERSHIP = { tier: ServingTier.STAGING, tenant: "vision", owner: "Vision@acme.example" };

const LABELS = {
  tier: "staging",
  tenant: "vision",
  owner: "vision_at_acme_example",
  "data-class": "confidential",
};

/** A stack that nothing but the labels looks at: its resources are not safe. */
function labelledStack(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "test");
  new GoogleProvider(stack, "google", { project: "acme-vision", region: "europe-west4" });
  Aspects.of(stack).add(new MandatoryLabels(OWNERSHIP));
  return stack;
}

test("the mandatory tags become labels", () => {
  expect(mandatoryLabels(OWNERSHIP)).toEqual(LABELS);
  expect(mandatoryLabels({ ...OWNERSHIP, dataClass: DataClass.RESTRICTED })).toMatchObject({
    "data-class": "restricted",
  });
});

test.each([
  ["vision@acme.example", "vision_at_acme_example"],
  ["Team Vision: on call", "team_vision_on_call"],
  ["already_fine-1", "already_fine-1"],
  ["v".repeat(256), "v".repeat(63)],
])("%s is written in the letters of a label", (text, label) => {
  expect(labelValue(text)).toBe(label);
});

test("a resource that takes labels carries them, also one that Modelkeep did not make", () => {
  const stack = labelledStack();
  new ComputeDisk(stack, "disk", { name: "scratch", zone: "europe-west4-a" });
  expect(onlyResourceOf(synthesize(stack), "google_compute_disk").labels).toEqual(LABELS);
});

test("labels of the stack win over a resource's own, save for its data class; others stay", () => {
  const stack = labelledStack();
  new ComputeDisk(stack, "disk", {
    name: "scratch",
    zone: "europe-west4-a",
    labels: { team: "ocr", tier: "production", tenant: "audio", owner: "nobody", "data-class": "public" },
  });
  expect(onlyResourceOf(synthesize(stack), "google_compute_disk").labels).toEqual({
    ...LABELS,
    team: "ocr",
    "data-class": "public",
  });
});

test("labels that only Terraform knows are merged by Terraform", () => {
  const stack = labelledStack();
  const labels = new TerraformVariable(stack, "labels", { type: "map(string)" });
  const disk = new ComputeDisk(stack, "other", { name: "other", zone: "europe-west4-a", labels: labels.value });
  const written = synthesize(stack).resource.google_compute_disk?.[disk.friendlyUniqueId];
  expect(written?.labels).toMatch(/^\$\{merge\(var\.labels, \{.*tier.*staging.*\}\)\}$/);
});

test("a cluster carries them as resource labels, and Kubernetes labels of its nodes stay as they are", () => {
  const stack = labelledStack();
  new ContainerCluster(stack, "cluster", { name: "serving", nodeConfig: { labels: { pool: "system" } } });
  expect(onlyResourceOf(synthesize(stack), "google_container_cluster")).toMatchObject({
    resource_labels: LABELS,
    node_config: { labels: { pool: "system" } },
  });
});

test("what takes no labels is left alone, and so is what is only read", () => {
  const stack = labelledStack();
  new KmsKeyRing(stack, "ring", { name: "keys", location: "europe-west4" });
  new DataGoogleStorageBucket(stack, "bucket", { name: "acme-models" });
  const synthesized = synthesize(stack);
  expect(synthesized).toHaveNone("google_kms_key_ring", "labels");
  expect(Object.values(synthesized.data.google_storage_bucket ?? {})).toEqual([{ name: "acme-models" }]);
});
