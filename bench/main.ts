/**
 * Measures Modelkeep against plain CDKTF code in one run: `npm run bench [-- --quick]`.
 *
 * Times depend on the machine, ratios do little: a figure over its budget is said, not punished. Exit code 1 when a run
 * failed, or when the two sides did not make the same resources.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "./child-process";
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

const quick = process.argv.includes("--quick");
buildLibrary();
benchSynthesis(quick ? QUICK_SIZES : SIZES);
benchImport(quick ? 3 : 11);

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
