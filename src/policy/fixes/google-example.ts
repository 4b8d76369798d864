/** An attribute of an example, or a block of it as an object; blocks of one name as a list of objects. */
export type ExampleValue = string | number | boolean | readonly string[] | ExampleBlock | readonly ExampleBlock[];
export interface ExampleBlock {
  readonly [name: string]: ExampleValue;
}

/** A resource of the provider for Google Cloud: its kind, its name and what stands in it. */
export type ExampleResource = readonly [kind: string, name: string, attributes: ExampleBlock];

/** Resources as a person writes them, in HCL and in CDKTF. */
export function example(...resources: readonly ExampleResource[]): { readonly hcl: string; readonly cdktf: string } {
  const kinds = [...new Set(resources.map(([kind]) => kind))];
  return {
    hcl: resources.map(hclResource).join("\n\n"),
    cdktf: `${kinds.map(importOf).join("\n")}\n\n${resources.map(construct).join("\n\n")}`,
  };
}

function hclResource([kind, name, attributes]: ExampleResource): string {
  return `resource "${kind}" "${name}" {\n${hclBody(attributes, "  ")}\n}`;
}

/** Attributes with their signs one below the other, then blocks, as `terraform fmt` has them. */
function hclBody(attributes: ExampleBlock, indent: string): string {
  const entries = Object.entries(attributes);
  const plain = entries.filter(([, value]) => blocksOf(value) === undefined);
  const width = Math.max(0, ...plain.map(([name]) => name.length));
  const lines = plain.map(([name, value]) => `${indent}${name.padEnd(width)} = ${hclValue(value)}`);
  const blocks = entries.flatMap(([name, value]) =>
    (blocksOf(value) ?? []).map((block) => `${indent}${name} {\n${hclBody(block, `${indent}  `)}\n${indent}}`),
  );
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...blocks].join("\n\n");
}

function hclValue(value: ExampleValue): string {
  const texts = value as readonly string[];
  return Array.isArray(value) ? `[${texts.map((text) => JSON.stringify(text)).join(", ")}]` : JSON.stringify(value);
}

function blocksOf(value: ExampleValue): readonly ExampleBlock[] | undefined {
  if (Array.isArray(value)) {
    return typeof value[0] === "object" ? (value as readonly ExampleBlock[]) : undefined;
  }
  return typeof value === "object" ? [value as ExampleBlock] : undefined;
}

/** `google_storage_bucket_iam_member` to `StorageBucketIamMember`, which its module exports. */
function importOf(kind: string): string {
  const module = kind.replace(/^google_/, "").replaceAll("_", "-");
  return `import { ${classOf(kind)} } from "@cdktf/provider-google/lib/${module}";`;
}

function classOf(kind: string): string {
  return kind
    .replace(/^google_/, "")
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function construct([kind, name, attributes]: ExampleResource): string {
  return `new ${classOf(kind)}(this, "${name.replaceAll("_", "-")}", ${cdktfValue(attributes, "")});`;
}

function cdktfValue(value: ExampleValue, indent: string): string {
  if (typeof value !== "object") {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item: ExampleValue) => cdktfValue(item, indent)).join(", ")}]`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value as ExampleBlock).map(
    ([name, item]) => `${inner}${camelCase(name)}: ${cdktfValue(item, inner)},`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
