/** Every object of the Kubernetes provider is another one under another name, or in another namespace. */
export const REPLACING_KUBERNETES_OBJECT: readonly string[] = [
  "metadata.0.name",
  "metadata.0.namespace",
  "metadata.0.generate_name",
];

/**
 * Fields that Kubernetes does not let anybody change, by the kind of the object: the provider replaces it.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
 */
export const REPLACING_KUBERNETES: Readonly<Record<string, readonly string[]>> = {
  deployment: ["spec.0.selector"],
  stateful_set: [
    "spec.0.selector",
    "spec.0.service_name",
    "spec.0.volume_claim_template",
    "spec.0.pod_management_policy",
  ],
  daemonset: ["spec.0.selector"],
  job: ["spec.0.selector", "spec.0.template", "spec.0.completions"],
  persistent_volume_claim: [
    "spec.0.access_modes",
    "spec.0.selector",
    "spec.0.storage_class_name",
    "spec.0.volume_mode",
    "spec.0.volume_name",
  ],
  storage_class: [
    "allow_volume_expansion",
    "parameters",
    "reclaim_policy",
    "storage_provisioner",
    "volume_binding_mode",
  ],
  role_binding: ["role_ref"],
  cluster_role_binding: ["role_ref"],
  secret: ["type", "immutable"],
  service: ["spec.0.cluster_ip"],
  pod: ["spec"],
  priority_class: ["value", "preemption_policy"],
};
