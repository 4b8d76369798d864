/**
 * Proves the examples with the real Terraform: `npm run test:terraform [-- <folder>...]`.
 *
 * Each stack is validated, planned, applied, planned again without a change and destroyed on stand-ins: providers that
 * serve the schemas of the installed packages. A stack on AWS is then validated and planned with the real provider and
 * applied with it mocked; what moto (a local AWS API) can hold of it is applied there, planned again, and destroyed. No
 * address but the loopback one is called.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CopyProvider } from "./terraform/copy";
import { readObject } from "./terraform/json";
import { type MotoServer, startMoto } from "./terraform/moto";
import { schemaOfPackage } from "./terraform/package-schema";
import { endEverythingOnExit } from "./terraform/process";
import { TerraformProof } from "./terraform/proof";
import { Report } from "./terraform/report";
import { compareSchema } from "./terraform/schema-comparison";
import { exampleFolders, isSynthesized, type SynthesizedStack, stacksBelow, whyNotRun } from "./terraform/stacks";
import { StandInSession } from "./terraform/stand-in";
import { StandInProof } from "./terraform/stand-in-proof";
import { proveRefusals, SOUND_STACK } from "./terraform/stand-in-refusals";
import { absentTools, findTools, isExpectedAbsent, unexpectedlyAbsent } from "./terraform/tools";
import { TerraformSession } from "./terraform/workspace";
import { STAND_IN } from "./tools/pinned";
import { findOrInstall } from "./tools/tool";

const REPOSITORY = resolve(__dirname, "..");

/** @returns the exit status */
async function main(folders: readonly string[]): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const tools = await findTools();
  const absent = absentTools(tools);
  for (const tool of absent) report.notRun(tool, "not found on this machine");
  const unexpected = unexpectedlyAbsent(absent);
  if (unexpected.length > 0)
    process.stderr.write(`CI is set and MODELKEEP_TOOLS_ABSENT does not list: ${unexpected.join(", ")}\n`);
  let toolStatus = unexpected.length > 0 ? 1 : 0;
  if (tools.terraform === undefined) return toolStatus;
  const standIn = findStandIn(report);
  if (standIn === undefined && process.env.CI && !isExpectedAbsent("stand-in")) toolStatus = 1;
  if (tools.mirror === undefined && standIn === undefined) return toolStatus;

  const stacks = folders.length > 0 ? stacksBelow(folders) : provenStacks(report);
  const directory = mkdtempSync(join(tmpdir(), "modelkeep-terraform-"));
  let moto: MotoServer | undefined;
  try {
    if (standIn !== undefined)
      await proveOnStandIns(tools.terraform, standIn, join(directory, "stand-ins"), stacks, report);
    if (tools.mirror !== undefined) {
      moto = tools.motoServer === undefined ? undefined : await startMoto(tools.motoServer);
      const session = await TerraformSession.open(tools.terraform, tools.mirror, directory);
      if (standIn !== undefined) await compareSchemas(session.provider, stacks, report);
      const proof = new TerraformProof(session, moto, report);
      // What stand-ins have proven, the proof on AWS need not say again that it cannot.
      const own = standIn === undefined ? stacks : stacks.filter((stack) => whyNotRun(stack) === undefined);
      for (const stack of own) await proof.prove(stack);
    }
  } finally {
    for (const note of moto?.notes() ?? []) report.note("moto", note);
    await moto?.stop();
    if (report.failedSteps === 0) rmSync(directory, { recursive: true });
    else keep(directory, moto);
  }
  report.summary((Date.now() - start) / 1000);
  if (report.failedSteps > 0) return 1;
  if (report.passedSteps > 0) return toolStatus;
  process.stderr.write("No stack was proven.\n");
  return process.env.CI ? 1 : 0;
}

/** The one provider that is here shows whether a schema made of a package is what the provider says of itself. */
async function compareSchemas(real: CopyProvider, stacks: readonly SynthesizedStack[], report: Report): Promise<void> {
  const configurations = stacks.map((stack) => readObject(join(stack.directory, "cdk.tf.json")));
  const made = schemaOfPackage("aws", configurations);
  if (Object.keys(made.schema.resource_schemas).length === 0) return;
  await report.step("stand-ins", `schema of aws ${made.version} beside that of the real ${real.version}`, async () => {
    const { agreeing, differing, contradicting } = compareSchema(real.schema, made.schema);
    for (const difference of differing) report.note("stand-ins", `differs between the versions: ${difference}`);
    if (contradicting.length > 0) throw new Error(contradicting.join("\n"));
    if (differing.length * 20 > agreeing) throw new Error("more than one argument in twenty differs");
    return `${agreeing} arguments and blocks agree, ${differing.length} differ`;
  });
}

/** The program that stands in for providers, built when it is not there. */
function findStandIn(report: Report): string | undefined {
  try {
    return findOrInstall(STAND_IN).path;
  } catch (error) {
    report.notRun("stand-ins for providers", error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function proveOnStandIns(
  terraform: string,
  standIn: string,
  directory: string,
  stacks: readonly SynthesizedStack[],
  report: Report,
): Promise<void> {
  const configurations = stacks.map((stack) => readObject(join(stack.directory, "cdk.tf.json")));
  const session = StandInSession.open(terraform, standIn, directory, [...configurations, SOUND_STACK]);
  await proveRefusals(session, report);
  await new StandInProof(session, report).prove(stacks);
}

/** What a reader of a failure looks at next. */
function keep(directory: string, moto: MotoServer | undefined): void {
  if (moto !== undefined) writeFileSync(join(directory, "moto.log"), moto.log());
  process.stdout.write(`\nKept in ${directory}: the copies, each one's last-failure.log, moto.log\n`);
}

/** The stacks of every example, and one with all that the examples leave out. */
function provenStacks(report: Report): SynthesizedStack[] {
  const examples = exampleFolders(join(REPOSITORY, "examples"));
  if (!examples.every(isSynthesized)) synthesize();
  const rest = exampleFolders(join(REPOSITORY, "test", "conformance"));
  synthesize(...rest);
  const folders = [...examples, ...rest];
  for (const folder of folders.filter((candidate) => !isSynthesized(candidate)))
    report.notRun(folder, "it synthesizes no stack");
  return stacksBelow(folders.filter(isSynthesized));
}

function synthesize(...folders: readonly string[]): void {
  const { status } = spawnSync("npm", ["run", "--silent", "synth", "--", ...folders], {
    cwd: REPOSITORY,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`npm run synth ${folders.join(" ")} failed`);
}

endEverythingOnExit();
main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
