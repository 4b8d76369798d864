import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CHANGE_FORMATS, type ChangeFormat } from "../../src/change/render/render";
import type { Report } from "../terraform/report";
import { InstalledCommand, Status } from "./installed-command";

const FIXTURES = resolve(__dirname, "..", "..", "test", "fixtures");
const PLAN = "change.json";
const DRIFT = "drift.json";

/** What the beginning of each report looks like; `json` and `sarif` must parse besides. */
const BEGINNINGS: Record<ChangeFormat, RegExp> = {
  text: /^(?:SAFE|REVIEW|DANGEROUS) {2}\S/,
  json: /^\{/,
  sarif: /^\{/,
  markdown: /^<!-- modelkeep diff -->/,
  html: /^<!doctype html>/i,
};

/** Proves the verbs about changes as they are installed: with files of their own, which `check` never loads. */
export async function proveChanges(report: Report, name: string, directory: string): Promise<void> {
  const command = new InstalledCommand(directory);
  copyFileSync(join(FIXTURES, "changes", "aws-serving", "plan.json"), join(directory, PLAN));
  copyFileSync(join(FIXTURES, "drift", "by-hand.json"), join(directory, DRIFT));
  await report.step(name, "modelkeep diff --format", async () => {
    for (const format of CHANGE_FORMATS) {
      const args = ["diff", "--plan", PLAN, "--format", format, "--fail-on", "none"];
      const { stdout } = await command.run(Status.CLEAN, args);
      if (!BEGINNINGS[format].test(stdout)) throw new Error(`${format} begins with ${stdout.slice(0, 200)}`);
      if (format === "json" || format === "sarif") JSON.parse(stdout);
    }
    return CHANGE_FORMATS.join(", ");
  });
  await report.step(name, "modelkeep diff: a guard", async () => {
    const { stderr } = await command.run(Status.FINDINGS, [
      "diff",
      "--plan",
      PLAN,
      "--fail-on",
      "changes>0",
      "--format",
      "json",
    ]);
    if (!/^broken guard changes>0: /m.test(stderr)) throw new Error(stderr);
    return lastLine(stderr);
  });
  await report.step(name, "modelkeep diff: a mistake is one line", async () => {
    const { stdout, stderr } = await command.run(Status.WRONG, ["diff", "--plan", "nowhere.json"]);
    if (stdout !== "" || !/^error: nowhere\.json: [^\n]+\n$/.test(stderr)) throw new Error(`${stdout}${stderr}`);
    return stderr.trim();
  });
  await report.step(name, "modelkeep drift", async () => {
    const { stdout } = await command.run(Status.FINDINGS, ["drift", "--plan", DRIFT, "--format", "json"]);
    const { summary }: { summary: { line: string } } = JSON.parse(stdout);
    return summary.line;
  });
  await report.step(name, "modelkeep prices list", async () => {
    const { stdout } = await command.run(Status.CLEAN, ["prices", "list", "--region", "us-east-1"]);
    if (!/^ec2\/g6\.xlarge|g6\.xlarge/m.test(stdout)) throw new Error(stdout.slice(0, 500));
    return `${stdout.trim().split("\n").length} prices`;
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
