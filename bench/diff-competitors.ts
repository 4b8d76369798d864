import { findOrInstall, findTool, goToolWithFiles } from "../scripts/tools/tool";
import { COMMAND, timed, timeNode } from "./check-process";
import { median } from "./child-process";
import type { GeneratedPlan } from "./generate-plan";
import { printTable } from "./report";

const TIME_LIMIT_MS = 300_000;

/** Says which resources a plan changes, and nothing of what that means: the least that any reader of a plan does. */
export const TF_SUMMARIZE = goToolWithFiles("tf-summarize", "github.com/dineshba/tf-summarize", "0.3.10", ["-v"], {
  program: ".",
  files: {},
});

/** Times the command and tf-summarize on the same plans, in turns, and prints a table. */
export function benchSummarizers(programs: string, plans: readonly GeneratedPlan[], runs: number): void {
  console.log("Beside tf-summarize, as processes on the same plans: medians of alternating runs");
  const path = findTool(TF_SUMMARIZE)?.path;
  if (path === undefined) {
    console.log(`  not run: ${TF_SUMMARIZE.name} was not found; tsx bench/diff-competitors.ts installs it`);
    return;
  }
  printTable(
    ["resources", "MB", "modelkeep ms", "tf-summarize ms", "ours / its"],
    plans.map((plan) => row(programs, path, plan, runs)),
  );
}

function row(programs: string, path: string, { file, resources, bytes }: GeneratedPlan, runs: number): string[] {
  const own: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    own.push(timeNode(programs, [COMMAND, "diff", "--plan", file]).ms);
    others.push(timed(path, [file], TIME_LIMIT_MS).ms);
  }
  return [
    String(resources),
    (bytes / 1e6).toFixed(1),
    median(own).toFixed(0),
    median(others).toFixed(0),
    (median(own) / median(others)).toFixed(2),
  ];
}

if (require.main === module) {
  const { path, says } = findOrInstall(TF_SUMMARIZE);
  process.stdout.write(`${path}: ${says}\n`);
}
