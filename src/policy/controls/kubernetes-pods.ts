import type { Control } from "../control";
import { WORKLOAD_KINDS } from "../scope";
import { ASKS_FOR_GPU } from "./kubernetes-gpu";
import { IS_SERVER } from "./kubernetes-model-servers";
import { NAME, NOT_ON_EVERY_NODE, names, podControl } from "./kubernetes-workloads";

const POD = "variables.podSpec";

/** Sysctls that Kubernetes itself calls safe (Pod Security Standards, baseline). */
const SAFE_SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** Namespaces of Kubernetes itself, where agents of nodes and controllers belong, and nothing else. */
const KUBERNETES_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease"];

/** CEL: the pods serve models, or ask for a GPU; agents that look after GPUs on every node may ask for one. */
const SERVES = `variables.containers.exists(container, ${IS_SERVER}) || (object.kind != "DaemonSet" && ${ASKS_FOR_GPU})`;

function hostNamespace(
  id: string,
  field: string,
  title: string,
  rationale: string,
  answers: readonly string[],
  instead = "",
): Control {
  return podControl({
    id,
    severity: "critical",
    title,
    require: `!has(${POD}.${field}) || ${POD}.${field} == false`,
    attribute: field,
    message: `${field} is true`,
    rationale,
    remediation: `Remove ${field}, or set it to false, which is its default${instead}; PrivateInferenceEndpoint never sets it.`,
    answers,
  });
}

/** CEL: the pod's security context says so. */
function podContext(condition: (path: string) => string, field: string): string {
  const path = `${POD}.securityContext.${field}`;
  return `(has(${POD}.securityContext) && has(${path}) && ${condition(path)})`;
}

/**
 * CEL of a setting that a container has, or takes from the pod when it has none, as the restricted standard asks for it: the pod must not say
 * the wrong thing even when every container says the right one.
 */
function inherited(field: string, right: (path: string) => string): Pick<Control, "require" | "found"> {
  const inContainer = `container.securityContext.${field}`;
  const pod = podContext(right, field);
  const container = `(has(container.securityContext) && has(${inContainer}) ? ${right(inContainer)} : ${pod})`;
  const wrongPod = podContext((path) => `!(${right(path)})`, field);
  return {
    require: `!${wrongPod} && variables.containers.all(container, ${container})`,
    found: `(${wrongPod} ? ["the pod itself"] : []) + variables.containers.filter(container, !${container}).map(container, ${NAME})`,
  };
}

/** What a pod takes of its node and of the cluster: nothing that it does not need. */
export const KUBERNETES_PODS_CONTROLS: readonly Control[] = [
  hostNamespace(
    "K8S_NO_HOST_NETWORK",
    "hostNetwork",
    "Pods have a network of their own",
    "A pod on the node's network is past every NetworkPolicy, reaches the instance metadata, and serves the model on the node's address.",
    [
      "K8S-06",
      "DENY-K8S-003",
      "CKV_K8S_19",
      "KSV-0009",
      "CIS K8s-1.12 5.2.5",
      "CIS EKS-1.8 4.2.4",
      "NSA 1.5",
      "KICS 6b6bdfb3",
    ],
  ),
  hostNamespace(
    "K8S_NO_HOST_PID",
    "hostPID",
    "Pods do not see the node's processes",
    "Model code that sees the node's processes reads the memory and the environment of other tenants' servers.",
    [
      "K8S-07",
      "DENY-K8S-003",
      "CKV_K8S_17",
      "KSV-0010",
      "CIS K8s-1.12 5.2.3",
      "CIS EKS-1.8 4.2.2",
      "NSA 1.4",
      "KICS 587d5d82",
    ],
  ),
  hostNamespace(
    "K8S_NO_HOST_IPC",
    "hostIPC",
    "Pods do not share the node's memory segments",
    "Servers that exchange tensors through the node's shared memory show them to every other pod that does.",
    [
      "K8S-08",
      "DENY-K8S-003",
      "CKV_K8S_18",
      "KSV-0008",
      "CIS K8s-1.12 5.2.4",
      "CIS EKS-1.8 4.2.3",
      "NSA 1.3",
      "KICS cd290efd",
    ],
    "; mount an emptyDir with medium Memory at /dev/shm instead",
  ),
  podControl({
    id: "K8S_RUN_AS_NON_ROOT",
    severity: "high",
    title: "Every container runs as a user that is not root",
    ...inherited("runAsNonRoot", (path) => `${path} == true`),
    attribute: "securityContext.runAsNonRoot",
    message: "runAsNonRoot is not true",
    rationale:
      "Images of TensorFlow Serving, Triton and vLLM start as root unless they are told not to, and model code that is root in its container is one kernel bug from the node.",
    remediation:
      "Set securityContext.runAsNonRoot: true on the pod, with a runAsUser such as 10001, and false on no container; PrivateInferenceEndpoint does.",
    answers: [
      "K8S-09",
      "DENY-K8S-004",
      "CKV_K8S_23",
      "KSV-0012",
      "KICS cf34805e",
      "CIS K8s-1.12 5.2.7",
      "NSA 1.0",
      "AML.T0105",
    ],
  }),
  podControl({
    id: "K8S_USER_NOT_ROOT",
    severity: "high",
    title: "No user is set to 0",
    require: `!${podContext((path) => `${path} == 0`, "runAsUser")} && variables.containers.all(container, !(has(container.securityContext) && has(container.securityContext.runAsUser) && container.securityContext.runAsUser == 0))`,
    found: `(${podContext((path) => `${path} == 0`, "runAsUser")} ? ["the pod itself"] : []) + variables.containers.filter(container, has(container.securityContext) && has(container.securityContext.runAsUser) && container.securityContext.runAsUser == 0).map(container, ${NAME})`,
    attribute: "securityContext.runAsUser",
    message: "runAsUser is 0",
    rationale: "User 0 is root: what breaks out of the model server is root on the node, beside the weights of all.",
    remediation:
      "Set runAsUser to a number that is not 0: 1000 for images of Triton and KServe, 10001 or more otherwise; PrivateInferenceEndpoint does.",
    answers: ["K8S-10", "DENY-K8S-004", "CKV_K8S_40", "KSV-0105", "KICS 02323c00", "AML.T0105"],
  }),
  podControl({
    id: "K8S_SECCOMP_PROFILE",
    severity: "high",
    title: "Every container has a seccomp profile",
    ...inherited("seccompProfile", (path) => `${path}.type in ["RuntimeDefault", "Localhost"]`),
    attribute: "securityContext.seccompProfile.type",
    message: "The seccomp profile is neither RuntimeDefault nor Localhost",
    rationale:
      "Without a profile model code may make every system call there is, also those that break out of containers; CUDA works with the default profile.",
    remediation:
      "Set securityContext.seccompProfile.type: RuntimeDefault on the pod (the default is Unconfined); PrivateInferenceEndpoint does.",
    answers: [
      "K8S-13",
      "DENY-K8S-004",
      "CKV_K8S_31",
      "KSV-0030",
      "KSV-0104",
      "KICS f377b83e",
      "CIS K8s-1.12 5.6.2",
      "CIS GKE-1.9 4.6.2",
      "NSA 1.10",
      "AML.T0105",
    ],
  }),
  podControl({
    id: "K8S_SYSCTLS_SAFE",
    severity: "high",
    title: "Pods set no unsafe sysctls",
    require: `!has(${POD}.securityContext) || !has(${POD}.securityContext.sysctls) || ${POD}.securityContext.sysctls.all(sysctl, sysctl.name in ${names(SAFE_SYSCTLS)})`,
    found: `${POD}.securityContext.sysctls.filter(sysctl, !(sysctl.name in ${names(SAFE_SYSCTLS)})).map(sysctl, sysctl.name)`,
    attribute: "securityContext.sysctls",
    message: "Sysctls are not on the safe list of Kubernetes",
    rationale: "Other sysctls belong to the whole node, and change it for the models of everybody.",
    remediation: "Remove the sysctls; what the nodes need belongs into their launch template.",
    answers: ["K8S-14", "KSV-0026"],
  }),
  podControl({
    id: "K8S_SERVICE_ACCOUNT_OWN",
    severity: "medium",
    category: "identity",
    title: "Pods have a service account of their own",
    require: `has(${POD}.serviceAccountName) && ${POD}.serviceAccountName != "default" && ${POD}.serviceAccountName != ""`,
    attribute: "serviceAccountName",
    message: "The pod uses the default service account of its namespace",
    rationale: "What one model is allowed to read, every pod with the same service account is allowed to read.",
    remediation:
      'Set serviceAccountName to an account of this model alone; it is "default" by default. PrivateInferenceEndpoint makes one.',
    answers: ["K8S-03", "KICS 591ade62", "CIS K8s-1.12 5.1.5", "CIS EKS-1.8 4.1.5", "AML.M0005"],
  }),
  podControl({
    id: "K8S_NO_API_TOKEN",
    severity: "medium",
    category: "identity",
    title: "Pods get no token of the Kubernetes API",
    require: `has(${POD}.automountServiceAccountToken) && ${POD}.automountServiceAccountToken == false`,
    attribute: "automountServiceAccountToken",
    message: "automountServiceAccountToken is not false",
    rationale:
      "Model code is untrusted code and needs no token of the cluster; identities of the cloud bring their own. Controllers do need one: waive it for them.",
    remediation:
      "Set automountServiceAccountToken: false on the pod; the default is true. PrivateInferenceEndpoint does.",
    answers: [
      "K8S-04",
      "CKV_K8S_38",
      "KSV-0036",
      "KICS a9a13d4f",
      "CIS K8s-1.12 5.1.6",
      "CIS EKS-1.8 4.1.6",
      "NSA 1.11",
    ],
  }),
  {
    ...podControl({
      id: "K8S_TOLERATIONS_NAMED",
      severity: "medium",
      category: "isolation",
      title: "Every toleration names the taint that it tolerates",
      require: `!has(${POD}.tolerations) || ${POD}.tolerations.all(toleration, has(toleration.key) && toleration.key != "")`,
      attribute: "tolerations.key",
      message: "A toleration without a key tolerates every taint",
      rationale:
        "A pod that tolerates every taint lands on GPU nodes and on nodes of other tiers. Agents of every node (DaemonSets) are not judged.",
      remediation:
        "Name the key, such as nvidia.com/gpu with operator Exists and effect NoSchedule; PrivateInferenceEndpoint does for its GPU.",
      answers: ["K8S-41"],
    }),
    when: NOT_ON_EVERY_NODE,
  },
  {
    id: "K8S_NAMESPACE_OWN",
    severity: "low",
    category: "isolation",
    title: "Workloads live in a namespace of their own",
    appliesTo: WORKLOAD_KINDS,
    require: `has(object.metadata.namespace) && object.metadata.namespace != "default" && (!(object.metadata.namespace in ${names(KUBERNETES_NAMESPACES)}) || !(${SERVES}))`,
    attribute: "metadata.namespace",
    message:
      'The workload lives in the namespace "default", in whichever is at hand when it is applied, or serves models from a namespace of Kubernetes itself',
    rationale:
      "Quotas, default-deny policies and Pod Security hang on the namespace of the tenant. A model server in kube-system is past all of them, and beside the controllers of the cluster.",
    remediation: "Set metadata.namespace to the namespace of the tenant; ServingNamespace makes one.",
    answers: [
      "K8S-01",
      "CKV_K8S_21",
      "KSV-0110",
      "KICS 611ab018",
      "KSV-0037",
      "NSA 1.12",
      "CIS K8s-1.12 5.6.4",
      "CIS EKS-1.8 4.5.2",
      "CIS GKE-1.9 4.6.4",
      "AML.M0032",
    ],
  },
];
