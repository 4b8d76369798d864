import type { Control } from "../control";
import { ANNOTATIONS, annotation, anyOf } from "./kubernetes-annotations";
import { OUTSIDE_PLATFORM } from "./kubernetes-workloads";

const SERVICE = "v1 Service";
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

function serviceControl(control: Omit<Control, "appliesTo">): Control {
  return { appliesTo: [SERVICE], ...control };
}

/** What Services open, and to whom: models are reached through a gateway that knows who asks, and no other way. */
export const KUBERNETES_SERVICES_CONTROLS: readonly Control[] = [
  serviceControl({
    id: "K8S_SERVING_PORT_NOT_EXPOSED",
    severity: "critical",
    category: "exposure",
    title: "No port of a model server is open to the internet or on nodes",
    require: `!${IS_EXPOSED} || !(${SERVES})`,
    found: "servingPorts(object).map(port, string(port))",
    attribute: "spec.type",
    message: "The Service opens ports of a model server on a public load balancer, on nodes, or on external addresses",
    rationale:
      "Model servers have no authentication: whoever reaches 8500, 8501 or 8000 asks the model, lists it, and with Triton and TorchServe loads another.",
    remediation:
      "Set spec.type: ClusterIP, remove externalIPs, and let callers in through an authenticated gateway; PrivateInferenceEndpoint does.",
    answers: ["K8S-48", "K8S-49", "DENY-K8S-001", "KICS 5c281bf8", "KICS 2a52567c", "LLM10", "AML.M0019"],
  }),
  serviceControl({
    id: "K8S_SERVING_PORT_CLUSTER_IP",
    severity: "high",
    category: "exposure",
    title: "Model servers are reached through a gateway, not a load balancer of their own",
    when: `${IS_LOAD_BALANCER} && ${INTERNAL} && !${HAS_EXTERNAL_IPS}`,
    require: `!(${SERVES})`,
    found: "servingPorts(object).map(port, string(port))",
    attribute: "spec.type",
    message: "An internal load balancer leads straight to ports of a model server",
    rationale:
      "The whole network of the company, and whatever is peered with it, asks the model without a name and in plain text.",
    remediation: "Set spec.type: ClusterIP and put the gateway, with TLS and authentication, behind the load balancer.",
    answers: ["K8S-48", "ING-45", "ING-46", "DENY-K8S-001", "AML.M0019"],
  }),
  serviceControl({
    id: "K8S_LOAD_BALANCER_INTERNAL",
    severity: "high",
    category: "exposure",
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
    category: "network",
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
    category: "exposure",
    title: "Services open no ports on nodes",
    when: `${OUTSIDE_PLATFORM} && ${SERVES_NOTHING}`,
    require: `!${IS_NODE_PORT}`,
    attribute: "spec.type",
    rationale: "A node port is open on every node, past the gateway, and load balancers with IP targets need none.",
    remediation: "Set spec.type: ClusterIP, its default.",
    answers: ["K8S-48", "ING-20", "KICS 5c281bf8"],
  }),
];
