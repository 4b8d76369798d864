import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

/** The package's root: programs run there, so that `modelkeep` is the built package itself. */
export const PACKAGE_ROOT = resolve(__dirname, "..");

/**
 * Runs node once, in a process of its own.
 *
 * @returns the last line it printed, which is JSON
 * @throws Error with what it wrote when it failed
 */
export function runNode<T>(args: readonly string[]): T {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: PACKAGE_ROOT, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`node ${args.join(" ")} failed: ${error?.message ?? stderr}`);
  }
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/**
 * Compiles the measured programs to plain JavaScript, inside the package so that `modelkeep` names the built package.
 *
 * They do not run under tsx: it maps every stack trace back to its source, and CDKTF takes a stack trace of every token.
 *
 * @returns the folder of the compiled programs
 */
export function compilePrograms(): string {
  const folder = join(PACKAGE_ROOT, ".cache", "bench");
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith(".ts"))) {
    const { outputText } = transpileModule(readFileSync(join(__dirname, file), "utf8"), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, file.replace(/\.ts$/, ".js")), outputText);
  }
  return folder;
}

/** Takes turns between two measurements, so that a slow minute of the machine slows both. */
export function alternate<T>(runs: number, one: () => T, other: () => T): { one: T[]; other: T[] } {
  const results: { one: T[]; other: T[] } = { one: [], other: [] };
  for (let run = 0; run < runs; run += 1) {
    if (run % 2 === 0) {
      results.one.push(one());
      results.other.push(other());
    } else {
      results.other.push(other());
      results.one.push(one());
    }
  }
  return results;
}

/** The middle value; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
