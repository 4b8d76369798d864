import type { Control } from "../control";

const LABELS = "(has(object.metadata.labels) ? object.metadata.labels : {})";

/** CEL: sidecars or the ambient mesh take the traffic of the namespace. */
const IN_MESH = `(("istio-injection" in ${LABELS} && ${LABELS}["istio-injection"] == "enabled") || "istio.io/rev" in ${LABELS} || ("istio.io/dataplane-mode" in ${LABELS} && ${LABELS}["istio.io/dataplane-mode"] == "ambient"))`;

const MODELS_IN_MESH = `${IN_MESH} && workloadsIn(object).exists(workload, runsModels(workload))`;

/** CEL: the policy is about everything in its namespace. */
const WHOLE =
  "(!has(p.spec) || ((!has(p.spec.selector) || !has(p.spec.selector.matchLabels) || p.spec.selector.matchLabels.size() == 0) && !has(p.spec.targetRef) && !has(p.spec.targetRefs)))";

/** CEL: a PeerAuthentication takes no plain text. */
const STRICT = 'has(p.spec) && has(p.spec.mtls) && has(p.spec.mtls.mode) && p.spec.mtls.mode == "STRICT"';

/** Ports of measurements and of health checks, which are asked from outside of the mesh. */
const OTHER_PORTS = [8002, 8082, 9090, 9091, 15020, 15021, 15090];

/** CEL: ports of model servers that take plain text all the same. */
const PLAIN_PORTS = `(has(object.spec) && has(object.spec.portLevelMtls) ? object.spec.portLevelMtls.filter(port, text(port).matches("^[0-9]{1,5}$") && !(int(port) in ${JSON.stringify(OTHER_PORTS)}) && holdsServingPort(int(port), int(port)) && has(object.spec.portLevelMtls[port].mode) && object.spec.portLevelMtls[port].mode in ["PERMISSIVE", "DISABLE"]) : [])`;

const HAS_MODE =
  '(has(object.spec) && has(object.spec.mtls) && has(object.spec.mtls.mode) && object.spec.mtls.mode != "UNSET")';

const ALLOWS = '(!has(p.spec) || !has(p.spec.action) || p.spec.action == "ALLOW")';

/** CEL: a rule of the policy allows everything to everybody. */
const OPENS =
  "(has(p.spec) && has(p.spec.rules) && p.spec.rules.exists(rule, !has(rule.from) && !has(rule.to) && !has(rule.when)))";
const IS_ALLOW = '(has(object.spec) && (!has(object.spec.action) || object.spec.action == "ALLOW"))';

/** CEL: a list of the source names somebody, and not everybody, nor whoever is of the mesh. */
function names(list: string): string {
  const everybody = list === "requestPrincipals" ? "^[*]$" : "^([^/*]+/)?(ns/)?[*]$";
  return `(has(f.source) && has(f.source.${list}) && f.source.${list}.size() > 0 && f.source.${list}.all(name, !name.matches("${everybody}")))`;
}

/** CEL: a list of the operation is there, and is not everything. */
function narrows(list: string): string {
  return `(has(t.operation) && has(t.operation.${list}) && t.operation.${list}.size() > 0 && t.operation.${list}.all(one, !(one in ["*", "/*", "/{**}"])))`;
}

const NAMED_SOURCES = `(has(rule.from) && rule.from.size() > 0 && rule.from.all(f, ${["principals", "requestPrincipals", "serviceAccounts"].map(names).join(" || ")}))`;
/** CEL: ports of measurements alone, on which no model answers. */
const OTHER_OPERATION = `(${narrows("ports")} && t.operation.ports.all(port, text(port) in ${JSON.stringify(OTHER_PORTS.map(String))}))`;
const NAMED_OPERATIONS = `(has(rule.to) && rule.to.size() > 0 && rule.to.all(t, ${narrows("paths")} || ${narrows("methods")} || ${OTHER_OPERATION}))`;

function securityKinds(kind: string): readonly string[] {
  return ["v1", "v1beta1"].map((version) => `security.istio.io/${version} ${kind}`);
}

/** Who may speak to a model within the mesh, and in what form. */
export const KUBERNETES_MESH_CONTROLS: readonly Control[] = [
  {
    id: "ISTIO_MTLS_STRICT",
    severity: "high",
    category: "encryption",
    title: "A PeerAuthentication takes no plain text",
    appliesTo: securityKinds("PeerAuthentication"),
    require: `(${HAS_MODE} ? object.spec.mtls.mode == "STRICT" : has(object.spec) && has(object.spec.selector) && meshPolicies(object, "PeerAuthentication").exists(p, ${WHOLE} && ${STRICT})) && ${PLAIN_PORTS}.size() == 0`,
    found: PLAIN_PORTS,
    attribute: "spec.mtls.mode",
    message: 'spec.mtls.mode is not "STRICT", here or on a port of a model server',
    rationale:
      "PERMISSIVE, the default of the mesh, takes plain text from anything in the cluster: prompts are read on the way, and no policy knows who asks.",
    remediation:
      "Set spec.mtls.mode: STRICT, and make exceptions in portLevelMtls for health checks and metrics alone.",
    answers: ["ING-51", "AML.M0012"],
  },
  {
    id: "ISTIO_NAMESPACE_MTLS_STRICT",
    severity: "high",
    category: "encryption",
    title: "The mesh takes no plain text in namespaces of model servers",
    appliesTo: ["v1 Namespace"],
    when: MODELS_IN_MESH,
    require: `meshPolicies(object, "PeerAuthentication").exists(p, ${WHOLE} && ${STRICT})`,
    attribute: "metadata.name",
    message: "No PeerAuthentication of the namespace or of the mesh is STRICT",
    rationale:
      "Without one the sidecars take plain text beside TLS: whoever leaves the mesh out is let in all the same.",
    remediation: "Add a PeerAuthentication without a selector and with spec.mtls.mode: STRICT to the namespace.",
    answers: ["ING-51", "AML.M0012"],
  },
  {
    id: "ISTIO_NAMESPACE_DENIES_BY_DEFAULT",
    severity: "medium",
    category: "isolation",
    title: "The mesh refuses what no policy allows in namespaces of model servers",
    appliesTo: ["v1 Namespace"],
    when: MODELS_IN_MESH,
    require: `meshPolicies(object, "AuthorizationPolicy").exists(p, ${WHOLE} && ${ALLOWS} && !${OPENS})`,
    attribute: "metadata.name",
    message: "No AuthorizationPolicy of the namespace or of the mesh holds for all of its pods",
    rationale:
      "Until a policy allows something, the mesh allows everything: every pod of the mesh asks every model, and a new server is open from its first moment.",
    remediation: "Add an AuthorizationPolicy with an empty spec, which allows nothing, and one for each caller.",
    answers: ["ING-52", "AML.M0019"],
  },
  {
    id: "ISTIO_CALLERS_NAMED",
    severity: "high",
    category: "identity",
    title: "What the mesh allows to ask a model has a name, and certain paths",
    appliesTo: securityKinds("AuthorizationPolicy"),
    when: `${IS_ALLOW} && has(object.spec.rules) && object.spec.rules.size() > 0 && meshModels(object).size() > 0`,
    require: `object.spec.rules.all(rule, ${NAMED_SOURCES} && ${NAMED_OPERATIONS})`,
    attribute: "spec.rules",
    message: "A rule lets in callers without a name, or on every path",
    rationale:
      "A rule without principals lets every pod ask the model; one without paths opens the administrative ones, by which models are loaded.",
    remediation:
      "Set from.source.principals to the service account of the gateway, and to.operation.paths and methods to those of inference.",
    answers: ["ING-53", "AML.M0032"],
  },
  {
    id: "ISTIO_TOKENS_CHECKED",
    severity: "high",
    category: "identity",
    // Without jwksUri the mesh asks the issuer itself, by OpenID Connect Discovery.
    title: "A RequestAuthentication says who issues tokens and for whom",
    appliesTo: securityKinds("RequestAuthentication"),
    require:
      'has(object.spec) && has(object.spec.jwtRules) && object.spec.jwtRules.size() > 0 && object.spec.jwtRules.all(rule, has(rule.issuer) && rule.issuer != "" && has(rule.audiences) && rule.audiences.size() > 0 && (has(rule.jwks) || (has(rule.jwksUri) ? rule.jwksUri.startsWith("https://") : rule.issuer.startsWith("https://"))))',
    attribute: "spec.jwtRules",
    message: "A rule lacks its issuer, its audiences, or keys that come over https",
    rationale:
      "Without audiences a token that the same issuer gave for any other service opens the model; without keys of the issuer anybody signs one.",
    remediation: "Set issuer, audiences and jwksUri in each of spec.jwtRules; without audiences every one is taken.",
    answers: ["ING-54", "AML.M0019"],
  },
  {
    id: "ISTIO_TOKENS_DEMANDED",
    severity: "high",
    category: "identity",
    title: "Where tokens are checked, a request without one is refused",
    appliesTo: securityKinds("RequestAuthentication"),
    require:
      'meshPolicies(object, "AuthorizationPolicy").exists(p, has(p.spec) && has(p.spec.rules) && p.spec.rules.exists(rule, demandsToken(rule)))',
    attribute: "spec",
    message: "No AuthorizationPolicy of the namespace asks for a token",
    rationale:
      "A RequestAuthentication refuses wrong tokens alone: who sends none passes, and asks the model without a name.",
    remediation:
      'Add an AuthorizationPolicy with action: DENY and from.source.notRequestPrincipals: ["*"] beside it, or name requestPrincipals in those that allow.',
    answers: ["ING-54", "DENY-K8S-002", "AML.M0019"],
  },
];
