import type { ControlCases } from "../case";
import { DIGEST, deployment, inTerraform, type Loose, of, pod, podCases, workload } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

/** The image says nothing of a model server. */
function runsNoServer(_: Loose, server: Loose): void {
  server.image = `registry.example/tool@${DIGEST}`;
}

/** Neither a model server nor anything with a GPU. */
function runsNoModel(spec: Loose, server: Loose): void {
  runsNoServer(spec, server);
  delete server.resources.limits["nvidia.com/gpu"];
}

/** What runs on every node, as CNI and CSI drivers and device plugins do. */
function agent(namespace: string, limits: Loose = {}): Loose {
  return workload(
    "apps/v1",
    "DaemonSet",
    (spec, server) => {
      runsNoModel(spec, server);
      Object.assign(server.resources.limits, limits);
    },
    namespace,
  );
}

export const KUBERNETES_PODS_CASES: readonly ControlCases[] = [
  podCases(
    "K8S_NO_HOST_NETWORK",
    { "hostNetwork is true": (spec) => (spec.hostNetwork = true) },
    { "hostNetwork is false": (spec) => (spec.hostNetwork = false) },
    { "hostNetwork is a variable": (spec) => (spec.hostNetwork = APPLY) },
  ),
  podCases(
    "K8S_NO_HOST_PID",
    { "hostPID is true": (spec) => (spec.hostPID = true) },
    {},
    { "hostPID is a variable": (spec) => (spec.hostPID = APPLY) },
  ),
  podCases(
    "K8S_NO_HOST_IPC",
    { "hostIPC is true": (spec) => (spec.hostIPC = true) },
    {},
    { "hostIPC is a variable": (spec) => (spec.hostIPC = APPLY) },
  ),
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
  podCases(
    "K8S_USER_NOT_ROOT",
    {
      "the pod runs as 0": (spec) => (spec.securityContext.runAsUser = 0),
      "a container runs as 0": (_, server) => (server.securityContext.runAsUser = 0),
    },
    {},
    { "the user is a variable": (spec) => (spec.securityContext.runAsUser = APPLY) },
  ),
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
    { "the profile is a variable": (spec) => (spec.securityContext.seccompProfile = APPLY) },
  ),
  podCases(
    "K8S_SYSCTLS_SAFE",
    { "a sysctl of the node": (spec) => (spec.securityContext.sysctls = [{ name: "kernel.msgmax", value: "1" }]) },
    {
      "a safe sysctl": (spec) => (spec.securityContext.sysctls = [{ name: "net.ipv4.tcp_syncookies", value: "1" }]),
    },
    { "the name is a variable": (spec) => (spec.securityContext.sysctls = [{ name: APPLY, value: "1" }]) },
  ),
  {
    ...podCases(
      "K8S_NO_HOST_PATH",
      {
        "models lie on the node": (spec) => spec.volumes.push({ name: "cache", hostPath: { path: "/mnt/models" } }),
      },
      {},
      { "the volumes are a variable": (spec) => (spec.volumes = APPLY) },
    ),
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
  podCases(
    "K8S_VOLUME_TYPES",
    {
      "an inline nfs volume": (spec) =>
        spec.volumes.push({ name: "weights", nfs: { server: "10.0.0.9", path: "/weights" } }),
    },
    {},
    { "the volumes are a variable": (spec) => (spec.volumes = APPLY) },
  ),
  podCases(
    "K8S_SCRATCH_BOUNDED",
    { "an emptyDir without a limit": (spec) => spec.volumes.push({ name: "shm", emptyDir: { medium: "Memory" } }) },
    { "no volumes": (spec) => delete spec.volumes },
    { "the volumes are a variable": (spec) => (spec.volumes = APPLY) },
  ),
  podCases(
    "K8S_SERVICE_ACCOUNT_OWN",
    {
      "none is named": (spec) => delete spec.serviceAccountName,
      "the default one is named": (spec) => (spec.serviceAccountName = "default"),
    },
    {},
    { "the account is a variable": (spec) => (spec.serviceAccountName = APPLY) },
  ),
  podCases(
    "K8S_NO_API_TOKEN",
    {
      "nothing is said": (spec) => delete spec.automountServiceAccountToken,
      "a token is asked for": (spec) => (spec.automountServiceAccountToken = true),
    },
    {},
    { "a variable decides": (spec) => (spec.automountServiceAccountToken = APPLY) },
  ),
  {
    ...podCases(
      "K8S_TOLERATIONS_NAMED",
      {
        "every taint is tolerated": (spec) => spec.tolerations.push({ operator: "Exists" }),
      },
      {},
      { "the key is a variable": (spec) => (spec.tolerations = [{ key: APPLY, operator: "Exists" }]) },
    ),
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
    holds: {
      "a namespace of its own": of(deployment()),
      "an agent of every node, in kube-system": of(agent("kube-system")),
      "one that asks for a GPU to look after it": of(agent("kube-system", { "nvidia.com/gpu": "1" })),
      "the validator of drivers, in the operator's namespace": of(pod(runsNoServer, "gpu-operator")),
      "a controller of the cluster": of(deployment(runsNoModel, "kube-system")),
    },
    fails: {
      "the default one": of(pod(undefined, "default")),
      "none is named": of({ ...pod(), metadata: { name: "resnet" } }),
      "a model server in kube-system": of(deployment(undefined, "kube-system")),
      "a model server on every node, in kube-public": of(workload("apps/v1", "DaemonSet", undefined, "kube-public")),
      "a job with a GPU in kube-system": of(workload("batch/v1", "Job", runsNoServer, "kube-system")),
    },
    undecided: {
      "the namespace is a variable": inTerraform(pod(undefined, APPLY)),
      "what runs in kube-system is a variable": inTerraform(
        deployment((spec, server) => {
          runsNoModel(spec, server);
          server.image = APPLY;
        }, "kube-system"),
      ),
    },
  },
];
