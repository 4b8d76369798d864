import { isAbsolute, join } from "node:path";
import { folderOf, type RunScanner, run } from "./run";

interface CheckovReport {
  readonly results?: { readonly failed_checks?: readonly CheckovCheck[] };
}

interface CheckovCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_abs_path?: string;
  readonly file_path: string;
  readonly resource: string;
}

/** Runs Checkov over the folder, without its platform: it asks nobody anything. */
export const runCheckov: RunScanner = (program, corpus) => {
  const text = run(program, [
    "--directory",
    corpus,
    "--framework",
    "terraform",
    "kubernetes",
    "--output",
    "json",
    "--quiet",
    "--compact",
    "--skip-download",
    "--soft-fail",
  ]);
  const parsed: CheckovReport | readonly CheckovReport[] = JSON.parse(text);
  const reports = Array.isArray(parsed) ? parsed : [parsed];
  return reports
    .flatMap(({ results }: CheckovReport) => results?.failed_checks ?? [])
    .map((check: CheckovCheck) => {
      const file = check.file_abs_path ?? check.file_path;
      return {
        scanner: "checkov",
        id: check.check_id,
        title: check.check_name,
        severity: undefined,
        folder: folderOf(corpus, isAbsolute(file) && file.startsWith(corpus) ? file : join(corpus, check.file_path)),
        resource: check.resource,
      };
    });
};
