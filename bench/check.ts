import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { benchCompetitors } from "./check-competitors";
import { COMMAND, type ProcessCost, parseProgram, timeNode } from "./check-process";
import { alternate, compilePrograms, median, runNode } from "./child-process";
import { type GeneratedPlan, generatePlan } from "./generate-plan";
import { printTable, verdict } from "./report";
import type { Size } from "./synthesis";

/** A check takes at most this many times as long as JSON.parse of the same file, both as processes. */
const TIME_BUDGET = 3;

/** And at most this many times the file in memory, beside what Node holds itself. */
const MEMORY_BUDGET = 6;

/** `modelkeep --version` against a node that does nothing. */
const VERSION_BUDGET = 1.5;

/** A check of ten resources, against `modelkeep --version` and a parse. */
const SMALL_CHECK_BUDGET = 2;

const SMALL_CHECK = 10;

/** conftest's published figure: a plan of 15,000 resources and 60 MB in 1.7 s, on another machine. */
const PUBLISHED = { resources: 15_000, seconds: 1.7 };

const COMPARED: readonly number[] = [1_000, 10_000];

/** Measures `modelkeep check` on generated plans against JSON.parse of the same files, and prints tables. */
export function benchCheck(sizes: readonly Size[], competitorRuns: number): void {
  const programs = compilePrograms();
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-check-"));
  const plans = new Map<number, GeneratedPlan>();
  const plan = (resources: number): GeneratedPlan => {
    const known = plans.get(resources) ?? generatePlan(join(folder, `${resources}.json`), resources);
    plans.set(resources, known);
    return known;
  };
  try {
    const node = printStartUp(programs, plan(SMALL_CHECK), Math.max(...sizes.map(({ runs }) => runs)));
    printProcesses(programs, sizes, plan, node.bytes);
    printInProcess(programs, sizes, plan);
    const compared = COMPARED.filter((resources) => sizes.some((size) => size.resources >= resources));
    benchCompetitors(programs, compared.map(plan), competitorRuns);
    if (sizes.some(({ resources }) => resources >= PUBLISHED.resources)) {
      printPublished(programs, plan(PUBLISHED.resources), competitorRuns);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns what a node costs that does nothing */
function printStartUp(programs: string, { file, bytes }: GeneratedPlan, runs: number): ProcessCost {
  console.log(`Start-up of the command: medians of alternating processes; the plan has ${SMALL_CHECK} resources`);
  const started = alternate(
    runs * 3,
    () => [timeNode(programs, ["-e", "0"]), timeNode(programs, parseProgram(file))],
    () => [timeNode(programs, [COMMAND, "--version"]), timeNode(programs, [COMMAND, "check", file])],
  );
  const [node, parse] = [middle(started.one.map(([cost]) => cost)), middle(started.one.map(([, cost]) => cost))];
  const [version, check] = [middle(started.other.map(([cost]) => cost)), middle(started.other.map(([, cost]) => cost))];
  const allowed = SMALL_CHECK_BUDGET * version.ms + (parse.ms - node.ms);
  printTable(
    ["", "ms", "baseline", "baseline ms", "ratio", ""],
    [
      [
        "--version",
        version.ms.toFixed(0),
        "node -e 0",
        node.ms.toFixed(0),
        (version.ms / node.ms).toFixed(2),
        verdict(version.ms / node.ms, VERSION_BUDGET),
      ],
      [
        `check of ${(bytes / 1e3).toFixed(0)} kB`,
        check.ms.toFixed(0),
        `${SMALL_CHECK_BUDGET} x --version + parse`,
        allowed.toFixed(0),
        (check.ms / allowed).toFixed(2),
        verdict(check.ms / allowed, 1),
      ],
    ],
  );
  return node;
}

function printProcesses(
  programs: string,
  sizes: readonly Size[],
  plan: (resources: number) => GeneratedPlan,
  nodeBytes: number,
): void {
  console.log("Check as a process, against a process that parses the file: medians of alternating processes");
  printTable(
    ["resources", "MB", "check ms", "parse ms", "ratio", "", "check MB", "parse MB", "over node / file", ""],
    sizes.map(({ resources, runs }) => {
      const { file, bytes } = plan(resources);
      const { one, other } = alternate(
        runs,
        () => timeNode(programs, [COMMAND, "check", file]),
        () => timeNode(programs, parseProgram(file)),
      );
      const [check, parse] = [middle(one), middle(other)];
      const ratio = check.ms / parse.ms;
      const memory = (check.bytes - nodeBytes) / bytes;
      return [
        String(resources),
        (bytes / 1e6).toFixed(1),
        check.ms.toFixed(0),
        parse.ms.toFixed(0),
        ratio.toFixed(2),
        verdict(ratio, TIME_BUDGET),
        (check.bytes / 1e6).toFixed(0),
        (parse.bytes / 1e6).toFixed(0),
        memory.toFixed(1),
        verdict(memory, MEMORY_BUDGET),
      ];
    }),
  );
}

/** Without the start of node and the loading of modules, which weigh on small plans. */
function printInProcess(programs: string, sizes: readonly Size[], plan: (resources: number) => GeneratedPlan): void {
  console.log("Check without start-up, against reading and parsing the file: medians of alternating processes");
  const program = join(programs, "check-program.js");
  buildSync({
    entryPoints: [join(__dirname, "check-program.ts")],
    outfile: program,
    allowOverwrite: true,
    bundle: true,
    platform: "node",
    target: "node20.19",
    external: ["@cdktf/hcl2json", "yaml"],
    logLevel: "warning",
  });
  printTable(
    ["resources", "check ms", "parse ms", "ratio", "ms/resource"],
    sizes.map(({ resources, runs }) => {
      const { file } = plan(resources);
      const { one, other } = alternate(
        runs,
        () => runNode<number>([program, "check", file]),
        () => runNode<number>([program, "parse", file]),
      );
      return [
        String(resources),
        median(one).toFixed(0),
        median(other).toFixed(0),
        (median(one) / median(other)).toFixed(2),
        (median(one) / resources).toFixed(3),
      ];
    }),
  );
}

function printPublished(programs: string, { file, resources, bytes }: GeneratedPlan, runs: number): void {
  const seconds = middle(Array.from({ length: runs }, () => timeNode(programs, [COMMAND, "check", file]))).ms / 1000;
  console.log(
    `${resources} resources, ${(bytes / 1e6).toFixed(0)} MB: ${seconds.toFixed(2)} s ` +
      `(conftest publishes ${PUBLISHED.seconds} s for as many, on another machine)`,
  );
}

function middle(costs: readonly (ProcessCost | undefined)[]): ProcessCost {
  const taken = costs.filter((cost) => cost !== undefined);
  return { ms: median(taken.map(({ ms }) => ms)), bytes: median(taken.map(({ bytes }) => bytes)) };
}
