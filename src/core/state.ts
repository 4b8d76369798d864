import type { TerraformStack } from "cdktf";

const secured = new WeakSet<TerraformStack>();

/** Remembers that the state of the stack is encrypted, locked and versioned. */
export function markSecureState(stack: TerraformStack): void {
  secured.add(stack);
}

/** Whether a secure state backend was attached to the stack. */
export function hasSecureState(stack: TerraformStack): boolean {
  return secured.has(stack);
}

const watched = new WeakSet<TerraformStack>();

/** Remembers that the stack itself warns of a state that is not secure. */
export function watchState(stack: TerraformStack): void {
  watched.add(stack);
}

/** Whether the stack itself warns of a state that is not secure. */
export function watchesState(stack: TerraformStack): boolean {
  return watched.has(stack);
}
