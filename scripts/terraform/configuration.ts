import { isObject, type Json, type JsonObject, listOf, section } from "./json";

/** A resource or a data source of a synthesized stack. */
export interface Block {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `aws_s3_bucket.models`, `data.aws_region.current`. */
  readonly address: string;
  readonly body: JsonObject;
}

/** A provider that a stack requires. */
export interface RequiredProvider {
  readonly name: string;
  /** The full source address, `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
}

/** Every resource and data source, in the order of the file. */
export function blocksOf(configuration: JsonObject): Block[] {
  return (["resource", "data"] as const).flatMap((mode) =>
    Object.entries(section(configuration, mode)).flatMap(([type, named]) =>
      Object.entries(isObject(named) ? named : {}).flatMap(([name, body]) =>
        isObject(body) ? [{ mode, type, name, address: addressOf(mode, type, name), body }] : [],
      ),
    ),
  );
}

/** The address by which an expression refers to a block. */
export function addressOf(mode: "resource" | "data", type: string, name: string): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The providers a stack requires, with their sources written in full. */
export function requiredProviders(configuration: JsonObject): RequiredProvider[] {
  return listOf(configuration.terraform)
    .filter(isObject)
    .flatMap((terraform) => listOf(terraform.required_providers).filter(isObject))
    .flatMap((providers) => Object.entries(providers))
    .map(([name, requirement]) => ({ name, source: fullSource(name, requirement) }));
}

/** The stack's blocks of one provider, its aliases among them. */
export function providerBlocks(configuration: JsonObject, name: string): JsonObject[] {
  return listOf(section(configuration, "provider")[name]).filter(isObject);
}

/** Terraform's rule: a source without a host is on registry.terraform.io, one without a namespace is hashicorp's. */
function fullSource(name: string, requirement: Json): string {
  const source = isObject(requirement) && typeof requirement.source === "string" ? requirement.source : name;
  const parts = source.split("/");
  if (parts.length === 1) return `registry.terraform.io/hashicorp/${source}`;
  return parts.length === 2 ? `registry.terraform.io/${source}` : source;
}
