/** Prints one line for each step and counts how they ended. */
export class Report {
  private readonly failures: string[] = [];
  private passed = 0;
  private skipped = 0;

  /** Steps that ran and held. */
  get passedSteps(): number {
    return this.passed;
  }

  /** Steps that failed. */
  get failedSteps(): number {
    return this.failures.length;
  }

  /** A change made to a copy, or anything else that a reader has to know. */
  note(subject: string, text: string): void {
    print(`         ${subject}: ${text}`);
  }

  /** What was asked for and did not happen, and why. */
  notRun(subject: string, reason: string): void {
    this.skipped += 1;
    print(`not run: ${subject}: ${reason}`);
  }

  /**
   * Runs one step. A failure is printed with the whole of its message and ends no other step.
   *
   * @param run gives a few words on what it saw
   * @returns whether it held
   */
  async step(subject: string, name: string, run: () => Promise<string>): Promise<boolean> {
    const start = Date.now();
    const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
    try {
      const seen = await run();
      this.passed += 1;
      print(`ok       ${subject}: ${name} (${seconds()})${seen && `: ${seen}`}`);
      return true;
    } catch (error) {
      this.failures.push(`${subject}: ${name}`);
      print(`FAILED   ${subject}: ${name} (${seconds()})`);
      print(indent(error instanceof Error ? error.message : String(error)));
      return false;
    }
  }

  /** The last lines. */
  summary(seconds: number): void {
    print(`\n${this.passed} ok, ${this.failures.length} failed, ${this.skipped} not run (${seconds.toFixed(0)} s)`);
    for (const failure of this.failures) print(`FAILED   ${failure}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
