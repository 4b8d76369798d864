import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { deployment, type Loose, namespaced } from "./kubernetes-objects";

const APPLY = "$" + "{var.unknown}";

/** A release in which nothing is wrong, changed. */
function release(change: Loose = {}, ...values: readonly string[]): EstateSource {
  return { resource: { helm_release: { it: { ...chart(), ...change, ...(values.length > 0 ? { values } : {}) } } } };
}

function chart(): Loose {
  return {
    name: "metrics",
    repository: "oci://charts.acme.example",
    chart: "metrics",
    version: "1.15.0",
    namespace: "metrics",
    create_namespace: false,
  };
}

const PLUGIN = { chart: "nvidia-device-plugin", version: "0.17.1", namespace: "nvidia-device-plugin" };
const OAUTH2_PROXY = { chart: "oauth2-proxy", version: "7.12.6", namespace: "gateway" };

const TIME_SLICES = `
version: v1
sharing:
  timeSlicing:
    resources:
      - name: nvidia.com/gpu
        replicas: 4
`;

/** Values of the device plugin with one configuration. */
function configured(configuration: string): string {
  return JSON.stringify({ config: { map: { default: configuration } } });
}

/** The release beside GPU pods of the namespaces. */
function beside(source: EstateSource, ...namespaces: readonly string[]): EstateSource {
  return { ...source, manifests: namespaces.map((namespace) => deployment(() => {}, namespace)) };
}

const RESTRICTED = `
extraArgs:
  email-domain: models.example
  cookie-samesite: lax
  upstream: static://202
`;

export const HELM_RELEASES_CASES: readonly ControlCases[] = [
  {
    control: "HELM_CHART_PINNED",
    holds: {
      "an exact version": release(),
      "an exact version with a v, and a part behind it": release({ version: "v1.15.0-rc.1+build.5" }),
      "a digest": release({ chart: `oci://charts.acme.example/metrics@sha256:${"4f".repeat(32)}`, version: null }),
      "an archive whose name has the version": release({
        chart: "https://charts.acme.example/metrics-1.15.0.tgz",
        repository: null,
        version: null,
      }),
      "a folder of one's own, beside another chart": {
        resource: { helm_release: { one: { ...chart(), chart: "./charts/metrics", version: null }, two: chart() } },
      },
    },
    fails: {
      "no version": release({ version: null }),
      "a range": release({ version: "~> 1.15" }),
      "a version of two numbers": release({ version: "1.15" }),
      "whatever is newer": release({ version: ">=1.15.0" }),
    },
    undecided: { "a variable": release({ version: APPLY }) },
  },
  {
    control: "HELM_REPOSITORY_AUTHENTIC",
    holds: {
      "a registry": release(),
      https: release({ repository: "https://charts.acme.example" }),
      "the chart has its registry": release({ chart: "oci://charts.acme.example/metrics", repository: null }),
      "a registry whose host is known after apply": release({ repository: `oci://${APPLY}/charts` }),
      "a folder beside the module, and another chart": {
        resource: {
          helm_release: {
            one: { ...chart(), chart: "$" + "{path.module}/charts/metrics", repository: null, version: null },
            two: chart(),
          },
        },
      },
    },
    fails: {
      "plain http": release({ repository: "http://charts.acme.example" }),
      "a name that the machine knows": release({ chart: "bitnami/metrics", repository: null }),
    },
    undecided: { "a variable": release({ repository: APPLY }) },
  },
  {
    control: "HELM_IMAGES_EXACT",
    holds: {
      "the chart's own images": release(),
      "an exact version": release({}, "image:\n  repository: registry.example/metrics\n  tag: v1.15.0\n"),
      "a digest beside a tag": release(
        {},
        `image:\n  repository: registry.example/metrics\n  tag: latest\n  digest: sha256:${"4f".repeat(32)}\n`,
      ),
      "an image as one text, from a registry with a port": release({}, "image: registry:5000/metrics:1.15.0\n"),
      "the chart's own tag": release({}, 'image:\n  repository: registry.example/metrics\n  tag: ""\n'),
    },
    fails: {
      latest: release({}, "image:\n  repository: registry.example/metrics\n  tag: latest\n"),
      "a branch, deep within a list": release(
        {},
        "servingEngineSpec:\n  modelSpec:\n    - repository: vllm/vllm-openai\n      tag: main\n",
      ),
      "no tag, as one text": release({}, "sidecar:\n  image: registry:5000/metrics\n"),
      "by a setting": release({
        values: ["image:\n  repository: registry.example/metrics\n"],
        set: [{ name: "image.tag", value: "stable" }],
      }),
    },
    undecided: {
      "the tag is a variable": release({}, `image:\n  repository: registry.example/metrics\n  tag: ${APPLY}\n`),
      "values from a file": release({}, "$" + '{file("values.yaml")}'),
    },
  },
  {
    control: "HELM_NAMESPACE_NOT_CREATED",
    holds: { "it says so": release(), "nothing is said": release({ create_namespace: null }) },
    fails: { "it makes one": release({ create_namespace: true }), "as a text": release({ create_namespace: "true" }) },
    undecided: { "a variable": release({ create_namespace: APPLY }) },
  },
  {
    control: "HELM_SECRETS_NOT_IN_STATE",
    holds: {
      "no settings": release(),
      "a write-only setting": release({
        set_wo: [{ name: "auth.password", value: APPLY }],
        set_wo_revision: 1,
      }),
      "the name of a secret in the values": release(
        {},
        "$" +
          "{yamlencode({ auth = { existingSecret = kubernetes_secret_v1.hub.metadata[0].name, replicas = var.n } })}",
      ),
      "the name of a secret that lies elsewhere": release({
        set: [
          { name: "auth.existingSecret", value: "metrics-auth" },
          { name: "auth.passwordKey", value: "password" },
          { name: "replicaCount", value: "2" },
        ],
      }),
    },
    fails: {
      "it is only hidden from the output": release({ set_sensitive: [{ name: "auth.token", value: APPLY }] }),
      "a password among the settings": release({ set: [{ name: "auth.adminPassword", value: APPLY }] }),
      "as a block of older providers": release({ set_sensitive: { name: "auth.token", value: APPLY } }),
      "a generated password in the values": release(
        {},
        "$" + "{yamlencode({ auth = { password = random_password.admin.result } })}",
      ),
    },
    undecided: { "settings that are known after apply": release({ set: APPLY }) },
  },
  {
    control: "HELM_DEVICE_PLUGIN_CONFINED",
    holds: {
      "a namespace of its own": release(PLUGIN),
      "the namespace is made beside it": release({
        ...PLUGIN,
        namespace: "$" + "{kubernetes_namespace_v1.plugin.metadata[0].name}",
      }),
    },
    fails: {
      "no namespace": release({ ...PLUGIN, namespace: null }),
      "the platform's": release({ ...PLUGIN, namespace: "kube-system" }),
      "it is privileged": release(PLUGIN, "securityContext:\n  privileged: true\n"),
      "it is privileged, by a setting": release({
        ...PLUGIN,
        set: [{ name: "securityContext.privileged", value: "true" }],
      }),
    },
    undecided: { "values from a file": release(PLUGIN, "$" + '{file("plugin.yaml")}') },
  },
  {
    control: "HELM_DEVICE_PLUGIN_ONCE",
    holds: { "it alone": release(PLUGIN) },
    fails: {
      "the GPU Operator is there too": {
        resource: {
          helm_release: {
            plugin: { ...chart(), ...PLUGIN },
            operator: { ...chart(), chart: "gpu-operator", namespace: "gpu-operator" },
          },
        },
      },
      "Bottlerocket has one": {
        resource: {
          ...release(PLUGIN).resource,
          aws_eks_node_group: { gpu: { ami_type: "BOTTLEROCKET_x86_64_NVIDIA", instance_types: ["g6.xlarge"] } },
        },
      },
    },
    undecided: {
      "the nodes' image is a variable": {
        resource: {
          ...release(PLUGIN).resource,
          aws_eks_node_group: { gpu: { ami_type: APPLY, instance_types: ["g6.xlarge"] } },
        },
      },
    },
  },
  {
    control: "GPUS_NOT_SHARED_BY_TENANTS",
    holds: {
      "the chart's own configuration": release(PLUGIN),
      "partitions in hardware": release(PLUGIN, configured("version: v1\nflags:\n  migStrategy: mixed\n")),
      "time slices of one namespace": beside(release(PLUGIN, configured(TIME_SLICES)), "vision"),
      "a ConfigMap of something else": {
        manifests: [namespaced("v1", "ConfigMap", { data: { "app.yaml": "mps: 4" } })],
      },
    },
    fails: {
      "time slices of two namespaces": beside(release(PLUGIN, configured(TIME_SLICES)), "vision", "speech"),
      "time slices, and nobody says whose": release(PLUGIN, configured(TIME_SLICES)),
      "MPS, by the GPU Operator": release(
        { chart: "gpu-operator", namespace: "gpu-operator" },
        JSON.stringify({ devicePlugin: { config: { data: { any: TIME_SLICES.replace("timeSlicing", "mps") } } } }),
      ),
      "a ConfigMap for the plugin": {
        manifests: [namespaced("v1", "ConfigMap", { data: { any: TIME_SLICES } }, "plugin", "gpu-operator")],
      },
    },
    undecided: { "values from a file": release(PLUGIN, "$" + '{file("plugin.yaml")}') },
  },
  {
    control: "HELM_OAUTH2_PROXY_SECRET_KEPT_APART",
    holds: {
      "an existing Secret": release(OAUTH2_PROXY, "config:\n  existingSecret: oauth2-proxy\n"),
      "an existing Secret, by a setting": release({
        ...OAUTH2_PROXY,
        set: [{ name: "config.existingSecret", value: "oauth2-proxy" }],
      }),
      "an existing Secret, encoded": release(
        OAUTH2_PROXY,
        "$" + '{yamlencode({ config = { existingSecret = "oauth2-proxy", clientID = var.client } })}',
      ),
    },
    fails: {
      "the chart's own": release(OAUTH2_PROXY),
      "a cookie secret in the values": release(
        OAUTH2_PROXY,
        "config:\n  existingSecret: oauth2-proxy\n  cookieSecret: Q0FGRUJBQkU=\n",
      ),
      "the later values take it back": release(
        OAUTH2_PROXY,
        "config:\n  existingSecret: oauth2-proxy\n",
        'config:\n  existingSecret: ""\n',
      ),
    },
    undecided: { "values from a file": release(OAUTH2_PROXY, "$" + '{file("proxy.yaml")}') },
  },
  {
    control: "HELM_OAUTH2_PROXY_RESTRICTS_CALLERS",
    holds: {
      "a domain": release(OAUTH2_PROXY, RESTRICTED),
      "a group, with flags as a list": release(
        OAUTH2_PROXY,
        "extraArgs:\n  - --allowed-group=models\n  - --cookie-samesite=strict\n  - --skip-auth-route=^/ping$\n",
      ),
      "in the configuration file": release(
        OAUTH2_PROXY,
        'config:\n  configFile: |-\n    email_domains = [ "models.example" ]\n    cookie_samesite = "lax"\n    upstreams = [ "https://models.example" ]\n',
      ),
    },
    fails: {
      "the chart's own settings": release(OAUTH2_PROXY),
      "every domain": release(OAUTH2_PROXY, RESTRICTED.replace("models.example", '"*"')),
      "cookies over plain text": release(OAUTH2_PROXY, `${RESTRICTED}  cookie-secure: "false"\n`),
      "cookies for every site": release(OAUTH2_PROXY, RESTRICTED.replace("lax", "none")),
      "a path of models is skipped": release(OAUTH2_PROXY, `${RESTRICTED}  skip-auth-route: ^/v1/chat/completions\n`),
      "every path is skipped": release(OAUTH2_PROXY, `${RESTRICTED}  skip-auth-regex: .*\n`),
      "the model is reached in plain text": release(
        OAUTH2_PROXY,
        RESTRICTED.replace("static://202", "http://resnet.vision.svc"),
      ),
    },
    undecided: {
      "the domain is a variable": release(OAUTH2_PROXY, RESTRICTED.replace("models.example", APPLY)),
      "values from a file": release(OAUTH2_PROXY, "$" + '{file("proxy.yaml")}'),
    },
  },
];
