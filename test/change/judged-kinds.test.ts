import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMakingJudged } from "../../src/change/judged-kinds";
import type { Attributes } from "../../src/estate/resource";

const SOURCES = join(__dirname, "../../src");

function isJudged(kind: string, attributes: Attributes = {}, mode: "managed" | "manifest" = "managed"): boolean {
  return isMakingJudged({ kind, mode, attributes });
}

/** Kinds of the provider submodules that the constructs of a cloud are made with. */
function kindsOf(cloud: string): readonly string[] {
  const files = readdirSync(join(SOURCES, cloud), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(join(SOURCES, cloud, file), "utf8").matchAll(/provider-(\w+)\/lib\/([\w-]+)"/g)].map(
      ([, provider, module = ""]) => `${provider}_${module.replaceAll("-", "_")}`,
    ),
  );
  return [...new Set(found)].filter((kind) => !/_data_|_provider$|^\w+_provider$/.test(kind));
}

/** What sends elsewhere, or deletes, by being made is for somebody to look at. */
test.each<[string, number, readonly string[]]>([
  ["aws", 40, ["aws_s3_bucket_notification"]],
  ["google", 20, ["google_logging_project_sink"]],
  ["kubernetes", 5, []],
])("what the constructs of %s make is judged", (cloud, least, others) => {
  const kinds = kindsOf(cloud);
  expect(kinds.length).toBeGreaterThan(least);
  expect(kinds.filter((kind) => !isJudged(kind)).sort()).toEqual(others);
});

test.each([
  "azurerm_network_security_rule",
  "azuread_group_member",
  "aws_ssoadmin_account_assignment",
  "aws_vpc_peering_connection",
  "google_privileged_access_manager_entitlement",
  "google_app_engine_firewall_rule",
  "google_compute_project_metadata",
  "google_org_policy_policy",
  "helm_release",
  "kubectl_manifest",
  "kubernetes_labels",
  "kubernetes_mutating_webhook_configuration_v1",
  "aws_",
  "",
  "constructor",
])("nobody has looked at what %p opens or grants", (kind) => {
  expect(isJudged(kind)).toBe(false);
});

test.each<[string, Attributes, boolean]>([
  ["apps/v1 Deployment", {}, true],
  ["constraints.gatekeeper.sh/v1beta1 K8sAllowedRepos", {}, true],
  ["traefik.io/v1alpha1 IngressRoute", {}, true],
  ["traefik.io/v1alpha1 Middleware", {}, false],
  ["admissionregistration.k8s.io/v1 MutatingWebhookConfiguration", {}, false],
  ["v1 ConfigMap", {}, true],
])("objects of Kubernetes, as manifests and in Terraform: %s %p", (kind, attributes, expected) => {
  const [apiVersion = "", object = ""] = kind.split(" ");
  expect(isJudged(kind, attributes, "manifest")).toBe(expected);
  expect(isJudged("kubernetes_manifest", { manifest: { apiVersion, kind: object, ...attributes } })).toBe(expected);
});

test.each([
  ["kubernetes_cluster_role_binding_v1", {}, true],
  ["kubernetes_horizontal_pod_autoscaler_v2", {}, true],
  ["kubernetes_config_map_v1", {}, true],
  ["kubernetes_config_map_v1_data", {}, true],
  ["kubernetes_manifest", { manifest: "${yamldecode(file(var.file))}" }, false],
])("resources of the provider: %s %p", (kind, attributes, expected) => {
  expect(isJudged(kind, attributes)).toBe(expected);
});
