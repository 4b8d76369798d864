/** The command was called in a way that it does not understand: one line, exit code 2. */
export class UsageError extends Error {
  public override readonly name = "UsageError";

  /** @param command whose help says it right, as in `modelkeep check` */
  constructor(problem: string, command: string) {
    super(`${problem.replace(/\.$/, "")}; see ${command} --help`);
  }
}
