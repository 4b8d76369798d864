import { Command, Option } from "commander";
import type { Control } from "../policy/control";
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

const CATALOGUE_EXIT_CODES = `
Exit codes:
  0  printed
  2  the usage is wrong`;

function listCommand(): Command {
  return new Command("list")
    .description("Lists the controls: id, severity, category and what holds when all is well.")
    .option("--format <format>", `one of ${formats.join(", ")}`, oneOf(formats), "text")
    .addOption(new Option("--category <category>", "of this category alone"))
    .addHelpText(
      "after",
      `
Examples:
  modelkeep policy list --category storage
  modelkeep policy list --format json > controls.json
${CATALOGUE_EXIT_CODES}`,
    )
    .action(list);
}

async function list({ format, category }: { readonly format: string; readonly category?: string }): Promise<void> {
  const { CONTROLS } = await import("../policy/catalogue");
  const controls = category === undefined ? CONTROLS : CONTROLS.filter((control) => control.category === category);
  if (controls.length === 0) {
    const categories = [...new Set(CONTROLS.map((control) => control.category))].sort().join(", ");
    throw new UsageError(
      `--category: there is no ${JSON.stringify(category)}; those there are: ${categories}`,
      "modelkeep policy list",
    );
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
    .description("Shows a control: what it asks for, why, what to write instead, and its expression.")
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
  const { CONTROLS } = await import("../policy/catalogue");
  const control = CONTROLS.find((each) => each.id === id);
  if (control === undefined) {
    const near = CONTROLS.filter((each) => each.id.includes(id.toUpperCase())).slice(0, 3);
    const hint =
      near.length === 0 ? "modelkeep policy list names them" : `there is ${near.map((each) => each.id).join(", ")}`;
    throw new UsageError(`there is no control ${JSON.stringify(id)}; ${hint}`, "modelkeep policy show");
  }
  process.stdout.write(format === "json" ? `${JSON.stringify(control, null, 2)}\n` : shown(control));
}

function shown(control: Control): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
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
