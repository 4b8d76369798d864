import type { Control } from "../control";
import { OUTSIDE_PLATFORM } from "./kubernetes-workloads";

const NETWORK_POLICY = "networking.k8s.io/v1 NetworkPolicy";

/** CEL: the label selector says nothing, and so selects all. */
function selectsAll(selector: string): string {
  return `((!has(${selector}.matchLabels) || ${selector}.matchLabels.size() == 0) && (!has(${selector}.matchExpressions) || ${selector}.matchExpressions.size() == 0))`;
}

/** CEL: public and wider than any one organisation's block: shorter than /8 (IPv4) or /16 (IPv6), as the halves of the internet are. */
const WIDE_BLOCK =
  '(has(peer.ipBlock) && (peer.ipBlock.cidr.contains(":") ? peer.ipBlock.cidr.matches("/(0*[0-9]|0*1[0-5])$") && !peer.ipBlock.cidr.lowerAscii().matches("^f[cde]") : peer.ipBlock.cidr.matches("/0*[0-7]$")))';

const EVERY_NAMESPACE = `(has(peer.namespaceSelector) && ${selectsAll("peer.namespaceSelector")} && (!has(peer.podSelector) || ${selectsAll("peer.podSelector")}))`;

/** CEL: the rule's peers are everybody. */
function isWide(peers: string): string {
  return `(!has(rule.${peers}) || rule.${peers}.size() == 0 || rule.${peers}.exists(peer, ${WIDE_BLOCK} || ${EVERY_NAMESPACE}))`;
}

/** CEL: what is wide about the rule. */
function wideBecause(peers: string): string {
  const open = `rule.${peers}.filter(peer, ${WIDE_BLOCK}).map(peer, peer.ipBlock.cidr)`;
  return `(!has(rule.${peers}) || rule.${peers}.size() == 0) ? ["a rule names no peers, which is all of them"] : rule.${peers}.exists(peer, ${WIDE_BLOCK}) ? ${open} : ["a rule names every namespace"]`;
}

/** CEL: the policy isolates all pods of its namespace in the direction. */
function denies(direction: "Ingress" | "Egress"): string {
  const unsaid = direction === "Ingress" ? "true" : "has(policy.spec.egress)";
  return `inNamespace(object, "${NETWORK_POLICY}").exists(policy, has(policy.spec) && (!has(policy.spec.podSelector) || ${selectsAll("policy.spec.podSelector")}) && (has(policy.spec.policyTypes) ? "${direction}" in policy.spec.policyTypes : ${unsaid}))`;
}

/** Who talks to model servers, and whom they talk to: nobody by default, then some by name. */
export const KUBERNETES_NETWORK_POLICIES_CONTROLS: readonly Control[] = [
  {
    id: "K8S_EGRESS_NARROW",
    severity: "high",
    category: "network",
    title: "Network policies let pods reach named destinations only",
    appliesTo: [NETWORK_POLICY],
    when: `${OUTSIDE_PLATFORM} && has(object.spec)`,
    require: `(has(object.spec.policyTypes) && !("Egress" in object.spec.policyTypes)) || !has(object.spec.egress) || object.spec.egress.all(rule, !${isWide("to")})`,
    found: `object.spec.egress.filter(rule, ${isWide("to")}).map(rule, ${wideBecause("to")}).map(reasons, reasons[0])`,
    attribute: "spec.egress",
    message: "The policy opens the way out to everywhere",
    rationale:
      "Weights and prompts leave through whatever is open; an except clause closes the metadata address and leaves the internet. A rule for DNS without destinations lets them leave by DNS.",
    remediation:
      "Name the destinations: kube-dns by its labels, storage and STS by the addresses of their VPC endpoints; PrivateInferenceEndpoint writes these rules.",
    answers: ["K8S-53", "DENY-K8S-008", "KSV-0038", "AML.T0025"],
  },
  {
    id: "K8S_SERVING_INGRESS_NARROW",
    severity: "high",
    category: "network",
    title: "Network policies let named callers reach model servers",
    appliesTo: [NETWORK_POLICY],
    when: `has(object.spec) && has(object.spec.ingress) && !(has(object.spec.policyTypes) && !("Ingress" in object.spec.policyTypes))`,
    require: `object.spec.ingress.all(rule, !${isWide("from")}) || !podsSelectedBy(object).exists(workload, runsModels(workload))`,
    found: `object.spec.ingress.filter(rule, ${isWide("from")}).map(rule, ${wideBecause("from")}).map(reasons, reasons[0])`,
    attribute: "spec.ingress",
    message: "The policy lets everybody reach the model server",
    rationale:
      "Model servers have no authentication of their own: whoever reaches the port past the gateway asks the model, or loads another. Policies on other pods are not judged.",
    remediation:
      "Set from to the gateway's namespaceSelector and podSelector; PrivateInferenceEndpoint lets only its callers in.",
    answers: ["K8S-54", "K8S-55", "TEN-14", "DENY-K8S-008", "KSV-0038", "AML.M0019"],
  },
  {
    id: "K8S_NAMESPACE_DEFAULT_DENY",
    severity: "high",
    category: "network",
    title: "Namespaces of model servers deny all traffic by default",
    appliesTo: ["v1 Namespace"],
    when: "workloadsIn(object).exists(workload, runsModels(workload))",
    require: `${denies("Ingress")} && ${denies("Egress")}`,
    found: `(${denies("Ingress")} ? [] : ["Ingress"]) + (${denies("Egress")} ? [] : ["Egress"])`,
    attribute: "metadata.name",
    message: "No NetworkPolicy of the namespace selects all pods in this direction",
    rationale:
      "Without it every pod that no other policy selects talks to everything, and one forgotten label makes a server public to the cluster. Namespaces that the estate does not declare cannot be judged.",
    remediation:
      "Add a NetworkPolicy with podSelector: {} and policyTypes: [Ingress, Egress]; ServingNamespace makes one.",
    answers: ["K8S-50", "DENY-K8S-007", "CKV2_K8S_6", "KICS 0401f71b", "CIS K8s-1.12 5.3.2"],
  },
  {
    id: "K8S_DNS_REACHABLE",
    severity: "medium",
    category: "network",
    title: "A namespace that denies the way out allows DNS",
    appliesTo: ["v1 Namespace"],
    when: `workloadsIn(object).exists(workload, runsModels(workload)) && ${denies("Egress")}`,
    require: `inNamespace(object, "${NETWORK_POLICY}").exists(policy, has(policy.spec) && has(policy.spec.egress) && policy.spec.egress.exists(rule, !has(rule.ports) || rule.ports.size() == 0 || rule.ports.exists(port, !has(port.port) || port.port == 53 || port.port == "53" || (has(port.endPort) && port.port <= 53 && port.endPort >= 53))))`,
    attribute: "metadata.name",
    message: "All egress is denied and no NetworkPolicy of the namespace lets pods ask for names",
    rationale:
      "A server that cannot resolve its bucket does not start, and the policy that was right is removed in a hurry.",
    remediation:
      "Allow UDP and TCP 53 to kube-dns in kube-system, and to 169.254.20.10/32 where nodes cache DNS; PrivateInferenceEndpoint does.",
    answers: ["K8S-51", "DENY-K8S-009", "KSV-0038"],
  },
];
