import { join } from "node:path";
import { folderOf, type RunScanner, run } from "./run";

interface TrivyReport {
  readonly Results?: readonly TrivyResult[];
}

interface TrivyResult {
  readonly Target: string;
  readonly Misconfigurations?: readonly {
    readonly ID: string;
    readonly AVDID?: string;
    readonly Title: string;
    readonly Severity: string;
    readonly Status?: string;
    readonly CauseMetadata?: { readonly Resource?: string };
  }[];
}

/** Runs Trivy over the folder with the checks that are built into it. */
export const runTrivy: RunScanner = (program, corpus) => {
  const text = run(program, [
    "config",
    "--quiet",
    "--format",
    "json",
    "--skip-check-update",
    "--skip-version-check",
    corpus,
  ]);
  const { Results: results = [] }: TrivyReport = JSON.parse(text);
  return results.flatMap(({ Target: target, Misconfigurations: found = [] }) =>
    found
      .filter(({ Status: status }) => status === undefined || status === "FAIL")
      .map((each) => ({
        scanner: "trivy" as const,
        id: trivyId(each.AVDID ?? each.ID),
        title: each.Title,
        severity: each.Severity.toLowerCase(),
        folder: folderOf(corpus, join(corpus, target)),
        resource: each.CauseMetadata?.Resource ?? "",
      })),
  );
};

/** `AVD-KSV-0014`, `KSV014` and `AWS-0086` as the catalogue writes them: `KSV-0014`, `AVD-AWS-0086`. */
export function trivyId(id: string): string {
  const [, family = "", number = ""] = /^(?:AVD-)?([A-Z]+)-?(\d+)$/.exec(id) ?? [];
  if (family === "") {
    return id;
  }
  const padded = number.padStart(4, "0");
  return /^(?:KSV|KCV)$/.test(family) ? `${family}-${padded}` : `AVD-${family}-${padded}`;
}
