import type { Control } from "../control";
import { containerControl, names, SERVER_IMAGES, WORDS } from "./kubernetes-workloads";

/** CEL: the container runs an image of a model server. */
export const IS_SERVER = `(has(container.image) && container.image.lowerAscii().matches("${SERVER_IMAGES}"))`;
const ENV = "(has(container.env) ? container.env : [])";
const MOUNTS = "(has(container.volumeMounts) ? container.volumeMounts : [])";

/** Where servers read models from by the conventions of their projects. */
const MODEL_FOLDER = '"^(/models|/mnt/models|/model-repository|/model_repository|/model|/weights)(/.*)?$"';

const IS_VLLM = '(has(container.image) && container.image.lowerAscii().matches("vllm"))';

/** Arguments that only models for images, video or sound take, and names of such models. */
const MULTIMODAL =
  '"--(limit[-_]mm|mm[-_]processor|media[-_]io)|([-_/]vl([-_]|$)|[0-9]vl([-_]|$)|llava|pixtral|internvl|molmo|[-_]vision|[-_]omni)"';

/** Environment variables that are set, to something or from somewhere else, other than to the values. */
function isSet(name: string, except: readonly string[]): string {
  return `${ENV}.exists(variable, variable.name == "${name}" && !(has(variable.value) && variable.value.lowerAscii() in ${names(except)}))`;
}

/** What model servers load, from where, and who may make them load something else. */
export const KUBERNETES_MODEL_SERVERS_CONTROLS: readonly Control[] = [
  containerControl({
    id: "K8S_MODEL_SERVER_PROBES",
    severity: "medium",
    category: "resilience",
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
    category: "supply-chain",
    title: "Servers do not run code from model repositories",
    holds: `!${WORDS}.exists(word, word.matches("--trust[-_]remote[-_]code") && !word.matches("--trust[-_]remote[-_]code[= ]+[\\"']?([Ff]alse|0)")) && !${isSet("TRUST_REMOTE_CODE", ["false", "0", ""])} && !${isSet("HF_TRUST_REMOTE_CODE", ["false", "0", ""])}`,
    attribute: "args",
    message: "Code of the model's repository is trusted",
    rationale:
      "Whoever can push to the model's repository runs code beside the weights, with the identity of the server.",
    remediation:
      "Remove --trust-remote-code, which is off by default; use architectures that the server itself knows, and weights as safetensors.",
    answers: ["K8S-33", "DENY-K8S-010", "AML.M0011", "LLM03"],
  }),
  containerControl({
    id: "K8S_NO_DEVELOPER_MODE",
    severity: "high",
    category: "exposure",
    title: "No vLLM server runs in developer mode",
    holds: `!${isSet("VLLM_SERVER_DEV_MODE", ["0", "false", ""])}`,
    attribute: "env",
    message: "VLLM_SERVER_DEV_MODE is set",
    rationale: "Developer mode serves /collective_rpc and its like, with which any caller runs methods of the server.",
    remediation: "Remove the variable; developer mode is off by default.",
    answers: ["K8S-31", "DENY-K8S-010", "AML.M0019"],
  }),
  containerControl({
    id: "K8S_MODEL_LOADING_CLOSED",
    severity: "high",
    category: "exposure",
    title: "Callers of Triton cannot load models",
    holds: `!(${WORDS}.exists(word, word.matches("--model-control-mode[= ]+[\\"']?(explicit|poll)")) || (${WORDS}.exists(word, word == "--model-control-mode") && ${WORDS}.exists(word, word in ["explicit", "poll"]))) || ${WORDS}.exists(word, word.matches("--(http-restricted-api|grpc-restricted-protocol)"))`,
    attribute: "args",
    message: "--model-control-mode lets models be loaded and replaced while the server runs",
    rationale: "The API that loads a model runs the code of that model: open to callers, it is a remote shell.",
    remediation:
      "Set --model-control-mode=none, the default, or restrict the API with --http-restricted-api=model-repository:... and --grpc-restricted-protocol=model-repository:....",
    answers: ["K8S-34", "DENY-K8S-010", "AML.M0019"],
  }),
  containerControl({
    id: "K8S_MEDIA_DOMAINS_NAMED",
    severity: "high",
    category: "network",
    title: "Servers of multimodal models fetch media from named domains alone",
    holds: `!(${IS_VLLM} && ${WORDS}.exists(word, word.lowerAscii().matches(${MULTIMODAL}))) || ${WORDS}.exists(word, word.matches("--allowed[-_]media[-_]domains"))`,
    attribute: "args",
    message: "vLLM fetches images and videos from any address that a caller names",
    rationale:
      "A prompt with the address of an image makes the server ask for it: callers reach the metadata of the machine and every service of the cluster that the server reaches.",
    remediation:
      "Set --allowed-media-domains to the hosts of your own media, and VLLM_MEDIA_URL_ALLOW_REDIRECTS to 0; by default every host is asked.",
    answers: ["K8S-33", "DENY-K8S-010", "AML.M0019"],
  }),
  containerControl({
    id: "K8S_HUB_OFFLINE",
    severity: "medium",
    category: "supply-chain",
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
