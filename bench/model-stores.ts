/** What both programs build, so that their outputs can be compared attribute by attribute. */

/** Region of the stack on AWS. */
export const REGION = "eu-west-1";

/** Role that publishes to every model store on AWS. */
export const PUBLISHER_ARN = "arn:aws:iam::111122223333:role/release-models";

/** Where the stack on Google Cloud is applied. */
export const GOOGLE_PLACE = { project: "acme-vision", region: "europe-west4" };

/** Service account that publishes to every model store on Google Cloud. */
export const PUBLISHER_MEMBER = "serviceAccount:release-models@acme-vision.iam.gserviceaccount.com";

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
