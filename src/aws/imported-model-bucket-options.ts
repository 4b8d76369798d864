/** What is known of a model store that is managed elsewhere. */
export interface ImportedModelBucketOptions {
  /**
   * ARN of the key that encrypts the bucket. Readers are granted `kms:Decrypt` on it.
   *
   * @default - the bucket is encrypted with keys of S3, no permission is needed
   */
  readonly keyArn?: string;
}
