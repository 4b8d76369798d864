import { endOfBracket, endOfComment, endOfExpression, heredocAt } from "./hcl-scan";
import { Pieces, withoutIndentation } from "./hcl-string";
import type { Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** Gives the value of an expression that is not a literal; its text has the form of a template: `${var.region}`. */
export type ResolveTemplate = (template: string) => Value;

/** An expression that is not a literal: what it is worth is for the caller to find out from its text. */
const notLiteral = Symbol("not a literal");

const deepest = 100;
const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const numeral = /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const jsonencodeCall = /^\$\{\s*jsonencode\s*\(/;

/**
 * The value of an HCL expression as far as it is written as a literal: objects, lists, strings, numbers.
 *
 * Everything else in it (calls, references, conditionals, `for`) becomes what `resolve` says, `Unknown` with its text
 * by default. A string with text around its templates stays a string, placeholders and all, when it is not resolved:
 * in a policy document most of an ARN can still be judged. Never throws; what is not HCL is `Unknown` in full.
 */
export function parseHclExpression(text: string, resolve: ResolveTemplate = unresolved): Value {
  const parser = new LiteralParser(text, 0, resolve);
  const value = parser.expression(0, false);
  return value === undefined || !parser.atEnd() ? resolve(`\${${text.trim()}}`) : value;
}

/** The argument of `${jsonencode(...)}`, where that call is the whole text; undefined for every other text. */
export function decodeJsonencode(text: string, resolve: ResolveTemplate = unresolved): Value | undefined {
  const trimmed = text.trim();
  const call = jsonencodeCall.exec(trimmed);
  if (call === null) {
    return undefined;
  }
  const parser = new LiteralParser(trimmed, call[0].length, resolve);
  const value = parser.expression(0, false);
  parser.accept(",");
  return value !== undefined && parser.accept(")") && parser.accept("}") && parser.atEnd() ? value : undefined;
}

function unresolved(template: string): Unknown {
  return new Unknown([], template);
}

class LiteralParser {
  constructor(
    private readonly text: string,
    private at: number,
    private readonly resolve: ResolveTemplate,
  ) {}

  public atEnd(): boolean {
    this.skipBlank(true);
    return this.at >= this.text.length;
  }

  /** Moves over the character, and over what is blank before it, if it comes next. */
  public accept(char: string): boolean {
    this.skipBlank(true);
    if (this.text[this.at] !== char) {
      return false;
    }
    this.at += 1;
    return true;
  }

  /** The expression that comes next; undefined when none does. */
  public expression(depth: number, lineBreakEnds: boolean): Value | undefined {
    this.skipBlank(!lineBreakEnds);
    const start = this.at;
    const literal = this.literal(depth);
    this.skipBlank(!lineBreakEnds);
    const end = endOfExpression(this.text, this.at, lineBreakEnds);
    if (end === this.at && literal !== notLiteral) {
      return literal;
    }
    this.at = end;
    const written = this.text.slice(start, end).trim();
    return written === "" ? undefined : this.resolve(`\${${written}}`);
  }

  private literal(depth: number): Value | typeof notLiteral {
    const char = this.text[this.at];
    switch (char) {
      case "{":
      case "[":
      case "(":
        return this.bracketed(char, depth);
      case '"':
        return this.quoted();
      case "<":
        return this.heredoc();
      default:
        return this.word();
    }
  }

  /** Whatever is wrong in a bracket, the place afterwards is behind it. */
  private bracketed(bracket: "{" | "[" | "(", depth: number): Value | typeof notLiteral {
    this.at += 1;
    const inside = this.at;
    if (depth < deepest && !this.beginsFor()) {
      const value = this.inBracket(bracket, depth + 1);
      if (value !== notLiteral) {
        return value;
      }
    } else {
      this.at = inside;
    }
    this.at = endOfBracket(this.text, this.at, bracket);
    return notLiteral;
  }

  private inBracket(bracket: "{" | "[" | "(", depth: number): Value | typeof notLiteral {
    switch (bracket) {
      case "{":
        return this.objectItems(depth);
      case "[":
        return this.listItems(depth);
      case "(": {
        const value = this.expression(depth, false);
        return value !== undefined && this.accept(")") ? value : notLiteral;
      }
    }
  }

  private beginsFor(): boolean {
    this.skipBlank(true);
    return this.take(identifier, (word) => word === "for") !== undefined;
  }

  private listItems(depth: number): Value | typeof notLiteral {
    const items: Value[] = [];
    while (!this.accept("]")) {
      const item = this.expression(depth, false);
      if (item === undefined) {
        return notLiteral;
      }
      items.push(item);
      if (!this.accept(",") && this.text[this.at] !== "]") {
        return notLiteral;
      }
    }
    return items;
  }

  private objectItems(depth: number): Value | typeof notLiteral {
    const object: Record<string, Value> = Object.create(null);
    while (!this.accept("}")) {
      const key = this.key(depth);
      if (key === undefined || !(this.accept("=") || this.accept(":"))) {
        return notLiteral;
      }
      const value = this.expression(depth, true);
      if (value === undefined) {
        return notLiteral;
      }
      object[key] = value;
      const end = this.at;
      if (!this.accept(",") && this.text[this.at] !== "}" && !this.text.slice(end, this.at).includes("\n")) {
        return notLiteral;
      }
    }
    return object;
  }

  /** A key that is not known keeps its text as a placeholder, as strings do. */
  private key(depth: number): string | undefined {
    const char = this.text[this.at];
    if (char === "(") {
      const start = this.at;
      const key = this.bracketed("(", depth);
      return typeof key === "string" ? key : `\${${this.text.slice(start, this.at)}}`;
    }
    if (char === '"') {
      const key = this.quoted();
      return isUnknown(key) ? key.text : typeof key === "object" || key === notLiteral ? undefined : String(key);
    }
    return this.take(identifier) ?? this.take(numeral);
  }

  private word(): Value | typeof notLiteral {
    const number = this.take(numeral);
    if (number !== undefined) {
      return Number(number);
    }
    switch (this.take(identifier)) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
      default:
        return notLiteral;
    }
  }

  private heredoc(): Value | typeof notLiteral {
    const heredoc = heredocAt(this.text, this.at);
    this.at = heredoc?.end ?? this.at;
    if (heredoc === undefined || !heredoc.closed) {
      return notLiteral;
    }
    const body = heredoc.body.replaceAll("\r\n", "\n");
    return this.template(new Pieces(heredoc.indented ? withoutIndentation(body) : body, 0, undefined));
  }

  private quoted(): Value | typeof notLiteral {
    const pieces = new Pieces(this.text, this.at + 1, '"');
    this.at = pieces.end;
    return pieces.closed ? this.template(pieces) : notLiteral;
  }

  private template(pieces: Pieces): Value {
    if (pieces.templates === 0) {
      return pieces.text;
    }
    const resolved = this.resolve(pieces.template);
    return isUnknown(resolved) && !pieces.isOneTemplate ? pieces.text : resolved;
  }

  private take(pattern: RegExp, wanted: (found: string) => boolean = () => true): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || !wanted(found)) {
      return undefined;
    }
    this.at += found.length;
    return found;
  }

  private skipBlank(lineBreaksToo: boolean): void {
    for (;;) {
      const char = this.text[this.at];
      const lineComment = char === "#" || this.text.startsWith("//", this.at);
      if (char === " " || char === "\t" || char === "\r" || (char === "\n" && lineBreaksToo)) {
        this.at += 1;
      } else if (char === "/" || char === "#") {
        const end = lineComment && !lineBreaksToo ? undefined : endOfComment(this.text, this.at);
        if (end === undefined) {
          return;
        }
        this.at = end;
      } else {
        return;
      }
    }
  }
}
