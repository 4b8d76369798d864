import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import { type HardenedStack, kubernetes, ServingTier } from "modelkeep";
import { ValidationError } from "modelkeep/errors";
import { onlyResourceOf, resourcesOf, type Synthesized, synthesize, testStack } from "../support/stack";

function kubernetesStack(tier?: ServingTier): HardenedStack {
  const stack = testStack(tier);
  new KubernetesProvider(stack, "kubernetes");
  return stack;
}

describe("rows of the catalogue", () => {
  let stack: Synthesized;

  beforeAll(() => {
    const scope = kubernetesStack();
    new kubernetes.ServingNamespace(scope, "vision", { name: "vision" });
    new kubernetes.ServingNamespace(scope, "speech", { name: "speech" });
    stack = synthesize(scope);
  });

  test.each([
    ["TEN-01 every namespace enforces the restricted profile", "enforce", "restricted"],
    ["TEN-02 every namespace pins what restricted means", "enforce-version", "v1.33"],
    ["TEN-03 every namespace audits by the restricted profile", "audit", "restricted"],
    ["TEN-04 every namespace warns by the restricted profile", "warn", "restricted"],
  ])("%s", (_, mode, value) => {
    expect(resourcesOf(stack, "kubernetes_namespace_v1")).toHaveLength(2);
    expect(stack).toHaveEvery("kubernetes_namespace_v1", {
      metadata: expect.objectContaining({
        labels: expect.objectContaining({ [`pod-security.kubernetes.io/${mode}`]: value }),
      }),
    });
  });

  test("TEN-02 audit and warnings pin the same version, never latest", () => {
    const labels = JSON.stringify(stack.resource.kubernetes_namespace_v1);

    expect(labels).toContain('"pod-security.kubernetes.io/audit-version":"v1.33"');
    expect(labels).toContain('"pod-security.kubernetes.io/warn-version":"v1.33"');
    expect(labels).not.toContain("latest");
  });

  test("TEN-05 every namespace tells its tier, tenant and owner", () => {
    expect(stack).toHaveEvery("kubernetes_namespace_v1", {
      metadata: expect.objectContaining({
        labels: expect.objectContaining({
          "modelkeep/tier": "production",
          "modelkeep/tenant": "vision",
          "modelkeep/data-class": "confidential",
        }),
        annotations: { "modelkeep/owner": "vision@acme.example" },
      }),
    });
  });

  test("K8S-50 everything is denied in every namespace: no pod is left out, no rule admits anything", () => {
    expect(resourcesOf(stack, "kubernetes_network_policy_v1")).toHaveLength(2);
    expect(stack).toHaveEvery("kubernetes_network_policy_v1", {
      spec: { pod_selector: {}, policy_types: ["Ingress", "Egress"] },
    });
  });

  test("K8S-59 the default service account of every namespace mounts no token", () => {
    expect(resourcesOf(stack, "kubernetes_default_service_account_v1")).toHaveLength(2);
    expect(stack).toHaveEvery("kubernetes_default_service_account_v1", { automount_service_account_token: false });
  });

  test("policy and service account wait for the namespace that they lie in", () => {
    for (const type of ["kubernetes_network_policy_v1", "kubernetes_default_service_account_v1"]) {
      const namespaces = resourcesOf(stack, type).map(({ metadata }) => JSON.stringify(metadata));

      expect(namespaces.map((metadata) => /kubernetes_namespace_v1\.(vision|speech)_/.exec(metadata)?.[1])).toEqual([
        "speech",
        "vision",
      ]);
    }
  });
});

describe("of", () => {
  test("makes a namespace once a stack, wherever it is asked for", () => {
    const scope = kubernetesStack();
    const first = kubernetes.ServingNamespace.of(new Construct(scope, "deep"), "vision");

    expect(kubernetes.ServingNamespace.of(scope, "vision")).toBe(first);
    expect(kubernetes.ServingNamespace.of(scope, "speech")).not.toBe(first);
    expect(resourcesOf(synthesize(scope), "kubernetes_namespace_v1")).toHaveLength(2);
  });

  test("finds a namespace that the program made itself", () => {
    const scope = kubernetesStack();
    const own = new kubernetes.ServingNamespace(new Construct(scope, "deep"), "own", { name: "vision" });

    expect(kubernetes.ServingNamespace.of(scope, "vision")).toBe(own);
  });

  test("does not find the namespace of another stack", () => {
    const found = kubernetes.ServingNamespace.of(kubernetesStack(), "vision");

    expect(kubernetes.ServingNamespace.of(kubernetesStack(), "vision")).not.toBe(found);
    expect(found.namespaceName).toBe("vision");
  });
});

test("in a plain stack a namespace is as hardened, and claims no owner", () => {
  const scope = new TerraformStack(Testing.app(), "plain");
  new KubernetesProvider(scope, "kubernetes");
  new kubernetes.ServingNamespace(scope, "vision", { name: "vision" });

  const { metadata } = onlyResourceOf(synthesize(scope), "kubernetes_namespace_v1");
  expect(metadata).toHaveProperty(["labels", "pod-security.kubernetes.io/enforce"], "restricted");
  expect(metadata).not.toHaveProperty(["labels", "modelkeep/tier"]);
});

describe("errors", () => {
  test.each([
    ["default", ["MK_NAMESPACE_SHARED"], 'name is "default", which everybody or the system shares.'],
    ["kube-system", ["MK_NAMESPACE_SHARED"], 'name is "kube-system", which everybody or the system shares.'],
    ["kube-anything", ["MK_NAMESPACE_SHARED"], "Name the tenant's own namespace."],
    ["Vision", ["MK_NAME_FORMAT"], 'name is "Vision", which is not a Kubernetes name'],
    ["", ["MK_NAME_FORMAT"], 'name is ""'],
    ["v".repeat(64), ["MK_NAME_FORMAT"], "1 to 63 lower-case letters"],
    ["kube-System", ["MK_NAME_FORMAT", "MK_NAMESPACE_SHARED"], 'name is "kube-System"'],
    ["arn:aws:iam::111122223333:role/ci", ["MK_NAME_NOT_ARN"], "an ARN where a name belongs"],
    [Token.asString({ from: "terraform" }), ["MK_LITERAL_REQUIRED"], "name is a token"],
  ])("%j is refused: %j", (name, codes, text) => {
    const make = () => new kubernetes.ServingNamespace(kubernetesStack(), "namespace", { name });

    expect(make).toThrow(ValidationError);
    expect(make).toThrow(
      expect.objectContaining({ codes, path: "test/namespace", subject: "kubernetes.ServingNamespace" }),
    );
    expect(make).toThrow(text);
  });
});

test("defaults", () => {
  const scope = kubernetesStack(ServingTier.STAGING);
  new kubernetes.ServingNamespace(scope, "vision", { name: "vision" });

  expect(synthesize(scope)).toMatchSnapshot();
});
