import { actionTable } from "./action-table";

/** What of a bucket an action is about. */
export type BucketPart = "bucket" | "objects" | "both";

/**
 * Actions on objects; all others are on the bucket.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ON_OBJECTS =
  /^s3:(?:AbortMultipartUpload|BypassGovernanceRetention|(?:Delete|Get|Put|Replicate|Restore|Update)Object\w*|InitiateReplication|ListMultipartUploadParts|ObjectOwnerOverrideToBucketOwner|Replicate(?:Delete|Tags))$/i;

/** What of the bucket the action is about, or the actions that a pattern stands for. */
export function bucketPartOf(action: string): BucketPart {
  if (!/^s3:[a-z*?]+$/i.test(action)) {
    return "both";
  }
  if (!/[*?]/.test(action)) {
    return ON_OBJECTS.test(action) ? "objects" : "bucket";
  }
  const found = actionTable().expand(action);
  const onObjects = found.filter((number) => ON_OBJECTS.test(actionTable().name(number))).length;
  return found.length === 0 || (onObjects > 0 && onObjects < found.length)
    ? "both"
    : onObjects > 0
      ? "objects"
      : "bucket";
}
