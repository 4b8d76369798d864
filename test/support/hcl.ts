import { type BlockSchema, schemaOf } from "../../src/estate/schema";
import type { TerraformSource } from "./estates";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  provider: 1,
  variable: 1,
  output: 1,
  module: 1,
};
const META = new Set(["lifecycle", "provisioner", "connection"]);

/** Terraform JSON as HCL that a person could have written. */
export function hclOf(source: TerraformSource): string {
  return Object.entries(source)
    .filter(([type]) => type !== "//" && type !== "name")
    .flatMap(([type, content]) => top(type, content as Fields, LABELS[type] ?? 0, []))
    .join("\n");
}

function top(type: string, content: Json, labels: number, named: readonly string[]): readonly string[] {
  if (labels > 0) {
    return Object.entries(content as Fields).flatMap(([label, inner]) =>
      top(type, inner, labels - 1, [...named, label]),
    );
  }
  const [kind = ""] = named;
  const schema =
    type === "resource" || type === "data" ? schemaOf(kind, type === "data" ? "data" : "managed") : undefined;
  const header = [type, ...named.map((name) => JSON.stringify(name))].join(" ");
  const bodies = (Array.isArray(content) ? content : [content]) as readonly Fields[];
  return bodies.map((body) => `${header} {\n${type === "terraform" ? settings(body) : lines(body, schema, "  ")}}\n`);
}

/** The blocks of `terraform`. */
function settings(body: Fields): string {
  return Object.entries(body)
    .map(([name, value]) => {
      if (name === "backend" || name === "provider_meta") {
        return Object.entries(first(value))
          .map(([label, inner]) => `  ${name} "${label}" {\n${lines(first(inner), undefined, "    ")}  }\n`)
          .join("");
      }
      return typeof value === "object"
        ? `  ${name} {\n${lines(first(value), undefined, "    ")}  }\n`
        : `  ${name} = ${expression(value)}\n`;
    })
    .join("");
}

function first(value: Json): Fields {
  return (Array.isArray(value) ? value[0] : value) as Fields;
}

function lines(body: Fields, schema: BlockSchema | undefined, indent: string): string {
  return Object.entries(body)
    .filter(([name, value]) => name !== "//" && value !== undefined)
    .map(([name, value]) => {
      const isBlock = META.has(name) || (schema !== undefined && Object.hasOwn(schema.blocks, name));
      const bodies = (Array.isArray(value) ? value : [value]) as readonly Json[];
      if (name === "dynamic") {
        return dynamics(value as Fields, schema, indent);
      }
      if (isBlock && bodies.length > 0 && bodies.every((each) => typeof each === "object" && each !== null)) {
        return bodies
          .map(
            (each) => `${indent}${name} {\n${lines(each as Fields, schema?.blocks[name], `${indent}  `)}${indent}}\n`,
          )
          .join("");
      }
      return `${indent}${name} = ${expression(value)}\n`;
    })
    .join("");
}

function dynamics(blocks: Fields, schema: BlockSchema | undefined, indent: string): string {
  return Object.entries(blocks)
    .map(([name, value]) => {
      const { for_each: forEach, content } = first(value);
      const inner = lines(first(content), schema?.blocks[name], `${indent}    `);
      return `${indent}dynamic "${name}" {\n${indent}  for_each = ${expression(forEach)}\n${indent}  content {\n${inner}${indent}  }\n${indent}}\n`;
    })
    .join("");
}

function expression(value: Json): string {
  if (typeof value === "string") {
    const whole = /^\$\{([^{}]*)\}$/.exec(value);
    return (
      whole?.[1] ?? JSON.stringify(value).replaceAll(/\$\{[^}]*\}/g, (template) => template.replaceAll('\\"', '"'))
    );
  }
  if (Array.isArray(value)) {
    return `[${value.map(expression).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)} = ${expression(member)}`)
      .join(", ")} }`;
  }
  return String(value);
}
