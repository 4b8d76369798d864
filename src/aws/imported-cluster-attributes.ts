/** What is known of an EKS cluster that is managed elsewhere. */
export interface ImportedClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;

  /** ARN of the cluster. */
  readonly clusterArn: string;

  /** Region of the cluster, as in `eu-west-1`. */
  readonly region: string;

  /** Address of the API server, with `https://`. */
  readonly endpoint: string;

  /** Certificate of the API server's authority: PEM, base64-encoded. */
  readonly certificateAuthorityData: string;

  /** ARN of the IAM OIDC provider of the cluster. */
  readonly oidcProviderArn: string;

  /** Issuer of the service accounts' tokens, without `https://`. */
  readonly oidcIssuer: string;

  /** Range of the VPC; its interface endpoints answer from within it. */
  readonly vpcCidr: string;

  /** Ranges that S3 answers from: those of the region's prefix list, or of an interface endpoint's subnets. */
  readonly s3Cidrs: string[];
}
