import type { Control } from "../control";
import { IS_LOCAL_CHART } from "./helm-releases";
import { podControl } from "./kubernetes-workloads";

/** Certificates come as Secrets from whoever issues them, and are renewed in place. */
const IS_CERTIFICATE = (name: string) =>
  `${name}.matches("(^|[-.])(ca|tls|mtls|cert|certs|certificate|certificates)([-.]|$)")`;

/** CEL: what a volume mounts from Secrets of Kubernetes, besides certificates. */
const OF_SECRETS =
  `(has(volume.secret) && !(has(volume.secret.secretName) && ${IS_CERTIFICATE("volume.secret.secretName")})) || ` +
  "(has(volume.projected) && has(volume.projected.sources) && volume.projected.sources.exists(source, has(source.secret) && " +
  `!(has(source.secret.name) && ${IS_CERTIFICATE("source.secret.name")})))`;

/** What a regulator asks of secrets in clusters, and of what is installed there. */
export const REGULATED_KUBERNETES_CONTROLS: readonly Control[] = [
  podControl({
    id: "K8S_SECRETS_FROM_STORE",
    severity: "medium",
    category: "secrets",
    title: "Pods mount secrets from the secret store itself",
    require: `!has(variables.podSpec.volumes) || variables.podSpec.volumes.all(volume, !(${OF_SECRETS}))`,
    found: `variables.podSpec.volumes.filter(volume, ${OF_SECRETS}).map(volume, has(volume.name) ? volume.name : "a volume without a name")`,
    attribute: "volumes.secret",
    message: "A volume is a Secret of Kubernetes",
    rationale:
      "A Secret of Kubernetes is a copy in the cluster's database: whoever may list Secrets of the namespace, or reads a backup, has the " +
      "token, and the store's log does not tell. Certificates, told by their names, are not judged.",
    remediation:
      "Mount a csi volume, read-only, of secrets-store.csi.k8s.io or secrets-store-gke.csi.k8s.io with a SecretProviderClass, and let the " +
      "workload's own identity read the store.",
    answers: ["SEC-20", "CIS K8s-1.12 5.4.1", "AML.T0055"],
  }),
  {
    id: "HELM_CHART_VERIFIED",
    severity: "medium",
    category: "supply-chain",
    title: "Charts are installed only if their maker has signed them",
    appliesTo: ["helm_release"],
    when: `!(${IS_LOCAL_CHART})`,
    require: "has(self.verify) && isTrue(self.verify)",
    attribute: "verify",
    rationale:
      "A pinned version says which chart, not whose: whoever holds the repository can put another one under the same number, and it " +
      "runs with the rights of whoever applies.",
    remediation:
      "Set verify to true, and keyring to the file of keys that you trust; the default is false. Charts without provenance are signed " +
      "in a mirror of your own.",
    answers: ["IMG-31", "AML.M0013", "ML06:2023"],
  },
];
