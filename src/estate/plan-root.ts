import type { RootModule } from "./estate";
import { type DeclaredResource, isExpression } from "./plan-configuration";
import { isJsonObject, type JsonObject, join, own, type PlanShape, put } from "./plan-json";
import type { ReferenceResolver } from "./plan-references";
import type { Attributes, Value } from "./resource";
import { Unknown } from "./unknown";

const ONCE = { key: "", forEach: undefined };
const metas = new WeakMap<DeclaredResource, Attributes>();

/** Meta-arguments that a plan keeps; `lifecycle` is none of them. Instances of one declaration share them. */
export function metaOf(shape: PlanShape, declared: DeclaredResource): Attributes {
  const known = metas.get(declared);
  if (known !== undefined) {
    return known;
  }
  const meta: JsonObject = {};
  const provider = own(declared.declaration, "provider_config_key");
  if (typeof provider === "string") {
    meta.provider = provider;
  }
  const dependencies = shape.listIn(declared.declaration, "depends_on", "configuration");
  if (dependencies.length > 0) {
    meta.depends_on = dependencies;
  }
  for (const name of ["count", "for_each"] as const) {
    const expression = own(declared.declaration, `${name}_expression`);
    if (isJsonObject(expression)) {
      meta[name] = own(expression, "constant_value") ?? new Unknown();
    }
  }
  metas.set(declared, meta as Attributes);
  return meta as Attributes;
}

/** Configured providers of all modules, named as the plan does: `aws`, `aws.west`, `module.a:aws`. */
export function providersOf(
  shape: PlanShape,
  resolver: ReferenceResolver,
  configuration: JsonObject,
): RootModule["providers"] {
  return providerEntries(shape, configuration).map(([name, entry, path]) => ({
    name,
    settings: settingsOf(shape, resolver, shape.objectIn(entry, "expressions", path) ?? {}, path, 0) as Attributes,
  }));
}

/** Required providers by local name; where modules differ, the first entry of the plan counts. */
export function requiredProvidersOf(shape: PlanShape, configuration: JsonObject): RootModule["requiredProviders"] {
  const required: Record<string, { source?: string; version?: string }> = Object.create(null);
  for (const [key, entry, path] of providerEntries(shape, configuration)) {
    const name = shape.textIn(entry, "name", path) ?? key;
    const source = shape.textIn(entry, "full_name", path);
    const version = shape.textIn(entry, "version_constraint", path);
    required[name] = { ...(source && { source }), ...(version && { version }), ...required[name] };
  }
  return required;
}

function providerEntries(shape: PlanShape, configuration: JsonObject): (readonly [string, JsonObject, string])[] {
  const entries = shape.objectIn(configuration, "provider_config", "configuration") ?? {};
  return Object.entries(entries).map(([name, value]) => {
    const path = join("configuration.provider_config", name);
    return [name, shape.object(value, path), path] as const;
  });
}

/** Expressions as settings: a constant is its value, everything else is set and not known. */
function settingsOf(shape: PlanShape, resolver: ReferenceResolver, node: unknown, path: string, depth: number): Value {
  shape.checkDepth(depth, path);
  if (Array.isArray(node)) {
    return node.map((member) => settingsOf(shape, resolver, member, path, depth + 1));
  }
  if (!isJsonObject(node)) {
    return null;
  }
  if (depth > 0 && isExpression(node)) {
    const root = resolver.instanceAt([]);
    return Object.hasOwn(node, "constant_value") || root === undefined
      ? (node.constant_value as Value)
      : new Unknown(resolver.ofExpression(node, root, ONCE).references);
  }
  const settings: JsonObject = {};
  for (const [name, member] of Object.entries(node)) {
    put(settings, name, settingsOf(shape, resolver, member, path, depth + 1));
  }
  return settings as Attributes;
}

/** Outputs of the root module; one without a value is known after apply. */
export function outputsOf(
  shape: PlanShape,
  resolver: ReferenceResolver,
  values: JsonObject,
  configuration: JsonObject,
): RootModule["outputs"] {
  const outputs: Record<string, Value> = Object.create(null);
  const root = resolver.instanceAt([]);
  const rootModule = shape.objectIn(configuration, "root_module", "configuration");
  const declared = rootModule && shape.objectIn(rootModule, "outputs", "configuration.root_module");
  for (const [name, entry] of Object.entries(shape.objectIn(values, "outputs", "planned_values") ?? {})) {
    const output = shape.object(entry, join("planned_values.outputs", name));
    const declaration = own(declared, name);
    const expression = isJsonObject(declaration) ? declaration.expression : undefined;
    outputs[name] = Object.hasOwn(output, "value")
      ? (output.value as Value)
      : new Unknown(root === undefined ? [] : resolver.ofExpression(expression, root, ONCE).references);
  }
  return outputs;
}
