import type { Mutation } from "../mutation";
import { added, inNamespace, type Loose, podLabels, WORKLOAD_STACK } from "./kubernetes-objects";

const SECURITY = "security.istio.io/v1";

function istio(kind: string, spec: Loose, namespace = "vision"): Loose {
  return { manifest: { apiVersion: SECURITY, kind, metadata: { name: "mesh", namespace }, spec } };
}

/** The namespace of the endpoint joins the mesh, with the objects. */
function joined(control: string, name: string, objects: Readonly<Record<string, Loose>>): Mutation {
  return inNamespace(control, name, (stack) => {
    stack.change("kubernetes_namespace_v1", ({ metadata }: Loose) => {
      metadata.labels["istio-injection"] = "enabled";
    });
    for (const [place, object] of Object.entries(objects)) {
      stack.add("kubernetes_manifest", place, object);
    }
  });
}

const STRICT = istio("PeerAuthentication", { mtls: { mode: "STRICT" } });
const NOTHING = istio("AuthorizationPolicy", {});

const RULE = {
  issuer: "https://login.models.example",
  jwksUri: "https://login.models.example/keys",
  audiences: ["models"],
};

export const KUBERNETES_MESH_MUTATIONS: readonly Mutation[] = [
  added(
    "ISTIO_MTLS_STRICT",
    "the mesh takes plain text too",
    "kubernetes_manifest",
    istio("PeerAuthentication", { mtls: { mode: "PERMISSIVE" } }),
  ),
  joined("ISTIO_NAMESPACE_MTLS_STRICT", "the endpoint joins a mesh that takes plain text", { NOTHING }),
  joined("ISTIO_NAMESPACE_DENIES_BY_DEFAULT", "the endpoint joins a mesh that allows everything", { STRICT }),
  {
    control: "ISTIO_CALLERS_NAMED",
    name: "every pod of the mesh may ask the endpoint",
    stack: WORKLOAD_STACK,
    breaks: (stack) =>
      stack.add(
        "kubernetes_manifest",
        "added",
        istio("AuthorizationPolicy", {
          selector: { matchLabels: podLabels(stack) },
          rules: [{ to: [{ operation: { paths: ["/v1/models/resnet:predict"] } }] }],
        }),
      ),
  },
  {
    control: "ISTIO_TOKENS_CHECKED",
    name: "tokens for any audience are taken",
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const { audiences: _, ...rule } = RULE;
      const demanded = { action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] };
      stack.add("kubernetes_manifest", "demanded", istio("AuthorizationPolicy", demanded));
      return stack.add("kubernetes_manifest", "added", istio("RequestAuthentication", { jwtRules: [rule] }));
    },
  },
  added(
    "ISTIO_TOKENS_DEMANDED",
    "who sends no token passes",
    "kubernetes_manifest",
    istio("RequestAuthentication", { jwtRules: [RULE] }),
  ),
];
