import { estateOf } from "../support/estates";
import { sidesOf } from "../support/sides";

const BUCKET = { aws_s3_bucket: { models: { bucket: "acme-models", force_destroy: false } } };

function changesOf(before: object, after: object) {
  return sidesOf({ resource: before as never }, { resource: after as never }).changes;
}

test("what is the same on both sides is no change, and one object", () => {
  const sides = sidesOf({ resource: BUCKET }, { resource: BUCKET });
  expect(sides.changes).toEqual([]);
  expect(sides.before.resources).toHaveLength(1);
  expect(sides.before.resources[0]).toBe(sides.after.resources[0]);
});

test("what comes, goes, changes and is replaced", () => {
  const changes = changesOf(
    {
      aws_s3_bucket: {
        old: { bucket: "acme-old" },
        renamed: { bucket: "acme-a" },
        tagged: { bucket: "acme-t", tags: { a: "1" } },
      },
    },
    {
      aws_s3_bucket: {
        renamed: { bucket: "acme-b" },
        tagged: { bucket: "acme-t", tags: { a: "2" } },
        fresh: { bucket: "acme-new" },
      },
    },
  );
  expect(changes.map(({ address, action, isEstimate }) => [address, action, isEstimate])).toEqual([
    ["aws_s3_bucket.renamed", "replace", true],
    ["aws_s3_bucket.tagged", "update", true],
    ["aws_s3_bucket.fresh", "create", false],
    ["aws_s3_bucket.old", "destroy", false],
  ]);
  expect(changes[0]).toMatchObject({
    reason: "bucket cannot be changed in place",
    attributes: [{ path: "bucket", before: { text: '"acme-a"' }, after: { text: '"acme-b"' }, replaces: true }],
  });
  expect(changes[1]?.attributes).toEqual([
    { path: "tags.a", before: { text: '"1"' }, after: { text: '"2"' }, replaces: false },
  ]);
});

test("how many there are is part of the resource", () => {
  const [change] = changesOf(
    { aws_eip: { nat: { domain: "vpc", count: 2 } } },
    { aws_eip: { nat: { domain: "vpc", count: 3 } } },
  );
  expect(change).toMatchObject({ action: "update", attributes: [{ path: "count", after: { text: "3" } }] });
});

test("a Kubernetes resource of Terraform changes once, not once more as the manifest that it stands for", () => {
  const service = (type: string) => ({
    kubernetes_service_v1: { api: { metadata: [{ name: "api", namespace: "vision" }], spec: [{ type }] } },
  });
  const sides = sidesOf({ resource: service("ClusterIP") }, { resource: service("LoadBalancer") });
  expect(sides.changes.map(({ address }) => address)).toEqual(["kubernetes_service_v1.api"]);
  expect(sides.before.ofKind("v1 Service")[0]?.attributes).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(sides.after.ofKind("v1 Service")[0]?.attributes).toMatchObject({ spec: { type: "LoadBalancer" } });
});

test("manifests of one name in two namespaces are two", () => {
  const object = (namespace: string, replicas: number) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "resnet", namespace },
    spec: { replicas },
  });
  const sides = sidesOf(
    { manifests: [object("a", 1), object("b", 1)] },
    { manifests: [object("a", 1), object("b", 2)] },
  );
  expect(sides.changes.map(({ before }) => before?.namespace)).toEqual(["b"]);
});

test("data sources are not changed by anybody", () => {
  const sides = sidesOf(
    { data: { aws_iam_policy_document: { d: { statement: [] } } }, resource: BUCKET },
    { data: { aws_iam_policy_document: { e: { statement: [] } } }, resource: BUCKET },
  );
  expect(sides.changes).toEqual([]);
});

test("the estate before keeps what is gone after", () => {
  const { before, after } = sidesOf({ resource: BUCKET }, { resource: {} });
  expect(before.at("case", "aws_s3_bucket.models")).toBeDefined();
  expect(after.at("case", "aws_s3_bucket.models")).toBeUndefined();
  expect(estateOf({ resource: BUCKET }).resources).toHaveLength(1);
});

test("a provider that works elsewhere afterwards moves all that it makes, and is said", () => {
  const estate = (region: string) => ({ provider: { aws: [{ region }] }, resource: BUCKET });
  const moved = sidesOf(estate("eu-west-1"), estate("us-east-1"));
  expect(moved.isFailed).toBe(true);
  expect(moved.warnings).toEqual(["case: region of the provider aws changes, and with it where its resources are"]);
  expect(sidesOf(estate("eu-west-1"), estate("eu-west-1")).warnings).toEqual([]);
});
