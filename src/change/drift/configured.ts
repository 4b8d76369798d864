import { addressParts } from "../../estate/plan-address";
import { type DeclaredModule, declaredModule, isConstantNull } from "../../estate/plan-configuration";
import { isJsonObject, type JsonObject, own, PlanShape } from "../../estate/plan-json";

/** What the code says, as far as a plan repeats it. */
export class Configured {
  private readonly root: DeclaredModule | undefined;

  constructor(file: string, plan: JsonObject) {
    const shape = new PlanShape(file);
    const configuration = shape.objectIn(plan, "configuration", "");
    const module =
      configuration === undefined ? undefined : shape.objectIn(configuration, "root_module", "configuration");
    this.root = module === undefined ? undefined : declaredModule(shape, module, "configuration.root_module");
  }

  /** Whether the code declares the resource; undefined when the plan does not hold the code. */
  public declares(address: string): boolean | undefined {
    return this.root === undefined ? undefined : this.expressions(address) !== undefined;
  }

  /** Whether the code sets the attribute at the path; undefined when the plan does not hold the code. */
  public sets(address: string, path: string): boolean | undefined {
    if (this.root === undefined) {
      return undefined;
    }
    const expressions = this.expressions(address);
    return expressions !== undefined && isSet(expressions, path.split("."));
  }

  private expressions(address: string): JsonObject | undefined {
    const { modules, relative } = addressParts(address);
    let module = this.root;
    for (const [name] of modules) {
      module = module?.calls.get(name)?.module;
    }
    return module?.resources.get(relative)?.expressions;
  }
}

/** Blocks are declared once for all of their instances: any of them will do. */
function isSet(node: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) {
    return node !== undefined && !isConstantNull(node);
  }
  if (Array.isArray(node)) {
    return node.some((block) => isSet(block, /^\d+$/.test(step) ? rest : [step, ...rest]));
  }
  if (!isJsonObject(node)) {
    return false;
  }
  // An expression decides all that lies below it.
  const isExpression = Array.isArray(own(node, "references")) || Object.hasOwn(node, "constant_value");
  return isExpression ? !isConstantNull(node) : isSet(own(node, step), rest);
}
