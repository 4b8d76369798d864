import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, deployment, inTerraform, type Loose, namespaced, of, service } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";
const MODEL = { selector: { matchLabels: { app: "resnet" } } };

/** The namespace of the model server, in the mesh. */
function namespace(labels: Loose = { "istio-injection": "enabled" }): Loose {
  const object = cluster("v1", "Namespace", {});
  object.metadata.labels = labels;
  return object;
}

function peers(spec: Loose, place = "vision", name = "default"): Loose {
  return namespaced("security.istio.io/v1", "PeerAuthentication", { spec }, name, place);
}

const STRICT = { mtls: { mode: "STRICT" } };

function authorization(spec: Loose, place = "vision"): Loose {
  return namespaced("security.istio.io/v1", "AuthorizationPolicy", { spec }, "callers", place);
}

/** A rule that lets the gateway ask on the path of inference, changed. */
function callers(change: (rule: Loose, spec: Loose) => void = () => {}): Loose[] {
  const rule = {
    from: [{ source: { principals: ["cluster.local/ns/gateway/sa/gateway"] } }],
    to: [{ operation: { methods: ["POST"], paths: ["/v1/models/resnet:predict"] } }],
  };
  const spec = { ...MODEL, action: "ALLOW", rules: [rule] };
  change(rule, spec);
  return [deployment(), service(), authorization(spec)];
}

function tokens(change: (rule: Loose) => void = () => {}): Loose {
  const rule = {
    issuer: "https://login.models.example",
    jwksUri: "https://login.models.example/keys",
    audiences: ["models"],
  };
  change(rule);
  return namespaced("security.istio.io/v1", "RequestAuthentication", { spec: { ...MODEL, jwtRules: [rule] } });
}

/** A namespace with a model server, and what of the mesh is in it. */
function inMesh(...objects: readonly Loose[]): EstateSource {
  return of(deployment(), namespace(), ...objects);
}

export const KUBERNETES_MESH_CASES: readonly ControlCases[] = [
  {
    control: "ISTIO_MTLS_STRICT",
    holds: {
      "it is strict": of(peers(STRICT)),
      "a port that is no number": of(peers({ ...MODEL, ...STRICT, portLevelMtls: { http: { mode: "DISABLE" } } })),
      "metrics are measured from outside": of(
        peers({ ...MODEL, ...STRICT, portLevelMtls: { "8002": { mode: "PERMISSIVE" } } }),
      ),
      "it says nothing, and its namespace is strict": of(
        peers({ ...MODEL, portLevelMtls: { "9090": { mode: "DISABLE" } } }, "vision", "resnet"),
        peers(STRICT),
      ),
    },
    fails: {
      "plain text is taken too": of(peers({ mtls: { mode: "PERMISSIVE" } })),
      "nothing is said": of(peers({})),
      "for one server there is none": of(peers({ ...MODEL, mtls: { mode: "DISABLE" } })),
      "a port of the model server": of(peers({ ...STRICT, portLevelMtls: { "8501": { mode: "PERMISSIVE" } } })),
    },
    undecided: { "the mode is a variable": inTerraform(peers({ mtls: { mode: APPLY } })) },
  },
  {
    control: "ISTIO_NAMESPACE_MTLS_STRICT",
    holds: {
      "its own is strict": inMesh(peers(STRICT)),
      "an empty selector": inMesh(peers({ selector: {}, ...STRICT })),
      "the mesh's is strict": inMesh(peers(STRICT, "istio-system")),
    },
    fails: {
      "there is none": inMesh(),
      "there is one for one server": inMesh(peers({ ...MODEL, ...STRICT })),
      "there is one in another namespace": inMesh(peers(STRICT, "shop")),
      "the ambient mesh": of(deployment(), namespace({ "istio.io/dataplane-mode": "ambient" })),
    },
    undecided: {
      "the mode is a variable": inTerraform(deployment(), namespace(), peers({ mtls: { mode: APPLY } })),
    },
  },
  {
    control: "ISTIO_NAMESPACE_DENIES_BY_DEFAULT",
    holds: {
      "nothing is allowed": inMesh(authorization({})),
      "nothing is allowed in the mesh": inMesh(authorization({}, "istio-system")),
    },
    fails: {
      "there is no policy": inMesh(),
      "there is one for one server": inMesh(authorization({ ...MODEL, rules: [] })),
      "the only one allows everything": inMesh(authorization({ rules: [{}] })),
      "the only one denies": inMesh(authorization({ action: "DENY", rules: [{}] })),
    },
    undecided: {
      "the action is a variable": inTerraform(deployment(), namespace(), authorization({ action: APPLY })),
    },
  },
  {
    control: "ISTIO_CALLERS_NAMED",
    holds: {
      "the gateway, on the path of inference": of(...callers()),
      "whoever has a token, by its method": of(
        ...callers((rule) => {
          rule.from[0].source = { requestPrincipals: ["https://login.models.example/*"] };
          rule.to[0].operation = { methods: ["POST"] };
        }),
      ),
      "a scraper, on the port of measurements": of(
        ...callers((rule) => {
          rule.from[0].source = { principals: ["cluster.local/ns/monitoring/sa/prometheus"] };
          rule.to[0].operation = { ports: ["8002"] };
        }),
      ),
      "a web shop, for which it is not asked": of(
        ...callers(),
        deployment((_, server) => {
          server.image = "registry.example/web-shop:1";
          server.args = [];
          delete server.resources.limits["nvidia.com/gpu"];
        }, "shop"),
        authorization({ rules: [{}] }, "shop"),
      ),
    },
    fails: {
      everybody: of(...callers((_, spec) => (spec.rules = [{}]))),
      "every principal": of(...callers((rule) => (rule.from[0].source.principals = ["*"]))),
      "everybody of the mesh": of(...callers((rule) => (rule.from[0].source.principals = ["cluster.local/*"]))),
      "every account of every namespace": of(
        ...callers((rule) => (rule.from[0].source.principals = ["cluster.local/ns/*"])),
      ),
      "a namespace, without a name": of(...callers((rule) => (rule.from[0].source = { namespaces: ["gateway"] }))),
      "every path": of(...callers((rule) => delete rule.to)),
      "every path, as a pattern": of(...callers((rule) => (rule.to[0].operation = { paths: ["/*"] }))),
      "every path, as a template": of(...callers((rule) => (rule.to[0].operation = { paths: ["/{**}"] }))),
      "every path of the port that serves": of(...callers((rule) => (rule.to[0].operation = { ports: ["8000"] }))),
      "one source of two": of(...callers((rule) => rule.from.push({ source: { ipBlocks: ["10.0.0.0/8"] } }))),
      "the whole namespace": of(
        ...callers((rule, spec) => {
          delete spec.selector;
          delete rule.from;
        }),
      ),
    },
    undecided: {
      "the principal is a variable": inTerraform(...callers((rule) => (rule.from[0].source.principals = APPLY))),
    },
  },
  {
    control: "ISTIO_TOKENS_CHECKED",
    holds: {
      "issuer, audience and keys": of(tokens()),
      "keys that the issuer publishes": of(tokens((rule) => delete rule.jwksUri)),
      "the keys stand in it": of(
        tokens((rule) => {
          delete rule.jwksUri;
          rule.jwks = '{"keys":[]}';
        }),
      ),
    },
    fails: {
      "for any audience": of(tokens((rule) => delete rule.audiences)),
      "keys over plain text": of(tokens((rule) => (rule.jwksUri = "http://login.models.example/keys"))),
      "keys from nowhere": of(
        tokens((rule) => {
          rule.issuer = "login.models.example";
          delete rule.jwksUri;
        }),
      ),
      "no rules": of(namespaced("security.istio.io/v1", "RequestAuthentication", { spec: MODEL })),
    },
    undecided: { "the keys are a variable": inTerraform(tokens((rule) => (rule.jwksUri = APPLY))) },
  },
  {
    control: "ISTIO_TOKENS_DEMANDED",
    holds: {
      "none is refused": of(
        tokens(),
        authorization({ action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] }),
      ),
      "a claim is asked for": of(
        tokens(),
        authorization({ rules: [{ when: [{ key: "request.auth.claims[groups]", values: ["models"] }] }] }),
      ),
      "the mesh refuses": of(
        tokens(),
        authorization(
          { action: "DENY", rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }] },
          "istio-system",
        ),
      ),
    },
    fails: {
      "nobody asks": of(tokens()),
      "the gateway alone is asked for": of(tokens(), ...callers()),
      "another namespace asks": of(
        tokens(),
        authorization({ rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }] }, "shop"),
      ),
    },
    undecided: {
      "the namespace of the policy is a variable": inTerraform(
        tokens(),
        authorization({ rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }] }, APPLY),
      ),
    },
  },
];
