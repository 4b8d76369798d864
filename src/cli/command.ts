import { Command, CommanderError } from "commander";
import type { InputError } from "../estate/input-error";
import { checkCommand } from "./check";
import { refuseSecondValues } from "./choice";
import { diffCommand } from "./diff";
import { driftCommand } from "./drift";
import { ExitCode } from "./exit-code";
import { policyCommand } from "./policy";
import { pricesCommand } from "./prices";
import { UsageError } from "./usage-error";
import { version } from "./version";

/** Parses the arguments, runs the verb, and turns what the user did wrong into one line and exit code 2. */
export async function run(argv: readonly string[]): Promise<void> {
  const command = program();
  try {
    await command.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version are thrown too, with exit code 0; usage errors are printed where they are made.
      process.exitCode = error.exitCode === 0 ? ExitCode.CLEAN : ExitCode.WRONG;
      return;
    }
    if (!isUsersToMend(error)) {
      throw error;
    }
    process.exitCode = ExitCode.WRONG;
    process.stderr.write(`error: ${oneLine(error.message)}\n`);
  }
}

/** By name: verbs that stand in files of their own have classes of their own. */
function isUsersToMend(error: unknown): error is InputError | UsageError {
  return error instanceof Error && ["InputError", "UsageError"].includes(error.name);
}

function program(): Command {
  const command = new Command("modelkeep")
    .description(
      "Security for the infrastructure that serves AI models: hardened constructs, a check for any estate, and a report of " +
        "what a change does to it.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [verb]", "print the help of a verb")
    .addHelpText(
      "after",
      `
Examples:
  modelkeep check cdktf.out                      what CDKTF synthesized
  modelkeep check plan.json k8s/                 a plan and a folder of manifests
  modelkeep diff --plan plan.json                what a plan does to what runs
  modelkeep policy show AWS_EKS_PRIVATE_ENDPOINT what a control asks for, and why`,
    );
  command.addCommand(checkCommand());
  command.addCommand(diffCommand());
  command.addCommand(driftCommand());
  command.addCommand(policyCommand());
  command.addCommand(pricesCommand());
  // What commander says about usage becomes one line that leads to the help of the verb that was asked.
  for (const each of [command, ...command.commands, ...command.commands.flatMap(({ commands }) => commands)]) {
    each.exitOverride().configureOutput({
      outputError: (message, write) => {
        const problem = oneLine(message.replace(/^error: /, "")).replace(/\.$/, "");
        write(`error: ${problem}; see ${nameOf(each)} --help\n`);
      },
    });
    refuseSecondValues(each, nameOf(each));
  }
  for (const group of command.commands.filter(({ commands }) => commands.length > 0)) {
    requireVerb(group);
  }
  return command;
}

/** Where a verb is missing commander prints the whole help as an error: one line says it too, and leads there. */
function requireVerb(group: Command): void {
  group.addHelpText("before", ({ error }) => {
    if (error) {
      const verbs = group.commands.map((verb) => verb.name()).join(", ");
      throw new UsageError(`${group.name()} takes a verb: ${verbs}`, nameOf(group));
    }
    return "";
  });
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

/** Also terminal control characters go: names of files and resources are input. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}
