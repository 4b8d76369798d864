import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/**
 * The one construct of its kind in the stack of `scope`: found, or made below the stack at the first call.
 *
 * @param scope any construct of the stack
 * @param id id below the stack, a contract like every id
 * @param type class that the construct must be of
 * @param make makes it
 */
export function stackSingleton<T extends IConstruct>(
  scope: IConstruct,
  id: string,
  type: abstract new (...args: never[]) => T,
  make: (stack: Construct, id: string) => T,
): T {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(id);
  return existing instanceof type ? existing : make(stack, id);
}

/** Another construct of the type in the stack of `construct`, for kinds of which a stack may hold one. */
export function otherInStack<T extends IConstruct>(
  construct: T,
  type: abstract new (...args: never[]) => T,
): T | undefined {
  return TerraformStack.of(construct)
    .node.findAll()
    .find((other): other is T => other instanceof type && other !== construct);
}
