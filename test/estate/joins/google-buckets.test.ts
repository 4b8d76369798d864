import type { Estate } from "../../../src/estate/estate";
import {
  holdsGoogleModels,
  holdsGoogleState,
  isServed,
  labelOf,
  readsAudited,
  takesLogs,
} from "../../../src/estate/joins/google-buckets";
import type { Resource } from "../../../src/estate/resource";
import { Unknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";

const SERVING =
  "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/acme.svc.id.goog/subject/ns/vision/sa/resnet";

function asked<Answer>(
  question: (estate: Estate, bucket: Resource) => Answer,
  attributes: object,
  more: EstateSource = {},
) {
  const { resource, ...rest } = more;
  const graph = estateOf({
    resource: { google_storage_bucket: { it: { name: "weights", ...attributes } }, ...resource },
    ...rest,
  });
  return question(graph, graph.ofKind("google_storage_bucket")[0] as Resource);
}

function grant(member: string, bucket = "${google_storage_bucket.it.name}"): EstateSource {
  return {
    resource: { google_storage_bucket_iam_member: { it: { bucket, role: "roles/storage.objectViewer", member } } },
  };
}

test("a bucket holds models when its label says so, or when it says nothing and models are served from it", () => {
  const label = (value: string) => ({ labels: { "ai-artifact": value } });
  expect(asked(holdsGoogleModels, label("model"))).toBe(true);
  expect(asked(holdsGoogleModels, label("log"), grant(SERVING))).toBe(false);
  expect(asked(holdsGoogleModels, {}, grant(SERVING))).toBe(true);
  expect(asked(holdsGoogleModels, {})).toBe(false);
  expect(asked(holdsGoogleModels, { labels: "${var.l}" })).toBeInstanceOf(Unknown);
  expect(asked(holdsGoogleModels, { labels: "${var.l}" }, grant(SERVING))).toBe(true);
});

describe("pods that serve no models", () => {
  const SHOP = SERVING.replace("ns/vision/sa/resnet", "ns/shop/sa/web");
  const workload = (image: string): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop" },
    spec: { template: { spec: { serviceAccountName: "web", containers: [{ name: "web", image }] } } },
  });
  const uploads = { name: "uploads" };

  test("keep no models in their bucket", () => {
    expect(asked(isServed, uploads, grant(SHOP))).toBe(true);
    expect(asked(holdsGoogleModels, uploads, grant(SHOP))).toBe(false);
    expect(asked(holdsGoogleModels, uploads, { ...grant(SHOP), manifests: [workload("nginx:1.29")] })).toBe(false);
  });

  test("serve models when a server runs as them, when their bucket is called so, when they read another of models", () => {
    const server = workload("nvcr.io/nvidia/tritonserver:25.10-py3");
    expect(asked(holdsGoogleModels, uploads, { ...grant(SHOP), manifests: [server] })).toBe(true);
    expect(asked(holdsGoogleModels, { name: "acme-model-weights" }, grant(SHOP))).toBe(true);
    const reader = { role: "roles/storage.objectViewer", member: SHOP };
    const { resource: granted } = grant(SHOP);
    expect(
      asked(holdsGoogleModels, uploads, {
        resource: {
          google_storage_bucket: { it: uploads, other: { name: "other", labels: { "ai-artifact": "model" } } },
          google_storage_bucket_iam_member: {
            ...granted?.google_storage_bucket_iam_member,
            other: { ...reader, bucket: "${google_storage_bucket.other.name}" },
          },
        },
      }),
    ).toBe(true);
  });
});

test("a bucket is served from when pods of a tenant have a role on it, by reference or by name", () => {
  expect(asked(isServed, {}, grant(SERVING))).toBe(true);
  expect(asked(isServed, {}, grant(SERVING, "weights"))).toBe(true);
  expect(asked(isServed, {}, grant(SERVING, "other"))).toBe(false);
  expect(asked(isServed, {}, grant("group:ml@acme.example"))).toBe(false);
  expect(asked(isServed, {}, grant(SERVING.replace("ns/vision", "ns/kube-system")))).toBe(false);
});

test("a label is the resource's own before one that the provider adds", () => {
  const label = (_: Estate, bucket: Resource) => labelOf(bucket, "a");
  expect(asked(label, { labels: { a: "own" }, effective_labels: { a: "added" } })).toBe("own");
  expect(asked(label, { effective_labels: { a: "added" } })).toBe("added");
  expect(asked(label, { labels: { b: "x" } })).toBeUndefined();
  expect(asked(label, { labels: "${var.l}" })).toBeInstanceOf(Unknown);
});

test("a bucket holds a state when a backend names it, or when its label says so", () => {
  expect(asked(holdsGoogleState, {}, { terraform: { backend: { gcs: { bucket: "weights" } } } })).toBe(true);
  expect(asked(holdsGoogleState, {}, { terraform: { backend: { gcs: { bucket: "other" } } } })).toBe(false);
  expect(asked(holdsGoogleState, {}, { terraform: { backend: { s3: { bucket: "weights" } } } })).toBe(false);
  expect(asked(holdsGoogleState, { labels: { "ai-artifact": "state" } })).toBe(true);
});

test("data access logs of a project record its own buckets, those of an organization all", () => {
  const audit = (kind: string, attributes: object, type = "DATA_READ"): EstateSource => ({
    resource: { [kind]: { it: { service: "allServices", audit_log_config: [{ log_type: type }], ...attributes } } },
  });
  const own = { project: "acme" };
  expect(asked(readsAudited, own, audit("google_project_iam_audit_config", own))).toBe(true);
  expect(asked(readsAudited, {}, audit("google_project_iam_audit_config", own))).toBe(true);
  expect(asked(readsAudited, own, audit("google_organization_iam_audit_config", { org_id: "1" }))).toBe(true);
  expect(asked(readsAudited, own, audit("google_project_iam_audit_config", { project: "other" }))).toBe(false);
  expect(asked(readsAudited, own, audit("google_project_iam_audit_config", own, "DATA_WRITE"))).toBe(false);
  expect(
    asked(readsAudited, own, audit("google_project_iam_audit_config", { ...own, service: "compute.googleapis.com" })),
  ).toBe(false);
  expect(asked(readsAudited, own)).toBe(false);
});

test("a bucket takes logs when its label says so, or a bucket or a sink leads to it", () => {
  const sink = (destination: string): EstateSource => ({
    resource: { google_logging_project_sink: { s: { name: "s", destination } } },
  });
  expect(asked(takesLogs, { labels: { "ai-artifact": "audit" } })).toBe(true);
  expect(asked(takesLogs, {}, sink("storage.googleapis.com/${google_storage_bucket.it.name}"))).toBe(true);
  expect(asked(takesLogs, {}, sink("storage.googleapis.com/weights"))).toBe(true);
  expect(asked(takesLogs, {}, sink("storage.googleapis.com/other"))).toBe(false);
  expect(asked(takesLogs, { logging: { log_bucket: "weights" } })).toBe(false);
});
