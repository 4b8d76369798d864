/** A destination outside the network that nodes and pods may connect to. */
export interface EgressDestination {
  /** What is there, as in `licence-server`: 1 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;

  /**
   * Private IPv4 range of /8 to /32, which a peering, a VPN or an interconnect of yours leads to, or a public one of /16 to
   * /32, which gets a route of its own and Cloud NAT. The whole internet is no destination.
   */
  readonly cidr: string;

  /**
   * TCP port, 1 to 65,535.
   *
   * @default 443
   */
  readonly port?: number;
}
