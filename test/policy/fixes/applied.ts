import { applyEdit, type Json, type JsonObject, plainValue } from "../../../src/policy/fixes/apply";
import type { Fix, FixAttributes, Step } from "../../../src/policy/fixes/fix";
import { isEdit } from "../../../src/policy/fixing/edits";
import { argumentsOfType, typeOfKind } from "../../../src/policy/fixing/terraform-names";
import type { EstateSource } from "../../support/estates";

type Mutable = { -readonly [K in keyof EstateSource]: EstateSource[K] } & JsonObject;

/** Where a finding is: its address and kind, as the engine names them. */
export interface Place {
  readonly resource: string;
  readonly kind: string;
  readonly root: string;
  readonly namespace?: string;
}

/** The small estate of a case after the fix was done to the resource that was found. */
export function fixedSource(source: EstateSource, fix: Fix, place: Place): EstateSource {
  const fixed = structuredClone(source) as unknown as Mutable;
  for (const step of fix) {
    perform(fixed, step, place);
  }
  return fixed as unknown as EstateSource;
}

function perform(source: Mutable, step: Step, place: Place): void {
  const target = targetOf(source, place);
  if (step.do === "decide") {
    return;
  }
  if (step.do === "add") {
    addTo(source, step, target);
    return;
  }
  const targets = step.on === undefined ? [target] : satellitesOf(source, step.on, target);
  for (const each of targets) {
    if (isEdit(step)) {
      applyEdit(step, { ...each, refer: target.refer });
    } else {
      each.remove();
    }
  }
}

interface Target {
  readonly kind: string;
  /** Kind of the object that a resource of Terraform was judged as. */
  readonly judgedAs?: string;
  readonly attributes: JsonObject;
  readonly name: string;
  readonly refer: (attribute: string) => Json;
  readonly remove: () => void;
}

function targetOf(source: Mutable, { resource, kind, root, namespace }: Place): Target {
  if (kind === "root") {
    const also = (source.also as JsonObject[] | undefined)?.find((each) => each.name === root);
    return { kind, name: root, attributes: also ?? source, refer: () => null, remove: () => undefined };
  }
  const [type = "", name = ""] = resource.split(/[.[]/);
  const roots = [source, ...((source.also as JsonObject[] | undefined) ?? [])];
  for (const each of roots) {
    const kinds = each.resource as Record<string, Record<string, JsonObject>> | undefined;
    const attributes = kinds?.[type]?.[name];
    if (attributes !== undefined && (each === source || each.name === root)) {
      const lifted = kind.includes(" ") ? { judgedAs: kind.split(" ")[1] ?? "" } : {};
      const refer = (attribute: string): Json =>
        "judgedAs" in lifted
          ? valueIn(attributes.manifest ?? attributes, attribute)
          : `\${${type}.${name}.${attribute}}`;
      return { kind: type, ...lifted, name, attributes, refer, remove: () => delete kinds?.[type]?.[name] };
    }
  }
  return manifestOf(source, resource, namespace);
}

function manifestOf(source: Mutable, resource: string, namespace: string | undefined): Target {
  const [kind = "", name = ""] = resource.split("/");
  const manifests = (source.manifests ?? []) as JsonObject[];
  const found = manifests.find((object) => {
    const metadata = object.metadata as JsonObject | undefined;
    const own = metadata?.namespace ?? "default";
    return object.kind === kind && metadata?.name === name && (namespace === undefined || own === namespace);
  });
  if (found === undefined) {
    throw new Error(`the source has no ${resource}`);
  }
  const refer = (attribute: string): Json => valueIn(found, attribute);
  const remove = () => manifests.splice(manifests.indexOf(found), 1);
  return { kind, name, attributes: found, refer, remove };
}

function valueIn(object: Json, path: string): Json {
  return path.split(".").reduce<Json>((value, key) => (value as JsonObject | null)?.[key] ?? null, object);
}

/** Resources of the kind that mention the target: by reference, or by the name that it was given. */
function satellitesOf(source: Mutable, kind: string, target: Target): Target[] {
  const all = (source.resource as Record<string, Record<string, JsonObject>> | undefined)?.[kind] ?? {};
  const literal = [target.attributes.bucket, target.attributes.name].find((value) => typeof value === "string");
  return Object.entries(all)
    .filter(([, attributes]) => {
      const text = JSON.stringify(attributes);
      return text.includes(`${target.kind}.${target.name}`) || text.includes(JSON.stringify(literal ?? {}));
    })
    .map(([name, attributes]) => ({
      kind,
      name,
      attributes,
      refer: target.refer,
      remove: () => delete all[name],
    }));
}

function addTo(source: Mutable, step: Extract<Step, { do: "add" }>, target: Target): void {
  const attributes = plainValue(step.attributes, target.refer) as JsonObject;
  if (!step.kind.includes(" ")) {
    addResource(source, step.kind, step.name, attributes);
    return;
  }
  const [apiVersion = "", kind = ""] = step.kind.split(" ");
  if (target.kind === "kubernetes_manifest") {
    addResource(source, target.kind, step.name, { manifest: { apiVersion, kind, ...attributes } });
  } else if (target.judgedAs !== undefined) {
    addTyped(source, step.kind, step.name, attributes);
  } else {
    source.manifests = [...(source.manifests ?? []), { apiVersion, kind, ...attributes }] as never;
  }
}

/** Adds an object beside `kubernetes_*` resources: as one of them, or as it is where the provider has no type for it. */
function addTyped(source: Mutable, kind: string, name: string, fields: JsonObject): void {
  const type = typeOfKind(kind);
  const typed = type === undefined ? undefined : argumentsOfType(type, fields as FixAttributes);
  const [apiVersion = "", ofKind = ""] = kind.split(" ");
  if (type === undefined || typed === undefined) {
    addResource(source, "kubernetes_manifest", name, { manifest: { apiVersion, kind: ofKind, ...fields } });
  } else {
    addResource(source, type, name, typed as JsonObject);
  }
}

function addResource(source: Mutable, kind: string, name: string, attributes: JsonObject): void {
  const kinds = (source.resource ?? {}) as Record<string, Record<string, JsonObject>>;
  source.resource = { ...kinds, [kind]: { ...kinds[kind], [name]: attributes } } as never;
}
