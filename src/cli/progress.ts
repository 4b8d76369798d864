const PATIENCE_MS = 1000;

/** So many bytes take about a second: reading blocks, so that it is said before. */
const LARGE_BYTES = 50 * 1024 * 1024;

/** Says on standard error what is read, when work takes over a second on a terminal. */
export class Progress {
  private readonly start = Date.now();
  private isShown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  public reading(path: string, bytes: number): void {
    if (this.stream.isTTY === true && (bytes > LARGE_BYTES || Date.now() - this.start > PATIENCE_MS)) {
      const columns = Math.max(20, this.stream.columns - 1);
      this.stream.write(`\r\u001b[K${`reading ${path}`.replaceAll(/\p{Cc}/gu, "?").slice(0, columns)}`);
      this.isShown = true;
    }
  }

  /** Takes the line away, so that the report begins at a clean one. */
  public end(): void {
    if (this.isShown) {
      this.stream.write("\r\u001b[K");
      this.isShown = false;
    }
  }
}
