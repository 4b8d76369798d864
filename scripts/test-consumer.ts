/**
 * Proves the package as its users get it: `npm run test:consumer`.
 *
 * It is packed, installed into projects that know nothing of this repository, compiled against with the module settings
 * that such projects use, run, and driven by the cdktf command. npm may ask its registry; nothing else leaves the machine.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CdktfCli, isUnexpectedlyAbsent, neededNetwork } from "./consumer/cdktf-cli";
import { proveChanges } from "./consumer/change-steps";
import { checkSynthesized, proveCommand, provePolicy } from "./consumer/command-steps";
import {
  ConsumerProject,
  type ConsumerSetup,
  pack,
  packed,
  readJson,
  TEMPLATE_OPTIONS,
} from "./consumer/consumer-project";
import { exportedFiles, hiddenTypes, soundTypes } from "./consumer/declarations";
import { proveOneCloud } from "./consumer/one-cloud";
import { installWithoutPeers, loadsNoPeer } from "./consumer/reviewer";
import { startUp } from "./consumer/start-up";
import { CLOUDS, type Cloud, describe, readExpected, requireEqual, type Synthesized } from "./consumer/synthesized";
import { bundledModules, packedFiles, startableBin } from "./consumer/tarball";
import { endEverythingOnExit } from "./terraform/process";
import { Report } from "./terraform/report";

const REPOSITORY = resolve(__dirname, "..");

/** Of each cloud, the program through the namespaces of `modelkeep`, and the same through the entry points of its parts. */
const PROGRAMS = [...CLOUDS.flatMap((cloud) => [`${cloud}.ts`, `${cloud}-subpaths.ts`]), "policy.ts"];

const TEMPLATE: ConsumerSetup = {
  name: "template",
  compilerOptions: TEMPLATE_OPTIONS,
  programs: PROGRAMS,
};

const NODE16: ConsumerSetup = {
  name: "node16",
  compilerOptions: { ...TEMPLATE_OPTIONS, module: "node16", moduleResolution: "node16" },
  programs: [...PROGRAMS, "module.mts"],
};

/** CDKTF's community fork in the place of CDKTF. */
const CDKTN: ConsumerSetup = { ...TEMPLATE, name: "cdktn", cdktf: "npm:cdktn@0.24.0" };

/** @returns the exit status */
async function main(): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const directory = mkdtempSync(join(tmpdir(), "modelkeep-consumer-"));
  let tarball = "";
  let toolMissing = false;
  if (
    await report.step("package", "npm pack", async () => {
      tarball = await pack(directory);
      return "";
    })
  ) {
    await report.step("package", "what must be in it is, and nothing else", async () => packedFiles(await packed()));
    await proveReviewer(report, directory, tarball);
    const template = await proveConsumer(report, new ConsumerProject(directory, TEMPLATE), TEMPLATE, tarball);
    const node16 = await proveConsumer(report, new ConsumerProject(directory, NODE16), NODE16, tarball);
    await proveEsModule(report, node16.project);
    const cdktn = await proveConsumer(report, new ConsumerProject(directory, CDKTN), CDKTN, tarball);
    for (const cloud of CLOUDS) await proveSame(report, cloud, template.outputs[cloud], cdktn.outputs[cloud]);
    await proveOneCloud(report, directory, tarball);
    toolMissing = await proveCommandLine(report, directory, template.project, template.outputs.aws);
  }
  if (report.failedSteps === 0) rmSync(directory, { recursive: true });
  else process.stdout.write(`\nKept in ${directory}\n`);
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps > 0 || toolMissing ? 1 : 0;
}

type Outputs = Partial<Record<Cloud, Synthesized>>;

interface Proven {
  readonly project: ConsumerProject;

  /** What the programs synthesized, by their clouds; nothing of those that did not. */
  readonly outputs: Outputs;
}

async function proveConsumer(
  report: Report,
  project: ConsumerProject,
  setup: ConsumerSetup,
  tarball: string,
): Promise<Proven> {
  const { name } = setup;
  const ready =
    (await report.step(name, "install", async () => {
      await project.install(tarball);
      return installedCdktf(project);
    })) &&
    (await report.step(name, "every exported file is there", async () => exportedFiles(project))) &&
    (await report.step(name, "compile", async () => project.compile()));
  if (!ready) return { project, outputs: {} };

  await report.step(name, "modelkeep's types need no skipLibCheck", async () => soundTypes(project));
  await report.step(name, "the compiler sees no type of the command's internals", async () => hiddenTypes(project));
  const outputs: Outputs = {};
  for (const cloud of CLOUDS) outputs[cloud] = await proveProgram(report, project, name, cloud);
  await proveCommand(report, name, project.directory);
  await proveChanges(report, name, project.directory);
  await report.step(name, "modelkeep check loads nothing of cdktf", async () => loadsNoPeer(project.directory));
  await provePolicy(report, name, project);
  return { project, outputs };
}

/** @returns what the program of a cloud synthesized; undefined when it did not */
async function proveProgram(
  report: Report,
  project: ConsumerProject,
  name: string,
  cloud: Cloud,
): Promise<Synthesized | undefined> {
  const { directory } = project;
  let output: Synthesized | undefined;
  await report.step(name, `run ${cloud}.js (modelkeep)`, async () => {
    const outdir = join(directory, `out-${cloud}`);
    await project.start(`${cloud}.js`, outdir);
    output = readExpected(cloud, outdir, directory);
    return describe(output);
  });
  await report.step(name, `modelkeep check: what ${cloud}.js synthesized`, async () =>
    checkSynthesized(directory, join(directory, `out-${cloud}`)),
  );
  await report.step(name, `run ${cloud}-subpaths.js (modelkeep/${cloud}, /kubernetes, /errors)`, async () => {
    const outdir = join(directory, `out-${cloud}-subpaths`);
    const printed = await project.start(`${cloud}-subpaths.js`, outdir);
    if (output !== undefined) requireEqual(output, readExpected(cloud, outdir, directory));
    const { codes }: { codes: string[] } = JSON.parse(printed.trim().split("\n").at(-1) ?? "");
    if (codes.join() !== "MK_NAME_FORMAT") throw new Error(`the caught error has codes ${codes.join()}`);
    return "same resources, ValidationError caught";
  });
  return output;
}

/** Who audits plans has the tarball and nothing else. */
async function proveReviewer(report: Report, directory: string, tarball: string): Promise<void> {
  const name = "reviewer";
  let project = "";
  const ready = await report.step(name, "install without peers, offline", async () => {
    project = await installWithoutPeers(directory, tarball);
    return "";
  });
  if (!ready) return;
  const installed = join(project, "node_modules", "modelkeep");
  await report.step(name, "bundled modules are complete", async () => bundledModules(await packed(), installed));
  await report.step(name, "the bin can be started", async () => startableBin(await packed(), installed));
  await proveCommand(report, name, project);
  await report.step(name, "start-up, medians of 10", async () => startUp(project));
}

async function proveEsModule(report: Report, project: ConsumerProject): Promise<void> {
  if (!existsSync(join(project.directory, "module.mjs"))) return;
  await report.step("node16", "run module.mjs (an ES module)", async () => {
    const printed = await project.start("module.mjs");
    const { same, named }: { same: boolean; named: boolean } = JSON.parse(printed);
    if (!same || !named) throw new Error(`the entry points do not agree: ${printed}`);
    return "named imports from every entry point";
  });
}

async function proveSame(
  report: Report,
  cloud: Cloud,
  expected: Synthesized | undefined,
  actual: Synthesized | undefined,
): Promise<void> {
  if (expected === undefined || actual === undefined) return;
  await report.step("cdktn", `${cloud}.js: the same resources as with cdktf`, async () => {
    requireEqual(expected, actual);
    return "";
  });
}

/** @returns whether the tool is missing where it should not be */
async function proveCommandLine(
  report: Report,
  directory: string,
  consumer: ConsumerProject,
  expected: Synthesized | undefined,
): Promise<boolean> {
  let cli: CdktfCli;
  try {
    cli = await CdktfCli.install(directory);
  } catch (error) {
    report.notRun("cdktf synth", `cdktf-cli could not be installed: ${String(error)}`);
    return isUnexpectedlyAbsent();
  }
  let offline = false;
  const synth = async (subject: string, project: string, check: (outdir: string) => string): Promise<void> => {
    const outdir = join(directory, `cli-${subject}`);
    const start = Date.now();
    const failure = await cli.synth(project, outdir).then(() => undefined, String);
    if (failure !== undefined && neededNetwork(failure)) {
      offline = true;
      report.notRun(`${subject}: cdktf synth`, `it needs the network\n${failure}`);
      return;
    }
    await report.step(subject, "cdktf synth", async () => {
      if (failure !== undefined) throw new Error(failure);
      return `${check(outdir)}, ${((Date.now() - start) / 1000).toFixed(1)} s in all`;
    });
  };

  if (expected !== undefined) {
    consumer.write("cdktf.json", { language: "typescript", app: "node aws.js", sendCrashReports: "false" });
    await synth("template", consumer.directory, (outdir) => {
      const output = readExpected("aws", outdir, consumer.directory);
      requireEqual(expected, output);
      return describe(output);
    });
  }
  await synth("repository", REPOSITORY, (outdir) => {
    const { stacks }: { stacks: Record<string, unknown> } = readJson(join(outdir, "manifest.json"));
    return Object.keys(stacks).join(", ");
  });
  return offline && isUnexpectedlyAbsent();
}

function installedCdktf(project: ConsumerProject): string {
  const { name, version }: { name: string; version: string } = readJson(
    join(project.directory, "node_modules", "cdktf", "package.json"),
  );
  return `${name} ${version}`;
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
