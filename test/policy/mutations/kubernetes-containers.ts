import type { Mutation } from "../mutation";
import { brokenPod, strayPod } from "./kubernetes-objects";

export const KUBERNETES_CONTAINERS_MUTATIONS: readonly Mutation[] = [
  brokenPod("K8S_NO_PRIVILEGE_ESCALATION", "nobody refuses it, and the provider's default is true", (_, server) => {
    delete server.security_context.allow_privilege_escalation;
  }),
  brokenPod("K8S_NOT_PRIVILEGED", "the server is privileged, to see the GPU", (_, server) => {
    server.security_context.privileged = true;
  }),
  brokenPod("K8S_CAPABILITIES_DROPPED", "the init container keeps its capabilities", (pod) => {
    delete pod.init_container[0].security_context.capabilities;
  }),
  brokenPod("K8S_NO_NODE_CAPABILITIES", "the server may lock memory, as guides of RDMA say", (_, server) => {
    server.security_context.capabilities.add = ["IPC_LOCK"];
  }),
  brokenPod("K8S_NO_CAPABILITIES_ADDED", "the server may craft packets", (_, server) => {
    server.security_context.capabilities.add = ["NET_RAW"];
  }),
  brokenPod("K8S_READ_ONLY_ROOT", "the server's root filesystem is writable", (_, server) => {
    server.security_context.read_only_root_filesystem = false;
  }),
  // These two in a namespace that the estate does not declare, for a declared one would want a quota and a limit range.
  strayPod("K8S_MEMORY_LIMITED", "a server has no memory limit", "elsewhere", (_, server) => {
    delete server.resources.limits.memory;
  }),
  strayPod(
    "K8S_RESOURCES_REQUESTED",
    "a server requests no CPU, neither by itself nor by a limit",
    "elsewhere",
    (_, server) => {
      delete server.resources.requests.cpu;
      delete server.resources.limits.cpu;
    },
  ),
  brokenPod("K8S_EPHEMERAL_STORAGE_LIMITED", "the server may fill the node's disk", (_, server) => {
    delete server.resources.limits["ephemeral-storage"];
  }),
  brokenPod("K8S_NO_HOST_PORT", "the server takes a port of the node", (_, server) => {
    server.port[0].host_port = 8501;
  }),
  brokenPod("K8S_MODEL_SERVER_PROBES", "the server has no startup probe", (_, server) => {
    delete server.startup_probe;
  }),
  brokenPod("K8S_MODELS_READ_ONLY", "the server may write to its models", (_, server) => {
    server.volume_mount[0].read_only = false;
  }),
  brokenPod("K8S_NO_REMOTE_CODE", "the server trusts the model's repository", (_, server) => {
    server.args.push("--trust-remote-code");
  }),
  brokenPod("K8S_NO_DEVELOPER_MODE", "the server runs in developer mode", (_, server) => {
    server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: "1" }];
  }),
  brokenPod("K8S_MODEL_LOADING_CLOSED", "callers may load models", (_, server) => {
    server.args.push("--model-control-mode=explicit");
  }),
  brokenPod("K8S_HUB_OFFLINE", "the server is vLLM, and may ask the hub", (_, server) => {
    server.image = server.image.replace("tensorflow-serving", "vllm-openai");
  }),
  brokenPod("K8S_NO_SECRET_IN_ENV", "the server takes a token from its environment", (_, server) => {
    server.env = [{ name: "HF_TOKEN", value_from: { secret_key_ref: { name: "hub", key: "token" } } }];
  }),
  brokenPod("K8S_MEDIA_DOMAINS_NAMED", "the server is vLLM with a model for images, and asks any host", (_, server) => {
    server.image = server.image.replace("tensorflow-serving", "vllm-openai");
    server.env = [{ name: "HF_HUB_OFFLINE", value: "1" }];
    server.args = ["--model=/models/llava-1.5-7b"];
  }),
];
