/** A heredoc: where its body lies, and where the text goes on after its end marker. */
export interface Heredoc {
  readonly body: string;

  /** Written with `<<-`: the common indentation does not count. */
  readonly indented: boolean;

  /** It has an end marker; one without goes on to the end of the text. */
  readonly closed: boolean;

  readonly end: number;
}

const opening = "([{";
const closing = ")]}";
const heredocHeader = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;

/**
 * Walks HCL source token by token and knows, at every place, whether it stands in code, in a string or in a template.
 *
 * It understands just what is needed to find out where things end: strings with nested templates, heredocs, comments,
 * brackets. It never fails: what is not closed ends with the text. It never goes back, so it is linear.
 */
export class HclScanner {
  /** What is open at this place: brackets, and `"` for a string. */
  private readonly open: string[];

  constructor(
    readonly text: string,
    public at: number,
    open: readonly string[] = [],
  ) {
    this.open = [...open];
  }

  public get depth(): number {
    return this.open.length;
  }

  public get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether the place is in the text of a string, and not in a template of it. */
  public get inString(): boolean {
    return this.open[this.open.length - 1] === '"';
  }

  /** Moves over one comment, heredoc, bracket, quote, escape or character. */
  public advance(): void {
    if (this.inString) {
      this.advanceInString();
    } else {
      this.advanceInCode();
    }
  }

  private advanceInString(): void {
    const char = this.text[this.at];
    const next = this.text[this.at + 1];
    if (char === "\\") {
      this.at += 2;
    } else if (char === '"') {
      this.open.pop();
      this.at += 1;
    } else if ((char === "$" || char === "%") && next === char && this.text[this.at + 2] === "{") {
      this.at += 3;
    } else if ((char === "$" || char === "%") && next === "{") {
      this.open.push("{");
      this.at += 2;
    } else {
      this.at += 1;
    }
  }

  private advanceInCode(): void {
    const char = this.text[this.at] ?? "";
    if (char === '"' || opening.includes(char)) {
      this.open.push(char);
      this.at += 1;
    } else if (closing.includes(char)) {
      this.open.pop();
      this.at += 1;
    } else {
      this.at = heredocAt(this.text, this.at)?.end ?? endOfComment(this.text, this.at) ?? this.at + 1;
    }
  }
}

/** The heredoc that begins at the place; undefined when none does. Without an end marker it ends with the text. */
export function heredocAt(text: string, at: number): Heredoc | undefined {
  if (text[at] !== "<" || text[at + 1] !== "<") {
    return undefined;
  }
  heredocHeader.lastIndex = at;
  const header = heredocHeader.exec(text);
  if (header === null) {
    return undefined;
  }
  const indented = header[1] === "-";
  const bodyStart = at + header[0].length;
  for (let line = bodyStart; line < text.length; ) {
    const newline = text.indexOf("\n", line);
    const lineEnd = newline === -1 ? text.length : newline;
    if (text.slice(line, lineEnd).trim() === header[2]) {
      return { body: text.slice(bodyStart, line), indented, closed: true, end: lineEnd };
    }
    line = lineEnd + 1;
  }
  return { body: text.slice(bodyStart), indented, closed: false, end: text.length };
}

/** Where the comment that begins at the place ends (its line break is not part of it); undefined when none begins. */
export function endOfComment(text: string, at: number): number | undefined {
  if (text[at] === "#" || text.startsWith("//", at)) {
    const newline = text.indexOf("\n", at);
    return newline === -1 ? text.length : newline;
  }
  if (text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end === -1 ? text.length : end + 2;
  }
  return undefined;
}

/** Where the template sequence ends whose `${` or `%{` stands at the place: behind its closing brace. */
export function endOfTemplate(text: string, at: number): number {
  return endOfBracket(text, at + 2, "{");
}

/** Where the bracket ends that was opened before the place: behind its closing one. */
export function endOfBracket(text: string, at: number, bracket: string): number {
  const scanner = new HclScanner(text, at, [bracket]);
  while (!scanner.done && scanner.depth > 0) {
    scanner.advance();
  }
  return Math.min(scanner.at, text.length);
}

/** Where the expression ends: at a comma, at a bracket that it did not open, or at a line break if that ends it. */
export function endOfExpression(text: string, at: number, lineBreakEnds: boolean): number {
  const scanner = new HclScanner(text, at);
  while (!scanner.done) {
    const char = text[scanner.at] ?? "";
    if (scanner.depth === 0) {
      if (char === "," || closing.includes(char)) {
        break;
      }
      if (lineBreakEnds && (char === "\n" || char === "#" || text.startsWith("//", scanner.at))) {
        break;
      }
    }
    scanner.advance();
  }
  return Math.min(scanner.at, text.length);
}
