import type { Mutation } from "../mutation";
import type { Loose } from "./kubernetes-objects";

export const REGULATED_KUBERNETES_MUTATIONS: readonly Mutation[] = [
  {
    control: "K8S_SECRETS_FROM_STORE",
    name: "the token comes from a Secret of the cluster",
    stack: "regulated-kubernetes",
    breaks: (stack) =>
      stack.change("kubernetes_deployment_v1", ({ spec }: Loose) => {
        spec.template.spec.volume = [{ name: "token", secret: { secret_name: "registry", default_mode: "0440" } }];
      }),
  },
  {
    control: "HELM_CHART_VERIFIED",
    name: "a chart is installed unverified",
    stack: "regulated-kubernetes",
    breaks: (stack) => stack.change("helm_release", (release) => (release.verify = false)),
  },
];
