import { driftEntries } from "../change/drift/drift";
import type { DriftThreshold, DriftVerdict } from "../change/drift/drift-report";
import { driftReportOf } from "../change/drift/drift-summary";
import type { DriftFormat } from "../change/drift/formats";
import { readDrift } from "../change/drift/plan-drift";
import { renderDrift } from "../change/drift/render";
import { exposureOf } from "../change/exposure/exposure";
import { findingChangesOf } from "../change/finding-changes";
import { blastRadiusOf } from "../change/graph/blast-radius";
import { permissionsOf } from "../change/permissions/permissions";
import type { Estate } from "../estate/estate";
import { today } from "../policy/calendar";
import { judge } from "../policy/engine";
import type { Profile } from "../policy/profile";
import { controlsIn } from "../policy/profiles";
import { printable } from "../policy/reports/wording";
import { waiversInMetadata } from "../policy/waiver-metadata";
import { WaiverSet } from "../policy/waiver-set";
import { plansAt } from "./change-inputs";
import { isColoured } from "./colour";
import { ExitCode } from "./exit-code";
import { customControls, fileWaivers } from "./judging";
import { ReportFile } from "./report-file";
import { requireEachPlanOnce } from "./two-sides";
import { version } from "./version";

const NAME = "modelkeep drift";

/** A plan that failed proves nothing, unless it shows what fails. */
const EXITS: Readonly<Record<DriftVerdict, ExitCode>> = {
  clean: ExitCode.CLEAN,
  drift: ExitCode.FINDINGS,
  unproven: ExitCode.WRONG,
};

/** How `modelkeep drift` is called. */
export interface DriftOptions {
  readonly plan: readonly string[];
  readonly format: DriftFormat;
  readonly output?: string;
  readonly only?: "relevant";
  readonly failOn: DriftThreshold;
  readonly profile: Profile;
  readonly waivers?: string;
  readonly controls?: readonly string[];
  readonly color: boolean;
}

/** Reads the plans, says what drifted, and sets the exit code. */
export async function runDrift(options: DriftOptions): Promise<void> {
  const { plan: paths, format, failOn } = options;
  requireEachPlanOnce(paths, NAME);
  const output = options.output === undefined ? undefined : new ReportFile(options.output, paths);
  const controls = [...controlsIn(options.profile), ...(await customControls(options.controls ?? []))];
  const accepted = await fileWaivers(options.waivers);
  const date = today();
  const reading = readDrift(plansAt(paths));
  // A waiver may be for what did not drift: whether each of them is used, check says.
  const waivers = (estate: Estate) => new WaiverSet([...waiversInMetadata(estate), ...accepted], date);
  const entries = driftEntries(reading, {
    exposure: exposureOf,
    permissions: permissionsOf,
    blastRadius: blastRadiusOf,
    findings: (sides) => findingChangesOf(sides, { controls, waivers }),
    judge: (estate, ids) => {
      const asked = { controls: controls.filter(({ id }) => ids.has(id)), waivers: waivers(estate) };
      const { findings, undecided, waived } = judge(estate, asked);
      return [...findings, ...undecided, ...waived];
    },
  });
  const report = driftReportOf(reading, entries, {
    version: version(),
    inputs: paths,
    failOn,
    onlyRelevant: options.only === "relevant",
  });
  const text = renderDrift(report, format, {
    colour: output === undefined && isColoured(process.stdout, options.color),
    ...(process.stdout.columns === undefined ? {} : { width: process.stdout.columns }),
  });
  output?.write(text);
  process.exitCode = EXITS[report.verdict];
  if (output === undefined) {
    process.stdout.write(text);
  }
  // The text report says all this itself.
  if (output !== undefined || format !== "text") {
    for (const warning of report.summary.warnings) {
      process.stderr.write(`warning: ${printable(warning)}\n`);
    }
    process.stderr.write(`${report.summary.line}\n`);
  }
}
