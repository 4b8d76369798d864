import type { Control } from "../control";
import { ANNOTATIONS, anyOf } from "./kubernetes-annotations";

const HTTP_ROUTES = ["v1", "v1beta1"].map((version) => `gateway.networking.k8s.io/${version} HTTPRoute`);
const GATEWAYS = ["v1", "v1beta1"].map((version) => `gateway.networking.k8s.io/${version} Gateway`);
const VIRTUAL_SERVICES = ["v1", "v1beta1", "v1alpha3"].map(
  (version) => `networking.istio.io/${version} VirtualService`,
);

const LEADS_TO_MODELS = "routedModels(object).size() > 0";

/** CEL: requests come in by a gateway; a VirtualService that names none, or `mesh`, is for callers within the mesh. */
const FROM_OUTSIDE = `has(object.spec.gateways) && object.spec.gateways.exists(gateway, gateway != "mesh") && ${LEADS_TO_MODELS}`;

/** CEL: requests come in by a Gateway; a route whose parents are Services is for callers within the mesh. */
const BY_GATEWAY = `(!has(object.spec.parentRefs) || object.spec.parentRefs.exists(parent, !has(parent.kind) || parent.kind == "Gateway")) && ${LEADS_TO_MODELS}`;

/** CEL: a match of a VirtualService names a path, and not the root. */
const NAMES_PATH = `has(match.uri) && ${anyOf(
  "has(match.uri.exact)",
  '(has(match.uri.prefix) && match.uri.prefix != "/")',
  '(has(match.uri.regex) && !match.uri.regex.matches("^\\\\^?/?[(]?[.][*+]"))',
)}`;

/** Classes of Google's controller that make public load balancers. */
const PUBLIC_CLASS =
  '(has(object.spec.gatewayClassName) && object.spec.gatewayClassName.matches("^gke-l7-(.*-external-managed|gxlb)(-mc)?$"))';

/** CEL: the annotation of AWS's controller that makes the load balancer of a Gateway public. */
const PUBLIC_SCHEME = anyOf(
  ...[
    ANNOTATIONS,
    "(has(object.spec.infrastructure) && has(object.spec.infrastructure.annotations) ? object.spec.infrastructure.annotations : {})",
  ].map(
    (annotations) =>
      `${annotations}.exists(name, name.matches("load-balancer-scheme$") && ${annotations}[name] == "internet-facing")`,
  ),
);

/** How requests come to a model through the Gateway API, or through a gateway of Istio. */
export const KUBERNETES_ROUTES_CONTROLS: readonly Control[] = [
  {
    id: "K8S_ROUTE_NARROW",
    severity: "high",
    category: "exposure",
    title: "A route to a model names its hosts and paths",
    appliesTo: HTTP_ROUTES,
    when: BY_GATEWAY,
    require:
      'has(object.spec.hostnames) && object.spec.hostnames.size() > 0 && object.spec.hostnames.all(host, !host.contains("*")) && object.spec.rules.all(rule, has(rule.matches) && rule.matches.size() > 0 && rule.matches.all(match, has(match.path) && has(match.path.value) && match.path.value != "/"))',
    attribute: "spec.rules.matches",
    message: "The route takes hosts or paths that it does not name",
    rationale:
      "A route without hostnames takes every host of the gateway; one without paths lets the administrative ones through.",
    remediation: "Set hostnames, and matches with the paths of inference; the default is every host and every path.",
    answers: ["ING-56", "DENY-K8S-002", "LLM10"],
  },
  {
    id: "ISTIO_ROUTE_NARROW",
    severity: "high",
    category: "exposure",
    title: "A VirtualService in front of a model names its hosts and paths",
    appliesTo: VIRTUAL_SERVICES,
    when: FROM_OUTSIDE,
    require: `has(object.spec.hosts) && object.spec.hosts.all(host, !host.contains("*")) && has(object.spec.http) && object.spec.http.all(rule, !has(rule.route) || (has(rule.match) && rule.match.size() > 0 && rule.match.all(match, ${NAMES_PATH})))`,
    attribute: "spec.http.match",
    message: "The VirtualService takes hosts or paths that it does not name",
    rationale:
      "A match without a path lets through those by which models are loaded and weights updated, and servers ask nobody for a name there.",
    remediation:
      "Set hosts without asterisks, and in each of spec.http a match with uri.exact or uri.prefix to a path of inference.",
    answers: ["DENY-K8S-002", "LLM10"],
  },
  {
    id: "K8S_ROUTE_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "A route to a model comes in over TLS",
    appliesTo: [...HTTP_ROUTES, ...VIRTUAL_SERVICES],
    when: LEADS_TO_MODELS,
    require: "plainListeners(object).size() == 0",
    found: "plainListeners(object)",
    attribute: "spec",
    message: "The route is on listeners of its Gateway that take plain text",
    rationale: "Prompts and tokens of callers are read by whoever is on the way.",
    remediation:
      "Name the listener with TLS (parentRefs.sectionName), or set tls.httpsRedirect: true on the plain server of Istio's Gateway.",
    answers: ["DENY-K8S-002", "AML.M0012"],
  },
  {
    id: "K8S_ROUTE_AUTHENTICATED",
    severity: "critical",
    category: "identity",
    title: "A route to a model knows who asks",
    appliesTo: [...HTTP_ROUTES, ...VIRTUAL_SERVICES],
    when: `object.kind == "HTTPRoute" ? (${BY_GATEWAY}) : (${FROM_OUTSIDE})`,
    require: "asksCallers(object)",
    attribute: "spec",
    message: "No policy of the route, of its Gateway or of its model asks callers who they are",
    rationale:
      "Model servers take every request that comes: without authentication in front, the model is everybody's. Authentication that another estate holds cannot be seen here and needs a waiver.",
    remediation:
      "Add a RequestAuthentication with an AuthorizationPolicy that demands its tokens, a SecurityPolicy of Envoy Gateway, or a GCPBackendPolicy with iap.",
    answers: ["DENY-K8S-002", "LLM10", "AML.M0019"],
  },
  {
    id: "K8S_GATEWAY_INTERNAL",
    severity: "critical",
    category: "exposure",
    title: "A Gateway in front of a model is internal",
    appliesTo: GATEWAYS,
    when: "modelRoutes(object).size() > 0",
    require: `!(${PUBLIC_CLASS} || ${PUBLIC_SCHEME})`,
    attribute: "spec.gatewayClassName",
    message: "The Gateway makes a public load balancer",
    rationale: "An endpoint that the internet reaches is scanned within the hour; its callers are inside.",
    remediation:
      "Set spec.gatewayClassName to gke-l7-rilb, or the scheme of AWS's controller to internal; a public edge belongs before a gateway with a firewall.",
    answers: ["ING-56", "DENY-K8S-001", "LLM10"],
  },
];
