/**
 * Writes the reports that lie in examples/change-report, in all five forms, from what its two programs synthesize:
 * `tsx scripts/change-example.ts [--check]`. With --check nothing is written, and a stale report ends with exit code 1.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { writeOrCheck } from "./generated";

const ROOT = resolve(__dirname, "..");
const EXAMPLE = join(ROOT, "examples", "change-report");
const TSX = createRequire(__filename).resolve("tsx/cli");

/** The file of each form. */
const FORMS: Readonly<Record<string, string>> = {
  text: "report.txt",
  markdown: "report.md",
  json: "report.json",
  sarif: "report.sarif",
  html: "report.html",
};

for (const program of ["before", "after"]) {
  synthesize(join(EXAMPLE, program));
}
for (const [format, file] of Object.entries(FORMS)) {
  writeOrCheck(join(EXAMPLE, file), report(format));
}

function synthesize(folder: string): void {
  const outdir = join(folder, "cdktf.out");
  rmSync(outdir, { recursive: true, force: true });
  run(["--tsconfig", join(ROOT, "examples", "tsconfig.json"), "main.ts"], {
    cwd: folder,
    environment: { CDKTF_OUTDIR: outdir },
    expected: [0],
  });
}

/** The pull request is dangerous, so the command ends with exit code 1. Paths are relative, the same for everybody. */
function report(format: string): string {
  const sides = ["before", "after"].map((program) => relative(ROOT, join(EXAMPLE, program, "cdktf.out")));
  return run([join(ROOT, "src", "cli", "main.ts"), "diff", ...sides, "--format", format], { cwd: ROOT, expected: [1] });
}

interface Running {
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly expected: readonly number[];
}

function run(args: readonly string[], { cwd, environment = {}, expected }: Running): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
    env: { ...process.env, NO_COLOR: "1", ...environment },
  });
  if (status === null || !expected.includes(status)) {
    throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  }
  return stdout;
}
