import { type JsonObject, own } from "../../estate/plan-json";
import { elementKeys, mirroredLists, saidBy } from "./mirrored-lists";

/** A resource of a state: its kind, and its values as Terraform wrote them. */
export interface StateResource {
  readonly kind: string;
  readonly values: JsonObject;
}

/**
 * Attributes in which the provider repeats in a bucket what resources of their own say. After an apply the bucket's copy is
 * that of before it, so that the next refresh finds "drift" that nobody made: seen with the AWS provider 5.100.
 */
const BUCKET_MIRRORS: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket_accelerate_configuration: ["acceleration_status"],
  aws_s3_bucket_acl: ["acl", "grant"],
  aws_s3_bucket_cors_configuration: ["cors_rule"],
  aws_s3_bucket_lifecycle_configuration: ["lifecycle_rule"],
  aws_s3_bucket_logging: ["logging"],
  aws_s3_bucket_object_lock_configuration: ["object_lock_configuration"],
  aws_s3_bucket_policy: ["policy"],
  aws_s3_bucket_replication_configuration: ["replication_configuration"],
  aws_s3_bucket_request_payment_configuration: ["request_payer"],
  aws_s3_bucket_server_side_encryption_configuration: ["server_side_encryption_configuration"],
  aws_s3_bucket_versioning: ["versioning"],
  aws_s3_bucket_website_configuration: ["website", "website_domain", "website_endpoint"],
};
const MIRRORED_IN_BUCKETS: ReadonlySet<string> = new Set(Object.values(BUCKET_MIRRORS).flat());

/** Attributes that the provider fills from what is there when the code does not set them: an apply does not undo them. */
export function isMirrored(kind: string, attribute: string): boolean {
  return mirroredLists(kind).includes(attribute) || (kind === "aws_s3_bucket" && MIRRORED_IN_BUCKETS.has(attribute));
}

/** What resources of their own say on one side of the drift. */
export class Mirrors {
  /** Kinds of parts by the name of the bucket that they are of. */
  private readonly bucketParts = new Map<string, Set<string>>();

  /** Keys of elements by owner and attribute. */
  private readonly said = new Map<string, Set<string>>();

  constructor(resources: Iterable<StateResource>) {
    for (const { kind, values } of resources) {
      const bucket = Object.hasOwn(BUCKET_MIRRORS, kind) ? own(values, "bucket") : undefined;
      if (typeof bucket === "string") {
        add(this.bucketParts, bucket, kind);
      }
      for (const { ownerKind, owner, attribute, key } of saidBy(kind, values)) {
        add(this.said, `${ownerKind}\u0000${owner}\u0000${attribute}`, key);
      }
    }
  }

  /** Takes out of the values, in place, what resources of their own say. */
  public strip({ kind, values }: StateResource): void {
    if (kind === "aws_s3_bucket") {
      this.stripBucket(values);
    }
    for (const attribute of mirroredLists(kind)) {
      this.stripList(kind, values, attribute);
    }
  }

  private stripBucket(values: JsonObject): void {
    const name = own(values, "bucket") ?? own(values, "id");
    const parts = typeof name === "string" ? this.bucketParts.get(name) : undefined;
    for (const attribute of [...(parts ?? [])].flatMap((kind) => BUCKET_MIRRORS[kind] ?? [])) {
      delete values[attribute];
    }
  }

  private stripList(kind: string, values: JsonObject, attribute: string): void {
    const owners = [own(values, "name"), own(values, "id")];
    const said = owners.flatMap((owner) => [
      ...(this.said.get(`${kind}\u0000${String(owner)}\u0000${attribute}`) ?? []),
    ]);
    const keys = new Set(said);
    filterList(values, attribute, (element) => {
      const of = elementKeys(kind, attribute, element);
      return of.length === 0 || !of.every((key) => keys.has(key));
    });
  }
}

/**
 * Takes out of a list of before, in place, what is not in that of after: where the code does not set the list, it is a copy
 * of an older day, and what is gone from it was never declared.
 *
 * @returns the lists that became shorter
 */
export function forgetUndeclared(
  kind: string,
  before: JsonObject,
  after: JsonObject,
  isDeclared: (attribute: string) => boolean,
): readonly string[] {
  return mirroredLists(kind)
    .filter((attribute) => !isDeclared(attribute))
    .flatMap((attribute) => {
      const still = own(after, attribute);
      const found = new Set(Array.isArray(still) ? still.map((element) => JSON.stringify(element)) : []);
      return filterList(before, attribute, (element) => found.has(JSON.stringify(element)));
    });
}

function filterList(values: JsonObject, attribute: string, keep: (element: unknown) => boolean): readonly string[] {
  const list = own(values, attribute);
  if (!Array.isArray(list)) {
    return [];
  }
  const kept = list.filter(keep);
  values[attribute] = kept;
  return kept.length === list.length ? [] : [attribute];
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}
