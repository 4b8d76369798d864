import { type BlockSchema, schemaOf } from "../../estate/schema";
import { Choice, type FixAttributes, type FixValue, isFields, OfSubject } from "../fixes/fix";
import type { Segment } from "../fixes/fix-path";
import { asProps } from "./cdktf-lists";
import { documentIn } from "./hcl-print";

/** A class of the provider bindings. */
export interface ProviderClass {
  readonly className: string;

  /** `@cdktf/provider-aws/lib/s3-bucket-versioning` */
  readonly module: string;
}

const WIDTH = 110;
const INDENT = "  ";

/** The class that makes resources of the type: `S3BucketPublicAccessBlock` for `aws_s3_bucket_public_access_block`. */
export function classOf(type: string): ProviderClass {
  const [provider = "", ...words] = type.split("_");
  const name = words.map((word) => capital(word.replaceAll(/\d\p{L}/gu, (end) => end.toUpperCase()))).join("");
  const module = `@cdktf/provider-${provider}/lib/${words.join("-")}`;
  return { className: isTaken(type) ? `${name}A` : name, module };
}

/**
 * Whether another type has a nested block, or props, whose interface has the name already, as the `versioning` of `aws_s3_bucket`: the
 * bindings call the class `S3BucketVersioningA` then.
 */
function isTaken(type: string): boolean {
  const words = type.split("_");
  return words.some((_, length) => {
    const schema = length < 2 ? undefined : schemaOf(words.slice(0, length).join("_"), "managed");
    const rest = words.slice(length).join("_");
    return schema !== undefined && (rest === "config" || hasBlock(schema, rest));
  });
}

/** Whether the name is that of a nested block, with the names of the blocks around it. */
function hasBlock(schema: BlockSchema, name: string): boolean {
  return Object.entries(schema.blocks).some(
    ([block, nested]) =>
      block === name || (name.startsWith(`${block}_`) && hasBlock(nested, name.slice(block.length + 1))),
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export function importOf(type: string): string {
  const { className, module } = classOf(type);
  return `import { ${className} } from "${module}";`;
}

/** Name of a prop, or of a variable, for a name of Terraform's. */
export function camelCase(name: string): string {
  return name.replaceAll(/[_-]+([\p{L}\p{N}])/gu, (_, letter: string) => letter.toUpperCase());
}

/** How what was found, and what a fix adds, is called in the program. */
export interface ProgramNames {
  /** Variable of the construct that was found. */
  readonly subject: string;

  /** Variables of what the fix adds, by type and name: `aws_kms_key.models`. */
  readonly added: ReadonlyMap<string, string>;
}

/** Names for what a fix adds: two of one name are told apart by their types. */
export function programNames(
  subject: string,
  added: readonly { readonly kind: string; readonly name: string }[],
): ProgramNames {
  const taken = new Set([subject]);
  const variables = new Map<string, string>();
  for (const { kind, name } of added) {
    const last = kind.split("_").at(-1) ?? "";
    const variable =
      [name, `${name}_${last}`, `${name}_${kind}`].map(camelCase).find((each) => !taken.has(each)) ?? name;
    taken.add(variable);
    variables.set(`${kind}.${name}`, variable);
  }
  return { subject, added: variables };
}

/** `new S3BucketPublicAccessBlock(this, "PublicAccess", { ... });`, as a variable where something else refers to it. */
export function printConstruct(
  type: string,
  name: string,
  attributes: FixAttributes,
  names: ProgramNames,
  isReferred = false,
): string {
  const variable = names.added.get(`${type}.${name}`) ?? camelCase(name);
  const props = printProps(asProps(type, attributes), schemaOf(type, "managed"), "", names);
  const made = `new ${classOf(type).className}(this, "${capital(variable)}", ${props});`;
  return isReferred ? `const ${variable} = ${made}` : made;
}

/** The object of props: names of arguments in camel case, keys of maps as they are. */
export function printProps(
  fields: FixAttributes,
  schema: BlockSchema | undefined,
  indent: string,
  names: ProgramNames,
): string {
  const members = Object.entries(fields).map(([name, value]) => {
    const nested = nestedIn(schema, name);
    return [property(camelCase(name)), printArgument(value, nested, indent + INDENT, names)] as const;
  });
  return printObject(members, indent);
}

/** The way to a prop: names of arguments in camel case, keys of maps as they are. */
export function propPath(segments: readonly Segment[], schema: BlockSchema | undefined): readonly Segment[] {
  let holder = schema;
  return segments.map((segment) => {
    if ("name" in segment && holder !== undefined) {
      holder = nestedIn(holder, segment.name);
      return { name: camelCase(segment.name) };
    }
    return "where" in segment && holder !== undefined ? { ...segment, where: camelCase(segment.where) } : segment;
  });
}

/** Terraform's own block, which no provider declares. */
const LIFECYCLE: BlockSchema = { attributes: ["create_before_destroy", "prevent_destroy"], blocks: {} };

function nestedIn(schema: BlockSchema | undefined, name: string): BlockSchema | undefined {
  if (schema !== undefined && Object.hasOwn(schema.blocks, name)) {
    return schema.blocks[name];
  }
  return name === "lifecycle" ? LIFECYCLE : undefined;
}

/** A value of a prop. */
export function printArgument(
  value: FixValue,
  schema: BlockSchema | undefined,
  indent: string,
  names: ProgramNames,
): string {
  if (value instanceof Choice) {
    return `CHOOSE(${JSON.stringify(value.what)}, ${printArgument(value.example, schema, indent, names)})`;
  }
  if (value instanceof OfSubject) {
    return `${names.subject}.${camelCase(value.attribute)}`;
  }
  if (typeof value === "string") {
    const document = documentIn(value);
    return document === undefined
      ? printText(value, names)
      : `JSON.stringify(${printArgument(document, undefined, indent, names)})`;
  }
  if (Array.isArray(value)) {
    const items = value.map((item: FixValue) => printArgument(item, schema, indent + INDENT, names));
    return printList(items, indent);
  }
  if (!isFields(value)) {
    return String(value);
  }
  if (schema !== undefined) {
    return printProps(value, schema, indent, names);
  }
  const members = Object.entries(value).map(
    ([name, member]) => [property(name), printArgument(member, undefined, indent + INDENT, names)] as const,
  );
  return printObject(members, indent);
}

/** A text; a reference to something else that the fix adds is a property of its variable. */
function printText(text: string, { added }: ProgramNames): string {
  const [, address = "", attribute = ""] = /^\$\{([a-z]\w*\.\w+)\.(\w+)\}$/.exec(text) ?? [];
  const variable = added.get(address);
  return variable === undefined ? JSON.stringify(text) : `${variable}.${camelCase(attribute)}`;
}

function printObject(members: readonly (readonly [string, string])[], indent: string): string {
  const written = members.map(([name, value]) => `${name}: ${value}`);
  const line = `{ ${written.join(", ")} }`;
  if (members.length === 0) {
    return "{}";
  }
  if (!line.includes("\n") && line.length <= WIDTH - indent.length - 30) {
    return line;
  }
  return `{\n${written.map((member) => `${indent}${INDENT}${member},\n`).join("")}${indent}}`;
}

function printList(items: readonly string[], indent: string): string {
  const line = `[${items.join(", ")}]`;
  return line.includes("\n") || line.length > WIDTH - indent.length - 20
    ? `[\n${items.map((item) => `${indent}${INDENT}${item},\n`).join("")}${indent}]`
    : line;
}

function property(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
}
