/**
 * Proves the examples with the real Terraform: `npm run test:terraform [-- <folder>...]`.
 *
 * Each stack is validated, planned, and applied with a mocked provider; what moto (a local AWS API) can hold of it is
 * applied there, planned again without a change, and destroyed. No address but the loopback one is called.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type MotoServer, startMoto } from "./terraform/moto";
import { endEverythingOnExit } from "./terraform/process";
import { TerraformProof } from "./terraform/proof";
import { Report } from "./terraform/report";
import { exampleFolders, isSynthesized, type SynthesizedStack, stacksBelow } from "./terraform/stacks";
import { absentTools, findTools, unexpectedlyAbsent } from "./terraform/tools";
import { TerraformSession } from "./terraform/workspace";

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
  const toolStatus = unexpected.length > 0 ? 1 : 0;
  if (tools.terraform === undefined || tools.mirror === undefined) return toolStatus;

  const stacks = folders.length > 0 ? stacksBelow(folders) : provenStacks(report);
  const directory = mkdtempSync(join(tmpdir(), "modelkeep-terraform-"));
  let moto: MotoServer | undefined;
  try {
    moto = tools.motoServer === undefined ? undefined : await startMoto(tools.motoServer);
    const session = await TerraformSession.open(tools.terraform, tools.mirror, directory);
    const proof = new TerraformProof(session, moto, report);
    for (const stack of stacks) await proof.prove(stack);
  } finally {
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
