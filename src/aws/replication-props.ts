/** Where artifacts are copied to. Versioning must be on there, and its key must lie in its region. */
export interface ReplicationProps {
  /** ARN of the bucket that receives the copies. */
  readonly destinationBucketArn: string;

  /** ARN of the key that encrypts the copies, in the region of the destination. */
  readonly destinationKeyArn: string;

  /** Region of the destination, as in `eu-central-1`. */
  readonly destinationRegion: string;
}
