import { callFunction, decide } from "./functions";
import { lazily } from "./memo";
import { attributeOf, pathAt, pathsIn, type ReferencePath } from "./reference-path";
import type { Value } from "./resource";
import { isTemplate, type Part, parseTemplate, TemplateError, type Token } from "./template";
import { split, topLevel } from "./token-ranges";
import { isUnknown, type Reference, Unknown } from "./unknown";

/** What an expression may look at, and where it stands. */
export interface Scope {
  /** Root module that references lead into. */
  readonly root: string;

  /** Module that the expression stands in, as in `module.a.`; nothing in the root module. */
  readonly prefix?: string;

  /** Key of the instance that the expression stands in. */
  readonly key?: string;

  /**
   * What a path comes to: a literal (it may hold unknown members), an `Unknown` whose references take the place of the
   * path, or undefined when it is known only after apply.
   */
  resolve?(path: ReferencePath): Value | undefined;
}

/** Longest string that interpolation makes: templates that double each other would otherwise fill the memory. */
const LONGEST_TEXT = 1_000_000;
const DEEPEST_EXPRESSION = 100;
const CONSTANTS: Readonly<Record<string, Value>> = Object.assign(Object.create(null), {
  true: true,
  false: false,
  null: null,
});

/**
 * The value of a string of Terraform JSON. A string without interpolation is itself; one whose interpolations all come
 * to literals is that literal (`"${8501}"` is a number); everything else is an `Unknown` with the references in it.
 */
export function evaluate(text: string, scope: Scope): Value {
  if (!isTemplate(text)) {
    return text;
  }
  try {
    const { parts, paths } = parsed(text);
    const value = new Evaluation(scope).template(parts, 0);
    return value === undefined ? new Unknown(references(paths(), scope), spelling(parts, text, scope)) : value;
  } catch (error) {
    if (error instanceof TemplateError) {
      return new Unknown([], text);
    }
    throw error;
  }
}

/** The value of a bare expression as in HCL: of `aws_s3_bucket.models.arn`, not of `"${aws_s3_bucket.models.arn}"`. */
export function evaluateExpression(expression: string, scope: Scope): Value {
  return evaluate(`\${${expression}}`, scope);
}

/** Every path that the template refers to, in the order of its text; none for what is no template. */
export function referencePaths(text: string): readonly ReferencePath[] {
  if (!isTemplate(text)) {
    return [];
  }
  try {
    return parsed(text).paths();
  } catch (error) {
    if (error instanceof TemplateError) {
      return [];
    }
    throw error;
  }
}

/** Steps into the value along the segments; undefined when there is nothing there that is known. */
export function navigate(value: Value | undefined, segments: ReferencePath["segments"]): Value | undefined {
  let current = value;
  for (const segment of segments) {
    if (current === undefined || isUnknown(current)) {
      return current;
    }
    if (typeof current !== "object" || current === null || segment === undefined) {
      return undefined;
    }
    if (Array.isArray(current)) {
      current = typeof segment === "number" ? (current as readonly Value[])[segment] : undefined;
    } else if (segment !== 0) {
      // Index 0 of an object is the object: single blocks stand without a list in Terraform JSON.
      current = Object.hasOwn(current, segment) ? (current as Record<string, Value>)[segment] : undefined;
    }
  }
  return current;
}

/** A path alone, with literal indices. */
const NAME = /^\$\{[\w.*-]+(?:\[(?:"[^"$\\]*"|\d+)\][\w.*-]*)*\}$/;

/**
 * The text of what is not known. A name for another expression (`local.members`, `var.members`, `module.a.members`) is that
 * expression, as far as it is more than a name itself: what is called by a name alone is surely nothing but what it leads to.
 */
function spelling(parts: readonly Part[], text: string, scope: Scope): string {
  const [only, ...more] = parts;
  if (only === undefined || typeof only === "string" || only.directive || more.length > 0) {
    return text;
  }
  const path = pathAt(only.tokens, 0);
  const named = path?.end === only.tokens.length ? scope.resolve?.(path.path) : undefined;
  return isUnknown(named) && named.text !== undefined && !NAME.test(named.text) ? named.text : text;
}

interface Parsed {
  readonly parts: readonly Part[];
  readonly paths: () => readonly ReferencePath[];
}

/** Stacks say the same again and again: one key, one role, one account. */
const known = new Map<string, Parsed>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 1000;

/** The template in its parts; throws a TemplateError. */
function parsed(text: string): Parsed {
  let found = known.get(text);
  if (found === undefined) {
    const parts = parseTemplate(text);
    found = { parts, paths: lazily(() => pathsOfParts(parts)) };
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    if (text.length <= LONGEST_KNOWN) {
      known.set(text, found);
    }
  }
  return found;
}

function pathsOfParts(parts: readonly Part[]): readonly ReferencePath[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : pathsIn(part.tokens)));
}

/** What the paths lead to, each once. A path that resolves to an unknown value stands for that value's references. */
function references(paths: readonly ReferencePath[], scope: Scope): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const spelt of paths) {
    const path = instanceIn(spelt, scope);
    const value = scope.resolve?.(path);
    const own = path.leadsToResource
      ? [{ root: scope.root, address: `${scope.prefix ?? ""}${addressOf(path)}`, attribute: attributeOf(path) }]
      : [];
    const others = isUnknown(value) ? value.references : own;
    for (const reference of others) {
      found.set(`${reference.root}\u0000${reference.address}\u0000${reference.attribute}`, reference);
    }
  }
  return [...found.values()];
}

/** With the key of a `for_each`, if one is named. Numbers are left out: what `count` makes is one resource here. */
function addressOf({ address, head, instance }: ReferencePath): string {
  return head === "module" || typeof instance !== "string" ? address : `${address}[${JSON.stringify(instance)}]`;
}

/** The path, with the instance that `[each.key]` stands for. */
function instanceIn(path: ReferencePath, { key }: Scope): ReferencePath {
  return path.ofSameKey && key !== undefined ? { ...path, instance: key } : path;
}

/** Values of token ranges; undefined for what is not literal. */
class Evaluation {
  constructor(private readonly scope: Scope) {}

  public template(parts: readonly Part[], depth: number): Value | undefined {
    const [only, ...more] = parts;
    if (only !== undefined && more.length === 0) {
      return typeof only === "string" ? only : this.part(only, depth);
    }
    let text = "";
    for (const part of parts) {
      const value = typeof part === "string" ? part : this.part(part, depth);
      if (value === undefined || value === null || typeof value === "object") {
        return undefined;
      }
      text += value;
      if (text.length > LONGEST_TEXT) {
        return undefined;
      }
    }
    return text;
  }

  private part(part: Exclude<Part, string>, depth: number): Value | undefined {
    return part.directive ? undefined : this.range(part.tokens, depth);
  }

  private range(tokens: readonly Token[], depth: number): Value | undefined {
    const [first, second] = tokens;
    if (first === undefined || depth > DEEPEST_EXPRESSION) {
      return undefined;
    }
    const last = tokens[tokens.length - 1];
    if (tokens.length === 1 && first.kind !== "mark") {
      return this.single(first, depth);
    }
    if (first.kind === "mark" && first.text === "-" && tokens.length === 2 && second?.kind === "number") {
      return -second.value;
    }
    if (first.kind === "mark" && first.closedBy !== undefined && first.closedBy === last) {
      return this.bracketed(first.text, tokens.slice(1, -1), depth + 1);
    }
    if (first.kind === "name" && second?.kind === "mark" && second.text === "(" && second.closedBy === last) {
      const members = split(tokens.slice(2, -1), false).map((range) => this.range(range, depth + 1));
      return members.includes(undefined) ? undefined : callFunction(first.text, members as Value[]);
    }
    const path = pathAt(tokens, 0);
    if (path?.end === tokens.length) {
      return this.resolved(path.path);
    }
    return this.operation(tokens, depth + 1);
  }

  private single(token: Exclude<Token, { kind: "mark" }>, depth: number): Value | undefined {
    switch (token.kind) {
      case "number":
        return token.value;
      case "string":
        return this.template(token.parts, depth + 1);
      case "name":
        return CONSTANTS[token.text];
    }
  }

  private resolved(path: ReferencePath): Value | undefined {
    const value = this.scope.resolve?.(instanceIn(path, this.scope));
    return isUnknown(value) ? undefined : value;
  }

  private bracketed(mark: string, tokens: readonly Token[], depth: number): Value | undefined {
    const [first] = tokens;
    if (mark === "(") {
      return this.range(tokens, depth);
    }
    if (first?.kind === "name" && first.text === "for" && tokens.length > 1) {
      return undefined;
    }
    return mark === "["
      ? split(tokens, false).map((member) => this.member(member, depth))
      : this.object(split(tokens, true), depth);
  }

  /** A member of a list or an object: one that is not known leaves the others known. */
  private member(tokens: readonly Token[], depth: number): Value {
    const value = this.range(tokens, depth);
    return value === undefined ? new Unknown(references(pathsIn(tokens), this.scope)) : value;
  }

  private object(members: readonly (readonly Token[])[], depth: number): Value | undefined {
    const entries: [string, Value][] = [];
    for (const member of members) {
      const equals = member.findIndex((token) => token.kind === "mark" && (token.text === "=" || token.text === ":"));
      const [key] = member;
      const name =
        key === undefined || equals < 1
          ? undefined
          : key.kind === "name" && equals === 1
            ? key.text
            : this.range(member.slice(0, equals), depth);
      if (typeof name !== "string") {
        return undefined;
      }
      entries.push([name, this.member(member.slice(equals + 1), depth)]);
    }
    return Object.fromEntries(entries);
  }

  /** The operators that decide between literals: `?:`, `||`, `&&`, `==`, `!=`, `<`, `>`, `!`, from the loosest on. */
  private operation(tokens: readonly Token[], depth: number): Value | undefined {
    const question = topLevel(tokens, "?");
    if (question >= 0) {
      const colon = topLevel(tokens, ":", question);
      const condition = this.range(tokens.slice(0, question), depth);
      if (colon < 0 || typeof condition !== "boolean") {
        return undefined;
      }
      return this.range(condition ? tokens.slice(question + 1, colon) : tokens.slice(colon + 1), depth);
    }
    for (const operator of ["||", "&&", "==", "!=", "<=", ">=", "<", ">"]) {
      const at = topLevel(tokens, operator);
      if (at >= 0) {
        const left = this.range(tokens.slice(0, at), depth);
        const right = this.range(tokens.slice(at + 1), depth);
        return left === undefined || right === undefined ? undefined : decide(operator, left, right);
      }
    }
    const [first] = tokens;
    if (first?.kind === "mark" && first.text === "!") {
      const value = this.range(tokens.slice(1), depth);
      return typeof value === "boolean" ? !value : undefined;
    }
    return undefined;
  }
}
