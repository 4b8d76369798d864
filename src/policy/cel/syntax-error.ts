/** A place in an expression, from 1, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An expression that is not CEL, or not of the part of CEL that controls may use. The message is one line. */
export class CelSyntaxError extends Error {
  override readonly name = "CelSyntaxError";
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: Position) {
    super(message.replace(/\s+/g, " "));
    this.line = line;
    this.column = column;
  }
}
