/** The cloud that a store, an identity or a cluster lives in. A binding joins two of the same cloud. */
export enum CloudProvider {
  /** Amazon Web Services. */
  AWS = "aws",

  /** Google Cloud. */
  GOOGLE = "google",
}
