import { spawn } from "node:child_process";

/** What a finished command left behind. */
export interface CommandResult {
  /** Exit status, or undefined when a signal or the timeout ended it. */
  readonly status: number | undefined;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command runs. */
export interface CommandOptions {
  readonly directory?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
}

/** A process that runs in its own group, so that ending it ends its children (provider plug-ins, Python behind a shim). */
export interface ProcessGroup {
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | undefined>;
  end(): void;
}

const runningGroups = new Set<number>();

/** Starts a command in a process group of its own. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: Omit<CommandOptions, "timeoutSeconds">,
): ProcessGroup {
  const child = spawn(command, args, {
    cwd: options.directory,
    env: options.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const group = child.pid;
  if (group !== undefined) runningGroups.add(group);

  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });

  const ended = new Promise<number | undefined>((resolve) => {
    child.on("error", (error) => {
      output.stderr += error.message;
      resolve(undefined);
    });
    child.on("close", (status) => {
      if (group !== undefined) runningGroups.delete(group);
      resolve(status ?? undefined);
    });
  });
  return { output, ended, end: () => group !== undefined && endGroup(group) };
}

/** Runs a command to its end; a command that outlives its timeout is ended with all its children. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const group = startGroup(command, args, options);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    group.end();
  }, options.timeoutSeconds * 1000);
  const status = await group.ended;
  clearTimeout(timer);
  return { status, timedOut, ...group.output };
}

/** Ends every process this program started, whatever way it leaves: return, exception, Ctrl-C. */
export function endEverythingOnExit(): void {
  process.on("exit", () => {
    for (const group of runningGroups) endGroup(group);
  });
  // An "exit" listener does not run on a signal unless the program turns the signal into an exit.
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGHUP", () => process.exit(129));
}

function endGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Already gone.
  }
  runningGroups.delete(group);
}
