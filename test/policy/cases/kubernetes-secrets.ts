import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, inTerraform, type Loose, namespaced, of } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

function secret(attributes: Loose): EstateSource {
  return {
    resource: {
      kubernetes_secret_v1: { hub: { metadata: { name: "hub", namespace: "vision" }, ...attributes } },
    },
  };
}

const AWS = {
  service: "SecretsManager",
  region: "eu-west-1",
  auth: { jwt: { serviceAccountRef: { name: "resnet" } } },
};
const GOOGLE = {
  projectID: "acme-vision",
  auth: {
    workloadIdentity: {
      clusterLocation: "europe-west4",
      clusterName: "serving",
      serviceAccountRef: { name: "resnet" },
    },
  },
};

function store(provider: Loose): Loose {
  return namespaced("external-secrets.io/v1", "SecretStore", { spec: { provider } });
}

function clusterStore(spec: Loose): Loose {
  return cluster("external-secrets.io/v1", "ClusterSecretStore", { spec: { provider: { aws: AWS }, ...spec } });
}

const KEY = { secretAccessKeySecretRef: { name: "aws", key: "secret" } };

export const KUBERNETES_SECRETS_CASES: readonly ControlCases[] = [
  {
    control: "K8S_SECRET_NOT_IN_STATE",
    holds: {
      "somebody else fills it": secret({}),
      "it is written and not kept": secret({ data_wo: { token: APPLY }, data_wo_revision: 1 }),
      "a certificate, which is public": secret({ data: { "ca.crt": APPLY } }),
    },
    fails: {
      "a value from a variable": secret({ data: { token: APPLY } }),
      "a key beside its certificate": secret({ data: { "tls.crt": APPLY, "tls.key": APPLY } }),
      "binary data": secret({ binary_data: { token: APPLY } }),
      "by its older name": {
        resource: { kubernetes_secret: { hub: { metadata: { name: "hub" }, data: { token: APPLY } } } },
      },
    },
    undecided: { "the data are a variable": secret({ data: APPLY }) },
  },
  {
    control: "EXTERNAL_SECRETS_NO_STATIC_KEYS",
    holds: {
      "an account of Kubernetes, on both clouds": of(
        store({ aws: AWS }),
        clusterStore({ provider: { gcpsm: GOOGLE } }),
      ),
      "Vault, by an account of Kubernetes": of(store({ vault: { auth: { kubernetes: { role: "resnet" } } } })),
    },
    fails: {
      "an access key of AWS": of(store({ aws: { ...AWS, auth: { secretRef: KEY } } })),
      "a key of a service account of Google": of(
        store({ gcpsm: { auth: { secretRef: { secretAccessKeySecretRef: {} } } } }),
      ),
      "a token of Vault, for the whole cluster": of(
        clusterStore({ provider: { vault: { auth: { tokenSecretRef: { name: "vault" } } } } }),
      ),
    },
    undecided: { "the provider is a variable": inTerraform(store(APPLY)) },
  },
  {
    control: "EXTERNAL_SECRETS_OWN_IDENTITY",
    holds: {
      "an account of the namespace, on AWS": of(store({ aws: AWS })),
      "a role of the tenant": of(
        store({ aws: { service: "SecretsManager", role: "arn:aws:iam::111122223333:role/vision-secrets" } }),
      ),
      "an account of the namespace, on Google Cloud": of(store({ gcpsm: GOOGLE })),
      "another provider": of(store({ vault: { auth: { kubernetes: { role: "resnet" } } } })),
    },
    fails: {
      "that of External Secrets, on AWS": of(store({ aws: { service: "SecretsManager", region: "eu-west-1" } })),
      "that of External Secrets, on Google Cloud": of(store({ gcpsm: { projectID: "acme-vision" } })),
    },
    undecided: { "the provider is a variable": inTerraform(store({ aws: APPLY })) },
  },
  {
    control: "EXTERNAL_SECRETS_CLUSTER_STORE_BOUNDED",
    holds: {
      "by a label": of(
        clusterStore({ conditions: [{ namespaceSelector: { matchLabels: { "modelkeep/tenant": "vision" } } }] }),
      ),
      "by names": of(clusterStore({ conditions: [{ namespaces: ["vision"] }] })),
    },
    fails: {
      "no conditions": of(clusterStore({})),
      "no condition": of(clusterStore({ conditions: [] })),
      "a selector of everything": of(clusterStore({ conditions: [{ namespaceSelector: {} }] })),
      "a pattern of everything": of(clusterStore({ conditions: [{ namespaceRegexes: [".*"] }] })),
      "an empty pattern": of(clusterStore({ conditions: [{ namespaceRegexes: [""] }] })),
      "a name, and a pattern of everything": of(
        clusterStore({ conditions: [{ namespaces: ["vision"], namespaceRegexes: ["^.*$"] }] }),
      ),
      "a name, and a selector of everything": of(
        clusterStore({ conditions: [{ namespaces: ["vision"], namespaceSelector: {} }] }),
      ),
    },
    undecided: { "the conditions are a variable": inTerraform(clusterStore({ conditions: APPLY })) },
  },
];
