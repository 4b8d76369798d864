import { choose, decide, exclude, type Fixes, set, unset } from "./fix";
import { server } from "./kubernetes-example";

const SECURITY = "pod.securityContext";

/** A toleration of every taint, as people write it. */
const BLANKET = ["NoSchedule", "NoExecute", "PreferNoSchedule"].flatMap((effect) => [
  { operator: "Exists", effect },
  { effect, operator: "Exists" },
]);

const VOLUMES = server(
  {
    volume_mount: [
      { name: "models", mount_path: "/models", read_only: true },
      { name: "cache", mount_path: "/var/cache/server" },
    ],
  },
  {
    volume: [
      { name: "models", persistent_volume_claim: { claim_name: "models", read_only: true } },
      { name: "cache", empty_dir: { size_limit: "10Gi" } },
    ],
  },
);

export const KUBERNETES_PODS_FIXES: Fixes = {
  K8S_NO_HOST_NETWORK: [unset("pod.hostNetwork")],
  K8S_NO_HOST_PID: [unset("pod.hostPID")],
  K8S_NO_HOST_IPC: [unset("pod.hostIPC")],
  // Terraform's provider sends false for a container that says nothing, so each says it too. Beside a user of 0 no container starts.
  K8S_RUN_AS_NON_ROOT: [
    set(`${SECURITY}.runAsNonRoot`, true),
    set("pod.containers.securityContext.runAsNonRoot", true),
    set("pod.containers.securityContext.runAsUser", choose("a user of the image that is not root", 10001)),
  ],
  K8S_USER_NOT_ROOT: [
    set(`${SECURITY}.runAsUser`, choose("user of the image, which is not 0", 10001)),
    unset("pod.containers.securityContext.runAsUser"),
  ],
  K8S_SECCOMP_PROFILE: [
    set(`${SECURITY}.seccompProfile`, { type: "RuntimeDefault" }),
    unset("pod.containers.securityContext.seccompProfile"),
  ],
  K8S_SYSCTLS_SAFE: [unset(`${SECURITY}.sysctls`)],
  K8S_NO_HOST_PATH: [decide("where what lay on the node lies instead: in a claim, or in scratch space", VOLUMES)],
  K8S_VOLUME_TYPES: [decide("which claim or CSI volume takes the place of the inline volume", VOLUMES)],
  K8S_SCRATCH_BOUNDED: [decide("how much each emptyDir holds at most", VOLUMES)],
  K8S_SERVICE_ACCOUNT_OWN: [set("pod.serviceAccountName", choose("service account of this model alone", "resnet"))],
  K8S_NO_API_TOKEN: [set("pod.automountServiceAccountToken", false)],
  // Pods with GPUs then lack the toleration that they need: K8S_GPU_PODS_TOLERATE_TAINT says so.
  K8S_TOLERATIONS_NAMED: [exclude("pod.tolerations", { operator: "Exists" }, ...BLANKET)],
  K8S_NAMESPACE_OWN: [set("metadata.namespace", choose("namespace of the tenant", "vision"))],
};
