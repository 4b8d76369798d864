import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import type { Json } from "../fixes/apply";
import type { Segment } from "../fixes/fix-path";
import { nameOf } from "./hcl-edit";
import { type Change, lineEnd, NotEditableError } from "./hcl-holder";

/** A change at a place in an object of YAML, with plain values. */
export interface YamlEdit {
  readonly do: "set" | "unset" | "include" | "exclude";
  readonly segments: readonly Segment[];
  readonly values: readonly Json[];

  /** Number of segments that are not made where they are not there. */
  readonly given: number;
}

/**
 * The changes to the text that do the edit to the object: what is not touched stays as it is written.
 *
 * @throws NotEditableError for aliases, and for what stands where an object must
 */
export function yamlChanges(text: string, object: YAMLMap, edit: YamlEdit): readonly Change[] {
  return new YamlEditing(text, edit).in(object, edit.segments);
}

class YamlEditing {
  constructor(
    private readonly text: string,
    private readonly edit: YamlEdit,
  ) {}

  public in(map: YAMLMap, segments: readonly Segment[]): readonly Change[] {
    const [segment, next] = segments;
    if (segment === undefined) {
      return [];
    }
    const name = nameOf(segment);
    const filter = next !== undefined && "where" in next ? next : undefined;
    const rest = segments.slice(filter === undefined ? 1 : 2);
    if (rest.length === 0) {
      return this.at(map, name);
    }
    const found = this.objects(map, name).filter(
      (each) => filter === undefined || String(each.get(filter.where)) === filter.equals,
    );
    if (found.length > 0) {
      return found.flatMap((each) => this.in(each, rest));
    }
    if (this.edit.segments.length - segments.length < this.edit.given) {
      return [];
    }
    const value: Json = { ...(filter === undefined ? {} : { [filter.where]: filter.equals }), ...this.nested(rest) };
    const present = map.get(name, true) as unknown;
    if (isSeq(present)) {
      return [this.append(present, [value])];
    }
    return this.put(map, name, filter === undefined ? value : [value]);
  }

  private objects(map: YAMLMap, name: string): readonly YAMLMap[] {
    const value = map.get(name, true) as unknown;
    if (value === undefined || value === null || (isScalar(value) && value.value === null)) {
      return [];
    }
    if (isMap(value)) {
      return [value];
    }
    const items = isSeq(value) ? value.items : [];
    if (isAlias(value) || items.length === 0 || !items.every((item) => isMap(item))) {
      if (isSeq(value) && items.length === 0) {
        return [];
      }
      throw new NotEditableError(`${name} is no object that is written in its place`);
    }
    return items as YAMLMap[];
  }

  private nested(segments: readonly Segment[]): { [name: string]: Json } {
    const [segment, filter] = segments;
    if (segment === undefined) {
      return {};
    }
    if (filter !== undefined && "where" in filter) {
      return { [nameOf(segment)]: [{ [filter.where]: filter.equals, ...this.nested(segments.slice(2)) }] };
    }
    const isLast = segments.length === 1;
    return { [nameOf(segment)]: isLast ? this.written() : this.nested(segments.slice(1)) };
  }

  private written(): Json {
    return this.edit.do === "set" ? (this.edit.values[0] ?? null) : [...this.edit.values];
  }

  private at(map: YAMLMap, name: string): readonly Change[] {
    const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (this.edit.do === "unset") {
      return pair === undefined ? [] : [this.without(map, pair)];
    }
    if (this.edit.do === "set") {
      return this.put(map, name, this.written());
    }
    const list = pair?.value;
    if (isSeq(list)) {
      return this.edit.do === "include" ? this.include(list) : this.exclude(list);
    }
    return this.edit.do === "include" && (pair === undefined || isScalar(list))
      ? this.put(map, name, this.written())
      : [];
  }

  private include(list: YAMLSeq): readonly Change[] {
    const present = list.items.map((item) => JSON.stringify(plain(item)));
    const missing = this.edit.values.filter((value) => !present.includes(JSON.stringify(value)));
    return missing.length === 0 ? [] : [this.append(list, missing)];
  }

  private exclude(list: YAMLSeq): readonly Change[] {
    const unwanted = this.edit.values.map((value) => JSON.stringify(value));
    const kept = list.items.map(plain).filter((item) => !unwanted.includes(JSON.stringify(item)));
    if (kept.length === list.items.length) {
      return [];
    }
    const [start] = rangeOf(list);
    return [{ start, end: this.endOf(list), text: JSON.stringify(kept).replaceAll(",", ", ") }];
  }

  /** Adds elements to a list. */
  private append(list: YAMLSeq, values: readonly Json[]): Change {
    const [start, end] = rangeOf(list);
    if (list.flow === true || list.items.length === 0) {
      const inner = values.map((value) => JSON.stringify(value)).join(", ");
      return { start: end - 1, end: end - 1, text: list.items.length === 0 ? inner : `, ${inner}` };
    }
    const column = this.columnOf(start);
    const lines = stringify(values, { lineWidth: 0 }).trimEnd().split("\n");
    return this.linesAfter(this.endOf(list), lines.map((line) => `${" ".repeat(column)}${line}`).join("\n"));
  }

  /** Gives the key the value: in place of the one that it has, or behind the other keys. */
  private put(map: YAMLMap, name: string, value: Json): readonly Change[] {
    const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    const [start, end] = rangeOf(map);
    if (map.flow === true || map.items.length === 0) {
      if (pair !== undefined) {
        const [from, to] = rangeOf(pair.value as Node);
        return [{ start: from, end: to, text: JSON.stringify(value) }];
      }
      const written = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
      const isEmpty = map.items.length === 0;
      return [{ start: end - 1, end: end - 1, text: isEmpty ? ` ${written} ` : `, ${written}` }];
    }
    const column = this.columnOf(start);
    const lines = stringify({ [name]: value }, { lineWidth: 0 })
      .trimEnd()
      .split("\n");
    const indented = lines.map((line) => `${" ".repeat(column)}${line}`).join("\n");
    if (pair === undefined) {
      return [this.linesAfter(this.endOf(map), indented)];
    }
    const [from] = rangeOf(pair.key as Node);
    const to = this.endOfPair(pair);
    const isBlockText = this.text[to - 1] === "\n";
    return [{ start: from, end: to, text: `${indented.trimStart()}${isBlockText ? "\n" : ""}` }];
  }

  /** Takes a pair out, with its lines. An object without keys stays as `{}`. */
  private without(map: YAMLMap, pair: Pair): Change {
    if (map.items.length === 1) {
      return { start: rangeOf(map)[0], end: this.endOf(map), text: "{}" };
    }
    const index = map.items.indexOf(pair);
    const [start] = rangeOf(pair.key as Node);
    const next = map.items[index + 1];
    const lineStart = this.text.lastIndexOf("\n", start - 1) + 1;
    const isFirstOnLine = this.text.slice(lineStart, start).trim() === "";
    if (map.flow !== true && isFirstOnLine) {
      const end = this.endOfPair(pair);
      const after = this.text[end - 1] === "\n" ? end : Math.min(this.text.length, lineEnd(this.text, end) + 1);
      return { start: lineStart, end: after, text: "" };
    }
    if (next !== undefined) {
      return { start, end: rangeOf(next.key as Node)[0], text: "" };
    }
    const before = map.items[index - 1];
    return { start: before === undefined ? start : this.endOfPair(before), end: this.endOfPair(pair), text: "" };
  }

  private linesAfter(end: number, lines: string): Change {
    if (this.text[end - 1] === "\n") {
      return { start: end, end, text: `${lines}\n` };
    }
    const at = lineEnd(this.text, end);
    return { start: at, end: at, text: `\n${lines}` };
  }

  /** Where the last thing in the node ends that is written, without what follows it on its line. */
  private endOf(node: Node): number {
    if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0) {
      const last = node.items.at(-1) as Pair | Node;
      return isMap(node) ? this.endOfPair(last as Pair) : this.endOf(last as Node);
    }
    return rangeOf(node)[1];
  }

  private endOfPair({ key, value }: Pair): number {
    const own = rangeOf(key as Node)[1];
    // A key without a value ends with its colon.
    const colon = this.text.indexOf(":", own) + 1;
    return Math.max(colon, value === null || value === undefined ? 0 : this.endOf(value as Node));
  }

  private columnOf(at: number): number {
    return at - (this.text.lastIndexOf("\n", at - 1) + 1);
  }
}

function rangeOf(node: Node): readonly [number, number] {
  if (node.range === undefined || node.range === null) {
    throw new NotEditableError("a value has no place in the file");
  }
  return [node.range[0], node.range[1]];
}

function plain(node: unknown): unknown {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.toJSON() : node;
}
