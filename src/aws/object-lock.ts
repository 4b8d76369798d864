/** Who may end the retention of a locked object early. */
export enum ObjectLockMode {
  /** Roles with `s3:BypassGovernanceRetention` may. */
  GOVERNANCE = "GOVERNANCE",

  /** Nobody may, not even the account's root. */
  COMPLIANCE = "COMPLIANCE",
}

/** Write once, read many: objects cannot be replaced or deleted before the retention ends. */
export interface ObjectLock {
  /** Who may end the retention early. */
  readonly mode: ObjectLockMode;

  /** Days that each new object is locked, 1 to 36,500. */
  readonly days: number;
}
