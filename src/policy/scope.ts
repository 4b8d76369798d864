import type { Estate, RootModule } from "../estate/estate";
import { isAttributes } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";

/** What a custom function of a control may ask about. */
export interface ControlContext {
  readonly estate: Estate;

  /** The resource that is judged; undefined for a control on a root module. */
  readonly resource?: Resource;

  /** Root module of the resource. */
  readonly root: string;
}

/** Kind that a control names to judge root modules: backend, providers. */
export const ROOT_KIND = "root";

/** Kind that a control names to judge every resource, Terraform's and Kubernetes'. */
export const EVERY_KIND = "*";

/** Kubernetes kinds that make pods, as the estate names them. */
export const WORKLOAD_KINDS = [
  "v1 Pod",
  "apps/v1 Deployment",
  "apps/v1 StatefulSet",
  "apps/v1 DaemonSet",
  "apps/v1 ReplicaSet",
  "v1 ReplicationController",
  "batch/v1 Job",
  "batch/v1 CronJob",
] as const;

/** Kinds of Kubernetes objects have a version and a space in them; Terraform types never do. */
export function isManifestKind(kind: string): boolean {
  return kind.includes(" ");
}

/** Variables of the dialect for Terraform kinds. */
export const TERRAFORM_VARIABLES = ["self", "resource"] as const;

/** Variables of the dialect for Kubernetes kinds: those of a ValidatingAdmissionPolicy. */
export const MANIFEST_VARIABLES = ["object", "variables"] as const;

/** What an expression of a control sees of a resource. */
export function scopeOf(resource: Resource): Readonly<Record<string, Value>> {
  const { attributes, address, kind, meta, actions } = resource;
  const scope = { self: attributes, resource: { address, kind, meta, actions } };
  return resource.mode === "manifest" ? { ...scope, object: attributes, variables: podVariables(attributes) } : scope;
}

/** What an expression of a control sees of a root module. */
export function scopeOfRoot(root: RootModule): Readonly<Record<string, Value>> {
  const backend = root.backend;
  const self: Attributes = {
    source: root.source,
    backend: backend === undefined ? new Unknown() : backend && { type: backend.type, settings: backend.settings },
    providers: root.providers.map(({ name, settings }) => ({ name, settings })),
    required_providers: Object.entries(root.requiredProviders).map(([name, { source, version }]) => ({
      name,
      source: source ?? null,
      version: version ?? null,
    })),
  };
  return { self, resource: { address: root.name, kind: ROOT_KIND } };
}

/** `variables.podSpec` and `variables.containers`, as a policy of Kubernetes would define them. */
function podVariables(object: Attributes): Attributes {
  const podSpec = podSpecOf(object);
  return { podSpec: podSpec ?? {}, containers: podSpec === undefined ? [] : containersOf(podSpec) };
}

/** Pod spec of a workload of any kind; undefined when the object makes no pods, Unknown when it is not known. */
export function podSpecOf(object: Attributes): Attributes | Unknown | undefined {
  const kind = object.kind;
  const path =
    kind === "Pod"
      ? ["spec"]
      : kind === "CronJob"
        ? ["spec", "jobTemplate", "spec", "template", "spec"]
        : ["spec", "template", "spec"];
  let value: Value | undefined = object;
  for (const step of path) {
    if (isUnknown(value)) {
      return value;
    }
    value = isAttributes(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return isUnknown(value) || isAttributes(value) ? value : undefined;
}

function containersOf(podSpec: Attributes | Unknown): Value {
  if (isUnknown(podSpec)) {
    return podSpec;
  }
  const all: Value[] = [];
  for (const field of ["containers", "initContainers", "ephemeralContainers"]) {
    const containers = Object.hasOwn(podSpec, field) ? podSpec[field] : undefined;
    if (isUnknown(containers)) {
      return containers;
    }
    if (Array.isArray(containers)) {
      all.push(...containers);
    }
  }
  return all;
}
