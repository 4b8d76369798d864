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
    ...podCases("K8S_NOT_PRIVILEGED", {
      "a container is privileged": (_, server) => (server.securityContext.privileged = true),
    }),
    holds: {
      "privileged is not said": of(deployment()),
      "it is false": of(deployment((_, server) => (server.securityContext.privileged = false))),
      "a driver of the platform": of(
        workload("apps/v1", "DaemonSet", (_, server) => (server.securityContext.privileged = true), "gpu-operator"),
        deployment(),
      ),
    },
  },
  podCases("K8S_CAPABILITIES_DROPPED", {
    "nothing is dropped": (_, server) => delete server.securityContext.capabilities,
    "one is dropped": (_, server) => (server.securityContext.capabilities.drop = ["NET_RAW"]),
    "all in lower case": (_, server) => (server.securityContext.capabilities.drop = ["all"]),
  }),
  podCases(
    "K8S_NO_NODE_CAPABILITIES",
    {
      SYS_ADMIN: (_, server) => (server.securityContext.capabilities.add = ["SYS_ADMIN"]),
      "IPC_LOCK, for RDMA": (_, server) => (server.securityContext.capabilities.add = ["IPC_LOCK"]),
    },
    { NET_BIND_SERVICE: (_, server) => (server.securityContext.capabilities.add = ["NET_BIND_SERVICE"]) },
  ),
  podCases(
    "K8S_NO_CAPABILITIES_ADDED",
    { NET_RAW: (_, server) => (server.securityContext.capabilities.add = ["NET_RAW"]) },
    { NET_BIND_SERVICE: (_, server) => (server.securityContext.capabilities.add = ["NET_BIND_SERVICE"]) },
  ),
  podCases("K8S_READ_ONLY_ROOT", {
    "nothing is said": (_, server) => delete server.securityContext.readOnlyRootFilesystem,
    "it is writable": (_, server) => (server.securityContext.readOnlyRootFilesystem = false),
  }),
  podCases("K8S_MEMORY_LIMITED", {
    "no resources": (_, server) => delete server.resources,
    "a limit of CPU alone": (_, server) => (server.resources.limits = { cpu: "4" }),
    "a sidecar without one": (spec) => spec.containers.push({ name: "proxy" }),
  }),
  podCases(
    "K8S_RESOURCES_REQUESTED",
    {
      "no resources": (_, server) => delete server.resources,
      "no CPU": (_, server) => (server.resources = { limits: { memory: "8Gi" } }),
    },
    { "limits alone, which are requests too": (_, server) => delete server.resources.requests },
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
  ),
  podCases("K8S_NO_HOST_PORT", {
    "a port of the node": (_, server) => (server.ports[0].hostPort = 8501),
  }),
  podCases(
    "K8S_MODEL_SERVER_PROBES",
    { "no startup probe": (_, server) => delete server.startupProbe },
    {
      "a batch job from the same image": (_, server) => {
        delete server.startupProbe;
        delete server.ports;
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
  ),
  podCases(
    "K8S_NO_DEVELOPER_MODE",
    {
      "it is 1": (_, server) => (server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: "1" }]),
      "it comes from a ConfigMap": (_, server) =>
        (server.env = [{ name: "VLLM_SERVER_DEV_MODE", valueFrom: { configMapKeyRef: { name: "vllm", key: "dev" } } }]),
    },
    { "it is 0": (_, server) => (server.env = [{ name: "VLLM_SERVER_DEV_MODE", value: "0" }]) },
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
  ),
];
