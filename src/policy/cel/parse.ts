import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import type { CallNode, CelNode, ComprehensionMacro, LiteralNode } from "./node";
import { CelSyntaxError, type Position } from "./syntax-error";

export type { CelNode } from "./node";

/** Deeper than any control; a chain of as many `||` counts too, for it leans to the left. */
const DEEPEST = 1000;

/** Macros over lists and maps, with the numbers of arguments that they take. */
const COMPREHENSIONS: ReadonlyMap<string, readonly number[]> = new Map<ComprehensionMacro, readonly number[]>([
  ["all", [2]],
  ["exists", [2]],
  ["exists_one", [2]],
  ["filter", [2]],
  ["map", [2, 3]],
]);

const environment = new Environment();

/** Parses an expression, and throws a {@link CelSyntaxError} for what is not of the part of CEL that controls may use. */
export function parse(expression: string): CelNode {
  let ast: ASTNode;
  try {
    ast = environment.parse(expression).ast;
  } catch (error) {
    if (error instanceof ParseError) {
      const at = positions(expression);
      throw new CelSyntaxError(plainMessage(error), at(error.range?.start ?? 0));
    }
    if (error instanceof RangeError) {
      throw nestedTooDeeply({ line: 1, column: 1 });
    }
    throw error;
  }
  return new Translation(expression).node(ast, 0);
}

/** Translates the tree of cel-js to ours: typed, with macros told from calls, and without what controls may not use. */
class Translation {
  private readonly at: (offset: number) => Position;

  constructor(private readonly expression: string) {
    this.at = positions(expression);
  }

  node(ast: ASTNode, depth: number): CelNode {
    const position = this.at(ast.start);
    if (depth > DEEPEST) {
      throw nestedTooDeeply(position);
    }
    const inner = (operand: ASTNode): CelNode => this.node(operand, depth + 1);
    switch (ast.op) {
      case "value":
        return literal(ast.args, position);
      case "list":
        return { kind: "list", position, elements: ast.args.map(inner) };
      case "map":
        return {
          kind: "map",
          position,
          entries: ast.args.map(([key, value]) => ({ key: inner(key), value: inner(value) })),
        };
      case "id":
        return { kind: "identifier", position, name: ast.args };
      case ".":
        return { kind: "select", position, operand: inner(ast.args[0]), field: ast.args[1] };
      case "[]":
        return { kind: "index", position, operand: inner(ast.args[0]), index: inner(ast.args[1]) };
      case "!_":
        return { kind: "not", position, operand: inner(ast.args) };
      case "-_":
        return { kind: "negate", position, operand: inner(ast.args) };
      case "&&":
        return { kind: "and", position, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "||":
        return { kind: "or", position, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "==":
        return { kind: "equal", position, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "!=":
        return { kind: "unequal", position, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "in":
        return { kind: "in", position, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "<":
      case "<=":
      case ">":
      case ">=":
        return { kind: "order", position, operator: ast.op, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
        return { kind: "arithmetic", position, operator: ast.op, left: inner(ast.args[0]), right: inner(ast.args[1]) };
      case "?:": {
        const [condition, whenTrue, whenFalse] = ast.args;
        return {
          kind: "conditional",
          position,
          condition: inner(condition),
          whenTrue: inner(whenTrue),
          whenFalse: inner(whenFalse),
        };
      }
      case "call": {
        const [name, args] = ast.args;
        return name === "has"
          ? has(args.map(inner), position)
          : { kind: "call", position, name, arguments: args.map(inner) };
      }
      case "rcall": {
        const [name, receiver, args] = ast.args;
        // The method is at fault more often than what it is called on: point there.
        const method = this.at(this.expression.indexOf(name, receiver.end));
        const call = { position: method, name, receiver: inner(receiver), arguments: args.map(inner) };
        return COMPREHENSIONS.has(name) ? comprehension(call) : { kind: "call", ...call };
      }
      default:
        throw new CelSyntaxError(`operator "${ast.op}" is not supported`, position);
    }
  }
}

function literal(value: unknown, position: Position): LiteralNode {
  switch (typeof value) {
    case "boolean":
      return { kind: "literal", position, type: "bool", value };
    case "string":
      return { kind: "literal", position, type: "string", value };
    case "number":
      return { kind: "literal", position, type: "double", value };
    case "bigint":
      if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
        throw new CelSyntaxError(`integer ${value} is beyond 2^53 and would lose digits`, position);
      }
      return { kind: "literal", position, type: "int", value: Number(value) };
    default:
      if (value === null) {
        return { kind: "literal", position, type: "null", value };
      }
      throw new CelSyntaxError(
        `${value instanceof Uint8Array ? "bytes" : "unsigned integer"} literals are not supported`,
        position,
      );
  }
}

function has(args: readonly CelNode[], position: Position): CelNode {
  const [argument] = args;
  if (args.length !== 1 || argument?.kind !== "select") {
    throw new CelSyntaxError("has() takes one field, as in has(self.versioning)", position);
  }
  return { kind: "has", position, operand: argument.operand, field: argument.field };
}

function comprehension({ name, receiver, arguments: args, position }: Omit<CallNode, "kind">): CelNode {
  const macro = name as ComprehensionMacro;
  const takes = COMPREHENSIONS.get(macro) ?? [];
  const [variable, second, third] = args;
  if (!takes.includes(args.length) || receiver === undefined || variable === undefined || second === undefined) {
    throw new CelSyntaxError(`${macro}() takes ${takes.join(" or ")} arguments, got ${args.length}`, position);
  }
  if (variable.kind !== "identifier") {
    throw new CelSyntaxError(`${macro}() takes the name of a variable first`, variable.position);
  }
  const common = { kind: "comprehension", position, macro, range: receiver, variable: variable.name } as const;
  return third === undefined ? { ...common, body: second } : { ...common, filter: second, body: third };
}

function nestedTooDeeply(position: Position): CelSyntaxError {
  return new CelSyntaxError("the expression is nested too deeply", position);
}

/** Lines and columns of offsets. */
function positions(expression: string): (offset: number) => Position {
  const starts = [0];
  for (let next = expression.indexOf("\n"); next !== -1; next = expression.indexOf("\n", next + 1)) {
    starts.push(next + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Names of tokens in the messages of cel-js. */
const TOKENS: Readonly<Record<string, string>> = {
  EOF: "the end",
  LPAREN: '"("',
  RPAREN: '")"',
  LBRACKET: '"["',
  RBRACKET: '"]"',
  LBRACE: '"{"',
  RBRACE: '"}"',
  DOT: '"."',
  COMMA: '","',
  COLON: '":"',
  QUESTION: '"?"',
  PLUS: '"+"',
  MINUS: '"-"',
  MULTIPLY: '"*"',
  DIVIDE: '"/"',
  MODULO: '"%"',
  EQ: '"=="',
  NE: '"!="',
  LT: '"<"',
  LE: '"<="',
  GT: '">"',
  GE: '">="',
  AND: '"&&"',
  OR: '"||"',
  NOT: '"!"',
  IN: '"in"',
  IDENTIFIER: "a name",
  NUMBER: "a number",
  STRING: "a string",
  BOOLEAN: "a boolean",
  NULL: "null",
  BYTES: "bytes",
};

function plainMessage({ code, summary }: ParseError): string {
  const aboutTokens = code === "expected_token" || code === "unexpected_token";
  const plain = aboutTokens ? summary.replace(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token) : summary;
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
