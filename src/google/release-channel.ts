/** How soon Google moves the control plane to a new version. */
export enum ReleaseChannel {
  /** Weeks after the first clusters: the usual choice. */
  REGULAR = "REGULAR",

  /** Months after: what has proven itself. */
  STABLE = "STABLE",
}
