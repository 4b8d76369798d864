import { join } from "node:path";
import { type CommandResult, runCommand } from "../terraform/process";

const TIMEOUT_SECONDS = 120;

/** What the command ends with, as `modelkeep check --help` says. */
export enum Status {
  CLEAN = 0,
  FINDINGS = 1,
  WRONG = 2,
}

/** The `modelkeep` that npm put in a project's `.bin`. */
export class InstalledCommand {
  constructor(private readonly project: string) {}

  /** File that Node runs. */
  public get main(): string {
    return join(this.project, "node_modules", "modelkeep", "lib", "cli", "main.js");
  }

  /**
   * Runs it in the project.
   *
   * @throws Error with all that it wrote, when it does not end with `status`
   */
  public async run(status: Status, args: readonly string[], settings: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.start(status, join(this.project, "node_modules", ".bin", "modelkeep"), args, settings);
  }

  /** Runs it as a user types it. */
  public async npx(status: Status, args: readonly string[]): Promise<CommandResult> {
    return this.start(status, "npx", ["--no-install", "modelkeep", ...args], {});
  }

  private async start(
    status: Status,
    command: string,
    args: readonly string[],
    settings: NodeJS.ProcessEnv,
  ): Promise<CommandResult> {
    const result = await runCommand(command, args, {
      directory: this.project,
      environment: { ...process.env, ...settings },
      timeoutSeconds: TIMEOUT_SECONDS,
    });
    if (result.status !== status) {
      const ending = `ended with ${result.status}, not ${status}`;
      throw new Error(`modelkeep ${args.join(" ")} ${ending}\n${result.stdout}${result.stderr}`);
    }
    return result;
  }
}
