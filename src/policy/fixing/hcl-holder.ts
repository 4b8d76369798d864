import type { BlockSchema } from "../../estate/schema";
import type { FixAttributes, FixValue } from "../fixes/fix";
import { type Notation, printBlock, printValue } from "./hcl-print";
import {
  elementsAt,
  type HclAttribute,
  type HclBlock,
  type HclBody,
  literalAt,
  objectAt,
  type Range,
} from "./hcl-tree";

/** A piece of the text and what stands in its place. */
export interface Change extends Range {
  readonly text: string;

  /** Where in the new text an attribute begins whose sign stands below those of the lines around it. */
  readonly alignAt?: number;
}

/** The text cannot be changed as the fix asks: what it says is computed. */
export class NotEditableError extends Error {}

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const LONGEST_SHOWN = 60;

/** Something that holds attributes: a file, a block, or an object in an expression. */
export class HclHolder implements Range {
  private constructor(
    readonly text: string,
    readonly start: number,
    readonly end: number,
    /** What stands between its braces; all of a file. */
    private readonly inside: Range,
    private readonly body: HclBody,
    readonly labels: readonly string[],
    private readonly form: "file" | "block" | "object",
  ) {}

  public static ofFile(text: string, body: HclBody): HclHolder {
    return new HclHolder(text, 0, text.length, { start: 0, end: text.length }, body, [], "file");
  }

  public static ofBlock(text: string, { start, end, inside, body, labels }: HclBlock): HclHolder {
    return new HclHolder(text, start, end, inside, body, labels, "block");
  }

  /** Whether blocks may stand in it. */
  public get isBody(): boolean {
    return this.form !== "object";
  }

  public attribute(name: string): HclAttribute | undefined {
    return this.body.attributes.find((each) => each.name === name);
  }

  public blocks(name: string): readonly HclHolder[] {
    return this.body.blocks.filter(({ type }) => type === name).map((block) => HclHolder.ofBlock(this.text, block));
  }

  public isDynamic(name: string): boolean {
    return this.body.blocks.some(({ type, labels }) => type === "dynamic" && labels[0] === name);
  }

  /** The objects that the expression is written as: one, or the elements of a list; undefined for other expressions. */
  public objectsAt(range: Range): readonly HclHolder[] | undefined {
    const attributes = objectAt(this.text, range);
    if (attributes !== undefined) {
      const inside = { start: range.start + 1, end: range.end - 1 };
      const body = { attributes, blocks: [] };
      return [new HclHolder(this.text, range.start, range.end, inside, body, [], "object")];
    }
    const elements = elementsAt(this.text, range)?.map((element) => this.objectsAt(element));
    return elements?.some((each) => each === undefined) === true ? undefined : elements?.flatMap((each) => each ?? []);
  }

  /** Its attributes, where all of it is literal. */
  public literal(): Record<string, unknown> {
    return Object.fromEntries(
      this.body.attributes.map(({ name, value }) => [name, literalAt(this.text, value)?.value] as const),
    );
  }

  public shown({ start, end }: Range): string {
    const text = this.text.slice(start, end).replaceAll(/\s+/g, " ");
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
  }

  /** Adds the attribute behind those that are there, before the blocks. */
  public insertAttribute(name: string, value: FixValue, notation: Notation): Change {
    const key = PLAIN_NAME.test(name) ? name : JSON.stringify(name);
    const line = `${this.indent}${key} = ${printValue(value, this.indent, notation)}`;
    const first = this.body.blocks[0]?.start ?? Number.POSITIVE_INFINITY;
    const before = this.body.attributes.filter(({ start }) => start < first).at(-1);
    const change = this.insertion(before, line);
    return { ...change, alignAt: change.text.indexOf(line.trimStart().split("\n", 1)[0] ?? line) };
  }

  /** Adds blocks behind all that is there. */
  public insertBlocks(
    header: string,
    bodies: readonly FixAttributes[],
    schema: BlockSchema | undefined,
    notation: Notation,
  ): Change {
    const last = [...this.body.attributes, ...this.body.blocks].sort((a, b) => a.end - b.end).at(-1);
    return this.insertion(last, this.printed(header, bodies, schema, notation), true);
  }

  /** Puts blocks in the place of an item of this body. */
  public blocksInPlace(
    item: Range,
    header: string,
    bodies: readonly FixAttributes[],
    schema: BlockSchema | undefined,
    notation: Notation,
  ): Change {
    const text = this.printed(header, bodies, schema, notation).replaceAll("\n", newlineOf(this.text));
    return { start: item.start, end: item.end, text: text.trimStart() };
  }

  private printed(
    header: string,
    bodies: readonly FixAttributes[],
    schema: BlockSchema | undefined,
    notation: Notation,
  ): string {
    return bodies.map((body) => printBlock(header, body, schema, this.indent, notation).join("\n")).join("\n\n");
  }

  private get indent(): string {
    return this.form === "file" ? "" : `${indentAt(this.text, this.start)}  `;
  }

  /** Lines behind the item, or at the beginning. What stands on one line gets lines of its own. */
  private insertion(before: Range | undefined, lines: string, isApart = false): Change {
    const { start, end } = this.inside;
    const newline = newlineOf(this.text);
    const added = lines.replaceAll("\n", newline);
    if (this.form !== "file" && !this.text.slice(start, end).includes("\n")) {
      const given = this.text.slice(start, end).trim().replace(/,$/, "");
      const kept = given === "" ? "" : `${newline}${this.indent}${given}`;
      const apart = isApart && given !== "" ? newline : "";
      return { start, end, text: `${kept}${newline}${apart}${added}${newline}${indentAt(this.text, this.start)}` };
    }
    if (before !== undefined && this.form !== "file" && lineEnd(this.text, before.end) > end) {
      // The closing brace stands on the line of the last item.
      const text = `${newline}${added}${newline}${indentAt(this.text, this.start)}`;
      return { start: before.end, end, text };
    }
    const at = before === undefined ? lineEnd(this.text, start) : lineEnd(this.text, before.end);
    if (this.form === "file" && before === undefined) {
      return { start: 0, end: 0, text: `${added}${newline}${newline}` };
    }
    return { start: at, end: at, text: `${isApart && before !== undefined ? newline : ""}${newline}${added}` };
  }
}

/** Puts the value in the place of the expression. */
export function replaced(holder: HclHolder, range: Range, value: FixValue, notation: Notation): Change {
  return { ...range, text: printValue(value, indentAt(holder.text, range.start), notation) };
}

/** Adds the value, or the values of a list, to the list at the range. */
export function insertElement(
  holder: HclHolder,
  range: Range,
  elements: readonly Range[],
  value: FixValue,
  notation: Notation,
): Change {
  const { text } = holder;
  const last = elements.at(-1);
  const isOnLines = text.slice(range.start, range.end).includes("\n");
  const indent = isOnLines && last !== undefined ? indentAt(text, last.start) : indentAt(text, range.start);
  const printed = (Array.isArray(value) ? (value as readonly FixValue[]) : [value]).map((each) =>
    printValue(each, indent, notation),
  );
  if (last === undefined) {
    return { ...range, text: `[${printed.join(", ")}]` };
  }
  const separator =
    isOnLines && indentAt(text, last.start) !== indentAt(text, range.start) ? `,${newlineOf(text)}${indent}` : ", ";
  return { start: last.end, end: last.end, text: printed.map((each) => `${separator}${each}`).join("") };
}

/** Takes the item out, with its line where it stands alone on it. */
export function removed(text: string, { start, end }: Range): Change {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isAlone =
    text.slice(lineStart, start).trim() === "" &&
    /^[ \t]*,?[ \t]*(?:\r?\n|$|#|\/\/)/.test(text.slice(end, lineEnd(text, end) + 2));
  if (!isAlone) {
    const after = /^\s*,\s*/.exec(text.slice(end))?.[0] ?? "";
    const before = after === "" ? (/,\s*$/.exec(text.slice(lineStart, start))?.[0] ?? "") : "";
    return { start: start - before.length, end: end + after.length, text: "" };
  }
  const after = lineEnd(text, end);
  const rest = text.slice(end, after).replace(",", "").trim();
  // A comment behind it stays: it may say more than the line did.
  return rest === ""
    ? { start: lineStart, end: Math.min(text.indexOf("\n", after) + 1 || text.length, text.length), text: "" }
    : { start, end: end + (text.slice(end, after).length - text.slice(end, after).trimStart().length), text: "" };
}

/** Takes a block of a file out, with the blank line before it. */
export function removedBlock(text: string, block: Range): Change {
  const change = removed(text, block);
  const blank = /(?<=\n)[ \t]*\r?\n$/.exec(text.slice(0, change.start))?.[0] ?? "";
  return { ...change, start: change.start - blank.length };
}

/** The text with the changes made. Those at one place keep their order. */
export function withChanges(text: string, changes: readonly Change[]): string {
  const inOrder = changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => b.change.start - a.change.start || b.index - a.index);
  return inOrder.reduce((before, { change }) => {
    const after = before.slice(0, change.start) + change.text + before.slice(change.end);
    return change.alignAt === undefined ? after : aligned(after, change.start + change.alignAt);
  }, text);
}

const assignment = /^(\s*)((?:[\p{L}_][\p{L}\p{N}_-]*|"[^"]*"))(\s*)=(?!=)(\s*)(\S.*)$/u;

/** Puts the sign of the new line below those of the lines around it, where those stand below one another. */
function aligned(text: string, at: number): string {
  const newline = newlineOf(text);
  const lines = text.split(newline);
  const own = text.slice(0, at).split(newline).length - 1;
  const isPart = (index: number): boolean => {
    const match = assignment.exec(lines[index] ?? "");
    return match !== null && !/[[{(]\s*$/.test(match[5] ?? "");
  };
  if (!isPart(own)) {
    return text;
  }
  let first = own;
  let last = own;
  while (isPart(first - 1)) {
    first -= 1;
  }
  while (isPart(last + 1)) {
    last += 1;
  }
  const others = lines.slice(first, last + 1).filter((_, index) => first + index !== own);
  const columns = new Set(others.map((line) => line.indexOf("=")));
  if (columns.size > 1) {
    return text;
  }
  const chain = lines.slice(first, last + 1).map((line) => assignment.exec(line) ?? []);
  const width = Math.max(...chain.map(([, , name = ""]) => name.length));
  chain.forEach(([, indent = "", name = "", , , value = ""], index) => {
    lines[first + index] = `${indent}${name.padEnd(width)} = ${value}`;
  });
  return lines.join(newline);
}

function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** Where the line ends that the place stands on. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === "\r" && stop - 1 >= at ? stop - 1 : stop;
}

export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
