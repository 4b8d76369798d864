import type { Control } from "../control";

const CHART = '(has(self.chart) ? text(self.chart) : "")';
const VERSION = '(has(self.version) ? text(self.version) : "")';
const REPOSITORY = '(has(self.repository) ? text(self.repository) : "")';

/** CEL: the chart is a folder or an archive of one's own: it has the version, and the proof, of the commit that it lies in. */
export const IS_LOCAL_CHART = '(has(self.chart) && spelling(self.chart).matches("^([.]{0,2}/|file://|[$][{]path[.])"))';

/** CEL: the address has a protocol that proves who answers; what follows may be known after apply. */
function begins(attribute: string): string {
  const [written, value] = ["spelling", "text"].map((form) => `${form}(self.${attribute}).matches("^(https|oci)://")`);
  return `(has(self.${attribute}) && (${written} || ${value}))`;
}

const DEVICE_PLUGIN = 'chartName(self) == "nvidia-device-plugin"';
const GPU_CHART = 'chartName(self) in ["nvidia-device-plugin", "gpu-operator"]';
const OAUTH2_PROXY = 'chartName(self) == "oauth2-proxy"';

function helmControl(control: Omit<Control, "appliesTo">): Control {
  return { appliesTo: ["helm_release"], ...control };
}

/** CEL: what the release gives at the path, as a text; an empty one when it leaves it to the chart. */
function given(path: string): string {
  return `text(helmValue(self, "${path}"))`;
}

/** CEL: faults of the settings of OAuth2 Proxy, as a list of texts. */
function oauth2ProxyFaults(): string {
  const faults: readonly (readonly [fault: string, condition: string])[] = [
    [
      "everybody with an account may enter: no e-mail domain, group or role is named",
      '!["allowed-group", "allowed-role", "email-domain"].exists(name, name in s && s[name].size() > 0 && !("*" in s[name])) && !("authenticated-emails-file" in s)',
    ],
    ["cookie-secure is false", '"cookie-secure" in s && "false" in s["cookie-secure"]'],
    [
      "cookie-samesite is neither lax nor strict",
      '!("cookie-samesite" in s) || !s["cookie-samesite"].exists(mode, mode in ["lax", "strict"])',
    ],
    [
      "skip-auth-route lets everything through, or paths of models",
      '["skip-auth-route", "skip-auth-regex"].exists(name, name in s && s[name].exists(route, route.matches("^([A-Z]+!?=)?\\\\^?/?([(]?[.][*+].*)?$|/v[12]/|/models?|/predict|/infer|/generate|/invocations|completions|embeddings")))',
    ],
    [
      "an upstream is reached in plain text",
      '"upstream" in s && s["upstream"].exists(upstream, upstream.startsWith("http://") && !upstream.matches("^http://(localhost|127[.]0[.]0[.]1)([:/]|$)"))',
    ],
  ];
  const lists = faults.map(([fault, condition]) => `(${condition} ? ["${fault}"] : [])`);
  return `[oauth2ProxySettings(self)].map(s, ${lists.join(" + ")})[0]`;
}

/** What Terraform says of the charts that it installs. What a chart makes of it is judged on the chart. */
export const HELM_RELEASES_CONTROLS: readonly Control[] = [
  helmControl({
    id: "HELM_CHART_PINNED",
    severity: "medium",
    category: "supply-chain",
    title: "Every chart is installed in one exact version",
    when: `!(${IS_LOCAL_CHART})`,
    require: `${VERSION}.matches("^v?[0-9]+[.][0-9]+[.][0-9]+([-+][0-9A-Za-z.+-]+)?$") || ${CHART}.matches("@sha256:[0-9a-f]{64}$") || ${CHART}.matches("^https://.*-v?[0-9]+[.][0-9]+[.][0-9]+.*[.]tgz$")`,
    attribute: "version",
    message: "version is not set, or is a range",
    rationale:
      "The next apply installs whatever the repository holds by then: security contexts change, and charts of device plugins run with the node's folders on every GPU node.",
    remediation: "Set version to one exact version, such as 0.17.1; the default is the latest one.",
    answers: ["IMG-30", "GPA-21", "DENY-IMG-004", "AML.T0010.004"],
  }),
  helmControl({
    id: "HELM_REPOSITORY_AUTHENTIC",
    severity: "medium",
    category: "supply-chain",
    title: "Every chart comes over https or from a registry",
    when: `!(${IS_LOCAL_CHART})`,
    require: `${begins("repository")} || (${REPOSITORY} == "" && ${begins("chart")})`,
    attribute: "repository",
    message: "The repository is neither https:// nor oci://",
    rationale:
      "Whoever is on the way of a plain request decides what is installed in the cluster; a repository that is not named is the one that the machine at hand happens to know.",
    remediation: "Set repository to an https:// or oci:// address, best of a mirror of your own.",
    answers: ["IMG-30", "DENY-IMG-004"],
  }),
  helmControl({
    id: "HELM_IMAGES_EXACT",
    severity: "medium",
    category: "supply-chain",
    title: "Images that a release names have digests or exact versions",
    require: "movingImages(self).size() == 0",
    found: "movingImages(self)",
    attribute: "values",
    message: "The values name images by tags that move",
    rationale:
      "With latest, a restart of a pod is a rollout of whatever was pushed last: other code beside the weights, or on every GPU node, without a change in the estate.",
    remediation:
      "Set the tag to one exact version, best with its digest (0.17.1@sha256:...), from a registry of your own.",
    answers: ["IMG-32", "GPA-21", "AML.T0010.004"],
  }),
  helmControl({
    id: "HELM_NAMESPACE_NOT_CREATED",
    severity: "medium",
    category: "isolation",
    title: "No release makes its namespace",
    require: "!has(self.create_namespace) || !isTrue(self.create_namespace)",
    attribute: "create_namespace",
    message: "create_namespace is true",
    rationale:
      "A namespace that Helm makes has no Pod Security labels, no quota and no policies: privileged pods start in it beside the models.",
    remediation:
      "Make the namespace as a resource with the labels of Pod Security, and set create_namespace to false, its default; ServingNamespace makes one.",
    answers: ["TEN-33", "DENY-IMG-004", "CIS GKE-1.9 4.2.1"],
  }),
  helmControl({
    id: "HELM_SECRETS_NOT_IN_STATE",
    severity: "high",
    category: "secrets",
    title: "No release writes secrets into the state",
    require: "helmSecrets(self).size() == 0",
    found: "helmSecrets(self)",
    attribute: "set_sensitive",
    message: "Values of secrets go into the state, and into the release that Helm keeps in the cluster",
    rationale:
      "The argument set_sensitive hides a value from the output alone: whoever reads the state or the plan has the tokens of hubs and registries.",
    remediation:
      "Set set_wo with set_wo_revision (Terraform 1.11 or later), or name an existing Secret that External Secrets fills.",
    answers: ["SEC-16", "DENY-SEC-002", "AML.T0055"],
  }),
  helmControl({
    id: "HELM_DEVICE_PLUGIN_CONFINED",
    severity: "medium",
    category: "isolation",
    title: "The NVIDIA device plugin has a namespace of its own, and no more power than its chart gives it",
    when: GPU_CHART,
    require: `has(self.namespace) && (referredKinds(self.namespace).exists(kind, kind.startsWith("kubernetes_namespace")) || !(text(self.namespace) in ["", "default", "kube-system", "kube-public"])) && ${given("securityContext.privileged")} != "true" && list(helmValue(self, "securityContext.capabilities.add")).size() == 0`,
    attribute: "namespace",
    message: "The release shares a namespace with others, or its containers are given more than the chart does",
    rationale:
      "The plugin mounts folders of every GPU node, so its namespace must admit privileged pods: what else lives there may be privileged too.",
    remediation:
      "Set namespace to one of its own that enforces the privileged standard, and leave securityContext to the chart, which drops every capability.",
    answers: ["GPA-22", "CIS EKS-1.8 4.2.1", "AML.T0105"],
  }),
  helmControl({
    id: "HELM_DEVICE_PLUGIN_ONCE",
    severity: "medium",
    category: "resilience",
    title: "One device plugin speaks for the GPUs of a node",
    when: DEVICE_PLUGIN,
    require:
      '!resourcesHere("helm_release").exists(other, has(other.chart) && text(other.chart).contains("gpu-operator")) && !resourcesHere("aws_eks_node_group").exists(pool, isGpuPool(pool) && text(pool.ami_type).startsWith("BOTTLEROCKET"))',
    attribute: "chart",
    message: "The GPU Operator or the nodes' own image brings a device plugin too",
    rationale:
      "Two plugins fight over the socket of the kubelet: GPUs come and go, and pods of models lose the one that they were given.",
    remediation:
      "Remove the release where Bottlerocket or the GPU Operator brings the plugin; Amazon Linux 2023 needs it.",
    answers: ["GPA-22"],
  }),
  {
    id: "GPUS_NOT_SHARED_BY_TENANTS",
    severity: "high",
    category: "isolation",
    title: "Tenants do not share a GPU by time slices or MPS",
    appliesTo: ["helm_release", "v1 ConfigMap"],
    when: `resource.kind == "v1 ConfigMap" || (${GPU_CHART})`,
    require: "gpuSharing(self).size() == 0 || gpuNamespaces().size() == 1",
    found: "gpuSharing(self)",
    attribute: "values",
    message: "The device plugin gives one GPU to many pods, and not all of them are of one namespace",
    rationale:
      "Time slices and MPS isolate neither memory nor faults: one tenant reads what another leaves in the GPU, or stops it.",
    remediation:
      "Remove sharing.timeSlicing and sharing.mps from the configuration of the plugin, and set migStrategy where a GPU must be shared: partitions are apart in hardware.",
    answers: ["GPA-23", "DENY-GPU-005", "AML.M0019"],
  },
  helmControl({
    id: "HELM_OAUTH2_PROXY_SECRET_KEPT_APART",
    severity: "high",
    category: "secrets",
    title: "OAuth2 Proxy takes its secrets from an existing Secret",
    when: OAUTH2_PROXY,
    require: `(${given("config.existingSecret")} != "" || ${given("proxyVarsAsSecrets")} == "false") && ["config.clientSecret", "config.cookieSecret"].all(path, text(helmValue(self, path)) == "")`,
    attribute: "values",
    message: "config.existingSecret is not set, or config.clientSecret or config.cookieSecret is",
    rationale:
      "The chart's own secrets are placeholders that everybody knows: with the cookie secret anybody writes a session for the gateway of the models. Secrets in values are in the state.",
    remediation: "Set config.existingSecret to a Secret that External Secrets fills, and no secret in the values.",
    answers: ["ING-48", "CIS K8s-1.12 5.4.2", "AML.T0055"],
  }),
  helmControl({
    id: "HELM_OAUTH2_PROXY_RESTRICTS_CALLERS",
    severity: "high",
    category: "identity",
    title: "OAuth2 Proxy lets in whom it names, over TLS, on every path",
    when: OAUTH2_PROXY,
    require: `${oauth2ProxyFaults()}.size() == 0`,
    found: oauth2ProxyFaults(),
    attribute: "values",
    message: "OAuth2 Proxy is no barrier",
    rationale:
      'The chart lets in every e-mail address ("*"): whoever has any account with the identity provider asks the model, and one path that skips authentication is enough for the others.',
    remediation:
      "Set extraArgs: email-domain or allowed-group to whom you mean, cookie-samesite to lax; leave cookie-secure true, its default, skip no paths of models, and reach upstreams by https.",
    answers: ["ING-49", "AML.M0019"],
  }),
];
