import { choose, decide, type Fixes, set } from "./fix";
import { Code, type ExampleObject, objects, resources } from "./kubernetes-example";

/** A store of AWS that a tenant's account reads; of Google Cloud, the same with `gcpsm`. */
const STORE: readonly (readonly [string, ExampleObject])[] = [
  [
    "aws",
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name: "models", namespace: "vision" },
      spec: {
        provider: {
          aws: {
            service: "SecretsManager",
            region: "eu-west-1",
            auth: { jwt: { serviceAccountRef: { name: "resnet" } } },
          },
        },
      },
    },
  ],
  [
    "google",
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name: "models", namespace: "vision" },
      spec: {
        provider: {
          gcpsm: {
            projectID: "acme-vision",
            auth: {
              workloadIdentity: {
                clusterLocation: "europe-west4",
                clusterName: "serving",
                serviceAccountRef: { name: "resnet" },
              },
            },
          },
        },
      },
    },
  ],
];

export const KUBERNETES_SECRETS_FIXES: Fixes = {
  K8S_SECRET_NOT_IN_STATE: [
    decide(
      "who fills the Secret: External Secrets, or Terraform without keeping the values (1.11 or later)",
      resources([
        "kubernetes_secret_v1",
        "hub",
        {
          data_wo: { token: new Code("var.hub_token", "hubToken.stringValue") },
          data_wo_revision: 1,
          metadata: { name: "hub", namespace: "vision" },
        },
      ]),
    ),
  ],
  EXTERNAL_SECRETS_NO_STATIC_KEYS: [
    decide("which service account reads the store in place of the key, and what it may read", objects(...STORE)),
  ],
  EXTERNAL_SECRETS_OWN_IDENTITY: [
    decide("which service account of the namespace reads the store, and what it may read", objects(...STORE)),
  ],
  EXTERNAL_SECRETS_CLUSTER_STORE_BOUNDED: [
    set("spec.conditions", [
      { namespaceSelector: { matchLabels: { "modelkeep/tenant": choose("tenant that may use the store", "vision") } } },
    ]),
  ],
};
