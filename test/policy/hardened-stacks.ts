import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BreakableStack } from "./mutation";

const ROOT = resolve(__dirname, "../..");
const TSX = createRequire(__filename).resolve("tsx/cli");

/** A program, and what tells its stacks from those of the other cloud's, for both clouds' examples are the same program. */
interface HardenedProgram {
  readonly folder: string;
  readonly suffix?: string;
}

/** What is deployed together: namespaces of one name on clusters of two clouds are two namespaces. */
const ESTATES: readonly (readonly HardenedProgram[])[] = [
  [{ folder: "examples/tfserving-eks" }, { folder: "examples/model-store" }, { folder: "test/conformance/everything" }],
  [{ folder: "examples/tfserving-gke", suffix: "-gke" }, { folder: "test/conformance/everything-google" }],
];

export type StackJson = BreakableStack["json"];

/** Terraform JSON of stacks that are judged together, by name of the stack. */
export type HardenedEstate = ReadonlyMap<string, StackJson>;

/** Every stack of the examples and of the programs that use all options, an estate for each cloud. */
export function hardenedEstates(): readonly HardenedEstate[] {
  return ESTATES.map((programs) => new Map(programs.flatMap(stacksOf)));
}

function stacksOf({ folder, suffix = "" }: HardenedProgram): [string, StackJson][] {
  const outdir = mkdtempSync(join(tmpdir(), "modelkeep-hardened-"));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [TSX, "--tsconfig", join(ROOT, "examples/tsconfig.json"), "main.ts"],
      { cwd: join(ROOT, folder), encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
    if (status !== 0) {
      throw new Error(`${folder} does not synthesize: ${stderr}`);
    }
    return readdirSync(join(outdir, "stacks"))
      .map((name) => [name, join(outdir, "stacks", name, "cdk.tf.json")] as const)
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [`${name}${suffix}`, JSON.parse(renamed(readFileSync(file, "utf8"), suffix))]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Stacks know one another by name: what reads another's state says the name that it has here. */
function renamed(json: string, suffix: string): string {
  return json.replace(/(cross-stack-reference-input-[\w-]+?)(?=["}.])/g, `$1${suffix}`);
}
