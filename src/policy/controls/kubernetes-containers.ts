import type { Control } from "../control";
import { containerControl, inSecurityContext, names, SERVER_IMAGES, WORDS } from "./kubernetes-workloads";

/** Capabilities with which a container takes its node, or its neighbours' traffic. */
const NODE_CAPABILITIES = [
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

const IS_SERVER = `(has(container.image) && container.image.lowerAscii().matches("${SERVER_IMAGES}"))`;
const ENV = "(has(container.env) ? container.env : [])";
const MOUNTS = "(has(container.volumeMounts) ? container.volumeMounts : [])";
const VOLUMES = "(has(variables.podSpec.volumes) ? variables.podSpec.volumes : [])";

/** Where servers read models from by the conventions of their projects. */
const MODEL_FOLDER = '"^(/models|/mnt/models|/model-repository|/model_repository|/model|/weights)(/.*)?$"';

/** Environment variables that are set, to something or from somewhere else, other than to the values. */
function isSet(name: string, except: readonly string[]): string {
  return `${ENV}.exists(variable, variable.name == "${name}" && !(has(variable.value) && variable.value.lowerAscii() in ${names(except)}))`;
}

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
    answers: ["K8S-17", "DENY-K8S-004", "CKV_K8S_20", "KSV-0001", "KICS c878abb4", "KICS 5572cc5e"],
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
    answers: ["K8S-18", "DENY-GPU-004", "CKV_K8S_16", "KSV-0017", "KICS dd29336b"],
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
    answers: ["K8S-20", "DENY-K8S-004", "CKV_K8S_28", "CKV_K8S_37", "KSV-0003", "KSV-0106", "KICS e5587d53"],
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
    answers: ["K8S-21", "DENY-GPU-004", "CKV_K8S_39", "KSV-0005", "KSV-0120", "KICS 3f55386d"],
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
    answers: ["K8S-19", "DENY-K8S-005", "CKV_K8S_22", "KSV-0014", "KICS d532566b"],
  }),
  containerControl({
    id: "K8S_MEMORY_LIMITED",
    severity: "high",
    title: "Every container has a memory limit",
    holds: amount("limits", "memory"),
    attribute: "resources.limits.memory",
    message: "resources.limits.memory is not set",
    rationale: "One long prompt makes a server without a limit take the node's memory, and its neighbours go with it.",
    remediation:
      "Set resources.limits.memory on each container; there is none by default. PrivateInferenceEndpoint does.",
    answers: ["K8S-25", "DENY-K8S-006", "CKV_K8S_13", "KSV-0018", "LLM10"],
  }),
  containerControl({
    id: "K8S_RESOURCES_REQUESTED",
    severity: "medium",
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
    title: "No container takes a port of its node",
    holds: "(!has(container.ports) || container.ports.all(port, !has(port.hostPort) || port.hostPort == 0))",
    attribute: "ports.hostPort",
    message: "hostPort is set",
    rationale: "The model answers on the node's own address, past the Service, the gateway and its authentication.",
    remediation: "Remove hostPort, which is not set by default, and reach the pod through a ClusterIP Service.",
    answers: ["K8S-36", "DENY-K8S-003", "CKV_K8S_26", "KSV-0024"],
  }),
  containerControl({
    id: "K8S_MODEL_SERVER_PROBES",
    severity: "medium",
    title: "Model servers have startup, liveness and readiness probes",
    // Init and ephemeral containers that run from a server's image have none to have: those with ports are servers.
    holds: `!(${IS_SERVER} && has(container.ports)) || (has(container.startupProbe) && has(container.livenessProbe) && has(container.readinessProbe))`,
    attribute: "startupProbe",
    message: "A model server lacks one of its three probes",
    rationale:
      "Without a startup probe the liveness probe kills servers that still load their weights; without a readiness probe traffic comes before they are loaded.",
    remediation:
      "Set startupProbe, livenessProbe and readinessProbe, the first with a failureThreshold that covers loading the model; PrivateInferenceEndpoint does.",
    answers: ["K8S-26", "K8S-27", "K8S-28", "CKV_K8S_8", "CKV_K8S_9", "KICS ade74944", "KICS a659f3b5"],
  }),
  containerControl({
    id: "K8S_MODELS_READ_ONLY",
    severity: "medium",
    title: "Model servers mount models read-only",
    holds: `!${IS_SERVER} || ${MOUNTS}.all(mount, !mount.mountPath.matches(${MODEL_FOLDER}) || (has(mount.readOnly) && mount.readOnly == true))`,
    attribute: "volumeMounts.readOnly",
    message: "The models are mounted writable into the server",
    rationale:
      "A server that is broken into can poison the weights that it serves, and those that others read after it.",
    remediation:
      "Set readOnly: true on the mount of the models (default false), and fetch them in an init container; PrivateInferenceEndpoint does.",
    answers: ["K8S-37", "AML.M0005"],
  }),
  containerControl({
    id: "K8S_NO_REMOTE_CODE",
    severity: "high",
    title: "Servers do not run code from model repositories",
    holds: `!${WORDS}.exists(word, word.matches("--trust[-_]remote[-_]code") && !word.matches("--trust[-_]remote[-_]code[= ]+[\\"']?([Ff]alse|0)")) && !${isSet("TRUST_REMOTE_CODE", ["false", "0", ""])} && !${isSet("HF_TRUST_REMOTE_CODE", ["false", "0", ""])}`,
    attribute: "args",
    message: "Code of the model's repository is trusted",
    rationale:
      "Whoever can push to the model's repository runs code beside the weights, with the identity of the server.",
    remediation:
      "Remove --trust-remote-code, which is off by default; use architectures that the server itself knows, and weights as safetensors.",
    answers: ["K8S-33", "DENY-K8S-010", "AML.M0011"],
  }),
  containerControl({
    id: "K8S_NO_DEVELOPER_MODE",
    severity: "high",
    title: "No vLLM server runs in developer mode",
    holds: `!${isSet("VLLM_SERVER_DEV_MODE", ["0", "false", ""])}`,
    attribute: "env",
    message: "VLLM_SERVER_DEV_MODE is set",
    rationale: "Developer mode serves /collective_rpc and its like, with which any caller runs methods of the server.",
    remediation: "Remove the variable; developer mode is off by default.",
    answers: ["K8S-31", "DENY-K8S-010"],
  }),
  containerControl({
    id: "K8S_MODEL_LOADING_CLOSED",
    severity: "high",
    title: "Callers of Triton cannot load models",
    holds: `!(${WORDS}.exists(word, word.matches("--model-control-mode[= ]+[\\"']?(explicit|poll)")) || (${WORDS}.exists(word, word == "--model-control-mode") && ${WORDS}.exists(word, word in ["explicit", "poll"]))) || ${WORDS}.exists(word, word.matches("--(http-restricted-api|grpc-restricted-protocol)"))`,
    attribute: "args",
    message: "--model-control-mode lets models be loaded and replaced while the server runs",
    rationale: "The API that loads a model runs the code of that model: open to callers, it is a remote shell.",
    remediation:
      "Set --model-control-mode=none, the default, or restrict the API with --http-restricted-api=model-repository:... and --grpc-restricted-protocol=model-repository:....",
    answers: ["K8S-34", "DENY-K8S-010"],
  }),
  containerControl({
    id: "K8S_HUB_OFFLINE",
    severity: "medium",
    title: "Servers with mounted models do not ask a hub for them",
    holds: offline(),
    attribute: "env",
    message: "HF_HUB_OFFLINE is not 1 although the models are mounted",
    rationale:
      "A wrong path makes the server download weights by that name, which nobody has vetted, at its next start.",
    remediation: 'Set the environment variable HF_HUB_OFFLINE to "1"; the default is to download.',
    answers: ["K8S-30", "DENY-K8S-010", "AML.M0011", "LLM03"],
  }),
];

/** CEL: servers that download by themselves, and have their models mounted, are told not to. */
function offline(): string {
  const downloads =
    '(has(container.image) && container.image.lowerAscii().matches("vllm|text-generation-inference|sglang|lmdeploy|huggingfaceserver"))';
  const mounted = `${MOUNTS}.exists(mount, mount.mountPath.matches(${MODEL_FOLDER}))`;
  const told = `${ENV}.exists(variable, variable.name in ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"] && has(variable.value) && variable.value.lowerAscii() in ["1", "true", "yes", "on"])`;
  return `!${downloads} || !${mounted} || ${told}`;
}
