import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Writes the block tables of the installed provider packages to `src/estate/schema-<provider>.ts`.
 *
 * The bindings are parsed as text: to import all of a provider takes seconds and hundreds of megabytes. With
 * `--check` nothing is written, and the script fails when a committed table is not what it would write.
 */

/** A struct of the bindings: the names of its attributes, and for each block the name of the block's struct. */
interface Struct {
  readonly attributes: Set<string>;
  readonly blocks: Map<string, string>;
}

interface Source {
  readonly structs: Map<string, Struct>;
  readonly main: Struct;
  readonly kind: string;
}

const ROOT = resolve(__dirname, "..");
const SCOPE = join(ROOT, "node_modules", "@cdktf");
const LIBRARY_SCRIPTS = /^(?:index|structs\d+)\.js$/;

/** Enough to resolve every block of the bindings; what is deeper would be a loop in them. */
const DEEPEST_BLOCK = 64;

const STRUCT_START = /\nfunction (\w+)ToHclTerraform\(struct\) \{/g;
const ENTRY =
  /\n\s+"?(\w+)"?: \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "\w+",\n/g;
const NESTED = /(?<!cdktf\.)\b(\w+)ToHclTerraform\b/;
const MAIN_CLASS = /\nclass \w+ extends cdktf\.Terraform(?:Resource|DataSource|Provider) \{/;
const OUTPUT_CLASS = /\nclass (\w+)OutputReference extends cdktf\.ComplexObject \{/g;
const GETTER = /this\.get\w+Attribute\('(\w+)'\)/g;
const COMPUTED_MEMBER = / = new [\w.]+\(this, "(\w+)"/g;

function read(folder: string): string {
  const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => LIBRARY_SCRIPTS.test(path.split(/[\\/]/).at(-1) ?? ""))
    .filter((path) => path.split(/[\\/]/).length <= 2)
    .sort();
  // The source map at the end of each script holds the TypeScript text once more.
  const texts = scripts.map((path) => readFileSync(join(folder, path), "utf8").split("\n//# sourceMappingURL=")[0]);
  return texts.join("\n");
}

/** Text from each match of the pattern up to the next line that closes a top-level declaration. */
function declarations(text: string, pattern: RegExp): Map<string, string> {
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

function struct(entries: string, readable: string): Struct {
  const attributes = new Set<string>();
  const blocks = new Map<string, string>();
  for (const [, name = "", value = "", isBlock, type] of entries.matchAll(ENTRY)) {
    const nested = NESTED.exec(value)?.[1];
    // A map of objects has keys of its own: no list of blocks, but a plain attribute.
    if (isBlock === "true" && type !== "map" && nested !== undefined) {
      blocks.set(name, nested.toLowerCase());
    } else {
      attributes.add(name);
    }
  }
  const declared = entries.split("isBlock: ").length - 1;
  if (declared !== attributes.size + blocks.size) {
    throw new Error(`${declared} attributes declared, ${attributes.size + blocks.size} understood: ${entries}`);
  }
  for (const pattern of [GETTER, COMPUTED_MEMBER]) {
    for (const [, name = ""] of readable.matchAll(pattern)) {
      if (!blocks.has(name)) {
        attributes.add(name);
      }
    }
  }
  return { attributes, blocks };
}

/** What the bindings in the folder declare; undefined for a folder without a resource, data source or provider. */
function parse(folder: string): Source | undefined {
  const text = read(folder);
  const start = text.search(MAIN_CLASS);
  const type = /\n\w+\.tfResourceType = "(\w+)";/.exec(text)?.[1];
  if (start < 0 || type === undefined) {
    return undefined;
  }
  const readable = declarations(text, OUTPUT_CLASS);
  const structs = new Map<string, Struct>();
  for (const [name, body] of declarations(text, STRUCT_START)) {
    structs.set(name, struct(body, readable.get(name) ?? ""));
  }
  const main = text.slice(start, text.indexOf("\n}\n", start));
  const synthesis = main.indexOf("synthesizeHclAttributes()");
  if (synthesis < 0) {
    throw new Error(`${folder} has no synthesizeHclAttributes: the bindings changed their shape`);
  }
  const declaration = /extends cdktf\.Terraform(Resource|DataSource|Provider)/.exec(main)?.[1];
  const prefix = declaration === "DataSource" ? "data." : declaration === "Provider" ? "provider." : "";
  return { structs, main: struct(main.slice(synthesis), main.slice(0, synthesis)), kind: `${prefix}${type}` };
}

/**
 * Lines of the table: first the structs, each on the line that its number says, then a line for each kind.
 *
 * A struct is `attribute,attribute|block:number,block:number`, numbers in base 36. Equal structs are written once,
 * which folds the thousands of unrolled levels that some kinds have (wafv2, lexv2models, medialive) into a few.
 */
class Table {
  private readonly structs: string[] = [];
  private readonly numbers = new Map<string, string>();
  private readonly kinds = new Map<string, string>();

  public add(source: Source): void {
    this.kinds.set(source.kind, this.number(source.main, source, 0));
  }

  public get size(): { readonly kinds: number; readonly structs: number } {
    return { kinds: this.kinds.size, structs: this.structs.length };
  }

  public lines(): string[] {
    const kinds = [...this.kinds].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...this.structs, ...kinds.map(([kind, number]) => `${kind}=${number}`)];
  }

  private number(of: Struct, source: Source, depth: number): string {
    if (depth > DEEPEST_BLOCK) {
      throw new Error(`${source.kind} nests blocks more than ${DEEPEST_BLOCK} deep`);
    }
    const blocks = [...of.blocks].map(([name, key]) => {
      const nested = source.structs.get(key);
      if (nested === undefined) {
        throw new Error(`${source.kind}: block ${name} has no struct ${key}`);
      }
      return `${name}:${this.number(nested, source, depth + 1)}`;
    });
    const line = `${[...of.attributes].sort().join(",")}|${blocks.sort().join(",")}`;
    const known = this.numbers.get(line);
    if (known !== undefined) {
      return known;
    }
    const number = this.structs.length.toString(36);
    this.structs.push(line);
    this.numbers.set(line, number);
    return number;
  }
}

function render(provider: string, version: string, table: Table): string {
  return [
    `/** Blocks of the ${provider} provider's kinds, from @cdktf/provider-${provider} ${version}. Made by scripts/schema.ts. */`,
    `export const ${provider.toUpperCase().replaceAll("-", "_")}_BLOCKS = \`\\`,
    `${table.lines().join("\n")}\`;`,
    "",
  ].join("\n");
}

function providers(): string[] {
  return readdirSync(SCOPE)
    .filter((name) => name.startsWith("provider-"))
    .map((name) => name.slice("provider-".length))
    .sort();
}

function main(check: boolean): void {
  for (const provider of providers()) {
    const folder = join(SCOPE, `provider-${provider}`);
    const table = new Table();
    for (const entry of readdirSync(join(folder, "lib"), { withFileTypes: true })) {
      const source = entry.isDirectory() ? parse(join(folder, "lib", entry.name)) : undefined;
      if (source !== undefined) {
        table.add(source);
      }
    }
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const text = render(provider, version, table);
    const target = join(ROOT, "src", "estate", `schema-${provider}.ts`);
    const { kinds, structs } = table.size;
    const summary = `${provider} ${version}: ${kinds} kinds, ${structs} structs, ${Math.ceil(text.length / 1024)} KiB`;
    if (!check) {
      writeFileSync(target, text);
      console.log(summary);
    } else if (existsSync(target) && readFileSync(target, "utf8") === text) {
      console.log(`${summary}: up to date`);
    } else {
      console.error(`${summary}: ${target.slice(dirname(ROOT).length + 1)} is stale, run npx tsx scripts/schema.ts`);
      process.exitCode = 1;
    }
  }
}

main(process.argv.includes("--check"));
