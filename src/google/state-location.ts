/** Where Terraform keeps the state of a stack. All values are literal: Terraform reads them before anything else. */
export interface StateLocation {
  /** Name of the bucket that a `SecureStateBackend` made. */
  readonly bucketName: string;

  /**
   * Key that encrypts the states: `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>`, without a
   * version.
   */
  readonly kmsKeyName: string;

  /**
   * E-mail address of a service account to act as for reading and writing the state.
   *
   * @default - whoever runs Terraform
   */
  readonly impersonateServiceAccount?: string;
}
