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
