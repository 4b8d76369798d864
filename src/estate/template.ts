/** A piece of a Terraform template: literal text, or the tokens of `${...}`, or those of a `%{...}` directive. */
export type Part = string | { readonly tokens: readonly Token[]; readonly directive: boolean };

/** A token of an expression. `startsLine` is set on what follows a line break: it separates members of objects. */
export type Token = { readonly startsLine: boolean } & (
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly parts: readonly Part[] }
  | { readonly kind: "mark"; readonly text: string; closedBy?: Token }
);

/** The text is no template of Terraform: something in it is not closed, or nests beyond reason. */
export class TemplateError extends Error {}

const DEEPEST_TEMPLATE = 50;
const MOST_OPEN_BRACKETS = 100;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const MARKS = ["...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"];
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Whether the text holds interpolation, directives or their escapes at all. Most strings of a source do not. */
export function isTemplate(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}

/**
 * Literal text and expressions of a string of Terraform JSON, where only `$${` and `%%{` are escapes.
 *
 * @throws TemplateError when the text is no template
 */
export function parseTemplate(text: string): readonly Part[] {
  return new Scanner(text).template(false, 0);
}

class Scanner {
  private position = 0;

  constructor(private readonly text: string) {}

  /** Parts up to the end of the text, or to the quote that closes a quoted template. */
  public template(quoted: boolean, depth: number): readonly Part[] {
    if (depth > DEEPEST_TEMPLATE) {
      throw new TemplateError(`templates nest deeper than ${DEEPEST_TEMPLATE}`);
    }
    const parts: Part[] = [];
    let literal = "";
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined || (quoted && character === '"')) {
        if (quoted && character === undefined) {
          throw new TemplateError("a string is not closed");
        }
        this.position += quoted ? 1 : 0;
        return literal === "" && parts.length > 0 ? parts : [...parts, literal];
      }
      const opens = (character === "$" || character === "%") && this.text[this.position + 1];
      if (opens === character && this.text[this.position + 2] === "{") {
        literal += `${character}{`;
        this.position += 3;
      } else if (opens === "{") {
        if (literal !== "") {
          parts.push(literal);
          literal = "";
        }
        this.position += 2;
        // Strip markers (`~`) trim the text around them: such a template is not put together here.
        const trims = this.text[this.position] === "~";
        const tokens = this.expression(depth + 1);
        parts.push({ tokens, directive: character === "%" || trims || this.text[this.position - 2] === "~" });
      } else if (quoted && character === "\\") {
        literal += this.escape();
      } else {
        literal += character;
        this.position++;
      }
    }
  }

  /** Tokens up to the brace that closes the interpolation. */
  private expression(depth: number): readonly Token[] {
    const tokens: Token[] = [];
    const open: { mark: Extract<Token, { kind: "mark" }>; closing: string }[] = [];
    if (this.text[this.position] === "~") {
      this.position++;
    }
    for (;;) {
      const startsLine = this.skipSpace();
      const character = this.text[this.position];
      if (character === undefined) {
        throw new TemplateError("an interpolation is not closed");
      }
      if (open.length === 0 && (character === "}" || this.text.startsWith("~}", this.position))) {
        this.position += character === "}" ? 1 : 2;
        return tokens;
      }
      const token = this.token(startsLine, depth);
      if (token.kind === "mark") {
        const closing = CLOSING[token.text];
        if (closing !== undefined) {
          open.push({ mark: token, closing });
          if (open.length > MOST_OPEN_BRACKETS) {
            throw new TemplateError(`brackets nest deeper than ${MOST_OPEN_BRACKETS}`);
          }
        } else if (token.text === ")" || token.text === "]" || token.text === "}") {
          const opened = open.pop();
          if (opened?.closing !== token.text) {
            throw new TemplateError(`${token.text} closes nothing`);
          }
          opened.mark.closedBy = token;
        }
      }
      tokens.push(token);
    }
  }

  private token(startsLine: boolean, depth: number): Token {
    const character = this.text[this.position] ?? "";
    if (character === '"') {
      this.position++;
      return { kind: "string", parts: this.template(true, depth + 1), startsLine };
    }
    const heredoc = this.match(HEREDOC);
    if (heredoc !== undefined) {
      return { kind: "string", parts: this.heredoc(heredoc[1] ?? "", depth), startsLine };
    }
    const name = this.match(NAME);
    if (name !== undefined) {
      return { kind: "name", text: name[0], startsLine };
    }
    const number = this.match(NUMBER);
    if (number !== undefined) {
      return { kind: "number", value: Number(number[0]), startsLine };
    }
    const text = MARKS.find((mark) => this.text.startsWith(mark, this.position)) ?? character;
    this.position += text.length;
    return { kind: "mark", text, startsLine };
  }

  /** A heredoc's indentation is kept, so that it counts as a directive: its references are known, its text is not. */
  private heredoc(label: string, depth: number): readonly Part[] {
    const start = this.position;
    for (let line = start; line < this.text.length; ) {
      const end = this.text.indexOf("\n", line);
      const last = end < 0 ? this.text.length : end;
      if (this.text.slice(line, last).trim() === label) {
        this.position = last;
        const parts = new Scanner(this.text.slice(start, line)).template(false, depth + 1);
        return [...parts, { tokens: [], directive: true }];
      }
      line = last + 1;
    }
    throw new TemplateError("a heredoc is not closed");
  }

  private escape(): string {
    const character = this.text[this.position + 1] ?? "";
    const digits = character === "u" ? 4 : character === "U" ? 8 : 0;
    if (digits === 0) {
      this.position += 2;
      return ESCAPES[character] ?? character;
    }
    const code = Number.parseInt(this.text.slice(this.position + 2, this.position + 2 + digits), 16);
    this.position += 2 + digits;
    return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  }

  /** Skips blanks and comments; whether there was a line break among them. */
  private skipSpace(): boolean {
    let lines = false;
    for (;;) {
      const character = this.text[this.position] ?? "";
      if (character === " " || character === "\t" || character === "\r" || character === "\n") {
        lines ||= character === "\n";
        this.position++;
      } else if (character === "#" || this.text.startsWith("//", this.position)) {
        const end = this.text.indexOf("\n", this.position);
        this.position = end < 0 ? this.text.length : end;
      } else if (this.text.startsWith("/*", this.position)) {
        const end = this.text.indexOf("*/", this.position + 2);
        this.position = end < 0 ? this.text.length : end + 2;
      } else {
        return lines;
      }
    }
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text) ?? undefined;
    this.position += found?.[0].length ?? 0;
    return found;
  }
}
