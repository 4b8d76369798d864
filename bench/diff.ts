import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND, type ProcessCost, timeNode } from "./check-process";
import { alternate, compilePrograms, median } from "./child-process";
import { benchSummarizers } from "./diff-competitors";
import { type GeneratedFolders, generateChangingPlan, generateFolders } from "./generate-change";
import type { GeneratedPlan } from "./generate-plan";
import { printTable, verdict } from "./report";
import type { Size } from "./synthesis";

/** A report takes at most this many times as long as JSON.parse of the same files, both as processes. */
const TIME_BUDGET = 4;

/** And at most this many times the files in memory, beside what Node holds itself. */
const MEMORY_BUDGET = 6;

/** What is compared, as the command takes it. */
interface Case {
  readonly label: string;
  readonly resources: number;
  readonly args: readonly string[];
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Measures `modelkeep diff` on plans and on folders against JSON.parse of the same files, and prints tables. */
export function benchDiff(sizes: readonly Size[], competitorRuns: number): void {
  const programs = compilePrograms();
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-diff-"));
  try {
    const generated = sizes.map(({ resources, runs }) => ({
      runs,
      ...generate(join(folder, String(resources)), resources),
    }));
    console.log("Diff as a process, against a process that parses the same files: medians of alternating processes");
    const node = middle(Array.from({ length: 5 }, () => timeNode(programs, ["-e", "0"])));
    printTable(
      ["", "resources", "MB", "diff ms", "parse ms", "ratio", "", "diff MB", "parse MB", "over node / files", ""],
      generated.flatMap(({ runs, plan, folders }) =>
        [ofPlan(plan), ofFolders(folders)].map((each) => {
          const list = join(folder, "files.txt");
          writeFileSync(list, each.files.join("\n"));
          const parse = [join(programs, "diff-parse.js"), list];
          return measured(programs, each, { runs, parse, nodeBytes: node.bytes });
        }),
      ),
    );
    benchSummarizers(
      programs,
      generated.map(({ plan }) => plan),
      competitorRuns,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function generate(folder: string, resources: number): { plan: GeneratedPlan; folders: GeneratedFolders } {
  mkdirSync(folder, { recursive: true });
  return {
    plan: generateChangingPlan(join(folder, "plan.json"), resources),
    folders: generateFolders(folder, resources),
  };
}

function ofPlan({ file, resources, bytes }: GeneratedPlan): Case {
  return { label: "plan", resources, bytes, files: [file], args: ["diff", "--plan", file] };
}

function ofFolders({ before, after, resources, bytes, files }: GeneratedFolders): Case {
  return { label: "folders", resources, bytes, files, args: ["diff", before, after] };
}

interface Measuring {
  readonly runs: number;

  /** Arguments of the node that only parses the files. */
  readonly parse: readonly string[];

  /** What a node holds that does nothing. */
  readonly nodeBytes: number;
}

function measured(
  programs: string,
  { label, resources, args, bytes }: Case,
  { runs, parse: parseArgs, nodeBytes }: Measuring,
): string[] {
  const { one, other } = alternate(
    runs,
    () => timeNode(programs, [COMMAND, ...args]),
    () => timeNode(programs, parseArgs),
  );
  const [diff, parse] = [middle(one), middle(other)];
  const ratio = diff.ms / parse.ms;
  const memory = (diff.bytes - nodeBytes) / bytes;
  return [
    label,
    String(resources),
    (bytes / 1e6).toFixed(1),
    diff.ms.toFixed(0),
    parse.ms.toFixed(0),
    ratio.toFixed(2),
    verdict(ratio, TIME_BUDGET),
    (diff.bytes / 1e6).toFixed(0),
    (parse.bytes / 1e6).toFixed(0),
    memory.toFixed(1),
    verdict(memory, MEMORY_BUDGET),
  ];
}

function middle(costs: readonly ProcessCost[]): ProcessCost {
  return { ms: median(costs.map(({ ms }) => ms)), bytes: median(costs.map(({ bytes }) => bytes)) };
}
