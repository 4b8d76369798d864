import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { cluster, inTerraform, type Loose, of } from "./kubernetes-objects";

const SPARED = {
  matchExpressions: [
    { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system", "gatekeeper-system"] },
  ],
};

/** A policy engine's webhook on pods, and one of another product on a kind of its own. */
function webhooks(changes: Loose): Loose {
  return cluster("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", {
    webhooks: [
      {
        name: "validation.gatekeeper.sh",
        clientConfig: { service: { name: "webhook", namespace: "gatekeeper-system" } },
        rules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: ["*"] }],
        namespaceSelector: SPARED,
        ...changes,
      },
      {
        name: "certificates.example",
        failurePolicy: "Ignore",
        rules: [{ apiGroups: ["example"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["certificates"] }],
      },
    ],
  });
}

function engine(changes: Loose): EstateSource {
  return of(webhooks(changes));
}

const ON_PODS = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];

export const KUBERNETES_ADMISSION_CASES: readonly ControlCases[] = [
  {
    control: "K8S_ADMISSION_FAILS_CLOSED",
    holds: {
      "not said: the default is Fail": engine({}),
      "written out": engine({ failurePolicy: "Fail" }),
      "everything of groups of its own": engine({
        failurePolicy: "Ignore",
        rules: [{ apiGroups: ["networking.istio.io"], apiVersions: ["*"], operations: ["CREATE"], resources: ["*"] }],
      }),
      "in Terraform": {
        resource: {
          kubernetes_validating_webhook_configuration_v1: {
            engine: {
              metadata: { name: "engine" },
              webhook: [{ name: "engine.example", failure_policy: "Fail", rule: [{ resources: ["pods"] }] }],
            },
          },
        },
      },
    },
    fails: {
      "pods are let through": engine({ failurePolicy: "Ignore", rules: ON_PODS }),
      "everything is let through": engine({ failurePolicy: "Ignore" }),
    },
    undecided: { "by a variable": inTerraform(webhooks({ failurePolicy: "$" + "{var.failure_policy}" })) },
  },
  {
    control: "K8S_ADMISSION_SPARES_PLATFORM",
    holds: {
      "both are left out": engine({}),
      "tenants are named": engine({
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["vision"] }],
        },
      }),
      "tenants have a label": engine({ namespaceSelector: { matchLabels: { tenant: "true" } } }),
      "the engine's own label": engine({
        namespaceSelector: { matchExpressions: [{ key: "admission.gatekeeper.sh/ignore", operator: "DoesNotExist" }] },
      }),
      "conditions leave both out": engine({
        namespaceSelector: {},
        matchConditions: [
          { name: "platform", expression: "!(request.namespace in ['kube-system', 'gatekeeper-system'])" },
        ],
      }),
      "it lets pass, which is another finding": engine({ failurePolicy: "Ignore", namespaceSelector: {} }),
    },
    fails: {
      "nobody is left out": engine({ namespaceSelector: {} }),
      "nothing is said": engine({ namespaceSelector: null, failurePolicy: "Fail" }),
      "its own namespace stays in": engine({
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
        },
      }),
    },
    undecided: { "by a variable": inTerraform(webhooks({ namespaceSelector: "$" + "{var.namespaces}" })) },
  },
];
