import { readFileSync } from "node:fs";
import { NotEditableError } from "./hcl-holder";

/** Texts of the user's files as the plan would leave them. Nothing is written. */
export class Texts {
  private readonly original = new Map<string, string>();
  private current = new Map<string, string>();

  /** @param isPatchable whether a patch can name the file */
  constructor(private readonly isPatchable: (file: string) => boolean) {}

  /**
   * The text of the file, with the changes so far.
   *
   * @throws NotEditableError for files in another encoding than UTF-8
   */
  public get(file: string): string {
    const known = this.current.get(file);
    if (known !== undefined) {
      return known;
    }
    const bytes = readFileSync(file);
    const text = bytes.toString("utf8");
    if (!Buffer.from(text, "utf8").equals(bytes) || text.includes("\u0000")) {
      throw new NotEditableError(`${file} is not in UTF-8`);
    }
    this.original.set(file, text);
    this.current.set(file, text);
    return text;
  }

  /** @throws NotEditableError when no patch can name the file */
  public set(file: string, text: string): void {
    if (!this.isPatchable(file)) {
      throw new NotEditableError(`${file} lies outside of this folder: run modelkeep where a patch can reach it`);
    }
    this.current.set(file, text);
  }

  public snapshot(): ReadonlyMap<string, string> {
    return new Map(this.current);
  }

  public restore(snapshot: ReadonlyMap<string, string>): void {
    this.current = new Map([...this.original, ...snapshot]);
  }

  /** Does the work; what it changed is taken back when it throws. */
  public attempt(work: () => void): void {
    const before = this.snapshot();
    try {
      work();
    } catch (error) {
      this.restore(before);
      throw error;
    }
  }

  /** The files that changed, by name. */
  public changed(): readonly { readonly file: string; readonly before: string; readonly after: string }[] {
    return [...this.current]
      .map(([file, after]) => ({ file, before: this.original.get(file) ?? "", after }))
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }
}
