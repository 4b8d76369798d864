import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { Compilation } from "./compilation";
import { CelEvaluationError, evaluationError } from "./evaluation-error";
import type { Evaluate } from "./frame";
import type { FunctionTable } from "./functions";
import { parse } from "./parse";
import { readsOfSelf } from "./reads";
import { CelSyntaxError } from "./syntax-error";
import { typeName } from "./values";

/** What an expression may name. */
export interface CompileOptions<C> {
  readonly functions: FunctionTable<C>;
  readonly variables: readonly string[];
}

/** Verdict of a boolean expression. */
export type Outcome = "holds" | "fails" | "undecided";

type Scope = Readonly<Record<string, Value>>;

/** A compiled expression. Running it has no effect but what its custom functions do. */
export interface Program<C = unknown> {
  /** Verdict of a boolean expression; throws a {@link CelEvaluationError} when it has none. */
  run(scope: Scope, context: C): Outcome;

  /** Value of the expression, which may be Unknown; throws a {@link CelEvaluationError} when it has none. */
  value(scope: Scope, context: C): Value;

  /** Names that the expression reads of `self`: `versioning` for `self.versioning[0].enabled`. */
  readonly reads: readonly string[];
}

/** Compiles an expression to closures, and throws a {@link CelSyntaxError} that says what is wrong with it and where. */
export function compile<C = unknown>(expression: string, options: CompileOptions<C>): Program<C> {
  const node = parse(expression);
  const evaluate = compiled(() => new Compilation(options).compile(node));
  return new CompiledProgram(
    evaluate,
    compiled(() => readsOfSelf(node)),
  );
}

const programs = new WeakMap<object, Map<string, unknown>>();

/** {@link compile}, once for each expression: controls share expressions, and stacks of one app share controls. */
export function program<C = unknown>(expression: string, options: CompileOptions<C>): Program<C> {
  let known = programs.get(options.functions) as Map<string, Program<C>> | undefined;
  if (known === undefined) {
    known = new Map();
    programs.set(options.functions, known);
  }
  const key = `${options.variables.join(" ")}\n${expression}`;
  let found = known.get(key);
  if (found === undefined) {
    found = compile(expression, options);
    known.set(key, found);
  }
  return found;
}

/** Trees that cel-js can build may still be too deep to walk with the stack that is left. */
function compiled<T>(walk: () => T): T {
  try {
    return walk();
  } catch (error) {
    throw error instanceof RangeError
      ? new CelSyntaxError("the expression is nested too deeply", { line: 1, column: 1 })
      : error;
  }
}

class CompiledProgram<C> implements Program<C> {
  constructor(
    private readonly evaluate: Evaluate,
    readonly reads: readonly string[],
  ) {}

  run(scope: Scope, context: C): Outcome {
    const value = this.value(scope, context);
    if (typeof value === "boolean") {
      return value ? "holds" : "fails";
    }
    if (isUnknown(value)) {
      return "undecided";
    }
    throw new CelEvaluationError(`the expression gives ${typeName(value)}, not a boolean`);
  }

  value(scope: Scope, context: C): Value {
    try {
      return this.evaluate({ scope, context, locals: [] });
    } catch (thrown) {
      throw evaluationError(thrown);
    }
  }
}
