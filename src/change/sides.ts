import type { Estate } from "../estate/estate";
import { lazily } from "../estate/memo";
import type { Resource } from "../estate/resource";
import type { HiddenTexts } from "./hidden-texts";

/** What becomes of a resource. What is only moved, imported or forgotten exists before and after the change. */
export type ChangeAction = "create" | "update" | "replace" | "destroy" | "forget" | "move" | "import";

/** Actions, in the order in which reports list them: what cannot be taken back first. */
export const CHANGE_ACTIONS: readonly ChangeAction[] = [
  "destroy",
  "replace",
  "update",
  "create",
  "import",
  "move",
  "forget",
];

/** A value of an attribute as a report shows it: one line, cut, and without secrets. */
export interface ShownValue {
  /** JSON of the value, or a word for what cannot be shown: `(sensitive)`, `(known after apply)`. */
  readonly text: string;

  /** Why the value itself is not shown; undefined when it is. */
  readonly hidden?: "sensitive" | "unknown";
}

/** An attribute that differs between the sides. */
export interface AttributeChange {
  /** Path of the attribute in the resource, as in `scaling_config.0.max_size`. */
  readonly path: string;

  /** Undefined when the attribute was not set, or the resource was not there. */
  readonly before?: ShownValue;

  /** Undefined when the attribute is not set any more, or the resource is not there. */
  readonly after?: ShownValue;

  /** The resource is replaced because of it. */
  readonly replaces: boolean;
}

/** A resource that differs between the sides. */
export interface ResourceChange {
  /** Root module: stack, plan or folder. Both sides call it the same. */
  readonly root: string;

  /** Address after the change; that before it where there is none after. Deposed objects have their key behind it. */
  readonly address: string;

  /** `aws_s3_bucket`, or `apps/v1 Deployment`. */
  readonly kind: string;

  readonly action: ChangeAction;

  /** As it was; undefined when it was not there, or what it was is not known. */
  readonly before?: Resource;

  /** As it will be; undefined when it will not be there. */
  readonly after?: Resource;

  /** Address that the resource had before it was moved. */
  readonly previousAddress?: string;

  /** Id that the resource is imported by, as far as it is known. */
  readonly importId?: string;

  /** Whether the change waits for a later plan, and why: `resource_config_unknown`. */
  readonly deferred?: string;

  /** Why, in words: "its machine type changes, and the provider cannot change it in place". */
  readonly reason?: string;

  /** The new resource is made before the old one is destroyed, where it is known that it is. */
  readonly createsFirst?: boolean;

  /** The one that is there stays, unmanaged, beside the new one: Terraform forgets it instead of destroying it. */
  readonly leavesBehind?: boolean;

  /** Whether the action is a guess: without a plan nobody but the provider knows what it replaces. */
  readonly isEstimate: boolean;

  /** What differs; of a resource that is made or destroyed, all that is set. */
  readonly attributes: readonly AttributeChange[];
}

/** Something that was changed behind Terraform's back, as the plan says. */
export type Drift = Pick<
  ResourceChange,
  "root" | "address" | "kind" | "action" | "before" | "after" | "attributes" | "previousAddress"
>;

/** The two sides of a change, and what differs. All that a report says is made of them. */
export interface Sides {
  /** A plan is exact; two estates without one leave replacement to be guessed. */
  readonly basis: "plan" | "estimate";

  /** What is, before the change. Resources have the addresses and roots that they have after it. */
  readonly before: Estate;

  /** What will be. Resources that are only deleted are in it, with `delete` as their action: see `isGone`. */
  readonly after: Estate;

  /** Managed resources that differ, and Kubernetes objects of manifests; no data sources, no lifted manifests. Each once. */
  readonly changes: readonly ResourceChange[];

  /** What the plan says was changed outside of Terraform. */
  readonly drift: readonly Drift[];

  /** Texts that the plans mark as sensitive: no part of a report may show a copy of one. */
  readonly hidden?: HiddenTexts;

  /** Planning failed: there is more to the change than anybody knows. */
  readonly isFailed?: boolean;

  /** What the reader of the report must know first: "the plan failed: it shows a part of what would happen". */
  readonly warnings: readonly string[];
}

/** The change, with attributes that are found out when somebody asks: of thousands, a report shows a few. */
export function withAttributes(
  change: Omit<ResourceChange, "attributes">,
  attributes: () => readonly AttributeChange[],
): ResourceChange {
  const property = { get: lazily(attributes), enumerable: true };
  return Object.defineProperty({ ...change }, "attributes", property) as ResourceChange;
}

/** What the resource is replaced for is what a reader has to see. */
export function replacingFirst(attributes: readonly AttributeChange[]): readonly AttributeChange[] {
  const replacing = attributes.filter(({ replaces }) => replaces);
  return replacing.length === 0 ? attributes : [...replacing, ...attributes.filter(({ replaces }) => !replaces)];
}

/** What is at the address of the root. */
export function addressKey(root: string, address: string): string {
  return `${root}\u0000${address}`;
}

/** The same resource has the same key on both sides. */
export function keyOf({ root, address, kind, mode, namespace }: Resource): string {
  return mode === "manifest"
    ? `${root}\u0000${address}\u0000${kind}\u0000${namespace ?? ""}`
    : addressKey(root, address);
}
