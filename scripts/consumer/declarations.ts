import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsumerProject } from "./consumer-project";

/** Every target of `exports` and `typesVersions` exists in the installed package. */
export function exportedFiles(project: ConsumerProject): string {
  const installed = join(project.directory, "node_modules", "modelkeep");
  const manifest = readFileSync(join(installed, "package.json"), "utf8");
  const { exports, main, types, typesVersions } = JSON.parse(manifest);
  const targets = leaves([exports, main, types, typesVersions]);
  const missing = targets.filter((target) => !existsSync(join(installed, target)));
  if (missing.length > 0) throw new Error(`not in the package: ${missing.join(", ")}`);
  return `${targets.length} files`;
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}

/**
 * Others' declarations may have errors; Modelkeep's and the consumer's have none, under the consumer's own settings.
 *
 * @param options more of the compiler's; nothing is written unless they say so
 */
export async function soundTypes(project: ConsumerProject, options: Record<string, unknown> = {}): Promise<string> {
  try {
    await project.compile({ skipLibCheck: false, noEmit: true, incremental: false, ...options });
  } catch (error) {
    const errors = String(error)
      .split("\n")
      .filter((line) => /^\S+\(\d+,\d+\): error /.test(line));
    const own = errors.filter((line) => /^(?!node_modules\/(?!modelkeep\/))/.test(line));
    if (own.length > 0 || errors.length === 0) throw errors.length === 0 ? error : new Error(own.join("\n"));
    return "errors in others' declarations alone";
  }
  return "";
}

/** Of what only the command and synthesis use, a consumer's compiler reads nothing. */
export async function hiddenTypes(project: ConsumerProject): Promise<string> {
  const listed = await project.compile({ listFiles: true, noEmit: true, incremental: false });
  const own = listed.split("\n").flatMap((line) => line.split("node_modules/modelkeep/lib/").slice(1));
  const seen = own.filter((file) =>
    /^(?:estate|cli)\/|^policy\/(?!(?:index|guardrails|profile|waiver)\.d\.ts$)/.test(file),
  );
  if (seen.length > 0) throw new Error(`it reads ${seen.join(", ")}`);
  if (!own.includes("policy/waiver.d.ts"))
    throw new Error(`it does not read policy/waiver.d.ts among ${own.length} files`);
  return `${own.length} files of modelkeep`;
}
