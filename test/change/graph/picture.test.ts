import { blastRadiusOf } from "../../../src/change/graph/blast-radius";
import { type Picture, pictureOf } from "../../../src/change/graph/picture";
import type { Sides } from "../../../src/change/sides";
import { sidesOf } from "../../support/sides";

function pictureFor(sides: Sides): Picture {
  return pictureOf(sides, blastRadiusOf(sides));
}

const BEFORE = {
  resource: {
    aws_kms_key: { models: { description: "models", enable_key_rotation: false }, other: { description: "other" } },
    aws_s3_bucket: { old: { bucket: "acme-old" } },
    aws_cloudwatch_log_group: { audit: { name: "audit", kms_key_id: "${aws_kms_key.models.arn}" } },
    aws_eks_cluster: { platform: { name: "platform", tags: { tenant: "vision", tier: "production" } } },
  },
};
const AFTER = {
  resource: {
    aws_kms_key: { models: { description: "models", enable_key_rotation: true }, other: { description: "other" } },
    aws_cloudwatch_log_group: { audit: { name: "audit", kms_key_id: "${aws_kms_key.models.arn}" } },
    aws_eks_cluster: { platform: { name: "platform", tags: { tenant: "vision", tier: "production" } } },
  },
};

test("all of both sides is in it: what changes, what depends on that, and what is left alone", () => {
  const { nodes } = pictureFor(sidesOf(BEFORE, AFTER));
  expect(nodes.map(({ id, resource, state, action }) => [id, resource, state, action])).toEqual([
    ["n0", "aws_kms_key.models", "changed", "update"],
    ["n1", "aws_kms_key.other", "untouched", undefined],
    ["n2", "aws_cloudwatch_log_group.audit", "hit", undefined],
    ["n3", "aws_eks_cluster.platform", "untouched", undefined],
    ["n4", "aws_s3_bucket.old", "changed", "destroy"],
  ]);
});

test("services, tenants and tiers are said", () => {
  const { nodes } = pictureFor(sidesOf(BEFORE, AFTER));
  expect(nodes.find(({ id }) => id === "n3")).toEqual({
    id: "n3",
    resource: "aws_eks_cluster.platform",
    root: "case",
    kind: "aws_eks_cluster",
    state: "untouched",
    tenant: "vision",
    tier: "prod",
    service: "cluster",
  });
});

test("an edge leads from what depends to what it depends on, once for both sides", () => {
  expect(pictureFor(sidesOf(BEFORE, AFTER)).edges).toEqual([{ from: "n2", to: "n0", via: "encrypted with the key" }]);
});

test("a data source is no node: what depends on it is drawn with what it leads to", () => {
  const source = {
    data: { aws_iam_policy_document: { read: { statement: [{ resources: ["${aws_s3_bucket.models.arn}"] }] } } },
    resource: {
      aws_s3_bucket: { models: {} },
      aws_iam_policy: { read: { policy: "${data.aws_iam_policy_document.read.json}" } },
    },
  };
  const { nodes, edges } = pictureFor(sidesOf(source, source));
  expect(nodes.map(({ resource }) => resource)).toEqual(["aws_s3_bucket.models", "aws_iam_policy.read"]);
  expect(edges).toEqual([{ from: "n1", to: "n0", via: "reference policy" }]);
});

test("an endpoint is hit with its route, although nothing that it depends on changes", () => {
  const served = (path: string) => ({
    manifests: [
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "resnet", namespace: "vision" },
        spec: {
          template: {
            metadata: { labels: { app: "resnet" } },
            spec: { containers: [{ name: "server", image: "tensorflow/serving:2.19.1" }] },
          },
        },
      },
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "resnet", namespace: "vision" },
        spec: { selector: { app: "resnet" }, ports: [{ port: 8501 }] },
      },
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "web", namespace: "vision" },
        spec: { rules: [{ http: { paths: [{ path, backend: { service: { name: "resnet" } } }] } }] },
      },
    ],
  });
  const { nodes } = pictureFor(sidesOf(served("/"), served("/v2")));
  expect(nodes.map(({ resource, state, service }) => [resource, state, service])).toEqual([
    ["Deployment/resnet", "hit", "endpoint"],
    ["Service/resnet", "untouched", undefined],
    ["Ingress/web", "changed", undefined],
  ]);
});

test("Services of one name in two namespaces are two nodes, and the change of one is not that of the other", () => {
  const service = (namespace: string, port: number): object => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace },
    spec: { ports: [{ port }] },
  });
  const sides = sidesOf(
    { manifests: [service("n1", 80), service("n2", 80)] },
    { manifests: [service("n1", 80), service("n2", 81)] },
  );
  const { nodes } = pictureFor(sides);
  expect(nodes.map(({ resource, namespace, state }) => [resource, namespace, state])).toEqual([
    ["Service/web", "n1", "untouched"],
    ["Service/web", "n2", "changed"],
  ]);
});
