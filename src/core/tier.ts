/** A segment of the estate; tiers never reach into one another. */
export enum ServingTier {
  /** Experiments: nobody depends on it. */
  DEVELOPMENT = "development",

  /** Rehearsal of production, with data that may be lost. */
  STAGING = "staging",

  /** What customers depend on. The strictest rules hold here. */
  PRODUCTION = "production",
}

/** How bad it is when the data of a resource becomes known. */
export enum DataClass {
  /** Published anyway. */
  PUBLIC = "public",

  /** For everybody in the organisation. */
  INTERNAL = "internal",

  /** For the tenant alone. Model weights are at least this. */
  CONFIDENTIAL = "confidential",

  /** Personal or regulated data. */
  RESTRICTED = "restricted",
}
