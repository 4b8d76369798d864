import { set } from "../../../src/policy/fixes/fix";
import { editsOf } from "../../../src/policy/fixing/edits";
import { argumentsOfType, typeOfKind } from "../../../src/policy/fixing/terraform-names";

test("a path on containers becomes the blocks of the provider, those of init containers too", () => {
  const step = set("pod.containers.securityContext.allowPrivilegeEscalation", false);
  const edits = editsOf(step, { kind: "kubernetes_deployment_v1", judgedAs: "Deployment" });
  expect(
    edits.map(({ segments, given }) => [segments.map((s) => ("name" in s ? s.name : "?")).join("."), given]),
  ).toEqual([
    ["spec.template.spec.container.security_context.allow_privilege_escalation", 0],
    ["spec.template.spec.init_container.security_context.allow_privilege_escalation", 4],
  ]);
});

test("the type with a version in its name is taken", () => {
  expect(typeOfKind("v1 ServiceAccount")).toBe("kubernetes_service_account_v1");
  expect(typeOfKind("networking.k8s.io/v1 NetworkPolicy")).toBe("kubernetes_network_policy_v1");
  expect(typeOfKind("kyverno.io/v1 ClusterPolicy")).toBeUndefined();
});

test("an object is written with the provider's names", () => {
  expect(
    argumentsOfType("kubernetes_network_policy_v1", {
      metadata: { name: "deny", namespace: "vision" },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress"],
        egress: [{ to: [{ namespaceSelector: { matchLabels: { "a.b/c": "d" } } }] }],
      },
    }),
  ).toEqual({
    metadata: { name: "deny", namespace: "vision" },
    spec: {
      pod_selector: {},
      policy_types: ["Ingress"],
      egress: [{ to: [{ namespace_selector: { match_labels: { "a.b/c": "d" } } }] }],
    },
  });
});

test("a field that the provider lacks is not dropped in silence", () => {
  expect(
    argumentsOfType("kubernetes_deployment_v1", { spec: { template: { spec: { hostUsers: false } } } }),
  ).toBeUndefined();
});

test("where a field of Kubernetes lies deeper than its argument, and where it is encoded", () => {
  const paths = [{ path: "/", backend: { service: { name: "a", port: { number: 80 } } } }];
  expect(argumentsOfType("kubernetes_ingress", { spec: { rules: [{ http: { paths } }] } })).toEqual({
    spec: { rule: [{ http: { path: [{ path: "/", backend: { service_name: "a", service_port: 80 } }] } }] },
  });
  expect(argumentsOfType("kubernetes_secret_v1", { data: { token: "YQ==" } })).toEqual({
    binary_data: { token: "YQ==" },
  });
});
