import type { Mutation } from "../mutation";
import { added, type Loose } from "./kubernetes-objects";

/** Adds the webhook of a policy engine, in which nothing else is wrong. */
function webhook(control: string, name: string, changes: Loose): Mutation {
  return added(control, name, "kubernetes_validating_webhook_configuration_v1", {
    metadata: { name: "engine" },
    webhook: [
      {
        name: "validation.engine.example",
        failure_policy: "Fail",
        admission_review_versions: ["v1"],
        side_effects: "None",
        client_config: { service: { name: "engine", namespace: "engine" } },
        namespace_selector: {
          match_expressions: [
            { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system", "engine"] },
          ],
        },
        rule: [{ api_groups: [""], api_versions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
        ...changes,
      },
    ],
  });
}

export const KUBERNETES_ADMISSION_MUTATIONS: readonly Mutation[] = [
  webhook("K8S_ADMISSION_FAILS_CLOSED", "pods pass when the policy engine is silent", { failure_policy: "Ignore" }),
  webhook("K8S_ADMISSION_SPARES_PLATFORM", "the policy engine waits for itself", { namespace_selector: null }),
];
