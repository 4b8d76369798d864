import { Command } from "commander";
import type { Estate } from "../estate/estate";
import { readEstate } from "../estate/read";
import { today } from "../policy/calendar";
import { SEVERITIES, type Severity } from "../policy/control";
import type { CheckResult, Judgement } from "../policy/judgement";
import { Profile } from "../policy/profile";
import { REPORT_FORMATS, type RenderOptions, type ReportFormat } from "../policy/reports/options";
import { collect, oneOf } from "./choice";
import { isColoured } from "./colour";
import { EXIT_CODES, ExitCode } from "./exit-code";
import { customControls, fileWaivers } from "./judging";
import { controlsOption, profileOption, waiversOption } from "./judging-options";
import { Progress } from "./progress";
import { ReportFile } from "./report-file";
import { UsageError } from "./usage-error";
import { version } from "./version";

const NAME = "modelkeep check";

interface CheckOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly failOn: Severity;
  readonly profile: Profile;
  readonly strict: boolean;
  readonly waivers?: string;
  readonly controls?: readonly string[];
  readonly only?: readonly string[];
  readonly color: boolean;
  readonly fixPlan: boolean;
}

/** `modelkeep check <path...>` */
export function checkCommand(): Command {
  return new Command("check")
    .summary("judge an estate: synthesized stacks, plans, Terraform, manifests, charts")
    .description(
      "Judges an estate: folders that CDKTF synthesized, cdk.tf.json, plans and states (terraform show -json), folders " +
        "of Terraform (*.tf), Kubernetes manifests, Helm charts; any mix. Folders are walked.",
    )
    .argument("<path...>", "files and folders")
    .option("--format <format>", `the report: ${REPORT_FORMATS.join(", ")}`, oneOf(REPORT_FORMATS), "text")
    .option("--output <file>", "write the report to the file; the verdict goes to standard error")
    .option("--fail-on <severity>", `findings from here on fail: ${SEVERITIES.join(", ")}`, oneOf(SEVERITIES), "high")
    .addOption(profileOption())
    .option("--strict", "critical controls that are undecided before apply fail too", false)
    .addOption(waiversOption())
    .addOption(controlsOption())
    .option("--only <id>", "ask this control alone; may be given again, or with commas", collect)
    .option(
      "--fix-plan",
      "say what to write instead: a patch of .tf files and manifests, and blocks to complete",
      false,
    )
    .option("--no-color", "no colours, as with NO_COLOR=1; FORCE_COLOR=1 forces them")
    .addHelpText(
      "after",
      `
Examples:
  modelkeep check cdktf.out
  terraform show -json plan > plan.json && modelkeep check plan.json --strict
  modelkeep check . --format sarif --output modelkeep.sarif
  modelkeep check k8s/ --only K8S_NOT_PRIVILEGED --fail-on medium
  modelkeep check infra --fix-plan > fixes.patch; git apply fixes.patch
${EXIT_CODES}`,
    )
    .action(check);
}

async function check(paths: readonly string[], options: CheckOptions): Promise<void> {
  if (options.fixPlan && options.format !== "text") {
    throw new UsageError("--fix-plan: a plan has one format, and --format does not go with it", NAME);
  }
  const output = options.output === undefined ? undefined : new ReportFile(options.output, paths);
  const { result, controls, estate, judge } = await judged(paths, options);
  const { verdictOf } = await import("../policy/reports/verdict");
  const { render } = await import("../policy/reports/render");
  const rendering: RenderOptions = {
    colour: output === undefined && isColoured(process.stdout, options.color),
    failOn: options.failOn,
    strict: options.strict,
    ...(process.stdout.columns === undefined ? {} : { width: process.stdout.columns }),
    controls,
  };
  const verdict = verdictOf(result, rendering);
  const report = options.fixPlan
    ? await (await import("./fix-plan")).fixPlan(result, { estate, judge, verdict: verdict.sentence })
    : render(result, options.format, rendering);
  const isText = options.format === "text";
  if (output !== undefined) {
    output.write(report);
  }
  process.exitCode = verdict.word === "clean" ? ExitCode.CLEAN : ExitCode.FINDINGS;
  if (output === undefined) {
    process.stdout.write(report);
  }
  // The text report says all this itself.
  if (output !== undefined || !isText || options.fixPlan) {
    for (const { path, reason } of result.skipped) {
      process.stderr.write(`skipped: ${line(path)}: ${line(reason)}\n`);
    }
    process.stderr.write(`${verdict.sentence}\n`);
  }
}

/** What was read, and how it was judged. */
interface Judged {
  readonly result: CheckResult;
  readonly controls: RenderOptions["controls"];
  readonly estate: Estate;

  /** Judges another estate in the same way. */
  readonly judge: (estate: Estate) => Judgement;
}

/** The one place that knows the order: read, then the controls, then the waivers, then the judgement. */
async function judged(paths: readonly string[], options: CheckOptions): Promise<Judged> {
  const { controlsIn, controlsOfAllProfiles } = await import("../policy/profiles");
  const { judge } = await import("../policy/engine");
  const { WaiverSet } = await import("../policy/waiver-set");
  const { waiversInMetadata } = await import("../policy/waiver-metadata");
  const own = await customControls(options.controls ?? []);
  const all = [...controlsIn(options.profile), ...own];
  const asked = new Set(all.map(({ id }) => id));
  const unknown = options.only?.find((id) => !asked.has(id));
  if (unknown !== undefined || options.only?.length === 0) {
    throw new UsageError(
      controlsOfAllProfiles().some(({ id }) => id === unknown)
        ? `--only: ${unknown} is asked by --profile ${Profile.REGULATED} alone`
        : `--only: there is no control ${unknown ?? '""'}, see modelkeep policy list`,
      NAME,
    );
  }
  const controls = options.only === undefined ? all : all.filter(({ id }) => options.only?.includes(id));
  const inFile = await fileWaivers(options.waivers);

  const progress = new Progress(process.stderr);
  try {
    const { estate, inputs, skipped } = await readEstate(paths, {
      onProgress: (path, bytes) => progress.reading(path, bytes),
    });
    const date = today();
    const records = [...waiversInMetadata(estate), ...inFile];
    const waivers = new WaiverSet(records, date);
    const judgement = judge(estate, { controls, waivers });
    const { unseen } = await import("../estate/read-unseen");
    // Also with --only: what other controls judge is looked into, when they are asked.
    const kinds = new Set(all.flatMap(({ appliesTo }) => appliesTo));
    const passedOver = [...skipped, ...unseen(estate.resources, (kind) => kinds.has(kind))];
    if (records.length > 0) {
      const known = [...controlsOfAllProfiles(), ...own];
      waivers.requireUsed(new Set(known.map(({ id }) => id)), new Set(controls.map(({ id }) => id)));
    }
    return {
      result: { ...judgement, profile: options.profile, inputs, skipped: passedOver, date, version: version() },
      controls,
      estate,
      judge: (other) =>
        judge(other, { controls, waivers: new WaiverSet([...waiversInMetadata(other), ...inFile], date) }),
    };
  } finally {
    progress.end();
  }
}

/** Paths are input: no control characters of theirs reach the terminal. */
function line(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}
