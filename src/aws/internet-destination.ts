/** A destination on the internet that nodes may connect to. */
export interface InternetDestination {
  /** What is there, as in `licence-server`: 1 to 63 lower-case letters, digits and hyphens. */
  readonly name: string;

  /** Public IPv4 range of /16 to /32. The whole internet is no destination. */
  readonly cidr: string;

  /**
   * TCP port, 1 to 65,535.
   *
   * @default 443
   */
  readonly port?: number;
}
