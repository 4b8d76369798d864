/**
 * Proves the table of arguments that replace a resource (src/change/replacements-aws.ts) with the real AWS provider:
 * `npm run test:replacements`.
 *
 * A state is written by hand, and a configuration in which one argument of each resource differs. Terraform plans it without a
 * refresh, and the plan says what it replaces and because of which argument. No address is called.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BALANCING } from "./replacements/balancing";
import { type Case, casesOf } from "./replacements/cases";
import { COMPUTE } from "./replacements/compute";
import { DATABASES } from "./replacements/databases";
import { EKS } from "./replacements/eks";
import { IDENTITY } from "./replacements/identity";
import { NETWORK } from "./replacements/network";
import { NOT_PROVEN, OTHERWISE_IN_6 } from "./replacements/not-proven";
import { planOf } from "./replacements/plan";
import { SERVING } from "./replacements/serving";
import { STORAGE } from "./replacements/storage";
import { disagreements, gaps, unprovenEntries } from "./replacements/verdict";
import { endEverythingOnExit } from "./terraform/process";
import { Report } from "./terraform/report";
import { absentTools, findTools, type ProviderMirror, unexpectedlyAbsent } from "./terraform/tools";
import { TerraformSession } from "./terraform/workspace";

const KINDS = {
  ...STORAGE,
  ...IDENTITY,
  ...EKS,
  ...COMPUTE,
  ...NETWORK,
  ...BALANCING,
  ...DATABASES,
  ...SERVING,
};

/** @returns the exit status */
async function main(): Promise<number> {
  const report = new Report();
  const tools = await findTools();
  const absent = absentTools(tools).filter((name) => name !== "moto_server");
  for (const tool of absent) report.notRun(tool, "not found on this machine");
  const unexpected = unexpectedlyAbsent(absent);
  if (unexpected.length > 0)
    process.stderr.write(`CI is set and MODELKEEP_TOOLS_ABSENT does not list: ${unexpected.join(", ")}\n`);
  if (tools.terraform === undefined || tools.mirror === undefined) return unexpected.length > 0 ? 1 : 0;
  const directory = mkdtempSync(join(tmpdir(), "modelkeep-replacements-"));
  try {
    await prove(tools.terraform, tools.mirror, directory, report);
  } finally {
    rmSync(directory, { recursive: true });
  }
  return report.failedSteps > 0 ? 1 : 0;
}

async function prove(terraform: string, mirror: ProviderMirror, directory: string, report: Report): Promise<void> {
  const start = Date.now();
  const cases = Object.entries(KINDS).flatMap(([kind, changes]) => casesOf(kind, changes));
  await report.step("table", "every entry has a case", async () => {
    const found = gaps(cases);
    if (found.length > 0) throw new Error(found.join("\n"));
    return `${cases.length} cases`;
  });
  await report.step("provider", `does what the table says, in ${mirror.awsVersion}`, async () => {
    const planned = await planOf(await TerraformSession.open(terraform, mirror, directory), cases);
    const wrong = [...planned].flatMap(([each, plan]) =>
      disagreements(each, plan).map((what) => `${each.kind}: ${what}`),
    );
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
    return countsOf(cases);
  });
  for (const [entry, why] of Object.entries(NOT_PROVEN)) report.notRun(entry, why);
  for (const difference of OTHERWISE_IN_6) report.note("version 6", difference);
  for (const what of new Set(
    cases.flatMap(({ kind, depends }) => (depends === undefined ? [] : [`${kind}: ${depends}`])),
  ))
    report.note("depends", what);
  report.summary((Date.now() - start) / 1000);
}

function countsOf(cases: readonly Case[]): string {
  const count = (action: Case["expected"]) => cases.filter(({ expected }) => expected === action).length;
  return `${count("replace")} proven to replace, ${count("update")} proven to update in place, ${unprovenEntries()} not proven`;
}

endEverythingOnExit();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
