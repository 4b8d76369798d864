import { Command } from "commander";
import { append, oneOf } from "./choice";
import type { DiffOptions } from "./diff-run";
import { controlsOption, profileOption, waiversOption } from "./judging-options";

/** What a change report can be written as, in the order in which help lists them. */
const FORMATS = ["text", "json", "sarif", "markdown", "html"] as const;

/** `modelkeep diff <before> <after>` and `modelkeep diff --plan <plan.json>` */
export function diffCommand(): Command {
  return new Command("diff")
    .summary("say what a change does: blast radius, exposure, permissions, data loss, findings, cost")
    .description(
      "Says what a change does to what runs: services hit, what becomes reachable, who may do more, data lost, findings of " +
        "modelkeep check that come and go, and what it costs. From plans (terraform show -json), which are exact, or from what " +
        "CDKTF synthesized before and after, where replacement is an estimate.",
    )
    .argument("[before]", "folder or file before the change, without --plan")
    .argument("[after]", "folder or file after it")
    .option("--plan <file>", "a plan as JSON; may be given again, for several stacks at once", append)
    .option("--format <format>", `the report: ${FORMATS.join(", ")}`, oneOf(FORMATS), "text")
    .option("--output <file>", "write the report to the file; the verdict goes to standard error")
    .option(
      "--fail-on <guards>",
      "what fails, with commas: dangerous, review, none, or parts with a threshold: destroy, replace, blast-radius, exposure, " +
        "permissions, data-loss, findings, cost, changes; as in dangerous,destroy>3,findings:medium,cost:priced>500; may be given " +
        "again, and all of them count (default: dangerous)",
      append,
    )
    .option(
      "--thresholds <file>",
      "guards in a file, where --fail-on names none (default: modelkeep.thresholds.yaml, when it is there)",
    )
    .option("--prices <file>", "price lists to use in place of those of the package; see modelkeep prices")
    .option("--infracost <file>", "figures of infracost (infracost diff --format json) in place of ours")
    .addOption(profileOption())
    .addOption(waiversOption())
    .addOption(controlsOption())
    .option("--no-color", "no colours, as with NO_COLOR=1; FORCE_COLOR=1 forces them")
    .addHelpText(
      "after",
      `
Examples:
  terraform plan -out plan && terraform show -json plan > plan.json && modelkeep diff --plan plan.json
  modelkeep diff main/cdktf.out cdktf.out --format markdown --output comment.md
  modelkeep diff --plan network.json --plan serving.json --format html --output change.html
  modelkeep diff --plan plan.json --fail-on "exposure,data-loss,cost>500"

Exit codes:
  0  no guard of --fail-on is broken
  1  one is
  2  the input or the usage is wrong: nothing is said about the change`,
    )
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const { runDiff } = await import("./change-verbs");
      await runDiff(
        [before, after].filter((path) => path !== undefined),
        options,
      );
    });
}
