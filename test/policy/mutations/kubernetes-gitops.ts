import type { Mutation } from "../mutation";
import { added, type Loose, WORKLOAD_STACK } from "./kubernetes-objects";

function object(control: string, name: string, manifest: Loose): Mutation {
  return added(control, name, "kubernetes_manifest", { manifest });
}

function kustomization(change: Loose): Loose {
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name: "vision", namespace: "vision" },
    spec: {
      serviceAccountName: "deployer",
      sourceRef: { kind: "GitRepository", name: "vision" },
      prune: true,
      ...change,
    },
  };
}

/** Adds a controller of Flux with the argument. */
function controller(control: string, name: string, called: string, argument: string): Mutation {
  return {
    control,
    name,
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const [, hardened] = stack.first("kubernetes_deployment_v1");
      const object: Loose = structuredClone(hardened);
      object.metadata = { ...object.metadata, name: called, namespace: "flux-system" };
      object.spec.template.spec.container[0].args = [argument];
      return stack.add("kubernetes_deployment_v1", "flux", object);
    },
  };
}

function policy(rule: Loose): Loose {
  return {
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name: "one" },
    spec: { rules: [{ name: "one", match: { any: [{ resources: { kinds: ["Pod"] } }] }, ...rule }] },
  };
}

export const KUBERNETES_GITOPS_MUTATIONS: readonly Mutation[] = [
  object(
    "FLUX_TENANT_IDENTITY",
    "Flux deploys the tenant's folder as cluster-admin",
    kustomization({ serviceAccountName: null }),
  ),
  object(
    "FLUX_SOURCES_OWN",
    "Flux deploys from another tenant's repository",
    kustomization({ sourceRef: { kind: "GitRepository", name: "speech", namespace: "speech" } }),
  ),
  controller(
    "FLUX_CONTROLLERS_CONFINED",
    "a controller of Flux lets tenants name others' sources",
    "notification-controller",
    "--watch-all-namespaces=true",
  ),
  controller(
    "FLUX_CONTROLLERS_DEFAULT_ACCOUNT",
    "a controller of Flux deploys as cluster-admin",
    "kustomize-controller",
    "--no-cross-namespace-refs=true",
  ),
  object(
    "KYVERNO_ENFORCES",
    "a policy only reports",
    policy({ validate: { failureAction: "Audit", message: "no", pattern: { spec: { hostNetwork: "false" } } } }),
  ),
  object("GATEKEEPER_ENFORCES", "a constraint is only tried out", {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sAllowedRepos",
    metadata: { name: "registries" },
    spec: { enforcementAction: "dryrun", parameters: { repos: ["registry.example/"] } },
  }),
  object("ADMISSION_POLICIES_DENY", "a binding of an admission policy only warns", {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "digests" },
    spec: { policyName: "digests", validationActions: ["Warn"] },
  }),
  object(
    "KYVERNO_IMAGES_VERIFIED",
    "signatures of images are optional",
    policy({
      verifyImages: [
        {
          imageReferences: ["registry.example/*"],
          failureAction: "Enforce",
          required: false,
          attestors: [{ entries: [{ keys: { kms: "awskms:///arn:aws:kms:eu-west-1:111122223333:key/1" } }] }],
        },
      ],
    }),
  ),
];
