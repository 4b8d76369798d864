import { InputError } from "./input-error";
import { isNamespaced, namespaceOf } from "./kubernetes-scope";
import { defaultOf, isUnset } from "./lifting-defaults";
import { LIFTED_KINDS, type LiftedKind } from "./lifting-kinds";
import { ROOT_SHAPES, SHAPES } from "./lifting-table";
import { liftValue } from "./lifting-values";
import { referencesByPath } from "./normalise";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, type Unknown } from "./unknown";

/** Nothing that Kubernetes takes nests deeper. */
const DEEPEST_LEVEL = 200;

/**
 * The Kubernetes manifest that a `kubernetes_*` resource would apply: at the same address, of the same origin. Undefined for other
 * resources, for data sources, and for a `kubernetes_manifest` whose kind is not known.
 *
 * Values that are not known stay unknown, whole blocks included. What the provider sends without being asked is there.
 *
 * @throws InputError when the `manifest` of a `kubernetes_manifest` is a text that holds no object
 */
export function lift(resource: Resource): Resource | undefined {
  if (resource.mode !== "managed" || !resource.kind.startsWith("kubernetes_")) {
    return undefined;
  }
  const manifest = resource.kind === "kubernetes_manifest" ? written(resource) : typed(resource);
  if (manifest === undefined) {
    return undefined;
  }
  const { apiVersion, kind, metadata } = manifest;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return undefined;
  }
  const namespace = namespaceOf(
    apiVersion,
    kind,
    isObject(metadata) ? (metadata.namespace ?? null) : (metadata ?? null),
  );
  return {
    root: resource.root,
    address: resource.address,
    mode: "manifest",
    kind: `${apiVersion} ${kind}`,
    ...(namespace === undefined ? {} : { namespace }),
    attributes: manifest,
    references: resource.references.size === 0 ? resource.references : referencesByPath(manifest),
    actions: resource.actions,
    meta: resource.meta,
    waivers: resource.waivers,
    origin: resource.origin,
  };
}

/** Manifest of a resource whose type has a Kubernetes kind. */
function typed(resource: Resource): Attributes | undefined {
  const type = typeOf(resource);
  const lifted = Object.hasOwn(LIFTED_KINDS, type) ? LIFTED_KINDS[type] : undefined;
  const shape = ROOT_SHAPES[type];
  if (lifted === undefined || shape === undefined) {
    return undefined;
  }
  const body = liftBlock(shape, resource.attributes);
  if (isUnknown(body)) {
    return undefined;
  }
  const { apiVersion, kind } = lifted;
  return { apiVersion, kind, ...body, metadata: metadataOf(resource, lifted, body.metadata ?? null) };
}

/** The unversioned autoscaler is sent as autoscaling/v1 unless it has metrics. */
function typeOf(resource: Resource): string {
  if (resource.kind !== "kubernetes_horizontal_pod_autoscaler") {
    return resource.kind;
  }
  const spec = only(resource.attributes.spec ?? null);
  const metrics = isObject(spec) ? spec.metric : spec;
  const none = metrics === null || metrics === undefined || (Array.isArray(metrics) && metrics.length === 0);
  return none ? "kubernetes_horizontal_pod_autoscaler_v1" : resource.kind;
}

/** Metadata with what the provider fills in: the namespace, and the name of the default service account. */
function metadataOf(resource: Resource, lifted: LiftedKind, metadata: Value): Value {
  if (isUnknown(metadata)) {
    return metadata;
  }
  const given = isObject(metadata) ? metadata : {};
  const isDefault = resource.kind.startsWith("kubernetes_default_service_account");
  return {
    ...given,
    ...(isDefault && given.name === undefined ? { name: "default" } : {}),
    ...(given.namespace === undefined && isNamespaced(lifted.apiVersion, lifted.kind) === true
      ? { namespace: "default" }
      : {}),
  };
}

/** Fields of the block. Unknown when a block whose fields would stand among them is. */
function liftBlock(shapeName: string, block: Attributes): Record<string, Value> | Unknown {
  const shape = SHAPES[shapeName] ?? {};
  const type = shapeName.replace(/\d+$/, "");
  const fields: Record<string, Value> = {};
  for (const argument in shape) {
    const [field = "", form = "dropped", nested] = shape[argument] ?? [];
    if (form === "dropped") {
      continue;
    }
    const written = block[argument] ?? null;
    const value = isUnset(argument, written) && form !== "required" ? defaultOf(type, argument, block) : written;
    if (form === "inline") {
      const inlined = nested === undefined ? null : liftOnly(nested, value);
      if (isUnknown(inlined)) {
        return inlined;
      }
      Object.assign(fields, inlined);
      continue;
    }
    const lifted = nested === undefined ? liftValue(form, value) : liftBlocks(form === "objects", nested, value);
    if (lifted !== undefined && lifted !== null) {
      put(fields, field, lifted);
    }
  }
  if (type === "Subject") {
    return subject(fields);
  }
  if (type === "HTTPIngressPath" && fields.pathType === undefined) {
    // Kubernetes requires one; this is the provider's default, and that of the API version that had none.
    fields.pathType = "ImplementationSpecific";
  }
  return fields;
}

/** A nested block as an object, or nested blocks as a list of objects; null when there is none. */
function liftBlocks(many: boolean, shapeName: string, value: Value): Value {
  if (!many) {
    return liftOnly(shapeName, value);
  }
  if (isUnknown(value) || value === null) {
    return value;
  }
  const blocks: readonly Value[] = Array.isArray(value) ? value : [value];
  return blocks.length === 0 ? null : blocks.map((block) => liftOne(shapeName, block));
}

function liftOnly(shapeName: string, value: Value): Value {
  const block = only(value);
  return block === undefined ? null : liftOne(shapeName, block);
}

/** A block that is there and says nothing is an empty object: `pod_selector {}` selects every pod. */
function liftOne(shapeName: string, block: Value): Value {
  if (isUnknown(block)) {
    return block;
  }
  return liftBlock(shapeName, isObject(block) ? block : {});
}

/** The block of a list of at most one; undefined when there is none. */
function only(value: Value): Value | undefined {
  if (Array.isArray(value)) {
    return value[0];
  }
  return value ?? undefined;
}

/** Writes the field at its path. Two arguments may fill one map: a secret's `data` and its write-only twin. */
function put(fields: Record<string, Value>, path: string, value: Value): void {
  const dot = path.indexOf(".");
  if (dot !== -1) {
    const outer = path.slice(0, dot);
    const held = fields[outer];
    const inner: Record<string, Value> = isObject(held) ? { ...held } : {};
    put(inner, path.slice(dot + 1), value);
    fields[outer] = inner;
    return;
  }
  const held = fields[path];
  if (held === undefined || !isObject(held) || !isObject(value)) {
    fields[path] = isUnknown(held) ? held : value;
    return;
  }
  const merged: Record<string, Value> = Object.create(null);
  fields[path] = Object.assign(merged, held, value);
}

/** The provider puts service accounts into the namespace "default" unless told otherwise; users and groups have none. */
function subject(fields: Record<string, Value>): Record<string, Value> {
  if (fields.kind === "ServiceAccount" || isUnknown(fields.kind)) {
    return fields.namespace === undefined ? { ...fields, namespace: "default" } : fields;
  }
  const { namespace, ...rest } = fields;
  return namespace === "default" ? rest : fields;
}

/** The object in the `manifest` argument: an object, or its JSON text. */
function written(resource: Resource): Attributes | undefined {
  const manifest = only(resource.attributes.manifest ?? null) ?? null;
  const object = withoutNulls(typeof manifest === "string" ? parsed(resource, manifest) : manifest, 0);
  if (!isObject(object)) {
    return undefined;
  }
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || !isObject(metadata)) {
    return object;
  }
  return metadata.namespace === undefined && isNamespaced(apiVersion, kind) === true
    ? { ...object, metadata: { ...metadata, namespace: "default" } }
    : object;
}

function parsed(resource: Resource, text: string): Value {
  const place = `${resource.address}: manifest`;
  try {
    const value: Value = JSON.parse(text);
    if (isObject(value)) {
      return value;
    }
  } catch (error) {
    throw new InputError(resource.origin.file, `${place} is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
  throw new InputError(resource.origin.file, `${place} is a text that holds no object`);
}

/** Explicit nulls are absent: the provider does not send them. Objects without one are returned as they are. */
function withoutNulls(value: Value, depth: number): Value {
  if (typeof value !== "object" || value === null || isUnknown(value) || depth > DEEPEST_LEVEL) {
    return value;
  }
  if (Array.isArray(value)) {
    const elements: readonly Value[] = value;
    const kept = elements.map((element) => withoutNulls(element, depth + 1));
    return kept.some((element, index) => element !== elements[index]) ? kept : elements;
  }
  const entries = Object.entries(value);
  const kept = entries.flatMap(([key, entry]): [string, Value][] =>
    entry === null ? [] : [[key, withoutNulls(entry, depth + 1)]],
  );
  const same = kept.length === entries.length && kept.every(([, entry], index) => entry === entries[index]?.[1]);
  if (same) {
    return value;
  }
  const object: Record<string, Value> = Object.create(null);
  for (const [key, entry] of kept) {
    object[key] = entry;
  }
  return object;
}

function isObject(value: Value | undefined): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}
