import { choose, decide, type Fixes, set } from "./fix";
import { Code, type ExampleObject, resources } from "./kubernetes-example";

/** Values that Terraform encodes. */
function values(hcl: string, cdktf: string): readonly Code[] {
  return [new Code(`yamlencode(${hcl})`, `Fn.yamlencode(${cdktf})`)];
}

const PLUGIN: ExampleObject = {
  name: "nvidia-device-plugin",
  repository: "oci://charts.acme.example",
  chart: "nvidia-device-plugin",
  version: "0.17.1",
  namespace: "nvidia-device-plugin",
};

/** The same in a namespace that stands beside it. */
const PLACED_PLUGIN: ExampleObject = {
  ...PLUGIN,
  namespace: new Code("kubernetes_namespace_v1.gpu.metadata[0].name", "gpu.metadata.name"),
};

const NAMESPACE = [
  "kubernetes_namespace_v1",
  "gpu",
  {
    metadata: {
      name: "nvidia-device-plugin",
      labels: {
        "pod-security.kubernetes.io/enforce": "privileged",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    },
  },
] as const;

/** A release of OAuth2 Proxy that lets a group in. */
const OAUTH2_PROXY = resources([
  "helm_release",
  "oauth2_proxy",
  {
    name: "oauth2-proxy",
    repository: "oci://charts.acme.example",
    chart: "oauth2-proxy",
    version: "7.12.6",
    namespace: "gateway",
    values: values(
      '{\n    config = { existingSecret = "oauth2-proxy" }\n    extraArgs = {\n      provider        = "oidc"\n      oidc-issuer-url = "https://login.models.example"\n      email-domain    = "models.example"\n      allowed-group   = "model-users"\n      cookie-secure   = "true"\n      cookie-samesite = "lax"\n      upstream        = "static://202"\n    }\n  }',
      '{\n    config: { existingSecret: "oauth2-proxy" },\n    extraArgs: {\n      provider: "oidc",\n      "oidc-issuer-url": "https://login.models.example",\n      "email-domain": "models.example",\n      "allowed-group": "model-users",\n      "cookie-secure": "true",\n      "cookie-samesite": "lax",\n      upstream: "static://202",\n    },\n  }',
    ),
  },
]);

export const HELM_RELEASES_FIXES: Fixes = {
  HELM_CHART_PINNED: [set("version", choose("exact version of the chart", "1.15.0"))],
  HELM_REPOSITORY_AUTHENTIC: [
    set(
      "repository",
      choose("repository of the chart, which the chart's own name then leaves out", "oci://charts.example.com"),
    ),
  ],
  HELM_IMAGES_EXACT: [
    decide(
      "which version and digest each image has",
      resources([
        "helm_release",
        "metrics",
        {
          name: "metrics",
          repository: "oci://charts.acme.example",
          chart: "metrics",
          version: "1.15.0",
          namespace: "metrics",
          values: values(
            `{\n    image = {\n      repository = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/metrics"\n      tag        = "1.15.0@sha256:${"4f".repeat(32)}"\n    }\n  }`,
            `{\n    image: {\n      repository: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/metrics",\n      tag: "1.15.0@sha256:${"4f".repeat(32)}",\n    },\n  }`,
          ),
        },
      ]),
    ),
  ],
  HELM_NAMESPACE_NOT_CREATED: [
    decide(
      "which Pod Security standard the namespace enforces; then set create_namespace to false",
      resources(NAMESPACE, ["helm_release", "plugin", PLACED_PLUGIN]),
    ),
  ],
  HELM_SECRETS_NOT_IN_STATE: [
    decide(
      "whether the chart takes an existing Secret; if not, Terraform 1.11 hands the value on without keeping it",
      resources([
        "helm_release",
        "metrics",
        {
          name: "metrics",
          repository: "oci://charts.acme.example",
          chart: "metrics",
          version: "1.15.0",
          namespace: "metrics",
          set_wo: [{ name: "auth.token", value: new Code("var.metrics_token", "metricsToken.stringValue") }],
          set_wo_revision: 1,
        },
      ]),
    ),
  ],
  HELM_DEVICE_PLUGIN_CONFINED: [
    decide(
      "which namespace is the plugin's own; securityContext goes from its values",
      resources(NAMESPACE, ["helm_release", "plugin", PLACED_PLUGIN]),
    ),
  ],
  HELM_DEVICE_PLUGIN_ONCE: [
    decide(
      "which of them stays: where nodes of Amazon Linux need the chart, it keeps to them",
      resources([
        "helm_release",
        "plugin",
        {
          ...PLUGIN,
          values: values(
            '{\n    nodeSelector = { "modelkeep/device-plugin" = "chart" }\n  }',
            '{ nodeSelector: { "modelkeep/device-plugin": "chart" } }',
          ),
        },
      ]),
    ),
  ],
  GPUS_NOT_SHARED_BY_TENANTS: [
    decide(
      "whether a GPU must be shared at all; if so, into which partitions it is divided",
      resources([
        "helm_release",
        "plugin",
        { ...PLUGIN, values: values('{ migStrategy = "mixed" }', '{ migStrategy: "mixed" }') },
      ]),
    ),
  ],
  HELM_OAUTH2_PROXY_SECRET_KEPT_APART: [
    decide("which Secret holds client-id, client-secret and cookie-secret, and what fills it", OAUTH2_PROXY),
  ],
  HELM_OAUTH2_PROXY_RESTRICTS_CALLERS: [decide("which domain or group may ask the models", OAUTH2_PROXY)],
};
