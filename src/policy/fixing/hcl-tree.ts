import { parseHclExpression } from "../../estate/hcl-literal";
import { endOfBracket, endOfComment, endOfExpression, heredocAt } from "../../estate/hcl-scan";
import type { Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";

/** Where something stands in the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `name = value`, in a body or in an object. */
export interface HclAttribute extends Range {
  readonly name: string;
  readonly value: Range;
}

/** `type "label" { ... }` */
export interface HclBlock extends Range {
  readonly type: string;
  readonly labels: readonly string[];

  /** What stands between the braces. */
  readonly inside: Range;
  readonly body: HclBody;
}

/** What stands between the braces of a block, or in a file. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const quoted = /"((?:[^"\\\n]|\\.)*)"/y;

/** The blocks and attributes of a text that a parser has taken for HCL already, and where they stand. */
export function parseHclTree(text: string): HclBody {
  return new BodyParser(text).body(0, text.length);
}

class BodyParser {
  constructor(private readonly text: string) {}

  public body(start: number, end: number): HclBody {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (let at = start; at < end; ) {
      const type = take(identifier, this.text, at);
      if (type === undefined) {
        at = endOfComment(this.text, at) ?? heredocAt(this.text, at)?.end ?? at + 1;
        continue;
      }
      const item = this.item(at, type[0]);
      if ("value" in item) {
        attributes.push(item);
      } else {
        blocks.push(item);
      }
      at = item.end;
    }
    return { attributes, blocks };
  }

  private item(start: number, type: string): HclAttribute | HclBlock {
    let at = blanks(this.text, start + type.length);
    if (this.text[at] === "=") {
      const value = valueAt(this.text, at + 1, true);
      return { name: type, start, end: value.end, value };
    }
    const labels: string[] = [];
    while (at < this.text.length && this.text[at] !== "{") {
      const label = take(quoted, this.text, at) ?? take(identifier, this.text, at);
      if (label !== undefined) {
        labels.push(label[1] ?? label[0]);
      }
      at = blanks(this.text, at + (label?.[0].length ?? 1));
    }
    const end = endOfBracket(this.text, at + 1, "{");
    const inside = { start: at + 1, end: end - 1 };
    return { type, labels, start, end, inside, body: this.body(inside.start, inside.end) };
  }
}

/** The members of the object that is written at the range; undefined for every other expression. */
export function objectAt(text: string, { start, end }: Range): readonly HclAttribute[] | undefined {
  if (text[start] !== "{" || endOfBracket(text, start + 1, "{") !== end || /^\{\s*for\s/.test(text.slice(start, end))) {
    return undefined;
  }
  const members: HclAttribute[] = [];
  for (let at = start + 1; at < end - 1; ) {
    const key = take(quoted, text, at) ?? take(identifier, text, at);
    if (key === undefined) {
      // A key that is computed: what stands in its place cannot be told.
      if (text[at] === "(") {
        return undefined;
      }
      at = endOfComment(text, at) ?? at + 1;
      continue;
    }
    const sign = blanks(text, at + key[0].length);
    const value = valueAt(text, sign + 1, true);
    members.push({ name: key[1] ?? key[0], start: at, end: value.end, value });
    at = value.end;
  }
  return members;
}

/** The elements of the list that is written at the range; undefined for every other expression. */
export function elementsAt(text: string, { start, end }: Range): readonly Range[] | undefined {
  if (text[start] !== "[" || endOfBracket(text, start + 1, "[") !== end || /^\[\s*for\s/.test(text.slice(start, end))) {
    return undefined;
  }
  const elements: Range[] = [];
  for (let at = start + 1; at < end - 1; ) {
    const skipped = /[\s,]/.test(text[at] ?? "") ? at + 1 : endOfComment(text, at);
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    const element = valueAt(text, at, false);
    elements.push(element);
    at = Math.max(element.end, at + 1);
  }
  return elements;
}

/** The value of the expression, where it is a literal in full. */
export function literalAt(text: string, { start, end }: Range): { readonly value: Value } | undefined {
  const value = parseHclExpression(text.slice(start, end));
  return isKnown(value) && !/^\s*(?:"[^"]*[$%]\{|<<)/.test(text.slice(start, end)) ? { value } : undefined;
}

function isKnown(value: Value): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  return !isUnknown(value) && Object.values(value).every((member: Value) => isKnown(member));
}

function valueAt(text: string, from: number, lineBreakEnds: boolean): Range {
  const start = blanks(text, from);
  const end = endOfExpression(text, start, lineBreakEnds);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function blanks(text: string, at: number): number {
  let end = at;
  while (text[end] === " " || text[end] === "\t") {
    end += 1;
  }
  return end;
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
