import type { Control } from "../control";

const VALIDATING = "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration";

/** CEL: the webhook is asked about pods, as webhooks of policy engines are. Those about kinds or groups of their own are not judged. */
const ABOUT_PODS =
  '(has(webhook.rules) && webhook.rules.exists(rule, (!has(rule.apiGroups) || rule.apiGroups.exists(group, group in ["", "*"])) && has(rule.resources) && rule.resources.exists(resource, resource in ["*", "*/*", "pods", "pods/*"])))';

/** CEL: what the webhook does not answer is refused, which is the default. */
const FAILS_CLOSED = '(!has(webhook.failurePolicy) || webhook.failurePolicy == "Fail")';

const NAME_LABEL = "kubernetes.io/metadata.name";

/** CEL: the webhook is not asked about the namespace. What other labels select, is taken at its word. */
function spares(namespace: string): string {
  const expression = `(each.key != "${NAME_LABEL}" || (each.operator == "NotIn" && ${namespace} in each.values) || (each.operator == "In" && !(${namespace} in each.values)))`;
  return [
    `(has(webhook.namespaceSelector) && has(webhook.namespaceSelector.matchExpressions) && webhook.namespaceSelector.matchExpressions.exists(each, ${expression}))`,
    `(has(webhook.namespaceSelector) && has(webhook.namespaceSelector.matchLabels) && webhook.namespaceSelector.matchLabels.exists(key, key != "${NAME_LABEL}" || webhook.namespaceSelector.matchLabels[key] != ${namespace}))`,
    `(has(webhook.matchConditions) && webhook.matchConditions.exists(each, each.expression.contains(${namespace})))`,
  ].join(" || ");
}

/** CEL: neither nodes nor the webhook itself wait for the webhook. */
const SPARES_PLATFORM = `(${spares('"kube-system"')}) && (!has(webhook.clientConfig) || !has(webhook.clientConfig.service) || (${spares("webhook.clientConfig.service.namespace")}))`;

const NAME = '(has(webhook.name) ? webhook.name : "a webhook without a name")';

/** What the cluster itself refuses, whoever asks: the last word on pods beside the models. */
export const KUBERNETES_ADMISSION_CONTROLS: readonly Control[] = [
  {
    id: "K8S_ADMISSION_FAILS_CLOSED",
    severity: "high",
    category: "workload",
    title: "Pods are refused when nobody answers whether they are allowed",
    appliesTo: [VALIDATING],
    require: `!has(object.webhooks) || object.webhooks.all(webhook, !${ABOUT_PODS} || ${FAILS_CLOSED})`,
    found: `object.webhooks.filter(webhook, ${ABOUT_PODS} && !${FAILS_CLOSED}).map(webhook, ${NAME})`,
    attribute: "webhooks.failurePolicy",
    message: "A webhook that judges pods lets them pass when it does not answer",
    rationale:
      "Whoever makes the policy engine slow, or waits for its restart, runs a privileged pod or an unsigned image beside the weights.",
    remediation:
      "Set failurePolicy to Fail, which is the default, run the engine with several replicas, and leave kube-system and the engine's own namespace out in namespaceSelector.",
    answers: ["TEN-32", "AML.T0105"],
  },
  {
    id: "K8S_ADMISSION_SPARES_PLATFORM",
    severity: "medium",
    category: "resilience",
    title: "Webhooks that refuse pods leave the platform out",
    appliesTo: [VALIDATING],
    require: `!has(object.webhooks) || object.webhooks.all(webhook, !${ABOUT_PODS} || !${FAILS_CLOSED} || (${SPARES_PLATFORM}))`,
    found: `object.webhooks.filter(webhook, ${ABOUT_PODS} && ${FAILS_CLOSED} && !(${SPARES_PLATFORM})).map(webhook, ${NAME})`,
    attribute: "webhooks.namespaceSelector",
    message: "A webhook that refuses pods when it does not answer is asked about kube-system, or about its own pods",
    rationale:
      "A cluster whose nodes restart together makes neither DNS nor the webhook itself, for both wait for the webhook: no model comes back, and in the hurry the webhook is removed.",
    remediation:
      "Set namespaceSelector with kubernetes.io/metadata.name NotIn [kube-system, and the namespace of the webhook's service].",
    answers: ["TEN-32", "AML.T0029"],
  },
];
