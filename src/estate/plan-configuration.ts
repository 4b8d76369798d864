import { longestOf } from "./plan-address";
import { isJsonObject, type JsonObject, join, own, type PlanShape } from "./plan-json";

/** A resource as the configuration declares it: one for all of its instances. */
export interface DeclaredResource {
  readonly expressions: JsonObject;
  readonly forEach: unknown;
  readonly declaration: JsonObject;
}

/** A call of a module: the expressions of its variables, and the module itself. */
export interface ModuleCall {
  readonly expressions: JsonObject;
  readonly forEach: unknown;
  readonly module: DeclaredModule;
}

/** A module of the configuration: one for all of its instances. */
export interface DeclaredModule {
  readonly resources: ReadonlyMap<string, DeclaredResource>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly outputs: JsonObject;
}

/** Reads `configuration.root_module` or the module of a call, and all modules below it. */
export function declaredModule(shape: PlanShape, module: JsonObject, path: string, depth = 0): DeclaredModule {
  shape.checkDepth(depth, path);
  const resources = new Map<string, DeclaredResource>();
  for (const [index, entry] of shape.listIn(module, "resources", path).entries()) {
    const place = `${path}.resources[${index}]`;
    const declaration = shape.object(entry, place);
    resources.set(shape.text(declaration.address, `${place}.address`), {
      expressions: shape.objectIn(declaration, "expressions", place) ?? {},
      forEach: own(declaration, "for_each_expression"),
      declaration,
    });
  }
  const calls = new Map<string, ModuleCall>();
  for (const [name, entry] of Object.entries(shape.objectIn(module, "module_calls", path) ?? {})) {
    const place = join(join(path, "module_calls"), name);
    const call = shape.object(entry, place);
    calls.set(name, {
      expressions: shape.objectIn(call, "expressions", place) ?? {},
      forEach: own(call, "for_each_expression"),
      module: declaredModule(shape, shape.objectIn(call, "module", place) ?? {}, `${place}.module`, depth + 1),
    });
  }
  return { resources, calls, outputs: shape.objectIn(module, "outputs", path) ?? {} };
}

/** Whether the node is an expression and no nested block: it says `references`, `constant_value`, or nothing. */
export function isExpression(node: JsonObject): boolean {
  const references = own(node, "references");
  if (Array.isArray(references)) {
    return references.every((reference) => typeof reference === "string");
  }
  return references === undefined && (Object.hasOwn(node, "constant_value") || Object.keys(node).length === 0);
}

/** Whether the expression is null as written: as good as not there. */
export function isConstantNull(node: unknown): boolean {
  return isJsonObject(node) && Object.hasOwn(node, "constant_value") && node.constant_value === null;
}

/** What an expression refers to, each once, in its longest form. */
export function referencesOf(node: unknown): readonly string[] {
  if (!isJsonObject(node)) {
    return [];
  }
  const written = own(node, "references");
  if (!Array.isArray(written)) {
    return [];
  }
  return longestOf(written.filter((reference): reference is string => typeof reference === "string"));
}
