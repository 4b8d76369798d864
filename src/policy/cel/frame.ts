import type { Value } from "../../estate/resource";

/** What one evaluation sees. */
export interface Frame {
  readonly scope: Readonly<Record<string, Value>>;

  /** What custom functions may ask about. */
  readonly context: unknown;

  /** Variables of the macros around a node, by depth. */
  readonly locals: Value[];
}

/** A compiled node. */
export type Evaluate = (frame: Frame) => Value;
