import type { Value } from "./resource";

/** API groups that Kubernetes itself serves; the core group is empty. Other groups are of custom resources, whose scope is not known. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "extensions",
  "flowcontrol.apiserver.k8s.io",
  "internal.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io",
]);

/** Kinds of those groups that belong to the cluster (`kubectl api-resources --namespaced=false`). */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "ComponentStatus",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PodSecurityPolicy",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "SelfSubjectAccessReview",
  "SelfSubjectReview",
  "SelfSubjectRulesReview",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersion",
  "StorageVersionMigration",
  "SubjectAccessReview",
  "TokenReview",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

/** Whether objects of the kind lie in a namespace; undefined for custom resources. */
export function isNamespaced(apiVersion: string, kind: string): boolean | undefined {
  const slash = apiVersion.indexOf("/");
  const group = slash === -1 ? "" : apiVersion.slice(0, slash);
  return BUILT_IN_GROUPS.has(group) ? !CLUSTER_SCOPED.has(kind) : undefined;
}

/**
 * Namespace of an object whose metadata states this one: "default" when a namespaced kind states none, undefined when the kind has none,
 * when the value is not known, or when a custom resource states none.
 */
export function namespaceOf(apiVersion: string, kind: string, stated: Value | undefined): string | undefined {
  const namespaced = isNamespaced(apiVersion, kind);
  if (namespaced === false) {
    return undefined;
  }
  if (typeof stated === "string" && stated !== "") {
    return stated;
  }
  const none = stated === undefined || stated === null || stated === "";
  return none && namespaced === true ? "default" : undefined;
}
