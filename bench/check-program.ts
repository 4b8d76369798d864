/**
 * The measured program for times without start-up: `<parse | check> <plan>` prints the milliseconds as JSON.
 *
 * Everything is cold but the modules, which are loaded before the clock starts, in one file as the command's are; reading
 * the plan is part of both.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { readEstate } from "../src/estate/read";
import { CONTROLS } from "../src/policy/catalogue";
import { judge } from "../src/policy/engine";
import { WaiverSet } from "../src/policy/waiver-set";

async function main(): Promise<void> {
  const [, , verb, file = ""] = process.argv;
  const start = performance.now();
  if (verb === "check") {
    const { estate } = await readEstate([file]);
    judge(estate, { controls: CONTROLS, waivers: new WaiverSet([], "2026-11-21") });
  } else {
    JSON.parse(readFileSync(file, "utf8"));
  }
  process.stdout.write(`${JSON.stringify(performance.now() - start)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
