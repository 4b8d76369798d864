import type { Attributes, Value } from "./resource";

/** What the provider writes into a Kubernetes object when the argument is not set. */
interface ProviderDefault {
  readonly argument: string;
  readonly value: Value;
  /** Only when the block sets something else: an empty block is sent empty. */
  readonly unlessEmpty?: true;
}

/**
 * Defaults of the provider, by Kubernetes type, where what it sends differs from what Kubernetes does with an object that says nothing.
 * (Provider schemas: schema_pod_spec.go, schema_container.go, schema_rbac.go, resource_kubernetes_storage_class_v1.go.)
 */
const DEFAULTS: Readonly<Record<string, readonly ProviderDefault[]>> = {
  PodSpec: [
    // Kubernetes asks the service account when the pod says nothing: the provider's true overrides a service account's false.
    { argument: "automount_service_account_token", value: true },
    { argument: "enable_service_links", value: true },
  ],
  ServiceAccount: [{ argument: "automount_service_account_token", value: true }],
  SecurityContext: [
    { argument: "allow_privilege_escalation", value: true },
    { argument: "privileged", value: false },
    { argument: "read_only_root_filesystem", value: false },
    // The provider sends every boolean of the block: a container's false overrides the pod's true.
    { argument: "run_as_non_root", value: false },
  ],
  PodSecurityContext: [{ argument: "run_as_non_root", value: false, unlessEmpty: true }],
  StorageClass: [{ argument: "allow_volume_expansion", value: true }],
};

/** Arguments that number an object's ports or seconds, where the provider does not send a 0: it stands in state for "not set". */
const ZERO_IS_UNSET: ReadonlySet<string> = new Set([
  "active_deadline_seconds",
  "end_port",
  "health_check_node_port",
  "host_port",
  "node_port",
]);

/** Value of an argument that is not set: the provider's default, or null. */
export function defaultOf(type: string, argument: string, block: Attributes): Value {
  const found = DEFAULTS[type]?.find((entry) => entry.argument === argument);
  if (found === undefined || (found.unlessEmpty === true && isEmpty(block))) {
    return null;
  }
  return found.value;
}

/** Whether the provider takes the argument's value for one that is not set. */
export function isUnset(argument: string, value: Value | undefined): boolean {
  return value === null || value === undefined || value === "" || (value === 0 && ZERO_IS_UNSET.has(argument));
}

function isEmpty(block: Attributes): boolean {
  return Object.values(block).every(
    (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
}
