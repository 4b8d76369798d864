import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const TOKEN = `hf_${"QmFzZTY0SXNOb3RBU2VjcmV0QXRBbGwx"}`;
const REFERENCE = "${data.aws_secretsmanager_secret_version.hub.secret_string}";

function pod(env: object): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "llm", namespace: "vision" },
    spec: { containers: [{ name: "llm", image: "llm", env: [env] }] },
  };
}

function model(environment: object): EstateSource {
  return {
    resource: { aws_sagemaker_model: { llm: { name: "llm", primary_container: { image: "llm", environment } } } },
  };
}

export const SECRETS_CASES: readonly ControlCases[] = [
  {
    control: "NO_HARDCODED_SECRETS",
    holds: {
      "a reference in values that are encoded": {
        resource: {
          helm_release: {
            ui: { chart: "ui", values: ["${yamlencode({ auth = { password = random_password.ui.result } })}"] },
          },
        },
      },
      "a reference to a secret": model({ HF_TOKEN: REFERENCE }),
      "settings that are none": model({ MODEL_ID: "acme/llm", MAX_TOKENS: "4096", TOKENIZERS_PARALLELISM: "false" }),
      "a key of a Secret": {
        manifests: [pod({ name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hub", key: "token" } } })],
      },
      "a path that a token is mounted at": { manifests: [pod({ name: "HF_TOKEN_PATH", value: "/run/secrets/hub" })] },
      "a key that a provider made": {
        resource: {
          tls_private_key: { k: { algorithm: "RSA", private_key_pem: "-----BEGIN RSA PRIVATE KEY-----\nMIIE" } },
        },
      },
      "a policy that speaks of secrets": {
        resource: {
          aws_iam_policy: {
            p: {
              policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:x" }],
              }),
            },
          },
        },
      },
    },
    fails: {
      "a token in the environment of a model": model({ HF_TOKEN: TOKEN }),
      "a token in the environment of a container": { manifests: [pod({ name: "HF_TOKEN", value: TOKEN })] },
      "a token with another name": { manifests: [pod({ name: "HUB", value: TOKEN })] },
      "a password in a Secret": {
        manifests: [
          {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "hub", namespace: "vision" },
            stringData: { password: "correct-horse-9-battery" },
          },
        ],
      },
      "a password in a ConfigMap": {
        manifests: [
          {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: "llm", namespace: "vision" },
            data: { DB_PASSWORD: "correct-horse-9-battery" },
          },
        ],
      },
      "a token in a file of a ConfigMap": {
        resource: {
          kubernetes_config_map_v1: {
            llm: { metadata: [{ name: "llm" }], data: { "settings.yaml": `hub:\n  token: ${TOKEN}\n` } },
          },
        },
      },
      "a token in the values of a Helm release": {
        resource: { helm_release: { llm: { name: "llm", chart: "llm", values: [`hub:\n  token: ${TOKEN}\n`] } } },
      },
      "a password that a Helm release sets": {
        resource: {
          helm_release: {
            llm: { name: "llm", chart: "llm", set: [{ name: "auth.password", value: "correct-horse-9-battery" }] },
          },
        },
      },
      "a password that a Helm release sets in secret, and keeps in the state": {
        resource: {
          helm_release: {
            llm: {
              name: "llm",
              chart: "llm",
              set_sensitive: [{ name: "auth.password", value: "correct-horse-9-battery" }],
            },
          },
        },
      },
      "a password of a registry in the user data of nodes": {
        resource: {
          aws_launch_template: {
            nodes: {
              user_data: Buffer.from("#!/bin/sh\nexport REGISTRY_PASSWORD=correct-horse-9-battery\n").toString(
                "base64",
              ),
            },
          },
        },
      },
      "the value of a secret": {
        resource: { aws_secretsmanager_secret_version: { v: { secret_id: "hub", secret_string: TOKEN } } },
      },
      "a key in user data": {
        resource: {
          aws_instance: { i: { user_data: `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIA${"Q3EGRZMVJ4TWXN5P"}\n` } },
        },
      },
    },
  },
];
