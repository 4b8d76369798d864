import { Command } from "commander";
import { DRIFT_THRESHOLDS } from "../change/drift/drift-report";
import { DRIFT_FORMATS } from "../change/drift/formats";
import { append, oneOf } from "./choice";
import type { DriftOptions } from "./drift-run";
import { controlsOption, profileOption, waiversOption } from "./judging-options";

/** `modelkeep drift --plan <plan.json>` */
export function driftCommand(): Command {
  return new Command("drift")
    .summary("what was changed behind Terraform's back, and what it means")
    .description(
      "Reads a plan of `terraform plan -refresh-only` (or any plan that tells of drift), and puts what was changed outside of " +
        "Terraform into three groups: security-relevant, outage-relevant, harmless; each with the way to undo or to adopt it.",
    )
    .requiredOption("--plan <file>", "a plan as terraform show -json writes it; may be given again", append)
    .option("--format <format>", `the report: ${DRIFT_FORMATS.join(", ")}`, oneOf(DRIFT_FORMATS), "text")
    .option("--output <file>", "write the report to the file; the verdict goes to standard error")
    .option("--only <group>", "relevant: leave out what is harmless", oneOf(["relevant"]))
    .option(
      "--fail-on <group>",
      `drift from here on fails: ${DRIFT_THRESHOLDS.join(", ")}`,
      oneOf(DRIFT_THRESHOLDS),
      "outage",
    )
    .addOption(profileOption())
    .addOption(waiversOption())
    .addOption(controlsOption())
    .option("--no-color", "no colours, as with NO_COLOR=1; FORCE_COLOR=1 forces them")
    .addHelpText(
      "after",
      `
Examples:
  terraform plan -refresh-only -out drift.plan && terraform show -json drift.plan > drift.json
  modelkeep drift --plan drift.json
  modelkeep drift --plan drift.json --only relevant --format markdown --output drift.md
  modelkeep drift --plan a.json --plan b.json --fail-on security

Exit codes:
  0  clean: no drift from --fail-on on
  1  drift from --fail-on on
  2  the input or the usage is wrong, or the plan failed: nothing is proven`,
    )
    .action(drift);
}

async function drift(options: DriftOptions): Promise<void> {
  const { runDrift } = await import("./change-verbs");
  await runDrift(options);
}
