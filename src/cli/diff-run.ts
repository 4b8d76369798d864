import { readInfracost } from "../change/cost/infracost";
import { bundledPrices, readPrices } from "../change/cost/price-book";
import { sidesOfPaths } from "../change/folder-sides";
import { parseGuardFile } from "../change/guard-file";
import { DEFAULT_GUARDS, type Guard, GuardError, parseGuards } from "../change/guards";
import { sidesOfPlans } from "../change/plan-sides";
import type { ChangeFormat } from "../change/render/options";
import { renderChange } from "../change/render/render";
import type { ChangeReport } from "../change/report";
import { changeReport } from "../change/report-of";
import type { Sides } from "../change/sides";
import { readText } from "../estate/input-file";
import type { Profile } from "../policy/profile";
import { printable } from "../policy/reports/wording";
import { judgingOf, plansAt } from "./change-inputs";
import { isColoured } from "./colour";
import { ExitCode } from "./exit-code";
import { usualFile } from "./judging";
import { Progress } from "./progress";
import { ReportFile } from "./report-file";
import { requireDifferentSides, requireEachPlanOnce, requireTwoSides } from "./two-sides";
import { UsageError } from "./usage-error";
import { version } from "./version";

const NAME = "modelkeep diff";
const USUAL_THRESHOLDS = "modelkeep.thresholds.yaml";

/** Options of `modelkeep diff`, as commander gives them. */
export interface DiffOptions {
  readonly plan?: readonly string[];
  readonly format: ChangeFormat;
  readonly output?: string;
  readonly failOn?: readonly string[];
  readonly thresholds?: string;
  readonly prices?: string;
  readonly infracost?: string;
  readonly profile: Profile;
  readonly waivers?: string;
  readonly controls?: readonly string[];
  readonly color: boolean;
}

/** Reads both sides, reports, and sets the exit code. */
export async function runDiff(paths: readonly string[], options: DiffOptions): Promise<void> {
  const plans = options.plan ?? [];
  requireTwoSides(paths, plans, NAME);
  requireEachPlanOnce(plans, NAME);
  const output = options.output === undefined ? undefined : new ReportFile(options.output, [...paths, ...plans]);
  const guards = guardsOf(options);
  const prices = options.prices === undefined ? bundledPrices() : readPrices(options.prices);
  for (const warning of prices.warnings) {
    process.stderr.write(`warning: ${printable(warning)}\n`);
  }
  const infracost = options.infracost === undefined ? undefined : readInfracost(options.infracost);
  const judging = await judgingOf(options);
  const { sides, inputs } = await read(paths, plans);
  const { report, picture } = changeReport(sides, {
    ...judging,
    prices,
    ...(infracost === undefined ? {} : { infracost }),
    guards,
    inputs,
    version: version(),
  });
  const rendered = renderChange(report, options.format, {
    colour: output === undefined && isColoured(process.stdout, options.color),
    ...(process.stdout.columns === undefined ? {} : { width: process.stdout.columns }),
    picture,
  });
  output?.write(rendered);
  process.exitCode = report.guards.some(({ broken }) => broken) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  if (output === undefined) {
    process.stdout.write(rendered);
  }
  if (output !== undefined || options.format !== "text") {
    process.stderr.write(`${report.verdict}: ${printable(report.summary.line)}\n`);
    for (const { guard, found } of report.guards.filter(({ broken }) => broken)) {
      process.stderr.write(`broken guard ${guard}: ${printable(found)}\n`);
    }
  }
}

/** What the command line asks counts before what the file does. */
function guardsOf({ failOn, thresholds }: DiffOptions): readonly Guard[] {
  if (failOn !== undefined && thresholds !== undefined) {
    throw new UsageError("--fail-on and --thresholds both name guards: only one of them can count", NAME);
  }
  const file = usualFile("--thresholds", thresholds, USUAL_THRESHOLDS);
  if (failOn === undefined && file !== undefined) {
    return parseGuardFile(file, readText(file));
  }
  try {
    return parseGuards(failOn?.join(",") ?? DEFAULT_GUARDS);
  } catch (error) {
    throw error instanceof GuardError ? new UsageError(`--fail-on: ${error.message}`, NAME) : error;
  }
}

async function read(
  paths: readonly string[],
  plans: readonly string[],
): Promise<{ readonly sides: Sides; readonly inputs: ChangeReport["inputs"] }> {
  const [before = "", after = ""] = paths;
  if (plans.length > 0) {
    return { sides: sidesOfPlans(plansAt(plans)), inputs: { before: [], after: plans } };
  }
  const progress = new Progress(process.stderr);
  try {
    const read = await sidesOfPaths(before, after, {
      onProgress: (path, bytes) => progress.reading(path, bytes),
    });
    requireDifferentSides(paths, read, NAME);
    for (const { path, reason } of read.skipped) {
      process.stderr.write(`skipped: ${printable(path)}: ${printable(reason)}\n`);
    }
    return { sides: read.sides, inputs: { before: [before], after: [after] } };
  } finally {
    progress.end();
  }
}
