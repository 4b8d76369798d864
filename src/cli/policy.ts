import { Command, Option } from "commander";
import type { Control } from "../policy/control";
import type { ControlFix } from "../policy/fixing/control-fix";
import { Profile } from "../policy/profile";
import { oneOf } from "./choice";
import { ExitCode } from "./exit-code";
import { UsageError } from "./usage-error";

/** `modelkeep policy list|show|test` */
export function policyCommand(): Command {
  return new Command("policy")
    .summary("the catalogue of controls, and tests of your own")
    .description("The catalogue of controls, and tests of your own.")
    .helpCommand(false)
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(testCommand());
}

const formats = ["text", "json"] as const;
const PROFILES = Object.values(Profile);

const CATALOGUE_EXIT_CODES = `
Exit codes:
  0  printed
  2  the usage is wrong`;

function listCommand(): Command {
  return new Command("list")
    .description(
      "Lists the controls: id, severity, category and what holds when all is well; or what they answer of a framework.",
    )
    .option("--format <format>", `one of ${formats.join(", ")}`, oneOf(formats), "text")
    .addOption(new Option("--category <category>", "of this category alone"))
    .option(
      "--profile <profile>",
      `with the severities of a profile, and what it adds: ${PROFILES.join(", ")}`,
      oneOf(PROFILES),
      Profile.BASELINE,
    )
    .addOption(
      new Option(
        "--framework <framework>",
        "items of a framework or scanner (cis-eks, owasp-llm, checkov, ...) instead",
      ),
    )
    .addHelpText(
      "after",
      `
With --framework: each item with the controls that answer it, or why none does. With --category too: only items that
controls of the category answer.

Examples:
  modelkeep policy list --category exposure
  modelkeep policy list --profile regulated
  modelkeep policy list --framework cis-eks
  modelkeep policy list --format json > controls.json
${CATALOGUE_EXIT_CODES}`,
    )
    .action(list);
}

interface ListOptions {
  readonly format: string;
  readonly category?: string;
  readonly profile: Profile;
  readonly framework?: string;
}

async function list({ format, category, profile, framework }: ListOptions): Promise<void> {
  const { controlsIn, controlsOfAllProfiles } = await import("../policy/profiles");
  // A benchmark asks what can be judged at all: an item that the profile regulated answers is answered.
  const all = framework === undefined ? controlsIn(profile) : controlsOfAllProfiles();
  const controls = category === undefined ? all : all.filter((control) => control.category === category);
  if (controls.length === 0) {
    const categories = [...new Set(all.map((control) => control.category))].sort().join(", ");
    throw new UsageError(
      `--category: there is no ${JSON.stringify(category)}; those there are: ${categories}`,
      "modelkeep policy list",
    );
  }
  if (framework !== undefined) {
    const { frameworkIds, listedFramework } = await import("./policy-frameworks");
    const listing = listedFramework({ id: framework, controls, category, format });
    if (listing === undefined) {
      throw new UsageError(
        `--framework: there is no ${JSON.stringify(framework)}; those there are: ${frameworkIds().join(", ")}`,
        "modelkeep policy list",
      );
    }
    process.stdout.write(listing);
    return;
  }
  process.stdout.write(format === "json" ? `${JSON.stringify(controls, null, 2)}\n` : listed(controls));
}

function listed(controls: readonly Control[]): string {
  const widest = (of: (control: Control) => string) => Math.max(...controls.map((control) => of(control).length));
  const id = widest((control) => control.id);
  const category = widest((control) => control.category);
  const lines = controls.map(
    (control) =>
      `${control.id.padEnd(id)}  ${control.severity.padEnd(8)}  ${control.category.padEnd(category)}  ${control.title}\n`,
  );
  return lines.join("");
}

function showCommand(): Command {
  return new Command("show")
    .description("Shows a control: what it asks for, why, what to write instead, its expression, and its fix.")
    .argument("<id>", "id of the control")
    .option("--format <format>", `one of ${formats.join(", ")}`, oneOf(formats), "text")
    .addHelpText(
      "after",
      `
Examples:
  modelkeep policy show AWS_EKS_PRIVATE_ENDPOINT
  modelkeep policy show K8S_RUN_AS_NON_ROOT --format json
${CATALOGUE_EXIT_CODES}`,
    )
    .action(show);
}

async function show(id: string, { format }: { readonly format: string }): Promise<void> {
  const { controlsOfAllProfiles, isAdded } = await import("../policy/profiles");
  const all = controlsOfAllProfiles();
  const control = all.find((each) => each.id === id);
  if (control === undefined) {
    const near = all.filter((each) => each.id.includes(id.toUpperCase())).slice(0, 3);
    const hint =
      near.length === 0 ? "modelkeep policy list names them" : `there is ${near.map((each) => each.id).join(", ")}`;
    throw new UsageError(`there is no control ${JSON.stringify(id)}; ${hint}`, "modelkeep policy show");
  }
  if (format === "json") {
    process.stdout.write(`${JSON.stringify(control, null, 2)}\n`);
    return;
  }
  const { controlFix } = await import("../policy/fixing/control-fix");
  process.stdout.write(shown(control, isAdded(control)) + shownFix(controlFix(control) ?? {}));
}

/** The fix in each language that it is written in. */
function shownFix(fix: ControlFix): string {
  const languages = [
    ["YAML", fix.yaml],
    ["HCL", fix.hcl],
    ["CDKTF", fix.cdktf],
  ] as const;
  const effect = fix.effect === undefined ? "" : `\nEffect of the fix: ${fix.effect}\n`;
  const texts = languages
    .flatMap(([name, text]) =>
      text === undefined ? [] : [`\nFix in ${name}:\n\n${text.replaceAll(/^(?=.)/gm, "  ")}\n`],
    )
    .join("");
  return `${effect}${texts}`;
}

function shown(control: Control, isRegulated: boolean): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Profile", isRegulated ? Profile.REGULATED : undefined],
    ["Severity", control.severity],
    ["Category", control.category],
    ["Applies to", control.appliesTo.join(", ")],
    ["Attribute", control.attribute],
    ["Why", control.rationale],
    ["Remedy", control.remediation],
    ["When", control.when],
    ["Requires", control.require],
    ["Answers", control.answers.join(", ")],
  ];
  const lines = rows
    .filter(([, text]) => text !== undefined && text !== "")
    .map(([name, text = ""]) => `  ${name.padEnd(10)}  ${text.replaceAll("\n", `\n${" ".repeat(14)}`)}`);
  return `${control.id}: ${control.title}\n\n${lines.join("\n")}\n`;
}

function testCommand(): Command {
  return new Command("test")
    .description("Runs the cases in files of your own controls.")
    .argument("<file...>", "files of controls")
    .addHelpText(
      "after",
      `
Example:
  modelkeep policy test acme-controls.yaml

Exit codes:
  0  every case has the verdict that it expects
  1  a case has another verdict
  2  the input or the usage is wrong`,
    )
    .action(async (files: readonly string[]) => {
      const { testFiles } = await import("./policy-test");
      const { report, warnings, isPassed } = await testFiles(files);
      process.exitCode = isPassed ? ExitCode.CLEAN : ExitCode.FINDINGS;
      process.stderr.write(warnings.map((warning) => `warning: ${warning}\n`).join(""));
      process.stdout.write(report);
    });
}
