import type { Attributes } from "./stack";

/** One statement of a policy, as IAM writes it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

/** Statements of a policy that a resource carries as literal JSON. */
export function statementsOf<T = Attributes>(policy: unknown): T[] {
  return JSON.parse(String(policy)).Statement;
}
