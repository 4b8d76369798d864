import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { installedProviders, packageFolder, parse, type Source, type Struct, scriptText } from "./bindings";

/**
 * Writes the block tables of the installed provider packages to `src/estate/schema-<provider>.ts`.
 *
 * With `--check` nothing is written, and the script fails when a committed table is not what it would write.
 */

const ROOT = resolve(__dirname, "..");

/** Enough to resolve every block of the bindings; what is deeper would be a loop in them. */
const DEEPEST_BLOCK = 64;

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

function main(check: boolean): void {
  for (const provider of installedProviders()) {
    const folder = packageFolder(provider);
    const table = new Table();
    for (const entry of readdirSync(join(folder, "lib"), { withFileTypes: true })) {
      const source = entry.isDirectory() ? parse(scriptText(join(folder, "lib", entry.name))) : undefined;
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
