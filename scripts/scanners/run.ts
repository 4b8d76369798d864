import { spawnSync } from "node:child_process";
import { dirname, relative } from "node:path";
import type { ScannerFinding } from "./finding";

/** Runs a scanner over a folder and reads what it found. Throws when it did not come to an end. */
export type RunScanner = (program: string, corpus: string) => readonly ScannerFinding[];

const MINUTES = 20;

/** What the program wrote to standard output; throws when it writes none. */
export function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  const { stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, ...environment },
    maxBuffer: 1024 * 1024 * 1024,
    timeout: MINUTES * 60_000,
  });
  if (error !== undefined || stdout.trim() === "") {
    throw new Error(`${program}: ${error?.message ?? stderr.trim().slice(-500)}`);
  }
  return stdout;
}

/** Folder of the file, relative to the corpus. */
export function folderOf(corpus: string, file: string): string {
  return relative(corpus, dirname(file));
}
