/**
 * Measures Modelkeep in one run: `npm run bench [-- --quick] [-- synthesis | import | check | diff]`. Synthesis and
 * import stand against plain CDKTF code, `modelkeep check` and `modelkeep diff` against JSON.parse of the same files and
 * against others' tools, where they are found (`tsx scripts/tools/main.ts --install`, `tsx bench/diff-competitors.ts`).
 *
 * Times depend on the machine, ratios do little: a figure over its budget is said, not punished. Exit code 1 when a run
 * failed, or when the two sides did not make the same resources.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchCheck } from "./check";
import { PACKAGE_ROOT } from "./child-process";
import { benchDiff } from "./diff";
import { benchImport } from "./import-time";
import { benchSynthesis, type Size } from "./synthesis";

const SIZES: readonly Size[] = [
  { resources: 100, runs: 9 },
  { resources: 1_000, runs: 7 },
  { resources: 5_000, runs: 5 },
  { resources: 20_000, runs: 3 },
];
const QUICK_SIZES: readonly Size[] = [
  { resources: 100, runs: 3 },
  { resources: 1_000, runs: 3 },
];

const PLANS: readonly Size[] = [
  { resources: 1_000, runs: 9 },
  { resources: 10_000, runs: 7 },
  { resources: 50_000, runs: 3 },
];
const QUICK_PLANS: readonly Size[] = [
  { resources: 1_000, runs: 3 },
  { resources: 10_000, runs: 3 },
];

const CHANGES: readonly Size[] = [
  { resources: 10_000, runs: 5 },
  { resources: 50_000, runs: 3 },
];
const QUICK_CHANGES: readonly Size[] = [
  { resources: 10_000, runs: 3 },
  { resources: 50_000, runs: 1 },
];

const quick = process.argv.includes("--quick");
const [part] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
buildLibrary();
if (part === undefined || part === "synthesis") {
  benchSynthesis(quick ? QUICK_SIZES : SIZES);
}
if (part === undefined || part === "import") {
  benchImport(quick ? 3 : 11);
}
if (part === undefined || part === "check") {
  benchCheck(quick ? QUICK_PLANS : PLANS, quick ? 1 : 3);
}
if (part === undefined || part === "diff") {
  benchDiff(quick ? QUICK_CHANGES : CHANGES, quick ? 1 : 3);
}

/** What is measured is the library as it is packed, not its sources. */
function buildLibrary(): void {
  const built = join(PACKAGE_ROOT, "lib", "index.js");
  if (!existsSync(built)) {
    const { status } = spawnSync("npm", ["run", "build"], { cwd: PACKAGE_ROOT, stdio: "inherit" });
    if (status !== 0) {
      throw new Error("npm run build failed");
    }
    return;
  }
  const source = join(PACKAGE_ROOT, "src");
  const changed = readdirSync(source, { recursive: true, encoding: "utf8" }).some(
    (file) => statSync(join(source, file)).mtimeMs > statSync(built).mtimeMs,
  );
  if (changed) {
    console.log("lib is older than src: run `npm run build` to measure the sources as they stand.");
  }
}
