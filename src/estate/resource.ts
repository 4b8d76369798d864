import type { Reference, Unknown } from "./unknown";

/** What an attribute may hold. Explicit nulls and attributes that are not set are both null. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | Attributes;

/** Attributes of a resource or of a nested block. Nested blocks are always lists, also when there is one or none. */
export interface Attributes {
  readonly [name: string]: Value;
}

/** A Terraform resource, a Terraform data source, or a Kubernetes object. */
export type ResourceMode = "managed" | "data" | "manifest";

/** What a plan intends for a resource. Sources other than plans intend nothing. */
export type PlannedAction = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** Where a resource was read. */
export interface Origin {
  /** Label of the input, as the user would name it: a path. */
  readonly file: string;

  /** Line in the file, from 1, where the source knows it. */
  readonly line?: number;

  /** Path of the construct that made the resource, as in `vision-cloud/models/Resource`. */
  readonly constructPath?: string;

  /** Line of the program that made it, `main.ts:14`, where the stack trace in the metadata has it. */
  readonly madeAt?: string;
}

/** A node of the estate. */
export interface Resource {
  /** Root module that the address lives in: a stack, a plan file, a folder of HCL, a file of manifests. */
  readonly root: string;

  /**
   * Address within the root: `module.a.aws_s3_bucket.models[0]`, `data.aws_iam_policy_document.trust`, or
   * `Deployment/resnet` for a manifest. A lifted manifest has the address of its Terraform resource.
   */
  readonly address: string;

  readonly mode: ResourceMode;

  /** `aws_s3_bucket`, or `apps/v1 Deployment` and `v1 Service` for Kubernetes objects. */
  readonly kind: string;

  /** Namespace of a Kubernetes object: "default" when it says none, undefined when it has none or it is not known. */
  readonly namespace?: string;

  readonly attributes: Attributes;

  /** References in the attributes, by the path that they stand at: `bucket`, `rule.0.kms_master_key_id`. */
  readonly references: ReadonlyMap<string, readonly Reference[]>;

  /** Planned actions; empty when the source does not plan. Replacement is `delete` with `create`. */
  readonly actions: readonly PlannedAction[];

  /** Meta-arguments where the source has them (`lifecycle`, `provider`, `count`, `for_each`, `depends_on`). */
  readonly meta: Attributes;

  /** Waivers that stand in the synthesized metadata, as they were written. */
  readonly waivers: readonly unknown[];

  readonly origin: Origin;
}
