import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BreakableStack } from "./mutation";

const ROOT = resolve(__dirname, "../..");
const TSX = createRequire(__filename).resolve("tsx/cli");
const PROGRAMS = ["examples/tfserving-eks", "examples/model-store", "test/conformance/everything"];

export type StackJson = BreakableStack["json"];

/** Terraform JSON of every stack of the examples and of the program that uses all options, by name of the stack. */
export function hardenedStacks(): ReadonlyMap<string, StackJson> {
  const stacks = new Map<string, StackJson>();
  for (const program of PROGRAMS) {
    const outdir = mkdtempSync(join(tmpdir(), "modelkeep-hardened-"));
    const { status, stderr } = spawnSync(
      process.execPath,
      [TSX, "--tsconfig", join(ROOT, "examples/tsconfig.json"), "main.ts"],
      { cwd: join(ROOT, program), encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
    if (status !== 0) {
      throw new Error(`${program} does not synthesize: ${stderr}`);
    }
    for (const name of readdirSync(join(outdir, "stacks"))) {
      const file = join(outdir, "stacks", name, "cdk.tf.json");
      if (existsSync(file)) {
        stacks.set(name, JSON.parse(readFileSync(file, "utf8")));
      }
    }
    rmSync(outdir, { recursive: true, force: true });
  }
  return stacks;
}
