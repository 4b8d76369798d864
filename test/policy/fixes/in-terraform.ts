import type { FixAttributes } from "../../../src/policy/fixes/fix";
import { argumentsOfType, typeOfKind } from "../../../src/policy/fixing/terraform-names";
import type { EstateSource } from "../../support/estates";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * The same estate with its manifests as resources of Terraform: of the provider's type for the kind, or as
 * `kubernetes_manifest` where it has none. Undefined where none has a type, or one has a field that the type lacks.
 */
export function inProviderTypes(source: EstateSource): EstateSource | undefined {
  const resource: Record<string, Record<string, unknown>> = structuredClone(source.resource ?? {}) as never;
  let typed = 0;
  for (const [index, manifest] of ((source.manifests ?? []) as readonly Manifest[]).entries()) {
    const { apiVersion, kind, ...fields } = manifest;
    const type = typeOfKind(`${apiVersion} ${kind}`);
    const written = type === undefined ? { manifest } : argumentsOfType(type, fields as FixAttributes);
    if (written === undefined) {
      return undefined;
    }
    typed += type === undefined ? 0 : 1;
    resource[type ?? "kubernetes_manifest"] ??= {};
    Object.assign(resource[type ?? "kubernetes_manifest"] ?? {}, { [`object${index}`]: written });
  }
  const { manifests: _, ...rest } = source;
  return typed === 0 ? undefined : { ...rest, resource };
}

/** The same estate with its manifests as `kubernetes_manifest`; undefined where there is none. */
export function inManifestResources(source: EstateSource): EstateSource | undefined {
  const { manifests = [], ...rest } = source;
  const entries = manifests.map((manifest, index) => [`object${index}`, { manifest }] as const);
  const resource = { ...rest.resource, kubernetes_manifest: Object.fromEntries(entries) };
  return entries.length === 0 ? undefined : { ...rest, resource };
}
