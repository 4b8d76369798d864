import { endOfTemplate } from "./hcl-scan";

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text of a string or heredoc, taken apart into what is written and what is computed. */
export class Pieces {
  /** With escapes replaced; templates stand in it as they are written. */
  public readonly text: string;

  /** As a template in Terraform's JSON syntax: `$${` stays escaped. */
  public readonly template: string;

  public readonly templates: number;
  public readonly isOneTemplate: boolean;
  public readonly closed: boolean;
  public readonly end: number;

  /** @param quote what ends the text; a heredoc ends where it ends, and has no escapes */
  constructor(source: string, start: number, quote: '"' | undefined) {
    const text: string[] = [];
    const template: string[] = [];
    let templates = 0;
    let at = start;
    for (let plain = start; ; ) {
      const char = source[at];
      const ends = char === undefined || char === quote;
      const escaped = quote !== undefined && char === "\\";
      const doubled = (char === "$" || char === "%") && source[at + 1] === char && source[at + 2] === "{";
      const computed = (char === "$" || char === "%") && source[at + 1] === "{";
      if (!ends && !escaped && !doubled && !computed) {
        at += 1;
        continue;
      }
      const before = source.slice(plain, at);
      if (before !== "") {
        text.push(before);
        template.push(before);
      }
      if (ends) {
        break;
      }
      if (escaped) {
        const [meaning, length] = escapeAt(source, at);
        text.push(meaning);
        template.push(meaning);
        at += length;
      } else if (doubled) {
        text.push(source.slice(at + 1, at + 3));
        template.push(source.slice(at, at + 3));
        at += 3;
      } else {
        const end = endOfTemplate(source, at);
        text.push(source.slice(at, end));
        template.push(source.slice(at, end));
        templates += 1;
        at = end;
      }
      plain = at;
    }
    this.text = text.join("");
    this.template = template.join("");
    this.templates = templates;
    this.isOneTemplate = templates === 1 && template.length === 1 && this.template.startsWith("$");
    this.closed = source[at] === quote;
    this.end = Math.min(at + 1, source.length);
  }
}

/** What the escape at the place means, and how long it is. One that HCL does not know stays as it is written. */
function escapeAt(source: string, at: number): readonly [meaning: string, length: number] {
  const kind = source[at + 1] ?? "";
  const digits = kind === "u" ? 4 : kind === "U" ? 8 : 0;
  if (digits > 0) {
    const hex = source.slice(at + 2, at + 2 + digits);
    const point = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : Number.NaN;
    return point <= 0x10ffff ? [String.fromCodePoint(point), 2 + digits] : [source.slice(at, at + 2), 2];
  }
  return [escapes[kind] ?? source.slice(at, at + 2), 2];
}

/** The body of a `<<-` heredoc without the indentation that all of its lines share. */
export function withoutIndentation(body: string): string {
  const lines = body.split("\n");
  let indentation = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (line.trim() !== "") {
      indentation = Math.min(indentation, line.length - line.trimStart().length);
    }
  }
  return lines.map((line) => line.slice(Math.min(indentation, line.length))).join("\n");
}
