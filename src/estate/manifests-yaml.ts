import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  Parser,
  Scalar,
} from "yaml";
import { InputError } from "./input-error";
import { plainScalar, taggedScalar } from "./manifests-scalar";
import type { Value } from "./resource";

/** One document of a YAML stream. */
export interface YamlDocument {
  readonly value: Value;

  /** Line of its first key. */
  readonly line: number;

  /** Lines of the objects near the top of the document: the items of a list. */
  readonly lines: ReadonlyMap<object, number>;
}

/** Nothing that Kubernetes takes nests deeper; parsers of deeper text exhaust the stack. */
export const DEEPEST_LEVEL = 200;

/** Words, marks, spaces and line ends of a file: some 15 MB of common YAML. The library needs seconds and a gigabyte for more. */
const MOST_LEXEMES = 3_000_000;

/** Values that all aliases of a document may stand for together. */
const MOST_ALIASED_VALUES = 100_000;

/** Objects this far from the top have their lines kept: the document, its `items`, an item. */
const LINES_TO_DEPTH = 2;

const OWN_TAG = "tag:yaml.org,2002:";

type Objects = Record<string, Value>;

/**
 * Documents of the text. All scalars are read as texts first, and are then given the meaning that they have for Kubernetes.
 *
 * @throws InputError at the first thing that is wrong: `file:line:column: problem`
 */
export function* yamlDocuments(file: string, text: string): Generator<YamlDocument> {
  const counter = new LineCounter();
  const fail = (offset: number, problem: string): InputError => {
    const { line, col } = counter.linePos(offset);
    return new InputError(`${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`, problem);
  };
  const composer = new Composer({
    schema: "failsafe",
    version: "1.2",
    // The library compares every key with every other one; duplicates are found below.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: counter,
    logLevel: "silent",
    strict: true,
  });
  stopAtFirstError(composer, fail);
  try {
    for (const document of composer.compose(tokens(text, counter, fail), false, text.length)) {
      const found = documentOf(document, counter, fail);
      if (found !== undefined) {
        yield found;
      }
    }
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError(file, "nests too deep");
    }
    throw error;
  }
}

type Fail = (offset: number, problem: string) => InputError;

/** Where the library says that an error is: an offset, a range, or a token. */
type ErrorSource = number | readonly number[] | { readonly offset: number };

/**
 * The library collects an error for each token that is wrong, with a stack trace: megabytes of commas exhaust the memory. There is no
 * option for it, so its collecting method is replaced. Warnings (about tags) are dropped: tags are judged below.
 */
function stopAtFirstError(composer: Composer, fail: Fail): void {
  let first: InputError | undefined;
  const onError = (source: ErrorSource, _code: string, message: string, warning?: boolean): void => {
    if (warning !== true) {
      const offset = typeof source === "number" ? source : "offset" in source ? source.offset : (source[0] ?? 0);
      // The library reports some of what is thrown here again, at another place.
      first ??= fail(offset, message);
      throw first;
    }
  };
  Object.assign(composer, { onError });
}

/** The library's tokens, as long as they do not nest too deep and hold no error. */
function* tokens(text: string, counter: LineCounter, fail: Fail): ReturnType<Parser["parse"]> {
  const parser = new Parser(counter.addNewLine);
  counter.addNewLine(0);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MOST_LEXEMES) {
      throw fail(parser.offset, `more than ${MOST_LEXEMES} words and marks: split the file, or write it as JSON`);
    }
    for (const token of parser.next(lexeme)) {
      if (token.type === "error") {
        throw fail(token.offset, token.message);
      }
      yield token;
    }
    if (parser.stack.length > DEEPEST_LEVEL) {
      throw fail(parser.offset, `nests deeper than ${DEEPEST_LEVEL} levels`);
    }
  }
  yield* parser.end();
}

function documentOf(document: Document.Parsed, counter: LineCounter, fail: Fail): YamlDocument | undefined {
  const error = document.errors[0];
  if (error !== undefined) {
    throw fail(error.pos[0], error.message);
  }
  const { contents } = document;
  if (contents === null) {
    return undefined;
  }
  const conversion = new Conversion(counter, fail);
  const value = conversion.convert(contents, 0);
  return { value, line: counter.linePos(contents.range[0]).line, lines: conversion.lines };
}

/** Makes values of the nodes of one document. */
class Conversion {
  public readonly lines = new Map<object, number>();
  private readonly anchors = new Map<string, { readonly value: Value; readonly weight: number }>();
  private weight = 0;
  private aliased = 0;

  constructor(
    private readonly counter: LineCounter,
    private readonly fail: Fail,
  ) {}

  public convert(node: unknown, depth: number): Value {
    if (isAlias(node)) {
      return this.alias(node.source, offsetOf(node));
    }
    const before = this.weight++;
    const value = this.own(node, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) {
      this.anchors.set(anchor, { value, weight: this.weight - before });
    }
    return value;
  }

  private own(node: unknown, depth: number): Value {
    if (isScalar(node)) {
      return this.scalar(node);
    }
    if (isSeq(node)) {
      this.expectTag(node.tag, "seq", offsetOf(node));
      return node.items.map((item) => this.convert(item, depth + 1));
    }
    if (isMap(node)) {
      this.expectTag(node.tag, "map", offsetOf(node));
      const object = this.object(node.items, depth);
      if (depth <= LINES_TO_DEPTH) {
        this.lines.set(object, this.counter.linePos(offsetOf(node)).line);
      }
      return object;
    }
    return null;
  }

  /** Aliases share their value; what is bounded is what a reader of the document sees. */
  private alias(name: string, offset: number): Value {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      throw this.fail(offset, `the alias *${name} has no anchor before it`);
    }
    this.aliased += anchor.weight;
    this.weight += anchor.weight;
    if (this.aliased > MOST_ALIASED_VALUES) {
      throw this.fail(offset, `the aliases of the document stand for more than ${MOST_ALIASED_VALUES} values`);
    }
    return anchor.value;
  }

  private scalar(node: Scalar): Value {
    const text = node.source ?? "";
    const tag = node.tag;
    if (tag?.startsWith(OWN_TAG)) {
      const value = taggedScalar(tag.slice(OWN_TAG.length), text);
      if (value === undefined) {
        throw this.fail(offsetOf(node), `the tag !!${tag.slice(OWN_TAG.length)} is not known, or not for this value`);
      }
      return this.finite(value, node);
    }
    return tag === undefined && node.type === Scalar.PLAIN ? this.finite(plainScalar(text), node) : text;
  }

  private finite(value: boolean | null | number | string, node: Scalar): Value {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw this.fail(offsetOf(node), "a number that no field of Kubernetes can hold");
    }
    return value;
  }

  private expectTag(tag: string | undefined, kind: "map" | "seq", offset: number): void {
    if (tag?.startsWith(OWN_TAG) && tag !== `${OWN_TAG}${kind}`) {
      throw this.fail(offset, `the tag !!${tag.slice(OWN_TAG.length)} is not known, or not for this value`);
    }
  }

  /** A map, without the keys whose value is null: Kubernetes takes them for absent. Merged keys give way to the map's own. */
  private object(pairs: readonly Pair[], depth: number): Objects {
    const object: Objects = Object.create(null);
    const own = new Set<string>();
    const merged: Value[] = [];
    for (const { key, value } of pairs) {
      if (isScalar(key) && key.value === "<<" && key.type === Scalar.PLAIN) {
        merged.push(this.convert(value, depth + 1));
        continue;
      }
      const name = this.key(key, depth);
      if (own.has(name)) {
        throw this.fail(offsetOf(key), `the key ${JSON.stringify(name.slice(0, 100))} stands twice in one map`);
      }
      own.add(name);
      const held = this.convert(value, depth + 1);
      if (held !== null) {
        object[name] = held;
      }
    }
    for (const source of merged.flat()) {
      this.merge(source, object, own, pairs);
    }
    return object;
  }

  private merge(source: Value, object: Objects, own: Set<string>, pairs: readonly Pair[]): void {
    if (typeof source !== "object" || source === null || Array.isArray(source)) {
      throw this.fail(offsetOf(pairs[0]?.key), "a merge key (<<) takes a map or a list of maps");
    }
    for (const [name, value] of Object.entries(source)) {
      if (!own.has(name)) {
        own.add(name);
        object[name] = value;
      }
    }
  }

  /** Keys are texts; Kubernetes makes texts of numbers and booleans: the key `on` is "true". */
  private key(key: unknown, depth: number): string {
    const value = isMap(key) || isSeq(key) ? undefined : this.convert(key, depth + 1);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return String(value);
    }
    throw this.fail(offsetOf(key), "a key that is not a text");
  }
}

function offsetOf(node: unknown): number {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0;
}
