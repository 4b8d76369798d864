import type { Estate } from "../estate/estate";
import { target } from "../estate/joins/references";
import { blocksOf, own, valueAt } from "../estate/joins/values";
import type { Attributes, Resource } from "../estate/resource";
import { isUnknown } from "../estate/unknown";
import { count } from "../policy/reports/wording";
import type { ResourceChange } from "./sides";

/** Days after which the rules delete the objects themselves, not their superseded versions; infinity where none does. */
function shortestLife({ kind, attributes }: Resource): number {
  const days =
    kind === "google_storage_bucket"
      ? blocksOf(attributes, "lifecycle_rule").filter(isDeleting).map(googleDays)
      : blocksOf(attributes, "rule").map(awsDays);
  return Math.min(Number.POSITIVE_INFINITY, ...days);
}

function awsDays(rule: Attributes): number {
  const [expiration] = blocksOf(rule, "expiration");
  const days = own(rule, "status") === "Disabled" || expiration === undefined ? null : own(expiration, "days");
  return typeof days === "number" && days > 0 ? days : Number.POSITIVE_INFINITY;
}

function isDeleting(rule: Attributes): boolean {
  return valueAt(rule, "action.0.type") === "Delete";
}

function googleDays(rule: Attributes): number {
  const age = valueAt(rule, "condition.0.age");
  const isOfVersions = valueAt(rule, "condition.0.with_state") === "ARCHIVED";
  return typeof age === "number" && !isOfVersions ? age : Number.POSITIVE_INFINITY;
}

const KINDS: ReadonlySet<string> = new Set(["aws_s3_bucket_lifecycle_configuration", "google_storage_bucket"]);

/** What objects of a bucket that is there lose when rules come that delete them sooner; undefined when none does. */
export function shortenedLife(
  { kind, action, before, after }: ResourceChange,
  was: Estate | undefined,
): string | undefined {
  if (!KINDS.has(kind) || after === undefined || (action !== "create" && action !== "update")) {
    return undefined;
  }
  const [old, life] = [before === undefined ? Number.POSITIVE_INFINITY : shortestLife(before), shortestLife(after)];
  if (life >= old || (action === "create" && !isThere(was, after))) {
    return undefined;
  }
  return `objects are deleted after ${count(life, "day")}${old === Number.POSITIVE_INFINITY ? ", and were kept" : `, and were after ${old}`}`;
}

/** Rules that come with their bucket delete nothing that anybody has. Where the bucket is not known, it may be there. */
function isThere(was: Estate | undefined, rules: Resource): boolean {
  if (rules.kind === "google_storage_bucket") {
    return false;
  }
  const bucket = was === undefined ? undefined : target(was, rules, "bucket", "aws_s3_bucket");
  return isUnknown(bucket) ? bucket.references.length === 0 : bucket !== undefined;
}
