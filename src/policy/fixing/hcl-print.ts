import type { BlockSchema } from "../../estate/schema";
import { Choice, type FixAttributes, type FixValue, isFields, OfSubject } from "../fixes/fix";

/** How the values of a fix are written down in a language. */
export interface Notation {
  /** The resource that was found, as others refer to it: `aws_s3_bucket.models`. */
  readonly refer: (attribute: string) => string;
}

const INDENT = "  ";
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** A call of a function that Terraform does not know, with one that would do: Terraform refuses what is not chosen yet. */
function choiceInHcl({ what, example }: Choice, indent: string, notation: Notation): string {
  const said = JSON.stringify(what).replaceAll("${", "$${");
  return `CHOOSE(${said}, ${printValue(example, indent, notation)})`;
}

/** A resource as it stands in a file, without a line break at its end. */
export function printResource(
  kind: string,
  name: string,
  attributes: FixAttributes,
  schema: BlockSchema | undefined,
  notation: Notation,
): string {
  return [
    `resource ${JSON.stringify(kind)} ${JSON.stringify(name)} {`,
    ...printBody(attributes, schema, INDENT, notation),
    "}",
  ].join("\n");
}

/** The lines of a body: attributes first, then blocks, as `terraform fmt` writes them. */
export function printBody(
  fields: FixAttributes,
  schema: BlockSchema | undefined,
  indent: string,
  notation: Notation,
): readonly string[] {
  const entries = Object.entries(fields);
  const attributes = entries.filter(([name, value]) => !isBlock(schema, name, value));
  const lines = aligned(attributes.map(([name, value]) => [name, printValue(value, indent, notation)])).flatMap(
    (text) => `${indent}${text}`.split("\n"),
  );
  for (const [name, value] of entries.filter(([field, given]) => isBlock(schema, field, given))) {
    for (const body of Array.isArray(value) ? (value as readonly FixValue[]) : [value]) {
      lines.push(
        ...(lines.length === 0 ? [] : [""]),
        ...printBlock(name, body as FixAttributes, schema?.blocks[name], indent, notation),
      );
    }
  }
  return lines;
}

/** The lines of a nested block. */
export function printBlock(
  header: string,
  fields: FixAttributes,
  schema: BlockSchema | undefined,
  indent: string,
  notation: Notation,
): readonly string[] {
  const body = printBody(fields, schema, indent + INDENT, notation);
  return body.length === 0 ? [`${indent}${header} {}`] : [`${indent}${header} {`, ...body, `${indent}}`];
}

/** Whether the value is written as a block, or as several. `lifecycle` is Terraform's own block, which no provider declares. */
export function isBlock(schema: BlockSchema | undefined, name: string, value: FixValue): boolean {
  const items: readonly FixValue[] = Array.isArray(value) ? value : [value];
  const isDeclared = schema !== undefined && (name === "lifecycle" || Object.hasOwn(schema.blocks, name));
  return isDeclared && items.length > 0 && items.every(isFields);
}

/** The expression; lines after the first one are indented. */
export function printValue(value: FixValue, indent: string, notation: Notation): string {
  if (value instanceof Choice) {
    return choiceInHcl(value, indent, notation);
  }
  if (value instanceof OfSubject) {
    return notation.refer(value.attribute);
  }
  if (typeof value === "string") {
    const document = documentIn(value);
    return document === undefined ? quote(value) : `jsonencode(${printValue(document, indent, notation)})`;
  }
  if (Array.isArray(value)) {
    const items = value.map((item: FixValue) => printValue(item, indent + INDENT, notation));
    const inner = indent + INDENT;
    const isLong = items.some((item) => item.includes("\n")) || items.join(", ").length > 80;
    return isLong ? `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]` : `[${items.join(", ")}]`;
  }
  if (!isFields(value)) {
    return String(value);
  }
  const inner = indent + INDENT;
  const members = Object.entries(value).map(([name, member]) => [
    PLAIN_NAME.test(name) ? name : JSON.stringify(name),
    printValue(member, inner, notation),
  ]) as [string, string][];
  return members.length === 0
    ? "{}"
    : `{\n${aligned(members)
        .map((text) => `${inner}${text}\n`)
        .join("")}${indent}}`;
}

/** `name = value`, the signs below one another as far as values of one line follow each other. */
function aligned(members: readonly (readonly [string, string])[]): readonly string[] {
  const isLong = ([, value]: readonly [string, string]): boolean => value.includes("\n");
  return members.map((member, index) => {
    if (isLong(member)) {
      return `${member[0]} = ${member[1]}`;
    }
    let first = index;
    let last = index;
    while (first > 0 && !isLong(members[first - 1] ?? ["", ""])) {
      first -= 1;
    }
    while (last + 1 < members.length && !isLong(members[last + 1] ?? ["", ""])) {
      last += 1;
    }
    const width = Math.max(...members.slice(first, last + 1).map(([name]) => name.length));
    return `${member[0].padEnd(width)} = ${member[1]}`;
  });
}

/** A text in quotes. `${...}` in it is a template, and one that is the whole text an expression. */
function quote(text: string): string {
  const whole = /^\$\{([^{}"]+)\}$/.exec(text);
  return whole?.[1] ?? JSON.stringify(text).replaceAll(/\\"(?=[^{]*\})/g, '"');
}

/** The object whose JSON the text is: a policy. */
export function documentIn(text: string): FixAttributes | undefined {
  if (!/^\s*\{"/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text) as FixAttributes;
  } catch {
    return undefined;
  }
}
