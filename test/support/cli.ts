import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { join } from "node:path";

/** The command as global-setup.cjs bundles it. */
export const MAIN = join(__dirname, "../../node_modules/.cache/modelkeep-cli/main.cjs");

/** How the command ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a user would, in a process of its own that may take ten seconds. */
export function run(
  args: readonly string[],
  options: Pick<SpawnSyncOptions, "env" | "input" | "uid" | "gid"> & { readonly cwd?: string } = {},
): Ran {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [MAIN, ...args], {
    ...options,
    cwd: options.cwd ?? join(__dirname, "../.."),
    env: { ...env, ...options.env },
    input: options.input ?? "",
    encoding: "utf8",
    timeout: 10_000,
    killSignal: "SIGKILL",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) {
    throw error;
  }
  return { code: status, stdout, stderr };
}
