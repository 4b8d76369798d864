import type { Control } from "../control";
import { containerControl, NOT_ON_EVERY_NODE, names, podControl } from "./kubernetes-workloads";

/** Resources of device plugins, which are also the keys of their nodes' taints. */
const GPU_RESOURCES = "^(nvidia[.]com/|amd[.]com/gpu|gpu[.]intel[.]com/|aws[.]amazon[.]com/neuron)";

/** CEL: a container of the pod asks for a GPU, or for a slice of one. */
export const ASKS_FOR_GPU = `variables.containers.exists(container, has(container.resources) && has(container.resources.limits) && container.resources.limits.exists(resource, resource.matches("${GPU_RESOURCES}")))`;

/** CEL: the pod tolerates the taint of GPU nodes by its name. */
const TOLERATES = `(has(variables.podSpec.tolerations) && variables.podSpec.tolerations.exists(toleration, has(toleration.key) && toleration.key.matches("${GPU_RESOURCES}")))`;

/** CEL: a toleration without a key tolerates that taint too. */
const TOLERATES_ALL =
  '(has(variables.podSpec.tolerations) && variables.podSpec.tolerations.exists(toleration, !has(toleration.key) || toleration.key == ""))';

/** Labels of nodes with GPUs, as clouds and NVIDIA's discovery put them, and as Modelkeep does. */
const GPU_LABELS =
  "^(nvidia[.]com/|cloud[.]google[.]com/gke-accelerator|k8s[.]amazonaws[.]com/accelerator|modelkeep/gpu-model|karpenter[.]k8s[.]aws/instance-gpu-)";

const SELECTS = `(has(variables.podSpec.nodeSelector) && variables.podSpec.nodeSelector.exists(label, label.matches("${GPU_LABELS}")))`;

/** Who may be on GPU nodes, and how they get the GPU: by asking the scheduler, and in no other way. */
export const KUBERNETES_GPU_CONTROLS: readonly Control[] = [
  {
    ...podControl({
      id: "K8S_GPU_NODES_FOR_GPU_PODS",
      severity: "high",
      category: "isolation",
      title: "Pods that go to GPU nodes ask for a GPU",
      require: `!(${TOLERATES} || ${SELECTS}) || ${ASKS_FOR_GPU}`,
      attribute: "containers.resources.limits",
      message: "The pod tolerates or selects GPU nodes and has no limit of a GPU",
      rationale:
        "A pod on a GPU node without a GPU of its own takes the place of a model, or uses the GPUs of others past the scheduler. Agents of every node (DaemonSets) are not judged.",
      remediation:
        "Set resources.limits of nvidia.com/gpu (amd.com/gpu, aws.amazon.com/neuron), or remove the toleration and the node selector.",
      answers: ["DENY-GPU-003", "K8S-25", "K8S-41", "LLM10", "AML.T0029"],
    }),
    when: NOT_ON_EVERY_NODE,
  },
  podControl({
    id: "K8S_GPU_PODS_TOLERATE_TAINT",
    severity: "medium",
    category: "isolation",
    title: "Pods that ask for a GPU tolerate the taint of GPU nodes",
    require: `!${ASKS_FOR_GPU} || ${TOLERATES} || ${TOLERATES_ALL}`,
    attribute: "tolerations",
    message: "The pod asks for a GPU and does not tolerate its taint",
    rationale:
      "A GPU pod that runs without the toleration runs on GPU nodes without the taint, where every other pod may run too. GKE adds the toleration by itself.",
    remediation:
      "Add a toleration of nvidia.com/gpu, operator Exists, effect NoSchedule; PrivateInferenceEndpoint does.",
    answers: ["DENY-GPU-003", "K8S-41", "AML.T0105"],
  }),
  containerControl({
    id: "K8S_GPUS_FROM_SCHEDULER",
    severity: "critical",
    category: "isolation",
    title: "No container takes GPUs past the scheduler",
    holds: `(!has(container.env) || container.env.all(variable, variable.name != "NVIDIA_VISIBLE_DEVICES" || (has(variable.value) && variable.value in ${names(["void", "none"])})))`,
    attribute: "env",
    message: "NVIDIA_VISIBLE_DEVICES is set",
    rationale:
      "The variable gives a container every GPU of the node without asking for one: it reads what other models leave in their memory.",
    remediation: "Remove the variable and set resources.limits of nvidia.com/gpu: the device plugin sets it for you.",
    answers: ["K8S-32", "DENY-GPU-004", "LLM02", "LLM10"],
  }),
];
