/** What both programs build, so that their outputs can be compared attribute by attribute. */

/** Region of the stack. */
export const REGION = "eu-west-1";

/** Role that publishes to every model store. */
export const PUBLISHER_ARN = "arn:aws:iam::111122223333:role/release-models";

/** Whom the stack belongs to. */
export const OWNERSHIP = { tenant: "vision", owner: "vision@acme.example" };

/** Id of the n-th model store. */
export function storeId(index: number): string {
  return `models-${index}`;
}

/** Bucket of the n-th model store. */
export function bucketNameOf(index: number): string {
  return `acme-models-${index}`;
}
