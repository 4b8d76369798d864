import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  declarations,
  type Entry,
  packageFolder,
  parse,
  readableClasses,
  type Source,
  type Struct,
  typeScriptText,
} from "../bindings";
import { type Block, blocksOf } from "./configuration";
import type { Json, JsonObject } from "./json";
import type { AttributeSchema, BlockSchema, NestedBlock, ProviderSchema } from "./provider-schema";

/** A provider as its installed package has it. */
export interface PackageSchema {
  /** `google`, the name of the package and of the provider. */
  readonly name: string;
  /** `registry.terraform.io/hashicorp/google`. */
  readonly source: string;
  /** The version of the provider, not that of the package. */
  readonly version: string;
  readonly schema: ProviderSchema;
}

/** What the comment above a member of a class says of it, and the code that reads it. */
interface Member {
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  readonly code: string;
}

const MEMBER = /\n {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n/;
const INTERFACE = /\nexport interface (\w+) (?:extends [\w.]+ )?\{/g;
const COLLECTION = / = new (?:cdktf\.)?(\w+?)(List|Map|OutputReference)\(this, "\w+"(?:, (true|false))?\)/;
const GETTER = /this\.get(\w+)Attribute\('/;

/** How the provider's own generator writes the values that it admits: as a list in JSON. */
const POSSIBLE_VALUES = /Possible values: (\["[^\]]*"\])/;

const SCALARS: Readonly<Record<string, string>> = { string: "string", number: "number", boolean: "bool" };

/**
 * The schema of the kinds that the configurations use, as `terraform providers schema -json` would print it, made from
 * the bindings. What they do not hold, it lacks: what is sensitive, and a number of blocks other than one.
 */
export function schemaOfPackage(name: string, configurations: readonly JsonObject[]): PackageSchema {
  const library = join(packageFolder(name), "lib");
  const manifest = JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8"));
  const blocks = configurations.flatMap(blocksOf).filter(({ type }) => type.startsWith(`${name}_`));
  const provider = sourceIn(join(library, "provider"), `provider.${name}`);
  if (provider === undefined) throw new Error(`@cdktf/provider-${name} has no provider block`);
  const block = blockSchema(provider.main, provider);
  const { alias: _meta, ...attributes } = block.attributes ?? {};
  return {
    name,
    source: `registry.terraform.io/hashicorp/${name}`,
    version: manifest.cdktf.provider.version,
    schema: {
      provider: { version: 0, block: { ...block, attributes } },
      resource_schemas: kindSchemas(library, name, blocks, "resource"),
      data_source_schemas: kindSchemas(library, name, blocks, "data"),
    },
  };
}

type KindSchemas = ProviderSchema["resource_schemas"];

function kindSchemas(library: string, name: string, blocks: readonly Block[], mode: Block["mode"]): KindSchemas {
  const types = [...new Set(blocks.filter((block) => block.mode === mode).map(({ type }) => type))].sort();
  return Object.fromEntries(
    types.flatMap((type) => {
      const source = sourceOf(library, name, type, mode);
      // Terraform says what it thinks of a type that the package does not know.
      return source === undefined ? [] : [[type, { version: 0, block: blockSchema(source.main, source) }]];
    }),
  );
}

function sourceOf(library: string, name: string, type: string, mode: Block["mode"]): Source | undefined {
  const kind = mode === "data" ? `data.${type}` : type;
  const words = (mode === "data" ? `data_${type}` : type.slice(name.length + 1)).replaceAll("_", "-");
  const folder = join(library, words);
  return existsSync(folder) ? sourceIn(folder, kind) : undefined;
}

function sourceIn(folder: string, kind: string): Source | undefined {
  const source = parse(typeScriptText(folder));
  return source?.kind === kind ? source : undefined;
}

function blockSchema(struct: Struct, source: Source, structName = mainInterface(source)): BlockSchema {
  const members = membersOf(struct.members);
  const documented = declarations(source.text, INTERFACE).get(structName) ?? "";
  const attributes: Record<string, AttributeSchema> = {};
  const blocks: Record<string, NestedBlock> = {};
  for (const entry of struct.entries) {
    const flags = members.get(entry.name) ?? flagsOf(entry, documented);
    if (isBlock(entry)) {
      const nested = nestedStruct(entry, struct, source);
      blocks[entry.name] = {
        nesting_mode: entry.type === "struct" ? "single" : entry.type,
        ...(flags.required && entry.type !== "struct" ? { min_items: 1 } : {}),
        ...(entry.value.includes("listMapperHcl") || entry.type === "struct" ? {} : { max_items: 1 }),
        block: blockSchema(nested, source, struct.blocks.get(entry.name)),
      };
    } else {
      attributes[entry.name] = {
        type: typeOf(entry, struct, source),
        ...shownFlags(flags),
        ...possibleValues(entry, documented),
      };
    }
  }
  for (const [name, member] of members) {
    if (attributes[name] === undefined && blocks[name] === undefined)
      attributes[name] = { type: readType(member.code, source), ...shownFlags(member) };
  }
  return { attributes, block_types: blocks };
}

/** A list of objects may be an argument instead: the bindings then map it as no block. */
function isBlock({ isBlock, type, value }: Entry): boolean {
  return isBlock && type !== "map" && !/listMapperHcl\(.*, false\)/.test(value);
}

function nestedStruct(entry: Entry, struct: Struct, source: Source): Struct {
  const nested = source.structs.get(struct.blocks.get(entry.name) ?? "");
  if (nested === undefined) throw new Error(`${source.kind}: ${entry.name} has no struct`);
  return nested;
}

function mainInterface({ text }: Source): string {
  const name = /\nexport class (\w+) extends cdktf\.Terraform/.exec(text)?.[1] ?? "";
  return `${name}config`.toLowerCase();
}

function membersOf(text: string): Map<string, Member> {
  const [, ...parts] = text.split(MEMBER);
  const found = new Map<string, Member>();
  for (let at = 0; at < parts.length; at += 5) {
    const [name = "", computed, optional, required, code = ""] = parts.slice(at, at + 5);
    found.set(name, {
      computed: computed === "true",
      optional: optional === "true",
      required: required === "true",
      code,
    });
  }
  return found;
}

/** Nobody reads the blocks of a provider: what is required there, only the struct's interface says. */
function flagsOf(entry: Entry, documented: string): Member {
  const required = new RegExp(`\\n {2}readonly ${propertyOf(entry)}: `).test(documented);
  return { computed: false, optional: !required, required, code: "" };
}

function shownFlags({ computed, optional, required }: Member): AttributeSchema {
  return { ...(required ? { required } : {}), ...(optional ? { optional } : {}), ...(computed ? { computed } : {}) };
}

/** The name that the argument has in TypeScript. */
function propertyOf({ value }: Entry): string {
  return /(?:this\._|struct!?\.)(\w+)/.exec(value)?.[1] ?? "";
}

function possibleValues(entry: Entry, documented: string): AttributeSchema {
  const end = documented.search(new RegExp(`\\n {2}readonly ${propertyOf(entry)}\\??: `));
  const comment = end < 0 ? "" : documented.slice(documented.lastIndexOf("\n  /**", end), end);
  const list = POSSIBLE_VALUES.exec(comment)?.[1];
  return list === undefined ? {} : { possible_values: JSON.parse(list) };
}

/** The type of an argument: `stringList` of a set is a set of strings. */
function typeOf(entry: Entry, struct: Struct, source: Source): Json {
  if (entry.storage === "anyMap") return "dynamic";
  if (struct.blocks.has(entry.name)) {
    const block = blockSchema(nestedStruct(entry, struct, source), source, struct.blocks.get(entry.name));
    return [entry.type, objectOf(block)];
  }
  const [, scalar = "", suffixes = ""] = /^(string|number|boolean)((?:List|Map)*)$/.exec(entry.storage) ?? [];
  if (SCALARS[scalar] === undefined) throw new Error(`${source.kind}.${entry.name}: storage ${entry.storage}`);
  let type: Json = SCALARS[scalar];
  for (const suffix of suffixes.match(/List|Map/g) ?? []) type = [suffix.toLowerCase(), type];
  return entry.type === "set" && Array.isArray(type) ? ["set", ...type.slice(1)] : type;
}

function objectOf(block: BlockSchema): Json {
  const attributes = Object.entries(block.attributes ?? {}).map(
    ([name, { type = "dynamic" }]) => [name, type] as const,
  );
  const blocks = Object.entries(block.block_types ?? {}).map(([name, nested]): [string, Json] => [
    name,
    [nested.nesting_mode, objectOf(nested.block)],
  ]);
  return ["object", Object.fromEntries<Json>([...attributes, ...blocks])];
}

/** The type of what is only read, by the code that reads it. */
function readType(code: string, source: Source): Json {
  const getter = GETTER.exec(code)?.[1];
  if (getter !== undefined) {
    const list = code.includes("Fn.tolist(") ? "set" : "list";
    const types: Readonly<Record<string, Json>> = {
      ...{ String: "string", Number: "number", Boolean: "bool", AnyMap: "dynamic" },
      ...{ List: [list, "string"], NumberList: [list, "number"] },
      ...{ StringMap: ["map", "string"], NumberMap: ["map", "number"], BooleanMap: ["map", "bool"] },
    };
    const type = types[getter];
    if (type !== undefined) return type;
  }
  const [, name = "", kind, wrapsSet] = COLLECTION.exec(code) ?? [];
  if (kind === undefined) throw new Error(`${source.kind}: what is read here? ${code}`);
  const scalar = kind === "Map" ? SCALARS[name.toLowerCase()] : undefined;
  const element = scalar ?? elementType(name, source);
  if (kind === "OutputReference") return element;
  return [kind === "Map" ? "map" : wrapsSet === "true" ? "set" : "list", element];
}

function elementType(name: string, source: Source): Json {
  if (name === "StringMap") return ["map", "string"];
  const text = readableClasses(source.text).get(name.toLowerCase());
  if (text === undefined) throw new Error(`${source.kind}: no class reads ${name}`);
  const fields = [...membersOf(text)].map(([field, { code }]): [string, Json] => [field, readType(code, source)]);
  return ["object", Object.fromEntries(fields)];
}
