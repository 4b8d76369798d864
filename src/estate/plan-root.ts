import type { RootModule } from "./estate";
import { type DeclaredResource, isExpression, referencesOf } from "./plan-configuration";
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

/**
 * Configured providers of all modules, named as the plan does: `aws`, `aws.west`, `module.a:aws`.
 *
 * @param variables the plan's `variables`, which give the place of a provider that takes it from one of them
 */
export function providersOf(
  shape: PlanShape,
  resolver: ReferenceResolver,
  configuration: JsonObject,
  variables?: unknown,
): RootModule["providers"] {
  return providerEntries(shape, configuration).map(([name, entry, path]) => {
    const expressions = shape.objectIn(entry, "expressions", path) ?? {};
    const settings = settingsOf(shape, resolver, expressions, path, 0) as Attributes;
    // In a module, `var.region` is a variable of the module.
    const isOfRoot = own(entry, "module_address") === undefined && !name.includes(":");
    return {
      name,
      settings: isOfRoot ? { ...settings, ...placesOf(expressions, configuration, variables) } : settings,
    };
  });
}

/** Settings that say where a provider is, and how regions and zones of the clouds are written. */
const PLACES: readonly (readonly [name: string, written: RegExp])[] = [
  ["region", /^[a-z]{2,}(?:-[a-z]+)+-?\d+$/],
  ["zone", /^[a-z]{2,}(?:-[a-z]+)+\d+-[a-z]$/],
];

/**
 * The places that root variables give. A plan does not keep how an expression is written: `var.region` and `"${var.region}-x"` both
 * refer to the variable alone. So a value counts only where it is a place as it stands, and no other setting is taken from a variable:
 * `!var.enabled` would be turned around.
 */
function placesOf(expressions: JsonObject, configuration: JsonObject, variables: unknown): Record<string, string> {
  const places: Record<string, string> = {};
  for (const [name, written] of PLACES) {
    const [only, ...others] = referencesOf(own(expressions, name));
    const variable = others.length === 0 ? /^var\.([\w-]+)$/.exec(only ?? "")?.[1] : undefined;
    const value = variable === undefined ? undefined : valueOfVariable(variable, configuration, variables);
    if (typeof value === "string" && written.test(value)) {
      places[name] = value;
    }
  }
  return places;
}

/** The value of a root variable; undefined when it is sensitive, or the plan does not have it. */
function valueOfVariable(name: string, configuration: JsonObject, variables: unknown): unknown {
  const declared = ["root_module", "variables", name].reduce<unknown>(
    (at, key) => (isJsonObject(at) ? own(at, key) : undefined),
    configuration,
  );
  const isSensitive = isJsonObject(declared) && (own(declared, "sensitive") ?? false) !== false;
  const variable = isJsonObject(variables) && !isSensitive ? own(variables, name) : undefined;
  return isJsonObject(variable) ? own(variable, "value") : undefined;
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
