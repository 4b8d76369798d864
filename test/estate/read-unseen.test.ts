import { unseen } from "../../src/estate/read-unseen";
import { estateOf } from "../support/estates";

function reasons(source: Parameters<typeof estateOf>[0], judged: readonly string[] = []): string[] {
  return unseen(estateOf(source).resources, (kind) => judged.includes(kind)).map(({ reason }) => reason);
}

test("a module from a registry is named as not looked into, with its source", () => {
  const found = reasons({ module: { eks: { source: "terraform-aws-modules/eks/aws", version: "21.0.0" } } } as never);

  expect(found).toEqual([expect.stringMatching(/module\.eks \(terraform-aws-modules\/eks\/aws\) is not looked into/)]);
});

test("templates of Helm releases and manifests as text are named", () => {
  const found = reasons({
    resource: { helm_release: { operator: { name: "gpu" } }, kubectl_manifest: { pod: { yaml_body: "kind: Pod" } } },
  });

  expect(found).toHaveLength(2);
  expect(found.join("\n")).toMatch(
    /helm_release\.operator is judged by its values alone: the templates of its chart are not looked into/,
  );
  expect(found.join("\n")).toMatch(/kubectl_manifest\.pod is not looked into/);
});

test("custom resources are named once a file, unless a control judges their kind", () => {
  const manifests = [
    { apiVersion: "ray.io/v1", kind: "RayService", metadata: { name: "llm" } },
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } },
    { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata: { name: "llm" } },
  ];

  expect(reasons({ manifests })).toEqual(["no control but those on every resource judges ray.io/v1 RayService"]);
  expect(reasons({ manifests }, ["ray.io/v1 RayService"])).toEqual([]);
});

test("resources that run models and that no control is about are named once a file, unless a control judges them", () => {
  const resource = {
    aws_sagemaker_notebook_instance: { lab: {} },
    google_cloud_run_v2_service: { llm: {} },
    aws_route53_record: { llm: {} },
  };

  expect(reasons({ resource })).toEqual([
    "no control but those on every resource judges aws_sagemaker_notebook_instance, google_cloud_run_v2_service",
  ]);
  expect(reasons({ resource }, ["aws_sagemaker_notebook_instance"])).toEqual([
    "no control but those on every resource judges google_cloud_run_v2_service",
  ]);
});

test("a release of Flux is named, for its values and its templates are not looked into", () => {
  const manifests = [{ apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", metadata: { name: "llm" } }];

  expect(reasons({ manifests }, ["helm.toolkit.fluxcd.io/v2 HelmRelease"])).toEqual([
    expect.stringMatching(/^HelmRelease\/llm is not looked into: neither its values nor the templates/),
  ]);
});
