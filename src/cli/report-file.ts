import {
  accessSync,
  chmodSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../estate/input-error";

/**
 * The file of --output. It is tried before the work, and replaced at the end in one step: nobody ever reads half a report,
 * and a run that fails leaves the last report alone.
 */
export class ReportFile {
  private readonly target: string;
  private readonly existing: Stats | undefined;

  /** @throws InputError when it cannot be written, or is one of the inputs */
  constructor(
    private readonly path: string,
    inputs: readonly string[],
  ) {
    this.existing = this.attempt(() => statSync(path, { throwIfNoEntry: false }));
    this.target = this.existing === undefined ? path : this.attempt(() => realpathSync(path));
    if (this.existing?.isDirectory() === true || /[/\\]$/.test(path) || path === "") {
      throw new InputError(path === "" ? "--output" : path, "the report needs a file, and this is a folder");
    }
    if (this.existing !== undefined && !this.isDevice() && !this.existing.isFile()) {
      throw new InputError(path, "the report needs a file");
    }
    if (inputs.some((input) => this.isSame(input))) {
      throw new InputError(path, "is an input; the report would replace it");
    }
    this.attempt(() => accessSync(this.isDevice() ? this.target : dirname(this.target), constants.W_OK));
  }

  public write(report: string): void {
    // A device, as /dev/null, is written to, never replaced.
    if (this.isDevice()) {
      this.attempt(() => writeFileSync(this.target, report));
      return;
    }
    const temporary = join(dirname(this.target), `.${basename(this.target)}.${process.pid}.tmp`);
    try {
      this.attempt(() => {
        writeFileSync(temporary, report, { flag: "wx" });
        if (this.existing !== undefined) {
          chmodSync(temporary, this.existing.mode);
        }
        renameSync(temporary, this.target);
      });
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  private isDevice(): boolean {
    return this.existing?.isCharacterDevice() === true;
  }

  private isSame(input: string): boolean {
    try {
      const other = statSync(input);
      return other.isFile() && other.ino === this.existing?.ino && other.dev === this.existing.dev;
    } catch {
      // Its reader says what is wrong with it.
      return false;
    }
  }

  private attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
      const problem = code === "ENOENT" || code === "ENOTDIR" ? "its folder does not exist" : `${String(code)}`;
      throw new InputError(this.path, `the report cannot be written: ${problem}`);
    }
  }
}
