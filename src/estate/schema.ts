/** What a resource, a data source or a nested block may hold. */
export interface BlockSchema {
  /** Names of the attributes: settable ones and those that the provider computes. */
  readonly attributes: readonly string[];

  /** Nested blocks and lists of objects by name; all of them are lists in the graph. */
  readonly blocks: Readonly<Record<string, BlockSchema>>;
}

/**
 * Generated tables by the prefix of their kinds: a new provider is one line here and a run of scripts/schema.ts. Each is half a
 * megabyte of text, and is read when a kind of its provider is first met.
 */
const TABLES: Readonly<Record<string, () => string>> = {
  aws: () => (require("./schema-aws") as typeof import("./schema-aws")).AWS_BLOCKS,
  google: () => (require("./schema-google") as typeof import("./schema-google")).GOOGLE_BLOCKS,
  kubernetes: () => (require("./schema-kubernetes") as typeof import("./schema-kubernetes")).KUBERNETES_BLOCKS,
};

/**
 * A generated table: a line for each struct, `attribute,...|block:number,...`, then a line for each kind,
 * `kind=number`. A struct's number is its line in base 36. Structs are shared by all kinds that hold an equal one,
 * and are parsed when they are first asked for: a check looks at a hundred kinds of two thousand.
 */
class BlockTable {
  private readonly kinds = new Map<string, number>();
  private readonly lines: readonly string[];
  private readonly parsed: (BlockSchema | undefined)[] = [];

  constructor(text: string) {
    this.lines = text.split("\n");
    for (let index = this.lines.length - 1; index >= 0; index--) {
      const [kind = "", number] = (this.lines[index] ?? "").split("=");
      if (number === undefined) {
        break;
      }
      this.kinds.set(kind, Number.parseInt(number, 36));
    }
  }

  public ofKind(kind: string): BlockSchema | undefined {
    const number = this.kinds.get(kind);
    return number === undefined ? undefined : this.struct(number);
  }

  public allKinds(): readonly string[] {
    return [...this.kinds.keys()];
  }

  private struct(number: number): BlockSchema {
    const known = this.parsed[number];
    if (known !== undefined) {
      return known;
    }
    const [attributes = "", nested = ""] = (this.lines[number] ?? "").split("|");
    const blocks: Record<string, BlockSchema> = Object.create(null);
    for (const block of nested === "" ? [] : nested.split(",")) {
      const [name = "", struct = ""] = block.split(":");
      blocks[name] = this.struct(Number.parseInt(struct, 36));
    }
    const schema = { attributes: attributes === "" ? [] : attributes.split(","), blocks };
    this.parsed[number] = schema;
    return schema;
  }
}

const tables = new Map<string, BlockTable>();

function tableOf(kind: string): BlockTable | undefined {
  const separator = kind.indexOf("_");
  const provider = separator < 0 ? kind : kind.slice(0, separator);
  const known = tables.get(provider);
  if (known !== undefined) {
    return known;
  }
  const read = Object.hasOwn(TABLES, provider) ? TABLES[provider] : undefined;
  if (read === undefined) {
    return undefined;
  }
  const table = new BlockTable(read());
  tables.set(provider, table);
  return table;
}

/** Blocks and attributes of the resource or data source; undefined for kinds that are not in a table. */
export function schemaOf(kind: string, mode: "managed" | "data"): BlockSchema | undefined {
  return tableOf(kind)?.ofKind(mode === "data" ? `data.${kind}` : kind);
}

/** Blocks and attributes of a provider's own configuration, as in `provider "aws"`. */
export function providerSchemaOf(provider: string): BlockSchema | undefined {
  return tableOf(provider)?.ofKind(`provider.${provider}`);
}

/** Every kind in the tables: `aws_s3_bucket`, `data.aws_iam_policy_document`, `provider.aws`. */
export function kindsInTables(): readonly string[] {
  return Object.keys(TABLES).flatMap((provider) => tableOf(provider)?.allKinds() ?? []);
}
