import type { Json } from "./json";

/** What this proof reads of `terraform providers schema -json`. */
export interface ProviderSchemas {
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

/** One provider's resource and data source types. */
export interface ProviderSchema {
  readonly provider?: KindSchema;
  readonly resource_schemas: Readonly<Record<string, KindSchema>>;
  readonly data_source_schemas: Readonly<Record<string, KindSchema>>;
}

/** One resource, data source or provider block. */
export interface KindSchema {
  readonly version?: number;
  readonly block: BlockSchema;
}

/** The arguments of a block. */
export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

/** A block within another. */
export interface NestedBlock {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: BlockSchema;
}

/** One attribute: either `type` or `nested_type` is set. */
export interface AttributeSchema {
  /** cty's JSON type: `"string"`, `["list", "string"]`, `["object", { name: type }]` ... */
  readonly type?: Json;
  readonly nested_type?: {
    readonly attributes: Readonly<Record<string, AttributeSchema>>;
    readonly nesting_mode: string;
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
  /** No word of Terraform's: the values that the provider's documentation admits, for the stand-in. */
  readonly possible_values?: readonly string[];
}

/** The name under which Terraform lists the AWS provider. */
export const AWS_SOURCE = "registry.terraform.io/hashicorp/aws";
