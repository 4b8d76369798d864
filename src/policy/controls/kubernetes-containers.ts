import type { Control } from "../control";
import { containerControl, inSecurityContext, names } from "./kubernetes-workloads";

/** Capabilities with which a container takes its node, or its neighbours' traffic. */
export const NODE_CAPABILITIES = [
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "IPC_LOCK",
  "MAC_ADMIN",
  "NET_ADMIN",
  "PERFMON",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
];

const ADDED =
  "(has(container.securityContext) && has(container.securityContext.capabilities) && has(container.securityContext.capabilities.add) ? container.securityContext.capabilities.add : [])";

const MOUNTS = "(has(container.volumeMounts) ? container.volumeMounts : [])";
const VOLUMES = "(has(variables.podSpec.volumes) ? variables.podSpec.volumes : [])";

/** CEL: the amount is there. */
function amount(group: "limits" | "requests", resource: string): string {
  return `(has(container.resources) && has(container.resources.${group}) && "${resource}" in container.resources.${group})`;
}

/** What a container may do, and how much of the node it may take: every container, also init and ephemeral ones. */
export const KUBERNETES_CONTAINERS_CONTROLS: readonly Control[] = [
  containerControl({
    id: "K8S_NO_PRIVILEGE_ESCALATION",
    severity: "high",
    title: "No container can gain privileges",
    holds: inSecurityContext("allowPrivilegeEscalation", "== false"),
    attribute: "securityContext.allowPrivilegeEscalation",
    message: "allowPrivilegeEscalation is not false",
    rationale: "A program with a setuid bit in a server's image makes root of model code that began as nobody.",
    remediation:
      "Set securityContext.allowPrivilegeEscalation: false on each container (there is none for the pod, and the default is true); PrivateInferenceEndpoint does.",
    answers: [
      "K8S-17",
      "DENY-K8S-004",
      "CKV_K8S_20",
      "KSV-0001",
      "KICS c878abb4",
      "KICS 5572cc5e",
      "CIS K8s-1.12 5.2.6",
      "CIS EKS-1.8 4.2.5",
      "NSA 1.7",
      "AML.T0105",
    ],
  }),
  containerControl({
    id: "K8S_NOT_PRIVILEGED",
    severity: "critical",
    title: "No container is privileged",
    holds: `!${inSecurityContext("privileged", "!= false")}`,
    attribute: "securityContext.privileged",
    message: "privileged is true",
    rationale:
      "A privileged container is root on the node, beside every tenant's weights; GPUs come from the device plugin and need none of it. Drivers live in the platform's namespaces, which are not judged.",
    remediation: "Remove securityContext.privileged, or set it to false, its default; ask for nvidia.com/gpu instead.",
    answers: [
      "K8S-18",
      "DENY-GPU-004",
      "CKV_K8S_16",
      "KSV-0017",
      "KICS dd29336b",
      "CIS K8s-1.12 5.2.2",
      "CIS EKS-1.8 4.2.1",
      "NSA 1.2",
      "AML.T0105",
    ],
  }),
  containerControl({
    id: "K8S_CAPABILITIES_DROPPED",
    severity: "high",
    title: "Every container drops all capabilities",
    holds:
      '(has(container.securityContext) && has(container.securityContext.capabilities) && has(container.securityContext.capabilities.drop) && "ALL" in container.securityContext.capabilities.drop)',
    attribute: "securityContext.capabilities.drop",
    message: "capabilities.drop does not hold ALL",
    rationale:
      "TensorFlow Serving, Triton and vLLM need none of the fourteen capabilities that containers have by default.",
    remediation:
      'Set securityContext.capabilities.drop: ["ALL"], in upper case, on each container; PrivateInferenceEndpoint does.',
    answers: [
      "K8S-20",
      "DENY-K8S-004",
      "CKV_K8S_28",
      "CKV_K8S_37",
      "KSV-0003",
      "KSV-0106",
      "KICS e5587d53",
      "KSV-0004",
      "CIS K8s-1.12 5.2.8",
      "CIS K8s-1.12 5.2.9",
    ],
  }),
  containerControl({
    id: "K8S_NO_NODE_CAPABILITIES",
    severity: "critical",
    title: "No container adds a capability over its node",
    holds: `${ADDED}.all(capability, !(capability in ${names(NODE_CAPABILITIES)}))`,
    attribute: "securityContext.capabilities.add",
    message: "A capability is added that is power over the node",
    rationale:
      "With SYS_ADMIN, NET_ADMIN or their like, model code mounts the node's disks, reads other tenants' memory, or listens to their prompts. A mesh whose init container needs NET_ADMIN has a CNI plugin that does not.",
    remediation: "Remove it from securityContext.capabilities.add; RDMA, which wants IPC_LOCK, needs a waiver.",
    answers: ["K8S-21", "DENY-GPU-004", "CKV_K8S_39", "KSV-0005", "KSV-0120", "KICS 3f55386d", "AML.T0105"],
  }),
  containerControl({
    id: "K8S_NO_CAPABILITIES_ADDED",
    severity: "high",
    title: "No container adds a capability but NET_BIND_SERVICE",
    holds: `${ADDED}.all(capability, capability in ${names(["NET_BIND_SERVICE", ...NODE_CAPABILITIES])})`,
    attribute: "securityContext.capabilities.add",
    message: "A capability is added that a server does not need",
    rationale:
      "Each capability is a part of root; a model server needs none, and one that listens on port 80 needs one.",
    remediation: "Remove securityContext.capabilities.add, which is empty by default.",
    answers: ["K8S-21", "CKV_K8S_25", "KSV-0022", "KSV-0119", "KICS fe771ff7"],
  }),
  containerControl({
    id: "K8S_READ_ONLY_ROOT",
    severity: "medium",
    title: "The root filesystem of every container is read-only",
    holds: inSecurityContext("readOnlyRootFilesystem", "== true"),
    attribute: "securityContext.readOnlyRootFilesystem",
    message: "readOnlyRootFilesystem is not true",
    rationale:
      "Code that came with a model cannot replace the server or stay in it. GPU nodes whose runtime writes CDI hooks into the root filesystem need a waiver.",
    remediation:
      "Set securityContext.readOnlyRootFilesystem: true (default false) and mount an emptyDir at /tmp and at the caches; PrivateInferenceEndpoint does.",
    answers: ["K8S-19", "DENY-K8S-005", "CKV_K8S_22", "KSV-0014", "KICS d532566b", "NSA 1.1", "AML.M0011"],
  }),
  containerControl({
    id: "K8S_MEMORY_LIMITED",
    severity: "high",
    category: "resilience",
    title: "Every container has a memory limit",
    holds: amount("limits", "memory"),
    attribute: "resources.limits.memory",
    message: "resources.limits.memory is not set",
    rationale: "One long prompt makes a server without a limit take the node's memory, and its neighbours go with it.",
    remediation:
      "Set resources.limits.memory on each container; there is none by default. PrivateInferenceEndpoint does.",
    answers: ["K8S-25", "DENY-K8S-006", "CKV_K8S_13", "KSV-0018", "KICS 60af03ff", "LLM10", "AML.T0029"],
  }),
  containerControl({
    id: "K8S_RESOURCES_REQUESTED",
    severity: "medium",
    category: "resilience",
    title: "Every container requests CPU and memory",
    // A request that is not set is the limit.
    holds: `(${amount("requests", "cpu")} || ${amount("limits", "cpu")}) && (${amount("requests", "memory")} || ${amount("limits", "memory")})`,
    attribute: "resources.requests",
    message: "resources.requests lacks cpu or memory",
    rationale: "Nodes and quotas count requests: servers without them are packed until none of them answers in time.",
    remediation: "Set resources.requests.cpu and resources.requests.memory; without a limit they default to nothing.",
    answers: ["K8S-24", "DENY-K8S-006", "CKV_K8S_10", "CKV_K8S_12", "KSV-0015", "KSV-0016"],
  }),
  containerControl({
    id: "K8S_EPHEMERAL_STORAGE_LIMITED",
    severity: "medium",
    category: "resilience",
    title: "Containers that write to the node's disk have a limit for it",
    holds: `${amount("limits", "ephemeral-storage")} || !${MOUNTS}.exists(mount, ${VOLUMES}.exists(volume, volume.name == mount.name && has(volume.emptyDir) && !(has(volume.emptyDir.medium) && volume.emptyDir.medium == "Memory")))`,
    attribute: "resources.limits.ephemeral-storage",
    message: "An emptyDir is mounted and resources.limits.ephemeral-storage is not set",
    rationale: "Downloaded weights and caches fill the disk of the node, and the node evicts whichever pod it likes.",
    remediation:
      "Set resources.limits.ephemeral-storage to the sum of the emptyDirs and the logs; PrivateInferenceEndpoint does.",
    answers: ["K8S-25", "DENY-K8S-006"],
  }),
  containerControl({
    id: "K8S_NO_HOST_PORT",
    severity: "critical",
    category: "exposure",
    title: "No container takes a port of its node",
    holds: "(!has(container.ports) || container.ports.all(port, !has(port.hostPort) || port.hostPort == 0))",
    attribute: "ports.hostPort",
    message: "hostPort is set",
    rationale: "The model answers on the node's own address, past the Service, the gateway and its authentication.",
    remediation: "Remove hostPort, which is not set by default, and reach the pod through a ClusterIP Service.",
    answers: ["K8S-36", "DENY-K8S-003", "CKV_K8S_26", "KSV-0024", "CIS K8s-1.12 5.2.12", "AML.M0019"],
  }),
  containerControl({
    id: "K8S_NO_SECRET_IN_ENV",
    severity: "medium",
    category: "secrets",
    title: "Containers take secrets as files, not from the environment",
    holds:
      "((!has(container.env) || container.env.all(variable, !has(variable.valueFrom) || !has(variable.valueFrom.secretKeyRef))) && (!has(container.envFrom) || container.envFrom.all(source, !has(source.secretRef))))",
    attribute: "env.valueFrom.secretKeyRef",
    message: "A Secret is put into the environment",
    rationale:
      "The environment is in crash dumps, in /proc, and in what model code and its libraries report; a token of a model hub leaves with them.",
    remediation:
      "Mount the Secret as a file (volumes.secret or a CSI volume, read-only), and name its path by a variable such as HF_TOKEN_PATH.",
    answers: ["K8S-29", "CKV_K8S_35", "CIS K8s-1.12 5.4.1", "CIS EKS-1.8 4.4.1", "CIS GKE-1.9 4.4.1", "AML.T0055"],
  }),
];
