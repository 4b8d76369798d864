import { SERVING_PORTS } from "../../estate/serving-ports";
import { add, choose, decide, type FixAttributes, type Fixes, ofSubject, set, unset } from "./fix";
import { objects } from "./kubernetes-example";

const PEERS = "security.istio.io/v1 PeerAuthentication";
const CALLERS = "security.istio.io/v1 AuthorizationPolicy";

/** Metadata of an object in the namespace that was found. */
function within(name: string): FixAttributes {
  return { name, namespace: ofSubject("metadata.name") };
}

const GATEWAY = choose("principal of the gateway's service account", "cluster.local/ns/gateway/sa/gateway");
const PATHS = choose("paths of inference", ["/v1/models/*"]);

export const KUBERNETES_MESH_FIXES: Fixes = {
  // Exceptions for measurements and health checks stay.
  ISTIO_MTLS_STRICT: [
    set("spec.mtls.mode", "STRICT"),
    ...[...SERVING_PORTS]
      .filter((port) => ![8002, 8082, 9090, 9091].includes(port))
      .map((port) => unset(`spec.portLevelMtls["${port}"]`)),
  ],
  ISTIO_NAMESPACE_MTLS_STRICT: [
    add(PEERS, "default", { metadata: within("default"), spec: { mtls: { mode: "STRICT" } } }),
  ],
  // What allows nothing comes with what lets the gateway in, for otherwise nobody asks the models any more.
  ISTIO_NAMESPACE_DENIES_BY_DEFAULT: [
    add(CALLERS, "allow_nothing", { metadata: within("allow-nothing"), spec: {} }),
    add(CALLERS, "gateway", {
      metadata: within("gateway"),
      spec: {
        rules: [
          {
            from: [{ source: { principals: [GATEWAY] } }],
            to: [{ operation: { methods: ["POST"], paths: PATHS } }],
          },
        ],
      },
    }),
  ],
  ISTIO_CALLERS_NAMED: [
    decide(
      "which service accounts ask the model, and on which paths",
      objects([
        "callers",
        {
          apiVersion: "security.istio.io/v1",
          kind: "AuthorizationPolicy",
          metadata: { name: "callers", namespace: "vision" },
          spec: {
            selector: { matchLabels: { app: "resnet" } },
            action: "ALLOW",
            rules: [
              {
                from: [{ source: { principals: ["cluster.local/ns/gateway/sa/gateway"] } }],
                to: [{ operation: { methods: ["POST"], paths: ["/v1/models/resnet:predict"] } }],
              },
            ],
          },
        },
      ]),
    ),
  ],
  ISTIO_TOKENS_CHECKED: [
    decide(
      "who issues the tokens, for which audience, and where the issuer's keys are",
      objects([
        "tokens",
        {
          apiVersion: "security.istio.io/v1",
          kind: "RequestAuthentication",
          metadata: { name: "tokens", namespace: "vision" },
          spec: {
            selector: { matchLabels: { app: "resnet" } },
            jwtRules: [
              {
                issuer: "https://login.models.example",
                jwksUri: "https://login.models.example/keys",
                audiences: ["models"],
              },
            ],
          },
        },
      ]),
    ),
  ],
  ISTIO_TOKENS_DEMANDED: [
    add(CALLERS, "tokens_demanded", {
      metadata: { name: "tokens-demanded", namespace: ofSubject("metadata.namespace") },
      spec: {
        selector: ofSubject("spec.selector"),
        action: "DENY",
        rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }],
      },
    }),
  ],
};
