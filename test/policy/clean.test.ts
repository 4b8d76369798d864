/**
 * Estates that serve models and were written as good engineers write them, without a look at the controls. A finding of
 * high or critical severity in one of them is a false alarm, and those who get false alarms stop to look. That a clean
 * verdict is no blindness, the breakages show: one line made wrong, and the check names just that.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "../../src/policy/judgement";
import { AWS_BREAKAGES } from "./clean/aws";
import type { Breakage } from "./clean/breakage";
import { type Checked, CLEAN, check, GRAVE, isGrave, named, resourcesOf } from "./clean/estates";
import { GOOGLE_BREAKAGES } from "./clean/google";
import { KUBERNETES_BREAKAGES } from "./clean/kubernetes";
import { MIXED_BREAKAGES } from "./clean/mixed";
import { MULTI_TENANT_BREAKAGES } from "./clean/multi-tenant";

interface CleanEstate {
  readonly folder: string;

  /** The estate has more resources than this. */
  readonly moreThan: number;

  readonly breakages: readonly Breakage[];
}

const ESTATES: readonly CleanEstate[] = [
  { folder: "aws", moreThan: 100, breakages: AWS_BREAKAGES },
  { folder: "google", moreThan: 65, breakages: GOOGLE_BREAKAGES },
  { folder: "kubernetes", moreThan: 35, breakages: KUBERNETES_BREAKAGES },
  { folder: "mixed", moreThan: 65, breakages: MIXED_BREAKAGES },
  { folder: "multi-tenant", moreThan: 90, breakages: MULTI_TENANT_BREAKAGES },
];

function line(finding: Finding): string {
  return `${finding.severity} ${named(finding)}`;
}

function grave({ judgement }: Checked): string[] {
  return judgement.findings
    .filter(({ severity }) => isGrave(severity))
    .map(named)
    .sort();
}

/** A copy of the estate with the one line made wrong. */
function broken(folder: string, { file, line: wanted, becomes }: Breakage): string {
  const copy = mkdtempSync(join(tmpdir(), "modelkeep-clean-"));
  cpSync(join(CLEAN, folder), copy, { recursive: true });
  const text = readFileSync(join(copy, file), "utf8");
  expect(text.split(wanted)).toHaveLength(2);
  writeFileSync(
    join(copy, file),
    text.replace(wanted, () => becomes),
  );
  return copy;
}

describe.each(ESTATES)("$folder", ({ folder, moreThan, breakages }) => {
  let checked: Checked;

  beforeAll(async () => {
    checked = await check(join(CLEAN, folder));
  });

  test("no finding is high or critical, and no control fails itself", () => {
    const { counts, findings } = checked.judgement;
    expect(counts.resources).toBeGreaterThan(moreThan);
    expect(grave(checked)).toEqual([]);
    expect(findings.filter(({ message }) => message.startsWith("The control itself failed"))).toEqual([]);
  });

  test("what a careful reviewer would say of it, what is undecided and what is passed over are as listed", () => {
    const { findings, undecided } = checked.judgement;
    expect(undecided.filter(({ severity }) => isGrave(severity))).toEqual([]);
    expect({
      found: findings.map(line).sort(),
      undecided: undecided.map(line).sort(),
      skipped: checked.skipped,
    }).toMatchSnapshot();
  });

  test("every file of it is read", async () => {
    const resources = await resourcesOf(join(CLEAN, folder));
    expect([...new Set(resources.map(({ origin }) => origin.file.slice(CLEAN.length + 1)))].sort()).toMatchSnapshot();
  });

  test.each(breakages)("said, and nothing else: $what", async (breakage) => {
    const copy = broken(folder, breakage);
    try {
      expect(grave(await check(copy, GRAVE))).toEqual(breakage.found);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

test("each estate has eight breakages or more", () => {
  expect(ESTATES.map(({ breakages }) => breakages.length).filter((count) => count < 8)).toEqual([]);
});
