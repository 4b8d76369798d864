import type { Value } from "../../estate/resource";
import { isUnknown, type Unknown } from "../../estate/unknown";
import { arithmetic, isDouble, negate, order } from "./arithmetic";
import { Fault } from "./evaluation-error";
import type { Evaluate, Frame } from "./frame";
import { type CelFunction, describeArity, type FunctionTable, GLOBAL_FUNCTIONS, METHODS, takes } from "./functions";
import { conditional, logical, not } from "./logic";
import { comprehension } from "./macros";
import type { CallNode, CelNode, ComprehensionNode, MapNode } from "./node";
import { PatternError, re2 } from "./re2";
import { CelSyntaxError } from "./syntax-error";
import { contains, equal, has, index, select, typeName, UNDECIDED } from "./values";

/** Turns the nodes of one expression into closures, and checks names and numbers of arguments on the way. */
export class Compilation<C> {
  private readonly functions: FunctionTable<C>;
  private readonly variables: ReadonlySet<string>;

  /** Variables of the macros around the node at hand, outermost first. */
  private readonly macroVariables: string[] = [];

  constructor(options: { readonly functions: FunctionTable<C>; readonly variables: readonly string[] }) {
    this.functions = options.functions;
    this.variables = new Set(options.variables);
  }

  compile(node: CelNode): Evaluate {
    switch (node.kind) {
      case "literal": {
        const { value } = node;
        return () => value;
      }
      case "list":
        return list(node.elements.map((element) => this.compile(element)));
      case "map":
        return this.map(node);
      case "identifier":
        return this.identifier(node.name, node);
      case "select": {
        const operand = this.compile(node.operand);
        const { field } = node;
        return (frame) => select(operand(frame), field);
      }
      case "has": {
        const operand = this.compile(node.operand);
        const { field } = node;
        return (frame) => has(operand(frame), field);
      }
      case "index":
        return binary(index, this.compile(node.operand), this.compile(node.index));
      case "not":
        return not(this.compile(node.operand));
      case "negate": {
        const operand = this.compile(node.operand);
        return (frame) => negate(operand(frame));
      }
      case "and":
        return logical("&&", this.compile(node.left), this.compile(node.right));
      case "or":
        return logical("||", this.compile(node.left), this.compile(node.right));
      case "equal":
        return binary(equal, this.compile(node.left), this.compile(node.right));
      case "unequal":
        return not(binary(equal, this.compile(node.left), this.compile(node.right)));
      case "in":
        return binary((needle, range) => contains(range, needle), this.compile(node.left), this.compile(node.right));
      case "order":
        return binary(order(node.operator), this.compile(node.left), this.compile(node.right));
      case "arithmetic":
        return binary(arithmetic(node.operator, isDouble(node)), this.compile(node.left), this.compile(node.right));
      case "conditional":
        return conditional(this.compile(node.condition), this.compile(node.whenTrue), this.compile(node.whenFalse));
      case "comprehension":
        return this.comprehension(node);
      case "call":
        return node.receiver === undefined ? this.globalCall(node) : this.method(node, node.receiver);
    }
  }

  private identifier(name: string, { position }: CelNode): Evaluate {
    const slot = this.macroVariables.lastIndexOf(name);
    if (slot !== -1) {
      return (frame) => frame.locals[slot] ?? null;
    }
    if (!this.variables.has(name)) {
      throw new CelSyntaxError(`unknown variable "${name}"; known: ${[...this.variables].join(", ")}`, position);
    }
    return ({ scope }) => {
      const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
      if (value === undefined) {
        throw new Fault(`variable ${name} has no value`);
      }
      return value;
    };
  }

  private map({ entries }: MapNode): Evaluate {
    const compiled = entries.map(({ key, value }) => {
      if (key.kind === "literal" && typeof key.value !== "string") {
        throw new CelSyntaxError("keys of maps must be strings", key.position);
      }
      return { key: this.compile(key), value: this.compile(value) };
    });
    return (frame) => map(compiled, frame);
  }

  private comprehension({ macro, range, variable, filter, body }: ComprehensionNode): Evaluate {
    const compiledRange = this.compile(range);
    const slot = this.macroVariables.push(variable) - 1;
    const inner = {
      range: compiledRange,
      slot,
      body: this.compile(body),
      ...(filter === undefined ? {} : { filter: this.compile(filter) }),
    };
    this.macroVariables.pop();
    return comprehension(macro, inner);
  }

  private globalCall(node: CallNode): Evaluate {
    const { name, position } = node;
    const target = this.functionNamed(name);
    if (target === undefined) {
      const hint = Object.hasOwn(METHODS, name) ? `; it is a method, as in x.${name}(...)` : "";
      throw new CelSyntaxError(`unknown function "${name}"${hint}`, position);
    }
    requireArity(node, target.arity);
    const args = node.arguments.map((argument) => this.compile(argument));
    // A context of another type cannot come here: Program<C> takes a C.
    const call = (values: readonly Value[], context: unknown): Value => target.call(values, context as C);
    const [only, ...more] = args;
    if (only === undefined) {
      return (frame) => call(NO_ARGUMENTS, frame.context);
    }
    if (more.length === 0) {
      const { takesUnknown } = target;
      return (frame) => {
        const value = only(frame);
        return takesUnknown !== true && isUnknown(value) ? UNDECIDED : call([value], frame.context);
      };
    }
    return target.takesUnknown === true
      ? (frame) => call(evaluateAll(args, frame), frame.context)
      : (frame) => {
          const values = evaluateAll(args, frame);
          return values.some(isUnknown) ? UNDECIDED : call(values, frame.context);
        };
  }

  /** A function of CEL cannot be replaced by a custom one: controls must mean the same everywhere. */
  private functionNamed(name: string): CelFunction<C> | undefined {
    if (Object.hasOwn(GLOBAL_FUNCTIONS, name)) {
      return GLOBAL_FUNCTIONS[name];
    }
    return Object.hasOwn(this.functions, name) ? this.functions[name] : undefined;
  }

  private method(node: CallNode, receiverNode: CelNode): Evaluate {
    const { name, position } = node;
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method === undefined) {
      const hint = this.functionNamed(name) === undefined ? "" : `; it is a function, as in ${name}(x)`;
      throw new CelSyntaxError(`unknown method "${name}"${hint}`, position);
    }
    requireArity(node, method.arity);
    const receiver = this.compile(receiverNode);
    const [pattern] = node.arguments;
    if (name === "matches" && pattern?.kind === "literal") {
      return matchesLiteral(receiver, pattern.value, pattern);
    }
    const args = node.arguments.map((argument) => this.compile(argument));
    return (frame) => {
      const on = receiver(frame);
      const values = evaluateAll(args, frame);
      return isUnknown(on) || values.some(isUnknown) ? UNDECIDED : method.call(on, values);
    };
  }
}

function binary(operation: (left: Value, right: Value) => Value, left: Evaluate, right: Evaluate): Evaluate {
  return (frame) => operation(left(frame), right(frame));
}

const NO_ARGUMENTS: readonly Value[] = [];

function evaluateAll(nodes: readonly Evaluate[], frame: Frame): Value[] {
  const values: Value[] = [];
  for (const evaluate of nodes) {
    values.push(evaluate(frame));
  }
  return values;
}

function list(elements: readonly Evaluate[]): Evaluate {
  return (frame) => evaluateAll(elements, frame);
}

/** Without a prototype, every key is one like any other. A key that is not known makes the whole map not known. */
function map(entries: readonly { readonly key: Evaluate; readonly value: Evaluate }[], frame: Frame): Value {
  const result: Record<string, Value> = Object.create(null);
  let undecided = false;
  for (const entry of entries) {
    const key = entry.key(frame);
    const value = entry.value(frame);
    if (isUnknown(key)) {
      undecided = true;
    } else if (typeof key !== "string") {
      throw new Fault(`keys of maps must be strings, not ${typeName(key)}`);
    } else if (Object.hasOwn(result, key)) {
      throw new Fault(`key ${JSON.stringify(key)} is in the map twice`);
    } else {
      result[key] = value;
    }
  }
  return undecided ? UNDECIDED : result;
}

function requireArity({ name, arguments: args, position }: CallNode, arity: number | readonly number[]): void {
  if (!takes(arity, args.length)) {
    throw new CelSyntaxError(`${name}() takes ${describeArity(arity)}, got ${args.length}`, position);
  }
}

/** The pattern is compiled once, and a wrong one is found before anything runs. */
function matchesLiteral(receiver: Evaluate, pattern: Value, { position }: CelNode): Evaluate {
  if (typeof pattern !== "string") {
    throw new CelSyntaxError(`matches() takes a string, not ${typeName(pattern)}`, position);
  }
  let expression: RegExp;
  try {
    expression = re2(pattern);
  } catch (error) {
    throw error instanceof PatternError
      ? new CelSyntaxError(`the pattern ${JSON.stringify(pattern)} ${error.message}`, position)
      : error;
  }
  const asksForEnd = /^[^^|]*\$$/.test(pattern) && !pattern.endsWith("\\$");
  return (frame) => {
    const value = receiver(frame);
    if (typeof value === "string") {
      return expression.test(value);
    }
    if (isUnknown(value)) {
      return asksForEnd && expression.test(knownEnd(value)) ? true : UNDECIDED;
    }
    throw new Fault(`expected a string, got ${typeName(value)}`);
  };
}

/** What stands after the last template of a text that is known in part: `@sha256:...` of `${repository}@sha256:...`. */
function knownEnd({ text = "" }: Unknown): string {
  const end = text.lastIndexOf("}");
  return end === -1 ? "" : text.slice(end + 1);
}
