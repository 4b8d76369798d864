/** An expression that has no result for a resource: a missing key, a wrong type. The message is one line. */
export class CelEvaluationError extends Error {
  override readonly name = "CelEvaluationError";

  constructor(message: string) {
    super(message.replace(/\s+/g, " "));
  }
}

/**
 * What is thrown inside of an evaluation. Not an Error: `||` and `exists` absorb many of them, and a stack trace costs
 * more than the rest of the evaluation.
 */
export class Fault {
  constructor(readonly message: string) {}
}

/** The fault, or whatever a custom function threw, as an error for the caller. */
export function evaluationError(thrown: unknown): CelEvaluationError {
  if (thrown instanceof CelEvaluationError) {
    return thrown;
  }
  if (thrown instanceof RangeError) {
    return new CelEvaluationError("the expression or the value is nested too deeply");
  }
  return new CelEvaluationError(
    thrown instanceof Fault || thrown instanceof Error ? thrown.message : `unexpected failure: ${String(thrown)}`,
  );
}
