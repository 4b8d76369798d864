import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Reads the bindings of an installed provider package: which arguments and blocks each of its kinds has.
 *
 * The bindings are parsed as text: to import all of a provider takes seconds and hundreds of megabytes. The scripts say
 * enough for names; the TypeScript that their source maps hold says in comments what is required and what is computed.
 */

/** An argument that a struct writes, as its own table of them has it. */
export interface Entry {
  readonly name: string;
  /** The expression that writes it. */
  readonly value: string;
  readonly isBlock: boolean;
  /** `simple`, `list`, `set`, `map` or `struct`. */
  readonly type: string;
  /** `string`, `stringList`, `StorageBucketCorsList` ... */
  readonly storage: string;
}

/** A struct of the bindings: the names of its attributes, and for each block the name of the block's struct. */
export interface Struct {
  readonly attributes: Set<string>;
  readonly blocks: Map<string, string>;
  readonly entries: readonly Entry[];
  /** The text of the class that reads it; empty for a block of a provider, which nobody reads. */
  readonly members: string;
}

/** What the bindings declare of one resource, data source or provider. Keys are names in lower case. */
export interface Source {
  readonly structs: Map<string, Struct>;
  readonly main: Struct;
  readonly kind: string;
  readonly text: string;
}

const ROOT = resolve(__dirname, "..");
const LIBRARY_SCRIPTS = /^(?:index|structs\d+)\.js$/;
const SOURCE_MAP = "\n//# sourceMappingURL=";

const STRUCT_START = /\n(?:export )?function (\w+)ToHclTerraform\(struct\b.*\{/g;
const ENTRY =
  /\n\s+"?(\w+)"?: \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",\n/g;
const NESTED = /(?<!cdktf\.)\b(\w+)ToHclTerraform\b/;
const MAIN_CLASS = /\n(?:export )?class \w+ extends cdktf\.Terraform(?:Resource|DataSource|Provider) \{/;
const OUTPUT_CLASS = /\n(?:export )?class (\w+)OutputReference extends cdktf\.ComplexObject \{/g;
const GETTER = /this\.get\w+Attribute\('(\w+)'\)/g;
const COMPUTED_MEMBER = / = new [\w.]+\(this, "(\w+)"/g;

/** The folder of an installed provider package. */
export function packageFolder(provider: string): string {
  return join(ROOT, "node_modules", "@cdktf", `provider-${provider}`);
}

/** The names of the installed provider packages: `aws`, `google` ... */
export function installedProviders(): string[] {
  return readdirSync(join(ROOT, "node_modules", "@cdktf"))
    .filter((name) => name.startsWith("provider-"))
    .map((name) => name.slice("provider-".length))
    .sort();
}

/** The scripts of a kind's folder. */
export function scriptText(folder: string): string {
  // The source map at the end of each script holds the TypeScript text once more.
  return scripts(folder)
    .map((text) => text.split(SOURCE_MAP)[0])
    .join("\n");
}

/** The TypeScript that the scripts of a kind's folder were made from. */
export function typeScriptText(folder: string): string {
  const sources = scripts(folder).flatMap((text) => {
    const map = text.split(SOURCE_MAP)[1]?.split("base64,")[1];
    if (map === undefined) return [];
    const { sourcesContent } = JSON.parse(Buffer.from(map.trim(), "base64").toString("utf8"));
    return sourcesContent as string[];
  });
  return sources.join("\n");
}

function scripts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => LIBRARY_SCRIPTS.test(path.split(/[\\/]/).at(-1) ?? ""))
    .filter((path) => path.split(/[\\/]/).length <= 2)
    .sort()
    .map((path) => readFileSync(join(folder, path), "utf8"));
}

/** Text from each match of the pattern up to the next line that closes a top-level declaration, by name in lower case. */
export function declarations(text: string, pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(pattern)) {
    const name = (match[1] ?? "").toLowerCase();
    if (found.has(name)) {
      throw new Error(`${name} is declared twice, but for the case of its letters`);
    }
    found.set(name, text.slice(match.index, text.indexOf("\n}\n", match.index)));
  }
  return found;
}

function struct(table: string, members: string): Struct {
  const attributes = new Set<string>();
  const blocks = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [, name = "", value = "", isBlock, type = "", storage = ""] of table.matchAll(ENTRY)) {
    entries.push({ name, value, isBlock: isBlock === "true", type, storage });
    const nested = NESTED.exec(value)?.[1];
    // A map of objects has keys of its own: no list of blocks, but a plain attribute.
    if (isBlock === "true" && type !== "map" && nested !== undefined) {
      blocks.set(name, nested.toLowerCase());
    } else {
      attributes.add(name);
    }
  }
  const declared = table.split("isBlock: ").length - 1;
  if (declared !== attributes.size + blocks.size) {
    throw new Error(`${declared} attributes declared, ${attributes.size + blocks.size} understood: ${table}`);
  }
  for (const pattern of [GETTER, COMPUTED_MEMBER]) {
    for (const [, name = ""] of members.matchAll(pattern)) {
      if (!blocks.has(name)) {
        attributes.add(name);
      }
    }
  }
  return { attributes, blocks, entries, members };
}

/** The classes by which the blocks of a kind are read, by the names of their structs. */
export function readableClasses(text: string): Map<string, string> {
  return declarations(text, OUTPUT_CLASS);
}

/** What the text of a folder declares; undefined for a folder without a resource, data source or provider. */
export function parse(text: string): Source | undefined {
  const start = text.search(MAIN_CLASS);
  const type = /\btfResourceType = "(\w+)";/.exec(text)?.[1];
  if (start < 0 || type === undefined) {
    return undefined;
  }
  const readable = readableClasses(text);
  const structs = new Map<string, Struct>();
  for (const [name, body] of declarations(text, STRUCT_START)) {
    structs.set(name, struct(body, readable.get(name) ?? ""));
  }
  const main = text.slice(start, text.indexOf("\n}\n", start));
  const synthesis = main.indexOf("synthesizeHclAttributes()");
  if (synthesis < 0) {
    throw new Error(`${type} has no synthesizeHclAttributes: the bindings changed their shape`);
  }
  const declaration = /extends cdktf\.Terraform(Resource|DataSource|Provider)/.exec(main)?.[1];
  const prefix = declaration === "DataSource" ? "data." : declaration === "Provider" ? "provider." : "";
  return { structs, main: struct(main.slice(synthesis), main.slice(0, synthesis)), kind: `${prefix}${type}`, text };
}
