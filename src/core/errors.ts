/** One thing that is wrong with the properties of a construct. */
export interface Problem {
  /** Stable code, such as `MK_POOL_RANGE`. */
  readonly code: string;

  /** What is wrong: property, value and the rule it breaks, as one sentence. */
  readonly message: string;

  /** What to do about it, as one sentence. */
  readonly remedy: string;
}

/**
 * Thrown when a construct cannot be built safely from the properties it was given.
 *
 * It carries every problem of the properties at once, so that one run is enough to mend them all. jsii has no notion of
 * exceptions, hence this class is not part of the jsii surface: import it from `modelkeep/errors`.
 */
export class ValidationError extends Error {
  /** `ValidationError`. */
  declare public readonly name: string;

  /** Construct path, as in `platform/gpu-a`. */
  declare public readonly path: string;

  /** What was being built, as in `aws.GpuNodePool`. */
  declare public readonly subject: string;

  /** Everything that is wrong, at least one. */
  declare public readonly problems: readonly Problem[];

  /**
   * @param path construct path, as in `platform/gpu-a`
   * @param subject what was being built, as in `aws.GpuNodePool`
   * @param problems everything that is wrong, at least one
   */
  constructor(path: string, subject: string, problems: readonly Problem[]) {
    super(describe(path, subject, problems));
    // Not enumerable: Node would print them once more below the message.
    Object.defineProperties(this, {
      path: { value: path, enumerable: false },
      subject: { value: subject, enumerable: false },
      problems: { value: problems, enumerable: false },
      name: { value: "ValidationError", enumerable: false },
    });
    // Node prints the stack: it begins as the error reads, `ValidationError [MK_...] at ...`.
    this.stack = this.stack?.replace(/^\w*Error: /, `${this.name} `);
  }

  /** `ValidationError [MK_...] at path (subject):`, then the problems. */
  public override toString(): string {
    return `${this.name} ${this.message}`;
  }

  /** Codes of the problems, each once, in the order they were found. */
  public get codes(): string[] {
    return distinctCodes(this.problems);
  }
}

function describe(path: string, subject: string, problems: readonly Problem[]): string {
  const heading = `[${distinctCodes(problems).join(", ")}] at ${path} (${subject}):`;
  const lines = problems.flatMap(({ message, remedy }) => [`  ${message}`, `  ${remedy}`]);
  return [heading, ...lines].join("\n");
}

function distinctCodes(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(({ code }) => code))];
}
