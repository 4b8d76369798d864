import type { Control } from "../control";
import { OUTSIDE_PLATFORM } from "./kubernetes-workloads";

const HOLDS_MODELS = "workloadsIn(object).exists(workload, runsModels(workload))";
const LABELS = "(has(object.metadata.labels) ? object.metadata.labels : {})";
const QUOTAS = 'inNamespace(object, "v1 ResourceQuota")';
const ENFORCE = "pod-security.kubernetes.io/enforce";

/** CEL: the label is there and the condition on it holds. */
function label(name: string, condition: string): string {
  return `("${name}" in ${LABELS} && ${LABELS}["${name}"]${condition})`;
}

/** CEL: a container of the namespace states no limit of its own, so that only the namespace can bound it. */
function unbounded(...resources: readonly string[]): string {
  const lacks = resources.map((resource) => `!("${resource}" in container.resources.limits)`).join(" || ");
  return `workloadsIn(object).exists(workload, containersOf(workload).exists(container, !has(container.resources) || !has(container.resources.limits) || ${lacks}))`;
}

const GROWS =
  '(inNamespace(object, "autoscaling/v2 HorizontalPodAutoscaler").size() > 0 || inNamespace(object, "autoscaling/v1 HorizontalPodAutoscaler").size() > 0)';

/** CEL: a quota of the namespace forbids the kind of Service. */
function forbidden(resource: string): string {
  return `${QUOTAS}.exists(quota, has(quota.spec) && has(quota.spec.hard) && "${resource}" in quota.spec.hard && text(quota.spec.hard["${resource}"]) == "0")`;
}

/** Kinds that bound a tenant: whoever may write them is bounded no more. */
const GUARDRAILS: readonly (readonly [group: string, kind: string])[] = [
  ["", "ResourceQuota"],
  ["", "LimitRange"],
  ["networking.k8s.io", "NetworkPolicy"],
  ["rbac.authorization.k8s.io", "RoleBinding"],
];

/** CEL: the list of a project names the kind, or all kinds. */
function listed(list: string, [group, kind]: readonly [group: string, kind: string]): string {
  const ofGroup = `(!has(each.group) ? ${group === ""} : each.group in ["${group}", "*"])`;
  return `object.spec.${list}.exists(each, has(each.kind) && each.kind in ["${kind}", "*"] && ${ofGroup})`;
}

/** CEL: the project does not let its repositories write the kind. A list of what may be written is one of all that may. */
function withheld(kind: readonly [group: string, kind: string]): string {
  const denied = `(has(object.spec.namespaceResourceBlacklist) && ${listed("namespaceResourceBlacklist", kind)})`;
  return `(${denied} || (has(object.spec.namespaceResourceWhitelist) && !${listed("namespaceResourceWhitelist", kind)}))`;
}

/** CEL: the storage class has the parameter; a reference to a key that is made with it is one too. */
function parameter(name: string): string {
  return `(has(object.parameters) && "${name}" in object.parameters)`;
}

function namespaceControl(control: Omit<Control, "appliesTo">): Control {
  return { appliesTo: ["v1 Namespace"], when: HOLDS_MODELS, ...control };
}

/** What a tenant's namespace holds together. Namespaces are judged when the estate says that models run in them. */
export const KUBERNETES_TENANCY_CONTROLS: readonly Control[] = [
  namespaceControl({
    id: "K8S_POD_SECURITY_RESTRICTED",
    severity: "high",
    category: "workload",
    title: "Namespaces of model servers enforce the restricted Pod Security Standard",
    require: label(ENFORCE, ' == "restricted"'),
    attribute: "metadata.labels",
    message: `The label ${ENFORCE} is not "restricted"`,
    rationale:
      "What Terraform does not make, people do with kubectl: the cluster itself must refuse privileged pods beside the models.",
    remediation: `Set the label ${ENFORCE}: restricted; without it everything is admitted. ServingNamespace does.`,
    answers: ["TEN-01", "DENY-K8S-007", "CIS K8s-1.12 5.2.1", "CIS GKE-1.9 4.2.1", "CIS EKS-1.8 4.2.1", "AML.T0105"],
  }),
  namespaceControl({
    id: "K8S_POD_SECURITY_PINNED",
    severity: "medium",
    category: "workload",
    title: "The enforced Pod Security Standard is one of a named version",
    when: `${HOLDS_MODELS} && "${ENFORCE}" in ${LABELS}`,
    require: label(`${ENFORCE}-version`, '.matches("^v1[.][0-9]+$")'),
    attribute: "metadata.labels",
    message: `The label ${ENFORCE}-version names no version`,
    rationale:
      "The latest version changes with the cluster: an upgrade would refuse the pods of models that run today.",
    remediation: `Set the label ${ENFORCE}-version to a minor version, such as v1.33; the default is latest. ServingNamespace does.`,
    answers: ["TEN-02", "PSS"],
  }),
  namespaceControl({
    id: "K8S_POD_SECURITY_TOLD",
    severity: "low",
    category: "workload",
    title: "Breaches of the Pod Security Standard are warned of and audited",
    require: `${label("pod-security.kubernetes.io/warn", ' == "restricted"')} && ${label("pod-security.kubernetes.io/audit", ' == "restricted"')}`,
    attribute: "metadata.labels",
    message: 'The labels pod-security.kubernetes.io/warn and audit are not both "restricted"',
    rationale:
      "Pod Security refuses pods, not the Deployments that want to make them: without a warning a refused rollout looks like success.",
    remediation:
      "Set the labels pod-security.kubernetes.io/warn and pod-security.kubernetes.io/audit to restricted; ServingNamespace does.",
    answers: ["TEN-03", "TEN-04"],
  }),
  namespaceControl({
    id: "K8S_NAMESPACE_TIER_LABELLED",
    severity: "low",
    category: "governance",
    title: "Namespaces of model servers say their tier",
    require: `${LABELS}.exists(name, name.matches("(^|[/._-])(tier|env|environment|stage)$"))`,
    attribute: "metadata.labels",
    message: "No label says whether this is development, staging or production",
    rationale: "Policies that keep staging from production select namespaces by this label.",
    remediation: "Set a label such as tier: prod; ServingNamespace does.",
    answers: ["TEN-05", "CIS K8s-1.12 5.6.1", "CIS EKS-1.8 4.5.1", "CIS GKE-1.9 4.6.1"],
  }),
  namespaceControl({
    id: "K8S_NAMESPACE_QUOTA",
    severity: "high",
    category: "resilience",
    title: "A namespace that can grow has a quota",
    when: `${HOLDS_MODELS} && (${unbounded("memory")} || ${GROWS})`,
    require: `${QUOTAS}.size() > 0`,
    attribute: "metadata.name",
    message: "No ResourceQuota bounds the namespace, and its workloads do not bound themselves",
    rationale:
      "A tenant whose containers have no limits, or whose replicas grow by themselves, takes the nodes and the GPUs of all others. Where every container has its limits and the replicas are a number, that is the bound.",
    remediation:
      "Add a ResourceQuota with requests.cpu, requests.memory, limits.memory and requests.nvidia.com/gpu; there is none by default.",
    answers: ["TEN-07", "DENY-K8S-007", "KSV-0040", "NSA 4.0", "LLM10", "AML.T0029"],
  }),
  namespaceControl({
    id: "K8S_NAMESPACE_LIMIT_RANGE",
    severity: "medium",
    category: "resilience",
    title: "A namespace whose containers set no limits sets them",
    when: `${HOLDS_MODELS} && ${unbounded("cpu", "memory")}`,
    require: 'inNamespace(object, "v1 LimitRange").size() > 0',
    attribute: "metadata.name",
    message: "Containers of the namespace lack a limit of CPU or memory, and no LimitRange gives them one",
    rationale:
      "A container without a limit may take its whole node. Where every container has its own, none is needed.",
    remediation: "Add a LimitRange with default and max for memory and CPU, or set the limits of each container.",
    answers: ["TEN-12", "DENY-K8S-007", "KSV-0039", "NSA 4.1", "AML.T0029"],
  }),
  namespaceControl({
    id: "K8S_QUOTA_COUNTS_GPUS",
    severity: "medium",
    category: "resilience",
    title: "The quota of a namespace with GPU pods counts GPUs",
    when: `${QUOTAS}.size() > 0 && workloadsIn(object).exists(workload, containersOf(workload).exists(container, has(container.resources) && has(container.resources.limits) && container.resources.limits.exists(resource, resource.startsWith("nvidia.com/"))))`,
    require: `${QUOTAS}.exists(quota, has(quota.spec) && has(quota.spec.hard) && quota.spec.hard.exists(resource, resource.startsWith("requests.nvidia.com/")))`,
    attribute: "metadata.name",
    message: "No ResourceQuota of the namespace has requests.nvidia.com/gpu",
    rationale: "GPUs are the dearest thing in the cluster, and a quota of CPU and memory does not count them.",
    remediation:
      "Add requests.nvidia.com/gpu to spec.hard, and each MIG resource by its own name (only the requests. form exists).",
    answers: ["TEN-06", "KSV-0040", "NSA 4.0", "LLM10", "AML.T0034"],
  }),
  namespaceControl({
    id: "K8S_QUOTA_FORBIDS_EXPOSURE",
    severity: "medium",
    category: "exposure",
    title: "The quota of a namespace with models forbids load balancers and node ports",
    when: `${HOLDS_MODELS} && ${QUOTAS}.size() > 0`,
    require: `${forbidden("services.loadbalancers")} && ${forbidden("services.nodeports")}`,
    attribute: "metadata.name",
    message: "No ResourceQuota of the namespace sets services.loadbalancers and services.nodeports to 0",
    rationale: "With both at 0 the cluster itself refuses a Service that would publish a model.",
    remediation: 'Set services.loadbalancers: "0" and services.nodeports: "0" in spec.hard.',
    answers: ["TEN-08", "TEN-09", "KICS 5c281bf8", "AML.M0019"],
  }),
  {
    id: "K8S_SERVICE_ACCOUNT_NO_TOKEN",
    severity: "medium",
    category: "identity",
    title: "Service accounts put no API token into pods",
    appliesTo: ["v1 ServiceAccount"],
    when: OUTSIDE_PLATFORM,
    require: "has(object.automountServiceAccountToken) && object.automountServiceAccountToken == false",
    attribute: "automountServiceAccountToken",
    message: "automountServiceAccountToken is not false",
    rationale:
      "A pod that forgets to refuse the token gets it from its account, and model code with it. Controllers do need one: waive it for them.",
    remediation:
      "Set automountServiceAccountToken: false on the ServiceAccount; the default is true. PrivateInferenceEndpoint and ServingNamespace do.",
    answers: [
      "K8S-58",
      "K8S-59",
      "CKV_K8S_41",
      "KSV-0036",
      "CIS K8s-1.12 5.1.5",
      "CIS K8s-1.12 5.1.6",
      "CIS EKS-1.8 4.1.5",
      "CIS GKE-1.9 4.1.4",
      "AML.T0055",
    ],
  },
  {
    id: "K8S_NO_TOKEN_SECRET",
    severity: "high",
    category: "secrets",
    title: "No Secret is a service account token that never expires",
    appliesTo: ["v1 Secret"],
    require: '!has(object.type) || object.type != "kubernetes.io/service-account-token"',
    attribute: "type",
    message: "The Secret is a token of a service account",
    rationale: "Such a token is valid for ever, for whoever has read it once, also after the pod is gone.",
    remediation: "Use projected tokens with an audience and an expiry, or kubectl create token.",
    answers: ["SEC-14", "KSV-0036", "AML.T0055"],
  },
  {
    id: "K8S_NO_GLOBAL_PRIORITY",
    severity: "medium",
    category: "resilience",
    title: "No priority class is every pod's",
    appliesTo: ["scheduling.k8s.io/v1 PriorityClass"],
    require: "!has(object.globalDefault) || object.globalDefault == false",
    attribute: "globalDefault",
    message: "globalDefault is true",
    rationale: "Pods that name no class get this one, and may evict the servers of production for a batch job.",
    remediation: "Set globalDefault to false, its default, and name the class in the pods that need it.",
    answers: ["TEN-22", "AML.T0029"],
  },
  {
    id: "K8S_STORAGE_CLASS_ENCRYPTED",
    severity: "high",
    category: "encryption",
    title: "Volumes of a storage class are encrypted",
    appliesTo: ["storage.k8s.io/v1 StorageClass"],
    when: 'has(object.provisioner) && object.provisioner == "ebs.csi.aws.com"',
    require: `${parameter("encrypted")} && object.parameters["encrypted"] == "true"`,
    attribute: "parameters.encrypted",
    message: 'The parameter encrypted is not "true"',
    rationale: "Weights and caches lie on these volumes, and on the snapshots that are made of them.",
    remediation: 'Set parameters.encrypted: "true"; the default is what the account says, which is not encrypted.',
    answers: ["K8S-61", "K8S-62", "AVD-AWS-0026", "AML.M0012"],
  },
  {
    id: "K8S_STORAGE_CLASS_OWN_KEY",
    severity: "medium",
    category: "encryption",
    title: "Volumes of a storage class are encrypted with a key of one's own",
    appliesTo: ["storage.k8s.io/v1 StorageClass"],
    when: 'has(object.provisioner) && object.provisioner in ["ebs.csi.aws.com", "pd.csi.storage.gke.io"]',
    require: `object.provisioner == "ebs.csi.aws.com" ? ${parameter("kmsKeyId")} : ${parameter("disk-encryption-kms-key")}`,
    attribute: "parameters.kmsKeyId",
    message: "No key is named",
    rationale: "Access to a key of one's own can be taken back, and its use is on the audit trail.",
    remediation:
      "Set parameters.kmsKeyId, or disk-encryption-kms-key on Google Cloud, to a key such as ModelKey makes.",
    answers: ["K8S-63", "CIS GKE-1.9 5.9.1", "AML.M0012"],
  },
  {
    id: "K8S_PROJECT_BOUNDED",
    severity: "high",
    category: "isolation",
    title: "A project of Argo CD names its sources and destinations, and no kinds of the cluster",
    appliesTo: ["argoproj.io/v1alpha1 AppProject"],
    when: 'object.metadata.name != "default"',
    require:
      '(!has(object.spec.sourceRepos) || object.spec.sourceRepos.all(source, source != "*")) && (!has(object.spec.destinations) || object.spec.destinations.all(destination, (!has(destination.namespace) || !destination.namespace.matches("^[*]+$")) && (!has(destination.server) || !destination.server.matches("^[*]+$")) && (!has(destination.name) || !destination.name.matches("^[*]+$")))) && (!has(object.spec.clusterResourceWhitelist) || object.spec.clusterResourceWhitelist.size() == 0)',
    attribute: "spec",
    message: "The project deploys from anywhere, to anywhere, or kinds that belong to the cluster",
    rationale:
      "A tenant's repository that may deploy everywhere reaches production from staging, and other tenants' models.",
    remediation: "List sourceRepos and one destination, and leave clusterResourceWhitelist empty, its default.",
    answers: ["TEN-23", "TEN-24", "TEN-25", "CIS K8s-1.12 5.1.12", "AML.T0010"],
  },
  {
    id: "K8S_PROJECT_KEEPS_GUARDRAILS",
    severity: "medium",
    category: "isolation",
    title: "A project of Argo CD does not write what bounds its tenant",
    appliesTo: ["argoproj.io/v1alpha1 AppProject"],
    when: 'object.metadata.name != "default" && has(object.spec)',
    require: GUARDRAILS.map(withheld).join(" && "),
    found: GUARDRAILS.map((kind) => `(${withheld(kind)} ? [] : ["${kind[1]}"])`).join(" + "),
    attribute: "spec.namespaceResourceBlacklist",
    message: "Repositories of the project may write these kinds",
    rationale:
      "Policies add up: one commit of a tenant with a NetworkPolicy that allows everything opens its model servers and lets weights out, one with a RoleBinding reads the secrets beside them. Projects of the platform, which write them for tenants, need a waiver.",
    remediation:
      "List ResourceQuota, LimitRange, NetworkPolicy and RoleBinding with their groups in namespaceResourceBlacklist, or in namespaceResourceWhitelist the kinds that tenants do need; without either, all are allowed.",
    answers: ["TEN-26", "AML.M0032"],
  },
];
