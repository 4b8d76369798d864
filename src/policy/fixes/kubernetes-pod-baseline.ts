import { decide, type Fixes, unset } from "./fix";
import { EXAMPLE_IMAGE, objects } from "./kubernetes-example";

const CONTEXTS = ["pod.securityContext", "pod.containers.securityContext"];

/** The runtime's profile, said by the field: an annotation beside it would have to say the same. */
const CONFINED = objects([
  "resnet",
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "resnet", namespace: "vision" },
    spec: {
      selector: { matchLabels: { app: "resnet" } },
      template: {
        metadata: { labels: { app: "resnet" } },
        spec: {
          securityContext: { appArmorProfile: { type: "RuntimeDefault" } },
          containers: [{ name: "server", image: EXAMPLE_IMAGE }],
        },
      },
    },
  },
]);

export const KUBERNETES_POD_BASELINE_FIXES: Fixes = {
  // Annotations carry the names of containers: which of them go, only the pod tells.
  K8S_APPARMOR_KEPT: [
    decide(
      "what the profile stood in the way of: the field and the annotations go, or name a profile of the node that allows just that",
      CONFINED,
    ),
  ],
  K8S_SELINUX_OPTIONS: CONTEXTS.flatMap((context) =>
    ["type", "user", "role"].map((option) => unset(`${context}.seLinuxOptions.${option}`)),
  ),
  K8S_PROC_MOUNT_DEFAULT: [unset("pod.containers.securityContext.procMount")],
  K8S_NO_HOST_PROCESS: CONTEXTS.map((context) => unset(`${context}.windowsOptions.hostProcess`)),
};
