/** The first place where a text stops being JSON. */
export interface JsonFault {
  /** Line, from 1. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
  /** What is wrong there, in our words: V8's messages change with its version and quote the input. */
  readonly problem: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
// The longest stretch of a string without a quote, an escape or a control character.
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Looks for the fault in a text that JSON.parse refused; undefined when the text is JSON after all.
 *
 * It runs on faults alone, keeps its own stack, and so neither costs anything on good input nor overflows on deep input.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const fault = new Scan(text).document();
  return fault === undefined ? undefined : { ...placeOf(text, fault.offset), problem: fault.problem };
}

interface Fault {
  readonly offset: number;
  readonly problem: string;
}

/** What may stand at the offset: a value, the name of a member, the inside of something just opened, or what follows a value. */
type Expected = "value" | "name" | "inside" | "after";

/** One pass over the text with its own stack of closers: as deep as the text likes. */
class Scan {
  private offset = 0;
  private fault: Fault | undefined;
  private readonly closers: ("}" | "]")[] = [];

  constructor(private readonly text: string) {}

  public document(): Fault | undefined {
    let expected: Expected | undefined = "value";
    while (expected !== undefined && this.fault === undefined) {
      this.skip(SPACE);
      expected = this.step(expected);
    }
    return this.fault;
  }

  private step(expected: Expected): Expected | undefined {
    switch (expected) {
      case "value":
        return this.value();
      case "name":
        return this.name();
      case "inside":
        return this.close() ? "after" : this.memberStart();
      case "after":
        return this.after();
    }
  }

  private value(): Expected {
    const first = this.next();
    if (first === "{" || first === "[") {
      this.offset += 1;
      this.closers.push(first === "{" ? "}" : "]");
      return "inside";
    }
    if (first === '"') {
      this.string();
    } else if (!this.skip(WORD) && !this.skip(NUMBER)) {
      this.unexpected("where a value should be");
    }
    return "after";
  }

  private name(): Expected {
    if (this.next() !== '"') {
      this.unexpected("where a quoted property name should be");
      return "value";
    }
    this.string();
    this.skip(SPACE);
    if (this.fault === undefined && this.next() !== ":") {
      this.unexpected("where a colon should be");
    }
    this.offset += 1;
    return "value";
  }

  private after(): Expected | undefined {
    const closer = this.closers.at(-1);
    if (closer === undefined) {
      if (this.offset < this.text.length) {
        this.unexpected("after the end of the JSON value");
      }
      return undefined;
    }
    if (this.close()) {
      return "after";
    }
    if (this.next() !== ",") {
      this.unexpected(`where a comma or '${closer}' should be`);
    }
    this.offset += 1;
    return this.memberStart();
  }

  private memberStart(): Expected {
    return this.closers.at(-1) === "}" ? "name" : "value";
  }

  private close(): boolean {
    if (this.next() !== this.closers.at(-1)) {
      return false;
    }
    this.offset += 1;
    this.closers.pop();
    return true;
  }

  private string(): void {
    this.offset += 1;
    for (;;) {
      this.skip(PLAIN);
      const next = this.next();
      if (next === '"') {
        this.offset += 1;
        return;
      }
      if (next === "\\" && !this.skip(ESCAPE)) {
        this.fail(this.offset + 2 > this.text.length ? "unexpected end of JSON" : "bad escape in a string");
        return;
      }
      if (next !== "\\") {
        this.fail(next === undefined ? "unexpected end of JSON" : "unescaped control character in a string");
        return;
      }
    }
  }

  private next(): string | undefined {
    return this.text[this.offset];
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    if (!pattern.test(this.text)) {
      return false;
    }
    this.offset = pattern.lastIndex;
    return true;
  }

  private unexpected(where: string): void {
    const next = this.text.codePointAt(this.offset);
    if (next === undefined) {
      this.fail("unexpected end of JSON");
    } else {
      this.fail(`unexpected ${nameOf(next)} ${where}`);
    }
  }

  private fail(problem: string): void {
    const atEnd = problem === "unexpected end of JSON";
    this.fault = { offset: atEnd ? this.text.length : this.offset, problem };
  }
}

function nameOf(codePoint: number): string {
  const printable = codePoint > 0x20 && codePoint < 0x7f;
  return printable
    ? `'${String.fromCodePoint(codePoint)}'`
    : `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
