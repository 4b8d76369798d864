/** Something that a person has to name before a fix can be applied. */
export class Choice {
  constructor(
    /** What to name: "ARN of the key of the models". */
    readonly what: string,
    /** One that would do, of the form that the provider accepts; never one that works by chance. */
    readonly example: FixValue,
  ) {}
}

/** An attribute of the resource that was found, as a reference: `aws_s3_bucket.models.id`. In a manifest, its value. */
export class OfSubject {
  constructor(readonly attribute: string) {}
}

/** What a fix writes. */
export type FixValue =
  | null
  | boolean
  | number
  | string
  | Choice
  | OfSubject
  | readonly FixValue[]
  | { readonly [name: string]: FixValue };

/**
 * A place in a resource, in Terraform's names or those of the manifest: `vpc_config.endpoint_public_access`.
 *
 * - A block or a list of objects on the way means each of its elements, and one is made where there is none.
 * - `env[name=HF_HUB_OFFLINE].value`: the elements of that name alone; one is made where there is none.
 * - `tags["ai-artifact"]`: a key of a map, also with dots in it.
 * - `pod.` at the front: the pod's `spec`, in pods and in whatever makes pods; `pod.containers` are the init and ephemeral
 *   containers too. `template.` at the front: the pod with its own metadata.
 * - In a control of `root`, the way begins at the root module: `terraform.backend.s3.encrypt`.
 */
export type FixPath = string;

/** One change. */
export type Step =
  | { readonly do: "set"; readonly path: FixPath; readonly to: FixValue; readonly on?: string }
  | { readonly do: "unset"; readonly path: FixPath; readonly on?: string }
  | { readonly do: "include"; readonly path: FixPath; readonly values: readonly FixValue[]; readonly on?: string }
  | { readonly do: "exclude"; readonly path: FixPath; readonly values: readonly FixValue[]; readonly on?: string }
  | { readonly do: "add"; readonly kind: string; readonly name: string; readonly attributes: FixAttributes }
  | { readonly do: "delete"; readonly on?: string }
  | { readonly do: "decide"; readonly what: string; readonly hcl?: string; readonly cdktf?: string };

/** Attributes and blocks of a resource that a fix adds; blocks as an object, or a list of them. */
export type FixAttributes = { readonly [name: string]: FixValue };

/** What mends a finding of a control, in the order in which it is done. */
export type Fix = readonly Step[];

/** Fixes by the id of their control. */
export type Fixes = Readonly<Record<string, Fix>>;

/** Sets the attribute at the path; other attributes beside it stay. */
export function set(path: FixPath, to: FixValue): Extract<Step, { do: "set" }> {
  return { do: "set", path, to };
}

/** Removes the attribute or the block at the path. */
export function unset(path: FixPath): Extract<Step, { do: "unset" }> {
  return { do: "unset", path };
}

/** Adds to the list at the path what it lacks of the values. */
export function include(path: FixPath, ...values: readonly FixValue[]): Extract<Step, { do: "include" }> {
  return { do: "include", path, values };
}

/** Takes the values out of the list at the path. */
export function exclude(path: FixPath, ...values: readonly FixValue[]): Extract<Step, { do: "exclude" }> {
  return { do: "exclude", path, values };
}

/** Adds a resource (`aws_s3_bucket_versioning`) or an object (`v1 ResourceQuota`) beside the one that was found. */
export function add(kind: string, name: string, attributes: FixAttributes): Step {
  return { do: "add", kind, name, attributes };
}

/** Removes the resource that was found. */
export function drop(): Extract<Step, { do: "delete" }> {
  return { do: "delete" };
}

/**
 * The step on the resources of another kind that point at the one that was found, as the encryption of a bucket does;
 * nothing where there is none.
 */
export function on(kind: string, step: Exclude<Step, { do: "add" } | { do: "decide" }>): Step {
  return { ...step, on: kind };
}

/**
 * What no program can choose: who may read, which subnets. Says what to decide, and shows what it looks like once decided.
 *
 * @param examples complete HCL (`resource` or `data` blocks, or what stands within one) and the same in CDKTF
 */
export function decide(what: string, examples: { readonly hcl?: string; readonly cdktf?: string } = {}): Step {
  return { do: "decide", what, ...examples };
}

/** What a person names, with one that would do. */
export function choose(what: string, example: FixValue): Choice {
  return new Choice(what, example);
}

/** An attribute of the resource that was found. */
export function ofSubject(attribute = "id"): OfSubject {
  return new OfSubject(attribute);
}

/** Whether the value has fields of its own: no text, no list, and nothing that is still to be named. */
export function isFields(value: FixValue | undefined): value is FixAttributes {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Choice) &&
    !(value instanceof OfSubject)
  );
}
