/** Where Terraform keeps the state of a stack. All values are literal: Terraform reads them before anything else. */
export interface StateLocation {
  /** Name of the bucket that a `SecureStateBackend` made. */
  readonly bucketName: string;

  /** Region of the bucket, as in `eu-west-1`. */
  readonly region: string;

  /** ARN of the key that encrypts the states. */
  readonly keyArn: string;

  /**
   * ARN of a role to assume for reading and writing the state.
   *
   * @default - whoever runs Terraform
   */
  readonly roleArn?: string;
}
