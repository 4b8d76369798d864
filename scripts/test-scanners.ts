/**
 * Runs other scanners on the hardened stacks of the examples: `npm run test:scanners [-- --install]`.
 *
 * Whatever Checkov finds (it tells no severities without an account), and what Trivy and KICS call critical or high, has to
 * stand in the committed list with its reason, and each entry of the list has to be used. Checkov is installed where it is
 * missing; Trivy and KICS take minutes to build, and are installed with --install alone.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeHardenedStacks } from "./scanners/corpus";
import { ACCEPTED } from "./scanners/explained";
import type { ScannerFinding } from "./scanners/finding";
import { SCANNERS, type Scanner } from "./scanners/scanners";
import { Report } from "./terraform/report";
import { isExpectedAbsent } from "./terraform/tools";
import { CHECKOV } from "./tools/pinned";
import { type FoundTool, findOrInstall, findTool } from "./tools/tool";

async function main(): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const corpus = mkdtempSync(join(tmpdir(), "modelkeep-scanners-"));
  let unexpected = 0;
  try {
    const stacks = await writeHardenedStacks(corpus);
    for (const scanner of SCANNERS) {
      const found = find(scanner);
      if (typeof found === "string") {
        report.notRun(scanner.title, found);
        unexpected += process.env.CI && !isExpectedAbsent(scanner.name) ? 1 : 0;
        continue;
      }
      await report.step(scanner.title, `${scanner.tool.version} on ${stacks.length} hardened stacks`, async () =>
        proven(scanner, scanner.run(found.path, corpus)),
      );
    }
  } finally {
    rmSync(corpus, { recursive: true, force: true });
  }
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps + unexpected > 0 ? 1 : 0;
}

/** The scanner, or why there is none. */
function find({ tool }: Scanner): FoundTool | string {
  if (tool !== CHECKOV && !process.argv.includes("--install")) {
    return findTool(tool) ?? "not found; --install builds it";
  }
  try {
    return findOrInstall(tool);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function proven(scanner: Scanner, findings: readonly ScannerFinding[]): string {
  const strangers = findings.filter((finding) => weighs(finding) && acceptedBy(finding) === undefined);
  if (strangers.length > 0) {
    const lines = strangers.map(
      ({ id, severity = "", folder, resource, title }) => `${id} ${severity} ${folder} ${resource}: ${title}`,
    );
    throw new Error(["not in scripts/scanners/explained.ts:", ...new Set(lines)].join("\n"));
  }
  const used = new Set(findings.map(acceptedBy));
  const unused = ACCEPTED.filter((entry) => entry.scanner === scanner.name && !used.has(entry));
  if (unused.length > 0) {
    throw new Error(`accepted, and found no more: ${unused.map(({ id }) => id).join(", ")}`);
  }
  const weighty = findings.filter(weighs).length;
  return `${findings.length} findings, ${weighty} of them high or without a severity, each explained`;
}

function weighs({ severity }: ScannerFinding): boolean {
  return severity === undefined || severity === "critical" || severity === "high";
}

function acceptedBy({ id, folder, resource }: ScannerFinding) {
  return ACCEPTED.find((entry) => entry.id === id && (entry.on?.test(`${folder} ${resource}`) ?? true));
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
