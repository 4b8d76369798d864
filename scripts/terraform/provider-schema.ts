import type { Json } from "./json";

/** What this proof reads of `terraform providers schema -json`. */
export interface ProviderSchemas {
  readonly provider_schemas: Readonly<Record<string, ProviderSchema>>;
}

/** One provider's resource and data source types. */
export interface ProviderSchema {
  readonly resource_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

/** The arguments of a block. */
export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: BlockSchema }>>;
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
}

/** The name under which Terraform lists the AWS provider. */
export const AWS_SOURCE = "registry.terraform.io/hashicorp/aws";
