import { join } from "node:path";
import { CHECKOV, CONFTEST } from "../scripts/tools/pinned";
import { findTool, type Tool } from "../scripts/tools/tool";
import { COMMAND, type ProcessCost, timed, timeNode } from "./check-process";
import { median, PACKAGE_ROOT } from "./child-process";
import type { GeneratedPlan } from "./generate-plan";
import { printTable } from "./report";

const TIME_LIMIT_MS = 300_000;

/** Twenty rules in Rego, of the kinds that ours are. */
const REGO = join(PACKAGE_ROOT, "bench", "conftest");

interface Competitor {
  readonly tool: Tool;
  readonly label: string;
  readonly args: (file: string) => readonly string[];
}

const COMPETITORS: readonly Competitor[] = [
  {
    tool: CONFTEST,
    label: "conftest, 21 rules",
    args: (file) => ["test", "--no-color", "--policy", REGO, file],
  },
  {
    tool: CHECKOV,
    label: "checkov, its catalogue",
    args: (file) => [
      "-f",
      file,
      "--framework",
      "terraform_plan",
      "--quiet",
      "--compact",
      "-o",
      "json",
      "--skip-download",
    ],
  },
];

/** Times the command and others' tools on the same plans, in turns, and prints a table. */
export function benchCompetitors(programs: string, plans: readonly GeneratedPlan[], runs: number): void {
  console.log("Beside others, as processes on the same plans: medians of alternating runs");
  const found = COMPETITORS.map((competitor) => ({ ...competitor, path: findTool(competitor.tool)?.path }));
  printTable(
    ["resources", "MB", "modelkeep ms", ...found.flatMap(({ label }) => [`${label} ms`, "times ours"])],
    plans.map((plan) => {
      const own: number[] = [];
      const others = found.map((): (number | string)[] => []);
      for (let run = 0; run < runs; run += 1) {
        own.push(timeNode(programs, [COMMAND, "check", plan.file]).ms);
        for (const [index, { path, tool, args }] of found.entries()) {
          // What does not end in time once is not asked again.
          if (typeof others[index]?.[0] !== "string") {
            others[index]?.push(outcome(tool, path, args(plan.file)));
          }
        }
      }
      return [
        String(plan.resources),
        (plan.bytes / 1e6).toFixed(1),
        median(own).toFixed(0),
        ...others.flatMap((results) => cells(results, median(own))),
      ];
    }),
  );
}

function outcome(tool: Tool, path: string | undefined, args: readonly string[]): number | string {
  if (path === undefined) {
    return `not run: ${tool.name} was not found`;
  }
  try {
    const { ms }: ProcessCost = timed(path, args, TIME_LIMIT_MS);
    return ms;
  } catch (error) {
    return `not run to its end: ${error instanceof Error ? error.message.slice(-60) : String(error)}`;
  }
}

function cells(results: readonly (number | string)[], own: number): readonly [string, string] {
  const failure = results.find((result) => typeof result === "string");
  if (failure !== undefined) {
    return [failure, ""];
  }
  const ms = median(results.filter((result) => typeof result === "number"));
  return [ms.toFixed(0), (ms / own).toFixed(1)];
}
