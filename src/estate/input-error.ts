/**
 * An input that cannot be read, or not in full: one clear line that names the file and the place.
 *
 * The command prints the message and exits with code 2; there is never a partial report beside it.
 */
export class InputError extends Error {
  public override readonly name = "InputError";

  /**
   * @param file the path as the user named it
   * @param problem what is wrong, and where, as one line without the file name
   */
  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file}: ${problem.replaceAll(/\s+/g, " ").trim()}`);
  }
}
