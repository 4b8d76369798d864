import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { InputError } from "../estate/input-error";

/** Line and column, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const MOST_ALIASES = 20;

/** A YAML file that a user wrote for Modelkeep: every complaint about it names the line and the column. */
export class YamlFile {
  private readonly lines = new LineCounter();
  private readonly contents: ParsedNode | null;

  /** Throws an InputError when the text is not one YAML document. */
  constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    const document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) {
      throw this.problem(error.pos[0], error.message);
    }
    try {
      document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (cause) {
      throw new InputError(file, cause instanceof Error ? cause.message : String(cause));
    }
    this.contents = document.contents;
  }

  /** Entries of the list under the one key of the file, as in `waivers:`. */
  public list(key: string): YamlEntry[] {
    const root = this.contents;
    if (root === null || !isMap(root)) {
      throw this.problem(0, `expected a map with the key ${key}`);
    }
    for (const { key: name } of root.items) {
      if (isScalar(name) && name.value !== key) {
        throw this.problem(startOf(name), `unknown key ${String(name.value)}; the file has the one key ${key}`);
      }
    }
    const list: unknown = root.get(key, true);
    if (!isSeq(list)) {
      throw this.problem(startOf(root), `${key} must be a list`);
    }
    return list.items.map((item) => {
      if (!isMap(item)) {
        throw this.problem(startOf(item), `an entry of ${key} must be a map`);
      }
      return new YamlEntry(this, item);
    });
  }

  /** An error that names the place in the file. */
  public problem(offset: number, message: string): InputError {
    const { line, column } = this.position(offset);
    return new InputError(`${this.file}:${line}:${column}`, message);
  }

  public position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** Where a place inside the text of a scalar lies in the file: block scalars begin on the line after their header. */
  public positionInside(scalar: Scalar, inside: Position): Position {
    const offset = startOf(scalar);
    const start = this.position(offset);
    if (scalar.type === "BLOCK_LITERAL" || scalar.type === "BLOCK_FOLDED") {
      const line = start.line + inside.line;
      return { line, column: this.indentOf(line) + inside.column };
    }
    const quote = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE" ? 1 : 0;
    return inside.line === 1
      ? { line: start.line, column: start.column + quote + inside.column - 1 }
      : { line: start.line + inside.line - 1, column: inside.column };
  }

  private indentOf(line: number): number {
    const start = this.lines.lineStarts[line - 1] ?? 0;
    return this.text.slice(start).search(/[^ ]|$/);
  }
}

/** One map of the list in a {@link YamlFile}. */
export class YamlEntry {
  constructor(
    private readonly source: YamlFile,
    private readonly map: YAMLMap<unknown, unknown>,
  ) {}

  /** Line of the entry, from 1. */
  public get line(): number {
    return this.source.position(startOf(this.map)).line;
  }

  /** Throws an InputError when the entry has a key that is not among `names`. */
  public requireKnownKeys(names: readonly string[]): void {
    for (const { key } of this.map.items) {
      const name = isScalar(key) ? String(key.value) : "";
      if (!names.includes(name)) {
        throw this.source.problem(startOf(key), `unknown key ${name}; known are ${names.join(", ")}`);
      }
    }
  }

  /** Text under the key; a missing or empty one is an error. */
  public text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined || text.trim() === "") {
      throw this.source.problem(startOf(this.map), `${name} is missing`);
    }
    return text;
  }

  /** Text under the key; undefined when the key is not there. */
  public optionalText(name: string): string | undefined {
    const node = this.map.get(name, true);
    if (node === undefined) {
      return undefined;
    }
    // A date that is not quoted stays text in YAML 1.2, and a number is not one of our texts.
    if (!isScalar(node) || typeof node.value !== "string") {
      throw this.source.problem(startOf(node), `${name} must be text`);
    }
    return node.value;
  }

  /** Texts of the list under the key; empty when the key is not there. */
  public texts(name: string): string[] {
    const node = this.map.get(name, true);
    if (node === undefined) {
      return [];
    }
    if (!isSeq(node)) {
      throw this.source.problem(startOf(node), `${name} must be a list of texts`);
    }
    return node.items.map((item) => {
      if (!isScalar(item) || typeof item.value !== "string") {
        throw this.source.problem(startOf(item), `${name} must be a list of texts`);
      }
      return item.value;
    });
  }

  /** Maps of the list under the key; empty when the key is not there. */
  public entries(name: string): YamlEntry[] {
    const node = this.map.get(name, true);
    if (node === undefined) {
      return [];
    }
    if (!isSeq(node)) {
      throw this.source.problem(startOf(node), `${name} must be a list`);
    }
    return node.items.map((item) => {
      if (!isMap(item)) {
        throw this.source.problem(startOf(item), `an entry of ${name} must be a map`);
      }
      return new YamlEntry(this.source, item);
    });
  }

  /** The plain value under the key; undefined when the key is not there. */
  public plain(name: string): unknown {
    const node = this.map.get(name, true);
    return isCollection(node) || isScalar(node) ? JSON.parse(JSON.stringify(node)) : undefined;
  }

  /** An error about the value of the key, or about the entry when the key is not there. */
  public problem(name: string, message: string): InputError {
    return this.source.problem(startOf(this.map.get(name, true) ?? this.map), message);
  }

  /** An error about a place inside the text under the key. */
  public problemInside(name: string, inside: Position, message: string): InputError {
    const node = this.map.get(name, true);
    if (!isScalar(node)) {
      return this.problem(name, message);
    }
    const { line, column } = this.source.positionInside(node, inside);
    return new InputError(`${this.source.file}:${line}:${column}`, message);
  }
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
