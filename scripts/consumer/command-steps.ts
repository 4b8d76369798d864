import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT_FORMATS, type ReportFormat } from "../../src/policy/reports/options";
import type { Report } from "../terraform/report";
import type { ConsumerProject } from "./consumer-project";
import { controlsOfGuide, INSECURE, OWN_CONTROLS, SECURE_PLAN, writeEstates } from "./estates";
import { InstalledCommand, Status } from "./installed-command";

const LEAST_CONTROLS = 60;

/** What `policy.ts` fails: one of the catalogue, one of its own. */
const FAILED = ["AWS_S3_VERSIONING_ENABLED", OWN_CONTROLS.id];

/** What the beginning of each report looks like; `json` and `sarif` must parse besides. */
const BEGINNINGS: Record<ReportFormat, RegExp> = {
  text: /^ {2}(?:CRITICAL|HIGH) {2}\S/,
  json: /^\{/,
  sarif: /^\{/,
  junit: /^<\?xml version="1\.0"/,
  markdown: /^<!-- modelkeep check -->/,
  github: /^::error file=/,
  html: /^<!doctype html>/,
};

/** Proves the installed command on estates of every kind; needs nothing of CDKTF. */
export async function proveCommand(report: Report, name: string, directory: string): Promise<void> {
  const command = new InstalledCommand(directory);
  writeEstates(directory);
  await report.step(name, "npx --no-install modelkeep --version", async () => {
    const { stdout } = await command.npx(Status.CLEAN, ["--version"]);
    const { version }: { version: string } = JSON.parse(
      readFileSync(join(directory, "node_modules", "modelkeep", "package.json"), "utf8"),
    );
    if (stdout.trim() !== version) throw new Error(`it says ${stdout.trim()}, the package is ${version}`);
    return version;
  });
  await report.step(name, "modelkeep check: a plan, well written", async () => {
    return verdict((await command.run(Status.CLEAN, ["check", SECURE_PLAN])).stdout);
  });
  await report.step(name, "modelkeep check: a plan with faults", async () => {
    return verdict((await command.run(Status.FINDINGS, ["check", INSECURE.plan])).stdout);
  });
  await report.step(name, "modelkeep check: a folder of *.tf", async () => {
    return named(
      await command.run(Status.FINDINGS, ["check", INSECURE.hcl]),
      "aws_s3_bucket_public_access_block.models",
    );
  });
  await report.step(name, "modelkeep check: manifests", async () => {
    return named(await command.run(Status.FINDINGS, ["check", INSECURE.manifest]), "K8S_NOT_PRIVILEGED");
  });
  await report.step(name, "modelkeep check: a mistake is one line", async () => {
    const { stdout, stderr } = await command.run(Status.WRONG, ["check", "package.json", "nowhere"]);
    if (stdout !== "" || !/^error: [^\n]*nowhere[^\n]*\n$/.test(stderr)) throw new Error(`${stdout}${stderr}`);
    return stderr.trim();
  });
  await report.step(name, "modelkeep policy list", async () => {
    const { stdout } = await command.run(Status.CLEAN, ["policy", "list", "--format", "json"]);
    const ids = new Set(JSON.parse(stdout).map(({ id }: { id: string }) => id));
    if (ids.size < LEAST_CONTROLS) throw new Error(`only ${ids.size} controls`);
    return `${ids.size} controls`;
  });
  await report.step(name, "modelkeep policy test, with the controls of the guide", async () => {
    writeFileSync(join(directory, "acme.yaml"), controlsOfGuide(join(directory, "node_modules", "modelkeep")));
    return lastLine((await command.run(Status.CLEAN, ["policy", "test", "acme.yaml"])).stdout);
  });
  await report.step(name, "modelkeep check --format", async () => {
    for (const format of REPORT_FORMATS) {
      const { stdout } = await command.run(Status.FINDINGS, ["check", INSECURE.plan, "--format", format]);
      if (!BEGINNINGS[format].test(stdout)) throw new Error(`${format} begins with ${stdout.slice(0, 200)}`);
      if (format === "json" || format === "sarif") JSON.parse(stdout);
    }
    return REPORT_FORMATS.join(", ");
  });
}

/** Proves that what a consumer's program weakens is refused, unless it is waived, and that the command agrees. */
export async function provePolicy(report: Report, name: string, project: ConsumerProject): Promise<void> {
  const command = new InstalledCommand(project.directory);
  writeFileSync(join(project.directory, OWN_CONTROLS.file), OWN_CONTROLS.text);
  const weakened = join(project.directory, "out-weakened");
  await report.step(name, "policy.js: a weakened bucket fails synthesis", async () => {
    const refusal = await project.start("policy.js", weakened).then(() => undefined, String);
    if (refusal === undefined) throw new Error("it synthesized");
    if (!FAILED.every((id) => refusal.includes(id))) throw new Error(refusal);
    const written = existsSync(weakened) ? readdirSync(weakened, { recursive: true, withFileTypes: true }) : [];
    const files = written.filter((entry) => entry.isFile()).map((entry) => entry.name);
    if (files.length > 0) throw new Error(`it was refused and yet wrote ${files.join(", ")}`);
    return FAILED.join(", ");
  });
  await report.step(name, "policy.js: a waiver lets it pass, there and in the command", async () => {
    const outdir = join(project.directory, "out-waived");
    const printed = await project.start("policy.js", outdir, { WAIVED: "1" });
    const same: Record<string, boolean> = JSON.parse(lastLine(printed));
    if (!Object.values(same).every(Boolean)) throw new Error(`the entry points do not agree: ${printed}`);
    const { stdout } = await command.run(Status.CLEAN, [
      "check",
      outdir,
      "--controls",
      OWN_CONTROLS.file,
      "--format",
      "json",
    ]);
    const { waived }: { waived: readonly { control: string }[] } = JSON.parse(stdout);
    const unknown = FAILED.filter((id) => !waived.some(({ control }) => control === id));
    if (unknown.length > 0) throw new Error(`the command knows of no waiver of ${unknown.join(", ")}`);
    return `${waived.length} waived`;
  });
}

/** The verdict of `modelkeep check` on what a program synthesized. */
export async function checkSynthesized(directory: string, outdir: string): Promise<string> {
  return verdict((await new InstalledCommand(directory).run(Status.CLEAN, ["check", outdir])).stdout);
}

function verdict(report: string): string {
  const line = lastLine(report);
  if (!/^(clean: 0|[1-9]\d*) findings? at or above high/.test(line)) throw new Error(`no verdict in:\n${report}`);
  return line;
}

function named({ stdout }: { readonly stdout: string }, name: string): string {
  if (!stdout.includes(name)) throw new Error(`nothing of ${name} in:\n${stdout}`);
  return verdict(stdout);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
