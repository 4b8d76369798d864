import { deployment } from "../cases/kubernetes-objects";
import type { Mutation } from "../mutation";
import { added, brokenPod, changed } from "./kubernetes-objects";

export const KUBERNETES_POD_BASELINE_MUTATIONS: readonly Mutation[] = [
  changed(
    "K8S_APPARMOR_KEPT",
    "an annotation takes the server out of its profile",
    "kubernetes_deployment_v1",
    (deployment) => {
      deployment.spec.template.metadata.annotations = {
        ...deployment.spec.template.metadata.annotations,
        "container.apparmor.security.beta.kubernetes.io/server": "unconfined",
      };
    },
  ),
  brokenPod("K8S_SELINUX_OPTIONS", "the pod has the type of a container that nothing confines", (pod) => {
    pod.security_context.se_linux_options = { type: "spc_t" };
  }),
  // The provider's types have no procMount.
  added("K8S_PROC_MOUNT_DEFAULT", "a server beside the endpoint sees all of /proc", "kubernetes_manifest", {
    manifest: deployment((_, server) => {
      server.securityContext.procMount = "Unmasked";
    }),
  }),
  brokenPod("K8S_NO_HOST_PROCESS", "the pod is a process of a Windows node", (pod) => {
    pod.security_context.windows_options = { host_process: "true" };
  }),
];
