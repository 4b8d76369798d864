/**
 * Runs Checkov, Trivy and KICS on the failing cases of every control and writes what they saw to scripts/scanners/record.json,
 * from which `npm run docs` renders docs/comparison.md: `npm run compare`. All three are installed where they are missing,
 * which takes minutes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { today } from "../src/policy/calendar";
import { type CaseFolder, writeFailingCases } from "./scanners/corpus";
import type { ScannerFinding, ScannerName } from "./scanners/finding";
import { type ControlRecord, type ScannerRecord, writeRecord } from "./scanners/record";
import { SCANNERS } from "./scanners/scanners";
import { findOrInstall } from "./tools/tool";

async function main(): Promise<void> {
  const corpus = mkdtempSync(join(tmpdir(), "modelkeep-compare-"));
  try {
    const { cases, leftOut } = await writeFailingCases(corpus);
    const scanners: Partial<Record<ScannerName, ScannerRecord>> = {};
    const findings: ScannerFinding[] = [];
    for (const { name, tool, run } of SCANNERS) {
      const own = run(findOrInstall(tool).path, corpus);
      console.log(`${name} ${tool.version}: ${own.length} findings in ${cases.length} cases`);
      scanners[name] = recordOf(tool.version, own);
      findings.push(...own);
    }
    writeRecord({
      date: today(),
      scanners,
      controls: byControl(cases, findings),
      leftOut: Object.fromEntries(leftOut.map(({ folder, reason }) => [folder, reason])),
    });
  } finally {
    rmSync(corpus, { recursive: true, force: true });
  }
}

function recordOf(version: string, findings: readonly ScannerFinding[]): ScannerRecord {
  const sorted = [...findings].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    version,
    titles: Object.fromEntries(sorted.map(({ id, title }) => [id, title])),
    severities: Object.fromEntries(
      sorted.flatMap(({ id, severity }) => (severity === undefined ? [] : [[id, severity]])),
    ),
  };
}

function byControl(cases: readonly CaseFolder[], findings: readonly ScannerFinding[]): Record<string, ControlRecord> {
  const fired = new Map<string, Set<string>>();
  for (const { folder, id } of findings) {
    // A case of several roots has a folder for each below its own.
    const own = folder.split("/").slice(0, 2).join("/");
    fired.set(own, (fired.get(own) ?? new Set()).add(id));
  }
  const records: Record<string, { cases: number; fired: Record<string, number> }> = {};
  for (const { control, folder } of cases) {
    records[control] ??= { cases: 0, fired: {} };
    const record = records[control];
    record.cases += 1;
    for (const id of [...(fired.get(folder) ?? [])].sort()) {
      record.fired[id] = (record.fired[id] ?? 0) + 1;
    }
  }
  return Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
