import type { Control } from "../control";
import { OUTSIDE_PLATFORM } from "./kubernetes-workloads";

const SERVICE = "v1 Service";
const INGRESS = "networking.k8s.io/v1 Ingress";
const HTTP_ROUTE = "gateway.networking.k8s.io/v1 HTTPRoute";
const ANNOTATIONS = "(has(object.metadata.annotations) ? object.metadata.annotations : {})";

/** CEL: the annotation is there and the condition on it holds. */
function annotation(name: string, condition = ' != ""'): string {
  return `("${name}" in ${ANNOTATIONS} && ${ANNOTATIONS}["${name}"]${condition})`;
}

function anyOf(...conditions: readonly string[]): string {
  return `(${conditions.join(" || ")})`;
}

const AWS = "service.beta.kubernetes.io/aws-load-balancer";

/** AWS's own controller makes internal load balancers unless it is told otherwise; the one in Kubernetes makes public ones. */
const AWS_CONTROLLER = anyOf(
  '(has(object.spec.loadBalancerClass) && object.spec.loadBalancerClass == "service.k8s.aws/nlb")',
  annotation(`${AWS}-type`, ' in ["external", "nlb-ip"]'),
);

const INTERNAL = anyOf(
  annotation(`${AWS}-scheme`, ' == "internal"'),
  `(${annotation(`${AWS}-internal`, ' in ["true", "0.0.0.0/0"]')} && !${annotation(`${AWS}-scheme`, ' == "internet-facing"')})`,
  `(${AWS_CONTROLLER} && !("${AWS}-scheme" in ${ANNOTATIONS}))`,
  annotation("networking.gke.io/load-balancer-type", '.lowerAscii() == "internal"'),
  annotation("cloud.google.com/load-balancer-type", '.lowerAscii() == "internal"'),
  annotation("service.beta.kubernetes.io/azure-load-balancer-internal", ' == "true"'),
);

const IS_LOAD_BALANCER = '(has(object.spec.type) && object.spec.type == "LoadBalancer")';
const IS_NODE_PORT = '(has(object.spec.type) && object.spec.type == "NodePort")';
const HAS_EXTERNAL_IPS = "(has(object.spec.externalIPs) && object.spec.externalIPs.size() > 0)";
const IS_EXPOSED = anyOf(`(${IS_LOAD_BALANCER} && !${INTERNAL})`, IS_NODE_PORT, HAS_EXTERNAL_IPS);

/** Ports that web servers of every kind listen on too: they are a model server's when the pods behind them are. */
const COMMON_PORTS = [80, 3000, 5000, 8080, 8081, 8082, 9000, 9090, 9091];

/** CEL: the Service leads to a model server. Common ports of pods that the estate does not hold are taken for one's. */
const SERVES = `servingPorts(object).exists(port, !(port in ${JSON.stringify(COMMON_PORTS)}) || podsOf(object).size() == 0 || podsOf(object).exists(workload, runsModels(workload)))`;
const SERVES_NOTHING = `!${SERVES}`;

function serviceControl(control: Omit<Control, "category" | "appliesTo">): Control {
  return { category: "network", appliesTo: [SERVICE], ...control };
}

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

function ingressControl(control: Omit<Control, "category" | "appliesTo">): Control {
  return { category: "network", appliesTo: [INGRESS], ...control };
}

/** How requests come to a model: through a gateway that knows who asks, and no other way. */
export const KUBERNETES_SERVICES_CONTROLS: readonly Control[] = [
  serviceControl({
    id: "K8S_SERVING_PORT_NOT_EXPOSED",
    severity: "critical",
    title: "No port of a model server is open to the internet or on nodes",
    require: `!${IS_EXPOSED} || !(${SERVES})`,
    found: "servingPorts(object).map(port, string(port))",
    attribute: "spec.type",
    message: "The Service opens ports of a model server on a public load balancer, on nodes, or on external addresses",
    rationale:
      "Model servers have no authentication: whoever reaches 8500, 8501 or 8000 asks the model, lists it, and with Triton and TorchServe loads another.",
    remediation:
      "Set spec.type: ClusterIP, remove externalIPs, and let callers in through an authenticated gateway; PrivateInferenceEndpoint does.",
    answers: ["K8S-48", "K8S-49", "DENY-K8S-001", "KICS 5c281bf8", "KICS 2a52567c", "LLM10"],
  }),
  serviceControl({
    id: "K8S_SERVING_PORT_CLUSTER_IP",
    severity: "high",
    title: "Model servers are reached through a gateway, not a load balancer of their own",
    when: `${IS_LOAD_BALANCER} && ${INTERNAL} && !${HAS_EXTERNAL_IPS}`,
    require: `!(${SERVES})`,
    found: "servingPorts(object).map(port, string(port))",
    attribute: "spec.type",
    message: "An internal load balancer leads straight to ports of a model server",
    rationale:
      "The whole network of the company, and whatever is peered with it, asks the model without a name and in plain text.",
    remediation: "Set spec.type: ClusterIP and put the gateway, with TLS and authentication, behind the load balancer.",
    answers: ["K8S-48", "ING-45", "ING-46", "DENY-K8S-001"],
  }),
  serviceControl({
    id: "K8S_LOAD_BALANCER_INTERNAL",
    severity: "high",
    title: "Load balancers of Services are internal",
    when: `${OUTSIDE_PLATFORM} && ${IS_LOAD_BALANCER} && ${SERVES_NOTHING}`,
    require: INTERNAL,
    attribute: "metadata.annotations",
    message: "The Service makes a public load balancer",
    rationale:
      "In a serving estate only the gateway has a load balancer, and callers are inside. The public entry of a web shop needs a waiver.",
    remediation:
      'Add service.beta.kubernetes.io/aws-load-balancer-scheme: internal, networking.gke.io/load-balancer-type: Internal, or service.beta.kubernetes.io/azure-load-balancer-internal: "true".',
    answers: ["ING-45", "ING-46", "DENY-K8S-001", "KICS 2a52567c"],
  }),
  serviceControl({
    id: "K8S_NO_EXTERNAL_IPS",
    severity: "high",
    title: "Services take no external addresses",
    when: SERVES_NOTHING,
    require: `!${HAS_EXTERNAL_IPS}`,
    attribute: "spec.externalIPs",
    rationale:
      "A Service with externalIPs takes traffic to any address it names from every pod of the cluster (CVE-2020-8554).",
    remediation: "Remove spec.externalIPs, which is empty by default.",
    answers: ["K8S-49", "KSV-0108"],
  }),
  serviceControl({
    id: "K8S_NO_NODE_PORT",
    severity: "medium",
    title: "Services open no ports on nodes",
    when: `${OUTSIDE_PLATFORM} && ${SERVES_NOTHING}`,
    require: `!${IS_NODE_PORT}`,
    attribute: "spec.type",
    rationale: "A node port is open on every node, past the gateway, and load balancers with IP targets need none.",
    remediation: "Set spec.type: ClusterIP, its default.",
    answers: ["K8S-48", "ING-20", "KICS 5c281bf8"],
  }),
  ingressControl({
    id: "K8S_INGRESS_TLS",
    severity: "high",
    title: "Every host of an Ingress has TLS",
    require: `${TLS_BY_ANNOTATION} || (${HAS_TLS} && (!has(object.spec.rules) || object.spec.rules.all(rule, !has(rule.host) || rule.host == "" || ${COVERED})))`,
    attribute: "spec.tls",
    message: "A host of the Ingress has no certificate",
    rationale: "Prompts and tokens of callers are read by whoever is on the way.",
    remediation:
      "Add spec.tls with a secretName and the hosts, or the certificate's annotation of the load balancer's controller; there is none by default.",
    answers: ["ING-37", "DENY-K8S-002", "CIS EKS-1.8 5.4.5", "CIS GKE-1.9 5.6.7"],
  }),
  ingressControl({
    id: "K8S_INGRESS_HOST",
    severity: "high",
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
    title: "An Ingress in front of a model knows who asks",
    when: LEADS_TO_MODELS,
    require: AUTHENTICATED,
    attribute: "metadata.annotations",
    message: "No annotation asks callers who they are",
    rationale:
      "Model servers take every request that comes: without authentication in front, the model is everybody's. Authentication by a mesh or by IAP cannot be seen here and needs a waiver.",
    remediation:
      "Add nginx.ingress.kubernetes.io/auth-url, alb.ingress.kubernetes.io/auth-type: oidc, or mutual TLS; there is none by default.",
    answers: ["ING-40", "DENY-K8S-002", "LLM10"],
  }),
  ingressControl({
    id: "K8S_INGRESS_PATHS",
    severity: "high",
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
    title: "An Ingress in front of a model is internal",
    when: LEADS_TO_MODELS,
    require: `!${annotation("alb.ingress.kubernetes.io/scheme", ' == "internet-facing"')} && !(has(object.spec.ingressClassName) && object.spec.ingressClassName == "gce") && !${annotation("kubernetes.io/ingress.class", ' == "gce"')}`,
    attribute: "metadata.annotations",
    message: "The Ingress makes a public load balancer",
    rationale: "An endpoint that the internet reaches is scanned within the hour; its callers are inside.",
    remediation:
      "Set alb.ingress.kubernetes.io/scheme: internal, its default, or the class gce-internal; a public edge belongs before a gateway with a firewall.",
    answers: ["ING-43", "ING-39", "AVD-AWS-0053"],
  }),
  ingressControl({
    id: "K8S_INGRESS_CLASS",
    severity: "low",
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
    title: "No Ingress brings configuration of its own into the controller",
    require: `${ANNOTATIONS}.all(name, !name.endsWith("-snippet") && !name.endsWith("-snippets"))`,
    found: `${ANNOTATIONS}.filter(name, name.endsWith("-snippet") || name.endsWith("-snippets"))`,
    attribute: "metadata.annotations",
    message: "Annotations hold configuration of the controller",
    rationale: "A snippet runs in the controller, which reads the secrets of every namespace (CVE-2021-25742).",
    remediation: "Remove the annotations, and switch them off in the controller (allow-snippet-annotations: false).",
    answers: ["ING-41", "CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154", "KCV-0093"],
  }),
  {
    id: "K8S_ROUTE_NARROW",
    severity: "high",
    category: "network",
    title: "A route to a model names its hosts and paths",
    appliesTo: [HTTP_ROUTE],
    when: LEADS_TO_MODELS,
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
    id: "K8S_INFERENCE_SERVICE_PRIVATE",
    severity: "high",
    category: "network",
    title: "An InferenceService has no route from outside the cluster",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require: `(has(object.metadata.labels) && "networking.knative.dev/visibility" in object.metadata.labels && object.metadata.labels["networking.knative.dev/visibility"] == "cluster-local") || ${annotation("serving.kserve.io/deploymentMode", ' in ["RawDeployment", "Standard"]')}`,
    attribute: "metadata.labels",
    message: 'The label networking.knative.dev/visibility is not "cluster-local"',
    rationale:
      "Knative publishes a route for every service unless it is told not to: the model is on the public gateway.",
    remediation:
      "Set the label networking.knative.dev/visibility: cluster-local, or the annotation serving.kserve.io/deploymentMode: RawDeployment.",
    answers: ["K8S-67", "LLM10"],
  },
  {
    id: "K8S_INFERENCE_SERVICE_IDENTITY",
    severity: "high",
    category: "workload",
    title: "An InferenceService has a service account of its own",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require:
      'has(object.spec.predictor.serviceAccountName) && object.spec.predictor.serviceAccountName != "" && object.spec.predictor.serviceAccountName != "default"',
    attribute: "spec.predictor.serviceAccountName",
    message: "The predictor uses the default service account",
    rationale: "The account decides which weights the server may read: the default one is everybody's.",
    remediation: "Set spec.predictor.serviceAccountName to an account of this model alone.",
    answers: ["K8S-66"],
  },
  {
    id: "K8S_INFERENCE_SERVICE_STORAGE",
    severity: "high",
    category: "workload",
    title: "An InferenceService reads its model from storage of one's own",
    appliesTo: ["serving.kserve.io/v1beta1 InferenceService"],
    require:
      'object.spec.predictor.all(name, !(name in ["model", "tensorflow", "triton", "pytorch", "sklearn", "xgboost", "onnx", "huggingface", "lightgbm"]) || !has(object.spec.predictor[name].storageUri) || !object.spec.predictor[name].storageUri.matches("^(https?|hf)://"))',
    attribute: "spec.predictor.model.storageUri",
    message: "The model is downloaded from the internet when the server starts",
    rationale: "Whoever controls that address decides what runs beside your secrets at the next start.",
    remediation:
      "Put the vetted model into a bucket of your own and name it by s3:// or gs://; SecureModelBucket makes one.",
    answers: ["K8S-66", "AML.M0011", "LLM03"],
  },
];
