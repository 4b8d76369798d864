import type { AttributeSchema, BlockSchema, NestedBlock, ProviderSchema } from "./provider-schema";

/** How a schema that was made of a package stands beside the provider's own, of another version perhaps. */
export interface SchemaComparison {
  /** Arguments and blocks that are the same in both. */
  readonly agreeing: number;
  /** What a new version may change: what is required or computed, and what is there at all. */
  readonly differing: readonly string[];
  /** What no version changes for a name that stays: its type, and how blocks nest. */
  readonly contradicting: readonly string[];
}

/** Compares what the real provider has of the kinds that were made. */
export function compareSchema(real: ProviderSchema, made: ProviderSchema): SchemaComparison {
  const comparison = { agreeing: 0, differing: [] as string[], contradicting: [] as string[] };
  for (const kinds of ["resource_schemas", "data_source_schemas"] as const) {
    for (const [type, { block }] of Object.entries(made[kinds])) {
      const known = real[kinds][type]?.block;
      if (known === undefined) comparison.differing.push(`${type}: not in the real provider`);
      else compareBlock(known, block, type, comparison);
    }
  }
  return comparison;
}

interface Findings {
  agreeing: number;
  readonly differing: string[];
  readonly contradicting: string[];
}

function compareBlock(real: BlockSchema, made: BlockSchema, path: string, findings: Findings): void {
  const note = (name: string, differing: string | undefined, contradicting: string | undefined) => {
    if (contradicting !== undefined) findings.contradicting.push(`${path}.${name}: ${contradicting}`);
    else if (differing !== undefined) findings.differing.push(`${path}.${name}: ${differing}`);
    else findings.agreeing += 1;
  };
  for (const [name, attribute] of Object.entries(real.attributes ?? {})) {
    const twin = made.attributes?.[name];
    if (twin === undefined) note(name, "gone", made.block_types?.[name] && "an argument, made a block");
    else note(name, flagDifference(attribute, twin), typeDifference(attribute, twin));
  }
  for (const [name, nested] of Object.entries(real.block_types ?? {})) {
    const twin = made.block_types?.[name];
    if (twin === undefined) note(name, "gone", made.attributes?.[name] && "a block, made an argument");
    else {
      note(name, countDifference(nested, twin), nestingDifference(nested, twin));
      compareBlock(nested.block, twin.block, `${path}.${name}`, findings);
    }
  }
}

function typeDifference(real: AttributeSchema, made: AttributeSchema): string | undefined {
  const [ours, theirs] = [sorted(made.type), sorted(real.type)];
  return ours === theirs ? undefined : `${theirs}, made ${ours}`;
}

function flagDifference(real: AttributeSchema, made: AttributeSchema): string | undefined {
  const [ours, theirs] = [flags(made), flags(real)];
  return ours === theirs ? undefined : `${theirs}, made ${ours}`;
}

function flags({ required, optional, computed }: AttributeSchema): string {
  return [required && "required", optional && "optional", computed && "computed"].filter(Boolean).join(" and ");
}

function nestingDifference(real: NestedBlock, made: NestedBlock): string | undefined {
  const [ours, theirs] = [made.nesting_mode, real.nesting_mode];
  return ours === theirs ? undefined : `${theirs}, made ${ours}`;
}

/** The bindings tell one block from several, and none from one: no other numbers. */
function countDifference(real: NestedBlock, made: NestedBlock): string | undefined {
  const [ours, theirs] = [made, real].map(
    ({ min_items = 0, max_items }) => `${Math.min(min_items, 1)} to ${max_items === 1 ? "one" : "many"}`,
  );
  return ours === theirs ? undefined : `${theirs}, made ${ours}`;
}

function sorted(type: unknown): string {
  return JSON.stringify(type, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
