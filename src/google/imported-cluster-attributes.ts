/** What is known of a GKE cluster that is managed elsewhere. */
export interface ImportedClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;

  /** Region of the cluster, or the zone of a zonal one. */
  readonly location: string;

  /** Address of the API server, with `https://`. */
  readonly endpoint: string;

  /** Certificate of the API server's authority: PEM, base64-encoded. */
  readonly certificateAuthorityData: string;

  /**
   * Id of the project that the cluster lies in.
   *
   * @default - the project of the stack's provider
   */
  readonly project?: string;

  /**
   * Number of that project, as in `123456789012`: names of workload identities hold it. Needed where `project` is given.
   *
   * @default - looked up for the project of the stack's provider
   */
  readonly projectNumber?: string;

  /**
   * Ranges that Google's APIs answer from within the network: `199.36.153.4/30`, the restricted range, or the address of
   * a Private Service Connect endpoint.
   *
   * @default ["199.36.153.4/30"]
   */
  readonly googleApisCidrs?: string[];

  /**
   * Addresses at which nodes answer DNS queries besides the cluster's DNS pods: NodeLocal DNSCache, which new clusters have,
   * and Cloud DNS at the metadata server. Empty where the cluster has neither.
   *
   * @default ["169.254.20.10/32", "169.254.169.254/32"]
   */
  readonly dnsServerCidrs?: string[];
}
