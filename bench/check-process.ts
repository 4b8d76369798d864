import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PACKAGE_ROOT } from "./child-process";

/** The command as it is packed. */
export const COMMAND = join(PACKAGE_ROOT, "lib", "cli", "main.js");

/** What a process cost. */
export interface ProcessCost {
  /** From its start to its end. */
  readonly ms: number;

  /** The most memory it held; 0 where it was not asked. */
  readonly bytes: number;
}

/** Runs node to its end. Findings (exit code 1) are a result; anything worse is an Error. */
export function timeNode(programs: string, args: readonly string[]): ProcessCost {
  return timed(process.execPath, ["--require", join(programs, "check-memory.js"), ...args], 300_000);
}

/** Runs another program to its end, within the time; its exit code 1 is a result too. */
export function timed(command: string, args: readonly string[], timeoutMs: number): ProcessCost {
  const start = process.hrtime.bigint();
  const { status, signal, stderr, output, error } = spawnSync(command, args, {
    cwd: PACKAGE_ROOT,
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0 && status !== 1) {
    throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? signal ?? stderr.trim().split("\n").at(-1)}`);
  }
  return { ms, bytes: Number(output[3] || 0) };
}

/** A process that does nothing but parse the file. */
export function parseProgram(file: string): readonly string[] {
  return ["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}))`];
}
