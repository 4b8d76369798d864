/** Write once, read many: objects cannot be replaced or deleted before their retention ends. */
export interface Retention {
  /** Days that each object is kept from the moment it is written, 1 to 36,500. */
  readonly days: number;

  /**
   * Locks the retention: from then on nobody, Google included, can shorten or remove it, nor delete the bucket while an
   * object in it is retained. It cannot be taken back.
   *
   * @default false
   */
  readonly locked?: boolean;
}
