import type { Control } from "../control";
import { ANNOTATIONS, annotation, anyOf } from "./kubernetes-annotations";

const INGRESS = "networking.k8s.io/v1 Ingress";

/** Authentication that is in front of an Ingress, by the annotations of the controllers that people use. */
const AUTHENTICATED = anyOf(
  ...[
    "nginx.ingress.kubernetes.io/auth-url",
    "nginx.ingress.kubernetes.io/auth-tls-secret",
    "nginx.ingress.kubernetes.io/auth-secret",
    "alb.ingress.kubernetes.io/mutual-authentication",
    "alb.ingress.kubernetes.io/jwt-validation",
    "traefik.ingress.kubernetes.io/router.middlewares",
    "haproxy.org/auth-secret",
    "haproxy-ingress.github.io/auth-url",
    "konghq.com/plugins",
  ].map((name) => annotation(name)),
  annotation("alb.ingress.kubernetes.io/auth-type", ' in ["oidc", "cognito"]'),
);

const LEADS_TO_MODELS = "modelBackends(object).size() > 0";

const HAS_TLS = "(has(object.spec.tls) && object.spec.tls.size() > 0)";

/** TLS that controllers of clouds are told of by annotations. */
const TLS_BY_ANNOTATION = anyOf(
  annotation("alb.ingress.kubernetes.io/certificate-arn"),
  annotation("alb.ingress.kubernetes.io/listen-ports", '.contains("HTTPS")'),
  annotation("networking.gke.io/managed-certificates"),
  annotation("networking.gke.io/certmap"),
  annotation("ingress.gcp.kubernetes.io/pre-shared-cert"),
);

/** CEL: the host is one of those that an entry of `tls` has a certificate for; an entry without hosts is for all. */
const COVERED =
  'object.spec.tls.exists(tls, !has(tls.hosts) || tls.hosts.size() == 0 || tls.hosts.exists(host, host == rule.host || (host.startsWith("*.") && rule.host.contains(".") && rule.host.split(".", 2)[1] == host.split(".", 2)[1])))';

const PATHS =
  "object.spec.rules.all(rule, !has(rule.http) || rule.http.paths.all(path, has(path.path) && !path.path.matches(" +
  '"^/?([.][*]|[*]|[(].*)?$"' +
  ")))";

function ingressControl(control: Omit<Control, "appliesTo">): Control {
  return { appliesTo: [INGRESS], ...control };
}

/** How requests come to a model through an Ingress. */
export const KUBERNETES_INGRESS_CONTROLS: readonly Control[] = [
  ingressControl({
    id: "K8S_INGRESS_TLS",
    severity: "high",
    category: "encryption",
    title: "Every host of an Ingress has TLS",
    require: `${TLS_BY_ANNOTATION} || (${HAS_TLS} && (!has(object.spec.rules) || object.spec.rules.all(rule, !has(rule.host) || rule.host == "" || ${COVERED})))`,
    attribute: "spec.tls",
    message: "A host of the Ingress has no certificate",
    rationale: "Prompts and tokens of callers are read by whoever is on the way.",
    remediation:
      "Add spec.tls with a secretName and the hosts, or the certificate's annotation of the load balancer's controller; there is none by default.",
    answers: ["ING-37", "DENY-K8S-002", "CIS EKS-1.8 5.4.5", "CIS GKE-1.9 5.6.7", "AML.M0012"],
  }),
  ingressControl({
    id: "K8S_INGRESS_HOST",
    severity: "high",
    category: "exposure",
    title: "An Ingress in front of a model names its hosts",
    when: LEADS_TO_MODELS,
    require:
      'has(object.spec.rules) && object.spec.rules.size() > 0 && !has(object.spec.defaultBackend) && object.spec.rules.all(rule, has(rule.host) && rule.host != "" && !rule.host.contains("*"))',
    attribute: "spec.rules.host",
    message: "The Ingress takes requests for hosts that it does not name",
    rationale: "A catch-all takes other tenants' traffic, and answers whoever finds the address.",
    remediation: "Set host in every rule to one name without an asterisk, and remove defaultBackend.",
    answers: ["ING-38", "DENY-K8S-002"],
  }),
  ingressControl({
    id: "K8S_INGRESS_AUTHENTICATED",
    severity: "critical",
    category: "identity",
    title: "An Ingress in front of a model knows who asks",
    when: LEADS_TO_MODELS,
    require: AUTHENTICATED,
    attribute: "metadata.annotations",
    message: "No annotation asks callers who they are",
    rationale:
      "Model servers take every request that comes: without authentication in front, the model is everybody's. Authentication by a mesh or by IAP cannot be seen here and needs a waiver.",
    remediation:
      "Add nginx.ingress.kubernetes.io/auth-url, alb.ingress.kubernetes.io/auth-type: oidc, or mutual TLS; there is none by default.",
    answers: ["ING-40", "DENY-K8S-002", "LLM10", "AML.M0019"],
  }),
  ingressControl({
    id: "K8S_INGRESS_PATHS",
    severity: "high",
    category: "exposure",
    title: "An Ingress in front of a model names the paths that it lets through",
    when: LEADS_TO_MODELS,
    require: `!has(object.spec.rules) || ${PATHS}`,
    attribute: "spec.rules.http.paths.path",
    message: 'A path is "/", which is every path',
    rationale: "Servers such as vLLM and Triton answer on administrative paths too, and ask nobody for a name there.",
    remediation: "List the paths of inference, such as /v1/chat/completions or /v2/models/resnet/infer.",
    answers: ["ING-44", "DENY-K8S-002", "KICS 69bbc5e3"],
  }),
  ingressControl({
    id: "K8S_INGRESS_INTERNAL",
    severity: "high",
    category: "exposure",
    title: "An Ingress in front of a model is internal",
    when: LEADS_TO_MODELS,
    require: `!${annotation("alb.ingress.kubernetes.io/scheme", ' == "internet-facing"')} && !(has(object.spec.ingressClassName) && object.spec.ingressClassName == "gce") && !${annotation("kubernetes.io/ingress.class", ' == "gce"')}`,
    attribute: "metadata.annotations",
    message: "The Ingress makes a public load balancer",
    rationale: "An endpoint that the internet reaches is scanned within the hour; its callers are inside.",
    remediation:
      "Set alb.ingress.kubernetes.io/scheme: internal, its default, or the class gce-internal; a public edge belongs before a gateway with a firewall.",
    answers: ["ING-43", "ING-39", "AVD-AWS-0053", "AML.M0019"],
  }),
  ingressControl({
    id: "K8S_INGRESS_CLASS",
    severity: "low",
    category: "exposure",
    title: "An Ingress names its class",
    require: `(has(object.spec.ingressClassName) && object.spec.ingressClassName != "") || ${annotation("kubernetes.io/ingress.class")}`,
    attribute: "spec.ingressClassName",
    rationale: "Without a class the cluster's default one takes it, which is often the public one.",
    remediation: "Set spec.ingressClassName to the internal class.",
    answers: ["ING-39"],
  }),
  ingressControl({
    id: "K8S_INGRESS_NO_SNIPPETS",
    severity: "high",
    category: "isolation",
    title: "No Ingress brings configuration of its own into the controller",
    require: `${ANNOTATIONS}.all(name, !name.endsWith("-snippet") && !name.endsWith("-snippets"))`,
    found: `${ANNOTATIONS}.filter(name, name.endsWith("-snippet") || name.endsWith("-snippets"))`,
    attribute: "metadata.annotations",
    message: "Annotations hold configuration of the controller",
    rationale: "A snippet runs in the controller, which reads the secrets of every namespace (CVE-2021-25742).",
    remediation: "Remove the annotations, and switch them off in the controller (allow-snippet-annotations: false).",
    answers: ["ING-41", "CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154", "KCV-0093"],
  }),
];
