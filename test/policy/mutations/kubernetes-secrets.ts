import type { Mutation } from "../mutation";
import { added, type Loose } from "./kubernetes-objects";

function store(control: string, name: string, kind: string, spec: Loose): Mutation {
  const place = kind === "SecretStore" ? { namespace: "vision" } : {};
  return added(control, name, "kubernetes_manifest", {
    manifest: { apiVersion: "external-secrets.io/v1", kind, metadata: { name: "models", ...place }, spec },
  });
}

const AWS = { service: "SecretsManager", region: "eu-west-1" };
const ROLE = { ...AWS, role: "arn:aws:iam::111122223333:role/vision-secrets" };
const KEYS = {
  accessKeyIDSecretRef: { name: "aws", key: "id" },
  secretAccessKeySecretRef: { name: "aws", key: "key" },
};

export const KUBERNETES_SECRETS_MUTATIONS: readonly Mutation[] = [
  added("K8S_SECRET_NOT_IN_STATE", "a generated token goes into the state", "kubernetes_secret_v1", {
    metadata: { name: "hub", namespace: "vision" },
    data: { token: "$" + "{random_password.hub.result}" },
  }),
  store("EXTERNAL_SECRETS_NO_STATIC_KEYS", "the secret store is read with an access key", "SecretStore", {
    provider: { aws: { ...ROLE, auth: { secretRef: KEYS } } },
  }),
  store("EXTERNAL_SECRETS_OWN_IDENTITY", "the secret store is read as External Secrets", "SecretStore", {
    provider: { aws: AWS },
  }),
  store("EXTERNAL_SECRETS_CLUSTER_STORE_BOUNDED", "every namespace may use the secret store", "ClusterSecretStore", {
    provider: { aws: ROLE },
  }),
];
