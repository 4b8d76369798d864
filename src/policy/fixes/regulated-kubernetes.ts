import { choose, decide, type Fixes, set } from "./fix";
import { Code, objects, server } from "./kubernetes-example";

const PROVIDER_CLASS = objects([
  "token",
  {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "token", namespace: "vision" },
    spec: {
      provider: "aws",
      parameters: { objects: '- objectName: "vision/hub-token"\n  objectType: "secretsmanager"\n' },
    },
  },
]);

const MOUNTED = server(
  { volume_mount: [{ name: "token", mount_path: "/var/run/secrets/hub", read_only: true }] },
  {
    volume: [
      {
        name: "token",
        csi: {
          driver: "secrets-store.csi.k8s.io",
          read_only: true,
          volume_attributes: new Code('{ secretProviderClass = "token" }', '{ secretProviderClass: "token" }'),
        },
      },
    ],
  },
);

export const REGULATED_KUBERNETES_FIXES: Fixes = {
  K8S_SECRETS_FROM_STORE: [
    decide("which secrets of the store the workload's own identity may read; they are mounted as they are", {
      hcl: `${PROVIDER_CLASS.hcl}\n\n${MOUNTED.hcl}`,
      cdktf: `${PROVIDER_CLASS.cdktf}\n\n${MOUNTED.cdktf}`,
    }),
  ],
  HELM_CHART_VERIFIED: [
    set("verify", true),
    set("keyring", choose("file of the keys of those whose charts you trust", "keys/charts.gpg")),
  ],
};
