/** Where a workload may connect to: a set of addresses and one TCP port. */
export interface NetworkDestination {
  /** What is there, as in `STS`. */
  readonly name: string;

  /** IPv4 or IPv6 ranges in CIDR notation. May be a list that is known only after apply. */
  readonly cidrs: string[];

  /** TCP port. */
  readonly port: number;
}
