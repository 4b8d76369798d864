import { choose, type Fixes, include, set } from "./fix";

export const KUBERNETES_ADMISSION_FIXES: Fixes = {
  K8S_ADMISSION_FAILS_CLOSED: [set("webhooks.failurePolicy", "Fail")],
  K8S_ADMISSION_SPARES_PLATFORM: [
    include("webhooks.namespaceSelector.matchExpressions", {
      key: "kubernetes.io/metadata.name",
      operator: "NotIn",
      values: ["kube-system", choose("namespace of the service that answers", "gatekeeper-system")],
    }),
  ],
};
