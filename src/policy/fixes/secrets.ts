import { decide, type Fixes } from "./fix";

export const SECRETS_FIXES: Fixes = {
  NO_HARDCODED_SECRETS: [
    decide(
      "Revoke the secret first: it is in the history. Keep its successor in a secret store, and let the workload fetch it by " +
        "reference; in a Helm release, name a Secret that exists rather than set the value.",
      {
        hcl: `resource "kubernetes_manifest" "hub" {
  manifest = {
    apiVersion = "external-secrets.io/v1"
    kind       = "ExternalSecret"
    metadata   = { name = "hub", namespace = "vision" }
    spec = {
      refreshInterval = "1h"
      secretStoreRef  = { kind = "SecretStore", name = "vision" }
      target          = { name = "hub", creationPolicy = "Owner" }
      data            = [{ secretKey = "token", remoteRef = { key = "vision/hub", property = "token" } }]
    }
  }
}`,
        cdktf: `import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";

new Manifest(this, "Hub", {
  manifest: {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "hub", namespace: "vision" },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "SecretStore", name: "vision" },
      target: { name: "hub", creationPolicy: "Owner" },
      data: [{ secretKey: "token", remoteRef: { key: "vision/hub", property: "token" } }],
    },
  },
});`,
      },
    ),
  ],
};
