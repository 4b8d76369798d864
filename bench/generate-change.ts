/**
 * Writes what `modelkeep diff` is measured on: a plan in which a share changes, and the folders of a program before and after
 * a pull request: `tsx bench/generate-change.ts <resources> <folder>` makes plan.json, before/ and after/ in the folder.
 *
 * The folders hold the estate of examples/change-report many times over, each with names of its own; one of four is changed
 * by the pull request of the example. The same arguments make the same bytes.
 */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changingPlan } from "../test/support/plans";
import { PACKAGE_ROOT } from "./child-process";
import type { GeneratedPlan } from "./generate-plan";

/** One estate of so many is changed. */
const CHANGED_EVERY = 4;

/** What tells one estate of a folder from another. */
const OWN_NAMES = /\b(platform|gateway|vision|speech)\b/g;

/** Two folders, and what they hold. */
export interface GeneratedFolders {
  readonly before: string;
  readonly after: string;
  readonly resources: number;

  /** Of both. */
  readonly bytes: number;

  /** All files of both. */
  readonly files: readonly string[];
}

/** Writes a plan of so many resources, in which a share is changed. */
export function generateChangingPlan(file: string, resources: number): GeneratedPlan {
  const { plan } = changingPlan(resources);
  const output = openSync(file, "w");
  try {
    // Part by part: the text of a large plan is longer than a string can be.
    let opening = "{";
    for (const [name, part] of Object.entries(plan)) {
      writeSync(output, `${opening}${JSON.stringify(name)}:${JSON.stringify(part)}`);
      opening = ",";
    }
    writeSync(output, "}\n");
  } finally {
    closeSync(output);
  }
  return { file, resources, bytes: statSync(file).size };
}

/** Writes the folders of at least so many resources. */
export function generateFolders(folder: string, resources: number): GeneratedFolders {
  const [before, after] = [synthesized("before"), synthesized("after")];
  const each = [...before.values()].reduce((sum, json) => sum + resourcesIn(json), 0);
  const estates = Math.ceil(resources / each);
  const files: string[] = [];
  for (let number = 0; number < estates; number += 1) {
    files.push(...writeEstate(join(folder, "before"), before, number));
    files.push(...writeEstate(join(folder, "after"), number % CHANGED_EVERY === 0 ? after : before, number));
  }
  return {
    before: join(folder, "before"),
    after: join(folder, "after"),
    resources: estates * each,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    files,
  };
}

function writeEstate(folder: string, stacks: ReadonlyMap<string, string>, number: number): readonly string[] {
  return [...stacks].map(([stack, json]) => {
    const own = (text: string): string => text.replace(OWN_NAMES, `$1-${String(number).padStart(4, "0")}`);
    const directory = join(folder, "stacks", own(stack));
    mkdirSync(directory, { recursive: true });
    const file = join(directory, "cdk.tf.json");
    const output = openSync(file, "w");
    writeSync(output, own(json));
    closeSync(output);
    return file;
  });
}

/** What a program of the example synthesizes: the JSON of each stack by its name. */
function synthesized(program: "before" | "after"): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "modelkeep-change-"));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        createRequire(__filename).resolve("tsx/cli"),
        "--tsconfig",
        join(PACKAGE_ROOT, "examples", "tsconfig.json"),
        "main.ts",
      ],
      {
        cwd: join(PACKAGE_ROOT, "examples", "change-report", program),
        encoding: "utf8",
        env: { ...process.env, CDKTF_OUTDIR: outdir },
      },
    );
    if (status !== 0) {
      throw new Error(`examples/change-report/${program} does not synthesize: ${stderr}`);
    }
    const stacks = join(outdir, "stacks");
    return new Map(readdirSync(stacks).map((name) => [name, readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function resourcesIn(json: string): number {
  const { resource } = JSON.parse(json) as { resource: Record<string, object> };
  return Object.values(resource).reduce((sum, instances) => sum + Object.keys(instances).length, 0);
}

if (require.main === module) {
  const [, , resources = "", folder = ""] = process.argv;
  mkdirSync(folder, { recursive: true });
  const plan = generateChangingPlan(join(folder, "plan.json"), Number(resources));
  const folders = generateFolders(folder, Number(resources));
  process.stdout.write(`${plan.file}: ${plan.resources} resources, ${(plan.bytes / 1e6).toFixed(1)} MB\n`);
  process.stdout.write(
    `${folders.before}, ${folders.after}: ${folders.resources} resources, ${(folders.bytes / 1e6).toFixed(1)} MB\n`,
  );
}
