import type { Token } from "./template";
import { closing, isMark } from "./token-ranges";

/** A step along a path: an attribute or a key, an index, or undefined where the step is not literal (`[*]`, `[each.key]`). */
export type Segment = string | number | undefined;

/** A path that an expression refers to: `aws_s3_bucket.models[0].arn`, `var.zones[1]`, `each.value.name`. */
export interface ReferencePath {
  /** What is referred to, without instance: `aws_s3_bucket.models`, `data.aws_region.here`, `module.a`, `var.zones`. */
  readonly address: string;

  /** First name of the path: `aws_s3_bucket`, `data`, `module`, `var`, `local`, `each`. */
  readonly head: string;

  /** Steps from there on. The instance of a resource (`[0]`, `["a"]`, `[*]`) is no step. */
  readonly segments: readonly Segment[];

  /** Instance of the resource, data source or module; undefined when none is named, or it is not literal. */
  readonly instance?: string | number;

  /** Whether the instance is that of the same key as the one that refers to it: `[each.key]`. */
  readonly ofSameKey: boolean;

  /** Whether every step and the instance are literal: `a_b.c[*].d` stands for many values. */
  readonly isLiteral: boolean;

  /** Whether the address is that of a resource, a data source or a module. */
  readonly leadsToResource: boolean;
}

/** Names that begin no address of a resource. */
const NAMED_VALUES: ReadonlySet<string> = new Set(["var", "local", "each", "count", "self", "path", "terraform"]);
const KEYWORDS: ReadonlySet<string> = new Set(["true", "false", "null", "for", "in", "if", "else", "endif", "endfor"]);

/** The rest of the path as an attribute of its target: `metadata.0.name`. */
export function attributeOf(path: ReferencePath): string {
  return path.segments.map((segment) => segment ?? "*").join(".");
}

/** The path that begins at the index, and the index after it; undefined when none begins there. */
export function pathAt(tokens: readonly Token[], start: number): { path: ReferencePath; end: number } | undefined {
  const [head, second] = [tokens[start], tokens[start + 1]];
  if (head?.kind !== "name" || KEYWORDS.has(head.text) || isMark(second, "(", "::")) {
    return undefined;
  }
  const names = [head.text];
  const segments: Segment[] = [];
  const length = head.text === "data" ? 3 : 2;
  let instance: Segment;
  let isLiteral = true;
  let ofSameKey = false;
  let atInstance = !NAMED_VALUES.has(head.text);
  let end = start + 1;
  for (;;) {
    const step = stepAt(tokens, end);
    if (step === undefined) {
      break;
    }
    end = step.end;
    isLiteral &&= step.segment !== undefined;
    if (names.length < length && typeof step.segment === "string") {
      names.push(step.segment);
    } else if (atInstance && (step.bracketed || typeof step.segment === "number")) {
      instance = step.segment;
      ofSameKey = step.bracketed && isEachKey(tokens.slice(end - 4, end - 1));
      atInstance = false;
    } else {
      segments.push(step.segment);
      atInstance = false;
    }
  }
  // Types have an underscore in their name (`terraform_data`): names without one are bound by `for` or `dynamic`.
  const leadsToResource =
    names.length === length && (head.text === "data" || head.text === "module" || head.text.includes("_"));
  return {
    path: { address: names.join("."), head: head.text, segments, instance, ofSameKey, isLiteral, leadsToResource },
    end,
  };
}

function stepAt(
  tokens: readonly Token[],
  index: number,
): { segment: Segment; bracketed: boolean; end: number } | undefined {
  const [mark, next] = [tokens[index], tokens[index + 1]];
  if (isMark(mark, ".")) {
    if (next?.kind === "name" || next?.kind === "number") {
      return { segment: next.kind === "name" ? next.text : next.value, bracketed: false, end: index + 2 };
    }
    return isMark(next, "*") ? { segment: undefined, bracketed: true, end: index + 2 } : undefined;
  }
  if (!isMark(mark, "[")) {
    return undefined;
  }
  const end = closing(tokens, index);
  return end < 0 ? undefined : { segment: key(tokens.slice(index + 1, end)), bracketed: true, end: end + 1 };
}

function isEachKey([each, dot, key]: readonly Token[]): boolean {
  return (
    each?.kind === "name" && each.text === "each" && isMark(dot, ".") && key?.kind === "name" && key.text === "key"
  );
}

function key(tokens: readonly Token[]): Segment {
  const [only, ...more] = tokens;
  if (more.length > 0 || only === undefined) {
    return undefined;
  }
  if (only.kind === "number") {
    return only.value;
  }
  const text = only.kind === "string" && only.parts.length === 1 ? only.parts[0] : undefined;
  return typeof text === "string" ? text : undefined;
}

/** Every path in the tokens, those in indexes and in the templates of strings included, in the order of the text. */
export function pathsIn(tokens: readonly Token[]): readonly ReferencePath[] {
  const found: ReferencePath[] = [];
  scan(tokens, new Set(), false, found);
  return found;
}

function scan(tokens: readonly Token[], outer: ReadonlySet<string>, inObject: boolean, found: ReferencePath[]): void {
  const bound = namesBoundIn(tokens, outer);
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    const end = closing(tokens, index);
    const path = pathAt(tokens, index);
    if (token?.kind === "string") {
      scanParts(token.parts, bound, found);
    }
    if (end > index) {
      scan(tokens.slice(index + 1, end), bound, isMark(token, "{"), found);
      index = end + 1;
    } else if (path === undefined || (inObject && isKey(tokens, index)) || isMark(tokens[index - 1], ".")) {
      index++;
    } else {
      if (!bound.has(path.path.head)) {
        found.push(path.path);
      }
      scanIndexes(tokens.slice(index, path.end), bound, found);
      index = path.end;
    }
  }
}

function scanParts(
  parts: Extract<Token, { kind: "string" }>["parts"],
  bound: ReadonlySet<string>,
  found: ReferencePath[],
): void {
  for (const part of parts) {
    if (typeof part !== "string") {
      scan(part.tokens, bound, false, found);
    }
  }
}

/** What stands in the brackets of a path refers to things too: `aws_subnet.a[local.zone].id`. */
function scanIndexes(tokens: readonly Token[], bound: ReadonlySet<string>, found: ReferencePath[]): void {
  for (let index = 0; index < tokens.length; index++) {
    const end = closing(tokens, index);
    if (end > index) {
      scan(tokens.slice(index + 1, end), bound, false, found);
      index = end;
    }
  }
}

/** Whether the name is the key of an object's member: after the brace, a comma or a line break, and before `=` or `:`. */
function isKey(tokens: readonly Token[], index: number): boolean {
  const [before, token] = [tokens[index - 1], tokens[index]];
  const begins = before === undefined || isMark(before, ",") || (token?.startsLine === true && !isMark(before, "?"));
  return begins && isMark(tokens[index + 1], "=", ":");
}

/** The names that `for a, b in` binds, with those of the expressions around. */
function namesBoundIn(tokens: readonly Token[], outer: ReadonlySet<string>): ReadonlySet<string> {
  const [first] = tokens;
  if (first?.kind !== "name" || first.text !== "for") {
    return outer;
  }
  const bound = new Set(outer);
  for (const token of tokens.slice(1)) {
    if (token.kind === "name" && token.text === "in") {
      break;
    }
    if (token.kind === "name") {
      bound.add(token.text);
    }
  }
  return bound;
}
