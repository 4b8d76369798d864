/** Where a reference points to: a resource of the estate, and what of it is asked for. */
export interface Reference {
  /** Root module that the address lives in: a stack, a plan file, a folder of HCL. */
  readonly root: string;

  /** Address of the resource or data source, with module and index, as in `module.a.aws_s3_bucket.models[0]`. */
  readonly address: string;

  /** Attribute of the target, as in `arn`; empty for the whole resource. */
  readonly attribute: string;
}

/**
 * A value that is set, but not known before apply: a reference, a call, a value that the plan marks as unknown.
 *
 * Unknown is not absent: `has` and a comparison with null are decided, every other comparison is not.
 */
export class Unknown {
  /**
   * @param references what the value is made from, as far as the source says
   * @param text the expression as written, with `${...}` in it; undefined when the source does not say (plans)
   */
  constructor(
    readonly references: readonly Reference[] = [],
    readonly text?: string,
  ) {}

  /** Whether it is the same expression: what is written alike has one value. Without text the references tell. */
  public isSame(other: Unknown): boolean {
    return (
      this.text === other.text &&
      this.references.length === other.references.length &&
      this.references.every((reference, index) => {
        const its = other.references[index];
        return reference.address === its?.address && reference.attribute === its.attribute;
      })
    );
  }
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
