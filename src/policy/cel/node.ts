import type { Position } from "./syntax-error";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";
export type OrderOperator = "<" | "<=" | ">" | ">=";
export type ComprehensionMacro = "all" | "exists" | "exists_one" | "filter" | "map";

/** Where a node begins in its expression. */
interface Located {
  readonly position: Position;
}

/** An int literal is never beyond 2^53; `type` keeps `2` and `2.0` apart, for both are JavaScript numbers. */
export interface LiteralNode extends Located {
  readonly kind: "literal";
  readonly type: "null" | "bool" | "int" | "double" | "string";
  readonly value: null | boolean | number | string;
}

export interface ListNode extends Located {
  readonly kind: "list";
  readonly elements: readonly CelNode[];
}

export interface MapNode extends Located {
  readonly kind: "map";
  readonly entries: readonly { readonly key: CelNode; readonly value: CelNode }[];
}

/** A variable of the scope or of a macro around it. */
export interface IdentifierNode extends Located {
  readonly kind: "identifier";
  readonly name: string;
}

/** `operand.field` */
export interface SelectNode extends Located {
  readonly kind: "select";
  readonly operand: CelNode;
  readonly field: string;
}

/** `operand[index]` */
export interface IndexNode extends Located {
  readonly kind: "index";
  readonly operand: CelNode;
  readonly index: CelNode;
}

export interface UnaryNode extends Located {
  readonly kind: "not" | "negate";
  readonly operand: CelNode;
}

export interface LogicalNode extends Located {
  readonly kind: "and" | "or";
  readonly left: CelNode;
  readonly right: CelNode;
}

export interface EqualityNode extends Located {
  readonly kind: "equal" | "unequal" | "in";
  readonly left: CelNode;
  readonly right: CelNode;
}

export interface OrderNode extends Located {
  readonly kind: "order";
  readonly operator: OrderOperator;
  readonly left: CelNode;
  readonly right: CelNode;
}

export interface ArithmeticNode extends Located {
  readonly kind: "arithmetic";
  readonly operator: ArithmeticOperator;
  readonly left: CelNode;
  readonly right: CelNode;
}

/** `condition ? then : otherwise` */
export interface ConditionalNode extends Located {
  readonly kind: "conditional";
  readonly condition: CelNode;
  readonly whenTrue: CelNode;
  readonly whenFalse: CelNode;
}

/** `has(operand.field)` */
export interface HasNode extends Located {
  readonly kind: "has";
  readonly operand: CelNode;
  readonly field: string;
}

/** `range.all(variable, body)` and its kin; `map` with three arguments has a filter. */
export interface ComprehensionNode extends Located {
  readonly kind: "comprehension";
  readonly macro: ComprehensionMacro;
  readonly range: CelNode;
  readonly variable: string;
  readonly filter?: CelNode;
  readonly body: CelNode;
}

/** `name(arguments)`, or `receiver.name(arguments)`. */
export interface CallNode extends Located {
  readonly kind: "call";
  readonly name: string;
  readonly receiver?: CelNode;
  readonly arguments: readonly CelNode[];
}

/** An expression of the part of CEL that controls may use. */
export type CelNode =
  | LiteralNode
  | ListNode
  | MapNode
  | IdentifierNode
  | SelectNode
  | IndexNode
  | UnaryNode
  | LogicalNode
  | EqualityNode
  | OrderNode
  | ArithmeticNode
  | ConditionalNode
  | HasNode
  | ComprehensionNode
  | CallNode;
