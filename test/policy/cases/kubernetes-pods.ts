import type { ControlCases } from "../case";
import { deployment, of, pod, podCases, workload } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

export const KUBERNETES_PODS_CASES: readonly ControlCases[] = [
  podCases(
    "K8S_NO_HOST_NETWORK",
    { "hostNetwork is true": (spec) => (spec.hostNetwork = true) },
    { "hostNetwork is false": (spec) => (spec.hostNetwork = false) },
    { "hostNetwork is a variable": (spec) => (spec.hostNetwork = APPLY) },
  ),
  podCases("K8S_NO_HOST_PID", { "hostPID is true": (spec) => (spec.hostPID = true) }),
  podCases("K8S_NO_HOST_IPC", { "hostIPC is true": (spec) => (spec.hostIPC = true) }),
  podCases(
    "K8S_RUN_AS_NON_ROOT",
    {
      "nobody says it": (spec) => delete spec.securityContext,
      "the pod says false": (spec) => (spec.securityContext.runAsNonRoot = false),
      "a container takes it back": (_, server) => (server.securityContext.runAsNonRoot = false),
      "the pod says false and every container true": (spec, server) => {
        spec.securityContext.runAsNonRoot = false;
        server.securityContext.runAsNonRoot = true;
      },
      "an init container has no word from anyone": (spec, server) => {
        delete spec.securityContext.runAsNonRoot;
        server.securityContext.runAsNonRoot = true;
        spec.initContainers = [{ name: "fetch" }];
      },
    },
    {
      "every container says it and the pod is silent": (spec, server) => {
        delete spec.securityContext;
        server.securityContext.runAsNonRoot = true;
      },
    },
    { "a variable decides": (spec) => (spec.securityContext.runAsNonRoot = APPLY) },
  ),
  podCases("K8S_USER_NOT_ROOT", {
    "the pod runs as 0": (spec) => (spec.securityContext.runAsUser = 0),
    "a container runs as 0": (_, server) => (server.securityContext.runAsUser = 0),
  }),
  podCases(
    "K8S_SECCOMP_PROFILE",
    {
      "nobody names one": (spec) => delete spec.securityContext.seccompProfile,
      "a container is unconfined": (_, server) => (server.securityContext.seccompProfile = { type: "Unconfined" }),
      "the pod is unconfined": (spec, server) => {
        spec.securityContext.seccompProfile.type = "Unconfined";
        server.securityContext.seccompProfile = { type: "RuntimeDefault" };
      },
    },
    {
      "each container names its own": (spec, server) => {
        delete spec.securityContext;
        server.securityContext.seccompProfile = { type: "Localhost", localhostProfile: "server.json" };
      },
    },
  ),
  podCases(
    "K8S_SYSCTLS_SAFE",
    { "a sysctl of the node": (spec) => (spec.securityContext.sysctls = [{ name: "kernel.msgmax", value: "1" }]) },
    {
      "a safe sysctl": (spec) => (spec.securityContext.sysctls = [{ name: "net.ipv4.tcp_syncookies", value: "1" }]),
    },
  ),
  {
    ...podCases("K8S_NO_HOST_PATH", {
      "models lie on the node": (spec) => spec.volumes.push({ name: "cache", hostPath: { path: "/mnt/models" } }),
    }),
    holds: {
      "a PersistentVolumeClaim": of(deployment()),
      "the device plugin, in a namespace of the platform": of(
        workload(
          "apps/v1",
          "DaemonSet",
          (spec) => spec.volumes.push({ name: "plugins", hostPath: { path: "/var/lib/kubelet/device-plugins" } }),
          "nvidia-device-plugin",
        ),
        deployment(),
      ),
    },
  },
  podCases("K8S_VOLUME_TYPES", {
    "an inline nfs volume": (spec) =>
      spec.volumes.push({ name: "weights", nfs: { server: "10.0.0.9", path: "/weights" } }),
  }),
  podCases(
    "K8S_SCRATCH_BOUNDED",
    { "an emptyDir without a limit": (spec) => spec.volumes.push({ name: "shm", emptyDir: { medium: "Memory" } }) },
    { "no volumes": (spec) => delete spec.volumes },
  ),
  podCases("K8S_SERVICE_ACCOUNT_OWN", {
    "none is named": (spec) => delete spec.serviceAccountName,
    "the default one is named": (spec) => (spec.serviceAccountName = "default"),
  }),
  podCases("K8S_NO_API_TOKEN", {
    "nothing is said": (spec) => delete spec.automountServiceAccountToken,
    "a token is asked for": (spec) => (spec.automountServiceAccountToken = true),
  }),
  {
    ...podCases("K8S_TOLERATIONS_NAMED", {
      "every taint is tolerated": (spec) => spec.tolerations.push({ operator: "Exists" }),
    }),
    holds: {
      "the taint is named": of(deployment()),
      "an agent of every node": of(
        workload("apps/v1", "DaemonSet", (spec) => spec.tolerations.push({ operator: "Exists" })),
        deployment(),
      ),
    },
  },
  {
    control: "K8S_NAMESPACE_OWN",
    holds: { "a namespace of its own": of(deployment()), "the platform's": of(pod(undefined, "kube-system"), pod()) },
    fails: { "the default one": of(pod(undefined, "default")) },
  },
];
