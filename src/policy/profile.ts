/**
 * How strictly an estate is judged. A profile changes severities and adds controls; it never takes one away, and what is
 * critical is critical in all of them.
 */
export enum Profile {
  /** The catalogue as it is written. */
  BASELINE = "baseline",

  /**
   * For health, finance, the public sector and the like: what is encrypted, recorded and kept weighs more, and immutable
   * storage, hardware keys, encryption between nodes and the like are asked for.
   */
  REGULATED = "regulated",

  /** For estates that hold no real data and serve nobody: what only outlasting and keeping books is about weighs less. */
  DEVELOPMENT = "development",
}
