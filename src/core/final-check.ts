import type { TerraformStack } from "cdktf";

/** The part of a stack's final Terraform JSON that checks rely on. */
export interface TerraformJson {
  readonly terraform?: {
    readonly required_providers?: Record<string, { source: string; version?: string }>;
    readonly backend?: Record<string, unknown>;
  };
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
}

/** Looks at the final JSON of a stack, overrides included, and throws when it is not safe. */
export type FinalCheck = (stack: TerraformStack, json: TerraformJson) => void;

const checks = new WeakMap<TerraformStack, FinalCheck[]>();

/** Has `check` judge the stack each time it is synthesized, before anything of it is written. */
export function addFinalCheck(stack: TerraformStack, check: FinalCheck): void {
  checks.set(stack, [...(checks.get(stack) ?? []), check]);
}

/** Checks registered for the stack, in the order they were added. */
export function finalChecksOf(stack: TerraformStack): readonly FinalCheck[] {
  return checks.get(stack) ?? [];
}
