import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { folderOf, type RunScanner, run } from "./run";

interface KicsReport {
  readonly queries?: readonly {
    readonly query_id: string;
    readonly query_name: string;
    readonly severity: string;
    readonly files: readonly {
      readonly file_name: string;
      readonly resource_type?: string;
      readonly resource_name?: string;
    }[];
  }[];
}

/** Runs KICS over the folder; its queries lie beside the program, in `kics-assets`. */
export const runKics: RunScanner = (program, corpus) => {
  const assets = resolve(program, "..", "..", "kics-assets");
  const output = mkdtempSync(join(tmpdir(), "modelkeep-kics-"));
  try {
    run(program, [
      "scan",
      "--path",
      corpus,
      "--queries-path",
      join(assets, "queries"),
      "--libraries-path",
      join(assets, "libraries"),
      "--type",
      "Terraform,Kubernetes",
      "--cloud-provider",
      "aws,gcp",
      "--disable-secrets",
      "--disable-full-descriptions",
      "--report-formats",
      "json",
      "--output-path",
      output,
      "--no-progress",
      "--ignore-on-exit",
      "results",
    ]);
    const { queries = [] }: KicsReport = JSON.parse(readFileSync(join(output, "results.json"), "utf8"));
    return queries.flatMap(({ query_id: query, query_name: title, severity, files }) =>
      files.map((file) => ({
        scanner: "kics" as const,
        id: `KICS ${query.slice(0, 8)}`,
        title,
        severity: severity.toLowerCase(),
        folder: folderOf(corpus, resolve(file.file_name)),
        resource: `${file.resource_type ?? ""}.${file.resource_name ?? ""}`,
      })),
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
};
