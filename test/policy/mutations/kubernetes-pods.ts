import type { Mutation } from "../mutation";
import { brokenPod, strayPod } from "./kubernetes-objects";

export const KUBERNETES_PODS_MUTATIONS: readonly Mutation[] = [
  brokenPod("K8S_NO_HOST_NETWORK", "the pod takes the node's network", (pod) => {
    pod.host_network = true;
  }),
  brokenPod("K8S_NO_HOST_PID", "the pod sees the node's processes, said as a text", (pod) => {
    pod.host_pid = "true";
  }),
  brokenPod("K8S_NO_HOST_IPC", "the pod shares the node's memory segments", (pod) => {
    pod.host_ipc = true;
  }),
  brokenPod("K8S_RUN_AS_NON_ROOT", "the server's container takes back what the pod says", (_, server) => {
    server.security_context.run_as_non_root = false;
  }),
  brokenPod("K8S_RUN_AS_NON_ROOT", "the pod itself says false", (pod) => {
    pod.security_context.run_as_non_root = false;
  }),
  brokenPod("K8S_USER_NOT_ROOT", "the server runs as root", (_, server) => {
    server.security_context.run_as_user = "0";
  }),
  brokenPod("K8S_SECCOMP_PROFILE", "the init container has no profile", (pod) => {
    pod.init_container[0].security_context.seccomp_profile.type = "Unconfined";
  }),
  brokenPod("K8S_SYSCTLS_SAFE", "the pod sets a sysctl of the node", (pod) => {
    pod.security_context.sysctl = [{ name: "kernel.shmmax", value: "68719476736" }];
  }),
  brokenPod("K8S_NO_HOST_PATH", "models are cached on the node", (pod) => {
    pod.volume.push({ name: "cache", host_path: { path: "/mnt/models" } });
  }),
  brokenPod("K8S_VOLUME_TYPES", "weights come from an inline nfs volume", (pod) => {
    pod.volume.push({ name: "weights", nfs: { server: "10.20.0.9", path: "/weights" } });
  }),
  brokenPod("K8S_SCRATCH_BOUNDED", "an emptyDir loses its limit", (pod) => {
    pod.volume[0].empty_dir = {};
  }),
  brokenPod("K8S_SERVICE_ACCOUNT_OWN", "the pod uses the default service account", (pod) => {
    pod.service_account_name = "default";
  }),
  brokenPod("K8S_NO_API_TOKEN", "nobody refuses the token", (pod) => {
    delete pod.automount_service_account_token;
  }),
  brokenPod("K8S_TOLERATIONS_NAMED", "the pod tolerates every taint", (pod) => {
    pod.toleration.push({ operator: "Exists" });
  }),
  strayPod("K8S_NAMESPACE_OWN", "the endpoint is there once more, in the default namespace", "default"),
  strayPod("K8S_NAMESPACE_OWN", "the endpoint is there once more, in kube-system", "kube-system"),
];
