/**
 * Synthesizes every example as its user would, or the folders that are named, each in a process of its own, and says
 * what was made and where. Then judges what was written, as `modelkeep check` does in CI, and ends with the verdict.
 *
 * Needs no command-line tool but Node. Exit code 1 when an example fails, or has a finding at or above high.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";

interface Manifest {
  readonly stacks: Record<string, StackManifest>;
}

interface StackManifest {
  readonly synthesizedStackPath: string;
  readonly annotations: { readonly level: string; readonly message: string }[];
}

interface SynthesizedStack {
  readonly resource?: Record<string, Record<string, unknown>>;
}

const root = resolve(__dirname, "..");
const examples = join(root, "examples");
const tsx = createRequire(__filename).resolve("tsx/cli");

const named = process.argv.slice(2).map((folder) => resolve(folder));
const folders = named.length > 0 ? named : foldersOfExamples();
const failed = folders.filter((folder) => !synthesize(folder));

if (failed.length > 0) {
  console.error(`failed: ${failed.map((folder) => relative(root, folder)).join(", ")}`);
  process.exitCode = 1;
} else {
  check(folders.filter(isJudged).map((folder) => join(folder, "cdktf.out")));
}

/** One example after another: what each of them writes is an estate of its own. */
function check(outdirs: readonly string[]): void {
  for (const outdir of outdirs) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [tsx, join(root, "src/cli/main.ts"), "check", relative(process.cwd(), outdir)],
      { encoding: "utf8" },
    );
    const verdict = stdout.trimEnd().split("\n").at(-1);
    console.log(status === 0 ? `${relative(root, dirname(outdir))}: ${verdict}` : `${stdout}${stderr}`);
    process.exitCode ||= status ?? 1;
  }
}

/** An example may be two programs: what is there before a pull request, and what after it. */
function foldersOfExamples(): string[] {
  return readdirSync(examples, { withFileTypes: true })
    .map(({ name }) => join(examples, name))
    .flatMap((folder) => [folder, join(folder, "before"), join(folder, "after")])
    .filter((folder) => existsSync(join(folder, "main.ts")));
}

/** What a pull request leads to is there to be reported by `modelkeep diff`, and dangerous on purpose. */
function isJudged(folder: string): boolean {
  return basename(folder) !== "after";
}

function synthesize(folder: string): boolean {
  const outdir = join(folder, "cdktf.out");
  rmSync(outdir, { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [tsx, "--tsconfig", join(examples, "tsconfig.json"), "main.ts"], {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  if (status !== 0) {
    return false;
  }
  console.log(relative(root, folder));
  const manifest: Manifest = readJson(join(outdir, "manifest.json"));
  for (const [stackName, stack] of Object.entries(manifest.stacks)) {
    describeStack(stackName, join(outdir, stack.synthesizedStackPath), stack);
  }
  return true;
}

function describeStack(name: string, file: string, { annotations }: StackManifest): void {
  const resources = Object.entries(readJson<SynthesizedStack>(file).resource ?? {}).map(
    ([type, instances]) => [type, Object.keys(instances).length] as const,
  );
  const total = resources.reduce((sum, [, count]) => sum + count, 0);
  console.log(`  ${name}: ${total} resources in ${relative(process.cwd(), file)}`);
  for (const [type, count] of resources.sort(([one], [other]) => one.localeCompare(other))) {
    console.log(`    ${String(count).padStart(3)} ${type}`);
  }
  for (const { level, message } of annotations) {
    console.log(`    ${level.replace("@cdktf/", "")}: ${message}`);
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8"));
}
