import type { Control } from "../control";
import { names, OUTSIDE_PLATFORM } from "./kubernetes-workloads";

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

/** What answers on link-local addresses, and where: names, time, and the identities of pods. */
const LINK_LOCAL: readonly (readonly [cidr: string, ports: readonly number[]])[] = [
  // Metadata server of GKE, and Cloud DNS at the same address; its pod under the older data plane.
  ["169.254.169.254/32", [80, 53]],
  ["169.254.169.252/32", [988]],
  // EKS Pod Identity.
  ["169.254.170.23/32", [80]],
  // NodeLocal DNSCache; resolver and clock of a VPC.
  ["169.254.20.10/32", [53]],
  ["169.254.169.253/32", [53]],
  ["169.254.169.123/32", [123]],
];

/** CEL: the peer is in the link-local range of IPv4. */
const IS_LINK_LOCAL = '(has(peer.ipBlock) && peer.ipBlock.cidr.startsWith("169.254."))';

/** CEL: the rule opens to a link-local peer what is known to answer there, and nothing else. */
const OPENS_WHAT_ANSWERS = LINK_LOCAL.map(
  ([cidr, ports]) =>
    `(peer.ipBlock.cidr == "${cidr}" && has(rule.ports) && rule.ports.size() > 0 && rule.ports.all(port, has(port.port) && !has(port.endPort) && string(port.port) in ${names(ports.map(String))}))`,
).join(" || ");

const WIDE_LINK_LOCAL = `${IS_LINK_LOCAL} && !(${OPENS_WHAT_ANSWERS})`;

/** CEL: a policy of the namespace lets pods reach one of the addresses. */
function reaches(...cidrs: readonly string[]): string {
  const open = `(has(peer.ipBlock) && (peer.ipBlock.cidr in ${names(cidrs)} || peer.ipBlock.cidr.matches("/0$") || peer.ipBlock.cidr.startsWith("169.254.0.0/")))`;
  return `inNamespace(object, "${NETWORK_POLICY}").exists(policy, has(policy.spec) && has(policy.spec.egress) && policy.spec.egress.exists(rule, !has(rule.to) || rule.to.size() == 0 || rule.to.exists(peer, ${open})))`;
}

/** CEL: pods of the namespace act as an identity of the cloud that they fetch from their node. */
const BOUND_ON_GKE =
  'exists(account, has(account.metadata.annotations) && "iam.gke.io/gcp-service-account" in account.metadata.annotations)';
// Where no account is bound at all, none of a namespace is whose name is not known yet.
const OF_GKE = `resources("v1 ServiceAccount").${BOUND_ON_GKE} && inNamespace(object, "v1 ServiceAccount").${BOUND_ON_GKE}`;
const OF_EKS =
  'resources("aws_eks_pod_identity_association").exists(association, text(association.namespace) == object.metadata.name)';

type IdentityControl = Pick<Control, "id" | "title" | "message" | "remediation">;

/** A control on namespaces whose pods have an identity of the cloud, that is given at one of the addresses. */
function identityControl(has: string, cidrs: readonly string[], control: IdentityControl): Control {
  return {
    severity: "medium",
    category: "resilience",
    appliesTo: ["v1 Namespace"],
    when: `workloadsIn(object).exists(workload, runsModels(workload)) && ${denies("Egress")} && ${has}`,
    require: reaches(...cidrs),
    attribute: "metadata.name",
    rationale:
      "A server without its identity reads no weights and does not start: then a key is put into a secret, or the policy is removed.",
    answers: ["K8S-52", "DENY-K8S-009", "AML.T0029"],
    ...control,
  };
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
    answers: ["K8S-53", "DENY-K8S-008", "KSV-0038", "AML.T0025", "LLM06", "ML05:2023"],
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
    answers: ["K8S-54", "K8S-55", "TEN-14", "DENY-K8S-008", "KSV-0038", "CIS K8s-1.12 5.3.2", "AML.M0019", "AML.M0032"],
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
    answers: [
      "K8S-50",
      "DENY-K8S-007",
      "CKV2_K8S_6",
      "KICS 0401f71b",
      "CIS K8s-1.12 5.3.2",
      "CIS EKS-1.8 4.3.2",
      "CIS GKE-1.9 4.3.2",
      "AML.M0032",
      "AML.T0025",
    ],
  },
  {
    id: "K8S_DNS_REACHABLE",
    severity: "medium",
    category: "resilience",
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
    answers: ["K8S-51", "DENY-K8S-009", "KSV-0038", "NSA 2.0", "AML.T0029"],
  },
  {
    id: "K8S_LINK_LOCAL_EGRESS_NARROW",
    severity: "medium",
    category: "network",
    title: "Network policies open link-local addresses one by one",
    appliesTo: [NETWORK_POLICY],
    when: `${OUTSIDE_PLATFORM} && has(object.spec)`,
    require: `(has(object.spec.policyTypes) && !("Egress" in object.spec.policyTypes)) || !has(object.spec.egress) || object.spec.egress.all(rule, !has(rule.to) || !rule.to.exists(peer, ${WIDE_LINK_LOCAL}))`,
    found: `object.spec.egress.filter(rule, has(rule.to) && rule.to.exists(peer, ${WIDE_LINK_LOCAL})).map(rule, rule.to.filter(peer, ${WIDE_LINK_LOCAL})[0].ipBlock.cidr)`,
    attribute: "spec.egress",
    message: "The policy opens more of the link-local range than names and identities need",
    rationale:
      "Behind these addresses the node itself answers: its metadata, its agents and its credentials. A model server that fetches a URL for its caller should reach its own identity there, and nothing of the node.",
    remediation:
      "Name 169.254.169.254/32 with TCP 80 (and 53 for Cloud DNS) and 169.254.169.252/32 with TCP 988 on GKE, 169.254.170.23/32 with TCP 80 on EKS, 169.254.20.10/32 with port 53 for DNS on nodes; PrivateInferenceEndpoint writes these rules.",
    answers: ["K8S-52", "AML.T0055"],
  },
  identityControl(OF_GKE, ["169.254.169.254/32", "169.254.169.252/32"], {
    id: "K8S_GKE_IDENTITY_REACHABLE",
    title: "A namespace that denies the way out lets pods reach the metadata server of GKE",
    message:
      "All egress is denied, and no NetworkPolicy of the namespace lets pods reach what gives them their identity",
    remediation:
      "Allow TCP 80 to 169.254.169.254/32, and TCP 988 to 169.254.169.252/32 for the older data plane; PrivateInferenceEndpoint does, for a WorkloadIdentityBinding.",
  }),
  identityControl(OF_EKS, ["169.254.170.23/32"], {
    id: "K8S_EKS_IDENTITY_REACHABLE",
    title: "A namespace that denies the way out lets pods reach the agent of EKS Pod Identity",
    message:
      "All egress is denied, and no NetworkPolicy of the namespace lets pods reach what gives them their identity",
    remediation:
      "Allow TCP 80 to 169.254.170.23/32, where EKS Pod Identity answers; PrivateInferenceEndpoint does, for a PodIdentityServingRole.",
  }),
];
