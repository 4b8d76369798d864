import type { Mutation } from "../mutation";
import { added, type Loose, WORKLOAD_STACK } from "./kubernetes-objects";

/** Adds a release in which nothing else is wrong. */
function release(control: string, name: string, change: Loose): Mutation {
  return added(control, name, "helm_release", {
    name: "metrics",
    repository: "oci://charts.acme.example",
    chart: "metrics",
    version: "1.15.0",
    namespace: "metrics",
    ...change,
  });
}

const PLUGIN = { chart: "nvidia-device-plugin", version: "0.17.1", namespace: "nvidia-device-plugin" };
const OAUTH2_PROXY = { chart: "oauth2-proxy", version: "7.12.6", namespace: "gateway" };
const SECRET = { name: "config.existingSecret", value: "oauth2-proxy" };
const RESTRICTED = JSON.stringify({ extraArgs: { "email-domain": "models.example", "cookie-samesite": "lax" } });

export const HELM_RELEASES_MUTATIONS: readonly Mutation[] = [
  release("HELM_CHART_PINNED", "a chart is the latest of its minor version", { version: "~1.15.0" }),
  release("HELM_REPOSITORY_AUTHENTIC", "a chart comes over plain http", { repository: "http://charts.acme.example" }),
  release("HELM_IMAGES_EXACT", "a chart gets the latest image", {
    values: ["image:\n  repository: registry.example/metrics\n  tag: latest\n"],
  }),
  release("HELM_NAMESPACE_NOT_CREATED", "a chart makes its namespace", { create_namespace: true }),
  release("HELM_SECRETS_NOT_IN_STATE", "a generated token goes into the state", {
    set_sensitive: [{ name: "auth.token", value: "$" + "{random_password.token.result}" }],
  }),
  release("HELM_DEVICE_PLUGIN_CONFINED", "the device plugin moves to the system's namespace", {
    ...PLUGIN,
    namespace: "kube-system",
  }),
  {
    control: "HELM_DEVICE_PLUGIN_ONCE",
    name: "the GPU Operator is installed beside the device plugin",
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const operator = { ...PLUGIN, chart: "gpu-operator", version: "25.3.0", namespace: "gpu-operator" };
      const from = { name: "gpu", repository: "oci://charts.acme.example" };
      stack.add("helm_release", "operator", { ...from, ...operator });
      return stack.add("helm_release", "plugin", { ...from, ...PLUGIN });
    },
  },
  {
    control: "GPUS_NOT_SHARED_BY_TENANTS",
    name: "the device plugin slices GPUs, and a second tenant has some",
    stack: WORKLOAD_STACK,
    breaks: (stack) => {
      const [, hardened] = stack.first("kubernetes_deployment_v1");
      const other: Loose = structuredClone(hardened);
      other.metadata.namespace = "speech";
      stack.add("kubernetes_deployment_v1", "other", other);
      const sharing =
        "version: v1\nsharing:\n  timeSlicing:\n    resources:\n      - name: nvidia.com/gpu\n        replicas: 4\n";
      const values = [JSON.stringify({ config: { map: { default: sharing } } })];
      return stack.add("helm_release", "plugin", {
        name: "plugin",
        repository: "oci://charts.acme.example",
        ...PLUGIN,
        values,
      });
    },
  },
  release("HELM_OAUTH2_PROXY_SECRET_KEPT_APART", "OAuth2 Proxy has the secrets that its chart ships", {
    ...OAUTH2_PROXY,
    values: [RESTRICTED],
  }),
  release("HELM_OAUTH2_PROXY_RESTRICTS_CALLERS", "OAuth2 Proxy lets every address in", {
    ...OAUTH2_PROXY,
    set: [SECRET],
  }),
];
