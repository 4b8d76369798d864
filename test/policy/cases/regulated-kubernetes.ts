import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

function pod(volumes: readonly object[], namespace = "vision"): EstateSource {
  const spec = { containers: [{ name: "server", image: "registry.acme.example/triton:1" }], volumes };
  return { manifests: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "resnet", namespace }, spec }] };
}

const STORE = {
  name: "token",
  csi: {
    driver: "secrets-store.csi.k8s.io",
    readOnly: true,
    volumeAttributes: { secretProviderClass: "hub" },
  },
};

function release(attributes: object): EstateSource {
  const it = { name: "metrics", repository: "oci://charts.acme.example", chart: "metrics", version: "1.15.0" };
  return { resource: { helm_release: { it: { ...it, ...attributes } } } };
}

export const REGULATED_KUBERNETES_CASES: readonly ControlCases[] = [
  {
    control: "K8S_SECRETS_FROM_STORE",
    holds: {
      "a volume of the store": pod([STORE, { name: "scratch", emptyDir: { sizeLimit: "1Gi" } }]),
      "a certificate": pod([{ name: "tls", secret: { secretName: "resnet-tls" } }]),
      "an agent of the platform": pod([{ name: "token", secret: { secretName: "agent" } }], "kube-system"),
      "a token of the cluster": pod([
        { name: "token", projected: { sources: [{ serviceAccountToken: { path: "token", audience: "vault" } }] } },
      ]),
    },
    fails: {
      "a Secret": pod([{ name: "token", secret: { secretName: "hub-token" } }]),
      "a Secret among other sources": pod([
        STORE,
        { name: "all", projected: { sources: [{ secret: { name: "hub-token" } }, { configMap: { name: "hub" } }] } },
      ]),
    },
    undecided: {
      "volumes that are not known": {
        resource: {
          kubernetes_manifest: {
            it: {
              manifest: {
                apiVersion: "v1",
                kind: "Pod",
                metadata: { name: "resnet", namespace: "vision" },
                spec: { containers: [], volumes: "${var.volumes}" },
              },
            },
          },
        },
      },
    },
  },
  {
    control: "HELM_CHART_VERIFIED",
    holds: {
      verified: release({ verify: true, keyring: "keys/charts.gpg" }),
      "a chart of one's own": release({ repository: null, chart: "./charts/metrics" }),
    },
    fails: { unset: release({}), off: release({ verify: false }) },
    undecided: { "not known": release({ verify: "${var.verify}" }) },
  },
];
