import { type BlockSchema, schemaOf } from "../../src/estate/schema";

/** Whether resources of the kind have the attribute or block, by a path such as `settings.0.tier`. */
export function hasPath(kind: string, path: string): boolean {
  const schema = schemaOf(kind, "managed");
  const names = path.split(".").filter((step) => !/^\d+$/.test(step));
  return schema !== undefined && isIn(schema, names);
}

function isIn({ attributes, blocks }: BlockSchema, [name = "", ...below]: readonly string[]): boolean {
  const block = blocks[name];
  return below.length === 0
    ? block !== undefined || attributes.includes(name)
    : block !== undefined && isIn(block, below);
}
