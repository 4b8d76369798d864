import { type Block, blocksOf } from "./configuration";
import { isObject, type Json, type JsonObject, section } from "./json";
import type { AttributeSchema, BlockSchema, ProviderSchema } from "./provider-schema";

/** Terraform's own arguments of a resource: no provider schema lists them. */
const META_ARGUMENTS = new Set([
  "//",
  "count",
  "for_each",
  "depends_on",
  "provider",
  "lifecycle",
  "provisioner",
  "connection",
]);

/** Protections that a test's destroy has to get past; each is optional and off when absent. */
const DESTROY_PROTECTIONS = new Set([
  "deletion_protection",
  "deletion_protection_enabled",
  "enable_deletion_protection",
  "disable_api_termination",
  "skip_destroy",
]);

/** The schema of a block's type, or undefined when the provider does not know the type. */
export function schemaOf(block: Block, schema: ProviderSchema): BlockSchema | undefined {
  const types = block.mode === "data" ? schema.data_source_schemas : schema.resource_schemas;
  return types[block.type]?.block;
}

/**
 * Removes the arguments that the provider's schema does not know: the constructs are written for a newer provider than
 * the mirror may hold.
 *
 * @returns what was removed, `aws_eks_cluster.deletion_protection`, each once
 */
export function fitToSchema(configuration: JsonObject, schema: ProviderSchema): string[] {
  const removed = new Set<string>();
  for (const block of blocksOf(configuration)) {
    const known = schemaOf(block, schema);
    if (known !== undefined) fitBlock(block.body, known, block.type, META_ARGUMENTS, removed);
  }
  return [...removed].sort();
}

/**
 * Removes `prevent_destroy` and the protections that would make `terraform destroy` fail, for a copy that is destroyed.
 *
 * @param protections arguments that the provider, not Terraform, heeds
 * @returns what was removed, by type and argument, each once
 */
export function allowDestroy(configuration: JsonObject, protections: Iterable<string> = DESTROY_PROTECTIONS): string[] {
  const heeded = new Set(protections);
  const removed = new Set<string>();
  for (const { body, type } of blocksOf(configuration)) {
    for (const argument of Object.keys(body).filter((key) => heeded.has(key))) {
      delete body[argument];
      removed.add(`${type}.${argument}`);
    }
    const lifecycle = section(body, "lifecycle");
    if (lifecycle.prevent_destroy === undefined) continue;
    delete lifecycle.prevent_destroy;
    removed.add(`${type}.lifecycle.prevent_destroy`);
  }
  return [...removed].sort();
}

function fitBlock(
  body: JsonObject,
  schema: BlockSchema,
  path: string,
  also: ReadonlySet<string>,
  removed: Set<string>,
): void {
  for (const [key, value] of Object.entries(body)) {
    const attribute = schema.attributes?.[key];
    const nested = schema.block_types?.[key];
    if (also.has(key)) continue;
    if (attribute !== undefined) fitAttribute(value, attribute, `${path}.${key}`, removed);
    else if (nested !== undefined)
      eachObject(value, (item) => fitBlock(item, nested.block, `${path}.${key}`, new Set(), removed));
    else if (key === "dynamic") fitDynamic(value, schema, path, removed);
    else {
      delete body[key];
      removed.add(`${path}.${key}`);
    }
  }
}

/** `dynamic: { rule: { for_each, content } }`: the content is a `rule` block. */
function fitDynamic(dynamic: Json, schema: BlockSchema, path: string, removed: Set<string>): void {
  eachObject(dynamic, (labels) => {
    for (const [label, generator] of Object.entries(labels)) {
      const known = schema.block_types?.[label] !== undefined || schema.attributes?.[label] !== undefined;
      if (!known) {
        delete labels[label];
        removed.add(`${path}.${label}`);
        continue;
      }
      eachObject(generator, (each) => {
        const content: JsonObject = { [label]: each.content ?? {} };
        fitBlock(content, schema, path, new Set(), removed);
      });
    }
  });
}

function fitAttribute(value: Json, attribute: AttributeSchema, path: string, removed: Set<string>): void {
  const fields = attribute.nested_type?.attributes;
  if (fields !== undefined)
    eachObject(value, (item) => fitBlock(item, { attributes: fields }, path, new Set(), removed));
  else fitType(value, attribute.type ?? "dynamic", path, removed);
}

/** Some blocks of the provider are attributes with an object type; their unknown fields are errors too. */
function fitType(value: Json, type: Json, path: string, removed: Set<string>): void {
  if (!Array.isArray(type)) return;
  const [kind, inner] = type;
  if (kind === "object" && isObject(inner)) {
    eachObject(value, (item) => {
      for (const [key, field] of Object.entries(item)) {
        const fieldType = inner[key];
        if (fieldType !== undefined) fitType(field, fieldType, `${path}.${key}`, removed);
        else {
          delete item[key];
          removed.add(`${path}.${key}`);
        }
      }
    });
  } else if ((kind === "list" || kind === "set") && inner !== undefined && Array.isArray(value)) {
    for (const item of value) fitType(item, inner, path, removed);
  }
}

function eachObject(value: Json, visit: (item: JsonObject) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, visit);
  else if (isObject(value)) visit(value);
}
