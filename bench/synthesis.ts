import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alternate, compilePrograms, median, runNode } from "./child-process";
import { countResources, requireEqual, type TerraformJson } from "./equal-output";
import type { Timing } from "./measured-program";
import { printTable, verdict } from "./report";

/** At most this many times the time of plain CDKTF code. */
const BUDGET = 1.2;

/** Time for each resource may grow this much from the second size to the last; beyond, it is not linear. */
const LINEAR = 1.5;

/** Two programs that make the same model stores on one cloud. */
interface Contest {
  readonly cloud: string;

  /** What is written with Modelkeep, and what without. */
  readonly programs: readonly [string, string];

  /** A model store, its key, its log bucket and their satellites. */
  readonly resourcesPerUnit: number;
}

const CONTESTS: readonly Contest[] = [
  { cloud: "AWS", programs: ["modelkeep-program.js", "plain-program.js"], resourcesPerUnit: 18 },
  {
    cloud: "Google Cloud",
    programs: ["modelkeep-program-google.js", "plain-program-google.js"],
    resourcesPerUnit: 14,
  },
];

/** How many resources, and how often each side is measured. */
export interface Size {
  readonly resources: number;
  readonly runs: number;
}

interface Row {
  readonly resources: number;
  readonly modelkeepMs: number;
  readonly plainMs: number;
}

/** Measures how long Modelkeep and plain code take to make the same resources, and prints a table for each cloud. */
export function benchSynthesis(sizes: readonly Size[]): void {
  const folder = compilePrograms();
  for (const contest of CONTESTS) {
    console.log(`Synthesis, ${contest.cloud}: construct and App.synth, medians of alternating processes`);
    printSynthesis(sizes.map((size) => measureSize(folder, contest, size)));
  }
}

function printSynthesis(rows: readonly Row[]): void {
  printTable(
    ["resources", "modelkeep ms", "plain ms", "ratio", "ms/resource", "plain ms/resource", ""],
    rows.map((row) => [
      String(row.resources),
      row.modelkeepMs.toFixed(0),
      row.plainMs.toFixed(0),
      ratio(row).toFixed(2),
      (row.modelkeepMs / row.resources).toFixed(3),
      (row.plainMs / row.resources).toFixed(3),
      verdict(ratio(row), BUDGET),
    ]),
  );
  printLinearity(rows);
}

/** The first size is left out: it measures how node warms up. */
function printLinearity([, first, ...more]: readonly Row[]): void {
  const last = more.at(-1);
  if (first === undefined || last === undefined) {
    return;
  }
  const growth = (last.modelkeepMs / last.resources) * (first.resources / first.modelkeepMs);
  const plainGrowth = (last.plainMs / last.resources) * (first.resources / first.plainMs);
  console.log(
    `From ${first.resources} to ${last.resources} resources the time for each grows ${growth.toFixed(2)} times ` +
      `(plain: ${plainGrowth.toFixed(2)}): ${verdict(growth, LINEAR)}`,
  );
}

function measureSize(programsFolder: string, { programs, resourcesPerUnit }: Contest, { resources, runs }: Size): Row {
  const [modelkeep, plain] = programs.map((program) => join(programsFolder, program)) as [string, string];
  const units = Math.ceil(resources / resourcesPerUnit);
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-bench-"));
  try {
    const { one, other } = alternate(
      runs,
      () => runProgram(modelkeep, units, join(folder, "modelkeep")),
      () => runProgram(plain, units, join(folder, "plain")),
    );
    const output = readOutput(join(folder, "modelkeep"));
    requireEqual(output, readOutput(join(folder, "plain")));
    return { resources: countResources(output), modelkeepMs: median(one), plainMs: median(other) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runProgram(program: string, units: number, outdir: string): number {
  const { constructMs, synthMs } = runNode<Timing>([program, String(units), outdir]);
  return constructMs + synthMs;
}

function readOutput(outdir: string): TerraformJson {
  return JSON.parse(readFileSync(join(outdir, "stacks", "bench", "cdk.tf.json"), "utf8"));
}

function ratio({ modelkeepMs, plainMs }: Row): number {
  return modelkeepMs / plainMs;
}
