/**
 * Runs the tests of the chart reader with the real helm: `npm run test:charts`.
 *
 * `npm test` runs them with a helm that prints canned output, for it needs no tools. Here helm is found on the PATH or in
 * the tools folder, or installed there at its pinned version; where it cannot be had, the proof is said not to have run.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { isExpectedAbsent } from "./terraform/tools";
import { HELM } from "./tools/pinned";
import { type FoundTool, findOrInstall } from "./tools/tool";

const jest = createRequire(__filename).resolve("jest/bin/jest");

function helm(): FoundTool | undefined {
  try {
    return findOrInstall(HELM);
  } catch (error) {
    console.log(`not run: charts with the real helm: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const found = helm();
if (found === undefined) {
  process.exitCode = process.env.CI && !isExpectedAbsent("helm") ? 1 : 0;
} else {
  console.log(`helm ${found.says}`);
  const { status } = spawnSync(process.execPath, [jest, "--maxWorkers=1", "test/estate/chart.test.ts", "--verbose"], {
    cwd: resolve(__dirname, ".."),
    stdio: "inherit",
    env: { ...process.env, MODELKEEP_HELM: found.path },
  });
  process.exitCode = status ?? 1;
}
