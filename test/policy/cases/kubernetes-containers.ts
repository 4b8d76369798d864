import type { ControlCases } from "../case";
import { DIGEST, deployment, type Loose, of, podCases, workload } from "./kubernetes-objects";

const VLLM = `registry.example/vllm-openai@${DIGEST}`;
const APPLY = "$" + "{var.unknown}";

export const KUBERNETES_CONTAINERS_CASES: readonly ControlCases[] = [
  podCases(
    "K8S_NO_PRIVILEGE_ESCALATION",
    {
      "nothing is said": (_, server) => delete server.securityContext.allowPrivilegeEscalation,
      "it is allowed": (_, server) => (server.securityContext.allowPrivilegeEscalation = true),
      "there is no security context": (_, server) => delete server.securityContext,
      "an init container may": (spec) => (spec.initContainers = [{ name: "fetch" }]),
    },
    {},
    { "a variable decides": (_, server) => (server.securityContext.allowPrivilegeEscalation = APPLY) },
  ),
  {
    ...podCases(
      "K8S_NOT_PRIVILEGED",
      {
        "a container is privileged": (_, server) => (server.securityContext.privileged = true),
      },
      {},
      { "a variable decides": (_, server) => (server.securityContext.privileged = APPLY) },
    ),
    holds: {
      "privileged is not said": of(deployment()),
      "it is false": of(deployment((_, server) => (server.securityContext.privileged = false))),
      "a driver of the platform": of(
        workload("apps/v1", "DaemonSet", (_, server) => (server.securityContext.privileged = true), "gpu-operator"),
        deployment(),
      ),
    },
  },
  podCases(
    "K8S_CAPABILITIES_DROPPED",
    {
      "nothing is dropped": (_, server) => delete server.securityContext.capabilities,
      "one is dropped": (_, server) => (server.securityContext.capabilities.drop = ["NET_RAW"]),
      "all in lower case": (_, server) => (server.securityContext.capabilities.drop = ["all"]),
    },
    {},
    { "the list is a variable": (_, server) => (server.securityContext.capabilities.drop = APPLY) },
  ),
  podCases(
    "K8S_NO_NODE_CAPABILITIES",
    {
      SYS_ADMIN: (_, server) => (server.securityContext.capabilities.add = ["SYS_ADMIN"]),
      "IPC_LOCK, for RDMA": (_, server) => (server.securityContext.capabilities.add = ["IPC_LOCK"]),
    },
    { NET_BIND_SERVICE: (_, server) => (server.securityContext.capabilities.add = ["NET_BIND_SERVICE"]) },
    { "the list is a variable": (_, server) => (server.securityContext.capabilities.add = APPLY) },
  ),
  podCases(
    "K8S_NO_CAPABILITIES_ADDED",
    { NET_RAW: (_, server) => (server.securityContext.capabilities.add = ["NET_RAW"]) },
    { NET_BIND_SERVICE: (_, server) => (server.securityContext.capabilities.add = ["NET_BIND_SERVICE"]) },
    { "a capability is a variable": (_, server) => (server.securityContext.capabilities.add = [APPLY]) },
  ),
  podCases(
    "K8S_READ_ONLY_ROOT",
    {
      "nothing is said": (_, server) => delete server.securityContext.readOnlyRootFilesystem,
      "it is writable": (_, server) => (server.securityContext.readOnlyRootFilesystem = false),
    },
    {},
    { "a variable decides": (_, server) => (server.securityContext.readOnlyRootFilesystem = APPLY) },
  ),
  podCases(
    "K8S_MEMORY_LIMITED",
    {
      "no resources": (_, server) => delete server.resources,
      "a limit of CPU alone": (_, server) => (server.resources.limits = { cpu: "4" }),
      "a sidecar without one": (spec) => spec.containers.push({ name: "proxy" }),
    },
    {},
    { "the limits are a variable": (_, server) => (server.resources.limits = APPLY) },
  ),
  podCases(
    "K8S_RESOURCES_REQUESTED",
    {
      "no resources": (_, server) => delete server.resources,
      "no CPU": (_, server) => (server.resources = { limits: { memory: "8Gi" } }),
    },
    { "limits alone, which are requests too": (_, server) => delete server.resources.requests },
    { "the resources are a variable": (_, server) => (server.resources = APPLY) },
  ),
  podCases(
    "K8S_EPHEMERAL_STORAGE_LIMITED",
    { "an emptyDir is mounted": (_, server) => delete server.resources.limits["ephemeral-storage"] },
    {
      "the emptyDir is memory": (spec, server) => {
        delete server.resources.limits["ephemeral-storage"];
        spec.volumes[1].emptyDir.medium = "Memory";
      },
    },
    { "the limits are a variable": (_, server) => (server.resources.limits = APPLY) },
  ),
  podCases(
    "K8S_NO_HOST_PORT",
    {
      "a port of the node": (_, server) => (server.ports[0].hostPort = 8501),
    },
    {},
    { "the port is a variable": (_, server) => (server.ports[0].hostPort = APPLY) },
  ),
  podCases(
    "K8S_MODEL_SERVER_PROBES",
    { "no startup probe": (_, server) => delete server.startupProbe },
    {
      "a batch job from the same image": (_, server) => {
        delete server.startupProbe;
        delete server.ports;
      },
    },
    {
      "the image is a variable": (_, server) => {
        server.image = APPLY;
        delete server.startupProbe;
      },
    },
  ),
  podCases(
    "K8S_MODELS_READ_ONLY",
    { "the models are writable": (_, server) => delete server.volumeMounts[0].readOnly },
    {
      "an init container that fetches them": (spec) =>
        (spec.initContainers = [
          {
            name: "fetch",
            image: "registry.example/aws-cli",
            volumeMounts: [{ name: "models", mountPath: "/models" }],
          },
        ]),
    },
    { "a variable decides": (_, server) => (server.volumeMounts[0].readOnly = APPLY) },
  ),
  podCases(
    "K8S_NO_REMOTE_CODE",
    {
      "the flag": (_, server) => (server.args = ["--model=/models/phi", "--trust-remote-code"]),
      "the flag with underscores, and a value": (_, server) => (server.args = ["--trust_remote_code=true"]),
      "in a script of a shell": (_, server) =>
        (server.command = ["sh", "-c", "vllm serve /models/phi --trust-remote-code --port 8000"]),
      "by the environment": (_, server) => (server.env = [{ name: "TRUST_REMOTE_CODE", value: "true" }]),
    },
    { "the flag is false": (_, server) => (server.args = ["--trust_remote_code=False"]) },
    { "an argument is a variable": (_, server) => (server.args = [APPLY]) },
  ),
  podCases(
    "K8S_NO_DEVELOPER_MODE",
    {
      "it is 1": (_, server) => (server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: "1" }]),
      "it comes from a ConfigMap": (_, server) =>
        (server.env = [{ name: "VLLM_SERVER_DEV_MODE", valueFrom: { configMapKeyRef: { name: "vllm", key: "dev" } } }]),
    },
    { "it is 0": (_, server) => (server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: "0" }]) },
    { "the value is a variable": (_, server) => (server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: APPLY }]) },
  ),
  podCases(
    "K8S_MODEL_LOADING_CLOSED",
    {
      explicit: (_, server) => (server.args = ["tritonserver", "--model-control-mode=explicit"]),
      "poll, as a word of its own": (_, server) => (server.args = ["--model-control-mode", "poll"]),
    },
    {
      none: (_, server) => (server.args = ["--model-control-mode=none"]),
      "explicit, and restricted": (_, server) =>
        (server.args = [
          "--model-control-mode=explicit",
          "--http-restricted-api=model-repository:admin-key=from-a-file",
          "--grpc-restricted-protocol=model-repository:admin-key=from-a-file",
        ]),
    },
    { "the arguments are a variable": (_, server) => (server.args = APPLY) },
  ),
  podCases(
    "K8S_HUB_OFFLINE",
    { "vLLM with mounted models": (_, server) => (server.image = VLLM) },
    {
      "it is offline": (_, server: Loose) => {
        server.image = VLLM;
        server.env = [{ name: "HF_HUB_OFFLINE", value: "1" }];
      },
    },
    {
      "the value is a variable": (_, server) => {
        server.image = VLLM;
        server.env = [{ name: "HF_HUB_OFFLINE", value: APPLY }];
      },
    },
  ),
  podCases(
    "K8S_NO_SECRET_IN_ENV",
    {
      "a variable from a Secret": (_, server) =>
        (server.env = [{ name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hub", key: "token" } } }]),
      "a whole Secret": (_, server) => (server.envFrom = [{ secretRef: { name: "hub" } }]),
      "in an init container, the second of its variables": (spec) =>
        (spec.initContainers = [
          {
            name: "fetch",
            env: [
              { name: "REGION", value: "eu-west-1" },
              { name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hub", key: "token" } } },
            ],
          },
        ]),
    },
    {
      "a ConfigMap, and a Secret as a file": (spec, server) => {
        server.envFrom = [{ configMapRef: { name: "settings" } }];
        server.env = [{ name: "HF_TOKEN_PATH", value: "/var/run/secrets/hub/token" }];
        spec.volumes.push({ name: "hub", secret: { secretName: "hub" } });
      },
    },
    { "the environment is a variable": (_, server) => (server.env = APPLY) },
  ),
  podCases(
    "K8S_MEDIA_DOMAINS_NAMED",
    {
      "a model for images, by its name": (_, server) => {
        server.image = VLLM;
        server.args = ["--model=/models/Qwen2.5-VL-7B-Instruct"];
      },
      "a model for images, by an argument": (_, server) => {
        server.image = VLLM;
        server.args = ["--model=/models/own", "--limit-mm-per-prompt.image=2"];
      },
    },
    {
      "a model for text": (_, server) => {
        server.image = VLLM;
        server.args = ["--model=/models/phi"];
      },
      "the domains are named": (_, server) => {
        server.image = VLLM;
        server.args = ["--model=/models/llava-1.5-7b", "--allowed-media-domains", "media.models.example"];
      },
    },
    {
      "the model is a variable": (_, server) => {
        server.image = VLLM;
        server.args = [APPLY];
      },
    },
  ),
];
